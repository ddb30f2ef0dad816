"""Calendars of reporting periods for a year, as values to look at before they are kept.

Sources: the closing days of government reports (domain facts, section 4: data closes on the 14th
of March, June, September and December, 6 months, 9 months and the year counted from 15 December
of the year before), plan 151/KH-UBND of Lào Cai, 2020 (28/2, 30/5, 30/8, 05/12), and seed plan 004
(one report, at the latest on 29/9).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from papi_portal.wording import said
from plans.models.periods import PeriodKind

COMMUNE_DAYS, DISTRICT_DAYS, PROVINCE_DAYS = 3, 4, 6
"""Days after the closing of the data on which each level is due, unless somebody says otherwise."""
ROMAN = ("I", "II", "III", "IV")
YEAR_CLOSES = (12, 14)
EARLY_CLOSES = ((2, 28), (5, 30), (8, 30), (12, 5))
"""Month and day on which the data close: of a year, and of the early pattern's four periods."""


class Template(StrEnum):
    """A pattern that a year's calendar is made from."""

    GOVERNMENT = "government"
    QUARTERS = "quarters"
    EARLY = "early"
    MONTHS = "months"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period that a calendar proposes; days as in `Period`."""

    kind: PeriodKind
    year: int
    ordinal: int
    name: str
    data_from: date
    data_to: date
    due_commune_on: date
    due_district_on: date | None
    due_province_on: date


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a template is called, what it is for, and the periods that it gives a year."""

    name: str
    about: str
    periods: Callable[[int], Iterator[PlannedPeriod]]


def _period(
    kind: PeriodKind,
    year: int,
    ordinal: int,
    name: str,
    data_from: date,
    data_to: date,
    *,
    due_on: date | None = None,
) -> PlannedPeriod:
    return PlannedPeriod(
        kind=kind,
        year=year,
        ordinal=ordinal,
        name=name,
        data_from=data_from,
        data_to=data_to,
        due_commune_on=due_on or data_to + timedelta(days=COMMUNE_DAYS),
        due_district_on=due_on or data_to + timedelta(days=DISTRICT_DAYS),
        due_province_on=due_on or data_to + timedelta(days=PROVINCE_DAYS),
    )


def _begins(year: int) -> date:
    """Return the day from which a year's reports count: the day after the last one closed."""
    return date(year - 1, *YEAR_CLOSES) + timedelta(days=1)


def _government(year: int) -> Iterator[PlannedPeriod]:
    first = _begins(year)
    yield _period(PeriodKind.QUARTER, year, 1, f"Quý I/{year}", first, date(year, 3, 14))
    yield _period(PeriodKind.HALF, year, 1, f"6 tháng đầu năm {year}", first, date(year, 6, 14))
    yield _period(PeriodKind.NINE_MONTHS, year, 1, f"9 tháng năm {year}", first, date(year, 9, 14))
    yield _period(PeriodKind.YEAR, year, 1, f"Năm {year}", first, date(year, 12, 14))


def _quarters(year: int) -> Iterator[PlannedPeriod]:
    since = _begins(year)
    for number, numeral in enumerate(ROMAN, start=1):
        until = date(year, 3 * number, 14)
        yield _period(PeriodKind.QUARTER, year, number, f"Quý {numeral}/{year}", since, until)
        since = until + timedelta(days=1)


def _early(year: int) -> Iterator[PlannedPeriod]:
    """Yield periods that are due before they end on the calendar; the data close on the due day."""
    first = date(year - 1, *EARLY_CLOSES[-1]) + timedelta(days=1)
    days = [date(year, *closes) for closes in EARLY_CLOSES]
    named = (
        (PeriodKind.QUARTER, 1, f"Quý I/{year}", first),
        (PeriodKind.HALF, 1, f"6 tháng đầu năm {year}", first),
        (PeriodKind.QUARTER, 3, f"Quý III/{year}", days[1] + timedelta(days=1)),
        (PeriodKind.YEAR, 1, f"Năm {year}", first),
    )
    for (kind, ordinal, name, since), day in zip(named, days, strict=True):
        yield _period(kind, year, ordinal, name, since, day, due_on=day)


def _months(year: int) -> Iterator[PlannedPeriod]:
    since = _begins(year)
    for month in range(1, 13):
        until = date(year, month, 14)
        yield _period(PeriodKind.MONTH, year, month, f"Tháng {month}/{year}", since, until)
        since = until + timedelta(days=1)


def _once(year: int) -> Iterator[PlannedPeriod]:
    last = date(year, 9, 29)
    name = f"Báo cáo năm {year}"
    yield _period(PeriodKind.ONCE, year, 1, name, _begins(year), last, due_on=last)


PATTERNS: dict[Template, Pattern] = {
    Template.GOVERNMENT: Pattern(
        said("Quý I, 6 tháng, 9 tháng, năm"),
        said(
            "Chốt số liệu ngày 14/3, 14/6, 14/9, 14/12; số liệu cộng dồn từ ngày 15/12 năm trước."
        ),
        _government,
    ),
    Template.QUARTERS: Pattern(
        said("Bốn quý"),
        said("Chốt số liệu ngày 14/3, 14/6, 14/9, 14/12; mỗi kỳ tính từ sau kỳ trước."),
        _quarters,
    ),
    Template.EARLY: Pattern(
        said("Quý I, 6 tháng, Quý III, năm – nộp sớm"),
        said("Nộp trước ngày 28/2, 30/5, 30/8 và 05/12, như Kế hoạch của tỉnh Lào Cai năm 2020."),
        _early,
    ),
    Template.MONTHS: Pattern(
        said("Hằng tháng"), said("Mười hai kỳ, chốt số liệu ngày 14 mỗi tháng."), _months
    ),
    Template.ONCE: Pattern(
        said("Một lần trong năm"), said("Một kỳ; sửa ngày chốt số liệu và hạn nộp cho đúng."), _once
    ),
}


def propose(template: Template, year: int, *, with_districts: bool) -> list[PlannedPeriod]:
    """Return the periods of a year by a template, in the order of their closing days."""
    periods = PATTERNS[template].periods(year)
    if with_districts:
        return list(periods)
    return [replace(one, due_district_on=None) for one in periods]
