"""A file of evidence is given to who may see it, to be saved, and does nothing in the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from plans.models import User
from tasks.models import Evidence
from tests import factories
from tests.tasks.showing import CITED, Facts, attachment

pytestmark = pytest.mark.django_db
NAME = "Báo cáo “số 45” của xã Điềm He; bản 2.pdf"
SANDBOX = "sandbox; default-src 'none'"


@pytest.fixture
def facts() -> Facts:
    return Facts()


def get(
    facts: Facts, evidence: Evidence, query: str = "", *, by: User | None = None, **headers: str
) -> Any:
    """Return the answer to the officer, read to its end."""
    client = factories.signed_in(by or facts.officer)
    response: Any = client.get(f"/evidence/{evidence.pk}/{query}", headers=headers)
    # Read to its end it closes itself; closed by hand it would take PostgreSQL's connection along.
    response.body = b"".join(response.streaming_content) if response.streaming else b""
    return response


def test_file_comes_back_whole_under_its_own_name(facts: Facts) -> None:
    response = get(facts, facts.add(attachment(b"%PDF-1.7 xin", NAME)))

    assert response.body == b"%PDF-1.7 xin"
    assert response["Content-Type"] == "application/pdf"
    header = response["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
    assert "%C4%90i%E1%BB%81m%20He%3B" in header


@pytest.mark.parametrize("query", ["", "?view=1"])
def test_nothing_in_it_may_act(facts: Facts, query: str) -> None:
    response = get(facts, facts.add(), query)

    assert response["Content-Security-Policy"] == SANDBOX
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store, private"


def test_picture_is_shown_in_the_browser_when_asked(facts: Facts) -> None:
    picture = facts.add(attachment())
    Evidence.objects.update(media_type="image/jpeg", file_name="Ảnh.jpg")

    assert get(facts, picture)["Content-Disposition"].startswith("attachment")
    shown = get(facts, picture, "?view=1")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Security-Policy"] == SANDBOX


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", ""])
def test_type_that_crept_in_otherwise_is_never_shown(facts: Facts, kind: str) -> None:
    added = facts.add()
    Evidence.objects.update(media_type=kind)

    response = get(facts, added, "?view=1")

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == SANDBOX


def test_name_cannot_break_the_header(facts: Facts) -> None:
    added = facts.add(attachment(name='a"\\;filename=b.html'))

    assert 'filename="a\\"\\\\;filename=b.html"' in get(facts, added)["Content-Disposition"]


def test_part_of_a_file_is_not_given(facts: Facts) -> None:
    response = get(facts, facts.add(attachment(b"%PDF-1.7")), Range="bytes=2-3")

    assert response.status_code == 200
    assert response.body == b"%PDF-1.7"


def test_file_that_is_gone_or_was_never_there_is_not_found(facts: Facts) -> None:
    added = facts.add()
    Path(added.file.path).unlink()

    assert get(facts, added).status_code == 404
    assert get(facts, facts.add(CITED)).status_code == 404


def test_file_is_not_reached_by_its_place_on_the_disk(facts: Facts) -> None:
    added = facts.add()
    client = factories.signed_in(facts.officer)

    for address in (f"/{added.file.name}", f"/media/{added.file.name}", f"/static/{added.file}"):
        assert client.get(address).status_code == 404
    assert not Path(added.file.path).is_relative_to(settings.STATIC_ROOT)


def test_reviewer_of_the_province_gets_it_and_a_stranger_finds_nothing(facts: Facts) -> None:
    added = facts.add()
    reviewer = factories.reviewer(facts.period.territory)
    stranger = factories.officer(factories.commune(parent=facts.commune.parent))

    assert get(facts, added, by=reviewer).status_code == 200
    assert get(facts, added, by=stranger).status_code == 404
    assert Client().get(f"/evidence/{added.pk}/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_answered(facts: Facts, method: str) -> None:
    client = factories.signed_in(facts.officer)

    assert getattr(client, method)(f"/evidence/{facts.add().pk}/").status_code == 405
