"""Which of the days that a unit was given counts: for what is owed, and for what came in."""

from datetime import date, datetime, timedelta

import pytest

from plans.models import MoreTime
from tests.factories import NOW

DUE = date(2026, 12, 17)
HOUR = timedelta(hours=1)


def day(number: int) -> date:
    return date(2026, 12, number)


@pytest.mark.parametrize(
    ("given", "handed_in_at", "last"),
    [
        ((), None, DUE),
        ((), NOW, DUE),
        (((NOW, day(20)),), None, day(20)),
        (((NOW, day(20)),), NOW, day(20)),
        (((NOW, day(20)),), NOW - HOUR, DUE),
        (((NOW, day(20)), (NOW + HOUR, day(24))), NOW, day(20)),
        (((NOW, day(20)), (NOW + HOUR, day(24))), NOW + HOUR, day(24)),
        (((NOW, day(24)), (NOW + HOUR, day(20))), None, day(20)),
        (((NOW, day(16)),), None, DUE),
    ],
    ids=[
        "nothing given",
        "nothing given, handed in",
        "given",
        "given when handed in",
        "given afterwards",
        "more given afterwards",
        "more given before",
        "less given last",
        "more time is never less",
    ],
)
def test_day_that_counts(
    given: tuple[tuple[datetime, date], ...], handed_in_at: datetime | None, last: date
) -> None:
    assert MoreTime(given).due_on(DUE, handed_in_at=handed_in_at) == last


def test_last_day_given_binds() -> None:
    assert MoreTime(((NOW, day(24)), (NOW, day(20)))).until == day(20)
    assert MoreTime().until is None
