"""Plans as `tasks.reading.written` writes them, with as little as a test must say."""

from typing import Any

from tasks.reading import items

Values = dict[str, Any]
NO_DEADLINE = {"raw": "", "kind": "none", "start": None, "end": None}


def row(text: str = "Niêm yết công khai.", **changes: Any) -> Values:
    """Return a row of a task table that is led by the UBND of the commune."""
    wanted = {
        "label": "1.1",
        "section": "1. Sự tham gia của người dân",
        "headings": [["1", "Sự tham gia của người dân"]],
        "part": "table",
        "title": "",
        "components": [],
        "framework": "",
        "text": text,
        "items": list(items.split(text)),
        "lead": ["UBND xã"],
        "support": [],
        "guide": [],
        "deadline": NO_DEADLINE,
        "output": "",
        "note": "",
        "where": "bảng 1, hàng 2 của bảng",
        **changes,
    }
    texts = {f"{role}_text": "; ".join(wanted[role]) for role in ("lead", "support", "guide")}
    return {**texts, **wanted}


def deadline(raw: str, kind: str, start: str | None = None, end: str | None = None) -> Values:
    return {"raw": raw, "kind": kind, "start": start, "end": end}


def plan(*rows: Values, **changes: Any) -> Values:
    """Return a plan of xã Điềm He for 2026 with these rows, as it was read."""
    return {
        "kind": "plan",
        "number": "12/KH-UBND",
        "issued_on": "2026-02-05",
        "place": "Điềm He",
        "issuer": "Ủy ban nhân dân xã Điềm He",
        "subject": "Nâng cao Chỉ số PAPI năm 2026",
        "years": [2026, 2026],
        "basis": [],
        "replaces": [],
        "opening": "Ủy ban nhân dân xã ban hành Kế hoạch như sau:",
        "closing": "Trên đây là Kế hoạch./.",
        "signed_for": "TM. ỦY BAN NHÂN DÂN",
        "signatory_post": "CHỦ TỊCH",
        "signatory": "Hoàng Văn Sơn",
        "recipients": ["UBND tỉnh", "Lưu: VT"],
        "appendix_title": "NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI",
        "rows": list(rows) or [row()],
        "targets": [],
        "sections": [],
        "warnings": [],
        **changes,
    }


def doubt(row: int | None, field: str, message: str) -> Values:
    return {"row": row, "field": field, "message": message}


def target(text: str = "đạt từ 43 điểm", **changes: Any) -> Values:
    """Return a promise of at least 43 points for the whole index."""
    return {
        "component": "0",
        "kind": "score_min",
        "text": text,
        "value": "43",
        "value_to": "",
        "group": "",
        "count": None,
        "region": "",
        "year": 2026,
        "index": "papi",
        **changes,
    }


def citation(text: str = "Luật Tiếp cận thông tin", **changes: Any) -> Values:
    """Return a document that the plan rests on, known by its words alone."""
    return {
        "relation": "rests_on",
        "text": text,
        "kind": "",
        "number": "",
        "issued_on": None,
        "issuer": "",
        "subject": "",
        **changes,
    }
