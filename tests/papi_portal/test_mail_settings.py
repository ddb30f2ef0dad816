"""Mail and the public address, as the environment says them."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from papi_portal import environment
from papi_portal.environment import MailServer

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def test_without_a_server_mails_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAPI_SMTP_URL", raising=False)

    assert environment.mail_server("PAPI_SMTP_URL").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("smtp://127.0.0.1", MailServer(SMTP, "127.0.0.1", 25)),
        ("smtp://relay.example:2525", MailServer(SMTP, "relay.example", 2525)),
        (
            "smtp+tls://papi%40tinh.vn:a%2Fb%3Ac@mail.example",
            MailServer(SMTP, "mail.example", 587, "papi@tinh.vn", "a/b:c", starttls=True),
        ),
        (
            "smtps://papi:x@mail.example",
            MailServer(SMTP, "mail.example", 465, "papi", "x", tls=True),
        ),
    ],
)
def test_server_is_read_from_one_address(
    monkeypatch: pytest.MonkeyPatch, address: str, meant: MailServer
) -> None:
    monkeypatch.setenv("PAPI_SMTP_URL", address)

    assert environment.mail_server("PAPI_SMTP_URL") == meant


@pytest.mark.parametrize("address", ["mail.example", "http://h", "smtp://", "smtps://h:x", "//["])
def test_what_is_no_mail_server_stops_the_portal(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PAPI_SMTP_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_SMTP_URL is not a mail server"):
        environment.mail_server("PAPI_SMTP_URL")


def test_password_is_not_sent_in_plain_text_and_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPI_SMTP_URL", "smtp://papi:secret@mail.example")

    with pytest.raises(ImproperlyConfigured, match="in plain text") as raised:
        environment.mail_server("PAPI_SMTP_URL")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("", "https://papi.example"),
        ("https://papi.tinh.vn/", "https://papi.tinh.vn"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
    ],
)
def test_public_address_ends_without_a_slash(
    monkeypatch: pytest.MonkeyPatch, raw: str, meant: str
) -> None:
    monkeypatch.setenv("PAPI_PUBLIC_URL", raw)

    found = environment.public_address("PAPI_PUBLIC_URL", default="https://papi.example")

    assert found == meant


@pytest.mark.parametrize("raw", ["papi.tinh.vn", "ftp://papi", "https://", "javascript:alert(1)"])
def test_what_is_no_web_address_stops_the_portal(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PAPI_PUBLIC_URL", raw)

    with pytest.raises(ImproperlyConfigured, match="is no web address"):
        environment.public_address("PAPI_PUBLIC_URL", default="https://papi.example")
