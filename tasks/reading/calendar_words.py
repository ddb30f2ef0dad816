"""Days, months, quarters, halves and years as Vietnamese plans write them, told from the text.

Texts are bare (`tasks.reading.bodies.bare`): lower case, without dấu, positions kept.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

_YEAR = r"(?P<year>\d{4})(?!\d)"
_OF_YEAR = rf"(?:\s*(?:/|-|,|,?\s*\bnam\b)\s*(?:nam\s*)?{_YEAR})?"


class Unit(IntEnum):
    """How long the named time is."""

    DAY = 0
    MONTH = 1
    QUARTER = 2
    HALF = 3
    YEAR = 4


_NGAY = r"(?:ngay\s*)?(?P<day>\d{1,2})"
_SLASHED = rf"{_NGAY}\s*/\s*(?P<month>\d{{1,2}})(?:\s*(?:/|\bnam\b)\s*(?P<year>\d{{4}}|\d{{2}}))?"
_FORMS = tuple(
    (unit, re.compile(form))
    for unit, form in (
        (Unit.DAY, rf"{_SLASHED}(?![\d/])"),
        # As spreadsheets and web forms write a day, with the time of the day perhaps.
        (
            Unit.DAY,
            rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[ t]\d\d:\d\d(?::\d\d)?)?(?![\d-])",
        ),
        (Unit.DAY, rf"{_NGAY}\s*([-.])\s*(?P<month>\d{{1,2}})\s*\2\s*{_YEAR}"),
        (Unit.DAY, rf"{_NGAY}\s+thang\s+(?P<month>\d{{1,2}}){_OF_YEAR}(?!\d)(?!\s*lan\b)"),
        (Unit.MONTH, rf"(?:thang|t)[\s.]*(?P<month>\d{{1,2}}){_OF_YEAR}(?![\d/])(?!\s*lan\b)"),
        (Unit.MONTH, rf"(?P<month>\d{{1,2}})\s*[/-]\s*{_YEAR}(?!/)"),
        (Unit.QUARTER, rf"(?:quy|q)[\s.]*(?P<number>iv|i{{1,3}}|[1-4]){_OF_YEAR}(?!\w)"),
        (Unit.HALF, rf"(?:0?6|sau)\s*thang\s*(?P<number>dau|cuoi)(?:\s*nam)?(?:\s*{_YEAR})?"),
        (
            Unit.YEAR,
            rf"(?:trong|het|cuoi|ca|suot|dau|giua)\s+nam(?:\s*{_YEAR})?(?!\s*(?:\d|hoc\b))",
        ),
        (Unit.YEAR, rf"(?:nam\s*)?(?=20){_YEAR}(?!/)"),
    )
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_MONTHS = {"dau": 1, "cuoi": 7}


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Span:
    """A named time with its first and last day."""

    unit: Unit
    at: int
    stop: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a text; the year is None where the words leave it out."""

    unit: Unit
    at: int
    stop: int
    year: int | None
    month: int = 1
    """First month."""
    day: int = 1

    def span(self) -> Span | None:
        """Return the days meant; None without a year, or when the calendar has no such day."""
        try:
            start = end = date(self.year or 0, self.month, self.day)
        except ValueError:
            return None
        if self.unit is not Unit.DAY:
            last = self.month + _MONTHS[self.unit] - 1
            end = date(start.year, last, monthrange(start.year, last)[1])
        return Span(self.unit, self.at, self.stop, start, end)


def time_at(plain: str, at: int) -> Time | None:
    """Return the time that is named exactly here."""
    if at and (plain[at - 1].isalnum() or plain[at - 1] == "/"):
        return None
    for unit, form in _FORMS:
        match = form.match(plain, at)
        if match:
            return _time(unit, match)
    return None


def times(plain: str) -> list[Time]:
    """Return the times that a text names, in their order."""
    found: list[Time] = []
    at = 0
    while at < len(plain):
        time = time_at(plain, at)
        if time:
            found.append(time)
        at = time.stop if time else at + 1
    return found


def _time(unit: Unit, match: re.Match[str]) -> Time:
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    if year is not None and year < 100:
        year += 2000
    month, day = int(said.get("month") or 1), int(said.get("day") or 1)
    if unit is Unit.QUARTER:
        month = 3 * _QUARTERS[said["number"]] - 2
    if unit is Unit.HALF:
        month = _FIRST_MONTHS[said["number"]]
    return Time(unit, match.start(), match.end(), year, month, day)
