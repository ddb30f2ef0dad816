"""Who has reported what: communes of a province by dimension of PAPI, for one period."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
)
from django.urls import reverse

from indicators.models import PAPI, Component
from papi_portal.addresses import pattern
from papi_portal.text import fold
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period, Territory, Unit
from plans.models.territories import TerritoryQuerySet
from plans.owing import Owing, plans_owing
from tasks import standing
from tasks.models import Assignment
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports import handing_in
from tasks.reports.counting import counted
from tasks.reports.handing_in import PLACE, UNIT, Report
from tasks.reports.matrix import ALL, NOTHING, Cell, Column, Matrix, RollupRow
from tasks.standing import Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a territory."""

        is_readable: bool

    ListedTerritory = WithAnnotations[Territory, Facts]

PROVINCE = Territory.Level.PROVINCE
REST = 0
"""Key of the column for tasks that no dimension of this year's version covers."""

ALL_DEPARTMENTS = 0
"""Chooses the rows of every department where a unit's number is asked for."""
OTHERS = Column(REST, said("Khác"), said("Nhiệm vụ chưa gắn với nội dung của bộ tiêu chí này"))


@dataclass(frozen=True, slots=True)
class Rollup:
    """The desk of a period: the communes, and the departments by the province's own plans."""

    period: Period
    communes: Matrix
    departments: Matrix
    due: Standing


class Listed(NamedTuple):
    """What a row is about, before its cells are there."""

    owner: Territory | Unit
    url: str
    rows_url: str
    report: Report
    order: str


CellKey = tuple[int, int | None]
"""An owner, and the key of a column."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are owed and reported, by owner and column; that of all rows is among them."""

    cells: dict[CellKey, Cell]

    @property
    def owners(self) -> set[int]:
        return {owner for owner, _ in self.cells}

    @property
    def have_rest(self) -> bool:
        """Whether some rows are of no dimension."""
        return any(column == REST for _, column in self.cells)

    def of(self, owner: int, column: Column) -> Cell:
        return self.cells.get((owner, column.key), NOTHING)


def build(*, viewer: Viewer, period: Period, on: date, index: str = "") -> Rollup:
    """Return what the viewer sees of a period: at most eight queries, however many communes.

    With an index only the rows about it count, by its dimensions; without one all rows do, by the
    dimensions of PAPI. Reports are on all rows of a plan in either case.
    """
    dimensions = dimensions_of(index or PAPI, period.year)
    on_plans = plans_owing([period])
    below, own = owed_on(on_plans, viewer=viewer, period=period)
    of_communes, of_own_units = _counts(
        below.about_index(index), own.about_index(index), period, dimensions
    )
    rows = Assignment.objects.read_below(viewer, period.territory_id)
    reports = handing_in.by_owner(rows, [period], on_plans, on=on)
    asked = {"period": period.pk} | ({"index": index} if index else {})
    address = reverse("tasks:rollup-rows", query=asked)
    place, unit = pattern("tasks:territory-detail"), pattern("tasks:unit-detail")
    communes = [
        Listed(
            owner=one,
            url=place(one.pk) if one.is_readable else "",
            rows_url=f"{address}&territory={one.pk}",
            report=reports.get((PLACE, one.pk, period.pk)) or handing_in.no_plan(period),
            order=one.code,
        )
        for one in _communes(viewer, period, of_communes.owners)
    ]
    departments = [
        Listed(
            owner=one,
            url=unit(one.pk),
            rows_url=f"{address}&unit={one.pk}",
            report=reports[UNIT, one.pk, period.pk],
            order=f"{fold(one.name)} {one.pk}",
        )
        for one in Unit.objects.filter(pk__in=of_own_units.owners)
    ]
    return Rollup(
        period=period,
        communes=_matrix(address, dimensions, of_communes, communes),
        departments=_matrix(
            f"{address}&unit={ALL_DEPARTMENTS}", dimensions, of_own_units, departments
        ),
        due=standing.of_date(period.due_commune_on if period.is_open else None, on=on),
    )


