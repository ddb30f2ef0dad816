"""The calendar of reporting periods: days, states, and how far the reports are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Value

from papi_portal.text import fold
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Extension, Period, Plan, Territory, Unit
from plans.models.units import UnitQuerySet
from tasks import standing
from tasks.models import EDITABLE_STATES, Assignment, Submission
from tasks.standing import Standing

State = Submission.State


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A period, where its first due day stands, and its reports by state."""

    period: Period
    due: Standing
    reports: Counter[str]

    @property
    def in_review(self) -> int:
        return self.reports[State.SUBMITTED]

    @property
    def accepted(self) -> int:
        return self.reports[State.ACCEPTED]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods of one year in one calendar: a territory's, or one plan's."""

    territory: Territory
    plan: Plan | None
    rows: tuple[CalendarRow, ...]
    is_kept: bool
    """Whether the viewer keeps it."""

    @property
    def title(self) -> str:
        """Whose calendar it is, in words."""
        if self.plan:
            return said("Lịch riêng của {plan}", plan=self.plan)
        return said("Lịch của {place}", place=self.territory.name)


def years(viewer: Viewer) -> list[int]:
    """Return the years that have periods, the latest first: one query."""
    found = Period.objects.visible_to(viewer).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def keepers(periods: Iterable[Period]) -> tuple[Territory, ...]:
    """Return the territories in whose calendars these periods stand, in the order of codes."""
    return tuple(sorted({one.territory for one in periods}, key=attrgetter("code", "pk")))


def chosen(places: Sequence[Territory], asked: int | None) -> Territory:
    """Return the place that is asked for by its key, the first for anything else."""
    return next((one for one in places if one.pk == asked), places[0])


def of_year(*, viewer: Viewer, year: int, on: date) -> list[Calendar]:
    """Return the calendars of a year, those of territories first: two queries."""
    periods = (
        Period.objects.visible_to(viewer)
        .filter(year=year)
        .select_related("territory", "plan__issuer")
        .order_by("data_to", "data_from", "pk")
    )
    reports = _reports(viewer, periods)
    grouped: dict[tuple[int, int], list[CalendarRow]] = defaultdict(list)
    for period in periods:
        due = standing.of_date(period.due_commune_on if period.is_open else None, on=on)
        row = CalendarRow(period, due, reports[period.pk])
        grouped[period.plan_id or 0, period.territory_id].append(row)
    return [
        Calendar(
            rows[0].period.territory,
            rows[0].period.plan,
            tuple(rows),
            viewer.keeps_calendar_of(territory),
        )
        for (_, territory), rows in sorted(grouped.items())
    ]


def _reports(viewer: Viewer, periods: Iterable[Period]) -> dict[int, Counter[str]]:
    counted = defaultdict[int, Counter[str]](Counter)
    found = (
        Submission.objects.visible_to(viewer)
        .filter(period__in=[period.pk for period in periods])
        .order_by()
        .values_list("period", "state")
        .annotate(Count("pk"))
    )
    for period, state, number in found:
        counted[period][state] = number
    return counted


class Missing(NamedTuple):
    """A report that has not been handed in, or came back."""

    unit: Unit
    plan: Plan


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a period leaves behind: reports accepted, in review by number, and missing."""

    accepted: int
    waiting: tuple[int, ...]
    missing: tuple[Missing, ...]

    @property
    def in_review(self) -> int:
        return len(self.waiting)

    @property
    def seen(self) -> str:
        """What the page sends back, so that no other report is locked in unseen."""
        return " ".join(map(str, self.waiting))


def closing(period: Period) -> Closing:
    """Return how a period would be closed at this moment: four queries."""
    return closings([period])[0]


def closings(periods: Sequence[Period]) -> list[Closing]:
    """Return how each of some periods would be closed: four queries, however many.

    A unit owes a report on each of its plans.
    """
    found = list(
        Submission.objects.filter(period__in=periods)
        .order_by()
        .values_list("period", "plan", "unit", "state", "pk")
    )
    handed_in = {tuple(report) for *report, state, _ in found if state not in EDITABLE_STATES}
    by_state = defaultdict[tuple[int, str], list[int]](list)
    for period, _, _, state, report in found:
        by_state[period, state].append(report)
    owed = _owed(periods) - handed_in
    plans = Plan.objects.in_bulk({plan for _, plan, _ in owed})
    units = {one.pk: one for one in _in_order({unit for *_, unit in owed})}
    places = {unit: place for place, unit in enumerate(units)}
    missing = defaultdict[int, list[Missing]](list)
    for period, plan, unit in sorted(owed, key=lambda one: (places[one[2]], one[1])):
        missing[period].append(Missing(units[unit], plans[plan]))
    return [
        Closing(
            accepted=len(by_state[one.pk, State.ACCEPTED]),
            waiting=tuple(sorted(by_state[one.pk, State.SUBMITTED])),
            missing=tuple(missing[one.pk]),
        )
        for one in periods
    ]


def reporting_units(period: Period) -> list[Unit]:
    """Return the units that report in a period, by place and name: two queries."""
    return list(_in_order({unit for *_, unit in _owed([period])}))


def _owed(periods: Sequence[Period]) -> set[tuple[int, int, int]]:
    """Return period, plan and unit of each report that is owed in some periods: one query."""
    first, *others = [
        Assignment.objects.owed_in(period)
        .annotate(in_period=Value(period.pk))
        .order_by()
        .values_list("in_period", "plan", "reporter")
        .distinct()
        for period in periods
    ]
    return set(first.union(*others, all=True) if others else first)


def _in_order(units: set[int]) -> UnitQuerySet:
    """Return units by level, place and name."""
    found = Unit.objects.filter(pk__in=units).select_related("territory")
    return found.order_by("territory__level", "territory__name", "name", "pk")


@dataclass(frozen=True, slots=True)
class Extended:
    """The time that one unit was given in a period: what is in force, and what was before."""

    now: Extension
    before: tuple[Extension, ...]
    """The latest first."""


def extensions(period: Period, units: Collection[int] | None = None) -> list[Extended]:
    """Return who was given more time, of some units or of all; the latest day first: one query."""
    given = Extension.objects.filter(period=period).select_related("unit__territory", "granted_by")
    chosen = given if units is None else given.filter(unit__in=units)
    histories = (
        list(of_unit)
        for _, of_unit in groupby(chosen.order_by("unit", "-pk"), lambda one: one.unit)
    )
    found = [Extended(now, tuple(before)) for now, *before in histories]
    return sorted(found, key=lambda one: (-one.now.due_on.toordinal(), fold(one.now.unit.name)))
