"""Reporting periods: when they are due, and which came before."""

from datetime import date

import pytest

from plans.models import Period
from plans.models.periods import with_before
from tests import factories

pytestmark = pytest.mark.django_db


def before(period: Period) -> Period | None:
    found, earlier = with_before(period.pk, Period.objects.all())
    assert found == period
    return earlier


@pytest.mark.parametrize(
    ("level", "day"),
    [
        ("commune", date(2026, 12, 17)),
        ("district", date(2026, 12, 18)),
        ("province", date(2026, 12, 20)),
    ],
)
def test_each_level_has_its_due_day(level: str, day: date) -> None:
    period = factories.period(factories.province())
    period.due_district_on = date(2026, 12, 18)

    assert period.due_on(level) == day


def test_district_without_a_day_of_its_own_is_due_with_the_province() -> None:
    period = factories.period(factories.province())

    assert period.due_on("district") == period.due_province_on


def test_period_before_is_the_latest_that_ended() -> None:
    place = factories.province()
    first, second, third = (factories.period(place, ordinal=n) for n in (1, 2, 3))

    assert before(third) == second
    assert before(second) == first
    assert before(first) is None


def test_period_that_is_not_among_these_is_not_found() -> None:
    planned = factories.period(factories.province(), state="planned")

    with pytest.raises(Period.DoesNotExist):
        with_before(planned.pk, Period.objects.open())


def test_cumulative_period_follows_what_closed_before_it() -> None:
    place = factories.province()
    quarter, half, third = (factories.period(place, ordinal=n) for n in (1, 2, 3))
    Period.objects.filter(pk=half.pk).update(kind="half", ordinal=1, data_from=quarter.data_from)
    half.refresh_from_db()

    assert before(half) == quarter
    assert before(third) == half


def test_of_two_that_closed_on_one_day_the_same_kind_is_before() -> None:
    place = factories.province()
    quarter, half, third = (factories.period(place, ordinal=n) for n in (1, 2, 3))
    Period.objects.filter(pk=half.pk).update(
        kind="half",
        ordinal=1,
        data_from=quarter.data_from,
        data_to=quarter.data_to,
        due_commune_on=quarter.due_commune_on,
    )

    assert before(third) == quarter


def test_calendars_do_not_mix() -> None:
    place = factories.province()
    own = factories.plan(place)
    factories.period(factories.province(), ordinal=1)
    of_plan, of_province = factories.period(place, ordinal=1), factories.period(place, ordinal=2)
    Period.objects.filter(pk=of_plan.pk).update(plan=own)

    assert before(of_province) is None


@pytest.mark.parametrize(
    ("state", "takes"), [("planned", False), ("open", True), ("closed", False)]
)
def test_only_an_open_period_takes_progress(state: str, takes: bool) -> None:
    period = factories.period(factories.province(), state=state)

    assert period.is_open is takes
    assert Period.objects.open().exists() is takes


def test_calendar_is_seen_by_those_it_binds() -> None:
    place = factories.commune()
    period = factories.period(place)

    seen = Period.objects.visible_to(factories.viewer(factories.member(factories.unit(place))))
    unseen = Period.objects.visible_to(factories.viewer(factories.officer(factories.commune())))

    assert list(seen) == [period]
    assert not unseen
