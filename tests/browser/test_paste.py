"""An officer's own table, pasted from Excel: seen in the rows, saved with one button."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tasks.models import Progress
from tests.browser.conftest import OpenPage
from tests.browser.looks import look

pytestmark = pytest.mark.browser

RESULT = "Đã tổ chức 2 hội nghị;\n320 lượt người dự"


def paste(page: Page) -> None:
    """Paste a table about the first two rows, one strange task and one unknown state in it."""
    first, second, third = page.locator(".owed-row h3").all_inner_texts()[:3]
    page.get_by_role("link", name="Dán từ Excel").click()
    page.get_by_label("Bảng chép từ Excel").fill(
        "STT\tNhiệm vụ\tTiến độ\tKết quả thực hiện\tThực hiện\tKế hoạch\n"
        f'1\t{first}\tđang thực hiện\t"{RESULT}"\t2,5\t4\n'
        f"2\t{second}\thoàn thành\tĐã xong\t\t\n"
        f"3\t{third}\tchẳng rõ\t\t\t\n"
        "4\tViệc ở nơi khác\txong\tĐã xong\t\t\n"
    )
    page.get_by_role("button", name="Xem trước").click()


def saved() -> dict[str, str]:
    """Return what the officer's own commune stored for the open period: results by states."""
    own = Progress.objects.filter(period__state="open", assignment__unit__territory__code="06280")
    return dict(own.values_list("state", "result"))


@pytest.mark.parametrize("script", [True, False])
def test_table_is_pasted_seen_and_saved(open_page: OpenPage, script: bool) -> None:
    page = open_page("canbo", java_script_enabled=script)

    paste(page)

    rows = page.locator(".owed-row")
    expect(page.get_by_text("2 nhiệm vụ sẽ thay đổi.")).to_be_visible()
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_label("Kết quả thực hiện")).to_have_value(RESULT)
    expect(rows.first.get_by_label("Số thực hiện")).to_have_value("2,5")
    expect(page.get_by_text("Dòng 5: “Việc ở nơi khác”")).to_be_visible()
    assert saved() == {}

    page.get_by_role("button", name="Lưu tất cả").last.click()

    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu 2 nhiệm vụ.")
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 2/22 nhiệm vụ")
    assert saved() == {"in_progress": RESULT, "completed": "Đã xong"}


def test_row_mended_in_the_preview_saves_itself_and_no_other(open_page: OpenPage) -> None:
    page = open_page("canbo")
    paste(page)
    row = page.locator(".owed-row").last

    row.get_by_label("Kết quả thực hiện").fill("Sửa thêm")

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    assert saved() == {"completed": "Sửa thêm"}


def test_leaving_a_preview_is_asked_about_and_looking_again_is_not(open_page: OpenPage) -> None:
    page = open_page("canbo")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    paste(page)
    page.get_by_text("Sửa bảng đã dán, xem trước lại").click()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("2 nhiệm vụ sẽ thay đổi.")).to_be_visible()
    assert asked == []

    page.get_by_text("Sửa bảng đã dán, xem trước lại").click()
    page.get_by_role("link", name="Thôi").click()

    expect(page.get_by_text("2 nhiệm vụ sẽ thay đổi.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_pages_of_pasting_are_for_everybody(open_page: OpenPage) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    page.get_by_role("link", name="Dán từ Excel").click()
    page.get_by_text("Tên cột được hiểu").click()
    assert look(page, "paste") == []
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/")

    paste(page)

    assert look(page, "pasted table") == []
