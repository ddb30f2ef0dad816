"""Many reports are returned in one act, with one reason and comment: all or none."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Event, Period
from tasks.models import Submission, SubmissionStep
from tests import factories
from tests.tasks.report_pages import Facts, plain
from tests.tasks.test_report_accept import states, ticked

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:report-return")
SAID = {"reason": "wrong_figures", "comment": "Số liệu chưa khớp phụ lục"}


@pytest.fixture
def facts(db: None) -> Facts:
    made = Facts()
    factories.submission(made.plan, made.period)
    other = factories.issued_plan(factories.commune("Xã Hai", parent=made.province))
    factories.submission(other, made.period)
    return made


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.reviewer)


def test_look_shows_the_chosen_and_asks_why(client: Client) -> None:
    shown = plain(client.get(ADDRESS, ticked()))

    assert "Trả lại 2 báo cáo Quý IV/2026?" in shown
    assert "thiếu minh chứng" in shown
    assert states() == {"submitted"}


def test_chosen_are_returned_with_the_same_words(client: Client) -> None:
    sent = {**ticked(), **SAID}

    response = client.post(ADDRESS, sent, follow=True)
    events = Event.objects.count()
    client.post(ADDRESS, sent)

    assert "Đã trả lại 2 báo cáo." in plain(response)
    assert Event.objects.count() == events
    steps = SubmissionStep.objects.filter(state="returned")
    assert set(steps.values_list("reason", "comment")) == {tuple(SAID.values())}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"comment": " "}, "Viết ý kiến để đơn vị biết cần sửa gì."),
        ({"reason": ""}, "Chọn lý do trả lại trong danh sách."),
        ({"reason": "nonsense"}, "nonsense"),
    ],
)
def test_reason_and_comment_are_needed(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    response = client.post(ADDRESS, {**ticked(), **SAID, **typed})

    assert response.status_code == 422
    assert sentence in plain(response)
    assert states() == {"submitted"}


def test_closed_period_returns_none_and_says_what_to_do(client: Client, facts: Facts) -> None:
    Period.objects.filter(pk=facts.period.pk).update(
        state="closed", closed_at=factories.NOW, closed_by=facts.reviewer
    )

    response = client.post(ADDRESS, {**ticked(), **SAID})

    assert response.status_code == 409
    shown = plain(response)
    assert "gia hạn hoặc mở lại kỳ trước. Chưa báo cáo nào được trả lại." in shown
    assert SAID["comment"] in response.content.decode()
    assert states() == {"submitted"}


def test_only_reviewers_return(facts: Facts) -> None:
    people = facts.people()
    people.pop("reviewer")
    for person in people.values():
        assert factories.signed_in(person).post(ADDRESS, {**ticked(), **SAID}).status_code == 403
    assert Submission.objects.filter(state="submitted").count() == 2
