"""The rows behind a figure: which they are, and what was reported of each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import cast

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q

from indicators.models import Component
from papi_portal.asked_words import AskedWords
from papi_portal.text import fold, saying
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period
from plans.owing import plans_owing
from tasks import standing
from tasks.models import Assignment, Evidence, Progress, Task
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports import rollup
from tasks.reports.found_text import Pieces, of_output, passage
from tasks.standing import Standing

State = Progress.State
MISSING, REPORTED, DONE = "missing", "reported", "done"
DONE_STATES = (State.DONE_IN_PERIOD, State.COMPLETED)
SHOWN = {MISSING: "chưa cập nhật", REPORTED: "đã cập nhật", DONE: "đã thực hiện, đã hoàn thành"} | {
    one.value: one.label for one in State
}
"""What rows may be narrowed to, in the users' words."""

ORDER = ("plan__territory__code", "plan_id", "task__position", "pk")
"""By place and plan; the last is the key itself."""

BESIDE = ("task__label", "unit__name", "plan__territory__name", "record__result")
"""What words are looked for in besides the texts of a task: no index of words has it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; nothing set means all that the communes answer for.

    A unit chooses rows of the province's own plans: a department's, or those of all
    (`rollup.ALL_DEPARTMENTS`). Dimension 0 is the column "Khác".
    """

    territory: int | None = None
    unit: int | None = None
    dimension: int | None = None
    component: int | None = None
    show: str = ""
    with_difficulty: bool = False
    words: str = ""
    index: str = ""


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
    figures: str
    reason: str
    difficulty: str
    proposal: str
    evidence: int
    words: Pieces
    """Where in the texts of the task the words stand that were asked for; empty if seen anyway."""


def behind(*, viewer: Viewer, period: Period, asked: Asked) -> Sequence[int]:
    """Return the keys of the assignments behind a figure, in the order of places and plans."""
    owed = rollup.owed if asked.unit is None else rollup.owed_by_departments
    plans = [one.plan for one in plans_owing([period])] if asked.words else None
    rows = owed(viewer=viewer, period=period, plans=plans)
    if asked.unit:
        rows = rows.filter(unit=asked.unit)
    if asked.territory is not None:
        rows = rows.answered_in([asked.territory])
    rows = _narrowed(_about(rows.about_index(asked.index), period, asked), period, asked)
    if plans is not None:
        return _saying(rows, period, plans, asked.words)
    return cast("Sequence[int]", rows.order_by(*ORDER).values_list("pk", flat=True))


def loaded(pks: Sequence[int]) -> list[Assignment]:
    """Return these assignments with their tasks, in this order: one query.

    Sorting ten thousand rows with all their words takes longer than looking fifty of them up.
    """
    found = Assignment.objects.select_related(
        "task__plan__territory", "task__section", "unit"
    ).in_bulk(pks)
    return [found[pk] for pk in pks]


def _about(rows: AssignmentQuerySet, period: Period, asked: Asked) -> AssignmentQuerySet:
    """Keep the rows of a dimension and of a sub-indicator."""
    links = Task.components.through.objects
    if asked.dimension == rollup.REST:
        rows = rows.filter(~rollup.covered(period, asked.index))
    elif asked.dimension is not None:
        about = links.filter(component__dimension=asked.dimension)
        rows = rows.filter(task__in=about.values("task"))
    if asked.component is not None:
        rows = rows.filter(task__in=links.filter(component=asked.component).values("task"))
    return rows


def _narrowed(rows: AssignmentQuerySet, period: Period, asked: Asked) -> AssignmentQuerySet:
    """Keep the rows in a state, and those with a difficulty."""
    records = Progress.objects.filter(assignment=OuterRef("pk"), period=period)
    if asked.show == MISSING:
        rows = rows.filter(~Exists(records))
    elif asked.show == REPORTED:
        rows = rows.filter(Exists(records))
    elif asked.show == DONE:
        rows = rows.filter(Exists(records.filter(state__in=DONE_STATES)))
    elif asked.show in SHOWN:
        rows = rows.filter(Exists(records.filter(state=asked.show)))
    if asked.with_difficulty:
        rows = rows.filter(Exists(records.exclude(difficulty="")))
    return rows


