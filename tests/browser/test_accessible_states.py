"""WCAG 2.2 AA in passing states: refused forms, faults, English; and text set wide or large."""

from functools import partial

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from plans.models import Plan
from tests.browser.conftest import OpenPage
from tests.browser.looks import DESK, NARROWEST, ZOOMED, look, overflow

pytestmark = pytest.mark.browser

FAULTS = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "409.html",
    "429.html",
    "500.html",
    "pdf_busy.html",
    "pdf_unavailable.html",
    "account/account_inactive.html",
)
WIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets.push(sheet);
}"""
"""The spacing of WCAG 1.4.12, in a sheet that the portal's own policy of content lets in."""
CUT = """() => [...document.querySelectorAll("main *, header *")].filter((one) => {
    const style = getComputedStyle(one);
    const hides = style.overflowX === "hidden" || style.overflowY === "hidden";
    const isMeant = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    const isShown = one.clientWidth > 1 && one.clientHeight > 1;
    const isCut = one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2;
    return hides && !isMeant && isShown && isCut && one.innerText;
}).map((one) => one.outerHTML.slice(0, 120))"""
STUCK = """() => [...document.querySelectorAll("main *")].filter((one) =>
    getComputedStyle(one).position === "sticky" && !one.closest(".table-sticky"))
    .map((one) => one.className)"""


def refused(page: Page, button: str) -> list[str]:
    """Send the form of a page as it stands; look at the page that refuses it."""
    page.get_by_role("main").get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_focused()
    return look(page, f"{page.url} refused")


def test_refused_forms(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill("không phải")
    found = refused(page, "Đăng nhập")
    page = open_page("canbo", reduced_motion="reduce")
    page.goto("/accounts/password/change/")
    for field in page.get_by_role("main").locator("input[type=password]").all():
        field.fill("1")
    found += refused(page, "Đổi mật khẩu")

    assert found == []


def answer(route: Route, *, body: str) -> None:
    route.fulfill(body=body, content_type="text/html")


def test_pages_of_faults(open_page: OpenPage) -> None:
    page, found = open_page(reduced_motion="reduce"), []
    for template in FAULTS:
        body = render_to_string(template, {"back": "/", "again": "/"})
        page.route("**/fault/", partial(answer, body=body))
        page.goto("/fault/")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        found += look(page, template)

    assert found == []


def test_english_pages(open_page: OpenPage) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    found = look(page, "home in English")
    page.goto("/plans/")

    assert found + look(page, "plans in English") == []


@pytest.mark.parametrize("username", ["canbo", "sonoivu"])
def test_text_set_wide_is_neither_cut_nor_pushed_aside(open_page: OpenPage, username: str) -> None:
    page = open_page(username)
    found = []
    plan = Plan.objects.get(number="354/KH-UBND")
    for address in ("/", "/plans/", plan.get_absolute_url(), "/waiting/", "/search/?q=thu+tuc"):
        page.goto(address)
        page.evaluate(WIDE)
        for size in (NARROWEST, DESK):
            page.set_viewport_size(size)
            found += [f"{address} cuts {one}" for one in page.evaluate(CUT)]
            found += [f"{address} scrolls by {overflow(page)} px"] * (overflow(page) > 0)

    assert found == []


def test_nothing_sticks_to_a_window_at_twice_its_size(open_page: OpenPage) -> None:
    page = open_page("canbo", viewport=ZOOMED, device_scale_factor=2)

    assert page.evaluate(STUCK) == []
    page.set_viewport_size(DESK)
    assert "owed-head" in page.evaluate(STUCK)
