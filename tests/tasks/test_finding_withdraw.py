"""Take back a finding that was written down by mistake."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from plans.access import Role
from plans.models import Event, User
from tasks import actions
from tasks.models import Finding
from tasks.waiting import build
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
State = Finding.State
REASON = "Ghi nhầm đơn vị"


@pytest.fixture
def facts() -> Facts:
    return Facts()


def address(finding: Finding) -> str:
    return reverse("tasks:finding-withdraw", args=[finding.pk])


def post(finding: Finding, person: User, reason: str = REASON) -> Any:
    return factories.signed_in(person).post(address(finding), {"reason": reason})


def shown(finding: Finding, person: User) -> str:
    return factories.signed_in(person).get(finding.get_absolute_url()).content.decode()


def test_who_wrote_it_takes_it_back_with_a_reason_that_stays(facts: Facts) -> None:
    finding = facts.record()
    assert REASON not in factories.signed_in(facts.auditor).get(address(finding)).content.decode()

    assert post(finding, facts.auditor)["Location"] == finding.get_absolute_url()

    finding.refresh_from_db()
    assert (finding.state, finding.verdict) == (State.WITHDRAWN, REASON)
    event = Event.objects.about(finding).latest("pk")
    assert (event.verb, event.actor) == ("finding.withdraw", facts.auditor)
    assert event.sentence == f"rút kết luận kiểm tra: {REASON}"


def test_unit_reads_why_and_has_nothing_left_to_do(facts: Facts) -> None:
    finding = facts.record()
    post(finding, facts.auditor)

    page = shown(finding, facts.officer)

    assert "Lý do rút" in page
    assert REASON in page
    assert "Báo cáo khắc phục" not in page
    assert build(viewer=factories.viewer(facts.officer), on=factories.TODAY) == []
    answer = reverse("tasks:finding-answer", args=[finding.pk])
    assert factories.signed_in(facts.officer).get(answer).status_code == 302


def test_list_shows_what_was_taken_back_apart(facts: Facts) -> None:
    facts.record()
    post(facts.record(text="Ghi nhầm"), facts.auditor)

    client = factories.signed_in(facts.auditor)
    page = client.get(reverse("tasks:finding-list"), {"show": "withdrawn"}).content.decode()

    assert "Ghi nhầm" in page
    assert "Chưa niêm yết thủ tục" not in page


def test_without_a_reason_it_stands(facts: Facts) -> None:
    finding = facts.record()

    response = post(finding, facts.auditor, " ")

    assert response.status_code == 422
    assert "Nêu lý do." in response.content.decode()
    assert Finding.objects.get().state == State.OPEN


def test_double_click_takes_it_back_once(facts: Facts) -> None:
    finding = facts.record()

    for _ in range(2):
        assert post(finding, facts.auditor).status_code == 302

    assert Event.objects.filter(verb="finding.withdraw").count() == 1


@pytest.mark.parametrize("sent_back", [False, True])
def test_what_the_unit_has_reported_on_is_too_late(facts: Facts, sent_back: bool) -> None:
    finding = facts.answer(facts.record())
    if sent_back:
        finding = facts.send_back(finding)
    state = finding.state

    assert factories.signed_in(facts.auditor).get(address(finding)).status_code == 302
    response = factories.signed_in(facts.auditor).post(
        address(finding), {"reason": REASON}, follow=True
    )

    assert "Đơn vị đã báo cáo kết quả khắc phục" in response.content.decode()
    assert Finding.objects.get().state == state
    assert "Rút kết luận" not in shown(finding, facts.auditor)


def test_colleague_who_did_not_write_it_does_not_take_it_back(facts: Facts) -> None:
    finding = facts.record()
    colleague = factories.member(facts.inspectorate, Role.AUDITOR)

    assert "Rút kết luận" in shown(finding, facts.auditor)
    for person, answer in ((colleague, 403), (facts.officer, 403)):
        assert "Rút kết luận" not in shown(finding, person)
        assert post(finding, person).status_code == answer
    assert post(finding, factories.officer(factories.commune())).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.withdraw_finding(
            finding=finding, reason=REASON, by=factories.viewer(colleague), at=factories.NOW
        )
    assert Finding.objects.get().state == State.OPEN


def test_who_no_longer_inspects_does_not_take_it_back(facts: Facts) -> None:
    finding = facts.record()
    facts.auditor.memberships.update(role=Role.SECTOR)

    assert post(finding, facts.auditor).status_code == 404
    assert Finding.objects.get().state == State.OPEN
