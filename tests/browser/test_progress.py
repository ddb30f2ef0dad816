"""The officer's rows: saved in place, never lost, never overwritten, and without script too."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from plans.signin import DEMO_PASSWORD
from tasks.models import Progress
from tests.browser.conftest import OpenPage, sign_in

pytestmark = pytest.mark.browser

FIRST = "Đã tổ chức 4 hội nghị, 320 lượt người dự"
SECOND = "Đã phát 1.200 tờ gấp đến 9/9 thôn"
NOT_SAVED = "Chưa lưu được – chữ vẫn còn trên màn hình"


def first_row(page: Page) -> Locator:
    return page.locator(".owed-row").first


def save(row: Locator) -> None:
    row.locator("button[name=save]").click()


def fill(row: Locator, text: str) -> None:
    """Choose a state and type a result, without saving."""
    row.get_by_label("Tình hình").select_option(label="đang thực hiện")
    row.get_by_label("Kết quả thực hiện").fill(text)


def this_period() -> list[str]:
    """Return the results stored for the open period by the officer's own commune."""
    own = Progress.objects.filter(period__state="open", assignment__unit__territory__code="06280")
    return list(own.values_list("result", flat=True))


def test_officer_saves_a_row_without_leaving_the_page(open_page: OpenPage) -> None:
    page = open_page("canbo")
    expect(page.locator(".owed-row")).to_have_count(22)
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 0/22 nhiệm vụ")
    page.evaluate("window.stayed = true")
    row = first_row(page)
    fill(row, FIRST)

    save(row)

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(page.locator("#owed-missing")).to_have_text("21")
    expect(page.get_by_text("đã cập nhật 1/4")).to_be_visible()
    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 1/22 nhiệm vụ")
    assert page.evaluate("window.stayed")
    page.reload()
    expect(first_row(page).get_by_label("Kết quả thực hiện")).to_have_value(FIRST)


def test_row_saves_itself_when_typing_pauses(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    result = row.get_by_label("Kết quả thực hiện")
    row.get_by_label("Tình hình").select_option(label="đang thực hiện")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")

    result.press_sequentially(FIRST)
    expect(row.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(result).to_be_focused()
    assert this_period() == [FIRST]


def test_text_without_a_state_is_asked_for_it_and_kept(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    result = row.get_by_label("Kết quả thực hiện")

    result.press_sequentially(FIRST)

    expect(row.get_by_role("status")).to_contain_text("Chọn tình hình thực hiện.")
    expect(row.get_by_label("Tình hình")).to_have_attribute("aria-invalid", "true")
    expect(result).to_be_focused()
    expect(result).to_have_value(FIRST)
    row.get_by_label("Tình hình").select_option(label="đang thực hiện")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(row.locator(".errorlist")).to_have_count(0)
    assert this_period() == [FIRST]


def test_as_last_period_fills_the_fields_and_saves(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)

    row.get_by_role("button", name="Như kỳ trước").click()

    expect(row.get_by_role("status")).to_contain_text("chữ như kỳ trước")
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(row.locator("q").inner_text())


def test_keys_lead_from_row_to_row(open_page: OpenPage) -> None:
    page = open_page("canbo")
    rows = page.locator(".owed-row")
    rows.nth(0).get_by_label("Kết quả thực hiện").focus()

    page.keyboard.press("Control+ArrowDown")
    expect(rows.nth(1).get_by_label("Kết quả thực hiện")).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    expect(rows.nth(0).get_by_label("Kết quả thực hiện")).to_be_focused()


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
    expect(first_row(leader)).to_be_visible()
    fill(first_row(officer), FIRST)
    save(first_row(officer))
    expect(first_row(officer).get_by_role("status")).to_contain_text("đã lưu")

    fill(first_row(leader), SECOND)
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


def test_all_rows_are_saved_at_once_without_script(open_page: OpenPage) -> None:
    page = open_page("canbo", java_script_enabled=False)
    fill(page.locator(".owed-row").nth(0), FIRST)
    fill(page.locator(".owed-row").nth(1), SECOND)
    page.locator(".owed-row").nth(2).get_by_label("Kết quả thực hiện").fill("Thiếu tình hình")

    page.get_by_role("button", name="Lưu tất cả").last.click()

    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu 2 nhiệm vụ; 1 chưa lưu")
    unsaved = page.locator(".owed-row").nth(2)
    expect(unsaved.get_by_label("Kết quả thực hiện")).to_have_value("Thiếu tình hình")
    assert sorted(this_period()) == sorted([FIRST, SECOND])


def test_text_sent_after_the_session_ended_waits_behind_the_sign_in(open_page: OpenPage) -> None:
    page = open_page("canbo", java_script_enabled=False)
    fill(first_row(page), FIRST)
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name="Lưu tất cả").last.click()
    expect(page.get_by_text("vẫn được giữ trong một giờ")).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(first_row(page).get_by_label("Kết quả thực hiện")).to_have_value(FIRST)
    page.get_by_role("button", name="Lưu tất cả").last.click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu 1 nhiệm vụ")
    assert this_period() == [FIRST]


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
    page.route("**/progress/**", lambda route: route.abort())
    fill(row, FIRST)

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
    page.context.clear_cookies(name="session")
    fill(row, FIRST)

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
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route("**/progress/**", hold_first)
    fill(row, FIRST)
    expect(row.get_by_role("status")).to_have_text("Đang lưu…")

    row.get_by_label("Kết quả thực hiện").fill(f"{FIRST}; {SECOND}")
    held[0].continue_()

    expect(page.locator("#owed-count")).to_contain_text("đã cập nhật 1/22 nhiệm vụ")
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(f"{FIRST}; {SECOND}")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    assert this_period() == [f"{FIRST}; {SECOND}"]


def test_suspending_without_a_reason_says_so_in_the_row(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    row.get_by_label("Tình hình").select_option(label="tạm hoãn")

    save(row)

    expect(row).to_contain_text("Nêu lý do tạm hoãn.")
    expect(row.get_by_label("Lý do tạm hoãn")).to_be_visible()
    assert this_period() == []
