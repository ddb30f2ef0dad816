"""A plan document is scanned before it is read; without an answer it is read all the same."""

from typing import Any

import pytest

from plans.models import Event
from tasks import reading
from tasks.models import Intake
from tests.papi_portal.clamd import EICAR, VIRUS, FakeClamd
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts
from tests.tasks.pasting import pasted, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(clamd: FakeClamd, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)
    uploads.indices()
    return Facts()


def test_infected_document_is_refused_before_anybody_reads_it(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("tasks.views.imports.read_strange", never)
    monkeypatch.setattr("tasks.views.imports.received", never)

    response = send(facts.client, file=uploads.file(uploads.word_plan() + EICAR, "KH 12.docx"))

    assert refused(response, f"Tệp “KH 12.docx” nhiễm mã độc ({VIRUS})", "Hãy quét vi-rút")
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor) == ("intake.refuse", facts.officer)
    assert event.territory == facts.commune


def test_clean_document_is_read(facts: Facts, clamd: FakeClamd) -> None:
    content = uploads.word_plan()

    assert send(facts.client, file=uploads.file(content)).status_code == 302
    assert clamd.heard == [content]


def test_without_an_answer_it_is_read_all_the_same_and_the_log_says_so(
    facts: Facts, clamd: FakeClamd, caplog: pytest.LogCaptureFixture
) -> None:
    clamd.stop()

    assert send(facts.client, file=uploads.file(uploads.word_plan())).status_code == 302
    assert Intake.objects.exists()
    assert "A file was not scanned: 127.0.0.1" in caplog.text


def test_pasted_text_is_not_scanned(facts: Facts, clamd: FakeClamd) -> None:
    assert pasted(facts.client).status_code == 302
    assert clamd.heard == []
