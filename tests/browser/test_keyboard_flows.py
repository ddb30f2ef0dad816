"""A period's work without a mouse: the row, the report, its signature, the review, a plan."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from plans.access import Viewer
from plans.models import Period, Plan, Territory, User
from plans.signin import DEMO_PASSWORD
from tasks import actions
from tasks.models import Intake, Submission
from tests import factories
from tests.browser import keys
from tests.browser.conftest import OpenPage, illustrated_row
from tests.browser.test_progress import FIRST, first_row, this_period
from tests.tasks import uploads
from tests.tasks.reading.written_plans import row as written_row

pytestmark = pytest.mark.browser

ZOOMED: ViewportSize = {"width": 683, "height": 384}
"""A common screen at 200 %: what sticks to its edges covers most of what it can."""
COMMENT = "Ghi rõ hội nghị tổ chức ở bao nhiêu thôn."
SPLIT = "Tổ chức 02 hội nghị đối thoại tại các thôn."


def viewer_named(username: str) -> Viewer:
    return factories.viewer(User.objects.get(username=username))


def report() -> dict[str, Any]:
    """Return what names the report of xã Điềm He in the open period."""
    plan = illustrated_row().task.plan
    period = Period.objects.get(state=Period.State.OPEN)
    return {"plan": plan, "unit": plan.issuer, "period": period, "at": factories.NOW}


def submitted() -> Submission:
    return actions.submit_report(**report(), version=0, by=viewer_named("chutich"))


def preview() -> Intake:
    """Return a document of the officer with one clear row and one of two tasks, to be seen."""
    rows = (written_row(), written_row(support=["Tổ tự quản"], items=["Một", "Hai"]))
    commune = Territory.objects.communes().in_force(factories.TODAY).get(name="Xã Điềm He")
    return uploads.waiting(commune, *rows, by=viewer_named("canbo"))


def choose(page: Page) -> None:
    """Choose the second answer of a list."""
    for _ in range(2):
        page.keyboard.press("ArrowDown")


def test_officer_signs_in_saves_a_row_and_proposes_the_report(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    keys.sign_in(page, "canbo", DEMO_PASSWORD)
    row = first_row(page)
    state, result = row.get_by_label("Tình hình"), row.get_by_label("Kết quả thực hiện")
    keys.go(state)
    choose(page)
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(state).to_be_focused()
    keys.go(result)
    page.keyboard.type(FIRST)
    page.keyboard.press("Control+Enter")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(result).to_be_focused()
    assert this_period() == [FIRST]

    keys.press(row.locator("summary", has_text="Khó khăn, đề xuất"))
    keys.go(row.get_by_label("Khó khăn, vướng mắc"))
    keys.press(page.get_by_role("link", name="Báo cáo của UBND xã Điềm He"), by="Shift+Tab")
    keys.press(page.get_by_role("button", name="Chuyển lãnh đạo ký duyệt"))

    expect(page.locator("#thong-bao")).to_contain_text("Đã chuyển lãnh đạo ký duyệt.")


def test_leader_finds_what_waits_and_signs(open_page: OpenPage) -> None:
    actions.propose_report(**report(), version=0, by=viewer_named("canbo"))
    page = open_page("chutich", reduced_motion="reduce")
    keys.press(page.locator("details.menu summary"))
    keys.press(page.get_by_role("link", name="Việc chờ tôi"))
    keys.press(page.get_by_role("link", name="Ký, nộp báo cáo"))
    keys.press(page.get_by_role("button", name="Ký và nộp lên tỉnh"))

    expect(page.locator("#thong-bao")).to_contain_text("Đã ký và nộp báo cáo.")


def test_reviewer_opens_a_figure_and_returns_a_report(open_page: OpenPage) -> None:
    submitted()
    page = open_page("sonoivu", reduced_motion="reduce")
    keys.press(page.get_by_role("table").first.locator("tbody td a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhiệm vụ Quý IV/2026")
    keys.press(page.locator(".crumbs").get_by_role("link", name="Tổng hợp"))
    keys.press(page.get_by_role("link", name="Báo cáo chờ duyệt"))
    keys.press(page.get_by_role("link", name="UBND xã Điềm He"))
    keys.press(page.get_by_role("button", name="Trả lại"))

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    keys.press(summary.get_by_role("link", name="Ý kiến"))
    comment = page.get_by_label("Ý kiến", exact=True)
    expect(comment).to_be_focused()
    expect(comment).to_have_attribute("aria-invalid", "true")
    page.keyboard.type(COMMENT)
    keys.go(page.get_by_label("Lý do trả lại"), "Shift+Tab")
    page.keyboard.press("ArrowDown")
    keys.press(page.get_by_role("button", name="Trả lại"))

    expect(page.locator("#thong-bao")).to_contain_text("Đã trả lại báo cáo cho đơn vị.")


def test_reviewer_accepts_chosen_reports(open_page: OpenPage) -> None:
    submitted()
    page = open_page("sonoivu", reduced_motion="reduce")
    page.goto("/reports/queue/")
    keys.press(page.get_by_role("checkbox", name="Chọn UBND xã Điềm He"), "Space")
    keys.press(page.get_by_role("button", name="Duyệt các báo cáo đã chọn"))
    keys.press(page.get_by_role("button", name="Duyệt các báo cáo được chọn"))

    expect(page.locator("#thong-bao")).to_contain_text("Đã duyệt 1 báo cáo")


def test_row_of_a_preview_is_edited_given_up_saved_and_left_out(open_page: OpenPage) -> None:
    intake = preview()
    page = open_page("canbo", reduced_motion="reduce")
    page.goto(intake.get_absolute_url())
    first = page.locator(".intake-row").first
    edit, give_up = first.get_by_role("link", name="Sửa"), first.get_by_role("link", name="Thôi")
    text = first.get_by_label("Nhiệm vụ, giải pháp")
    keys.press(edit)
    expect(first.locator(":focus")).to_have_count(1)
    keys.press(give_up)
    expect(first).to_be_focused()

    keys.press(edit)
    keys.go(text)
    keys.write(page, SPLIT)
    keys.press(first.get_by_role("button", name="Lưu dòng"))
    expect(first.get_by_text(SPLIT)).to_be_visible()
    expect(first).to_be_focused()
    keys.press(page.get_by_role("button", name="Bỏ dòng 2"))
    expect(page.locator("#so-dong")).to_contain_text("1 dòng sẽ nhập")
    expect(page.locator(".intake-row").nth(1)).to_be_focused()
    keys.press(page.get_by_role("button", name="Nhập 1 nhiệm vụ vào bản dự thảo"))

    expect(page.locator("#thong-bao")).to_contain_text("Đã nhập Kế hoạch số 12/KH-UBND")


def test_rejected_row_of_a_preview_leads_to_its_mistake(open_page: OpenPage) -> None:
    intake = preview()
    page = open_page("canbo", reduced_motion="reduce")
    page.goto(intake.get_absolute_url())
    first = page.locator(".intake-row").first
    keys.press(first.get_by_role("link", name="Sửa"))
    keys.go(first.get_by_label("Loại thời hạn"))
    page.keyboard.type("trước")
    keys.press(first.get_by_role("button", name="Lưu dòng"))

    expect(first.get_by_role("alert")).to_be_focused()
    keys.press(first.get_by_role("alert").get_by_role("link").first)
    expect(first.locator("[aria-invalid=true]")).to_be_focused()


def test_own_text_is_kept_over_another_one_and_the_cursor_stays(open_page: OpenPage) -> None:
    officer, leader = (
        open_page(username, reduced_motion="reduce") for username in ("canbo", "chutich")
    )
    for page, text in ((officer, FIRST), (leader, COMMENT)):
        row = first_row(page)
        keys.go(row.get_by_label("Tình hình"))
        choose(page)
        keys.go(row.get_by_label("Kết quả thực hiện"))
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".owed-row[data-saving]")).to_have_count(0)
    row = first_row(leader)
    expect(row.get_by_role("status")).not_to_be_empty()

    keys.press(row.get_by_role("button", name="Lưu bản của tôi"))

    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    expect(row.locator(":focus")).to_have_count(1)
    assert this_period() == [COMMENT]


@pytest.mark.parametrize(
    ("username", "place"), [("sonoivu", "plan"), ("sonoivu", "report"), ("canbo", "preview")]
)
def test_page_leads_from_its_beginning_to_its_end(
    open_page: OpenPage, username: str, place: str
) -> None:
    plan = Plan.objects.get(number="354/KH-UBND")
    made: dict[str, Any] = {
        "plan": lambda: plan,
        "report": submitted,
        "preview": preview,
    }
    page = open_page(username, viewport=ZOOMED, reduced_motion="reduce")
    page.goto(made[place]().get_absolute_url())

    assert len(keys.sweep(page)) > 20
