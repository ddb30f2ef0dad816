"""The document as uploaded: given back as a download, never shown inside the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def content(response: Any) -> bytes:
    """Read an answer to its end, which closes the file."""
    return b"".join(response)


def test_file_comes_back_byte_for_byte_as_a_download(facts: Facts) -> None:
    intake = facts.waiting(name="Kế hoạch số 12.docx")

    response = facts.client.get(address("intake-file", intake.pk))

    assert content(response) == Path(intake.file.path).read_bytes()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2012.docx"
    )
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ['a".docx; filename="evil.html', "a\r\nX-Evil: 1.docx", "<script>.html"]
)
def test_name_cannot_break_out_of_its_header(facts: Facts, name: str) -> None:
    response = facts.client.get(address("intake-file", facts.waiting(name=name).pk))

    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "X-Evil" not in response.headers
    assert response["Content-Type"] == "application/octet-stream"
    content(response)


def test_file_stays_with_the_plan_and_its_readers(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(intake)

    answers = {}
    for who, person in facts.others().items():
        response = factories.signed_in(person).get(address("intake-file", intake.pk))
        answers[who] = response.status_code
        content(response)

    assert answers == {
        "police of the commune": 404,
        "officer of another commune": 404,
        "reviewer of the province": 200,
        "auditor of the commune": 200,
    }


def test_file_that_waits_is_for_the_one_who_brought_it(facts: Facts) -> None:
    intake = facts.waiting()

    for who, person in facts.others().items():
        response = factories.signed_in(person).get(address("intake-file", intake.pk))
        assert response.status_code == 404, who


def test_file_of_a_draft_thrown_away_is_still_its_owners(facts: Facts) -> None:
    intake = facts.waiting()
    Plan.objects.filter(pk=uploads.confirmed(intake).pk).delete()

    response = facts.client.get(address("intake-file", intake.pk))

    assert response.status_code == 200
    content(response)


def test_file_that_is_missing_on_the_disk_is_not_found(facts: Facts) -> None:
    intake = facts.waiting()
    Path(intake.file.path).unlink()

    assert facts.client.get(address("intake-file", intake.pk)).status_code == 404


@pytest.mark.parametrize("address_", ["/static/{name}", "/media/{name}", "/{name}"])
def test_stored_file_has_no_address_of_its_own(facts: Facts, address_: str) -> None:
    name = facts.waiting().file.name

    assert facts.client.get(address_.format(name=name)).status_code == 404


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().get(address("intake-file", facts.waiting().pk))

    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_file_is_only_read(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-file", facts.waiting().pk))

    assert response.status_code == 405
