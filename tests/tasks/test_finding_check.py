"""Look again at what was reported mended."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from plans.models import User
from tasks.models import Finding
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
State = Finding.State


@pytest.fixture
def facts() -> Facts:
    return Facts()


def post(finding: Finding, person: User, **typed: object) -> Any:
    address = reverse("tasks:finding-check", args=[finding.pk])
    sent = {"outcome": "mended", "verdict": "", "due_on": "", "version": 2, **typed}
    return factories.signed_in(person).post(address, sent)


def test_mended_finding_is_closed(facts: Facts) -> None:
    finding = facts.answer(facts.record())

    assert post(finding, facts.auditor)["Location"] == finding.get_absolute_url()
    assert Finding.objects.get().state == State.CLOSED


def test_finding_goes_back_with_a_verdict_and_a_new_day(facts: Facts) -> None:
    finding = facts.answer(facts.record())

    post(finding, facts.auditor, outcome="not_mended", verdict="Thiếu ảnh", due_on="05/12/2030")

    finding.refresh_from_db()
    assert (finding.state, finding.verdict) == (State.OPEN, "Thiếu ảnh")
    assert finding.due_on == date(2030, 12, 5)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "Chọn kết quả kiểm tra lại."),
        ({"outcome": "nonsense"}, "Chọn kết quả kiểm tra lại."),
        ({"outcome": "not_mended"}, "Chưa đạt thì phải nêu còn thiếu gì."),
        (
            {"outcome": "not_mended", "verdict": "Thiếu ảnh", "due_on": "20/11/2026"},
            "ngày 20/11/2026 đã qua",
        ),
        ({"verdict": "x" * 10_001}, "cho phép tối đa 10000"),
    ],
)
def test_verdict_that_cannot_stand_is_told_and_kept_on_the_screen(
    facts: Facts, typed: dict[str, str], sentence: str
) -> None:
    response = post(facts.answer(facts.record()), facts.auditor, **typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed.get("verdict", "") in response.content.decode()
    assert Finding.objects.get().state == State.ANSWERED


def test_proof_completed_meanwhile_is_shown_before_the_verdict_stands(facts: Facts) -> None:
    finding = facts.answer(facts.record())
    facts.answer(finding, "Kèm biên bản số 4")

    response = post(finding, facts.auditor, verdict="Đạt yêu cầu")

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Kèm biên bản số 4" in shown
    assert "Đạt yêu cầu" in shown
    assert post(finding, facts.auditor, version=3).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "1", "-1", "9" * 30])
def test_verdict_on_no_known_version_is_refused(facts: Facts, version: str) -> None:
    finding = facts.answer(facts.record())

    assert post(finding, facts.auditor, version=version).status_code in {409, 422}
    assert Finding.objects.get().state == State.ANSWERED


def test_finding_that_is_not_reported_mended_is_not_looked_at(facts: Facts) -> None:
    finding = facts.record()
    address = reverse("tasks:finding-check", args=[finding.pk])

    client = factories.signed_in(facts.auditor)

    assert client.get(address)["Location"] == finding.get_absolute_url()
    assert post(finding, facts.auditor, version=1).status_code == 422


def test_who_may_not_look_again(facts: Facts) -> None:
    finding = facts.answer(facts.record())
    neighbour = factories.officer(factories.commune(parent=facts.province))

    assert post(finding, facts.officer).status_code == 403
    assert post(finding, factories.leader(facts.commune)).status_code == 403
    assert post(finding, neighbour).status_code == 404
    assert Finding.objects.get().state == State.ANSWERED
