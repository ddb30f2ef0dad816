"""A real chromium in front of the demonstration: Debian's browser, plain HTTP, Vietnamese."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from plans.models import Period
from plans.signin import DEMO_PASSWORD
from tasks import demo as demonstration
from tests.factories import NOW

# Playwright runs an event loop in the thread of the tests, which is no reason to refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's browser, because playwright's own would have to be downloaded."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
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


@pytest.fixture
def demo(settings: Any, transactional_db: None) -> None:
    """Load what `load_demo` loads in demo mode, seen from the still day of the tests."""
    settings.DEMO = True
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "session", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrf", False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    demonstration.load(at=NOW, with_people=True)


@pytest.fixture
def open_page(
    demo: None, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[OpenPage]:
    """Give pages of browsers of their own; `open_page("canbo")` is signed in through the form."""
    contexts = []

    def opened(username: str = "", **options: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})
        context.set_default_timeout(5_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in through the form, as a person does."""
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=False).first.fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
