"""Response headers: on a page, a missing page, a redirect, a refusal, a failure, a static file."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import factories

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_as_they_lie(settings: Any) -> None:
    """Serve static files from where they are written, uncollected."""
    settings.WHITENOISE_USE_FINDERS = True


POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


def answer(kind: str, monkeypatch: pytest.MonkeyPatch) -> "Answer":
    """Return a response of this kind."""
    client: Client = factories.signed_in(factories.user())
    client.raise_request_exception = False
    if kind == "failure":
        monkeypatch.setattr("plans.models.people.MembershipQuerySet.viewer", None)
    if kind == "stale form":
        client = Client(enforce_csrf_checks=True)
        return client.post("/accounts/login/")
    if kind in {"page", "redirect"}:
        client = Client()
    address = {
        "page": "/accounts/login/",
        "missing": "/no-such-page/",
        "redirect": "/",
        "refused": "/",
        "failure": "/",
        "static": "/static/img/mark.svg",
    }
    found = client.get(address[kind])
    found.close()
    return found


PAGES = [
    ("page", 200),
    ("missing", 404),
    ("redirect", 302),
    ("refused", 403),
    ("stale form", 403),
    ("failure", 500),
]


@pytest.mark.parametrize(("kind", "status"), [*PAGES, ("static", 200)])
def test_every_answer_guards_the_browser(
    kind: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answer(kind, monkeypatch)

    assert found.status_code == status
    assert set(found["Content-Security-Policy"].split("; ")) == POLICY
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] == "same-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(("kind", "status"), PAGES)
def test_pages_are_kept_by_no_cache_and_reach_no_device(
    kind: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answer(kind, monkeypatch)

    assert found.status_code == status
    assert "no-store" in found["Cache-Control"]
    assert "private" in found["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {word.strip() for word in found["Vary"].split(",")}
    assert "geolocation=()" in found["Permissions-Policy"]
    assert "microphone=()" in found["Permissions-Policy"]
    assert found["X-Frame-Options"] == "DENY"


def test_static_files_may_be_kept() -> None:
    found = Client().get("/static/img/mark.svg")
    found.close()

    assert "max-age" in found["Cache-Control"]
    assert "Cookie" not in found.get("Vary", "")


def test_tls_is_remembered_by_the_browser() -> None:
    found = Client().get("/accounts/login/", secure=True)

    assert found["Strict-Transport-Security"].startswith("max-age=31536000")


def test_plain_http_is_sent_to_tls(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    found = Client().get("/plans/?page=2")

    assert found.status_code == 301
    assert found["Location"] == "https://testserver/plans/?page=2"


def test_session_cookie_stays_with_this_host_and_out_of_scripts() -> None:
    cookie = factories.signed_in(factories.user()).cookies["__Host-session"]

    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_sign_in_sets_cookies_that_scripts_cannot_read() -> None:
    person = factories.user("can-bo")
    person.set_password("mat-khau-rat-dai")
    person.save()

    found = Client().post(
        "/accounts/login/", {"login": "can-bo", "password": "mat-khau-rat-dai"}, secure=True
    )

    cookie = found.cookies["__Host-session"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone when the browser closes: offices share computers
