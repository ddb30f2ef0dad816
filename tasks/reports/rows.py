"""The rows behind a figure of the roll-up."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from indicators.models import Component
from plans.access import Viewer
from plans.models import Period
from tasks import standing
from tasks.models import Assignment, Progress, Task
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports import rollup
from tasks.standing import Standing


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One owed row, read-only: who, what, where it stands."""

    territory: str
    task: Task
    unit: str
    due: Standing
    state: str
    state_word: str
    result: str
    reason: str
    difficulty: str


def behind(
    *,
    viewer: Viewer,
    period: Period,
    territory_id: int | None,
    dimension_id: int | None,
    missing_only: bool,
) -> AssignmentQuerySet:
    """Return the assignments behind a figure: of a commune, of a dimension, or both.

    Dimension 0 is the column "Khác": rows that no dimension of the year's version covers.
    """
    rows = rollup.owed(viewer=viewer, period=period)
    if territory_id is not None:
        rows = rows.answered_in([territory_id])
    if dimension_id == rollup.REST:
        rows = rows.filter(~rollup.covered(period))
    elif dimension_id is not None:
        rows = rows.filter(
            task__in=Task.objects.filter(components__dimension=dimension_id).values("pk")
        )
    if missing_only:
        rows = rows.filter(
            ~Exists(Progress.objects.filter(assignment=OuterRef("pk"), period=period))
        )
    return rows.select_related("task__plan__territory", "task__section", "unit").order_by(
        "task__plan__territory__code", "task__plan", "task__position", "pk"
    )


def dimension_name(dimension_id: int | None) -> str:
    """Return the name of a column of the roll-up, empty for all."""
    if dimension_id is None:
        return ""
    dimension = Component.objects.dimensions().filter(pk=dimension_id).first()
    return str(dimension) if dimension else "Nhiệm vụ chưa gắn với nội dung nào"


def build(*, assignments: list[Assignment], period: Period, on: date) -> tuple[ReportedRow, ...]:
    """Return these assignments with what was reported in the period: one query."""
    records = {
        record.assignment_id: record
        for record in Progress.objects.filter(assignment__in=assignments, period=period)
    }
    seen_on = on if period.is_open else min(on, period.data_to)
    return tuple(_row(one, records.get(one.pk), seen_on) for one in assignments)


def _row(assignment: Assignment, record: Progress | None, on: date) -> ReportedRow:
    return ReportedRow(
        territory=assignment.task.plan.territory.name,
        task=assignment.task,
        unit=assignment.unit.name,
        due=standing.of_task(assignment.task.ends_on, state=record.state if record else "", on=on),
        state=record.state if record else "",
        state_word=record.get_state_display() if record else "chưa cập nhật",
        result=record.result if record else "",
        reason=record.reason if record else "",
        difficulty=record.difficulty if record else "",
    )
