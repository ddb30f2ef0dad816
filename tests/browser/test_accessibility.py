"""WCAG 2.2 AA by axe, on a desk and on a phone, light and dark; and no page wider than its window.

What links lead to is looked at by the crawl (test_crawl.py); here stands what they do not.
"""

from decimal import Decimal
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from indicators.models import Component, Framework, Target
from papi_portal.workbook import XLSX
from plans.models import Territory
from tasks.actions import Recorded
from tasks.models import Assignment
from tests import factories
from tests.browser.conftest import OpenPage, record
from tests.indicators.own_sets import listed

pytestmark = pytest.mark.browser

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 683, "height": 384}
"""The desk at 200 %."""
NARROWEST: ViewportSize = {"width": 320, "height": 568}
"""To this width pages reflow: a desk at 400 %."""
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = ["target-size", "scrollable-region-focusable", "link-name", "button-name", "label"]
"""What another scheme and another width can change; all other rules are asked once."""
LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = (
    (DESK, "light"),
    (DESK, "dark"),
    (PHONE, "dark"),
    (PHONE, "light"),
)
ALIKE = """() => {
    const look = (one) => `${one.localName}.${one.className}.${one.ariaCurrent}.${one.disabled}`;
    const isText = (one) => one.nodeType === 3 && one.data.trim();
    const says = (one) => [...one.childNodes].some(isText) || one.matches("input, select, button");
    const seen = new Map();
    for (const one of document.querySelectorAll("body *")) {
        if (!one.getClientRects().length || !says(one)) continue;
        const line = [one];
        while (line.length < 5 && line.at(-1).parentElement) line.push(line.at(-1).parentElement);
        const key = line.map(look).join(" ");
        if (!seen.has(key)) seen.set(key, one);
    }
    return { include: [...seen.values()] };
}"""
"""One element for all that are drawn alike: contrast is dear, and rows of a table have one look."""
AXE: str = Axe().axe_script


