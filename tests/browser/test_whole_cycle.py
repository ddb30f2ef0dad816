"""One reporting period from its calendar to its lock, played by everybody it takes."""

import re
from datetime import date

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from plans.access import Role
from plans.models import Membership, Territory, User
from plans.signin import DEMO_PASSWORD
from tasks.models import Progress
from tests import factories
from tests.browser.conftest import OpenPage, TurnTo
from tests.papi_portal.strange_files import pdf

pytestmark = pytest.mark.browser

PERIOD = "Chuyên đề tháng 11/2026"
REPORT = "Báo cáo của UBND xã Điềm He"
DAY_AFTER_DUE = date(2026, 11, 25)
RESULT = "Đã tổ chức 4 hội nghị, 320 lượt người dự"
MENDED = f"{RESULT}, tại 9/9 thôn"
COMMENT = "Ghi rõ hội nghị tổ chức ở bao nhiêu thôn."
REASON = "Mưa lũ, mất điện ba ngày."
MINUTES: FilePayload = {
    "name": "Biên bản hội nghị.pdf",
    "mimeType": "application/pdf",
    "buffer": pdf(),
}


def test_period_is_planned_reported_signed_reviewed_and_locked(
    open_page: OpenPage, turn_to: TurnTo
) -> None:
    two_communes_more()
    desk, officer, leader = open_page("sonoivu"), open_page("canbo"), open_page("chutich")
    plan_and_open(desk)
    report_all_rows_but_one(officer)
    propose(officer)
    report_the_last_row_and_sign(leader)
    return_from_the_queue(desk)
    mend_and_propose_again(officer)
    sign_again(leader)
    accept(desk)
    nothing_accepted_can_be_changed(officer)

    turn_to(DAY_AFTER_DUE)
    desk, asking, silent = open_page("sonoivu"), open_page("na-sam"), open_page("hoi-hoan")
    open_rows(asking)
    open_rows(silent)
    give_more_time(desk)
    close(desk)
    only_who_got_more_time_still_writes(asking, silent)
    auditor_reads_who_did_what(open_page("kiemtra"))


def two_communes_more() -> None:
    """Let two communes owe rows beside xã Điềm He: one will ask for more time, one say nothing."""
    for username, place, full_name, phone in (
        ("na-sam", "Xã Na Sầm", "Nông Thị Lan", "0912345678"),
        ("hoi-hoan", "Xã Hội Hoan", "Lý Văn Tài", "0987654321"),
    ):
        commune = Territory.objects.communes().in_force(factories.TODAY).get(name=place)
        plan = factories.issued_plan(commune, tasks=2)
        leader = User.objects.create_user(username, DEMO_PASSWORD, full_name=full_name, phone=phone)
        Membership.objects.create(user=leader, unit=plan.issuer, role=Role.LEADER)


# The calendar


def plan_and_open(desk: Page) -> None:
    desk.get_by_role("link", name="Kỳ báo cáo").click()
    desk.get_by_role("link", name="Lập lịch năm").click()
    desk.get_by_label("Năm", exact=True).fill("2026")
    desk.get_by_label("Một lần trong năm").check()
    desk.get_by_role("button", name="Xem các kỳ").click()
    desk.get_by_label("Tên kỳ").fill(PERIOD)
    desk.get_by_label("Chốt số liệu hết ngày").fill("20/11/2026")
    desk.get_by_label("Hạn nộp của cấp xã").fill("24/11/2026")
    desk.get_by_label("Hạn nộp của cấp tỉnh").fill("27/11/2026")
    desk.get_by_role("button", name="Lập các kỳ này").click()
    desk.get_by_role("link", name=PERIOD).click()
    desk.get_by_role("link", name="Mở kỳ…").click()
    desk.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(desk.locator("#thong-bao")).to_contain_text(f"{PERIOD}: đang mở.")


# The officer's rows


