"""What a person's units owe in a period: the officer's page."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from indicators.models import Component
from papi_portal.addresses import pattern
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Extension, Period, Plan, Territory
from tasks import standing
from tasks.actions.locks import lock_reason
from tasks.models import Answer, Assignment, Evidence, Progress, Submission, Task
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports.owed_rows import (
    Counts,
    CoveringReport,
    LastRecord,
    Owed,
    OwedGroup,
    OwedPlan,
    OwedRow,
    group_key,
)
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to an assignment."""

        dimension_id: int | None
        report_state: str | None
        extended_to: date | None

    class Pieces(TypedDict):
        """What the query adds to a record."""

        pieces: int

    OwedAssignment = WithAnnotations[Assignment, Facts]
    Record = WithAnnotations[Progress, Pieces]

NO_DIMENSION = said("Nhiệm vụ chưa gắn nội dung chỉ số")


def build(*, viewer: Viewer, period: Period, before: Period | None, on: date) -> Owed:
    """Return what the viewer's units owe in a period: four queries, whatever the number of rows.

    `before` is the period whose texts stand beside ("kỳ trước"); deadlines are seen from `on`.
    """
    assignments = _with_facts(Assignment.objects.owed_in(period).owed_by(viewer), period)
    rows = _rows(assignments, period, before, on)
    groups = _groups(assignments, rows)
    plans = {group.plan.id: group.plan for group in groups}
    first = min(rows, key=lambda row: row.due_on, default=None)
    due_on = first.due_on if first else period.due_commune_on
    return Owed(
        period=period,
        due=standing.of_date(due_on, on=on),
        due_on=due_on,
        is_extended=bool(first and first.extended_to == due_on),
        groups=groups,
        reports=_reports(rows, plans, assignments, viewer),
    )


def build_row(
    *, viewer: Viewer, assignment_id: int, period: Period, before: Period | None, on: date
) -> tuple[Assignment, OwedRow] | None:
    """Return an assignment and its row as it stands now: three queries; None if it is not seen.

    The assignment comes with its task, plan and unit. The viewer's own is looked for first: that
    is what people save, and it is found sooner than among all that they may read.
    """
    rows = Assignment.objects.reporting().filter(pk=assignment_id)
    found = _with_facts(rows.owed_by(viewer), period)
    found = found or _with_facts(rows.visible_to(viewer), period)
    return (found[0], _rows(found, period, before, on)[0]) if found else None


def recorded_row(row: OwedRow, task: Task, record: Progress, on: date) -> OwedRow:
    """Return a row that was just saved; what the save did not change stays as it was read."""
    return replace(row, due=_due(task, record, record.period, on), **_recorded(record, on))


def count(*, viewer: Viewer, period: Period, row: OwedRow) -> tuple[Counts, Counts]:
    """Count what the viewer's units owe in a period: all, and the group of a row: one query."""
    key = group_key(row.plan_id, row.dimension_id)
    found = (
        Assignment.objects.owed_in(period)
        .owed_by(viewer)
        .annotate(
            dimension_id=_first_dimension(),
            record=FilteredRelation("progress", condition=Q(progress__period=period)),
        )
        .order_by()
        .values_list("plan", "dimension_id")
        .annotate(
            total=Count("pk"),
            reported=Count("record"),
            with_difficulty=Count("record", filter=~Q(record__difficulty="")),
        )
    )
    groups = {group_key(plan, dimension): numbers for plan, dimension, *numbers in found}
    return Counts("", *map(sum, zip(*groups.values(), strict=True))), Counts(
        key, *groups.get(key, ())
    )


def _first_dimension() -> Subquery:
    """Return the dimension that a row is put under."""
    first = Component.objects.filter(tasks=OuterRef("task")).order_by("framework", "position")
    return Subquery(first.values("dimension")[:1])


