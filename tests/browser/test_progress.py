"""The officer's row in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_x(open_page: OpenPage) -> None:
    page = open_page("canbo")
    expect(page.locator(".owed-row")).to_have_count(22)
    page.screenshot(path="/tmp/home.png")
