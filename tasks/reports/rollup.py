"""Who has reported what: communes of a province by dimension of PAPI, for one period."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery

from indicators.models import Component
from plans.access import Viewer
from plans.models import Period, Plan, Territory
from plans.models.territories import TerritoryQuerySet
from tasks import standing
from tasks.models import Assignment, Progress, Submission
from tasks.models.tasks import AssignmentQuerySet
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a territory."""

        is_readable: bool

    ListedTerritory = WithAnnotations[Territory, Facts]

INDEX = "papi"
REST = 0
"""Key of the column for tasks that no dimension of this year's version covers."""

MISSING, NO_PLAN = "missing", "no_plan"
State = Submission.State
STATE_WORDS = {MISSING: "chưa nộp", NO_PLAN: "chưa có kế hoạch"} | {one: one.label for one in State}
RANKS = {
    MISSING: 0,
    State.DRAFT: 0,
    State.RETURNED: 0,
    State.SUBMITTED: 1,
    State.ACCEPTED: 2,
    NO_PLAN: 3,
}

STEPS = (0, 34, 67, 100)
"""Shares in percent from which a cell takes the next step of colour."""


@dataclass(frozen=True, slots=True)
class Cell:
    """n of N rows reported; `step` 0-4 colours it, None when nothing is owed."""

    reported: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.reported // self.total if self.total else 0

    @property
    def missing(self) -> int:
        return self.total - self.reported

    @property
    def text(self) -> str:
        return f"{self.reported}/{self.total}"

    @property
    def shade(self) -> str:
        """Class of the cell's colour: five steps, or hatched where nothing is reported."""
        return f"share-{self.step}" if self.reported else "share-none"

    @property
    def step(self) -> int | None:
        """Step of colour, 0 to 4; None when nothing is owed."""
        if not self.total:
            return None
        return sum(self.percent >= share for share in STEPS) if self.reported else 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.reported + other.reported, self.total + other.total)


