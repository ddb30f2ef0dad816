"""What a person's units owe in a period: the officer's page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from indicators.models import Component
from plans.access import Viewer
from plans.models import Period, Plan, Territory
from tasks import standing
from tasks.access import reporting_unit_id
from tasks.actions.progress import lock_reason
from tasks.models import Assignment, Progress, Submission
from tasks.models.tasks import AssignmentQuerySet
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to an assignment."""

        dimension_id: int | None
        unit_report: str | None
        plan_report: str | None

    OwedAssignment = WithAnnotations[Assignment, Facts]

NO_DIMENSION = "Nhiệm vụ chưa gắn nội dung chỉ số"


@dataclass(frozen=True, slots=True)
class LastRecord:
    """What was reported in the period before."""

    period: str
    state: str
    state_word: str
    result: str


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One row to report on: the task, where it stands and what has been typed so far."""

    assignment_id: int
    period_id: int
    task_id: int
    task_url: str
    name: str
    """The task in one line: what buttons and links call it."""
    label: str
    title: str
    lines: tuple[str, ...]
    unit: str
    deadline_text: str
    due: Standing
    state: str
    state_word: str
    result: str
    difficulty: str
    reason: str
    version: int
    saved_at: datetime | None
    saved_by: str
    saved_word: str
    last: LastRecord | None
    lock: str

    @property
    def is_reported(self) -> bool:
        """Whether anything has been recorded in this period."""
        return self.version > 0


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A plan whose rows are owed, by name and issuer."""

    id: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """The rows of one plan about one dimension, or about none."""

    key: str
    plan: OwedPlan
    title: str
    rows: tuple[OwedRow, ...]

    @property
    def reported(self) -> int:
        return sum(row.is_reported for row in self.rows)


