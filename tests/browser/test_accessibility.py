"""Pages to which no link leads, held against WCAG 2.2 AA; the crawl looks at all others."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from indicators.models import Component, Framework, Target
from papi_portal.workbook import XLSX
from plans.models import Territory
from tasks.actions import Recorded
from tasks.models import Assignment
from tests import factories
from tests.browser.conftest import OpenPage, record
from tests.browser.looks import check, look
from tests.indicators.own_sets import listed

pytestmark = pytest.mark.browser


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
