"""The reports of a year: communes by period, and how each stood against its due day."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from papi_portal.text import fold
from plans.access import Viewer
from plans.models import Period, Territory
from tasks.reports import handing_in
from tasks.reports.handing_in import Report


@dataclass(frozen=True, slots=True)
class YearCell:
    """A commune's report for one period, and where it is read; empty where nothing is owed."""

    report: Report
    url: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """One commune and its reports in the order of the periods."""

    territory: Territory
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One period, and how many reports of the communes are in which state."""

    period: Period
    counts: Counter[str]
    on_time: int
    late: int

    @property
    def handed_in(self) -> int:
        return self.counts["submitted"] + self.counts["accepted"]

    @property
    def owed(self) -> int:
        """Communes that have a plan for the period."""
        return self.counts.total() - self.counts[handing_in.NO_PLAN]


@dataclass(frozen=True, slots=True)
class YearMatrix:
    """A calendar's year; the other years and calendars that may be chosen."""

    year: int
    years: tuple[int, ...]
    calendar: Territory
    calendars: tuple[Territory, ...]
    columns: tuple[YearColumn, ...]
    rows: tuple[YearRow, ...]

    def naming(self, words: str) -> tuple[YearRow, ...]:
        """Return the communes in whose name the words stand, without regard to dấu."""
        wanted = fold(words)
        return tuple(row for row in self.rows if wanted in fold(row.territory.name))


def build(*, viewer: Viewer, year: int | None, calendar: int | None, on: date) -> YearMatrix | None:
    """Return a year of a province's calendar, this year unless asked otherwise; None without any.

    Five queries, whatever the number of communes and periods. Plans with periods of their own do
    not report by the calendar.
    """
    known = list(
        Period.objects.visible_to(viewer)
        .filter(plan__isnull=True)
        .select_related("territory")
        .order_by("data_to", "data_from", "pk")
    )
    if not known:
        return None
    years = sorted({one.year for one in known}, reverse=True)
    fallback = on.year if on.year in years else years[0]
    chosen_year = year if year in years else fallback
    of_year = [one for one in known if one.year == chosen_year]
    calendars = sorted({one.territory for one in of_year}, key=lambda one: one.code)
    place = next((one for one in calendars if one.pk == calendar), calendars[0])
    periods = [one for one in of_year if one.territory_id == place.pk]
    rows = _rows(viewer, place, periods, on)
    return YearMatrix(
        year=chosen_year,
        years=tuple(years),
        calendar=place,
        calendars=tuple(calendars),
        columns=tuple(_column(period, at, rows) for at, period in enumerate(periods)),
        rows=rows,
    )


def _rows(viewer: Viewer, place: Territory, periods: list[Period], on: date) -> tuple[YearRow, ...]:
    """Return the communes that stood in any of the periods and that the viewer reads."""
    owed = handing_in.of_communes(periods)
    found = handing_in.build(periods=periods, owed=owed, on=on)
    several = defaultdict[tuple[int, int], list[Report]](list)
    for one in owed:
        several[one.territory, one.period].append(found[one])
    standing = Territory.objects.communes().within(place).in_force(periods[-1].data_to)
    read = viewer.reads_territory("") | viewer.knows_territory("")
    address = handing_in.address()
    return tuple(
        YearRow(
            commune,
            tuple(_cell(one, several[commune.pk, one.pk], address) for one in periods),
        )
        for commune in standing.filter(read).order_by("code", "pk")
    )


def _cell(period: Period, reports: list[Report], address: str) -> YearCell:
    if not reports:
        return YearCell(handing_in.no_plan(period), "")
    report = handing_in.furthest_behind(reports)
    url = address.format(plan=report.plan, unit=report.unit, period=period.pk)
    return YearCell(report, url)


def _column(period: Period, at: int, rows: tuple[YearRow, ...]) -> YearColumn:
    reports = [row.cells[at].report for row in rows]
    in_time = [one for one in reports if one.handed_in_on and one.handed_in_on <= one.due_on]
    late = [one for one in reports if one.due.kind == "late"]
    return YearColumn(period, Counter(one.state for one in reports), len(in_time), len(late))