def open_rows(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Kỳ báo cáo").select_option(label=f"{PERIOD} (đang mở)")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Việc của đơn vị, {PERIOD}")


def back_to_rows(page: Page) -> None:
    page.locator(".crumbs").get_by_role("link", name="Việc của đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Việc của đơn vị, {PERIOD}")


def saved(row: Locator) -> None:
    expect(row.get_by_role("status")).to_contain_text("đã lưu")


def say(row: Locator, state: str) -> None:
    """Choose a state; the row saves itself."""
    row.get_by_label("Tình hình").select_option(label=state)
    saved(row)


def unfold(row: Locator) -> None:
    row.locator(".owed-row__fold > summary").click()


def report_all_rows_but_one(officer: Page) -> None:
    open_rows(officer)
    rows = officer.locator(".owed-row")
    type_a_result(rows.nth(0))
    count_in_figures(rows.nth(1))
    show_evidence(officer, rows.nth(0))
    officer.get_by_role("link", name="Như kỳ trước cho").click()
    officer.get_by_role("button", name="Điền các dòng đã chọn").click()
    officer.get_by_role("link", name="Chưa cập nhật").click()
    expect(rows).to_have_count(14)
    for number in range(13):
        say(rows.nth(number), "đang thực hiện")
    expect(officer.locator("#owed-count")).to_contain_text("đã cập nhật 21/22 nhiệm vụ")


def type_a_result(row: Locator) -> None:
    say(row, "đã thực hiện trong kỳ")
    row.get_by_label("Kết quả thực hiện").fill(RESULT)
    saved(row)


def count_in_figures(row: Locator) -> None:
    say(row, "đang thực hiện")
    row.get_by_text("Số liệu", exact=True).click()
    row.get_by_label("Số thực hiện").fill("7,5")
    row.get_by_label("Số kế hoạch").fill("10")
    row.get_by_label("Số kế hoạch").press("Enter")
    expect(row.locator(".owed-row__share")).to_contain_text("75%")


def show_evidence(officer: Page, row: Locator) -> None:
    row.get_by_role("link", name="Minh chứng").click()
    officer.get_by_label("Chọn tệp").set_input_files(MINUTES)
    officer.get_by_role("button", name="Thêm tệp").click()
    expect(officer.get_by_role("link", name=MINUTES["name"], exact=True)).to_be_visible()
    back_to_rows(officer)
    expect(row.get_by_role("link", name="Minh chứng (1)")).to_be_visible()


# The report, inside the commune


def open_report(page: Page) -> None:
    page.get_by_role("link", name=REPORT).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Báo cáo {PERIOD}")


def propose(officer: Page) -> None:
    open_rows(officer)
    open_report(officer)
    expect(officer.get_by_text("1 nhiệm vụ chưa cập nhật")).to_be_visible()
    expect(officer.get_by_label("Kết quả thực hiện")).to_have_value(re.compile(RESULT))
    officer.get_by_role("button", name="Chuyển lãnh đạo ký duyệt").click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã chuyển lãnh đạo ký duyệt.")


def open_what_waits(page: Page, sentence: str) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("link", name="Việc chờ tôi").click()
    page.get_by_role("link", name=sentence).click()


def report_the_last_row_and_sign(leader: Page) -> None:
    open_what_waits(leader, f"Ký, nộp báo cáo {PERIOD}")
    missing = leader.get_by_role("group").filter(has_text="1 nhiệm vụ chưa cập nhật")
    missing.get_by_role("link").click()
    say(leader.locator(".owed-row:target"), "không phát sinh")
    open_report(leader)
    expect(leader.get_by_role("main")).to_contain_text("đã cập nhật 22/22 nhiệm vụ")
    leader.get_by_role("button", name="Ký và nộp lên tỉnh").click()
    expect(leader.locator("#thong-bao")).to_contain_text("Đã ký và nộp báo cáo.")


