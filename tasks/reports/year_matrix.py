"""The reports of a year: communes and departments by period, against their due days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef

from papi_portal.addresses import pattern
from papi_portal.text import fold, saying
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period, Territory, Unit
from plans.owing import plans_owing
from tasks.models import Assignment
from tasks.reports import handing_in
from tasks.reports.calendar import chosen, keepers
from tasks.reports.handing_in import NO_PLAN, PLACE, STATE_WORDS, UNIT, Owner, Report

if TYPE_CHECKING:
    from tasks.reports.rollup import ListedTerritory

COMMUNES, DEPARTMENTS = "communes", "departments"
APART = "theo lịch riêng"
NO_ROWS = "không có nhiệm vụ"
COUNTED = ("handed_in", "on_time", "handed_in_late", "late")
"""What is said of all reports of a period."""
Reports = Mapping[Owner, Report]


@dataclass(frozen=True, slots=True)
class YearCell:
    """What one owner owes for one period; in words, and where to, where that is no report."""

    report: Report | None
    url: str
    word: str
    shape: str = ""
    kind: str = ""
    text: str = ""
    """How the report stands against its day, as `Standing` says."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One commune or department and its reports in the order of the periods."""

    owner: Territory | Unit
    url: str
    cells: tuple[YearCell, ...]

    @property
    def name(self) -> str:
        return self.owner.name


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One period, and how many reports there are of which kind."""

    period: Period
    owed: int
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class YearTable:
    """Who reports by the same periods: the communes, the departments, or those of one plan."""

    key: str
    kind: str
    title: str
    columns: tuple[YearColumn, ...]
    rows: tuple[YearRow, ...]

    @property
    def on_desk(self) -> str:
        """Where on the desk of a period its rows are: the departments stand below the communes."""
        return "#departments-title" if self.key == DEPARTMENTS else ""

    def naming(self, words: str) -> "YearTable":
        """Return the table with the rows in whose name the words stand, whatever their dấu."""
        says = saying(words)
        return replace(self, rows=tuple(row for row in self.rows if says(row.name)))


@dataclass(frozen=True, slots=True)
class YearMatrix:
    """A calendar's year; the other years and calendars that may be chosen."""

    year: int
    years: tuple[int, ...]
    calendar: Territory
    calendars: tuple[Territory, ...]
    tables: tuple[YearTable, ...]

    def naming(self, words: str) -> tuple[YearTable, ...]:
        """Return the tables with rows in whose name the words stand."""
        named = (table.naming(words) for table in self.tables)
        return tuple(table for table in named if table.rows)


def build(*, viewer: Viewer, year: int | None, calendar: int | None, on: date) -> YearMatrix | None:
    """Return a year of a province's calendar, this year unless asked otherwise; None without any.

    Six queries, whatever the number of communes and periods. A plan with periods of its own
    does not report by the calendar and has its own table.
    """
    known = list(
        Period.objects.visible_to(viewer)
        .select_related("territory", "plan__issuer")
        .order_by("data_to", "data_from", "pk")
    )
    if not known:
        return None
    years = sorted({one.year for one in known}, reverse=True)
    fallback = on.year if on.year in years else years[0]
    chosen_year = year if year in years else fallback
    of_year = [one for one in known if one.year == chosen_year]
    calendars = keepers(of_year)
    place = chosen(calendars, calendar)
    periods = [one for one in of_year if one.territory_id == place.pk]
    return YearMatrix(
        year=chosen_year,
        years=tuple(years),
        calendar=place,
        calendars=calendars,
        tables=_tables(viewer, place, periods, on),
    )


