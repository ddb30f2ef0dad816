"""What the page of a report refuses, in words, and that nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Event
from tasks.models import Submission
from tests import factories
from tests.tasks.report_pages import Facts, plain

pytestmark = pytest.mark.django_db
WORDS = {
    "results": "Đã làm xong",
    "limits": "Chậm",
    "next_period": "Làm tiếp",
    "proposals": "Không",
}
SAID = {"comment": "Ghi rõ số hội nghị", "reason": "not_specific"}


REVIEWING = {"accept", "return", "take_back"}


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("send_back", {"comment": " "}, "Viết ý kiến để cán bộ biết cần sửa gì."),
        ("return", {"comment": "", "reason": "other"}, "Viết ý kiến để đơn vị biết cần sửa gì."),
        ("return", {"comment": "Sửa", "reason": ""}, "Chọn lý do trả lại trong danh sách."),
        ("take_back", {"comment": ""}, "Nêu lý do hủy duyệt."),
    ],
)
def test_step_without_its_words_is_told_what_is_missing(
    facts: Facts, step: str, typed: dict[str, str], sentence: str
) -> None:
    if step == "send_back":
        facts.send(facts.officer, "propose", **WORDS)
    else:
        state = "accepted" if step == "take_back" else "submitted"
        factories.submission(facts.plan, facts.period, state=state)
    person = facts.leader if step == "send_back" else facts.reviewer
    before = Event.objects.count()

    response = facts.send(person, step, **{**WORDS, **typed})

    assert response.status_code == 422
    assert sentence in plain(response)
    assert Event.objects.count() == before


def test_too_long_words_stay_on_the_page(facts: Facts) -> None:
    long = "dài " * 3000

    response = facts.send(facts.officer, "write", **(WORDS | {"results": long}))

    assert response.status_code == 422
    assert long.strip() in response.content.decode()
    assert "cho phép tối đa 10000" in plain(response)


@pytest.mark.parametrize("step", ["write", "propose"])
def test_words_of_two_people_are_shown_side_by_side(facts: Facts, step: str) -> None:
    facts.send(facts.leader, "write", **(WORDS | {"results": "Bản của lãnh đạo"}))
    client = factories.signed_in(facts.officer)
    typed = WORDS | {"results": "Bản của cán bộ", "step": step}

    response = client.post(facts.address, {**typed, "version": 1})

    assert response.status_code == 409
    shown = plain(response)
    assert "Bản của lãnh đạo" in shown
    assert "Bản của cán bộ" in shown
    assert facts.report.results == "Bản của lãnh đạo"
    on_top = client.post(facts.address, {**typed, "version": facts.report.version})
    assert on_top.status_code == 302
    assert facts.report.results == "Bản của cán bộ"


def test_words_typed_while_the_leader_submitted_are_not_lost(facts: Facts) -> None:
    facts.send(facts.leader, "submit", **WORDS)

    response = facts.send(facts.officer, "write", **(WORDS | {"results": "Còn thiếu"}))

    assert response.status_code == 409
    shown = plain(response)
    assert "Báo cáo kỳ này chờ duyệt. Nếu cần sửa, lãnh đạo đơn vị rút báo cáo" in shown
    assert "bản của tôi Còn thiếu" in shown


def test_wrong_words_on_an_old_page_do_not_become_words_on_the_new_one(facts: Facts) -> None:
    facts.send(facts.leader, "write", **WORDS)
    client = factories.signed_in(facts.officer)

    response = client.post(facts.address, {"step": "write", "version": 0, "results": "dài " * 3000})

    assert 'name="version" value="0"' in response.content.decode()


@pytest.mark.parametrize(
    ("state", "step", "sentence"),
    [
        ("none", "withdraw", "Đơn vị chưa có báo cáo của kỳ này để xử lý."),
        ("draft", "accept", "đang soạn, không thể duyệt."),
        ("draft", "send_back", "chưa được trình nên không thể trả lại cho cán bộ."),
        ("accepted", "return", "đã duyệt, không thể trả lại."),
        ("submitted", "submit", "Báo cáo kỳ này chờ duyệt."),
    ],
)
def test_step_out_of_turn_is_told_why(facts: Facts, state: str, step: str, sentence: str) -> None:
    if state != "none":
        factories.submission(facts.plan, facts.period, state=state)
    person = facts.reviewer if step in REVIEWING else facts.leader

    response = facts.send(person, step, **WORDS, **SAID)

    assert response.status_code == 409
    assert sentence in plain(response)


@pytest.mark.parametrize("step", ["", "approve"])
def test_unknown_step_is_a_bad_request(facts: Facts, step: str) -> None:
    assert facts.send(facts.leader, step).status_code == 400


@pytest.mark.parametrize("version", ["", "x", "-5", "99"])
def test_forged_version_is_refused(facts: Facts, version: str) -> None:
    factories.submission(facts.plan, facts.period)

    assert facts.send(facts.reviewer, "accept", version=version).status_code == 409
    assert facts.report.state == "submitted"


@pytest.mark.parametrize("step", ["propose", "submit", "send_back", "accept", "return"])
def test_second_click_answers_with_the_page(facts: Facts, step: str) -> None:
    if step in REVIEWING:
        factories.submission(facts.plan, facts.period)
    elif step == "send_back":
        facts.send(facts.officer, "propose", **WORDS)
    person = {"propose": facts.officer}.get(
        step, facts.reviewer if step in REVIEWING else facts.leader
    )
    report = Submission.objects.first()
    sent = {"step": step, "version": report.version if report else 0, **WORDS, **SAID}
    client: Client = factories.signed_in(person)

    first = client.post(facts.address, sent)
    events = Event.objects.count()
    second = client.post(facts.address, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.count() == events


def test_other_methods_and_strangers_at_the_door(facts: Facts) -> None:
    assert factories.signed_in(facts.officer).put(facts.address).status_code == 405
    assert Client().get(facts.address)["Location"].startswith(reverse("account_login"))
