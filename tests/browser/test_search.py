"""Find anything: by the keyboard, without script, and as it looks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import check

pytestmark = pytest.mark.browser


def test_slash_leads_to_the_field_and_enter_to_what_is_found(open_page: OpenPage) -> None:
    page = open_page("canbo")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("thu tuc / hanh chinh")
    expect(field).to_have_value("thu tuc / hanh chinh")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm “thu tuc / hanh chinh”")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Xem cả").first.click()
    expect(page.get_by_role("navigation", name="Vị trí của trang")).to_contain_text("Nhiệm vụ")


def test_field_works_without_script(open_page: OpenPage) -> None:
    page = open_page("canbo", java_script_enabled=False)
    page.goto("/plans/")
    page.get_by_role("searchbox").fill("Điềm He")
    page.get_by_role("button", name="Tìm", exact=True).click()

    expect(page.get_by_role("heading", name="Địa bàn (2)")).to_be_visible()


def test_pages_of_the_search(open_page: OpenPage) -> None:
    check(
        open_page("sonoivu", reduced_motion="reduce"),
        "/search/",
        "/search/?q=th%E1%BB%A7+t%E1%BB%A5c",
        "/search/?q=thu+tuc&kind=tasks",
        "/search/?q=xyzzy",
    )
