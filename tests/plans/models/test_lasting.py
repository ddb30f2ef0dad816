"""What holds from one day to another."""

from datetime import date

import pytest

from plans.models import Territory
from tests import factories

FIRST, LAST = date(2025, 7, 1), date(2026, 6, 30)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "holds"),
    [
        pytest.param(date(2025, 6, 30), False, id="the day before"),
        pytest.param(FIRST, True, id="the first day"),
        pytest.param(LAST, True, id="the last day"),
        pytest.param(date(2026, 7, 1), False, id="the day after"),
    ],
)
def test_both_ends_are_included(on: date, holds: bool) -> None:
    place = factories.province()
    place.valid_from, place.valid_to = FIRST, LAST
    place.save()

    assert Territory.objects.in_force(on).exists() is holds


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(1, 1, 1), date(9999, 12, 31)])
def test_open_ends_know_no_limit(on: date) -> None:
    place = factories.province()

    assert Territory.objects.in_force(on).get() == place
