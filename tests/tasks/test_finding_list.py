"""The list of what inspections found."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import User
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:finding-list")


@pytest.fixture
def facts() -> Facts:
    return Facts()


def page(person: User, **query: Any) -> str:
    response = factories.signed_in(person).get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def test_list_says_what_where_until_when_and_how_it_stands(facts: Facts) -> None:
    finding = facts.record(due_on=date(2026, 11, 10))

    shown = page(facts.auditor)

    for words in (
        "Chưa niêm yết thủ tục",
        "UBND xã Điềm He",
        "Kết luận số 12/KL-TTr",
        "10/11/2026",
        "quá hạn 11 ngày",
        "chờ khắc phục",
        finding.get_absolute_url(),
        "Ghi kết luận kiểm tra",
    ):
        assert words in shown


def test_what_is_reported_mended_is_not_late(facts: Facts) -> None:
    facts.answer(facts.record(due_on=date(2026, 11, 10)))

    assert "quá hạn 11 ngày" not in page(facts.auditor)


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("", {"Mở", "Muộn", "Chờ", "Xong"}),
        ("open", {"Mở", "Muộn"}),
        ("late", {"Muộn"}),
        ("answered", {"Chờ"}),
        ("closed", {"Xong"}),
        ("nonsense", {"Mở", "Muộn", "Chờ", "Xong"}),
    ],
)
def test_list_is_narrowed_to_a_state(facts: Facts, show: str, found: set[str]) -> None:
    facts.record(text="Việc Mở")
    facts.record(text="Việc Muộn", due_on=date(2026, 11, 20))
    facts.answer(facts.record(text="Việc Chờ"))
    facts.close(facts.answer(facts.record(text="Việc Xong")))

    shown = page(facts.auditor, show=show)

    assert {word for word in ("Mở", "Muộn", "Chờ", "Xong") if f"Việc {word}" in shown} == found
    assert "Quá hạn khắc phục <b>1</b>" in shown


def test_list_is_narrowed_to_a_place(facts: Facts) -> None:
    other = factories.commune("Xã Khác", parent=facts.province)
    facts.record()
    facts.record(unit=factories.committee(other), text="Ở nơi khác")

    shown = page(facts.auditor, territory=other.pk)

    assert "Ở nơi khác" in shown
    assert "Chưa niêm yết thủ tục" not in shown
    assert "Không có kết luận nào như vậy" in page(facts.auditor, territory=999_999_999)


def test_unit_sees_its_own_findings_only(facts: Facts) -> None:
    other = factories.commune("Xã Khác", parent=facts.province)
    facts.record()
    facts.record(unit=factories.committee(other), text="Ở nơi khác")

    shown = page(facts.officer)

    assert "Chưa niêm yết thủ tục" in shown
    assert "Ở nơi khác" not in shown
    assert "Xã Khác" not in shown
    assert "Ghi kết luận kiểm tra" not in shown


def test_empty_list_says_what_belongs_here(facts: Facts) -> None:
    assert "Chưa có kết luận kiểm tra nào" in page(facts.officer)


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30])
def test_nonsense_place_finds_nothing(facts: Facts, value: str) -> None:
    client = factories.signed_in(facts.auditor)

    assert client.get(ADDRESS, {"territory": value}).status_code == 404


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_list_costs_the_same_for_one_finding_and_for_many(
    facts: Facts, django_assert_num_queries: Any
) -> None:
    client = factories.signed_in(facts.auditor)
    for number in range(1, 61):
        place = factories.commune(f"Xã {number}", parent=facts.province)
        facts.record(unit=factories.committee(place), task=factories.issued_plan(place).tasks.get())
        if number in {1, 60}:
            with django_assert_num_queries(7):
                assert client.get(ADDRESS).status_code == 200
