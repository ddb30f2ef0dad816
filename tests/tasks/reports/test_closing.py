"""What closing a period leaves behind: each report of a unit on each of its plans."""

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Period, Unit
from tasks import actions
from tasks.reports import calendar
from tests import factories

pytestmark = pytest.mark.django_db


def missing(period: Period) -> list[tuple[str, str]]:
    return [(one.unit.name, one.plan.number) for one in calendar.closing(period).missing]


def test_unit_that_reported_on_one_of_two_plans_still_owes_the_other() -> None:
    province = factories.province()
    commune, period = factories.commune(parent=province), factories.period(province)
    first = factories.issued_plan(commune, number="11/KH-UBND")
    factories.issued_plan(commune, number="12/KH-UBND")

    assert missing(period) == [
        ("UBND xã Điềm He", "11/KH-UBND"),
        ("UBND xã Điềm He", "12/KH-UBND"),
    ]
    factories.submission(first, period)

    assert missing(period) == [("UBND xã Điềm He", "12/KH-UBND")]
    assert calendar.closing(period).in_review == 1
    assert [one.name for one in calendar.reporting_units(period)] == ["UBND xã Điềm He"]


def test_returned_report_is_missing_again_and_an_accepted_one_is_not() -> None:
    province = factories.province()
    period = factories.period(province)
    for name, state in (("Xã Một", "returned"), ("Xã Hai", "accepted"), ("Xã Ba", "draft")):
        plan = factories.issued_plan(factories.commune(name, parent=province))
        factories.submission(plan, period, state=state)

    found = calendar.closing(period)

    assert [one.unit.name for one in found.missing] == ["UBND xã Ba", "UBND xã Một"]
    assert (found.accepted, found.in_review) == (1, 0)


def test_department_owes_what_it_answers_for_in_the_provinces_plan() -> None:
    province = factories.province()
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert [name for name, _ in missing(factories.period(province))] == ["Sở Y tế"]


@pytest.mark.parametrize("communes", [3, 30])
def test_closing_costs_four_queries_however_many_communes_and_periods(
    communes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    province = factories.province()
    periods = [factories.period(province, ordinal=number) for number in (1, 2, 3)]
    for number in range(communes):
        factories.issued_plan(factories.commune(f"Xã {number}", parent=province))
    factories.submission(factories.issued_plan(factories.commune(parent=province)), periods[0])

    with django_assert_num_queries(4):
        found = calendar.closings(periods)
    assert [len(one.missing) for one in found] == [communes, communes + 1, communes + 1]
    assert [one.in_review for one in found] == [1, 0, 0]
