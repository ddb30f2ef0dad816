"""Which plans are versions of one another."""

import pytest

from plans.models import Plan, Territory
from tasks.versions import Versions, upwards
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db


def chain(place: Territory, *relations: str) -> list[Plan]:
    """Return issued plans of which each stands in a relation to the one before."""
    plans = [factories.issued_plan(place)]
    for relation in relations:
        plans.append(factories.issued_plan(place))
        cite(plans[-1], plans[-2], relation)
    return plans


def test_amending_and_replacing_make_versions() -> None:
    place = factories.province()
    first, second, third = chain(place, "amends", "replaces")
    versions = Versions.of(place.pk)

    assert versions.newest(first.pk) == versions.newest(third.pk) == third.pk
    assert versions.until(second.pk) == {first.pk, second.pk}
    for plan in (first, second, third):
        assert versions.all_of(plan) == {first.pk, second.pk, third.pk}


@pytest.mark.parametrize("relation", ["continues", "carries_out", "rests_on"])
def test_other_relations_make_none(relation: str) -> None:
    place = factories.province()
    first, _ = chain(place, relation)

    assert Versions.of(place.pk).all_of(first) == {first.pk}


def test_draft_and_plan_of_another_place_make_none() -> None:
    place = factories.province()
    plan, draft = factories.issued_plan(place), factories.plan(place)
    cite(draft, plan, "amends")
    cite(factories.issued_plan(factories.province()), plan, "replaces")

    assert Versions.of(place.pk).all_of(plan) == {plan.pk}


def test_circle_ends() -> None:
    place = factories.province()
    first, second = chain(place, "replaces")
    cite(first, second, "replaces")

    assert Versions.of(place.pk).all_of(first) == {first.pk, second.pk}
    assert Versions.of(place.pk).newest(first.pk) == first.pk


def test_one_query_reads_them(django_assert_num_queries: object) -> None:
    place = factories.province()
    chain(place, "amends", "amends", "amends")

    with django_assert_num_queries(1):  # type: ignore[operator]
        Versions.of(place.pk)


def test_row_comes_from_each_row_above_it_in_turn() -> None:
    assert list(upwards(3, {3: 2, 2: 1, 1: None})) == [3, 2, 1]
    assert list(upwards(None, {})) == []


def test_rows_that_are_each_others_origin_are_met_once() -> None:
    assert list(upwards(1, {1: 2, 2: 1})) == [1, 2]
