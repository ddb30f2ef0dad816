"""Linking what plans cite: by itself when the cited plan is issued, and by a person."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import Event, Plan, PlanBasis
from plans.models.plans import PlanRelation
from tasks import actions
from tasks.actions.bases import stands
from tasks.reports import issuance
from tests import factories
from tests.tasks.test_cited import NUMBER, Facts, citation

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def issue(plan: Plan) -> Plan:
    return actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def link(basis: PlanBasis, document: Plan | None, relation: str = "", **seen: Any) -> actions.Link:
    """Return what a person chose for a basis that they saw as it stands."""
    return actions.Link(
        basis_id=basis.pk,
        relation=relation or basis.relation,
        document_id=document.pk if document else None,
        stood=seen.get("stood", stands(basis)),
    )


def choose(plan: Plan, *links: actions.Link, by: Any = None) -> list[PlanBasis]:
    person = by or factories.officer(plan.territory)
    return actions.link_bases(plan=plan, links=links, by=factories.viewer(person), at=factories.NOW)


def test_commune_that_issued_first_counts_once_the_province_issues(facts: Facts) -> None:
    basis = citation(facts.plan)

    issue(facts.above)

    basis.refresh_from_db()
    assert (basis.document, basis.relation) == (facts.above, PlanRelation.CARRIES_OUT)
    reviewer = factories.reviewer(facts.province)
    found = issuance.build(viewer=factories.viewer(reviewer), plan=facts.above, on=factories.TODAY)
    assert [(row.plan, row.state) for row in found.rows] == [(facts.plan, "issued")]
    assert found.owing == ()
    assert not actions.derive_plans(
        framework=facts.above,
        territories=[facts.commune],
        by=factories.viewer(reviewer),
        at=factories.NOW,
    )


def test_trail_of_the_commune_says_what_was_linked(facts: Facts) -> None:
    citation(facts.plan)

    issue(facts.above)

    event = Event.objects.about(facts.plan).get(verb="plan.link")
    assert event.territory == facts.commune
    assert event.sentence == (
        "liên kết căn cứ “Kế hoạch số 80/KH-UBND” với Kế hoạch số 80/KH-UBND"
        " của UBND tỉnh Lạng Sơn, vừa có trong cổng (thực hiện)"
    )


def test_refused_issue_links_nothing(facts: Facts) -> None:
    basis = citation(facts.plan)
    Plan.objects.filter(pk=facts.above.pk).update(issued_on="2027-01-01")
    PlanBasis.objects.update(issued_on="2027-01-01")

    with pytest.raises(actions.LockedError):
        issue(facts.above)

    basis.refresh_from_db()
    assert basis.document is None


def test_person_links_a_citation_without_number_in_another_relation(facts: Facts) -> None:
    basis = citation(facts.plan, number="", relation=PlanRelation.RESTS_ON)
    issue(facts.above)
    before = Plan.objects.values().get(pk=facts.plan.pk)

    changed = choose(facts.plan, link(basis, facts.above, PlanRelation.CARRIES_OUT))

    assert changed == [basis]
    basis.refresh_from_db()
    assert (basis.document, basis.relation) == (facts.above, PlanRelation.CARRIES_OUT)
    assert basis.text == "Kế hoạch số 80/KH-UBND"
    assert Plan.objects.values().get(pk=facts.plan.pk) == before
    assert Event.objects.about(facts.plan).get(verb="plan.link").sentence == (
        "liên kết căn cứ “Kế hoạch số 80/KH-UBND” với Kế hoạch số 80/KH-UBND"
        " của UBND tỉnh Lạng Sơn (thực hiện)"
    )


def test_person_takes_a_wrong_link_away(facts: Facts) -> None:
    basis = citation(facts.plan, document=issue(facts.above))

    choose(facts.plan, link(basis, None))

    basis.refresh_from_db()
    assert basis.document is None
    assert "bỏ liên kết căn cứ" in Event.objects.about(facts.plan).get(verb="plan.link").sentence


def test_nothing_chosen_anew_writes_nothing(facts: Facts) -> None:
    basis = citation(facts.plan)
    events = Event.objects.count()

    assert choose(facts.plan, link(basis, None)) == []
    assert Event.objects.count() == events


def test_what_somebody_linked_meanwhile_is_not_overwritten(facts: Facts) -> None:
    basis = citation(facts.plan)
    seen = stands(basis)
    other = factories.issued_plan(facts.province, number="5/KH-UBND")
    issue(facts.above)

    with pytest.raises(actions.ConflictError):
        choose(facts.plan, link(basis, other, stood=seen))
    assert choose(facts.plan, link(basis, facts.above, stood=seen)) == [], "both chose the same"
    assert choose(facts.plan, link(basis, None, stood=seen)) == [], "this one chose nothing"

    basis.refresh_from_db()
    assert basis.document == facts.above


@pytest.mark.parametrize("why", ["a draft", "of another province", "of a neighbour", "itself"])
def test_plan_that_cannot_be_meant_is_refused(facts: Facts, why: str) -> None:
    basis = citation(facts.plan)
    chosen = {
        "a draft": facts.above,
        "of another province": factories.issued_plan(factories.province("Tỉnh khác")),
        "of a neighbour": factories.issued_plan(factories.commune(parent=facts.province)),
        "itself": facts.plan,
    }[why]

    with pytest.raises(actions.LockedError, match="không còn trong danh sách"):
        choose(facts.plan, link(basis, chosen))

    basis.refresh_from_db()
    assert basis.document is None


def test_relation_changes_while_a_link_out_of_sight_is_kept(facts: Facts) -> None:
    basis = citation(facts.plan, document=facts.above, relation=PlanRelation.RESTS_ON)

    choose(facts.plan, link(basis, facts.above, PlanRelation.CARRIES_OUT))

    basis.refresh_from_db()
    assert (basis.document, basis.relation) == (facts.above, PlanRelation.CARRIES_OUT)


@pytest.mark.parametrize("relation", [PlanRelation.AMENDS, PlanRelation.REPLACES])
def test_issued_plan_takes_no_others_place_after_the_fact(facts: Facts, relation: str) -> None:
    old = factories.issued_plan(facts.commune, number="5/KH-UBND")
    basis, kept = citation(facts.plan), citation(facts.plan, relation=relation)

    with pytest.raises(actions.LockedError, match="sửa đổi hay thay thế"):
        choose(facts.plan, link(basis, old, relation))
    with pytest.raises(actions.ConflictError):
        choose(facts.plan, link(kept, old))

    draft = factories.plan(facts.commune)
    choose(draft, link(citation(draft), old, relation))
    actions.issue_plan(plan=draft, by=None, at=factories.NOW)
    old.refresh_from_db()
    assert old.state == Plan.State.REPLACED


def test_basis_of_another_plan_is_not_reached(facts: Facts) -> None:
    other = factories.issued_plan(factories.commune(parent=facts.province))
    foreign = citation(other)
    issue(facts.above)
    PlanBasis.objects.update(document=None)

    with pytest.raises(actions.ConflictError):
        choose(facts.plan, link(foreign, facts.above))


def test_who_may_not_edit_the_plan_links_nothing(facts: Facts) -> None:
    basis = citation(facts.plan)
    factories.officer(facts.commune)

    for person in (factories.reviewer(facts.province), factories.officer(facts.province)):
        with pytest.raises(PermissionDenied):
            choose(facts.plan, link(basis, None), by=person)


def test_hand_typed_number_of_the_province_is_compared_cleaned(facts: Facts) -> None:
    Plan.objects.filter(pk=facts.above.pk).update(number="080/KH – UBND")
    basis = citation(facts.plan, number=NUMBER)

    issue(facts.above)

    basis.refresh_from_db()
    assert basis.document == facts.above