def mend_and_propose_again(officer: Page) -> None:
    open_rows(officer)
    open_report(officer)
    expect(officer.get_by_role("main")).to_contain_text("Lê Thu Hà trả lại lúc")
    expect(officer.get_by_role("main")).to_contain_text(COMMENT)
    back_to_rows(officer)
    row = officer.locator(".owed-row").first
    unfold(row)
    row.get_by_label("Kết quả thực hiện").fill(MENDED)
    saved(row)
    open_report(officer)
    officer.get_by_role("link", name="Soạn lại từ kết quả các nhiệm vụ").click()
    expect(officer.get_by_label("Kết quả thực hiện")).to_have_value(re.compile(MENDED))
    officer.get_by_role("button", name="Chuyển lãnh đạo ký duyệt").click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã chuyển lãnh đạo ký duyệt.")
    back_to_rows(officer)  # the page stays open while the others go on


def sign_again(leader: Page) -> None:
    open_what_waits(leader, f"Ký, nộp báo cáo {PERIOD}")
    leader.get_by_role("button", name="Ký và nộp lên tỉnh").click()
    expect(leader.locator("#thong-bao")).to_contain_text("Đã ký và nộp báo cáo.")


def nothing_accepted_can_be_changed(officer: Page) -> None:
    """Type into a page that was open before the report was signed; then look at what stands."""
    stale = officer.locator(".owed-row").first
    unfold(stale)
    stale.get_by_label("Kết quả thực hiện").fill("Sửa sau khi đã duyệt")
    expect(stale).to_contain_text("Báo cáo kỳ này đã duyệt.")
    expect(stale.get_by_label("Kết quả thực hiện")).to_have_value("Sửa sau khi đã duyệt")
    open_rows(officer)
    expect(officer.get_by_label("Tình hình", exact=True)).to_have_count(0)
    expect(officer.locator(".owed-row").first).to_contain_text(MENDED)
    officer.get_by_role("link", name="Minh chứng (1)").click()
    expect(officer.get_by_role("link", name=MINUTES["name"], exact=True)).to_be_visible()
    expect(officer.get_by_role("link", name="Bỏ…")).to_have_count(0)
    expect(officer.get_by_role("button", name="Thêm tệp")).to_have_count(0)


# The province's review


def open_from_the_queue(desk: Page) -> None:
    open_what_waits(desk, f"1 báo cáo {PERIOD} chờ duyệt")
    desk.get_by_role("link", name="UBND xã Điềm He").click()
    expect(desk.get_by_role("heading", name="Xét duyệt")).to_be_visible()


def return_from_the_queue(desk: Page) -> None:
    open_from_the_queue(desk)
    row = desk.locator(".report-row").filter(has_text=RESULT).first
    expect(row.get_by_role("link", name=MINUTES["name"])).to_be_visible()
    expect(row).to_contain_text("Kỳ trước (Quý III/2026)")
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.get_by_role("alert")).to_contain_text("Viết ý kiến để đơn vị biết cần sửa gì.")
    desk.get_by_label("Lý do trả lại").select_option(label="kết quả chưa cụ thể")
    desk.get_by_label("Ý kiến").fill(COMMENT)
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã trả lại báo cáo cho đơn vị.")


def accept(desk: Page) -> None:
    open_from_the_queue(desk)
    expect(desk.get_by_role("main")).to_contain_text(MENDED)
    desk.get_by_role("button", name="Duyệt", exact=True).click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã duyệt báo cáo.")


# Late ones, more time, the lock


