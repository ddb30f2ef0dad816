"""A real chromium in front of the demonstration: Debian's browser, plain HTTP, Vietnamese."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from plans.models import Period, User
from plans.signin import DEMO_PASSWORD
from tasks import actions
from tasks import demo as demonstration
from tasks.models import Assignment
from tests import factories
from tests.browser import looks
from tests.browser.camera import Camera

# Playwright runs an event loop in the thread of the tests, which is no reason to refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""Without the windows of a desktop a fresh context takes a quarter of the time."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

PATIENCE = 10_000
"""Milliseconds to wait for what must come; only a failing test waits that long."""

MOMENT = 0.05
"""Seconds in which what a page sent when it was closed reaches the server."""

OpenPage = Callable[..., Page]
TurnTo = Callable[[date], None]
expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make screenshots` ask for pictures of the guides, and `make looks` for every look."""
    parser.addoption("--pictures", action="store_true", help="renew the pictures in docs/img")
    parser.addoption("--whole", action="store_true", help="ask axe every rule in all four looks")


@pytest.fixture(autouse=True, scope="session")
def _asked_whole(pytestconfig: pytest.Config) -> None:
    """Have every page asked every rule in all four looks, if the run was started with --whole."""
    looks.asked_whole = pytestconfig.getoption("--whole", default=False)


@pytest.fixture(scope="session")
def camera(pytestconfig: pytest.Config) -> Camera:
    """Give the camera, which is off unless the run was started with --pictures."""
    return Camera(on=pytestconfig.getoption("--pictures", default=False))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's browser, because playwright's own would have to be downloaded."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(FLAGS)}


class Unanswered:
    """The requests that the server has taken and not answered yet.

    Threads of the server write through the connection of the tests, because the database is in
    memory: who empties it meanwhile breaks both.
    """

    def __init__(self) -> None:
        self.count = 0
        self.changed = threading.Condition()
        request_started.connect(self.more)
        request_finished.connect(self.fewer)

    def more(self, **_signal: Any) -> None:
        with self.changed:
            self.count += 1

    def fewer(self, **_signal: Any) -> None:
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait(self) -> None:
        time.sleep(MOMENT)
        with self.changed:
            self.changed.wait_for(lambda: self.count == 0, timeout=PATIENCE / 1000)


@pytest.fixture(scope="session")
def unanswered() -> Unanswered:
    """Count what the server is asked."""
    return Unanswered()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, unanswered: Unanswered) -> Iterator[LiveServer]:
    """Serve without TLS: the middleware reads these settings once, when the server starts."""
    with override_settings(SECURE_SSL_REDIRECT=False, WHITENOISE_AUTOREFRESH=True):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let pages be opened by their path alone."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Read Vietnamese on a common desktop screen."""
    screen = {"width": 1366, "height": 768}
    return {**browser_context_args, "base_url": base_url, "locale": "vi-VN", "viewport": screen}


@pytest.fixture(scope="session")
def copies() -> Iterator[list[sqlite3.Connection]]:
    """Hold a copy of the loaded database, because loading takes a second and copying none."""
    held: list[sqlite3.Connection] = []
    yield held
    for copy in held:
        copy.close()


@pytest.fixture
def demo(settings: Any, transactional_db: None, copies: list[sqlite3.Connection]) -> None:
    """Load what `load_demo` loads in demo mode, seen from the still day of the tests."""
    settings.DEMO = True
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "session", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrf", False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    connection.ensure_connection()
    if copies:
        copies[0].backup(connection.connection)
        ContentType.objects.clear_cache()
        return
    demonstration.load(at=factories.NOW, with_people=True)
    if connection.vendor == "sqlite":
        copies.append(sqlite3.connect(":memory:"))
        connection.connection.backup(copies[0])


@pytest.fixture
def open_page(
    demo: None,
    browser: Browser,
    browser_context_args: dict[str, Any],
    unanswered: Unanswered,
) -> Iterator[OpenPage]:
    """Give pages of browsers of their own; `open_page("canbo")` is signed in through the form."""
    contexts = []

    def opened(username: str = "", **options: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()
    unanswered.wait()


@pytest.fixture
def turn_to(monkeypatch: pytest.MonkeyPatch) -> TurnTo:
    """Turn the calendar of the portal to a later day; who was signed in no longer is."""
    begun = timezone.now

    def turned(day: date) -> None:
        def now() -> datetime:
            return begun() + (day - factories.TODAY)

        monkeypatch.setattr(timezone, "now", now)
        monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: day)

    return turned


def sign_in(page: Page, username: str) -> None:
    """Sign in through the form, as a person does."""
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def illustrated_row() -> Assignment:
    """Return a row that xã Điềm He owes in the open period."""
    rows = Assignment.objects.owed_with_plan().filter(task__plan__is_illustration=True)
    return rows.order_by("pk")[0]


def record(row: Assignment, username: str, recorded: actions.Recorded) -> Period:
    """Record progress for the open period, as if typed in the page; return the period."""
    period = Period.objects.get(state=Period.State.OPEN)
    actions.record_progress(
        assignment=row,
        period=period,
        recorded=recorded,
        version=0,
        by=factories.viewer(User.objects.get(username=username)),
        at=factories.NOW,
    )
    return period
