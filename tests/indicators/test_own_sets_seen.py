"""A province's own set of criteria is for those who read in that province, and nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Component, Framework
from indicators.versions import Versions
from plans.models import User
from tests import factories
from tests.indicators.own_sets import Facts
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db
NAMES = ("framework-detail", "framework-workbook")


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def administrator() -> Client:
    person = User.objects.create_superuser("quan-tri-bo", full_name="Quản trị")
    return factories.signed_in(person)


def answers(client: Client, made: Framework) -> set[int]:
    places = (reverse(f"indicators:{name}", args=[made.code]) for name in NAMES)
    return {client.get(place).status_code for place in places}


def test_province_its_communes_and_administrators_see_it(facts: Facts) -> None:
    made = facts.take_in()

    officer = factories.signed_in(factories.officer(facts.commune))

    for client in (facts.client, officer, administrator()):
        assert answers(client, made) == {200}
        assert "Bộ tiêu chí riêng của tỉnh Lạng Sơn" in text(
            client.get(reverse("indicators:framework-list"))
        )


def test_for_people_of_another_province_it_does_not_exist(facts: Facts) -> None:
    made = facts.take_in()
    other = Facts("Tỉnh Cao Bằng", "04")
    own = other.take_in(short_name="DDCI")

    listed = text(other.client.get(reverse("indicators:framework-list")))

    assert answers(other.client, made) == {404}
    assert "CCHC cấp xã" not in listed
    assert "DDCI" in listed
    place = reverse("indicators:framework-detail", args=[own.code])
    assert other.client.get(f"{place}?against={made.code}").status_code == 404


def test_only_who_reviews_the_province_takes_one_in(facts: Facts) -> None:
    other = Facts("Tỉnh Cao Bằng", "04")
    officer = factories.signed_in(factories.officer(facts.province))
    listed = reverse("indicators:framework-list")

    assert officer.get(facts.address).status_code == 403
    assert other.client.get(facts.address).status_code == 403
    assert "Nhập bộ tiêu chí riêng" not in text(officer.get(listed))
    assert facts.address in text(facts.client.get(listed))
    assert facts.address in text(administrator().get(listed))


def test_list_may_come_again_from_the_page_of_the_version(facts: Facts) -> None:
    made = facts.take_in()
    officer = factories.signed_in(factories.officer(facts.commune))
    place = reverse("indicators:framework-detail", args=[made.code])

    assert f"{facts.address}?version={made.code}" in text(facts.client.get(place))
    assert "Nhập lại danh sách" not in text(officer.get(place))


def test_versions_are_those_of_the_nation_or_of_one_territory(facts: Facts) -> None:
    made, nation = facts.take_in(), factories.framework()

    code = made.index.code
    assert Versions.of(code).frameworks == ()
    assert Versions.of(code, territory_id=facts.province.pk).frameworks == (made,)
    assert Versions.of("papi").frameworks == (nation,)


def test_own_index_is_measured_by_the_version_of_the_province(facts: Facts) -> None:
    made = facts.take_in()

    found = Component.objects.dimensions().measuring(made.index.code, 2026)

    assert [one.code for one in found] == ["1", "2"]


@pytest.mark.parametrize("more", [0, 4])
def test_questions_of_the_list_do_not_grow(
    facts: Facts, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more + 1):
        facts.take_in(short_name=f"Bộ {number}")
    listed = reverse("indicators:framework-list")
    facts.client.get(listed)

    with django_assert_num_queries(QUESTIONS):
        facts.client.get(listed)


QUESTIONS = 5
