"""Filled rows fold to two lines, open by a click or a key, and never hide what is unsaved."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.models import Event
from tasks import actions
from tasks.models import Assignment
from tests.browser.conftest import OpenPage, record
from tests.browser.test_progress import FIRST, NOT_SAVED, SECOND, fill, first_row, this_period

pytestmark = pytest.mark.browser

SCREEN, PHONE = 768, {"width": 390, "height": 844}


def fill_in(rows: int) -> None:
    """Have the officer's first rows recorded, as seen from the top of the page."""
    owed = Assignment.objects.owed_with_plan().filter(task__plan__territory__code="06280")
    for row in owed.order_by("task__position")[:rows]:
        record(row, "canbo", actions.Recorded("in_progress", FIRST))


def fields(row: Locator) -> Locator:
    return row.locator(".owed-row__form")


def folded(page: Page) -> Locator:
    return page.locator(".owed-row__fold:not([open]) > summary")


def bottoms(rows: Locator) -> list[float]:
    return [box["y"] + box["height"] for one in rows.all() if (box := one.bounding_box())]


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page whose first eight rows are filled in."""
    fill_in(8)
    return open_page("canbo")


def test_filled_rows_are_folded_and_missing_ones_open(page: Page) -> None:
    expect(folded(page)).to_have_count(8)
    expect(fields(first_row(page))).to_be_hidden()
    expect(first_row(page)).to_contain_text("đang thực hiện")
    expect(folded(page).first).to_contain_text(FIRST)
    expect(folded(page).first).to_contain_text("minh chứng: 0 · đã lưu")
    expect(fields(page.locator(".owed-row").nth(8))).to_be_visible()


def test_first_screen_shows_five_folded_rows(page: Page) -> None:
    assert sum(bottom <= SCREEN for bottom in bottoms(page.locator(".owed-row"))) >= 5


def test_first_screen_shows_two_open_rows(open_page: OpenPage) -> None:
    page = open_page("canbo")

    assert sum(bottom <= SCREEN for bottom in bottoms(page.locator(".owed-row"))) >= 2


def test_click_opens_a_row_at_its_result_and_folds_it_again(page: Page) -> None:
    row = first_row(page)
    folded(page).first.click()

    expect(row.get_by_label("Kết quả thực hiện")).to_be_focused()
    expect(row.get_by_label("Kết quả thực hiện")).to_have_value(FIRST)

    row.get_by_text("Thu gọn").click()
    expect(fields(row)).to_be_hidden()


def test_keys_open_a_row_and_lead_through_folded_ones(page: Page) -> None:
    rows = page.locator(".owed-row")
    folded(page).first.focus()

    page.keyboard.press("Control+ArrowDown")
    expect(rows.nth(1).locator("summary").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.nth(1).get_by_label("Kết quả thực hiện")).to_be_focused()
    page.keyboard.press("Control+ArrowDown")

    expect(rows.nth(2).get_by_label("Kết quả thực hiện")).to_be_focused()
    expect(fields(rows.nth(1))).to_be_hidden()


def test_finger_opens_a_row_without_calling_its_keyboard(open_page: OpenPage) -> None:
    fill_in(1)
    page = open_page("canbo", viewport=PHONE, has_touch=True, is_mobile=True)

    folded(page).first.tap()

    expect(first_row(page).get_by_label("Tình hình")).to_be_focused()


def test_state_and_result_come_first_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("canbo", viewport=PHONE)
    row = first_row(page)

    result = row.get_by_label("Kết quả thực hiện").bounding_box()
    task = row.get_by_text("Nhiệm vụ, giải pháp").bounding_box()

    assert result
    assert task
    assert result["y"] < task["y"]


def test_saved_row_stays_open_and_its_folded_line_is_up_to_date(page: Page) -> None:
    row = first_row(page)
    folded(page).first.click()
    row.get_by_label("Kết quả thực hiện").fill(SECOND)
    expect(row.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(fields(row)).to_be_visible()

    row.get_by_text("Thu gọn").click()

    expect(folded(page).first).to_contain_text(SECOND)


def test_text_that_is_not_saved_is_never_folded(page: Page) -> None:
    row = first_row(page)
    folded(page).first.click()
    page.route("**/progress/**", lambda route: route.abort())
    row.get_by_label("Kết quả thực hiện").fill(SECOND)

    row.get_by_text("Thu gọn").click()

    expect(row.get_by_role("status")).to_have_text(NOT_SAVED)
    expect(row.get_by_label("Kết quả thực hiện")).to_be_visible()
    page.unroute("**/progress/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(fields(row)).to_be_hidden()
    assert SECOND in this_period()


def test_link_to_a_row_opens_it(page: Page) -> None:
    address = first_row(page).get_attribute("id")

    page.goto("/waiting/")
    page.goto(f"/#{address}")

    expect(fields(first_row(page))).to_be_visible()


def test_every_row_is_open_without_script(open_page: OpenPage) -> None:
    fill_in(2)
    page = open_page("canbo", java_script_enabled=False)

    expect(fields(first_row(page))).to_be_visible()
    expect(page.locator(".owed-row__fold").first).to_be_hidden()
    first_row(page).get_by_label("Kết quả thực hiện").fill(SECOND)
    page.get_by_role("button", name="Lưu tất cả").last.click()

    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu 1 nhiệm vụ")
    assert sorted(this_period()) == sorted([FIRST, SECOND])


def test_double_click_saves_once(open_page: OpenPage) -> None:
    known = set(Event.objects.values_list("pk", flat=True))
    page = open_page("canbo")
    row = first_row(page)
    row.get_by_label("Kết quả thực hiện").fill(FIRST)
    row.get_by_label("Tình hình").select_option(label="đang thực hiện")

    row.locator("button[name=save]").dblclick()
    expect(row.get_by_role("status")).to_contain_text("đã lưu")

    expect(page.locator(".owed-row[data-dirty], .owed-row[data-saving]")).to_have_count(0)
    assert this_period() == [FIRST]
    # A pause may have saved one field alone; nothing is recorded twice.
    new = Event.objects.filter(verb="progress.record").exclude(pk__in=known)
    recorded = [json.dumps(one.details["after"], sort_keys=True) for one in new]
    assert len(recorded) == len(set(recorded)) > 0


def test_back_button_after_saving_shows_what_is_saved(open_page: OpenPage) -> None:
    page = open_page("canbo", java_script_enabled=False)
    fill(first_row(page), FIRST)
    page.get_by_role("button", name="Lưu tất cả").last.click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu 1 nhiệm vụ")

    page.go_back()
    page.get_by_role("button", name="Lưu tất cả").last.click()

    expect(page.locator("#thong-bao")).not_to_contain_text("chưa lưu")
    expect(first_row(page).get_by_label("Kết quả thực hiện")).to_have_value(FIRST)
    assert this_period() == [FIRST]
