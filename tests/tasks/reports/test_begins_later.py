"""Rows that begin on a day, or pass to a unit's own plan: owed from that day, or until it."""

from datetime import date, timedelta

import pytest

from plans.models import Period, Plan, Territory
from plans.owing import plans_owing
from tasks.models import Assignment, Task
from tasks.reports import handing_in, owing
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def periods() -> list[Period]:
    place = factories.province()
    return [factories.period(place, ordinal=at) for at in (1, 2, 3)]


@pytest.fixture
def place(periods: list[Period]) -> Territory:
    return periods[0].territory


def begins(row: Assignment, day: date) -> None:
    Task.objects.filter(pk=row.task_id).update(starts_on=day)


def passes(row: Assignment, day: date) -> None:
    Assignment.objects.filter(pk=row.pk).update(handed_over_on=day)


def departments_of(place: Territory) -> tuple[Plan, list[Assignment]]:
    """Return a plan of the province of which two departments and its UBND lead a row each."""
    plan = factories.issued_plan(place, tasks=3)
    rows = factories.reporting(plan)
    led = [
        factories.given(
            row.task, factories.unit(place, name, kind="department"), role="lead", reports=True
        )
        for row, name in zip(rows, ("Sở Tư pháp", "Sở Y tế"), strict=False)
    ]
    return plan, led


def test_all_periods_at_once_are_told_what_each_is_told(
    place: Territory, periods: list[Period]
) -> None:
    first, second = (
        factories.issued_plan(factories.commune(name, parent=place), tasks=3)
        for name in ("Xã Một", "Xã Hai")
    )
    later, passed, _ = factories.reporting(first)
    begins(later, periods[1].data_to)
    passes(passed, periods[1].data_to)
    for row in factories.reporting(second):
        begins(row, periods[1].data_to + DAY)
    past = factories.issued_plan(factories.commune("Xã Ba", parent=place), year=2025)
    rows = Assignment.objects.all()
    assert rows.filter(plan=past, reports=True).exists()

    at_once = owing.look_back(periods=periods, rows=rows, plans=Plan.objects.in_bulk())
    each = [one for period in periods for one in owing.build(periods=[period], rows=rows)]

    assert {one.key for one in at_once} == {one.key for one in each}
    told = {(one.period.pk, one.plan.pk): one.total for one in each}
    assert [told.get((one.pk, first.pk)) for one in periods] == [2, 2, 2]
    assert [told.get((one.pk, second.pk)) for one in periods] == [None, None, 3]


def test_department_reports_from_the_period_in_which_its_row_begins(
    place: Territory, periods: list[Period]
) -> None:
    plan, (justice, health) = departments_of(place)
    begins(justice, periods[1].data_to)
    passes(health, periods[1].data_to)
    rows = Assignment.objects.all()

    owed = handing_in.owed(rows, periods, plans_owing(periods))

    in_turn = {
        (period.pk, *row)
        for period in periods
        for row in rows.owed_in(period).values_list("plan", "unit", "unit__territory")
    }
    assert sorted(one[:4] for one in owed) == sorted(in_turn)
    assert [(one.period, one.unit) for one in sorted(owed) if one.unit != plan.issuer_id] == [
        (periods[0].pk, health.unit_id),
        (periods[1].pk, justice.unit_id),
        (periods[2].pk, justice.unit_id),
    ]


def test_rows_of_plans_that_are_known_are_those_of_plans_that_are_asked_for(
    place: Territory, periods: list[Period]
) -> None:
    plan, (justice, _) = departments_of(place)
    begins(justice, periods[2].data_to + DAY)
    factories.issued_plan(factories.commune(parent=place), tasks=2)
    other = factories.province("Tỉnh Cao Bằng", code=factories.free_province_code())
    factories.issued_plan(other)
    period = periods[2]
    known = [one.plan for one in plans_owing([period])]

    found = set(Assignment.objects.owed_in(period, known))

    assert found == set(Assignment.objects.owed_in(period))
    assert {row.plan.territory.line()[-1] for row in found} == {place}
    assert justice not in found
    assert plan.pk in {row.plan_id for row in found}
    assert not Assignment.objects.owed_in(period, []).exists()
