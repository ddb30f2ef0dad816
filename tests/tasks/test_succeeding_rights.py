"""Plans of a commune that is no more: who of its successors writes them down and records them."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Role
from plans.models import Plan, Succession, Territory, User
from tasks.access import may_draft_for, may_edit_plan, may_issue_plan, territories_to_plan_for
from tests import factories

pytestmark = pytest.mark.django_db
Kind = Succession.Kind
LAST_DAY = date(2026, 6, 30)


class Facts:
    """Xã Liên Hội, ended with a draft, and xã Điềm He that followed it."""

    def __init__(self, kind: str = Kind.WHOLE, last_day: date | None = LAST_DAY) -> None:
        self.new = factories.commune("Xã Điềm He")
        self.old = factories.commune("Xã Liên Hội", parent=self.new.parent)
        self.draft = factories.plan(self.old)
        Territory.objects.filter(pk=self.old.pk).update(valid_to=last_day)
        Succession.objects.create(predecessor=self.old, successor=self.new, kind=kind)

    def rights(self, person: User) -> tuple[bool, bool, bool]:
        """Return whether the person may take in, draft and issue for the old commune."""
        viewer = factories.viewer(person)
        plan = Plan.objects.select_related("territory", "issuer__territory").get(pk=self.draft.pk)
        assert may_edit_plan(viewer, plan) is may_draft_for(viewer, plan.issuer)
        takes_in = territories_to_plan_for(viewer).filter(pk=self.old.pk).exists()
        return takes_in, may_edit_plan(viewer, plan), may_issue_plan(viewer, plan)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OFFICER, (True, True, False)),
        (Role.LEADER, (True, True, True)),
        (Role.AUDITOR, (False, False, False)),
        (Role.REVIEWER, (False, False, False)),
    ],
)
def test_people_of_the_successor_by_role(role: Role, may: tuple[bool, bool, bool]) -> None:
    facts = Facts()

    assert facts.rights(factories.member(factories.committee(facts.new), role)) == may


@pytest.mark.parametrize("kind", [Kind.KEPT, Kind.RENAMED, Kind.WHOLE])
def test_whatever_kept_the_whole_commune_keeps_its_plans(kind: str) -> None:
    facts = Facts(kind)

    assert facts.rights(factories.leader(facts.new)) == (True, True, True)


def test_who_got_a_part_leaves_its_plans_to_the_province() -> None:
    facts = Facts(Kind.PART)
    assert facts.new.parent

    assert facts.rights(factories.leader(facts.new)) == (False, False, False)
    assert facts.rights(factories.reviewer(facts.new.parent)) == (True, True, True)
    assert not Plan.objects.visible_to(factories.viewer(factories.leader(facts.new))).exists()


@pytest.mark.parametrize("last_day", [None, factories.TODAY])
def test_as_long_as_the_commune_stands_its_own_people_keep_its_plans(last_day: date | None) -> None:
    facts = Facts(last_day=last_day)

    assert facts.rights(factories.leader(facts.new)) == (False, False, False)


def test_leader_of_another_unit_of_the_successor_may_nothing() -> None:
    facts = Facts()

    assert facts.rights(factories.member(factories.unit(facts.new), Role.LEADER)) == (
        False,
        False,
        False,
    )


def test_neighbour_may_nothing() -> None:
    facts = Facts()
    neighbour = factories.commune(parent=facts.new.parent)

    assert facts.rights(factories.leader(neighbour)) == (False, False, False)


def test_plan_of_a_body_other_than_the_ubnd_is_not_the_successors() -> None:
    facts = Facts()
    Plan.objects.update(issuer=factories.unit(facts.old, "Công an xã"))
    viewer = factories.viewer(factories.leader(facts.new))

    assert not may_issue_plan(viewer, Plan.objects.get())


def test_who_keeps_a_standing_commune_is_told_without_asking_what_it_was_formed_of(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    facts = Facts()
    viewer = factories.viewer(factories.officer(facts.new))
    committee = factories.committee(facts.new)

    with django_assert_num_queries(0):
        assert may_draft_for(viewer, committee)
