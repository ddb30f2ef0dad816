"""What the pages of a draft say about who issues it."""

import pytest
from django.urls import reverse

from plans.models import Territory, User
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import follow

pytestmark = pytest.mark.django_db
TOLD = "Người ban hành: Lãnh đạo Nguyễn Văn A, UBND xã Điềm He"


@pytest.fixture
def commune() -> Territory:
    return uploads.diem_he()


def page(person: User, address: str) -> str:
    response = factories.signed_in(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["plan-detail", "plan-rows"])
def test_officer_reads_on_a_draft_who_issues_it(commune: Territory, name: str) -> None:
    draft = factories.plan(commune)
    leader = factories.leader(commune)
    address = reverse(f"tasks:{name}", args=[draft.pk])

    assert TOLD in page(factories.officer(commune), address)
    assert TOLD not in page(leader, address)


def test_issued_plan_and_a_reader_without_part_in_it_hear_nothing(commune: Territory) -> None:
    assert commune.parent
    factories.leader(commune)
    issued, draft = factories.issued_plan(commune), factories.plan(commune)
    officer, reviewer = factories.officer(commune), factories.reviewer(commune.parent)

    assert "Người ban hành" not in page(officer, issued.get_absolute_url())
    assert "Người ban hành" not in page(reviewer, draft.get_absolute_url())


def test_officer_who_took_a_document_in_reads_who_issues_it(commune: Territory) -> None:
    factories.leader(commune)
    officer = factories.officer(commune)
    intake = uploads.waiting(commune, by=factories.viewer(officer), number="", issued_on=None)
    client = factories.signed_in(officer)

    confirmed = client.post(reverse("tasks:intake-confirm", args=[intake.pk]), {"version": 1})

    assert TOLD in follow(client, confirmed)


def test_officer_who_edited_a_row_reads_who_issues_it(commune: Territory) -> None:
    factories.leader(commune)
    task = factories.task(factories.plan(commune))
    client = factories.signed_in(factories.officer(commune))

    saved = client.post(
        reverse("tasks:row-edit", args=[task.pk]),
        {"text": "Họp", "deadline_kind": "none", "version": 1},
    )

    assert TOLD in follow(client, saved)
