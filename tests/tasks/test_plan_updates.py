"""The page of what changed above: old beside new, taken or kept row by row."""

from typing import Any

import pytest

from plans.models import Plan
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A commune's draft, and a framework whose next version has another row 1 and no row 2."""

    def __init__(self) -> None:
        province = factories.province()
        framework = deriving.framework(province)
        commune = factories.commune(parent=province)
        self.plan = deriving.derived(framework, commune)
        self.client = factories.signed_in(factories.officer(commune))
        self.amended = deriving.Amended(framework)
        self.address = f"/plans/{self.plan.pk}/updates/"

    def amend(self) -> Plan:
        self.amended.change(1, text="Việc đã sửa")
        self.amended.row(2).delete()
        return self.amended.issue()

    def send(self, answer: str) -> Any:
        return self.client.post(self.address, {"answer": answer}, follow=True)

    def page(self) -> str:
        return self.client.get(self.address).content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_nothing_to_answer_is_said(facts: Facts) -> None:
    assert "Không có thay đổi nào chờ trả lời" in facts.page()
    assert facts.address not in facts.client.get(facts.plan.get_absolute_url()).content.decode()


def test_old_stands_beside_new(facts: Facts) -> None:
    newest = facts.amend()

    shown = facts.page()

    for words in (
        f'<a href="{newest.get_absolute_url()}">',
        "Nhận tất cả 2 thay đổi",
        "- Niêm yết công khai.",
        "Việc đã sửa",
        "không còn dòng này",
    ):
        assert words in shown
    for page in (facts.plan.get_absolute_url(), f"/plans/{facts.plan.pk}/rows/"):
        assert facts.address in facts.client.get(page).content.decode()


def test_row_is_taken_over(facts: Facts) -> None:
    newest = facts.amend()

    answer = facts.send(f"take-{newest.tasks.get().pk}")

    assert "Đã nhận 1 thay đổi từ cấp trên." in answer.content.decode()
    assert facts.plan.tasks.get(position=1).text == "Việc đã sửa"
    assert facts.plan.tasks.count() == 2


@pytest.mark.parametrize(("word", "left"), [("take", 1), ("keep", 2)])
def test_all_are_answered_at_once(facts: Facts, word: str, left: int) -> None:
    facts.amend()

    facts.send(f"{word}-all")

    assert facts.plan.tasks.count() == left
    assert "Không có thay đổi nào chờ trả lời" in facts.page()


def test_issued_plan_is_kept_and_says_how_to_go_on(facts: Facts) -> None:
    facts.plan = deriving.issued(facts.plan)
    facts.amend()

    shown = facts.page()
    refused = facts.send("take-all").content.decode()
    facts.send("keep-all")

    assert "Kế hoạch này đã ban hành nên được giữ nguyên văn." in shown
    assert f"/plans/{facts.plan.pk}/amend/" in shown
    assert "take-all" not in shown
    assert "muốn đổi nội dung thì lập bản sửa đổi, bổ sung" in refused
    assert facts.plan.tasks.count() == 2
    assert "Không có thay đổi nào chờ trả lời" in facts.page()


@pytest.mark.parametrize("answer", ["", "take", "take-", "drop-1", "take-x", "keep-9999999999"])
def test_nonsense_answers_nothing(facts: Facts, answer: str) -> None:
    facts.amend()

    assert facts.send(answer).status_code == 404


def test_answer_about_a_row_of_another_plan_changes_nothing(facts: Facts) -> None:
    facts.amend()

    answer = facts.send(f"take-{facts.plan.tasks.get(position=1).pk}")

    assert "Đã nhận 0 thay đổi" in answer.content.decode()
    assert facts.plan.tasks.count() == 2
