"""A step pressed in two tabs with different words: the second is told, and shows both texts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import Submission
from tasks.models.submissions import ReturnReason
from tests import factories
from tests.tasks.report_pages import Facts, plain

pytestmark = pytest.mark.django_db
ONE, TWO = "Lần một", "Lần hai, đã sửa số"
WORDS = {"limits": "Chậm", "next_period": "Làm tiếp", "proposals": "Không"}
STEPS: dict[str, tuple[str, str, dict[str, str], dict[str, str]]] = {
    "propose": ("draft", "officer", {"results": ONE}, {"results": TWO}),
    "submit": ("draft", "leader", {"results": ONE}, {"results": TWO}),
    "send_back": ("proposed", "leader", {"comment": ONE}, {"comment": TWO}),
    "return": (
        "submitted",
        "reviewer",
        {"comment": ONE, "reason": "no_evidence"},
        {"comment": TWO, "reason": "wrong_figures"},
    ),
    "take_back": ("accepted", "reviewer", {"comment": ONE}, {"comment": TWO}),
}
"""From where, whose, and what is typed in each of two tabs."""


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def brought_to(facts: Facts, stage: str) -> int:
    """Bring the report to a stage; return the version that both tabs show."""
    if stage == "proposed":
        facts.send(facts.officer, "propose", **WORDS)
    elif stage != "draft":
        factories.submission(facts.plan, facts.period, state=stage)
    report = Submission.objects.first()
    return report.version if report else 0


@pytest.mark.parametrize("step", STEPS)
def test_second_tab_is_refused_and_shows_both_texts(facts: Facts, step: str) -> None:
    stage, person, first, second = STEPS[step]
    client = factories.signed_in(getattr(facts, person))
    shared: dict[str, Any] = {"step": step, "version": brought_to(facts, stage), **WORDS}
    assert client.post(facts.address, shared | first).status_code == 302
    stands = Submission.objects.values().get()

    response = client.post(facts.address, shared | second)

    assert response.status_code == 409
    page, shown = response.content.decode(), plain(response)
    assert "Nội dung gửi lần này chưa được lưu." in shown
    assert f'<blockquote class="lines">{ONE}</blockquote>' in page
    assert f'<blockquote class="lines">{TWO}</blockquote>' in page
    if step == "return":
        assert f"Lý do trả lại: bản của tôi {ReturnReason.WRONG_FIGURES.label}" in shown
    assert Submission.objects.values().get() == stands


@pytest.mark.parametrize("step", STEPS)
def test_same_words_again_are_one_step(facts: Facts, step: str) -> None:
    stage, person, first, _ = STEPS[step]
    client = factories.signed_in(getattr(facts, person))
    sent: dict[str, Any] = {"step": step, "version": brought_to(facts, stage), **WORDS, **first}

    assert [client.post(facts.address, sent).status_code for _ in range(2)] == [302, 302]
    assert ONE in facts.page(getattr(facts, person))


# Many in one act


def bulk(facts: Facts) -> tuple[Client, str, dict[str, str]]:
    factories.submission(facts.plan, facts.period)
    chosen = ",".join(f"{one.pk}-{one.version}" for one in Submission.objects.all())
    return factories.signed_in(facts.reviewer), reverse("tasks:report-return"), {"chosen": chosen}


def test_many_returned_in_the_other_tab_are_no_success(facts: Facts) -> None:
    client, address, chosen = bulk(facts)
    first, second = ({**chosen, "reason": "other", "comment": text} for text in (ONE, TWO))
    assert client.post(address, first).status_code == 302

    response = client.post(address, second)

    shown = plain(response)
    assert response.status_code == 409
    assert "Không còn báo cáo Quý IV/2026 nào để trả lại" in shown
    assert f"trả lại: {ONE}" in shown
    assert f"Ý kiến đã nhập, chưa được lưu {TWO}" in shown
    assert facts.report.comment == ONE


@pytest.mark.parametrize("name", ["return", "accept"])
def test_look_at_what_moved_on_asks_for_nothing(facts: Facts, name: str) -> None:
    client, address, chosen = bulk(facts)
    client.post(address, {**chosen, "reason": "other", "comment": ONE})

    shown = plain(client.get(reverse(f"tasks:report-{name}"), chosen))

    assert "0 báo cáo" not in shown
    assert "Không còn báo cáo Quý IV/2026 nào để" in shown
    assert "Về danh sách chờ duyệt" in shown
