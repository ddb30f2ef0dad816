"""Who may draft, issue and close a plan: the people where it is issued, and who stands in."""

import pytest

from plans.access import Role
from plans.models import Plan, Territory, User
from tasks.access import may_draft_for, may_edit_plan, may_issue_plan
from tests import factories

pytestmark = pytest.mark.django_db


def rights(person: User, plan: Plan) -> tuple[bool, bool]:
    """Return whether the person may edit and may issue the plan."""
    viewer = factories.viewer(person)
    return may_edit_plan(viewer, plan), may_issue_plan(viewer, plan)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OFFICER, (True, False)),
        (Role.LEADER, (True, True)),
        (Role.AUDITOR, (False, False)),
        (Role.ADMIN, (False, False)),
    ],
)
def test_people_of_the_ubnd_by_role(role: Role, may: tuple[bool, bool]) -> None:
    plan = factories.plan(factories.commune())

    assert rights(factories.member(plan.issuer, role), plan) == may


def test_leader_of_another_unit_of_the_commune_may_nothing() -> None:
    plan = factories.plan(factories.commune())

    assert rights(factories.member(factories.unit(plan.territory), Role.LEADER), plan) == (
        False,
        False,
    )


@pytest.mark.parametrize("level", [Territory.Level.PROVINCE, Territory.Level.DISTRICT])
def test_reviewer_keeps_the_plans_of_the_own_province_or_district(level: str) -> None:
    place = factories.province()
    if level == Territory.Level.DISTRICT:
        place = Territory.objects.create(level=level, code="188", name="Huyện", parent=place)
    plan = factories.plan(place)
    factories.leader(place)

    assert rights(factories.reviewer(place), plan) == (True, True)


def test_reviewer_at_a_communes_ubnd_does_not_issue_its_plan() -> None:
    plan = factories.plan(factories.commune())

    assert rights(factories.member(plan.issuer, Role.REVIEWER), plan) == (False, False)


def test_reviewer_of_the_province_stands_in_where_a_commune_has_nobody() -> None:
    province = factories.province()
    plan = factories.plan(factories.commune(parent=province))
    reviewer = factories.reviewer(province)
    assert rights(reviewer, plan) == (True, True)

    factories.member(factories.unit(plan.territory), Role.LEADER)
    factories.member(plan.issuer, Role.AUDITOR)
    assert rights(reviewer, plan) == (True, True), "neither of them plans for the UBND"

    member = factories.officer(plan.territory)
    assert rights(reviewer, plan) == (False, False)

    member.memberships.update(valid_to=factories.TODAY.replace(day=20))
    assert rights(reviewer, plan) == (True, True), "whose post has ended is nobody"


def test_reviewer_of_another_province_may_nothing() -> None:
    plan = factories.plan(factories.commune())

    assert rights(factories.reviewer(factories.province()), plan) == (False, False)


def test_superuser_reads_and_plans_nothing() -> None:
    plan = factories.plan(factories.commune())
    person = User.objects.create_superuser("quan-tri", full_name="Quản trị")

    assert rights(person, plan) == (False, False)


def test_drafting_is_asked_by_the_issuing_body_too() -> None:
    commune = factories.commune()

    assert may_draft_for(factories.viewer(factories.officer(commune)), factories.committee(commune))
