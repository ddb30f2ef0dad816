"""Report a finding mended."""

from typing import Any

import pytest
from django.urls import reverse

from plans.models import User
from tasks.models import Finding
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts() -> Facts:
    return Facts()


def post(finding: Finding, person: User, proof: str = "Đã niêm yết", *, version: object = 1) -> Any:
    address = reverse("tasks:finding-answer", args=[finding.pk])
    return factories.signed_in(person).post(address, {"proof": proof, "version": version})


def test_proof_is_sent_and_waits_for_the_second_look(facts: Facts) -> None:
    finding = facts.record()

    assert post(finding, facts.officer)["Location"] == finding.get_absolute_url()

    finding.refresh_from_db()
    assert (finding.state, finding.proof) == (Finding.State.ANSWERED, "Đã niêm yết")
    assert finding.answered_by == facts.officer


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [(" \n ", "Nêu kết quả khắc phục."), ("x" * 10_001, "cho phép tối đa 10000")],
)
def test_proof_that_cannot_be_sent_stays_on_the_screen(
    facts: Facts, proof: str, sentence: str
) -> None:
    response = post(facts.record(), facts.officer, proof)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert proof.strip() in response.content.decode()
    assert Finding.objects.get().state == Finding.State.OPEN


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 30])
def test_proof_on_no_known_version_is_refused(facts: Facts, version: str) -> None:
    response = post(facts.record(), facts.officer, "Bản của tôi", version=version)

    assert response.status_code in {409, 422}
    assert "Bản của tôi" in response.content.decode()
    assert Finding.objects.get().state == Finding.State.OPEN


def test_colleague_who_was_quicker_is_not_overwritten(facts: Facts) -> None:
    finding = facts.record()
    facts.answer(finding, "Bản của đồng nghiệp", by=factories.leader(facts.commune))

    response = post(finding, facts.officer, "Bản của tôi")

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Bản của đồng nghiệp" in shown
    assert "Bản của tôi" in shown
    assert Finding.objects.get().proof == "Bản của đồng nghiệp"
    assert post(finding, facts.officer, "Bản của tôi", version=2).status_code == 302


def test_closed_finding_is_told_and_the_text_kept(facts: Facts) -> None:
    finding = facts.close(facts.answer(facts.record()))
    address = reverse("tasks:finding-answer", args=[finding.pk])

    response = post(finding, facts.officer, "Bổ sung muộn", version=2)

    assert response.status_code == 422
    assert "đã khắc phục, không thể chuyển" in response.content.decode()
    assert "Bổ sung muộn" in response.content.decode()
    assert factories.signed_in(facts.officer).get(address)["Location"] == finding.get_absolute_url()


def test_who_may_not_answer(facts: Facts) -> None:
    finding = facts.record()
    neighbour = factories.officer(factories.commune(parent=facts.province))

    assert post(finding, facts.auditor).status_code == 403
    assert post(finding, neighbour).status_code == 404
    assert Finding.objects.get().state == Finding.State.OPEN