@dataclass(frozen=True, slots=True)
class Owed:
    """Everything owed in a period, grouped by plan, then by dimension."""

    period: Period
    due: Standing
    due_on: date
    groups: tuple[OwedGroup, ...]

    @property
    def period_text(self) -> str:
        return str(self.period.pk)

    @property
    def rows(self) -> tuple[OwedRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def has_many_plans(self) -> bool:
        """Whether rows must say of which plan they are."""
        return len({group.plan.id for group in self.groups}) > 1

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def reported(self) -> int:
        return sum(group.reported for group in self.groups)

    @property
    def missing(self) -> int:
        return self.total - self.reported

    @property
    def with_difficulty(self) -> int:
        return sum(bool(row.difficulty) for row in self.rows)

    def find(self, assignment_id: int) -> tuple[OwedGroup, OwedRow]:
        """Return one row and its group."""
        return next(
            (group, row)
            for group in self.groups
            for row in group.rows
            if row.assignment_id == assignment_id
        )

    @property
    def lock(self) -> str:
        """Why nothing can be changed, empty if something can."""
        locks = {row.lock for row in self.rows}
        return locks.pop() if len(locks) == 1 else ""


def build(*, viewer: Viewer, period: Period, before: Period | None, on: date) -> Owed:
    """Return what the viewer's units owe in a period: three queries, whatever the number of rows.

    `before` is the period whose texts stand beside ("kỳ trước"); deadlines are seen from `on`.
    """
    assignments = _with_facts(Assignment.objects.owed_in(period).owed_by(viewer), period)
    rows = _rows(assignments, period, before, on)
    groups = _groups(assignments, rows)
    levels = {assignment.unit.territory.level for assignment in assignments}
    due_on = min(map(period.due_on, levels), default=period.due_commune_on)
    return Owed(period=period, due=standing.of_date(due_on, on=on), due_on=due_on, groups=groups)


def build_row(
    *, assignment: Assignment, period: Period, before: Period | None, on: date
) -> OwedRow:
    """Return one row as it stands now."""
    found = _with_facts(Assignment.objects.filter(pk=assignment.pk), period)
    return _rows(found, period, before, on)[0]


def _with_facts(assignments: AssignmentQuerySet, period: Period) -> "list[OwedAssignment]":
    """Fetch with each row's first dimension and the state of the reports that may lock it."""
    reports = Submission.objects.filter(plan=OuterRef("task__plan"), period=period)
    by_unit = reports.filter(unit=OuterRef("unit"))
    by_plan = reports.filter(unit=OuterRef("task__plan__issuer"))
    first = Component.objects.filter(tasks=OuterRef("task")).order_by("framework", "position")
    found = (
        assignments.select_related("task__plan__territory", "task__plan__issuer", "unit__territory")
        .annotate(
            dimension_id=Subquery(first.values("dimension")[:1]),
            unit_report=Subquery(by_unit.values("state")[:1]),
            plan_report=Subquery(by_plan.values("state")[:1]),
        )
        .order_by("task__plan", "task__position", "pk")
    )
    return cast("list[OwedAssignment]", list(found))


def _rows(
    assignments: "list[OwedAssignment]", period: Period, before: Period | None, on: date
) -> list[OwedRow]:
    records, of_origins = _records(assignments, period, before)
    rows = []
    for assignment in assignments:
        last = None
        if before:
            own = records.get((assignment.pk, before.pk))
            last = _last(own or of_origins.get(assignment.task.origin_id or 0), before)
        now = records.get((assignment.pk, period.pk))
        rows.append(_row(assignment, period, now, last, on))
    return rows


def _records(
    assignments: "list[OwedAssignment]", period: Period, before: Period | None
) -> tuple[dict[tuple[int, int], Progress], dict[int, Progress]]:
    """Return the records by assignment and period, and the last ones on rows of origin: one query.

    A row of an amended, copied or derived plan goes on with what the same unit, or a predecessor
    of the same level, reported on its row of origin: a province's departments have another story.
    """
    origins = {one.task.origin_id for one in assignments if one.task.origin_id} if before else set()
    units = {one.unit_id for one in assignments}
    level = "assignment__task__plan__territory__level"
    levels = {one.task.plan.territory.level for one in assignments}
    of_origin = Q(assignment__task__in=origins, assignment__reports=True, period=before) & (
        Q(assignment__unit__in=units) | Q(**{f"{level}__in": levels - {Territory.Level.PROVINCE}})
    )
    found = Progress.objects.filter(
        Q(assignment__in=[one.pk for one in assignments], period__in=[period, before or period])
        | of_origin
    ).select_related("recorded_by", "assignment")
    records, of_origins = {}, {}
    for record in found:
        records[record.assignment_id, record.period_id] = record
        if record.period_id != period.pk:
            of_origins[record.assignment.task_id] = record
    return records, of_origins


def _row(
    assignment: "OwedAssignment",
    period: Period,
    record: Progress | None,
    last: LastRecord | None,
    on: date,
) -> OwedRow:
    task = assignment.task
    own = reporting_unit_id(task.plan, assignment) == assignment.unit_id
    report = assignment.unit_report if own else assignment.plan_report
    return OwedRow(
        assignment_id=assignment.pk,
        period_id=period.pk,
        task_id=task.pk,
        task_url=task.get_absolute_url(),
        name=str(task),
        label=task.label,
        title=task.title,
        lines=tuple(task.lines),
        unit=assignment.unit.name,
        deadline_text=task.deadline_text,
        due=standing.of_task(
            task.ends_on,
            state=record.state if record else "",
            on=on if period.is_open else min(on, period.data_to),
        ),
        state=record.state if record else "",
        state_word=record.get_state_display() if record else "chưa cập nhật",
        result=record.result if record else "",
        difficulty=record.difficulty if record else "",
        reason=record.reason if record else "",
        version=record.version if record else 0,
        saved_at=record.recorded_at if record else None,
        saved_by=record.recorded_by.full_name if record else "",
        saved_word=_saved_word(record.recorded_at, on) if record else "",
        last=last,
        lock=lock_reason(period, report),
    )


def _saved_word(at: datetime, on: date) -> str:
    """Return the hour of a save of today, the day of an older one."""
    moment = timezone.localtime(at)
    return f"{moment:%H:%M}" if moment.date() == on else f"{moment:%d/%m/%Y}"


def _last(record: Progress | None, before: Period) -> LastRecord | None:
    if record is None:
        return None
    return LastRecord(before.name, record.state, record.get_state_display(), record.result)


def _groups(assignments: "list[OwedAssignment]", rows: list[OwedRow]) -> tuple[OwedGroup, ...]:
    """Put each row under its plan and dimension: the plans as listed, then as the index has it."""
    titles = {0: NO_DIMENSION} | {pk: str(one) for pk, one in _dimensions(assignments).items()}
    grouped: dict[Plan, dict[int, list[OwedRow]]] = {}
    for assignment, row in zip(assignments, rows, strict=True):
        of_plan = grouped.setdefault(assignment.task.plan, defaultdict(list))
        of_plan[assignment.dimension_id or 0].append(row)
    order = [*list(titles)[1:], 0]
    return tuple(
        OwedGroup(
            key=f"{plan.pk}-{dimension}",
            plan=OwedPlan(plan.pk, f"{plan}, {plan.issuer}", plan.get_absolute_url()),
            title=titles[dimension],
            rows=tuple(of_plan[dimension]),
        )
        for plan, of_plan in grouped.items()
        for dimension in order
        if dimension in of_plan
    )


def _dimensions(assignments: "list[OwedAssignment]") -> dict[int, Component]:
    wanted = {one.dimension_id for one in assignments if one.dimension_id is not None}
    found = Component.objects.filter(pk__in=wanted).order_by("framework", "position")
    return {dimension.pk: dimension for dimension in found}
