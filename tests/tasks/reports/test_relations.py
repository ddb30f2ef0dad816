"""How a plan stands to others, seen from both sides."""

import pytest

from plans.models import Plan, PlanBasis, User
from tasks.reports import relations
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
Relation = PlanBasis.Relation


def seen(plan: Plan, person: User) -> dict[str, tuple[Plan, ...]]:
    found = relations.build(viewer=factories.viewer(person), plan=plan)
    return {one.words: one.plans for one in found}


@pytest.mark.parametrize(
    ("relation", "ahead", "back"),
    [
        (Relation.AMENDS, "Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bằng"),
        (Relation.REPLACES, "Thay thế", "Được thay thế bằng"),
        (Relation.CONTINUES, "Tiếp tục", "Được tiếp tục bằng"),
        (Relation.CARRIES_OUT, "Thực hiện", "Được thực hiện bằng"),
    ],
)
def test_relation_is_said_on_both_sides(relation: str, ahead: str, back: str) -> None:
    commune = factories.commune()
    old, new = (factories.issued_plan(commune) for _ in range(2))
    cite(new, old, relation)
    person = factories.officer(commune)

    assert seen(new, person) == {ahead: (old,)}
    assert seen(old, person) == {back: (new,)}


def test_what_a_plan_only_rests_on_stands_in_its_text() -> None:
    commune = factories.commune()
    old, new = (factories.issued_plan(commune) for _ in range(2))
    cite(new, old, Relation.RESTS_ON)
    cite(new, None, Relation.CARRIES_OUT)
    person = factories.officer(commune)

    assert seen(new, person) == {}
    assert seen(old, person) == {"Được viện dẫn trong": (new,)}


def test_plans_that_may_not_be_read_are_not_named() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    above = factories.issued_plan(province)
    mine, foreign = factories.issued_plan(own), factories.issued_plan(other)
    for plan in (mine, foreign):
        cite(plan, above, Relation.CARRIES_OUT)
    cite(mine, foreign, Relation.REPLACES)

    person = factories.officer(own)

    assert seen(above, person) == {"Được thực hiện bằng": (mine,)}
    assert seen(mine, person) == {"Thực hiện": (above,)}


def test_long_lists_are_cut_and_counted() -> None:
    province = factories.province()
    above = factories.issued_plan(province)
    for _ in range(relations.SHOWN + 3):
        cite(factories.plan(factories.commune(parent=province)), above, Relation.CARRIES_OUT)

    (found,) = relations.build(viewer=factories.viewer(factories.reviewer(province)), plan=above)

    assert (len(found.plans), found.more) == (relations.SHOWN, 3)
