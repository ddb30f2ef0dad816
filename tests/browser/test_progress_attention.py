"""The officer's rows keep the person's place: nothing pushes fields, nothing waits unseen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, sign_in
from tests.browser.test_progress import FIRST, SECOND, fill, first_row, save, this_period

pytestmark = pytest.mark.browser


def test_what_is_wrong_does_not_push_away_the_field_one_types_in(open_page: OpenPage) -> None:
    page = open_page("canbo")
    result = first_row(page).get_by_label("Kết quả thực hiện")
    result.focus()
    before = result.bounding_box()

    result.press_sequentially("Đã họp")
    expect(first_row(page).locator(".errorlist")).to_be_visible()

    assert result.bounding_box() == before


def test_saving_does_not_move_the_fields(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    before = row.get_by_label("Tình hình").bounding_box()

    fill(row, FIRST)
    expect(row.get_by_role("status")).to_contain_text("đã lưu")

    assert row.get_by_label("Tình hình").bounding_box() == before


def test_who_goes_on_to_the_next_row_is_told_what_the_last_one_lacks(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    state = row.get_by_label("Tình hình")
    state.focus()
    state.select_option(label="tạm hoãn")
    expect(row.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")

    page.locator(".owed-row").nth(1).get_by_label("Tình hình").focus()

    expect(row.get_by_role("status")).to_contain_text("Nêu lý do tạm hoãn.")


def test_sign_in_leads_to_another_tab_and_coming_back_saves(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    page.context.clear_cookies()
    fill(row, FIRST)
    link = row.get_by_role("link", name="Đăng nhập ở thẻ mới")
    expect(link).to_have_attribute("href", "/accounts/login/")
    expect(link).to_have_attribute("target", "_blank")
    assert this_period() == []

    sign_in(page.context.new_page(), "canbo")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    assert this_period() == [FIRST]


def test_cursor_stays_in_the_row_when_ones_own_text_is_given_up(open_page: OpenPage) -> None:
    officer, leader = open_page("canbo"), open_page("chutich")
    expect(first_row(leader)).to_be_visible()
    fill(first_row(officer), FIRST)
    save(first_row(officer))
    expect(first_row(officer).get_by_role("status")).to_contain_text("đã lưu")
    fill(first_row(leader), SECOND)

    first_row(leader).get_by_role("button", name="Bỏ bản của tôi").click()

    result = first_row(leader).get_by_label("Kết quả thực hiện")
    expect(result).to_have_value(FIRST)
    expect(result).to_be_focused()


def test_who_takes_back_what_they_typed_has_nothing_left_to_save(open_page: OpenPage) -> None:
    page = open_page("canbo")
    row = first_row(page)
    result = row.get_by_label("Kết quả thực hiện")
    result.press_sequentially("Đã họp")
    expect(row.locator(".errorlist")).to_be_visible()

    result.fill("")

    expect(row.locator(".errorlist")).to_have_count(0)
    expect(row.get_by_role("status")).to_have_text("")
    expect(row.get_by_label("Tình hình")).not_to_have_attribute("aria-invalid", "true")
    page.goto("/waiting/")
    assert page.url.endswith("/waiting/")


def test_what_was_typed_over_a_saved_text_is_saved_when_it_is_taken_back(
    open_page: OpenPage,
) -> None:
    page = open_page("canbo")
    row = first_row(page)
    fill(row, FIRST)
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    row.get_by_label("Kết quả thực hiện").fill(SECOND)
    expect(page.locator(".owed-row[data-dirty]")).to_have_count(0)
    assert this_period() == [SECOND]

    row.get_by_label("Kết quả thực hiện").fill(FIRST)
    expect(page.locator(".owed-row[data-dirty]")).to_have_count(0)

    assert this_period() == [FIRST]


def test_token_grown_old_is_renewed_without_fetching_the_page_again(open_page: OpenPage) -> None:
    page = open_page("canbo")
    page.context.clear_cookies(name="session")
    sign_in(page.context.new_page(), "canbo")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))

    fill(first_row(page), FIRST)
    expect(first_row(page).get_by_role("status")).to_contain_text("đã lưu")

    fetched = [one for one in asked if one.startswith("GET")]
    assert [one.rsplit("/", 3)[1:] for one in fetched] == [["progress", "token", ""]]
    assert this_period() == [FIRST]