NOTHING = Cell(0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension, the rest, or all; `query` chooses it in an address of rows."""

    key: int | None
    short: str
    name: str

    @property
    def query(self) -> str:
        return "" if self.key is None else f"&dimension={self.key}"


ALL = Column(None, "Tất cả", "Mọi nội dung")
Figures = tuple[tuple[Cell, Column], ...]


@dataclass(frozen=True, slots=True)
class RollupRow:
    """One commune: its cells beside their columns, and where its report stands.

    `url` is empty where the viewer reads some of its rows only, as a unit that guides them.
    """

    territory: Territory
    url: str
    query: str
    cells: Figures
    whole: Cell
    state: str
    state_word: str
    due: Standing

    @property
    def figures(self) -> Figures:
        return ((self.whole, ALL), *self.cells)

    @property
    def owes_report(self) -> bool:
        """Whether it has a plan and has not handed in its report."""
        return RANKS[self.state] == 0

    @property
    def is_late(self) -> bool:
        """Whether its report is owed and the due date has passed."""
        return self.owes_report and self.due.kind == "late"


@dataclass(frozen=True, slots=True)
class Rollup:
    """The matrix of a period, those who have not reported on top."""

    period: Period
    columns: tuple[Column, ...]
    rows: tuple[RollupRow, ...]
    totals: Figures
    whole: Cell
    due: Standing
    states: Counter[str]

    @property
    def figures(self) -> Figures:
        return ((self.whole, ALL), *self.totals)

    @property
    def query(self) -> str:
        """Choose the period in an address of rows."""
        return f"?period={self.period.pk}"

    def rows_showing(self, show: str) -> tuple[RollupRow, ...]:
        """Return the rows of one figure: owing, planned, or a state; all for anything else."""
        if show == "owing":
            return tuple(row for row in self.rows if row.owes_report)
        if show == "planned":
            return tuple(row for row in self.rows if row.state != NO_PLAN)
        return tuple(row for row in self.rows if row.state == show or show not in STATE_WORDS)

    @property
    def with_plan(self) -> int:
        """Communes that have a plan for the period."""
        return len(self.rows) - self.states[NO_PLAN]

    @property
    def owing(self) -> int:
        """Communes that have a plan and have not handed in their report."""
        return sum(row.owes_report for row in self.rows)


def build(*, viewer: Viewer, period: Period, on: date) -> Rollup:
    """Return the matrix of what the viewer sees: five queries, whatever the number of communes."""
    rows_owed = owed(viewer=viewer, period=period)
    wholes, rests = _wholes(rows_owed, period)
    communes = _communes(viewer, period, wholes)
    cells = _cells(rows_owed, period) | rests
    columns = _columns(period, with_rest=bool(rests))
    reports = _reports(period)
    due = standing.of_date(period.due_commune_on if period.is_open else None, on=on)
    rows = [
        RollupRow(
            territory=commune,
            url=commune.get_absolute_url() if commune.is_readable else "",
            query=f"?period={period.pk}&territory={commune.pk}",
            cells=tuple(
                (cells.get((commune.pk, column.key), NOTHING), column) for column in columns
            ),
            whole=wholes.get(commune.pk, NOTHING),
            state=reports.get(commune.pk, NO_PLAN),
            state_word=STATE_WORDS[reports.get(commune.pk, NO_PLAN)],
            due=due,
        )
        for commune in communes
    ]
    rows.sort(key=_lateness)
    totals = (
        (sum((row.cells[i][0] for row in rows), NOTHING), column)
        for i, column in enumerate(columns)
    )
    return Rollup(
        period=period,
        columns=columns,
        rows=tuple(rows),
        totals=tuple(totals),
        whole=sum((row.whole for row in rows), NOTHING),
        due=due,
        states=Counter(row.state for row in rows),
    )


def owed(*, viewer: Viewer, period: Period) -> AssignmentQuerySet:
    """Return the rows that the matrix counts: what communes answer for and the viewer reads."""
    rows = Assignment.objects.owed_in(period).visible_to(viewer)
    return rows.answered_in(_standing_communes(period))


def covered(period: Period) -> Exists:
    """Return the condition that a dimension of the year's version covers the row's task."""
    dimensions = Component.objects.dimensions().measuring(INDEX, period.year)
    return Exists(Component.objects.filter(tasks=OuterRef("task"), dimension__in=dimensions))


def _standing_communes(period: Period) -> TerritoryQuerySet:
    return Territory.objects.communes().within(period.territory).in_force(period.data_to)


def _communes(viewer: Viewer, period: Period, wholes: dict[int, Cell]) -> "list[ListedTerritory]":
    """Return the communes that the viewer sees or reads rows of, and whether they see them."""
    visible = viewer.reads_territory("") | viewer.knows_territory("")
    found = (
        _standing_communes(period)
        .filter(visible | Q(pk__in=wholes))
        .annotate(is_readable=ExpressionWrapper(visible, output_field=BooleanField()))
    )
    return cast("list[ListedTerritory]", list(found))


def _columns(period: Period, *, with_rest: bool) -> tuple[Column, ...]:
    """Return the dimensions of the year's version, and a column for the rest where there is any."""
    dimensions = [
        Column(one.pk, f"{one.code}. {one.heading}", str(one))
        for one in Component.objects.dimensions().measuring(INDEX, period.year)
    ]
    if with_rest:
        dimensions.append(
            Column(REST, "Khác", "Nhiệm vụ chưa gắn với nội dung của bộ tiêu chí này")
        )
    return tuple(dimensions)


Cells = dict[tuple[int, int | None], Cell]


def _cells(rows: AssignmentQuerySet, period: Period) -> Cells:
    """Count rows by territory and dimension; a row about two dimensions counts in both."""
    keys = ("place", "task__components__dimension")
    return {
        (territory, dimension): cell
        for (territory, dimension), cell in _counted(rows, period, *keys)
    }


def _wholes(rows: AssignmentQuerySet, period: Period) -> tuple[dict[int, Cell], Cells]:
    """Count the rows of each territory, every row once; and those that no dimension covers."""
    wholes: dict[int, Cell] = {}
    rests: Cells = {}
    marked = rows.annotate(is_covered=covered(period))
    for (territory, is_covered), cell in _counted(marked, period, "place", "is_covered"):
        wholes[territory] = wholes.get(territory, NOTHING) + cell
        if not is_covered:
            rests[territory, REST] = cell
    return wholes, rests


def _counted(
    rows: AssignmentQuerySet, period: Period, *keys: str
) -> list[tuple[tuple[int, ...], Cell]]:
    reported = Exists(Progress.objects.filter(assignment=OuterRef("pk"), period=period))
    counts = (
        rows.annotate(is_reported=reported)
        .values(*keys)
        .annotate(
            total=Count("pk", distinct=True),
            reported=Count("pk", distinct=True, filter=Q(is_reported=True)),
        )
        .order_by()
    )
    return [
        (tuple(count[key] for key in keys), Cell(count["reported"], count["total"]))
        for count in counts
    ]


def _reports(period: Period) -> dict[int, str]:
    """Return the state of each territory's report; of several plans the one furthest behind."""
    report = Submission.objects.filter(
        plan=OuterRef("pk"), unit=OuterRef("issuer"), period=period
    ).values("state")[:1]
    states: dict[int, str] = {}
    for territory, state in (
        Plan.objects.owing_in(period)
        .annotate(report=Subquery(report))
        .values_list("territory", "report")
    ):
        known = states.get(territory, NO_PLAN)
        states[territory] = min(known, state or MISSING, key=RANKS.__getitem__)
    return states


def _lateness(row: RollupRow) -> tuple[int, int, str]:
    """Those with a plan and no report first, the emptiest before; communes without a plan last."""
    return (RANKS[row.state], row.whole.percent, row.territory.code)
