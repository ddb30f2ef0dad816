"""A plan that was read, written as plain JSON values; dates ISO, nothing lost."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from tasks.reading.values import (
    Citation,
    Heading,
    Identity,
    ReadDeadline,
    ReadPlan,
    ReadRow,
    ReadSection,
    Remark,
)

Written = dict[str, Any]
BETWEEN_HEADINGS = " > "


def as_json(plan: ReadPlan) -> Written:
    """Return the values that `read_plan --json` prints and a waiting upload keeps."""
    return {
        **_identity(plan.identity),
        "rows": [_row(row) for row in plan.rows],
        "targets": [asdict(target) for target in plan.targets],
        "sections": [_section(section) for section in plan.sections],
        "warnings": [_remark(remark) for remark in plan.remarks],
    }


def section_path(headings: Sequence[Heading]) -> str:
    """Return the headings above a row on one line, the outermost first."""
    return BETWEEN_HEADINGS.join(str(heading) for heading in headings)


def _identity(identity: Identity) -> Written:
    return {
        "kind": identity.kind,
        "number": identity.number,
        "issued_on": _day(identity.issued_on),
        "place": identity.place,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "years": [identity.year_from, identity.year_to],
        "basis": [_citation(citation) for citation in identity.basis],
        "replaces": [_citation(citation) for citation in identity.replaces],
        "opening": identity.opening,
        "closing": identity.closing,
        "signed_for": identity.signed_for,
        "signatory_post": identity.signatory_post,
        "signatory": identity.signatory,
        "recipients": list(identity.recipients),
        "appendix_title": identity.appendix_title,
    }


def _row(row: ReadRow) -> Written:
    return {
        "label": row.label,
        "section": section_path(row.sections),
        "headings": [[heading.label, heading.text] for heading in row.sections],
        "part": row.part.value,
        "title": row.title,
        "components": list(row.components),
        "framework": row.framework,
        "text": row.text,
        "items": list(row.items),
        "lead": list(row.leads),
        "support": list(row.supports),
        "guide": list(row.guides),
        "lead_text": row.lead_text,
        "support_text": row.support_text,
        "guide_text": row.guide_text,
        "deadline": deadline_as_json(row.deadline),
        "output": row.output,
        "note": row.note,
        "where": row.where,
    }


def deadline_as_json(deadline: ReadDeadline) -> Written:
    """Return a deadline as values: its words, kind, first and last day."""
    return {
        "raw": deadline.raw,
        "kind": deadline.kind.value,
        "start": _day(deadline.start),
        "end": _day(deadline.end),
    }


def _citation(citation: Citation) -> Written:
    return {**asdict(citation), "issued_on": _day(citation.issued_on)}


def _section(section: ReadSection) -> Written:
    return {
        "label": section.heading.label,
        "heading": section.heading.text,
        "text": section.text,
        "parts": [_section(part) for part in section.parts],
    }


def _remark(remark: Remark) -> Written:
    return {"row": remark.row, "field": remark.field, "message": remark.message}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
