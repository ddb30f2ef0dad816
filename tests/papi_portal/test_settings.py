"""The settings as a whole: safe as delivered, open only for a demo on this machine."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

PRINT = """
import json
from papi_portal import settings
print(json.dumps({n: v for n, v in vars(settings).items() if n.isupper()}, default=str))
"""


def started(tmp_path: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, with nothing but these variables."""
    kept = {"PATH": os.environ["PATH"], "PAPI_VAR_DIR": str(tmp_path)}
    return subprocess.run(  # noqa: S603 - this interpreter, our own script
        [sys.executable, "-c", PRINT],
        cwd=settings.BASE_DIR,
        env={**kept, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def read(tmp_path: Path, **given: str) -> dict[str, Any]:
    done = started(tmp_path, **given)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_portal_expects_tls_unless_told_otherwise(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert not found["DEBUG"]
    assert not found["DEMO"]


def test_demo_speaks_plain_http_on_this_machine(tmp_path: Path) -> None:
    found = read(tmp_path, PAPI_DEMO="1")

    assert found["DEMO"]
    assert not found["SECURE_SSL_REDIRECT"]
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"] == "session"
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert set(found["ALLOWED_HOSTS"]) <= {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize("switch", ["PAPI_DEMO", "PAPI_DEBUG"])
@pytest.mark.parametrize("hosts", ["portal.example", "localhost,portal.example", "*"])
def test_demo_and_debug_refuse_a_public_host(tmp_path: Path, switch: str, hosts: str) -> None:
    done = started(tmp_path, **{switch: "1", "PAPI_ALLOWED_HOSTS": hosts})

    assert done.returncode != 0
    assert "leave PAPI_ALLOWED_HOSTS unset" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAPI_DEMO", "maybe"),
        ("PAPI_DEBUG", "2"),
        ("PAPI_INSECURE_HTTP", "sometimes"),
        ("DATABASE_URL", "foo"),
        ("PAPI_SECRET_KEY", "too-short"),
        ("PAPI_SMTP_URL", "mail.tinh.vn"),
        ("PAPI_PUBLIC_URL", "papi.tinh.vn"),
        ("PAPI_TASKS_URL", "amqp://queue.tinh.vn"),
        ("PAPI_PRINTERS", "0"),
    ],
)
def test_nonsense_stops_the_start_with_the_name(tmp_path: Path, name: str, value: str) -> None:
    done = started(tmp_path, **{name: value})

    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name}" in done.stderr


@pytest.mark.parametrize(
    ("hosts", "address", "sender"),
    [
        ("papi.tinh.vn,localhost", "https://papi.tinh.vn", "papi@papi.tinh.vn"),
        ("*,.tinh.vn", "https://tinh.vn", "papi@tinh.vn"),
        ("*", "https://localhost", "papi@localhost"),
    ],
)
def test_mails_come_from_and_lead_to_the_first_host(
    tmp_path: Path, hosts: str, address: str, sender: str
) -> None:
    found = read(tmp_path, PAPI_ALLOWED_HOSTS=hosts)

    assert (found["PUBLIC_URL"], found["DEFAULT_FROM_EMAIL"]) == (address, sender)
    assert found["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_data_lives_in_the_folder_that_was_named(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "portal.sqlite3")
    assert found["MEDIA_ROOT"] == str(tmp_path / "evidence")
    assert (tmp_path / "secret-key").read_text() == found["SECRET_KEY"]
