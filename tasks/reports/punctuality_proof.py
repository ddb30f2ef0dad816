"""What stands behind a year's punctuality: rows reported as done, their evidence, more time given.

Read piece by piece: a province has tens of thousands of such rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FilteredRelation, Q

from papi_portal.text import cut
from plans.access import Viewer
from plans.models import Extension
from tasks.models import Progress
from tasks.models.evidence import EvidenceKind, ScanState
from tasks.reports.done_rows import DONE
from tasks.reports.punctuality import Proof, Punctuality, UnitRow

MOST_ROWS = 20_000
"""Rows reported as done of which a file tells; further units have a file of their own."""
AT_ONCE = 2_000
LONGEST_NAME = 300
COUNTING = [scan.value for scan in ScanState if scan != ScanState.INFECTED]
SHOWN_BY = (
    "piece__kind",
    "piece__file_name",
    "piece__number",
    "piece__issued_on",
    "piece__text",
    "piece__sha256",
    "piece__scan",
    "piece__added_by",
)


@dataclass(frozen=True, slots=True)
class ProvedRow:
    """A row reported as done and one piece of its evidence; no kind of evidence if it has none."""

    proof: Proof
    task: str
    kind: str
    name: str
    issued_on: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class GivenTime:
    """An extension: to whom, until when, why, and who gave it."""

    row: UnitRow
    period: str
    due_on: date
    reason: str
    granted_at: datetime
    granted_by: str


def told(found: Punctuality) -> list[UnitRow]:
    """Return the units, in the order of the page, of whose rows one file tells."""
    kept: list[UnitRow] = []
    rows = 0
    for one in found.rows:
        rows += one.evidence.whole
        if kept and rows > MOST_ROWS:
            break
        kept.append(one)
    return kept


def rows(found: Punctuality, viewer: Viewer) -> Iterator[ProvedRow]:
    """Yield what the viewer reads of the rows counted as done, by unit and period: one query."""
    proofs = {one.owed.numbers: one for row in told(found) for one in row.proofs}
    counted = (
        Progress.objects.visible_to(viewer)
        .filter(
            period__in={period for _, _, period in proofs},
            state__in=DONE,
            assignment__reports=True,
        )
        .annotate(
            piece=FilteredRelation("evidence", condition=Q(evidence__scan__in=COUNTING)),
        )
        .filter(assignment__reporter__in={unit for _, unit, _ in proofs})
        .order_by(
            "assignment__plan__territory__code",
            "assignment__reporter_id",
            "period__data_to",
            "period",
            "assignment__plan",
            "assignment__task__position",
            "pk",
            "piece__pk",
        )
        .values_list(
            "assignment__plan",
            "assignment__reporter",
            "period",
            "assignment__task__label",
            "assignment__task__title",
            *SHOWN_BY,
        )
    )
    for plan, unit, period, label, title, *piece in counted.iterator(chunk_size=AT_ONCE):
        proof = proofs.get((plan, unit, period))
        if proof:
            task = cut(f"{label} {title}".strip(), LONGEST_NAME)
            *facts, scan, added_by = piece
            is_hidden = scan == ScanState.WAITING and added_by != viewer.user.pk
            yield ProvedRow(proof, task, *(_waiting(*facts) if is_hidden else _named(*facts)))


def extensions(found: Punctuality) -> Iterator[GivenTime]:
    """Yield each extension given for a report of the year, as it was given: one query."""
    units = {row.unit.pk: row for row in found.rows}
    owed = {(one.owed.period.pk, one.owed.unit.pk) for one in found.proofs}
    given = (
        Extension.objects.filter(period__in={period for period, _ in owed}, unit__in=units)
        .select_related("period", "granted_by")
        .order_by("period__data_to", "period", "granted_at", "pk")
    )
    for one in given.iterator(chunk_size=AT_ONCE):
        if (one.period_id, one.unit_id) in owed:
            yield GivenTime(
                row=units[one.unit_id],
                period=one.period.name,
                due_on=one.due_on,
                reason=one.reason,
                granted_at=one.granted_at,
                granted_by=one.granted_by.full_name,
            )


def _waiting(kind: str, *_: object) -> tuple[str, str, date | None, str]:
    """Return what is told of a piece that waits for its scan, to who did not add it."""
    return str(EvidenceKind(kind).label), str(ScanState.WAITING.label), None, ""


def _named(
    kind: str | None,
    file_name: str,
    number: str,
    issued_on: date | None,
    text: str,
    sha256: str,
) -> tuple[str, str, date | None, str]:
    """Return the kind of a piece, what names it, its day and its hash; nothing without a piece."""
    if kind is None:
        return "", "", None, ""
    said = file_name or number or cut(text, LONGEST_NAME)
    return str(EvidenceKind(kind).label), said, issued_on, sha256
