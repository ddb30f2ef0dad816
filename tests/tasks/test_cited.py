"""Which plan a citation means, asked from the plan that comes into the portal later."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, PlanBasis, Succession, Territory
from plans.models.plans import PlanRelation
from tasks import cited
from tests import factories

pytestmark = pytest.mark.django_db
NUMBER, DAY = "80/KH-UBND", date(2026, 1, 15)


def citation(plan: Plan, **said: Any) -> PlanBasis:
    """Return a basis that cites number 80/KH-UBND of 15/1/2026 of UBND tỉnh, linked to nothing."""
    words: dict[str, Any] = {
        "relation": PlanRelation.CARRIES_OUT,
        "text": "Kế hoạch số 80/KH-UBND",
        "number": NUMBER,
        "issued_on": DAY,
        "issuer_name": "UBND tỉnh",
    }
    position = plan.bases.count() + 1
    return PlanBasis.objects.create(plan=plan, position=position, **{**words, **said})


class Facts:
    """A province about to issue its plan 80/KH-UBND, and an issued plan of a commune below."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.above = factories.plan(self.province, number=NUMBER)
        self.plan = factories.issued_plan(self.commune, number="12/KH-UBND")


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"issuer_name": "Ủy ban nhân dân tỉnh Lạng Sơn"},
        {"issuer_name": ""},
        {"issued_on": None},
        {"number": "080 /KH – UBND"},
        {"relation": PlanRelation.RESTS_ON},
        {"relation": PlanRelation.CONTINUES},
    ],
    ids=str,
)
def test_number_day_and_body_together_name_the_plan(facts: Facts, said: dict[str, Any]) -> None:
    basis = citation(facts.plan, **said)

    assert cited.citing(facts.above) == [basis]


@pytest.mark.parametrize(
    "said",
    [
        {"number": "81/KH-UBND"},
        {"number": "800/KH-UBND"},
        {"number": "80/KH-BCĐ"},
        {"number": ""},
        {"number": "KH-UBND"},
        {"issued_on": date(2026, 1, 16)},
        {"issuer_name": "UBND huyện Văn Quan"},
        {"issuer_name": "UBND xã"},
        {"issued_on": None, "issuer_name": ""},
        {"relation": PlanRelation.REPLACES},
        {"relation": PlanRelation.AMENDS},
    ],
    ids=str,
)
def test_what_does_not_fit_is_left_alone(facts: Facts, said: dict[str, Any]) -> None:
    factories.committee(facts.province)
    citation(facts.plan, **said)

    assert cited.citing(facts.above) == []


def test_number_without_a_day_is_not_of_another_year(facts: Facts) -> None:
    citation(facts.plan, issued_on=None)
    Plan.objects.filter(pk=facts.above.pk).update(year_from=2024, year_to=2024)
    facts.above.refresh_from_db()

    assert cited.citing(facts.above) == []


def test_draft_that_will_replace_is_linked_so_that_its_issue_ends_the_old(facts: Facts) -> None:
    draft = factories.plan(facts.province)
    basis = citation(draft, relation=PlanRelation.REPLACES)

    assert cited.citing(facts.above) == [basis]


def test_link_that_a_person_set_stays(facts: Facts) -> None:
    other = factories.issued_plan(facts.province, number="5/KH-UBND")
    citation(facts.plan, document=other)

    assert cited.citing(facts.above) == []


def test_plan_of_another_province_does_not_mean_this_one(facts: Facts) -> None:
    citation(factories.issued_plan(factories.commune(parent=factories.province("Tỉnh Bắc Kạn"))))

    assert cited.citing(facts.above) == []


def test_two_plans_that_fit_are_not_guessed(facts: Facts) -> None:
    citation(facts.plan, issued_on=None)
    other = factories.issued_plan(facts.province)
    Plan.objects.filter(pk=other.pk).update(number=NUMBER, issued_on=date(2026, 3, 1))

    assert cited.citing(facts.above) == []


def test_plan_of_a_merged_commune_is_meant_by_its_successor(facts: Facts) -> None:
    old = factories.commune("Xã Liên Hội", parent=facts.province)
    Succession.objects.create(predecessor=old, successor=facts.commune, kind="whole")
    plan = factories.plan(old, number=NUMBER)
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
    basis = citation(
        facts.plan, relation=PlanRelation.CONTINUES, issuer_name="Ủy ban nhân dân xã Liên Hội"
    )

    assert cited.citing(plan) == [basis]
    assert cited.citing(facts.above) == []


def test_undated_plan_is_cited_by_nobody(facts: Facts) -> None:
    citation(facts.plan)
    facts.above.issued_on = None

    assert cited.citing(facts.above) == []


@pytest.mark.parametrize("communes", [1, 20])
def test_costs_the_same_for_one_commune_and_for_many(
    facts: Facts, communes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(communes):
        citation(factories.issued_plan(factories.commune(f"Xã {number}", parent=facts.province)))
    above = Plan.objects.select_related("territory", "issuer").get(pk=facts.above.pk)

    with django_assert_num_queries(4):
        assert len(cited.citing(above)) == communes
