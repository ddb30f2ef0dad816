"""What a plan comes from, in words."""

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, PlanBasis, Succession
from tasks import actions
from tasks.reports import lineage
from tests import factories
from tests.tasks import deriving
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
Relation = PlanBasis.Relation


def words(plan: Plan) -> str:
    ((found, told),) = lineage.beside([plan])
    assert found == plan
    return told


def test_plan_that_cites_nothing_has_no_words() -> None:
    assert words(factories.plan(factories.commune())) == ""


def test_amending_draft_names_what_it_amends_before_all_else() -> None:
    plan = factories.issued_plan(factories.commune(), number="72/KH-UBND")
    cite(plan, factories.issued_plan(factories.province()), Relation.CARRIES_OUT)
    leader = factories.viewer(factories.leader(plan.territory))

    draft = actions.amend_plan(plan=plan, by=leader, at=factories.NOW)

    assert words(draft) == "sửa đổi, bổ sung Kế hoạch số 72/KH-UBND"


def test_copy_says_of_which_year() -> None:
    plan = factories.issued_plan(factories.commune(), year=2024)
    leader = factories.viewer(factories.leader(plan.territory))

    draft = actions.copy_plan(plan=plan, year=2026, by=leader, at=factories.NOW)

    assert words(draft) == "sao chép từ năm 2024"


def test_derived_draft_names_the_framework_and_its_issuer() -> None:
    commune = factories.commune()
    assert commune.parent

    draft = deriving.derived(deriving.framework(commune.parent), commune)

    assert words(draft) == "thực hiện Bộ khung nhiệm vụ số 80/BK-UBND của UBND tỉnh Lạng Sơn"


def test_carried_over_plan_names_all_it_comes_from() -> None:
    province = factories.province()
    old = [factories.commune(f"Xã {name}", parent=province) for name in ("Một", "Hai")]
    new = factories.commune("Xã Mới", parent=province)
    draft = factories.plan(new)
    for place in old:
        Succession.objects.create(predecessor=place, successor=new, kind="whole")
        plan = factories.issued_plan(place)
        cite(draft, plan, Relation.CONTINUES)
        task = factories.task(draft)
        task.origin = plan.tasks.get()
        task.save()

    assert words(draft) == "tiếp nhận từ UBND xã Một; tiếp nhận từ UBND xã Hai"


def test_plan_that_continues_another_without_its_rows_only_says_so() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    cite(plan, factories.issued_plan(commune, number="9/KH-UBND", year=2025), Relation.CONTINUES)

    assert words(plan) == "tiếp tục Kế hoạch số 9/KH-UBND"


def test_document_outside_the_portal_is_named_as_cited_unless_one_inside_is_known() -> None:
    plan = factories.plan(factories.commune())
    basis = cite(plan, None, Relation.CARRIES_OUT)
    assert words(plan) == ""

    PlanBasis.objects.filter(pk=basis.pk).update(number="15/KH-UBND", issuer_name="UBND tỉnh")
    assert words(plan) == "thực hiện văn bản số 15/KH-UBND của UBND tỉnh"

    cite(plan, factories.issued_plan(factories.province("Tỉnh Lào Cai")), Relation.CARRIES_OUT)
    assert words(plan) == "thực hiện Kế hoạch năm 2026 của UBND tỉnh Lào Cai"


def test_what_a_plan_only_rests_on_says_nothing() -> None:
    plan = factories.plan(factories.commune())
    cite(plan, factories.issued_plan(factories.province()), Relation.RESTS_ON)

    assert words(plan) == ""


def test_many_plans_cost_one_query_and_none_costs_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    commune = factories.commune()
    for number in range(4):
        old = factories.issued_plan(commune, number=f"{number}/KH-UBND")
        cite(factories.plan(commune), old, Relation.REPLACES)
    plans = list(Plan.objects.filter(state=Plan.State.DRAFT))

    with django_assert_num_queries(1):
        told = [words for _, words in lineage.beside(plans)]
    with django_assert_num_queries(0):
        assert lineage.beside([]) == []

    assert told == [f"thay thế Kế hoạch số {number}/KH-UBND" for number in range(4)]
