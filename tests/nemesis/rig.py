"""A portal of its own, as it is served for real, and people who use it all at once."""

import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.finders import get_finders
from django.db import connection

from plans.models import User
from tests.nemesis.history import OK, REFUSED, UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "t" * 32
"""A token against forged requests is any word of this length that cookie and header agree on."""
VERSION = re.compile(rb'name="(?:r\d+-)?version"[^>]* value="(\d+)"')
STEP = re.compile(rb'name="step" value="(\w+)"')
PATIENCE = 10
"""Seconds until a request counts as unanswered, and a server asked to end is killed."""


@dataclass
class Portal:
    """A running server: its address and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The processes that answer; the first process only looks after them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in children.read_text().split()] if children.exists() else []

    def strike(self, dice: random.Random) -> str:
        """Kill a worker in the middle of whatever it does, or hold it up; return which."""
        workers = self.workers
        if not workers:
            return "between two"
        victim, is_kept = dice.choice(workers), dice.random() < 0.3
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGSTOP if is_kept else signal.SIGKILL)
            if is_kept:
                time.sleep(1)
                os.kill(victim, signal.SIGCONT)
        return "held up" if is_kept else "killed"

    def end(self) -> None:
        """End the server, with force if it does not go by itself."""
        workers = self.workers
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            for one in (*workers, self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)


def database_url() -> str:
    """Return how another process reaches the database of the running test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    place = f"{known['HOST']}:{known['PORT']}/{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{place}"


@contextmanager
def portal(folder: Path) -> Iterator[Portal]:
    """Serve the database of the test with two workers, and end them afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PAPI_VAR_DIR": str(folder),
        "PAPI_INSECURE_HTTP": "1",
        "PAPI_ALLOWED_HOSTS": "127.0.0.1",
        "PAPI_SECRET_KEY": settings.SECRET_KEY,
    }
    _name_static_files(folder / "static")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "tests.nemesis.served",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    options = ["--workers", "2", "--threads", "4", "--preload", "--graceful-timeout", "5"]
    log = (folder / "gunicorn.log").open("wb")
    with (
        log,
        subprocess.Popen(  # noqa: S603 - our own server, no shell
            [*command, *options], cwd=ROOT, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        served = Portal(port, process)
        try:
            _wait_until_served(served)
            yield served
        finally:
            served.end()


def _name_static_files(folder: Path) -> None:
    """Let pages name static files as they are, without collectstatic."""
    folder.mkdir()
    names = {name: name for finder in get_finders() for name, _ in finder.list([])}
    listing = {"version": "1.1", "paths": names, "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(listing), encoding="utf-8")


def _wait_until_served(served: Portal) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and served.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", served.port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    msg = "the server did not start; gunicorn.log in the folder of the test says why"
    raise TimeoutError(msg)


def signed_in(user: User) -> str:
    """Return the key of a session in which a person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "plans.signin.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    # By the server's clock: the day of the tests stands still.
    session.set_expiry(datetime.now(UTC) + timedelta(hours=1))
    session.create()
    return str(session.session_key)


@dataclass(frozen=True, slots=True)
class Look:
    """What a page offers: the version to act on, None where nothing can be changed; the steps."""

    version: str | None
    steps: frozenset[str]


@dataclass
class Browser:
    """One signed-in person's requests; what got no answer is unknown, not refused."""

    port: int
    session: str
    headers: dict[str, str] = field(default_factory=dict)

    def look(self, path: str) -> Look | None:
        """Return what a page offers, None if it did not come."""
        status, body = self._ask("GET", path, None)
        if status != http.HTTPStatus.OK:
            return None
        version = VERSION.search(body)
        steps = frozenset(one.decode() for one in STEP.findall(body))
        return Look(version[1].decode() if version else None, steps)

    def post(self, path: str, typed: dict[str, str]) -> str:
        """Send a form; return whether it was done, refused, or never answered.

        Raises AssertionError for an answer that none of these people should ever get.
        """
        status, body = self._ask("POST", path, urlencode(typed))
        if status in {http.HTTPStatus.OK, http.HTTPStatus.FOUND}:
            return OK
        if status == http.HTTPStatus.CONFLICT:
            return REFUSED
        assert not status, f"{path} answered {status}: {body[-2000:].decode()}"
        return UNKNOWN

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        cookies = f"session={self.session}; csrf={TOKEN}"  # as named over plain HTTP
        headers = {
            "Cookie": cookies,
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
            **self.headers,
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            place = answer.headers.get("Location", "")
            assert not place.startswith("/accounts/"), f"{path} asks to sign in"
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            line.close()
