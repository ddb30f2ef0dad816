"""What the fixtures tell, in the year that runs, and the moments at which it happened."""

import json
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"
Described = dict[str, Any]


def read(name: str) -> Any:
    """Return what a fixture says."""
    return json.loads(Path(FIXTURES / name).read_text(encoding="utf-8"))


def reporting_year(on: date) -> int:
    """Return the reporting year that runs on a day: a year begins on 15/12."""
    return on.year + (on >= date(on.year, 12, 15))


def in_year_of(described: Described, on: date) -> Described:
    """Move an illustration to the reporting year that runs on a day.

    Its own year moves wherever it stands by itself, in words, days and numbers; other years stay:
    they are those of real documents. No plan is issued before its date.
    """
    own, year = described["years"][0], reporting_year(on)
    alone = re.compile(rf"(?<!\d){own}(?!\d)")

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: moved(part) for key, part in value.items()}
        if isinstance(value, list):
            return [moved(part) for part in value]
        if isinstance(value, str):
            return alone.sub(str(year), value)
        return year if value == own else value

    said: Described = moved(described)
    said["issued_on"] = min(said["issued_on"], on.isoformat())
    return said


def moment(day: date, hour: int, *, at: datetime) -> datetime:
    """Return an hour of a day, no later than the moment of loading."""
    return min(datetime.combine(day, time(hour), tzinfo=at.tzinfo), at)