def _with_facts(assignments: AssignmentQuerySet, period: Period) -> "list[OwedAssignment]":
    """Fetch with each row's first dimension and the state of the reports that may lock it."""
    by = {"unit": OuterRef("reporter"), "period": period}
    reports = Submission.objects.filter(plan=OuterRef("plan"), **by).order_by()
    more_time = Extension.objects.filter(**by).in_force().order_by()
    found = (
        assignments.select_related(
            "task__plan__territory", "task__plan__issuer", "unit", "reporter__territory"
        )
        .annotate(
            dimension_id=_first_dimension(),
            report_state=Subquery(reports.values("state")[:1]),
            extended_to=Subquery(more_time.values("due_on")[:1]),
        )
        .order_by("plan", "task__position", "pk")
    )
    return cast("list[OwedAssignment]", list(found))


def _rows(
    assignments: "list[OwedAssignment]", period: Period, before: Period | None, on: date
) -> list[OwedRow]:
    records, of_origins = _records(assignments, period, before)
    answers = _answers([*records.values(), *of_origins.values()])
    addresses = _addresses()
    rows = []
    for assignment in assignments:
        last = None
        if before:
            own = records.get((assignment.pk, before.pk))
            last = _last(own or of_origins.get(assignment.task.origin_id or 0), before, answers)
        now = records.get((assignment.pk, period.pk))
        replies = tuple(answers[now.pk]) if now else ()
        urls = addresses(assignment, period)
        rows.append(_row(assignment, period, now, last, replies, urls, on))
    return rows


def _addresses() -> Callable[[Assignment, Period], dict[str, Any]]:
    """Return what gives the addresses of a row: they are worked out once for all rows."""
    task = pattern("tasks:task-detail")
    record = pattern("tasks:progress-record", numbers=2)
    evidence = pattern("tasks:evidence-list", numbers=2)
    return lambda assignment, period: {
        "task_url": task(assignment.task_id),
        "record_url": record(assignment.pk, period.pk),
        "evidence_url": evidence(assignment.pk, period.pk),
    }


def _answers(records: "list[Record]") -> dict[int, list[Answer]]:
    """Return what was answered to the difficulties of these records, by record: one query."""
    links = Answer.progress.through.objects.filter(progress__in={one.pk for one in records})
    found: dict[int, list[Answer]] = defaultdict(list)
    for link in links.select_related("answer__unit").order_by("answer"):
        found[link.progress_id].append(link.answer)
    return found


def _records(
    assignments: "list[OwedAssignment]", period: Period, before: Period | None
) -> "tuple[dict[tuple[int, int], Record], dict[int, Record]]":
    """Return the records by assignment and period, and the last ones on rows of origin: one query.

    A row of an amended, copied or derived plan goes on with what the same unit, or a predecessor
    of the same level, reported on its row of origin: a province's departments have another story.
    """
    origins = {one.task.origin_id for one in assignments if one.task.origin_id} if before else set()
    units = {one.unit_id for one in assignments}
    levels = {one.task.plan.territory.level for one in assignments} - {Territory.Level.PROVINCE}
    counting = Evidence.objects.counting().filter(progress=OuterRef("pk"))
    pieces = counting.order_by().values("progress")
    rows = Assignment.objects.filter(pk__in=[one.pk for one in assignments]).order_by().values("pk")
    if origins:
        # One condition on row or origin would read what all communes reported to find these.
        of_origin = Assignment.objects.filter(task__in=origins, reports=True).order_by()
        theirs = Q(unit__in=units) | Q(plan__territory__level__in=levels)
        rows = rows.union(of_origin.filter(theirs).values("pk"))
    found = (
        Progress.objects.filter(assignment__among_few=rows, period__in=[period, before or period])
        .select_related("recorded_by", "assignment")
        .annotate(pieces=Coalesce(Subquery(pieces.values(n=Count("pk"))), 0))
        .order_by("assignment_id")
    )
    records, of_origins = {}, {}
    for record in cast("list[Record]", list(found)):
        records[record.assignment_id, record.period_id] = record
        if record.period_id != period.pk:
            of_origins[record.assignment.task_id] = record
    return records, of_origins


