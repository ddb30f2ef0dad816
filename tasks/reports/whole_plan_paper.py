"""The whole plan laid out as a document: Nghị định 30/2020, Phụ lục I."""

import re
from collections.abc import Iterator

from papi_portal.paper import Block, Letterhead, Line, Look, Paper, Part, Signature
from plans.letterheads import in_full
from plans.models import Plan
from tasks.reports import appendix
from tasks.reports.whole_plan import Section, WholePlan
from tasks.standing import in_words

NOT_A_DOCUMENT = "(Bản minh họa của cổng, không phải văn bản đã ban hành)"
NEW_SIGNER = re.compile(r",?\s+(?=(?:KT|TL|TUQ)\s*\.)")
"""Where a second line begins in "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"."""
AS_ABOVE, FILED = "Như trên", "Lưu: VT"
HEADED = 2
"""Levels whose headings are bold; deeper ones are slanted."""


def as_paper(found: WholePlan) -> Paper:
    """Lay the plan out: the document on pages of its own count, then its appendix."""
    parts = [Part(tuple(_document(found)))]
    if found.appendix:
        parts.append(Part(tuple(appendix.as_blocks(found.appendix)), is_landscape=True))
    return Paper(
        title=str(found.plan),
        author=found.plan.issuer.name,
        parts=tuple(parts),
        is_draft=found.plan.is_draft,
    )


def _document(found: WholePlan) -> Iterator[Block]:
    plan = found.plan
    decides = plan.kind == Plan.Kind.DECISION
    yield _head(found)
    yield Line(plan.get_kind_display().upper(), Look.KIND)
    yield Line(plan.subject, Look.SUBJECT)
    if plan.is_illustration:
        yield Line(NOT_A_DOCUMENT, Look.ATTACHED)
    if decides:
        yield Line(_authority(found), Look.TITLE)
    yield from (Line(text, Look.GROUND) for text in found.grounds)
    yield from (Line(text) for text in found.opening)
    if decides:
        yield Line("QUYẾT ĐỊNH:", Look.TITLE)
    for section in found.sections:
        yield from _section(section)
    yield from (Line(text) for text in (*found.changes, *found.closing[:-1]))
    yield from (Line(text, Look.CLOSING) for text in found.closing[-1:])
    yield _signature(found)


def _section(section: Section) -> Iterator[Line]:
    if section.title:
        yield Line(section.title, Look.HEADING if section.level <= HEADED else Look.POINT)
    yield from (Line(text) for text in section.lines)


def _head(found: WholePlan) -> Letterhead:
    plan, kept = found.plan, found.letterhead
    when = in_words(plan.issued_on) if plan.issued_on else "ngày … tháng … năm …"
    return Letterhead(
        superior=kept.superior,
        issuer=kept.issuer,
        number=f"Số: {found.number}",
        place_and_day=f"{plan.place or kept.place}, {when}",
    )


def _authority(found: WholePlan) -> str:
    """Return who decides: the committee itself, or the post that signs for nobody."""
    body = in_full(found.plan.issuer).upper()
    signed = _signature(found)
    return body if signed.signed_for else f"{signed.post} {body}".strip()


def _signature(found: WholePlan) -> Signature:
    """Return the block of signature: of what is issued as it is, of a draft as the body signs."""
    plan, kept = found.plan, found.letterhead
    signed_for = NEW_SIGNER.sub("\n", plan.signed_for)
    post, name = plan.signatory_post, plan.signatory
    if plan.is_draft:
        signed_for = signed_for or kept.signed_for
        post, name = post or kept.signatory_post, name or kept.signatory
    return Signature(
        recipients=tuple(_recipients(found)),
        signed_for=tuple(line for line in signed_for.split("\n") if line),
        post=post,
        name=name,
    )


def _recipients(found: WholePlan) -> Iterator[str]:
    """Yield who receives the plan, a line each; it has nobody above it to be sent "Như trên"."""
    named = found.plan.recipients or found.letterhead.recipients.split("\n")
    bare = [one.strip(" -–+•").rstrip(" ;.,") for one in named]
    known = [one for one in bare if one and one != AS_ABOVE] or [FILED]
    yield from (f"- {one};" for one in known[:-1])
    yield f"- {known[-1]}."
