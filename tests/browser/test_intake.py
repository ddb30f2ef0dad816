"""A plan comes in as it was issued: uploaded, looked at, mended, confirmed, issued, worked on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.models import Plan
from tasks.models import Intake
from tests.browser.conftest import OpenPage, sign_in
from tests.browser.looks import AXE, look
from tests.browser.test_crawl import complaints_of
from tests.tasks import uploads

pytestmark = pytest.mark.browser

STRANGE = "Tổ Công nghệ số cộng đồng"
MENDED = "Tổ chức 03 hội nghị đối thoại tại các thôn."
NOT_SAVED = "Chưa lưu được – chữ vẫn còn trên màn hình"
HOLD = "document.addEventListener('submit', (event) => event.preventDefault(), { once: true })"
"""Keeps the page, as a slow line does."""
Upload = Callable[[Page], Page]


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    """Bring the plan of xã Điềm He in through the door that the list of plans shows."""
    file = tmp_path / "Kế hoạch PAPI 2026.docx"
    file.write_bytes(uploads.word_plan())

    def brought(page: Page) -> Page:
        page.goto("/plans/")
        page.get_by_role("link", name="Nhập kế hoạch từ tệp").click()
        page.get_by_label("Tệp Word, Excel hoặc PDF").set_input_files(file)
        page.get_by_role("button", name="Đọc văn bản").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("số 12/KH-UBND")
        return page

    return brought


def row(page: Page, number: int) -> Locator:
    return page.locator(f"#dong-{number}")


def edit(page: Page, number: int) -> Locator:
    """Open a row for editing, in place or on its own page; return what holds the form."""
    page.get_by_role("link", name=f"Sửa dòng {number}").click()
    form = row(page, number)
    expect(form.get_by_label("Nhiệm vụ, giải pháp")).to_be_visible()
    return form


def decide(page: Page, name: str, choice: str) -> None:
    """Choose what a name means."""
    page.get_by_text("tên chưa rõ là đơn vị nào").click()
    page.get_by_label(name).select_option(label=choice)
    page.get_by_role("button", name="Lưu cách hiểu").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu cách hiểu tên đơn vị.")


def confirm(page: Page) -> Plan:
    """Take the preview in; return the draft that it became."""
    page.get_by_role("button", name="nhiệm vụ vào bản dự thảo").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã nhập Kế hoạch số 12/KH-UBND")
    return Plan.objects.get(number="12/KH-UBND")


def issue(page: Page, plan: Plan) -> None:
    page.goto(f"{plan.get_absolute_url()}issue/")
    page.get_by_role("button", name="Ghi nhận Kế hoạch số 12/KH-UBND đã ban hành").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã ghi nhận Kế hoạch số 12/KH-UBND")


def expect_work(page: Page) -> None:
    """Expect the mended row among the work of the officer, with a place to record it."""
    work = page.locator(".owed-row").filter(has_text="1.1 Tri thức công dân")
    expect(work.get_by_label("Tình hình")).to_be_visible()
    work.get_by_text("Nhiệm vụ, giải pháp").click()
    expect(work.get_by_text(MENDED)).to_be_visible()


# The whole way


def test_plan_comes_in_is_mended_issued_and_seen_by_its_officer(
    open_page: OpenPage, upload: Upload, base_url: str
) -> None:
    page, leader = open_page("canbo"), open_page("chutich")
    noted = complaints_of(page, base_url)
    before = page.locator(".owed-row").count()

    upload(page)
    expect(page.locator("#so-dong")).to_contain_text("6 dòng sẽ nhập · 5 hiểu trọn · 1 cần xem")
    page.evaluate("window.stayed = true")
    form = edit(page, 1)
    form.get_by_label("Nhiệm vụ, giải pháp").fill(MENDED)
    form.get_by_role("button", name="Lưu dòng").click()
    expect(row(page, 1).get_by_text(MENDED)).to_be_visible()
    assert page.evaluate("window.stayed")

    decide(page, STRANGE, "Thêm đơn vị mới mang tên này")
    expect(page.locator("#so-dong")).to_contain_text("6 hiểu trọn · 0 cần xem")
    expect(row(page, 4)).to_contain_text("thêm đơn vị mới")
    plan = confirm(page)
    assert plan.territory.units.filter(name=STRANGE).exists()
    issue(leader, plan)

    page.goto("/")
    expect(page.locator(".owed-row")).to_have_count(before + 6)
    expect_work(page)
    assert noted == []


def test_plan_comes_in_without_script(open_page: OpenPage, upload: Upload) -> None:
    page, leader = (open_page(name, java_script_enabled=False) for name in ("canbo", "chutich"))

    upload(page)
    form = edit(page, 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sửa một dòng")
    form.get_by_label("Nhiệm vụ, giải pháp").fill(MENDED)
    form.get_by_role("button", name="Lưu dòng").click()
    expect(row(page, 1).get_by_text(MENDED)).to_be_visible()
    row(page, 6).get_by_role("button", name="Bỏ dòng 6").click()
    expect(page.locator("#so-dong")).to_contain_text("5 dòng sẽ nhập")
    decide(page, STRANGE, "Giữ nguyên chữ, không gắn đơn vị")
    issue(leader, confirm(page))

    page.goto("/")
    expect_work(page)


def test_upload_is_given_up(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    stored = Path(Intake.objects.get().file.path)
    assert stored.exists()

    page.get_by_role("link", name="Hủy bản xem trước").click()
    page.get_by_role("button", name="Hủy bản xem trước").click()

    expect(page.locator("#thong-bao")).to_contain_text("chưa có gì được ghi vào cổng")
    assert not stored.exists()


# In place


def test_row_is_joined_split_dropped_and_taken_back(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))

    row(page, 1).get_by_role("button", name="Tách 2 ý của dòng 1").click()
    expect(page.locator("#so-dong")).to_contain_text("7 dòng sẽ nhập")
    page.get_by_role("button", name="Gộp lên trên dòng 2").click()
    expect(page.locator("#so-dong")).to_contain_text("6 dòng sẽ nhập")
    page.evaluate("window.stayed = true")
    row(page, 3).get_by_role("button", name="Bỏ").click()
    expect(row(page, 3)).to_contain_text("bỏ, không nhập")
    expect(page.locator("#so-dong")).to_contain_text("5 dòng sẽ nhập")
    row(page, 3).get_by_role("button", name="Lấy lại dòng này").click()
    expect(page.locator("#so-dong")).to_contain_text("6 dòng sẽ nhập")

    assert page.evaluate("window.stayed")
    assert confirm(page).tasks.count() == 6


def test_giving_up_an_edit_brings_the_row_back_as_it_was(
    open_page: OpenPage, upload: Upload
) -> None:
    page = upload(open_page("canbo"))
    page.evaluate("window.stayed = true")
    form = edit(page, 2)
    form.get_by_label("Nhiệm vụ, giải pháp").fill("Chữ gõ nhầm")

    form.get_by_role("link", name="Thôi").click()

    expect(row(page, 2)).to_contain_text("Niêm yết công khai danh sách cử tri")
    expect(row(page, 2)).not_to_contain_text("Chữ gõ nhầm")
    assert page.evaluate("window.stayed")


def test_mistake_is_told_in_the_row_and_what_was_typed_stays(
    open_page: OpenPage, upload: Upload
) -> None:
    page = upload(open_page("canbo"))
    form = edit(page, 2)
    form.get_by_label("Loại thời hạn").select_option(label="trước hoặc trong ngày")
    form.get_by_label("Sản phẩm đầu ra").fill("Biên bản niêm yết")

    form.get_by_role("button", name="Lưu dòng").click()

    expect(row(page, 2)).to_contain_text("Thời hạn theo ngày phải có ngày kết thúc.")
    expect(row(page, 2).get_by_label("Sản phẩm đầu ra")).to_have_value("Biên bản niêm yết")
    expect(row(page, 2).get_by_role("alert")).to_be_focused()


def test_new_name_in_a_row_is_asked_for_at_once(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    form = edit(page, 1)
    form.get_by_label("Chủ trì, thực hiện").fill("Ban Quản lý chợ")

    form.get_by_role("button", name="Lưu dòng").click()

    expect(page.get_by_text("Có 2 tên chưa rõ là đơn vị nào")).to_be_visible()
    expect(row(page, 1)).to_contain_text("chưa có đơn vị")


def test_confirmation_counts_what_was_edited_in_place(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    row(page, 6).get_by_role("button", name="Bỏ").click()
    expect(page.get_by_role("button", name="Nhập 5 nhiệm vụ vào bản dự thảo")).to_be_visible()

    assert confirm(page).tasks.count() == 5


# Nothing typed is lost


def test_text_survives_a_broken_line_and_is_saved_later(
    open_page: OpenPage, upload: Upload
) -> None:
    page = upload(open_page("canbo"))
    form = edit(page, 1)
    form.get_by_label("Nhiệm vụ, giải pháp").fill(MENDED)
    expect(form.get_by_role("status")).to_have_text("Có thay đổi chưa lưu")
    page.route("**/rows/**", lambda route: route.abort())

    form.get_by_role("button", name="Lưu dòng").click()

    expect(form.get_by_role("status")).to_have_text(NOT_SAVED)
    expect(form.get_by_label("Nhiệm vụ, giải pháp")).to_have_value(MENDED)
    page.unroute("**/rows/**")
    form.get_by_role("button", name="Lưu dòng").click()
    expect(row(page, 1).get_by_text(MENDED)).to_be_visible()


def test_text_survives_a_session_that_ended_meanwhile(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    form = edit(page, 1)
    form.get_by_label("Nhiệm vụ, giải pháp").fill(MENDED)
    page.context.clear_cookies(name="session")

    form.get_by_role("button", name="Lưu dòng").click()

    expect(form.get_by_role("status")).to_contain_text("phiên làm việc đã hết")
    expect(form.get_by_label("Nhiệm vụ, giải pháp")).to_have_value(MENDED)

    sign_in(page.context.new_page(), "canbo")
    form.get_by_role("button", name="Lưu dòng").click()
    expect(row(page, 1).get_by_text(MENDED)).to_be_visible()


def test_leaving_with_an_open_edit_is_asked_about(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    edit(page, 1).get_by_label("Nhiệm vụ, giải pháp").fill(MENDED)

    page.get_by_role("button", name="nhiệm vụ vào bản dự thảo").click()

    expect(row(page, 1).get_by_label("Nhiệm vụ, giải pháp")).to_have_value(MENDED)
    assert len(asked) == 1
    assert not Plan.objects.filter(number="12/KH-UBND").exists()


# Slow reading


def test_button_sleeps_while_the_file_is_read_and_wakes_up_on_the_way_back(
    open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(uploads.word_plan())
    page = open_page("canbo")
    page.goto("/plans/in/")
    page.get_by_label("Tệp Word, Excel hoặc PDF").set_input_files(file)
    button = page.get_by_role("button", name="Đọc văn bản")
    page.evaluate(HOLD)

    button.click()

    expect(button).to_be_disabled()
    expect(page.get_by_text("Đang đọc văn bản, có thể mất đến một phút…")).to_be_visible()
    page.evaluate("document.querySelector('form.intake-upload').submit()")
    expect(page.get_by_role("heading", level=1)).to_contain_text("số 12/KH-UBND")
    page.go_back()
    expect(button).to_be_enabled()
    expect(page.get_by_text("Đang đọc văn bản")).to_have_count(0)


def test_file_that_cannot_be_read_says_why_and_the_button_is_awake(
    open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "ảnh.pdf"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    page = open_page("canbo")
    page.goto("/plans/in/")
    page.get_by_label("Tệp Word, Excel hoặc PDF").set_input_files(file)

    page.get_by_role("button", name="Đọc văn bản").click()

    expect(page.get_by_role("alert")).to_contain_text("là ảnh")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("button", name="Đọc văn bản")).to_be_enabled()


# Keyboard


def test_quick_typist_keeps_the_field_that_was_reached(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    reach_the_text = "document.querySelector('#dong-1 textarea[name=text]').focus()"
    page.evaluate(f"addEventListener('htmx:afterSwap', () => setTimeout(() => {reach_the_text}))")

    page.get_by_role("link", name="Sửa dòng 1").click()
    expect(row(page, 1).get_by_label("Nhiệm vụ, giải pháp")).to_be_focused()
    page.wait_for_timeout(200)

    expect(row(page, 1).get_by_label("Nhiệm vụ, giải pháp")).to_be_focused()


def test_row_is_edited_without_a_mouse(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    page.get_by_role("link", name="Sửa dòng 1").focus()

    page.keyboard.press("Enter")
    form = row(page, 1)
    expect(form.get_by_label("Ký hiệu")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Nhiệm vụ, giải pháp")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(MENDED)
    page.keyboard.press("Control+Enter")

    expect(row(page, 1).get_by_text(MENDED)).to_be_visible()
    expect(row(page, 1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sửa dòng 1")).to_be_focused()


def test_row_is_dropped_and_taken_back_without_a_mouse(open_page: OpenPage, upload: Upload) -> None:
    page = upload(open_page("canbo"))
    page.get_by_role("button", name="Bỏ dòng 2").focus()

    page.keyboard.press("Enter")
    expect(row(page, 2)).to_contain_text("bỏ, không nhập")
    expect(row(page, 2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lấy lại dòng này 2")).to_be_focused()
    page.keyboard.press("Enter")

    expect(row(page, 2)).to_contain_text("hiểu trọn")


# Accessibility


def test_pages_of_an_upload_are_accessible_on_a_desk_and_on_a_phone(
    open_page: OpenPage, upload: Upload
) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    page.goto("/plans/in/")
    page.get_by_text("Dán văn bản thay cho tệp").click()
    page.get_by_role("button", name="Đọc văn bản").click()
    found = look(page, "start with a mistake")

    upload(page)
    page.get_by_text("tên chưa rõ là đơn vị nào").click()
    row(page, 6).get_by_role("button", name="Bỏ").click()
    expect(row(page, 6)).to_contain_text("bỏ, không nhập")
    form = edit(page, 2)
    form.get_by_label("Loại thời hạn").select_option(label="trước hoặc trong ngày")
    form.get_by_text("Chỉ số nội dung, chỉ số thành phần").first.click()
    form.get_by_role("button", name="Lưu dòng").click()
    expect(row(page, 2).get_by_role("alert")).to_be_visible()
    found += look(page, "preview with names, a dropped row and a mistake")

    preview = Intake.objects.get().get_absolute_url()
    for rest in ("head/", "rows/1/", "discard/", "?show=doubtful"):
        page.goto(f"{preview}{rest}")
        found += look(page, rest)
    page.goto("/plans/in/")
    found += look(page, "start with what waits")
    page.goto(preview)
    confirm(page)
    page.goto(preview)
    found += look(page, "decided")

    assert AXE
    assert not found, "\n".join(found)
