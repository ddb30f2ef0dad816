"""The officer's rows: saved in place, never lost, never overwritten, and without script too."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tasks.models import Progress
from tests.browser.conftest import OpenPage, sign_in

pytestmark = pytest.mark.browser

FIRST = "Đã tổ chức 4 hội nghị, 320 lượt người dự"
SECOND = "Đã phát 1.200 tờ gấp đến 9/9 thôn"
NOT_SAVED = "Chưa lưu được – chữ vẫn còn trên màn hình"


def first_row(page: Page) -> Locator:
    return page.locator(".owed-row").first


def save(row: Locator) -> None:
    row.get_by_role("button", name="Lưu").click()


def fill(row: Locator, text: str) -> None:
    """Choose a state and type a result, without saving."""
    row.get_by_label("Tình hình").select_option(label="đang thực hiện")
    row.get_by_label("Kết quả thực hiện").fill(text)


def this_period() -> list[str]:
    """Return the results stored for the open period."""
    return list(Progress.objects.filter(period__state="open").values_list("result", flat=True))


def test_officer_saves_a_row_without_leaving_the_page(open_page: OpenPage) -> None:
    page = open_page("canbo")
    expect(page.locator(".owed-row")).to_have_count(22)
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 0/22 nhiệm vụ")
    page.evaluate("window.stayed = true")
    row = first_row(page)
    fill(row, FIRST)
    expect(row.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")

    save(row)

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(page.locator("#owed-missing")).to_have_text("21")
    expect(page.get_by_text("đã cập nhật 1/4")).to_be_visible()
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 1/22 nhiệm vụ")
    assert page.evaluate("window.stayed")
    page.reload()
    expect(first_row(page).get_by_label("Kết quả thực hiện")).to_have_value(FIRST)


def test_ctrl_enter_saves_and_the_cursor_stays_in_the_row(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    fill(row, FIRST)

    page.keyboard.press("Control+Enter")

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(row.get_by_label("Kết quả thực hiện")).to_be_focused()
    assert this_period() == [FIRST]


def test_second_to_save_sees_both_texts_and_decides(open_page: OpenPage) -> None:
    officer, leader = open_page("canbo"), open_page("chutich")
    fill(first_row(officer), FIRST)
    fill(first_row(leader), SECOND)
    save(first_row(officer))
    expect(first_row(officer).get_by_role("status")).to_contain_text("đã lưu")

    save(first_row(leader))

    conflict = first_row(leader).locator(".conflict")
    expect(conflict).to_contain_text("Nguyễn Thị Minh đã lưu nhiệm vụ này")
    expect(conflict).to_contain_text(FIRST)
    expect(conflict).to_contain_text(SECOND)
    assert this_period() == [FIRST]

    first_row(leader).get_by_role("button", name="Lưu bản của tôi").click()

    expect(first_row(leader).get_by_role("status")).to_contain_text("đã lưu")
    assert this_period() == [SECOND]


def test_row_is_saved_without_script(open_page: OpenPage) -> None:
    page = open_page("canbo", java_script_enabled=False)
    fill(first_row(page), FIRST)

    save(first_row(page))

    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu")
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 1/22 nhiệm vụ")
    expect(first_row(page).get_by_label("Kết quả thực hiện")).to_have_value(FIRST)


def test_conflict_is_settled_without_script(open_page: OpenPage) -> None:
    officer, leader = open_page("canbo"), open_page("chutich", java_script_enabled=False)
    fill(first_row(officer), FIRST)
    save(first_row(officer))
    expect(first_row(officer).get_by_role("status")).to_contain_text("đã lưu")
    fill(first_row(leader), SECOND)

    save(first_row(leader))
    expect(leader.locator(".conflict")).to_contain_text(FIRST)
    leader.get_by_role("button", name="Lưu bản của tôi").click()

    expect(leader.locator("#thong-bao")).to_contain_text("Đã lưu")
    assert this_period() == [SECOND]


def test_text_survives_a_broken_line_and_is_saved_later(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    fill(row, FIRST)
    page.route("**/progress/**", lambda route: route.abort())

    save(row)

    expect(row.get_by_role("status")).to_have_text(NOT_SAVED)
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(FIRST)
    page.unroute("**/progress/**")
    save(row)
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    assert this_period() == [FIRST]


def test_text_survives_a_session_that_ended_meanwhile(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    fill(row, FIRST)
    page.context.clear_cookies(name="session")

    save(row)

    expect(row.get_by_role("status")).to_contain_text("phiên làm việc đã hết")
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(FIRST)
    assert this_period() == []

    sign_in(page.context.new_page(), "canbo")
    save(row)

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    assert this_period() == [FIRST]


def test_words_typed_while_a_save_is_under_way_stay(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    fill(row, FIRST)
    held: list[Route] = []
    page.route("**/progress/**", lambda route: held.append(route))  # noqa: PLW0108 - no method
    save(row)
    expect(row.get_by_role("status")).to_have_text("Đang lưu…")

    row.get_by_label("Kết quả thực hiện").fill(f"{FIRST}; {SECOND}")
    held[0].continue_()

    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 1/22 nhiệm vụ")
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(f"{FIRST}; {SECOND}")
    expect(row.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")


def test_suspending_without_a_reason_says_so_in_the_row(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    row.get_by_label("Tình hình").select_option(label="tạm hoãn")

    save(row)

    expect(row).to_contain_text("Nêu lý do tạm hoãn.")
    expect(row.get_by_label("Lý do tạm hoãn")).to_be_visible()
    assert this_period() == []
