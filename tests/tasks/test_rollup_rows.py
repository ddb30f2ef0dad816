"""The rows behind a figure of the roll-up."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Territory, User
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:rollup-rows")


def page(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


class Facts:
    """A province with a quarter and two communes; the first owes two rows, the second one."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.communes = [
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        ]
        for commune, tasks in zip(self.communes, (2, 1), strict=True):
            factories.issued_plan(commune, tasks=tasks)
        self.first = factories.reporting(self.communes[0].plans.get())[0]
        self.reviewer = factories.reviewer(self.province)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_rows_say_where_who_what_and_how_far(facts: Facts) -> None:
    factories.recorded(facts.first, facts.period, difficulty="Thiếu kinh phí")

    shown = page(facts.reviewer, f"?territory={facts.communes[0].pk}")

    assert "<h1>Nhiệm vụ Quý IV/2026, xã Một</h1>" in shown
    assert "2 nhiệm vụ, Quý IV/2026" in shown
    for words in ("UBND xã Một", "Đã tổ chức 4 hội nghị", "Thiếu kinh phí", "chưa cập nhật"):
        assert words in shown
    assert facts.first.task.get_absolute_url() in shown


def test_words_that_a_row_was_found_by_are_marked_in_it(facts: Facts) -> None:
    Task.objects.filter(pk=facts.first.task_id).update(title="Họp", text="Công khai thủ tục")

    shown = page(facts.reviewer, "?q=thu+tuc")

    assert "1 nhiệm vụ, Quý IV/2026" in shown
    assert "Công khai <mark>thủ tục</mark>" in shown
    assert "<mark>" not in page(facts.reviewer, "?q=hop")


def test_rows_not_reported_may_be_shown_alone(facts: Facts) -> None:
    factories.recorded(facts.first, facts.period)

    shown = page(facts.reviewer, "?show=missing")

    assert "2 nhiệm vụ, Quý IV/2026" in shown
    assert facts.first.task.get_absolute_url() not in shown


def test_rows_of_a_dimension_bear_its_name(facts: Facts) -> None:
    dimension = factories.component(factories.framework(), "1")
    facts.first.task.components.add(dimension)

    shown = page(facts.reviewer, f"?dimension={dimension.pk}")

    assert "<h1>Nhiệm vụ Quý IV/2026, tỉnh Lạng Sơn</h1>" in shown
    assert '<p class="lead">1. Nội dung 1</p>' in shown
    assert "1 nhiệm vụ, Quý IV/2026" in shown


@pytest.mark.parametrize("name", ["territory", "dimension"])
@pytest.mark.parametrize("value", ["x", "-1", "1.5", "9" * 30, "1 OR 1=1", "%00", "²", "١", "1&"])
def test_nonsense_number_finds_nothing(facts: Facts, name: str, value: str) -> None:
    client = factories.signed_in(facts.reviewer)

    response = client.get(ADDRESS, {name: value})

    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


@pytest.mark.parametrize("query", ["?territory=0", "?territory=999999999", "?dimension=999999999"])
def test_number_of_nothing_shows_no_rows(facts: Facts, query: str) -> None:
    assert "Không có nhiệm vụ nào phù hợp" in page(facts.reviewer, query)


def test_foreign_territory_shows_nothing_not_even_its_name(facts: Facts) -> None:
    own, foreign = facts.communes

    shown = page(factories.officer(own), f"?territory={foreign.pk}")

    assert "Không có nhiệm vụ nào phù hợp" in shown
    assert "Xã Hai" not in shown


def test_colleague_of_another_unit_sees_the_rows_of_that_unit(facts: Facts) -> None:
    police = factories.unit(facts.communes[0])
    type(facts.first).objects.filter(pk=facts.first.pk).update(unit=police)

    assert "1 nhiệm vụ, Quý IV/2026" in page(factories.member(police))


def test_without_a_period_there_is_no_page() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert client.get(ADDRESS).status_code == 404


def test_long_list_comes_in_sheets_that_keep_the_question() -> None:
    commune = factories.commune()
    factories.period(commune)
    factories.issued_plan(commune, tasks=51)
    officer = factories.officer(commune)

    first = page(officer, f"?territory={commune.pk}&show=missing")
    second = page(officer, f"?territory={commune.pk}&show=missing&page=2")

    assert "dòng 1–50 trong 51" in first
    assert f"territory={commune.pk}&amp;show=missing&amp;page=2" in first
    assert "51) Nhiệm vụ 51" not in first
    assert "51) Nhiệm vụ 51" in second


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_rows_take_no_post(facts: Facts) -> None:
    assert factories.signed_in(facts.reviewer).post(ADDRESS).status_code == 405


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        commune: Territory = factories.commune()
        period = factories.period(commune)
        plan = factories.issued_plan(commune, tasks=rows)
        factories.recorded(factories.reporting(plan)[0], period)
        assert commune.parent is not None
        client = factories.signed_in(factories.reviewer(commune.parent))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