def problems(page: Page, options: dict[str, Any], where: str = "document") -> list[str]:
    """Return what axe finds in the page as it stands: rule, element and what is wrong with it."""
    found: list[dict[str, Any]] = page.evaluate(
        f"async (options) => (await axe.run({where}, options)).violations",
        {"resultTypes": ["violations"], **options},
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page itself would scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def too_wide(page: Page) -> list[str]:
    """Return the windows in which the page itself would scroll sideways."""
    found = []
    for size in (PHONE, NARROWEST, ZOOMED):
        page.set_viewport_size(size)
        if overflow(page) > 0:
            found.append(f"{overflow(page)} px wider than a window of {size['width']} px")
    return found


def look(page: Page, name: str) -> list[str]:
    """Return what is wrong with the page as it stands, on a desk and on a phone."""
    page.evaluate(AXE)
    once = {"runOnly": AA, "rules": {rule: {"enabled": False} for rule in COLOURS}}
    found = [f"{name}: {one}" for one in problems(page, once)]
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        seen_as = f"{name}, {size['width']} px, {scheme}"
        alike = problems(page, {"runOnly": COLOURS}, f"({ALIKE})()")
        found += [f"{seen_as}: {one}" for one in alike]
    found += [f"{name}, on a phone: {one}" for one in problems(page, {"runOnly": WIDTHS})]
    found += [f"{name} is {one}" for one in too_wide(page)]
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    return found


def check(page: Page, *addresses: str) -> None:
    """Hold each page against axe and against the width of a phone; report all at once."""
    found = []
    for address in addresses:
        page.goto(address)
        found += look(page, address)
    assert not found, "\n".join(found)


def test_pages_of_a_visitor(open_page: OpenPage) -> None:
    check(
        open_page(reduced_motion="reduce"),
        "/accounts/login/",
        "/there/is/no/such/page/",
        "/public/",
        "/public/20/",
        "/public/20/?lang=en",
        "/public/20/06280/",
    )


def test_pages_of_scores(open_page: OpenPage) -> None:
    province = Territory.objects.get(name="Tỉnh Lạng Sơn", valid_to=None)
    before, lao_cai = (
        Territory.objects.get(name=name, valid_from=None)
        for name in ("Tỉnh Lạng Sơn", "Tỉnh Lào Cai")
    )
    part = Component.objects.get(framework__code="papi-2021", code="1.1")
    here = f"/indicators/provinces/{province.pk}/"
    check(
        open_page("sonoivu", reduced_motion="reduce"),
        here,
        f"/indicators/provinces/{lao_cai.pk}/?year=2019",  # published figures beside their sums
        f"/indicators/provinces/{before.pk}/scores/?year=2024",
        f"{here}components/{part.pk}/",
        f"{here}what-if/?points=79",
        f"{here}effort/",
        f"/indicators/compare/?place={before.pk}&place={lao_cai.pk}",
        "/indicators/?show=all",
        "/indicators/frameworks/papi-2021/",
        "/indicators/frameworks/papi-2021/?against=papi-2018",
    )


def test_pages_of_targets(open_page: OpenPage) -> None:
    province = Territory.objects.get(name="Tỉnh Lạng Sơn", valid_to=None)
    plan = factories.plan(province)
    part = Component.objects.get(framework__code="papi-2021", code="1")
    facts = {"component": part, "year": 2026, "position": 1, "text": "đạt 5,30 điểm; tăng 0,05"}
    target = Target.objects.create(plan=plan, kind="score_min", value=Decimal("5.3"), **facts)
    Target.objects.create(
        plan=plan, kind="change", value=Decimal("0.05"), **{**facts, "position": 2}
    )
    here = f"{plan.get_absolute_url()}targets/"
    check(
        open_page("sonoivu", reduced_motion="reduce"),
        here,
        f"{here}add/",
        f"{here}import/",
        f"/targets/{target.pk}/edit/",
        f"/targets/{target.pk}/delete/",
        f"{plan.get_absolute_url()}coverage/?index=pci",
        "/reports/rollup/?index=par_index",
    )


def test_pages_of_sets_of_criteria(open_page: OpenPage) -> None:
    province = Territory.objects.get(name="Tỉnh Lạng Sơn", valid_to=None)
    own = factories.framework(code="20-cchc-2025", first_year=2025, index_name="CCHC")
    Framework.objects.filter(pk=own.pk).update(territory=province)
    factories.task(factories.plan(province), components=tuple(own.components.filter(depth=2)))
    page = open_page("sonoivu", reduced_motion="reduce")
    check(
        page,
        "/indicators/frameworks/",
        f"/indicators/frameworks/{own.code}/",
        f"/indicators/provinces/{province.pk}/frameworks/import/",
    )
    page.get_by_label("Bộ chỉ số", exact=True).select_option(str(own.index_id))
    page.get_by_label("Từ năm").fill("2026")
    page.get_by_label("Nguồn").fill("Quyết định 12/QĐ-UBND")
    rows = listed({"code": "1", "name": "Nội dung 1", "scale_max": 5}, {"code": "2", "name": ""})
    file = page.locator("input[type=file]")
    file.set_input_files({"name": "Bộ tiêu chí.xlsx", "mimeType": XLSX, "buffer": rows})
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước")

    assert look(page, "preview of a set of criteria") == []


def test_row_with_a_mistake_and_row_in_conflict(open_page: OpenPage) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    first, second = page.locator(".owed-row").nth(0), page.locator(".owed-row").nth(1)
    first.get_by_label("Tình hình").select_option(label="tạm hoãn")
    first.locator("button[name=save]").click()
    expect(first).to_contain_text("Nêu lý do tạm hoãn.")
    number = str(second.get_attribute("id")).removeprefix("row-")
    record(Assignment.objects.get(pk=number), "chutich", Recorded("completed", "Đã xong"))
    second.get_by_label("Tình hình").select_option(label="đang thực hiện")
    expect(second.locator(".conflict")).to_be_visible()

    assert look(page, "home with a mistake and a conflict") == []


def test_open_menu(open_page: OpenPage) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    page.goto("/accounts/password/change/")
    page.locator("details.menu summary").click()

    assert look(page, "open menu") == []


def test_the_check_itself_bites(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/accounts/login/")
    page.evaluate("""() => {
        document.body.append(document.createElement("img"), document.createElement("select"));
        document.querySelector("main").style.cssText = "color: #999; min-width: 500px";
    }""")

    found = "\n".join(look(page, "spoiled page"))

    for problem in ("image-alt", "select-name", "color-contrast", "wider than a window of 390 px"):
        assert problem in found