def _saying(
    rows: AssignmentQuerySet, period: Period, plans: Collection[int], words: str
) -> list[int]:
    """Return the rows in whose words, names or result these words stand together: two queries.

    They stand from the beginning of a word, with or without dấu. What is found is sorted here: a
    condition with thousands of keys would make SQLite try each for each task.
    """
    says = cache(saying(words))
    tasks = _tasks_saying(says, plans, words)
    listed = (
        rows.annotate(record=FilteredRelation("progress", condition=Q(progress__period=period)))
        .order_by()
        .values_list(*ORDER, "task", *BESIDE)
    )
    first = len(ORDER)
    found = [
        one[:first] for one in listed if one[first] in tasks or any(map(says, one[first + 1 :]))
    ]
    return [pk for *_, pk in sorted(found)]


def _tasks_saying(
    says: Callable[[str | None], bool], plans: Collection[int], words: str
) -> set[int]:
    """Return the tasks of these plans in whose texts the phrase stands: one query.

    The index of words knows which can, as far as it has the words: it has no signs ("%"), and the
    two databases part words at other letters than Vietnamese ones ("m²") in their own ways.
    Communes' plans share most texts, and each is folded once.
    """
    asked, tasks = AskedWords.read(words), Task.objects.filter(plan__among_few=plans)
    if asked.words and fold(words).isascii():
        tasks = tasks.filter(Task.FOUND_BY.saying(asked))
    listed = tasks.order_by().values_list("pk", "title", "text", "output")
    return {pk for pk, *texts in listed if any(map(says, texts))}


def dimension_name(dimension_id: int | None, viewer: Viewer) -> str:
    """Return the name of a column of the roll-up, empty for all."""
    if dimension_id is None:
        return ""
    seen = Component.objects.visible_to(viewer).dimensions()
    dimension = seen.filter(pk=dimension_id).first()
    return str(dimension) if dimension else said("Nhiệm vụ chưa gắn với nội dung nào")


def component_name(component_id: int | None, viewer: Viewer) -> str:
    """Return the name of a sub-indicator, empty for none."""
    if component_id is None:
        return ""
    found = Component.objects.visible_to(viewer).filter(pk=component_id).first()
    return str(found or "")


def build(
    *, assignments: Sequence[Assignment], period: Period, on: date, words: str = ""
) -> tuple[ReportedRow, ...]:
    """Return these assignments with what was reported in the period: two queries.

    `words` are those that were asked for.
    """
    pks = [one.pk for one in assignments]
    reported = Progress.objects.filter(assignment__in=pks, period=period)
    records = {record.assignment_id: record for record in reported}
    pieces = dict(
        Evidence.objects.counting()
        .filter(progress__in=[one.pk for one in records.values()])
        .order_by()
        .values_list("progress__assignment")
        .annotate(Count("pk"))
    )
    seen_on = on if period.is_open else min(on, period.data_to)
    return tuple(
        _row(one, records.get(one.pk), pieces.get(one.pk, 0), seen_on, words) for one in assignments
    )


def _row(
    assignment: Assignment, record: Progress | None, pieces: int, on: date, words: str
) -> ReportedRow:
    return ReportedRow(
        territory=assignment.task.plan.territory.name,
        task=assignment.task,
        unit=assignment.unit.name,
        due=standing.of_task(assignment.task.ends_on, state=record.state if record else "", on=on),
        state=record.state if record else "",
        state_word=record.get_state_display() if record else "chưa cập nhật",
        result=record.result if record else "",
        figures=_figures(record) if record else "",
        reason=record.reason if record else "",
        difficulty=record.difficulty if record else "",
        proposal=record.proposal if record else "",
        evidence=pieces,
        words=_words(assignment, record, words),
    )


def _words(assignment: Assignment, record: Progress | None, words: str) -> Pieces:
    """Return where the words stand in what the row does not show: the text, or the product."""
    says, task = saying(words), assignment.task
    place, result = task.plan.territory.name, record.result if record else ""
    if not words or any(map(says, (str(task), assignment.unit.name, place, result))):
        return ()
    if says(task.text):
        return passage(task.text, words)
    return of_output(passage(task.output, words)) if says(task.output) else ()


def _figures(record: Progress) -> str:
    """Return the figures in words: "12/15 cuộc (80%)"; empty without any."""
    done, planned = record.figure_done, record.figure_planned
    if done is None and planned is None:
        return ""
    said = "/".join(_number(one) for one in (done, planned) if one is not None)
    if done is None:
        said = f"kế hoạch {said}"
    share = f" ({_number(round(100 * done / planned, 1))}%)" if done is not None and planned else ""
    return f"{said} {record.figure_unit}".strip() + share


def _number(value: Decimal) -> str:
    """Return a number with decimal comma, without zeros that say nothing."""
    whole = f"{value:f}"
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole).replace(".", ",")
