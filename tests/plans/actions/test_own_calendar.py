"""A plan that gets a calendar of its own mid-year keeps what it owed and reported before."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.actions import change_period, plan_periods
from plans.calendars import PlannedPeriod
from plans.models import Period, Plan
from plans.models.periods import PeriodKind
from tasks import actions
from tasks.models import Submission
from tests import factories

pytestmark = pytest.mark.django_db
OWN = PlannedPeriod(
    kind=PeriodKind.MONTH,
    year=2026,
    ordinal=10,
    name="Tháng 10/2026",
    data_from=date(2026, 9, 15),
    data_to=date(2026, 10, 14),
    due_commune_on=date(2026, 10, 16),
    due_district_on=None,
    due_province_on=date(2026, 10, 18),
)


class Facts:
    """A province's plan with one row, its third quarter (to 14/9) and its fourth."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.third = factories.period(self.province, ordinal=3)
        self.fourth = factories.period(self.province)
        self.plan = factories.issued_plan(self.province)
        self.by = factories.viewer(factories.reviewer(self.province))

    def plan_own(self, **days: Any) -> Period:
        (made,) = plan_periods(
            territory=self.province,
            plan=self.plan,
            periods=[replace(OWN, **days)],
            by=self.by,
            at=factories.NOW,
        )
        return made

    def report(self, period: Period) -> None:
        factories.recorded(factories.reporting(self.plan)[0], period)

    def owes(self, period: Period) -> bool:
        return Plan.objects.owing_in(period).filter(pk=self.plan.pk).exists()

    def close(self, period: Period) -> None:
        Period.objects.filter(pk=period.pk).update(
            state="closed", closed_at=factories.NOW, closed_by=self.by.user
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_periods_before_the_plans_own_are_still_owed(facts: Facts) -> None:
    facts.report(facts.third)
    facts.close(facts.third)

    own = facts.plan_own()

    assert facts.owes(facts.third)
    assert not facts.owes(facts.fourth)
    assert facts.owes(own)


@pytest.mark.parametrize("how", ["progress", "report", "closed"])
def test_own_calendar_does_not_take_over_what_counts_already(facts: Facts, how: str) -> None:
    if how == "progress":
        facts.report(facts.third)
    elif how == "report":
        Submission.objects.create(plan=facts.plan, unit=facts.plan.issuer, period=facts.third)
    else:
        facts.close(facts.third)

    with pytest.raises(ValidationError, match="số liệu đến hết ngày 14/09/2026; kỳ riêng") as told:
        facts.plan_own(data_from=date(2026, 9, 14))

    assert f"{facts.plan} theo lịch chung đến Quý III/2026" in told.value.messages[0]
    assert not facts.plan.periods.exists()
    assert facts.owes(facts.third)


def test_what_nobody_reported_in_may_be_taken_over_while_it_is_open(facts: Facts) -> None:
    facts.plan_own(data_from=date(2026, 7, 1))

    assert not facts.owes(facts.third)


def test_what_closed_before_the_plan_was_issued_is_no_hindrance(facts: Facts) -> None:
    Plan.objects.filter(pk=facts.plan.pk).update(issued_on=date(2026, 9, 20))
    facts.plan.refresh_from_db()
    facts.close(facts.third)

    assert facts.plan_own(data_from=date(2026, 9, 1)).plan == facts.plan


def test_days_are_not_moved_over_what_was_reported_either(facts: Facts) -> None:
    facts.report(facts.third)
    own = facts.plan_own()

    with pytest.raises(ValidationError, match="kỳ riêng của kế hoạch bắt đầu sau ngày đó"):
        change_period(
            period=own, days=replace(OWN, data_from=date(2026, 9, 1)), by=facts.by, at=factories.NOW
        )
    third = PlannedPeriod(
        kind=PeriodKind.QUARTER,
        year=2026,
        ordinal=3,
        name="Quý III/2026",
        data_from=facts.third.data_from,
        data_to=date(2026, 9, 15),
        due_commune_on=facts.third.due_commune_on,
        due_district_on=None,
        due_province_on=facts.third.due_province_on,
    )
    with pytest.raises(ValidationError, match="kỳ riêng của kế hoạch bắt đầu sau ngày đó"):
        change_period(period=facts.third, days=third, by=facts.by, at=factories.NOW)

    own.refresh_from_db()
    facts.third.refresh_from_db()
    assert (own.data_from, facts.third.data_to) == (date(2026, 9, 15), date(2026, 9, 14))


def test_progress_goes_on_in_the_shared_period_that_still_counts(facts: Facts) -> None:
    facts.plan_own()

    facts.report(facts.third)
    with pytest.raises(actions.LockedError, match="không báo cáo trong Quý IV/2026"):
        facts.report(facts.fourth)
