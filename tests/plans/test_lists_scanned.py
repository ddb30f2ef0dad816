"""A list is scanned before it is read; without an answer it is read all the same."""

import pytest

from plans.models import Event, ListImport
from tests.papi_portal.clamd import EICAR, VIRUS, FakeClamd
from tests.plans.list_pages import Facts, text
from tests.plans.test_lists_upload import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_infected_list_is_refused_and_the_trail_says_so(facts: Facts, clamd: FakeClamd) -> None:
    response = upload(facts.client, facts.content() + EICAR)

    assert response.status_code == 422
    assert f"Tệp “Đơn vị.xlsx” nhiễm mã độc ({VIRUS})" in text(response)
    assert not ListImport.objects.exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor) == ("units.refuse", facts.person)


def test_clean_list_is_read_and_without_an_answer_too(facts: Facts, clamd: FakeClamd) -> None:
    content = facts.content()
    assert upload(facts.client, content).status_code == 302
    assert clamd.heard == [content]

    clamd.stop()

    assert upload(facts.client, facts.content()).status_code == 302
    assert ListImport.objects.exists()
