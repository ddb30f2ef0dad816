"""What the guides of the five roles tell, seen on the pages by the people of these roles."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from plans.models import Period, Territory, User
from tasks import actions
from tasks.models import Assignment, Submission
from tests import factories
from tests.browser.camera import Camera
from tests.browser.conftest import OpenPage, illustrated_row, record
from tests.browser.looks import look
from tests.plans.list_files import UNITS, listed, unit_row

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
RESULTS = (
    ("done_in_period", "Đã tổ chức 4 hội nghị tại 4 thôn, 320 lượt người dự"),
    ("done_in_period", "Niêm yết 100% danh sách hộ nghèo, hộ cận nghèo tại 12 nhà văn hóa thôn"),
    ("in_progress", "Đã phát 1.200 tờ gấp đến 9/12 thôn"),
    ("in_progress", "Đã lấy ý kiến về quy hoạch sử dụng đất ở 8/12 thôn"),
    ("completed", "Đã ban hành quy chế tiếp công dân, công khai lịch tiếp của Chủ tịch UBND xã"),
    ("suspended", "Chưa lắp đặt bảng tin điện tử"),
)
"""States and results as an officer would type them."""


def report(rows: int) -> Submission:
    """Have the first rows of xã Điềm He recorded; return its report, not handed to the leader."""
    owed = Assignment.objects.owed_with_plan().filter(task__plan__territory__code="06280")
    for number, row in enumerate(owed.order_by("task__position")[:rows]):
        state, result = RESULTS[number % len(RESULTS)]
        reason = "Chờ kinh phí quý I/2027" if state == "suspended" else ""
        record(row, "canbo", actions.Recorded(state, result, reason=reason))
    plan = illustrated_row().task.plan
    period = Period.objects.get(state=Period.State.OPEN)
    return Submission(plan=plan, unit=plan.issuer, period=period)


def on_a_phone(page: Page) -> Page:
    """Show the page that is open as a phone does."""
    page.set_viewport_size(PHONE)
    page.goto(page.url)
    return page


def test_officer_sees_what_is_owed_and_what_is_missing(open_page: OpenPage, camera: Camera) -> None:
    report(8)
    page = open_page("canbo")

    expect(page.get_by_text("đã cập nhật 8/22").first).to_be_visible()
    expect(page.locator(".owed-row__fold:not([open])")).to_have_count(8)
    camera.take(page, "officer/home-1366")
    on_a_phone(page)
    missing = page.locator(".owed-row").nth(8)
    expect(missing.get_by_label("Kết quả thực hiện")).to_be_visible()
    missing.evaluate("(row) => row.scrollIntoView({ behavior: 'instant' })")
    camera.take(page, "officer/home-390")


def test_officer_adds_evidence_in_three_ways(open_page: OpenPage, camera: Camera) -> None:
    held = report(1)
    row = Assignment.objects.filter(task__plan=held.plan).order_by("task__position")[0]
    page = open_page("canbo")
    page.goto(f"/progress/{row.pk}/{held.period.pk}/evidence/")

    for way in ("Thêm tệp", "Thêm văn bản", "Thêm giải trình"):
        expect(page.get_by_role("button", name=way)).to_be_visible()
    camera.take(page, "officer/evidence-1366")


def test_officer_completes_the_report(open_page: OpenPage, camera: Camera) -> None:
    held = report(20)
    page = open_page("canbo")
    page.goto(held.get_absolute_url())

    expect(page.get_by_role("heading", name="Cần xem trước khi trình")).to_be_visible()
    expect(page.get_by_role("button", name="Chuyển lãnh đạo ký duyệt")).to_be_visible()
    camera.take(page, "officer/report-1366")


def test_leader_sees_what_waits_reads_and_signs(open_page: OpenPage, camera: Camera) -> None:
    held = report(20)
    officer = factories.viewer(User.objects.get(username="canbo"))
    actions.propose_report(
        plan=held.plan, unit=held.unit, period=held.period, version=0, by=officer, at=factories.NOW
    )
    page = open_page("chutich")
    page.goto("/waiting/")
    expect(page.get_by_role("link", name="Ký, nộp báo cáo Quý IV/2026")).to_be_visible()
    camera.take(page, "leader/waiting-1366")

    page.get_by_role("link", name="Ký, nộp báo cáo Quý IV/2026").click()
    expect(page.get_by_role("heading", name="Cần xem trước khi ký")).to_be_visible()
    expect(page.get_by_role("button", name="Trả lại cho cán bộ")).to_be_visible()
    camera.take(page, "leader/report-1366")
    on_a_phone(page)
    expect(page.get_by_role("button", name="Ký và nộp lên tỉnh")).to_be_visible()
    camera.take(page, "leader/report-390")


def test_leader_issues_the_accepted_report(open_page: OpenPage, camera: Camera) -> None:
    held = report(22)
    leader = factories.viewer(User.objects.get(username="chutich"))
    held = actions.submit_report(
        plan=held.plan, unit=held.unit, period=held.period, version=0, by=leader, at=factories.NOW
    )
    reviewer = factories.viewer(User.objects.get(username="sonoivu"))
    actions.accept_submission(submission=held, version=held.version, by=reviewer, at=factories.NOW)
    page = open_page("chutich")
    page.goto(held.get_absolute_url())
    page.get_by_role("link", name="Ban hành báo cáo").click()

    page.get_by_label("Số, ký hiệu").fill("25/BC-UBND")
    expect(page.get_by_label("Ngày ban hành")).to_be_visible()
    camera.take(page, "leader/issue-1366")


def test_province_sees_everything_and_calls_who_is_late(
    open_page: OpenPage, camera: Camera
) -> None:
    page = open_page("sonoivu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tổng hợp Quý IV/2026")
    camera.take(page, "interior/rollup-1366")

    page.get_by_role("link", name="Nhắc đơn vị chưa nộp").first.click()
    expect(page.get_by_role("button", name="Sao chép lời nhắc").first).to_be_visible()
    camera.take(page, "interior/late-1366")


def test_province_reviews_a_report(open_page: OpenPage, camera: Camera) -> None:
    page = open_page("sonoivu")
    page.goto("/reports/queue/")
    page.get_by_role("link", name="UBND xã Bình Gia").first.click()

    expect(page.get_by_label("Lý do trả lại")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_be_visible()
    camera.take(page, "interior/review-1366")


def test_department_follows_what_it_guides(open_page: OpenPage, camera: Camera) -> None:
    page = open_page("soyte")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc của đơn vị")
    camera.take(page, "department/home-1366")

    page.goto("/reports/rollup/")
    page.get_by_role("link", name="Chỉ số hướng dẫn").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chỉ số được giao hướng dẫn")
    camera.take(page, "department/guided-1366")
    on_a_phone(page)
    camera.take(page, "department/guided-390")


def test_auditor_writes_findings_and_reads_the_trail(open_page: OpenPage, camera: Camera) -> None:
    page = open_page("kiemtra")
    page.goto("/reports/findings/")
    expect(page.get_by_role("link", name="Ghi kết luận kiểm tra")).to_be_visible()
    camera.take(page, "department/findings-1366")

    page.goto("/trail/")
    expect(page.get_by_role("button", name="Tải về tệp CSV")).to_be_visible()
    page.get_by_label("Loại việc").select_option(label="báo cáo")
    page.get_by_role("button", name="Lọc").click()
    camera.take(page, "department/trail-1366")


def test_administrator_brings_in_a_list_and_hands_posts_over(
    open_page: OpenPage, camera: Camera, tmp_path: Path
) -> None:
    page = open_page("quantri")
    page.goto("/lists/")
    camera.take(page, "administrator/lists-1366")

    file = tmp_path / "Đơn vị mới.xlsx"
    place = Territory.objects.communes().filter(valid_to=None, name="Xã Điềm He")[0]
    names = ("Trạm Y tế xã Điềm He", "Trường Tiểu học Điềm He", "Trung tâm Văn hóa xã")
    kinds = ("trạm y tế", "trường học", "trung tâm")
    rows = [
        unit_row(code=place.code, level="cấp xã", name=name, kind=kind)
        for name, kind in zip(names, kinds, strict=True)
    ]
    file.write_bytes(listed(UNITS, *rows))
    page.goto("/lists/units/")
    page.get_by_label("Tệp Excel").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("button", name="Nhập: thêm 3, sửa 0")).to_be_visible()
    camera.take(page, "administrator/preview-1366")

    page.goto("/people/")
    expect(page.get_by_role("link", name="Bàn giao").first).to_be_visible()
    expect(page.get_by_role("link", name="Cấp liên kết đặt mật khẩu").first).to_be_visible()
    camera.take(page, "administrator/posts-1366")


def test_guide_opens_at_the_section_of_the_page(open_page: OpenPage) -> None:
    page = open_page("canbo", reduced_motion="reduce")
    page.goto("/waiting/")
    page.get_by_role("link", name="Hướng dẫn").click()

    title = page.get_by_role("heading", name="Muốn biết kỳ này phải làm gì")
    expect(title).to_be_in_viewport()
    expect(page.get_by_role("article").get_by_role("img").first).to_have_js_property(
        "complete", value=True
    )
    assert look(page, "guide") == []
