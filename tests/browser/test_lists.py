"""Lists brought in by a real browser: seen, mended, confirmed; readable for everybody."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Territory, Unit
from tests.browser.conftest import OpenPage
from tests.browser.looks import look
from tests.plans.list_files import UNITS, listed, unit_row

pytestmark = pytest.mark.browser


def row(**cells: Any) -> dict[str, Any]:
    place = Territory.objects.communes().filter(valid_to=None).order_by("code")[0]
    return unit_row(code=place.code, level="cấp xã", **cells)


def upload(page: Page, folder: Path, *rows: dict[str, Any]) -> None:
    file = folder / "Đơn vị mới.xlsx"
    file.write_bytes(listed(UNITS, *rows))
    page.goto("/lists/units/")
    page.get_by_label("Tệp Excel").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_list_is_mended_confirmed_and_there(
    open_page: OpenPage, tmp_path: Path, javascript: bool
) -> None:
    page = open_page("quantri", java_script_enabled=javascript)
    upload(page, tmp_path, row(name="Thôn Thử"), row(kind="cục"))
    expect(page.get_by_role("alert")).to_contain_text("1 dòng có lỗi")
    with page.expect_download() as returned:
        page.get_by_role("link", name="Tải lại tệp kèm cột Lỗi").click()
    assert returned.value.suggested_filename == "Đơn vị mới - có cột Lỗi.xlsx"
    page.get_by_role("link", name="Tải tệp đã sửa lên").click()

    upload(page, tmp_path, row(name="Thôn Thử"))
    page.get_by_role("button", name="Nhập: thêm 1, sửa 0").click()

    expect(page.get_by_text("Đã nhập danh sách: thêm 1")).to_be_visible()
    assert Unit.objects.filter(name="Thôn Thử").exists()


def test_pages_of_lists_are_accessible_on_a_desk_and_on_a_phone(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page, found = open_page("quantri", reduced_motion="reduce"), []
    for address in ("/lists/", "/lists/memberships/"):
        page.goto(address)
        found += look(page, address)
    upload(page, tmp_path, row(name="Thôn " + "dài " * 30), row(place="Xã Ba Tơ"))
    for show in ("changes", "notes"):
        page.goto(f"{page.url.split('?')[0]}?show={show}")
        found += look(page, f"preview, {show}")
    page.get_by_role("button", name="Nhập").click()
    found += look(page, "result")
    upload(page, tmp_path, row(kind="cục", valid_from="hôm qua"))
    found += look(page, "preview with mistakes")
    page.goto("/lists/units/")
    page.get_by_role("button", name="Xem trước").click()
    found += look(page, "refused upload")

    assert found == []
