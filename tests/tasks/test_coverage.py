"""The page of what all plans of a year leave uncovered."""

import pytest

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A version of PAPI, and two communes of which one covers less."""

    def __init__(self) -> None:
        self.framework = factories.framework()
        self.province = factories.province()
        self.full, self.thin = (self._plan(name) for name in ("Xã Đủ", "Xã Thiếu"))
        for code in ("1.1", "1.2", "2.1", "2.2"):
            self.full.tasks.get().components.add(factories.component(self.framework, code))
        self.client = factories.signed_in(factories.reviewer(self.province))

    def _plan(self, name: str) -> Plan:
        return factories.issued_plan(factories.commune(name, parent=self.province), number=name)

    def page(self, query: str = "") -> str:
        answer = self.client.get(f"/reports/coverage/{query}")
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_figures_open_the_rows_of_each_plan(facts: Facts) -> None:
    shown = facts.page()

    assert f'<a href="/plans/{facts.thin.pk}/coverage/#missing">4/4</a>' in shown
    assert f'<a href="/plans/{facts.full.pk}/coverage/#missing">0/4</a>' in shown
    assert f'<a href="/plans/{facts.full.pk}/coverage/#unmanned">1</a>' in shown
    assert shown.index("Xã Thiếu") < shown.index("Xã Đủ"), "the least covered comes first"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?show=missing", {"Xã Thiếu"}),
        ("?show=unmanned", {"Xã Thiếu", "Xã Đủ"}),
        ("?show=unled", set()),
        ("?year=2026", {"Xã Thiếu", "Xã Đủ"}),
        ("?year=2027", set()),
    ],
)
def test_list_is_narrowed(facts: Facts, query: str, names: set[str]) -> None:
    shown = facts.page(query)

    assert {name for name in ("Xã Thiếu", "Xã Đủ") if f"số {name}</a>" in shown} == names


def test_sub_indicator_opens_the_plans_without_it(facts: Facts) -> None:
    part = factories.component(facts.framework, "2.1")
    assert f'component={part.pk}">2.1. Thành phần 2.1</a>: 1/2 kế hoạch' in facts.page()

    shown = facts.page(f"?component={part.pk}")

    assert "Kế hoạch chưa có nhiệm vụ cho “2.1. Thành phần 2.1”." in shown
    assert "số Xã Đủ</a>" not in shown


def test_year_without_plans_says_what_to_do(facts: Facts) -> None:
    assert "Chưa có kế hoạch nào của năm 2030 được ban hành" in facts.page("?year=2030")


@pytest.mark.parametrize("query", ["?year=x", "?year=²", "?component=-1", "?year=9999999999"])
def test_nonsense_is_not_found(facts: Facts, query: str) -> None:
    assert facts.client.get(f"/reports/coverage/{query}").status_code == 404
