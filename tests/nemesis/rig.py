"""A portal of its own, as it is served for real, and people who use it all at once."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from plans.models import User
from tests.nemesis.history import OK, REFUSED, UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "t" * 32
"""A token against forged requests is any word of this length that cookie and header agree on."""
VERSION = re.compile(rb'name="(?:r\d+-)?version"[^>]* value="(\d+)"')


@dataclass
class Portal:
    """A running server: its address and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The processes that answer; the first process only looks after them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in children.read_text().split()]

    def strike(self, dice: random.Random) -> None:
        """Kill one worker in the middle of whatever it does, or let it stand still for a while."""
        workers = self.workers
        if not workers:
            return
        victim = dice.choice(workers)
        with_mercy = dice.random() < 0.3
        try:
            os.kill(victim, signal.SIGSTOP if with_mercy else signal.SIGKILL)
            if with_mercy:
                time.sleep(1)
                os.kill(victim, signal.SIGCONT)
        except ProcessLookupError:
            return


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
    command = [sys.executable, "-m", "gunicorn", "papi_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "2", "--threads", "4", "--log-level", "critical"]
    log = (folder / "gunicorn.log").open("wb")
    with (
        log,
        subprocess.Popen(  # noqa: S603 - our own server, no shell
            [*command, *options], cwd=ROOT, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            _wait_until_served(port)
            yield Portal(port, process)
        finally:
            process.terminate()


def _wait_until_served(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    msg = "the server did not start"
    raise TimeoutError(msg)


def signed_in(user: User) -> str:
    """Return the key of a session in which a person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "plans.signin.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass
class Browser:
    """One signed-in person's requests; what got no answer is unknown, not refused."""

    port: int
    session: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> bytes | None:
        """Return a page, None if there was none."""
        status, body = self._ask("GET", path, None)
        return body if status == http.HTTPStatus.OK else None

    def post(self, path: str, typed: dict[str, str]) -> str:
        """Send a form; return whether it was done, refused, or never answered."""
        status, _ = self._ask("POST", path, urlencode(typed))
        if status in {http.HTTPStatus.OK, http.HTTPStatus.FOUND}:
            return OK
        refused = (403, 404, 409, 422)
        return REFUSED if status in refused else UNKNOWN

    def version_on(self, path: str) -> str | None:
        """Return the version of the row that a page shows, None if it cannot be changed."""
        found = VERSION.search(self.get(path) or b"")
        return found[1].decode() if found else None

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        cookies = f"session={self.session}; csrf={TOKEN}"  # as named over plain HTTP
        headers = {
            "Cookie": cookies,
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
            **self.headers,
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            line.close()
