"""The calendar of reporting periods: days, states, and how far the reports are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from plans.access import Viewer
from plans.models import Extension, Period, Plan, Territory, Unit
from tasks import standing
from tasks.models import Assignment, Submission
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
        return f"Lịch riêng của {self.plan}" if self.plan else f"Lịch của {self.territory.name}"


def years(viewer: Viewer) -> list[int]:
    """Return the years that have periods, the latest first: one query."""
    found = Period.objects.visible_to(viewer).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


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


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a period leaves behind: reports by state, and units without one."""

    reports: Counter[str]
    missing: tuple[Unit, ...]

    @property
    def in_review(self) -> int:
        return self.reports[State.SUBMITTED]

    @property
    def accepted(self) -> int:
        return self.reports[State.ACCEPTED]


def closing(period: Period) -> Closing:
    """Return how a period would be closed at this moment: four queries."""
    found = Submission.objects.filter(period=period).values_list("unit", "state")
    handed_in = {unit for unit, state in found if state in {State.SUBMITTED, State.ACCEPTED}}
    missing = (unit for unit in reporting_units(period) if unit.pk not in handed_in)
    return Closing(Counter(state for _, state in found), tuple(missing))


def reporting_units(period: Period) -> list[Unit]:
    """Return the units that report in a period, by place and name: three queries.

    These are the UBND of communes and districts with a plan, and in a province's plan each unit
    that answers for a row.
    """
    province = Territory.Level.PROVINCE
    plans = Plan.objects.owing_in(period)
    issuers = plans.exclude(territory__level=province).values_list("issuer", flat=True)
    rows = Assignment.objects.owed_in(period).filter(task__plan__territory__level=province)
    wanted = set(issuers) | set(rows.order_by().values_list("unit", flat=True).distinct())
    found = Unit.objects.filter(pk__in=wanted).select_related("territory")
    return list(found.order_by("territory__level", "territory__name", "name", "pk"))


def extensions(period: Period) -> list[Extension]:
    """Return the extensions given in a period, the latest day first: one query."""
    given = Extension.objects.filter(period=period).select_related("unit__territory", "granted_by")
    return list(given.order_by("-due_on", "unit__name"))