def owed_on(
    on_plans: Collection[Owing], *, viewer: Viewer, period: Period
) -> tuple[AssignmentQuerySet, AssignmentQuerySet]:
    """Return what communes, and what the province's own units answer for on these plans."""
    plans = [one.plan for one in on_plans]
    own = [one.plan for one in on_plans if one.level == PROVINCE]
    return (
        owed(viewer=viewer, period=period, plans=plans),
        owed_by_departments(viewer=viewer, period=period, plans=own),
    )


def owed(
    *, viewer: Viewer, period: Period, plans: Collection[int] | None = None
) -> AssignmentQuerySet:
    """Return the rows that the matrix counts: what communes answer for and the viewer reads.

    `plans` are those that report in the period, where they are known.
    """
    rows = Assignment.objects.owed_in(period, plans).read_below(viewer, period.territory_id)
    return rows.answered_in(_standing_communes(period))


def owed_by_departments(
    *, viewer: Viewer, period: Period, plans: Collection[int] | None = None
) -> AssignmentQuerySet:
    """Return the rows that the province's own units answer for, by the province's plans."""
    rows = Assignment.objects.owed_in(period, plans).read_below(viewer, period.territory_id)
    return rows.filter(plan__territory__level=PROVINCE, unit__territory__level=PROVINCE)


def covered(period: Period, index: str = "") -> Exists:
    """Return the condition that a dimension of the year's version covers the row's task."""
    dimensions = Component.objects.dimensions().measuring(index or PAPI, period.year)
    return Exists(Component.objects.filter(tasks=OuterRef("task"), dimension__in=dimensions))


def _standing_communes(period: Period) -> TerritoryQuerySet:
    return Territory.objects.communes().within(period.territory).in_force(period.data_to)


def _communes(viewer: Viewer, period: Period, owing: set[int]) -> "list[ListedTerritory]":
    """Return the communes that the viewer sees or reads rows of, and whether they see them."""
    visible = viewer.reads_territory("") | viewer.knows_territory("")
    found = (
        _standing_communes(period)
        .filter(visible | Q(pk__in=owing))
        .annotate(is_readable=ExpressionWrapper(visible, output_field=BooleanField()))
    )
    return cast("list[ListedTerritory]", list(found))


def dimensions_of(index: str, year: int) -> tuple[Column, ...]:
    """Return the dimensions of the year's version."""
    return tuple(
        Column(one.pk, f"{one.code}. {one.heading}", str(one))
        for one in Component.objects.dimensions().measuring(index, year)
    )


def _matrix(
    rows_url: str, dimensions: tuple[Column, ...], counts: Counts, listed: Iterable[Listed]
) -> Matrix:
    columns = (*dimensions, *((OTHERS,) if counts.have_rest else ()))
    rows = (
        RollupRow(
            owner=one.owner,
            url=one.url,
            rows_url=one.rows_url,
            cells=tuple((counts.of(one.owner.pk, column), column) for column in columns),
            whole=counts.of(one.owner.pk, ALL),
            report=one.report,
            order=one.order,
        )
        for one in listed
    )
    return Matrix(rows_url=rows_url, columns=columns, rows=tuple(rows))


def _counts(
    below: AssignmentQuerySet,
    own: AssignmentQuerySet,
    period: Period,
    dimensions: Iterable[Column],
) -> tuple[Counts, Counts]:
    """Count the rows of communes and those of the province's units, by dimension: one query.

    A row about two dimensions counts in both, and once in the whole.
    """
    parts = (
        rows.annotate(
            record=FilteredRelation("progress", condition=Q(progress__period=period)),
            kind=Value(kind),
            owner=F(kind),
        )
        for rows, kind in ((below, PLACE), (own, UNIT))
    )
    known = frozenset(column.key for column in dimensions)
    owed, reported = Counter[tuple[str, int, int | None]](), Counter[tuple[str, int, int | None]]()
    for about, number, (kind, owner, recorded_in) in counted(
        parts, "kind", "owner", "record__period"
    ):
        for column in (ALL.key, *(about & known or (REST,))):
            owed[kind, owner, column] += number
            reported[kind, owner, column] += number * (recorded_in is not None)
    of_communes, of_units = Counts({}), Counts({})
    for (kind, owner, column), total in owed.items():
        cells = (of_communes if kind == PLACE else of_units).cells
        cells[owner, column] = Cell(reported[kind, owner, column], total)
    return of_communes, of_units
