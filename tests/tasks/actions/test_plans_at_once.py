"""Two people at the same moment: a plan is issued once, amended once, sent down once."""

from typing import Any

import pytest

from plans.models import Event, Plan
from tasks import actions
from tasks.models import Assignment
from tests import factories
from tests.tasks import deriving
from tests.tasks.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def refusals(outcomes: list[Any]) -> int:
    return sum(isinstance(one, actions.LockedError) for one in outcomes)


def test_plan_is_issued_once() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    by = factories.viewer(factories.leader(plan.territory))

    def issue() -> Plan:
        return actions.issue_plan(plan=Plan.objects.get(pk=plan.pk), by=by, at=factories.NOW)

    assert refusals(at_once([issue] * 4)) == 3
    assert Assignment.objects.count() == 1
    assert Event.objects.filter(verb="plan.issue").count() == 1


def test_plan_is_amended_once() -> None:
    plan = factories.issued_plan(factories.commune())
    by = factories.viewer(factories.leader(plan.territory))

    def amend() -> Plan:
        return actions.amend_plan(plan=plan, by=by, at=factories.NOW)

    assert refusals(at_once([amend] * 4)) == 3
    assert Plan.objects.count() == 2


def test_communes_get_one_draft_each() -> None:
    province = factories.province()
    above = deriving.framework(province)
    communes = [factories.commune(parent=province) for _ in range(3)]
    by = factories.viewer(factories.reviewer(province))

    def derive() -> int:
        drafts = actions.derive_plans(
            framework=above, territories=communes, by=by, at=factories.NOW
        )
        return len(drafts)

    assert sorted(at_once([derive] * 3), key=str) == [0, 0, 3]
    assert Plan.objects.filter(state=Plan.State.DRAFT).count() == 3
