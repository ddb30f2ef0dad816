"""The token of a page that stayed open while its person signed in again elsewhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.tasks.test_progress_save import Facts

pytestmark = pytest.mark.django_db
ADDRESS = "/progress/token/"


@pytest.fixture
def strict(db: None) -> tuple[Facts, Client]:
    """A commune, and its officer's browser in front of a portal that checks tokens."""
    facts = Facts(rows=1)
    client = Client(enforce_csrf_checks=True)
    client.force_login(facts.officer, backend="plans.signin.PortalBackend")
    return facts, client


def save(facts: Facts, client: Client, token: str) -> int:
    address = f"/progress/{facts.rows[0].pk}/{facts.period.pk}/"
    sent = {"state": "in_progress", "version": "0", "csrfmiddlewaretoken": token}
    return client.post(address, sent, headers={"HX-Request": "true"}).status_code


def test_new_token_saves_what_the_old_one_could_not(strict: tuple[Facts, Client]) -> None:
    facts, client = strict
    old = client.get(ADDRESS).content.decode()
    client.cookies.pop("csrf", None)
    client.cookies.pop("__Host-csrf", None)
    token = client.get(ADDRESS).content.decode()

    assert save(facts, client, old) == 403
    assert save(facts, client, token) == 200


def test_answer_is_tiny_never_stored_and_nearly_free(strict: tuple[Facts, Client]) -> None:
    _, client = strict

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(ADDRESS)

    assert len(answer.content) == 64
    assert answer["Content-Type"] == "text/plain"
    assert "no-store" in answer["Cache-Control"]
    assert len(queries) <= 4, "who it is, and nothing else"


def test_who_is_signed_out_is_led_to_sign_in() -> None:
    assert Client().get(ADDRESS)["Location"].startswith("/accounts/login/")


def test_who_records_nothing_needs_none() -> None:
    reviewer = factories.reviewer(factories.province())

    assert factories.signed_in(reviewer).get(ADDRESS).status_code == 403
