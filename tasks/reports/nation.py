"""All provinces by dimension, for one period of the year: the sums of what their desks show.

It is asked of the whole nation (3,321 communes with 60 rows each), so that the database counts,
and only counts come back: eight queries at most, however many provinces.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.urls import reverse

from indicators.models import PAPI
from plans.access import Viewer
from plans.models import Period, Territory
from plans.models.periods import PeriodQuerySet
from plans.owing import plans_owing
from tasks.models import EDITABLE_STATES, Assignment, Submission
from tasks.models.days import NO_DAY, begins_in
from tasks.models.tasks import AssignmentQuerySet
from tasks.reports.counting import Dimensions, counted
from tasks.reports.matrix import ALL, NOTHING, Cell, Column, Figure, drawn
from tasks.reports.rollup import OTHERS, REST, dimensions_of

Level = Territory.Level
Key = tuple[int, int | None]
"""A province's period, and the key of a column."""

SHAPE, RECORDED = ("plan", "begins", "handed_over_on", "place_ends"), "record__period"


class Term(NamedTuple):
    """What the periods of all calendars are one of: the third quarter of 2026."""

    year: int
    kind: str
    ordinal: int

    @property
    def code(self) -> str:
        """What asks for it in an address."""
        return "-".join(map(str, self))


class Shape(NamedTuple):
    """What decides whether rows are owed in a period, as `SHAPE` asks for it."""

    plan: int
    starts_on: date | None
    handed_over_on: date | None
    place_ends: date | None


class Reported(NamedTuple):
    """A report that a commune owes for a period: on which plan, by which of its units."""

    period: int
    plan: int
    unit: int
    commune: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A plan of a territory of this level reports in a period of its province's calendar."""

    period: Period
    issuer: int
    territory: int
    level: str


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province: its own period, communes that have handed in, and rows by dimension."""

    period: Period
    handed_in: Cell
    whole: Cell
    cells: tuple[tuple[Cell, Column], ...]

    @property
    def name(self) -> str:
        return self.period.territory.name

    @property
    def url(self) -> str:
        """Its own desk."""
        return reverse("tasks:rollup", query={"period": self.period.pk})

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its cells as they are drawn: each opens the rows that it counts."""
        rows = reverse("tasks:rollup-rows", query={"period": self.period.pk})
        return drawn(rows, ((self.whole, ALL), *self.cells))


@dataclass(frozen=True, slots=True)
class Nation:
    """The provinces that have a period of this term, the furthest behind first."""

    columns: tuple[Column, ...]
    rows: tuple[ProvinceRow, ...]

    @property
    def handed_in(self) -> Cell:
        return sum((row.handed_in for row in self.rows), NOTHING)

    @property
    def totals(self) -> tuple[Cell, ...]:
        """What all provinces add up to: the whole, then by column."""
        columns = zip(*([cell for cell, _ in row.cells] for row in self.rows), strict=True)
        whole = sum((row.whole for row in self.rows), NOTHING)
        return (whole, *(sum(column, NOTHING) for column in columns))


def terms(viewer: Viewer) -> dict[Term, str]:
    """Return the terms that have begun in any calendar, the latest first, each with its name."""
    begun = _calendars(viewer).exclude(state=Period.State.PLANNED)
    listed = begun.order_by("-data_to", "kind").values_list("year", "kind", "ordinal", "name")
    return {Term(year, kind, ordinal): name for year, kind, ordinal, name in listed}


def build(*, viewer: Viewer, term: Term) -> Nation:
    """Return where all provinces that the viewer reads stand in a term: eight queries at most."""
    of_term = _calendars(viewer).filter(**term._asdict()).select_related("territory")
    periods = {one.pk: one for one in of_term}
    plans = {
        plan: Expected(periods[period], issuer, territory, level)
        for period, plan, issuer, territory, level in plans_owing(periods.values())
    }
    columns = dimensions_of(PAPI, term.year)
    cells = _cells(plans, frozenset(column.key for column in columns))
    if any(key == REST for _, key in cells):
        columns = (*columns, OTHERS)
    handed_in = _handed_in(plans)
    rows = (
        ProvinceRow(
            period=one,
            handed_in=handed_in.get(pk, NOTHING),
            whole=cells.get((pk, ALL.key), NOTHING),
            cells=tuple((cells.get((pk, column.key), NOTHING), column) for column in columns),
        )
        for pk, one in periods.items()
    )
    behind = sorted(rows, key=lambda row: (row.handed_in.share, row.whole.share, row.name))
    return Nation(columns, tuple(behind))