def _tables(
    viewer: Viewer, place: Territory, periods: list[Period], on: date
) -> tuple[YearTable, ...]:
    """Return the tables of the shared periods, then one of each plan with periods of its own."""
    visible = Assignment.objects.read_below(viewer, place.pk)
    reports = handing_in.by_owner(visible, periods, plans_owing(periods), on=on)
    communes = list(_communes(viewer, place, periods))
    units = Unit.objects.filter(pk__in={owner for kind, owner, _ in reports if kind == UNIT})
    departments = sorted(units, key=lambda one: (fold(one.name), one.pk))
    shared = [one for one in periods if one.plan_id is None]
    apart = defaultdict[int, list[Period]](list)
    for one in periods:
        if one.plan_id:
            apart[one.plan_id].append(one)
    own_plan = {one.plan.territory_id: one.plan.pk for one in periods if one.plan}
    tables = [
        _table(
            COMMUNES,
            "Xã, phường",
            shared,
            _owing_first(communes, periods, reports),
            reports,
            own_plan,
        ),
        _table(DEPARTMENTS, "Sở, ngành", shared, _owing(departments, shared, reports), reports, {}),
    ]
    for plan_id, own in apart.items():
        owners = [*_owing(communes, own, reports), *_owing(departments, own, reports)]
        tables.append(_table(f"plan-{plan_id}", "Đơn vị", own, owners, reports, {}))
    return tuple(table for table in tables if table.rows and table.columns)


def _communes(
    viewer: Viewer, place: Territory, periods: list[Period]
) -> "Iterable[ListedTerritory]":
    """Return the communes that stand in the last of the periods and that the viewer knows.

    A unit of a commune sees how its UBND reports, and may not open the report.
    """
    standing = Territory.objects.communes().within(place).in_force(periods[-1].data_to)
    known = viewer.reads_territory("") | viewer.knows_territory("")
    read = Territory.objects.filter(viewer.reads_territory(""), pk=OuterRef("pk"))
    found = standing.filter(known).annotate(is_readable=Exists(read)).order_by("code", "pk")
    return cast("Iterable[ListedTerritory]", found)


def _key(owner: Territory | Unit, period: Period) -> Owner:
    return PLACE if isinstance(owner, Territory) else UNIT, owner.pk, period.pk


def _owing(
    owners: Sequence[Territory | Unit], periods: list[Period], reports: Reports
) -> list[Territory | Unit]:
    """Return who owes a report in any of the periods."""
    return [one for one in owners if any(_key(one, period) in reports for period in periods)]


def _owing_first(
    owners: Sequence[Territory | Unit], periods: list[Period], reports: Reports
) -> list[Territory | Unit]:
    """Return who owes a report in any of the periods, then the others, as the desk does."""
    owing = _owing(owners, periods, reports)
    known = set(owing)
    return [*owing, *(one for one in owners if one not in known)]


def _table(
    key: str,
    kind: str,
    periods: list[Period],
    owners: Sequence[Territory | Unit],
    reports: Reports,
    own_plan: Mapping[int, int],
) -> YearTable:
    """Draw up one table; `own_plan` has the plan by whose own periods a commune reports."""
    address = pattern("tasks:report-detail", numbers=3)
    urls = {Territory: pattern("tasks:territory-detail"), Unit: pattern("tasks:unit-detail")}
    rows = []
    for owner in owners:
        empty = _nothing(key, own_plan.get(owner.pk))
        may_open = getattr(owner, "is_readable", True)  # departments are listed only if read
        cells = (
            _cell(reports.get(_key(owner, one)), one, address if may_open else None) or empty
            for one in periods
        )
        rows.append(YearRow(owner, urls[type(owner)](owner.pk), tuple(cells)))
    columns = tuple(_column(period, at, rows) for at, period in enumerate(periods))
    plan = periods[0].plan if periods else None
    title = said("{plan}, {issuer}: lịch riêng", plan=plan, issuer=plan.issuer) if plan else kind
    return YearTable(key, kind, title, columns, tuple(rows))


def _nothing(key: str, own_plan: int | None) -> YearCell:
    """Return what stands where no report is owed, and where it is owed instead."""
    if own_plan:
        return YearCell(None, f"#plan-{own_plan}", APART)
    return YearCell(None, "", STATE_WORDS[NO_PLAN] if key == COMMUNES else NO_ROWS)


def _cell(
    report: Report | None, period: Period, address: Callable[..., str] | None
) -> YearCell | None:
    if report is None:
        return None
    url = address(report.plan, report.unit, period.pk) if address else ""
    return YearCell(report, url, report.word, report.shape, report.due.kind, report.due.text)


def _column(period: Period, at: int, rows: Iterable[YearRow]) -> YearColumn:
    reports = [report for row in rows if (report := row.cells[at].report)]
    counts = Counter({show: sum(map(handing_in.SHOWN[show], reports)) for show in COUNTED})
    return YearColumn(period, len(reports), counts)