def give_more_time(desk: Page) -> None:
    """Find who is late and whom to call; give the one that asked for it three days more."""
    desk.goto("/reports/rollup/")
    desk.get_by_label("Kỳ báo cáo", exact=True).select_option(label=f"{PERIOD} (đang mở)")
    desk.get_by_role("button", name="Xem", exact=True).click()
    desk.get_by_role("link", name="Nhắc đơn vị chưa nộp").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("14 đơn vị chưa nộp báo cáo")
    late = desk.get_by_role("row").filter(has_text="UBND xã Na Sầm")
    expect(late).to_contain_text("quá hạn 1 ngày")
    expect(late).to_contain_text("Nông Thị Lan · 0912 345 678")
    desk.go_back()
    desk.get_by_label("Chọn Xã Na Sầm để gia hạn").check()
    desk.get_by_role("button", name="Gia hạn cho đơn vị đã chọn").click()
    desk.get_by_label("Gia hạn đến hết ngày").fill("28/11/2026")
    desk.get_by_label("Lý do").fill(REASON)
    desk.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(desk.locator("#thong-bao")).to_contain_text(f"Đã gia hạn {PERIOD} cho 1 đơn vị.")


def close(desk: Page) -> None:
    desk.get_by_role("link", name="Khóa kỳ…").click()
    expect(desk.get_by_role("main")).to_contain_text("1 báo cáo đã duyệt.")
    desk.get_by_role("button", name="Khóa kỳ báo cáo").click()
    expect(desk.locator("#thong-bao")).to_contain_text(f"{PERIOD}: đã khóa.")


def only_who_got_more_time_still_writes(asking: Page, silent: Page) -> None:
    """Type into pages that were open before the period was closed."""
    before = Progress.objects.count()
    refused = silent.locator(".owed-row").first
    refused.get_by_label("Tình hình").select_option(label="đã hoàn thành")
    expect(refused).to_contain_text(f"Kỳ {PERIOD} đã khóa.")
    assert Progress.objects.count() == before
    silent.reload()
    expect(silent.get_by_label("Tình hình", exact=True)).to_have_count(0)
    say(asking.locator(".owed-row").first, "đã hoàn thành")
    assert Progress.objects.count() == before + 1


# The trail


def auditor_reads_who_did_what(auditor: Page) -> None:
    auditor.locator("details.menu summary").click()
    auditor.get_by_role("link", name="Tra cứu nhật ký").click()
    told(
        auditor,
        "báo cáo",
        ("Nguyễn Thị Minh", "trình lãnh đạo báo cáo"),
        ("Hoàng Văn Sơn", "nộp báo cáo"),
        (
            "Lê Thu Hà",
            f"trả lại báo cáo {PERIOD} của UBND xã Điềm He (kết quả chưa cụ thể): {COMMENT}",
        ),
        ("Lê Thu Hà", f"duyệt báo cáo {PERIOD} của UBND xã Điềm He"),
    )
    told(
        auditor,
        "kỳ báo cáo",
        ("Lê Thu Hà", f"lập lịch báo cáo: {PERIOD}"),
        ("Lê Thu Hà", f"mở kỳ báo cáo {PERIOD}"),
        ("Lê Thu Hà", "cho UBND xã Na Sầm đến hết ngày 28/11/2026: Mưa lũ, mất điện ba ngày."),
        ("Lê Thu Hà", f"khóa kỳ báo cáo {PERIOD}"),
    )
    told(
        auditor,
        "tiến độ, minh chứng",
        ("Nguyễn Thị Minh", "đã thực hiện trong kỳ – a) Tri thức công dân"),
        ("Nguyễn Thị Minh", f"thêm minh chứng (tệp) “{MINUTES['name']}” vào tiến độ {PERIOD}"),
        ("Hoàng Văn Sơn", ": không phát sinh – "),
        ("Nông Thị Lan", f"ghi tiến độ {PERIOD}: đã hoàn thành"),
    )


def told(auditor: Page, kind: str, *acts: tuple[str, str]) -> None:
    """Ask the trail for one kind of acts of the period; find each of these with its doer."""
    auditor.get_by_label("Tìm chữ").fill(PERIOD)
    auditor.get_by_label("Loại việc").select_option(label=kind)
    auditor.get_by_role("button", name="Lọc").click()
    for person, sentence in acts:
        entries = auditor.get_by_role("row").filter(has_text=person)
        expect(entries.filter(has_text=sentence).first).to_be_visible()