def _calendars(viewer: Viewer) -> PeriodQuerySet:
    provinces = Period.objects.filter(plan=None, territory__level=Level.PROVINCE)
    return provinces.filter(viewer.reads_territory("territory"))


def _cells(plans: Mapping[int, Expected], known: Dimensions) -> dict[Key, Cell]:
    """Count the rows that communes owe and reported, by period and dimension: two queries.

    A row about two dimensions counts in both, and once in the whole.
    """
    owed, reported = Counter[Key](), Counter[Key]()
    in_period = cache(partial(_owed_in, plans))
    for rows in (_own_rows(plans), _given_rows(plans)):
        for about, number, (*shape, recorded_in) in counted(rows.by_beginning(), *SHAPE, RECORDED):
            period = in_period(Shape(*shape))
            if period is None:
                continue
            for column in (ALL.key, *(about & known or (REST,))):
                owed[period, column] += number
                reported[period, column] += number * (recorded_in == period)
    return {key: Cell(reported[key], number) for key, number in owed.items()}


def _periods(plans: Mapping[int, Expected]) -> set[int]:
    """Return the keys of the periods, of which there are far fewer than plans."""
    return {one.period.pk for one in plans.values()}


def _since(plans: Mapping[int, Expected]) -> date:
    """Return the first day on which the data of a period close."""
    return min((one.period.data_to for one in plans.values()), default=date.max)


def _own_rows(plans: Mapping[int, Expected]) -> AssignmentQuerySet:
    """Return the rows of plans of communes."""
    return _rows(plans, Level.COMMUNE).annotate(place_ends=NO_DAY)


def _given_rows(plans: Mapping[int, Expected]) -> AssignmentQuerySet:
    """Return the rows of plans of provinces that communes answer for."""
    given = _rows(plans, Level.PROVINCE).filter(unit__territory__level=Level.COMMUNE)
    return given.annotate(place_ends=F("unit__territory__valid_to"))


def _rows(plans: Mapping[int, Expected], level: str) -> AssignmentQuerySet:
    """Return the rows of plans of a level, with the record of their period."""
    here = Q(handed_over_on__isnull=True) | Q(handed_over_on__gt=_since(plans))
    record = FilteredRelation("progress", condition=Q(progress__period__in=_periods(plans)))
    asked = [plan for plan, one in plans.items() if one.level == level]
    rows = Assignment.objects.reporting().filter(here, plan__among_few=asked)
    return rows.annotate(record=record).order_by()


def _owed_in(plans: Mapping[int, Expected], shape: Shape) -> int | None:
    """Return the period in which rows of this shape are owed; none if they begin later or ended."""
    period = plans[shape.plan].period
    stands = shape.place_ends is None or shape.place_ends >= period.data_to
    owed = stands and begins_in(period, shape.starts_on, shape.handed_over_on)
    return period.pk if owed else None


def _handed_in(plans: Mapping[int, Expected]) -> dict[int, Cell]:
    """Count the communes that owe reports, and those that handed all in: two queries.

    As on a province's desk (`handing_in.by_owner`), whichever plan a commune reports on.
    """
    standing = Submission.objects.filter(period__in=_periods(plans))
    done = standing.exclude(state__in=EDITABLE_STATES).values_list("period", "plan", "unit")
    handed_in = set(done)
    found: dict[tuple[int, int], bool] = {}
    for period, plan, unit, commune in (*_own_reports(plans), *_given_reports(plans)):
        is_in = (period, plan, unit) in handed_in
        found[period, commune] = found.get((period, commune), True) and is_in
    owed = Counter(period for period, _ in found)
    complete = Counter(period for (period, _), is_in in found.items() if is_in)
    return {period: Cell(complete[period], number) for period, number in owed.items()}


def _own_reports(plans: Mapping[int, Expected]) -> Iterator[Reported]:
    """Yield the reports that communes owe on their own plans."""
    for plan, one in plans.items():
        if one.level == Level.COMMUNE:
            yield Reported(one.period.pk, plan, one.issuer, one.territory)


def _given_reports(plans: Mapping[int, Expected]) -> Iterator[Reported]:
    """Yield the reports that communes owe on plans of provinces, as often as rows differ."""
    of_units = (*SHAPE, "unit", "unit__territory")
    begun, dated = (some.values_list(*of_units) for some in _given_rows(plans).by_beginning())
    for *shape, unit, commune in begun.union(dated):
        period = _owed_in(plans, Shape(*shape))
        if period is not None:
            yield Reported(period, shape[0], unit, commune)
