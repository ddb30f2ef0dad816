"""Which report stands for all that a commune owes for a period."""

from datetime import date, timedelta

import pytest

from plans import actions
from plans.models import Period, Territory, Unit, User
from plans.owing import plans_owing
from tasks.models import Assignment, Submission
from tasks.reports import handing_in, rollup
from tasks.reports.handing_in import PLACE, UNIT, Report
from tests import factories

pytestmark = pytest.mark.django_db

LATE = date(2026, 12, 31)


class Facts:
    """A province whose plan gives a row each to the UBND and the police of a commune."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.commune = factories.commune(parent=self.province)
        self.units = [factories.committee(self.commune), factories.unit(self.commune)]
        self.plan = factories.issued_plan(self.province, tasks=3)
        for task, unit in zip(self.plan.tasks.order_by("position"), self.units, strict=False):
            factories.given(task, unit, role="lead", reports=True)

    def extend(self, unit: Unit) -> None:
        actions.extend_period(
            period=self.period,
            units=[unit],
            due_on=self.period.due_commune_on + timedelta(days=5),
            reason="Bão lũ",
            by=factories.viewer(factories.reviewer(self.province)),
            at=factories.NOW,
        )

    def stands(self) -> Report:
        return self.all()[PLACE, self.commune.pk, self.period.pk]

    def all(self) -> dict[handing_in.Owner, Report]:
        periods = list(Period.objects.all())
        rows = Assignment.objects.all()
        return handing_in.by_owner(rows, periods, plans_owing(periods), on=LATE)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.mark.parametrize("extended", [0, 1])
def test_of_two_not_handed_in_the_later_one_stands(facts: Facts, extended: int) -> None:
    facts.extend(facts.units[extended])

    assert facts.stands().unit == facts.units[1 - extended].pk


@pytest.mark.parametrize("accepted", [0, 1])
def test_what_is_not_handed_in_stands_for_what_is(facts: Facts, accepted: int) -> None:
    factories.submission(
        facts.plan, facts.period, unit=facts.units[accepted], state=Submission.State.ACCEPTED
    )

    assert facts.stands().unit == facts.units[1 - accepted].pk


def test_of_two_alike_the_first_plan_and_unit_stand(facts: Facts) -> None:
    second = factories.issued_plan(facts.province, tasks=1)
    factories.given(second.tasks.get(), facts.units[0], role="lead", reports=True)

    assert (facts.stands().plan, facts.stands().unit) == (facts.plan.pk, facts.units[0].pk)


def test_who_sees_some_of_a_commune_is_told_of_these_alone(facts: Facts) -> None:
    police = facts.units[1]
    factories.submission(facts.plan, facts.period, unit=police, state=Submission.State.ACCEPTED)

    def state(person: User) -> str:
        viewer = factories.viewer(person)
        (row,) = rollup.build(viewer=viewer, period=facts.period, on=LATE).communes.rows
        return row.report.state

    assert state(factories.member(police)) == Submission.State.ACCEPTED
    assert state(factories.reviewer(facts.province)) == handing_in.MISSING


def test_communes_and_departments_alone_are_told_of(facts: Facts) -> None:
    district = Territory.objects.create(
        level=Territory.Level.DISTRICT, code="999", name="Huyện Cũ", parent=facts.province
    )
    last = facts.plan.tasks.order_by("position").last()
    assert last is not None
    factories.given(last, factories.committee(district), role="lead", reports=True)

    assert set(facts.all()) == {
        (PLACE, facts.commune.pk, facts.period.pk),
        (UNIT, facts.plan.issuer_id, facts.period.pk),
    }
