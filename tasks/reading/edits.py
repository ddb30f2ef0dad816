"""What a person may do to a plan that was read before it is taken in: values in, new values out.

Rows are known by `id`, given once: positions change while rows are joined and split.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from papi_portal.wording import said
from tasks.reading import items
from tasks.reading.written import Written

ROW_TEXTS = ("text", "lead_text", "support_text", "guide_text", "output", "note")
PARTIES = ("lead", "support", "guide")
OTHER_DEADLINE = said("Dòng được gộp ghi thời gian “{time}”, không giữ lại; hãy kiểm tra.")
OTHER_INDEX = said("Dòng được gộp gắn với bộ chỉ số khác nên chưa gắn vào dòng này; hãy kiểm tra.")


class ImpossibleEditError(Exception):
    """Say in one Vietnamese sentence why rows cannot be changed like this."""


class OtherVersionError(Exception):
    """Raised for a row that is no more what the person saw of it."""


def numbered(values: Written) -> Written:
    """Give each row its id and the warnings about it; those about the document stay apart."""
    about: dict[int | None, list[dict[str, str]]] = {}
    for warning in values["warnings"]:
        doubt = {"field": warning["field"], "message": warning["message"]}
        about.setdefault(warning["row"], []).append(doubt)
    rows = [
        {**row, "id": number, "dropped": False, "doubts": about.get(number, [])}
        for number, row in enumerate(values["rows"], start=1)
    ]
    return {**values, "rows": rows, "warnings": about.get(None, [])}


def find(values: Written, row_id: int) -> Written | None:
    """Return the row with this id, if it is still there."""
    return next((row for row in values["rows"] if row["id"] == row_id), None)


def version(row: Written) -> int:
    """Return a number that stands for all that a row says."""
    return int(sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:12], 16)


def change(values: Written, row_id: int, changes: Written, *, seen: int | None = None) -> Written:
    """Replace fields of a row; what a person has looked at is no longer in doubt.

    Raises OtherVersionError when the row is another than the version that was seen, if one is told.
    """

    def changed(row: Written) -> list[Written]:
        if seen is not None and seen != version(row):
            raise OtherVersionError
        return [{**row, **changes, "doubts": []}]

    return _at(values, row_id, changed)


def settle(values: Written, row_id: int) -> Written:
    """Take a row as it was read: somebody has looked at it."""
    return change(values, row_id, {})


def drop(values: Written, row_id: int, *, dropped: bool) -> Written:
    """Leave a row out, or take it back in."""
    return _at(values, row_id, lambda row: [{**row, "dropped": dropped}])


def join_up(values: Written, row_id: int) -> Written:
    """Make a row part of the one above it: texts one below the other, parties once.

    A second deadline and links to another index are left out, with a doubt that says so.
    """
    rows = values["rows"]
    index = _index(values, row_id)
    above, row = rows[index - 1] if index else None, rows[index]
    if above is None:
        msg = said("Dòng đầu tiên không có dòng nào ở trên để gộp.")
        raise ImpossibleEditError(msg)
    if above["dropped"] or row["dropped"]:
        msg = said("Dòng đã bỏ không gộp được; hãy lấy lại dòng đó trước.")
        raise ImpossibleEditError(msg)
    joined: Written = {**above}
    for name in ROW_TEXTS:
        titled = name == "text" and row["title"] != above["title"]
        added = _below(row["title"], row["text"]) if titled else row[name]
        said_already = name != "text" and added == above[name]
        joined[name] = above[name] if said_already else _below(above[name], added)
    for name in PARTIES:
        joined[name] = [*above[name], *(one for one in row[name] if one not in above[name])]
    joined["items"] = list(items.split(joined["text"]))
    new = (doubt for doubt in row["doubts"] if doubt not in above["doubts"])
    joined["doubts"] = [*above["doubts"], *new]
    joined["deadline"] = _joined_deadline(above, row, joined["doubts"])
    joined |= _joined_links(above, row, joined["doubts"])
    return {**values, "rows": [*rows[: index - 1], joined, *rows[index + 1 :]]}


def _joined_deadline(above: Written, row: Written, doubts: list[dict[str, str]]) -> Any:
    kept, other = above["deadline"], row["deadline"]
    if kept["kind"] == "none" and not kept["raw"]:
        return other
    if other["raw"] and other["raw"] != kept["raw"]:
        message = OTHER_DEADLINE.format(time=other["raw"])
        doubts.append({"field": "deadline", "message": message})
    return kept


def _joined_links(above: Written, row: Written, doubts: list[dict[str, str]]) -> Written:
    frameworks = {one["framework"] for one in (above, row) if one["components"]}
    if len(frameworks) > 1:
        doubts.append({"field": "components", "message": OTHER_INDEX})
        return {"framework": above["framework"], "components": above["components"]}
    codes = {*above["components"], *row["components"]}
    return {"framework": "".join(frameworks), "components": sorted(codes)}


def split(values: Written, row_id: int) -> Written:
    """Make one row of each bullet; title, parties, deadline and links are kept by each.

    The document gave its label once: the first row keeps it. A line that leads in to bullets
    ("Chủ động:") stays above each of them.
    """
    next_id = 1 + max(row["id"] for row in values["rows"])

    def parts(row: Written) -> list[Written]:
        texts = row["items"]
        if len(texts) < 2:
            msg = said("Dòng này chỉ có một ý, không tách được.")
            raise ImpossibleEditError(msg)
        ids = [row["id"], *range(next_id, next_id + len(texts) - 1)]
        labels = [row["label"], *[""] * (len(texts) - 1)]
        return [
            {
                **row,
                "id": id_,
                "label": label,
                "text": f"{lead}\n- {text}" if lead else text,
                "items": [text],
            }
            for id_, label, (lead, text) in zip(
                ids, labels, _with_leads(row["text"], texts), strict=True
            )
        ]

    return _at(values, row_id, parts)


def split_all(values: Written) -> Written:
    """Make one row of each bullet in the whole document."""
    for row in values["rows"]:
        if len(row["items"]) > 1 and not row["dropped"]:
            values = split(values, row["id"])
    return values


def _at(values: Written, row_id: int, made: Callable[[Written], list[Written]]) -> Written:
    index, rows = _index(values, row_id), values["rows"]
    return {**values, "rows": [*rows[:index], *made(rows[index]), *rows[index + 1 :]]}


def _index(values: Written, row_id: int) -> int:
    rows: list[dict[str, Any]] = values["rows"]
    index = next((index for index, row in enumerate(rows) if row["id"] == row_id), None)
    if index is None:
        msg = said("Dòng này không còn nữa; tải lại trang để xem các dòng hiện có.")
        raise ImpossibleEditError(msg)
    return index


def _with_leads(text: str, texts: list[str]) -> list[tuple[str, str]]:
    """Return each bullet behind the line that leads in to it, if one does."""
    lead = ""
    led: list[tuple[str, str]] = []
    inside: list[str] = []
    for line in text.split("\n"):
        first = texts[len(led)].split("\n")[0] if len(led) < len(texts) else None
        if first is not None and line.endswith(first):
            led.append((lead, texts[len(led)]))
            inside = led[-1][1].split("\n")
        elif line.endswith(":") and line not in inside:
            lead = line
    return led if len(led) == len(texts) else [("", one) for one in texts]


def _below(one: str, other: str) -> str:
    return "\n".join(text for text in (one, other) if text)
