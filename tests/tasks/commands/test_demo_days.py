"""The demonstration on other days of the year, and the year that its illustrations are of."""

from datetime import date, datetime, time
from typing import Any

import pytest

from plans.models import Event, Period, Plan
from tasks import demo
from tasks.demo.told import in_year_of
from tasks.models import Submission
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "year", "open_ones"),
    [
        (date(2026, 12, 16), 2027, {"Quý I/2027"}),
        (date(2026, 3, 17), 2026, {"Quý I/2026", "Quý II/2026"}),
    ],
)
def test_any_day_of_the_year_will_do(day: date, year: int, open_ones: set[str]) -> None:
    at = datetime.combine(day, time(7), tzinfo=NOW.tzinfo)

    demo.load(at=at, with_people=True)

    plans = Plan.objects.filter(is_illustration=True)
    assert set(plans.values_list("year_from", flat=True)) == {year}
    assert {one.name for one in Period.objects.open()} == open_ones
    assert not Event.objects.filter(at__gt=at).exists()
    assert Submission.objects.filter(state="submitted").exists()


def test_year_of_an_illustration_moves_and_no_other() -> None:
    described: dict[str, Any] = {
        "years": [2026, 2026],
        "issued_on": "2026-01-15",
        "subject": "PAPI năm 2026, tiếp Kế hoạch ngày 30/5/2024, số 12026/KH",
        "rows": [{"deadline": {"raw": "Trước ngày 05/12/2026", "end": "2026-12-05"}, "n": 2}],
    }

    moved = in_year_of(described, date(2027, 12, 20))

    assert moved == {
        "years": [2028, 2028],
        "issued_on": "2027-12-20",
        "subject": "PAPI năm 2028, tiếp Kế hoạch ngày 30/5/2024, số 12026/KH",
        "rows": [{"deadline": {"raw": "Trước ngày 05/12/2028", "end": "2028-12-05"}, "n": 2}],
    }
