"""What shows the result of one row to be true."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from plans.access import Viewer
from plans.models import Period
from tasks.access import may_record
from tasks.actions.locks import extended_to, lock_reason
from tasks.models import Assignment, Evidence, EvidenceRule, Progress, Submission


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """The evidence of one row in one period, what may be reused, and whether more may come."""

    assignment: Assignment
    period: Period
    progress: Progress | None
    items: tuple[Evidence, ...]
    reusable: tuple[Evidence, ...]
    wanted: bool
    """Whether the province asks for evidence in the recorded state, and there is none yet."""
    may_record: bool
    lock: str

    @property
    def may_change(self) -> bool:
        return self.may_record and not self.lock

    @property
    def may_add(self) -> bool:
        return self.may_change and self.progress is not None and not self.is_full

    @property
    def is_full(self) -> bool:
        return sum(not one.is_removed for one in self.items) >= settings.EVIDENCE_PER_ROW


def build(*, viewer: Viewer, assignment: Assignment, period: Period, on: date) -> RowEvidence:
    """Return the evidence of a row as this viewer finds it: at most seven queries."""
    progress = Progress.objects.filter(assignment=assignment, period=period).first()
    items = Evidence.objects.of_row(assignment, period).select_related("added_by")
    kept = tuple(items) if progress else ()
    records = may_record(viewer, assignment)
    return RowEvidence(
        assignment=assignment,
        period=period,
        progress=progress,
        items=kept,
        reusable=_reusable(viewer, assignment, period, kept) if records and progress else (),
        wanted=progress is not None
        and all(one.is_removed for one in kept)
        and progress.state in needed_states(period),
        may_record=records,
        lock=_lock(assignment, period, on),
    )


def needed_states(period: Period) -> frozenset[str]:
    """Return the states whose results must be shown by evidence: one query."""
    rules = EvidenceRule.objects.filter(territory=period.territory_id)
    return frozenset(rules.values_list("state", flat=True))


def _reusable(
    viewer: Viewer, assignment: Assignment, period: Period, kept: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """Return what earlier periods showed and this one does not, each once, the latest first."""
    known = {_said(one) for one in kept}
    seen = Evidence.objects.visible_to(viewer).open_to(viewer.user)
    found = seen.reusable_for(assignment, period)
    chosen = []
    for one in found.select_related("progress__period").order_by(
        "-progress__period__data_to", "pk"
    ):
        if _said(one) not in known:
            known.add(_said(one))
            chosen.append(one)
    return tuple(chosen)


def _said(evidence: Evidence) -> tuple[object, ...]:
    text = evidence.text if evidence.kind == Evidence.Kind.EXPLANATION else ""
    return evidence.kind, evidence.sha256, evidence.number, evidence.issued_on, text


def _lock(assignment: Assignment, period: Period, on: date) -> str:
    unit = assignment.reporter
    report = Submission.objects.filter(plan=assignment.plan_id, unit=unit, period=period)
    return lock_reason(
        period,
        report.values_list("state", flat=True).first(),
        on=on,
        extended_to=extended_to(period, unit.pk) if not period.is_open else None,
    )
