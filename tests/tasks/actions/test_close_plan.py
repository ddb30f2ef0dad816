"""Closing a plan, and issuing one that takes another's place: what ends owes nothing since."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import Event, Period, Plan, PlanBasis, Succession, Territory
from tasks import actions
from tasks.models import Assignment
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
Relation, State = PlanBasis.Relation, Plan.State


def owing(period: Period) -> set[Plan]:
    return set(Plan.objects.all().owing_in(period))


def test_closed_plan_owes_nothing_since_and_all_that_closed_before() -> None:
    commune = factories.commune()
    before, now = (factories.period(commune, ordinal=ordinal) for ordinal in (3, 4))
    plan = factories.issued_plan(commune, number="12/KH-UBND")
    by = factories.viewer(factories.leader(commune))

    closed = actions.close_plan(plan=plan, reason="Hết kinh phí", by=by, at=factories.NOW)

    assert (closed.state, closed.end_reason, closed.ended_on) == (
        State.CLOSED,
        "Hết kinh phí",
        factories.TODAY,
    )
    assert (owing(before), owing(now)) == ({plan}, set())
    assert Assignment.objects.filter(task__plan=plan).exists(), "what was given stays readable"
    event = Event.objects.about(plan).first()
    assert event
    assert (event.verb, event.sentence) == (
        "plan.close",
        "kết thúc Kế hoạch số 12/KH-UBND: Hết kinh phí",
    )


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_closing_needs_a_reason(reason: str) -> None:
    plan = factories.issued_plan(factories.commune())
    by = factories.viewer(factories.leader(plan.territory))

    with pytest.raises(actions.LockedError, match="phải nêu lý do"):
        actions.close_plan(plan=plan, reason=reason, by=by, at=factories.NOW)

    plan.refresh_from_db()
    assert plan.state == State.ISSUED


def test_only_a_plan_in_force_is_closed() -> None:
    plan = factories.plan(factories.commune())
    by = factories.viewer(factories.leader(plan.territory))

    with pytest.raises(actions.LockedError, match="không thể kết thúc: kế hoạch dự thảo"):
        actions.close_plan(plan=plan, reason="Hết việc", by=by, at=factories.NOW)


def test_officer_closes_and_issues_nothing() -> None:
    commune = factories.commune()
    by = factories.viewer(factories.officer(commune))
    draft, issued = factories.plan(commune), factories.issued_plan(commune)

    with pytest.raises(PermissionDenied):
        actions.close_plan(plan=issued, reason="Hết việc", by=by, at=factories.NOW)
    with pytest.raises(PermissionDenied):
        actions.issue_plan(plan=draft, by=by, at=factories.NOW)

    assert set(Plan.objects.values_list("state", flat=True)) == {State.DRAFT, State.ISSUED}


@pytest.mark.parametrize("relation", [Relation.AMENDS, Relation.REPLACES])
def test_replaced_plan_hands_over_to_the_new_one(relation: str) -> None:
    commune = factories.commune()
    before, now = (factories.period(commune, ordinal=ordinal) for ordinal in (3, 4))
    old, new = factories.issued_plan(commune, number="12/KH-UBND"), factories.plan(commune)
    factories.task(new)
    cite(new, old, relation)

    actions.issue_plan(plan=new, by=None, at=factories.NOW)

    old.refresh_from_db()
    assert (old.state, old.ended_on, new.takes_over_on) == (
        State.REPLACED,
        factories.TODAY,
        factories.TODAY,
    )
    assert old.end_reason == f"Thay thế bằng {new} của {new.issuer}"
    assert (owing(before), owing(now)) == ({old}, {new}), "each period is answered for once"
    assert Event.objects.about(old).filter(verb="plan.replaced").count() == 1


def test_plan_of_a_merged_commune_is_closed_by_the_successors() -> None:
    commune = factories.commune()
    gone = factories.commune("Xã Cũ", parent=commune.parent)
    old, new = factories.issued_plan(gone), factories.plan(commune)
    Territory.objects.filter(pk=gone.pk).update(valid_to=factories.TODAY.replace(month=6))
    Succession.objects.create(predecessor=gone, successor=commune, kind=Succession.Kind.PART)
    factories.task(new)
    cite(new, old, Relation.CONTINUES)

    actions.issue_plan(plan=new, by=None, at=factories.NOW)

    old.refresh_from_db()
    assert (old.state, old.ended_on) == (State.CLOSED, factories.TODAY)
    assert old.end_reason == f"Tiếp nhận bằng {new} của UBND xã Điềm He"


def test_draft_that_something_forbids_stays_a_draft_and_ends_nothing() -> None:
    commune = factories.commune()
    old = factories.issued_plan(commune, number="12/KH-UBND")
    Plan.objects.filter(pk=old.pk).update(issued_on=factories.TODAY)
    new = factories.plan(commune, number="12/KH-UBND")
    cite(new, old, Relation.REPLACES)

    with pytest.raises(actions.LockedError, match="Số 12/KH-UBND đã dùng"):
        actions.issue_plan(plan=new, by=None, at=factories.NOW)

    assert list(Plan.objects.order_by("pk").values_list("state", flat=True)) == [
        State.ISSUED,
        State.DRAFT,
    ]