def _row(
    assignment: "OwedAssignment",
    period: Period,
    record: "Record | None",
    last: LastRecord | None,
    answers: tuple[Answer, ...],
    urls: dict[str, Any],
    on: date,
) -> OwedRow:
    task = assignment.task
    report, extended_to = assignment.report_state, assignment.extended_to
    level = assignment.reporter.territory.level
    return OwedRow(
        assignment_id=assignment.pk,
        period_id=period.pk,
        task_id=task.pk,
        dimension_id=assignment.dimension_id or 0,
        plan_id=task.plan_id,
        name=str(task),
        label=task.label,
        title=task.title,
        lines=tuple(task.lines),
        unit=assignment.unit.name,
        deadline_text=task.deadline_text,
        due=_due(task, record, period, on),
        due_on=max(period.due_on(level), extended_to or date.min),  # more time never means less
        extended_to=extended_to,
        reporting_id=assignment.reporter_id,
        report_state=report or "",
        last=last,
        answers=answers,
        lock=lock_reason(period, report, on=on, extended_to=extended_to),
        evidence=record.pieces if record else 0,
        **urls,
        **_recorded(record, on),
    )


def _due(task: Task, record: Progress | None, period: Period, on: date) -> Standing:
    """Return how the task stands against its own day, in a closed period as its data closed."""
    seen_on = on if period.is_open else min(on, period.data_to)
    return standing.of_task(task.ends_on, state=record.state if record else "", on=seen_on)


def _recorded(record: Progress | None, on: date) -> dict[str, Any]:
    """Return what a row takes from what was recorded in this period."""
    return {
        "state": record.state if record else "",
        "state_word": record.get_state_display() if record else "chưa cập nhật",
        "result": record.result if record else "",
        "figure_done": record.figure_done if record else None,
        "figure_planned": record.figure_planned if record else None,
        "figure_unit": record.figure_unit if record else "",
        "difficulty": record.difficulty if record else "",
        "proposal": record.proposal if record else "",
        "reason": record.reason if record else "",
        "version": record.version if record else 0,
        "saved_at": record.recorded_at if record else None,
        "saved_by": record.recorded_by.full_name if record else "",
        "saved_word": _saved_word(record.recorded_at, on) if record else "",
    }


def _saved_word(at: datetime, on: date) -> str:
    """Return the hour of a save of today, the day of an older one."""
    moment = timezone.localtime(at)
    return f"{moment:%H:%M}" if moment.date() == on else f"{moment:%d/%m/%Y}"


def _last(
    record: Progress | None, before: Period, answers: dict[int, list[Answer]]
) -> LastRecord | None:
    if record is None:
        return None
    return LastRecord(
        period_id=before.pk,
        period=before.name,
        state=record.state,
        state_word=record.get_state_display(),
        result=record.result,
        figure_done=record.figure_done,
        figure_planned=record.figure_planned,
        figure_unit=record.figure_unit,
        reason=record.reason,
        answers=tuple(answers[record.pk]),
    )


def _reports(
    rows: list[OwedRow],
    plans: dict[int, OwedPlan],
    assignments: "list[OwedAssignment]",
    viewer: Viewer,
) -> tuple[CoveringReport, ...]:
    """Return the reports that cover the rows, each once."""
    names = {one.unit_id: one.unit.name for one in assignments}
    names |= {one.reporter_id: one.reporter.name for one in assignments}
    whole = {
        one.task.plan_id for one in assignments if one.task.plan.territory_id in viewer.read_ids
    }
    found = {(row.plan_id, row.reporting_id): row.report_state for row in rows}
    words = dict(Submission.State.choices)
    return tuple(
        CoveringReport(
            plan=plans[plan],
            unit_id=unit,
            unit=names[unit],
            state=state,
            state_word=str(words.get(state, said("chưa lập"))),
            is_readable=unit in viewer.unit_ids or plan in whole,
        )
        for (plan, unit), state in found.items()
    )


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
            key=group_key(plan.pk, dimension),
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
