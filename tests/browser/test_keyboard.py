"""The portal without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

FEW = 30
"""How many times a person may have to press Tab before the first row."""


def test_skip_link_comes_first_and_leads_to_the_content(open_page: OpenPage) -> None:
    page = open_page("canbo")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_tab_reaches_the_first_row_and_shows_where_it_is(open_page: OpenPage) -> None:
    page = open_page("canbo")
    wanted = page.locator(".owed-row").first.get_by_label("Tình hình")
    active = page.locator(":focus")
    for _ in range(FEW):
        page.keyboard.press("Tab")
        outline = active.evaluate("(element) => getComputedStyle(element).outlineStyle")
        assert outline != "none", active.evaluate("(element) => element.outerHTML")
        if active.get_attribute("id") == wanted.get_attribute("id"):
            break

    expect(wanted).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(wanted).not_to_have_value("")


def test_menu_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("canbo")
    menu, summary = page.locator("details.menu"), page.locator("details.menu summary")
    link = page.get_by_role("link", name="Việc chờ tôi")
    summary.focus()

    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(link).to_be_hidden()
    expect(summary).to_be_focused()


def test_menu_closes_on_a_click_elsewhere(open_page: OpenPage) -> None:
    page = open_page("canbo")
    page.locator("details.menu summary").click()
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_visible()

    page.get_by_role("heading", level=1).click()

    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_hidden()
