"""The page of who has issued: figures, the list, and which plan is asked about."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A framework due on 15/11; one commune has issued late, one has nothing."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.framework = deriving.framework(self.province)
        Plan.objects.filter(pk=self.framework.pk).update(below_due_on=date(2026, 11, 15))
        self.first, self.second = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.plan = deriving.derived(self.framework, self.first)
        Plan.objects.filter(pk=self.plan.pk).update(
            state="issued", issued_on=date(2026, 11, 18), number="7/KH-UBND"
        )
        self.client = factories.signed_in(factories.reviewer(self.province))

    def page(self, query: str = "") -> str:
        answer = self.client.get(f"/reports/issuance/{query}")
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_page_shows_figures_and_each_commune(facts: Facts) -> None:
    shown = facts.page()

    for words in (
        "Bộ khung nhiệm vụ số 80/BK-UBND, UBND tỉnh Lạng Sơn",
        "hạn ban hành 15/11/2026",
        "quá hạn 6 ngày",
        "muộn 3 ngày",
        "18/11/2026",
        f'<a href="{facts.plan.get_absolute_url()}">Kế hoạch số 7/KH-UBND</a>',
        "Danh sách nhắc (1)",
        f'href="/plans/{facts.framework.pk}/derive/"',
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("issued", {"Xã Một"}),
        ("none", {"Xã Hai"}),
        ("late", {"Xã Một"}),
        ("", {"Xã Một", "Xã Hai"}),
    ],
)
def test_figure_opens_its_communes(facts: Facts, show: str, names: set[str]) -> None:
    shown = facts.page(f"?show={show}")

    assert {name for name in ("Xã Một", "Xã Hai") if f">{name}</a>" in shown} == names


def test_commune_is_searched_for_without_marks_and_state_by_its_words(facts: Facts) -> None:
    shown = facts.page("?q=xa+MOT&show=issued")

    assert ">Xã Một</a>" in shown
    assert ">Xã Hai</a>" not in shown
    assert 'name="q" value="xa MOT"' in shown
    assert '<option value="issued" selected>đã ban hành</option>' in shown
    assert "Không có xã, phường nào như vậy" in facts.page("?q=x%C3%A3+Ba")


@pytest.mark.parametrize("query", ["?q=%00%E2%80%AE", "?page=x&q=" + "a" * 500, "?show=%C2%B2"])
def test_nonsense_in_the_search_does_no_harm(facts: Facts, query: str) -> None:
    assert "Tình hình ban hành" in facts.page(query)


def test_long_list_comes_in_sheets(
    facts: Facts, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    facts.page()
    with CaptureQueriesContext(connection) as few:
        facts.page()
    for number in range(60):
        factories.commune(f"Xã Số {number}", parent=facts.province)

    with django_assert_max_num_queries(len(few)):
        shown = facts.page("?show=none")

    assert "Trang 1/2" in shown
    assert "?show=none&amp;page=2" in shown


def test_empty_figure_says_so(facts: Facts) -> None:
    assert "Không có xã, phường nào như vậy" in facts.page("?show=draft")


def test_another_plan_may_be_asked_about(facts: Facts) -> None:
    other = factories.issued_plan(facts.province, number="81/KH-UBND")

    shown = facts.page(f"?plan={other.pk}")

    assert "chưa đặt hạn ban hành" in shown
    assert f'<option value="{other.pk}" selected>' in shown


@pytest.mark.parametrize("plan", ["0", "x", "²", "9999999999"])
def test_plan_that_is_not_there_is_not_found(facts: Facts, plan: str) -> None:
    assert facts.client.get(f"/reports/issuance/?plan={plan}").status_code == 404


def test_plan_of_a_neighbour_is_not_found(facts: Facts) -> None:
    client = factories.signed_in(factories.officer(facts.second))

    assert client.get(f"/reports/issuance/?plan={facts.plan.pk}").status_code == 404


def test_commune_sees_itself_and_may_send_nothing_down(facts: Facts) -> None:
    facts.client = factories.signed_in(factories.officer(facts.second))

    shown = facts.page()

    assert "Xã Hai" in shown
    assert "Xã Một" not in shown
    assert "/derive/" not in shown


def test_empty_portal_says_what_to_do() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    shown = client.get("/reports/issuance/").content.decode()

    assert "Chưa có kế hoạch cấp tỉnh nào được ban hành trong cổng" in shown
