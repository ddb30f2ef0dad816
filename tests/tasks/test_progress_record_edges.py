"""Edges of recording one row: strange numbers, methods, bytes and tokens."""

import pytest
from django.test import Client

from tasks import actions
from tasks.models import Progress
from tests import factories
from tests.tasks.test_progress_record import Facts, facts, nothing_written, text

pytestmark = pytest.mark.django_db
__all__ = ["facts"]


def test_period_of_another_province_is_not_found(facts: Facts) -> None:
    facts.period = factories.period(factories.commune())

    assert facts.post().status_code == 404
    assert nothing_written()


def test_supporting_unit_has_no_row_to_record(facts: Facts) -> None:
    task = factories.task(factories.plan(facts.commune))
    factories.party(task, "support", unit=factories.unit(facts.commune))
    actions.issue_plan(plan=task.plan, by=None, at=factories.NOW)
    facts.assignment = task.assignments.get(role="support")

    assert facts.post().status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 25])
def test_number_that_names_nothing_is_not_found(facts: Facts, number: str) -> None:
    assert facts.client.get(f"/progress/{number}/{facts.period.pk}/").status_code == 404
    assert facts.client.get(f"/progress/{facts.assignment.pk}/{number}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_get_and_post_are_answered(facts: Facts, method: str) -> None:
    assert getattr(facts.client, method)(facts.address).status_code == 405


def test_form_without_its_token_is_refused_in_words(facts: Facts) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(facts.officer, backend="plans.signin.PortalBackend")

    response = client.post(facts.address, {"state": "in_progress", "version": 0})

    assert response.status_code == 403
    assert "chưa lưu được" in text(response)
    assert nothing_written()


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=1", b"a=%ff&state=%00", b"state=in_progress&version=0%00"]
)
def test_bytes_that_are_no_text_do_no_harm(facts: Facts, body: bytes) -> None:
    response = facts.client.post(
        facts.address, body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {400, 409, 422}
    assert nothing_written()


def test_reason_goes_with_the_suspension_it_explains(facts: Facts) -> None:
    facts.post(state="suspended", reason="Chờ vốn")
    facts.post(state="in_progress", reason="Chờ vốn", version="1")

    saved = Progress.objects.get()
    assert (saved.state, saved.reason) == ("in_progress", "")
