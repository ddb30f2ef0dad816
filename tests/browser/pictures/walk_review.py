"""What the province does with the reports: guides, answers, returns, accepts, locks, reads."""

from playwright.sync_api import Page, expect

from tests.browser.camera import Camera
from tests.browser.pictures.walk_communes import (
    DIFFICULTY,
    DOING,
    MENDED,
    MINUTES,
    PROPOSAL,
    RESULT,
    propose,
)
from tests.browser.pictures.walk_people import COMMUNES, DIEM_HE, PERIOD

COMMENT = "Ghi rõ đã tổ chức hội nghị tại bao nhiêu thôn."
ANSWER = "Sở Y tế cử bác sĩ Bệnh viện đa khoa luân phiên về trạm từ ngày 01/4/2027."


# The department


def report_of_department(department: Page, camera: Camera) -> None:
    """Record the department's own task of the province's plan, and sign the report."""
    row = department.locator(".owed-row")
    expect(row).to_have_count(1)
    camera.take(department, "walk/17-department")
    row.get_by_label("Tình hình").select_option(label=DOING)
    row.get_by_label("Kết quả thực hiện").fill("Kiểm tra chất lượng khám, chữa bệnh tại 20 trạm")
    expect(row.get_by_role("status")).to_contain_text("đã lưu")
    propose(department, camera)


def guide(department: Page, camera: Camera) -> None:
    """See how far the communes are with what the department guides; answer what hinders one."""
    department.goto("/reports/rollup/")
    department.get_by_role("link", name="Chỉ số hướng dẫn").click()
    expect(department.get_by_role("main")).to_contain_text("Y tế công lập")
    camera.take(department, "walk/18-guided")
    department.goto("/reports/difficulties/")
    found = department.locator(".raised").filter(has_text=DIFFICULTY)
    expect(found).to_contain_text(PROPOSAL)
    found.get_by_role("checkbox").first.check()
    department.get_by_label("Nội dung trả lời").fill(ANSWER)
    department.get_by_role("button", name="Gửi trả lời").click()
    expect(department.locator(".raised")).to_contain_text(ANSWER)
    camera.take(department, "walk/19-answered")


# The desk


def return_one(desk: Page, camera: Camera) -> None:
    """Open the queue, read a report, send it back with a comment."""
    desk.get_by_role("link", name="Báo cáo chờ duyệt").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(PERIOD)
    camera.take(desk, "walk/20-queue")
    desk.get_by_role("link", name=f"UBND {DIEM_HE.name}").click()
    row = desk.locator(".report-row").filter(has_text=RESULT).first
    expect(row.get_by_role("link", name=str(MINUTES["name"]))).to_be_visible()
    desk.get_by_label("Lý do trả lại").select_option(label="kết quả chưa cụ thể")
    desk.get_by_label("Ý kiến").fill(COMMENT)
    desk.get_by_role("button", name="Trả lại").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã trả lại báo cáo cho đơn vị.")


def accept_all(desk: Page, camera: Camera) -> None:
    """Accept what waits, all at once; the mended report among them."""
    desk.get_by_role("link", name="Báo cáo chờ duyệt").click()
    desk.get_by_role("link", name=f"UBND {DIEM_HE.name}").click()
    expect(desk.get_by_role("main")).to_contain_text(MENDED)
    camera.take(desk, "walk/21-review")
    desk.locator(".crumbs").get_by_role("link", name="Báo cáo chờ duyệt").click()
    desk.get_by_label("Chọn cả").check()
    desk.get_by_role("button", name="Duyệt các báo cáo đã chọn").click()
    desk.get_by_role("button", name="Duyệt các báo cáo được chọn").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã duyệt")


def figures(desk: Page, camera: Camera) -> None:
    """Find in the matrix exactly what was typed, and behind a figure its words."""
    desk.goto("/reports/rollup/")
    camera.take(desk, "walk/22-rollup")
    shown = desk.locator("dl.figures")
    for said in ("Đã duyệt 3", "Chưa nộp 62", "Quá hạn 62"):
        expect(shown).to_contain_text(said)
    for commune in COMMUNES:
        row = desk.get_by_role("row").filter(has_text=f"X{commune.name[1:]}")
        expect(row).to_contain_text("đã duyệt")
        expect(row).to_contain_text("6/6")


def close(desk: Page, camera: Camera) -> None:
    """Lock the quarter, having read what stays out."""
    desk.goto("/periods/")
    desk.get_by_role("link", name=PERIOD, exact=True).click()
    desk.get_by_role("link", name="Khóa kỳ…").click()
    camera.take(desk, "walk/25-close")
    desk.get_by_role("button", name="Khóa kỳ báo cáo").click()
    expect(desk.locator("#thong-bao")).to_contain_text(f"{PERIOD}: đã khóa.")


# The trail


def read_the_trail(auditor: Page, camera: Camera) -> None:
    """Read who did what, word for word."""
    auditor.locator("details.menu summary").click()
    auditor.get_by_role("link", name="Tra cứu nhật ký").click()
    auditor.get_by_label("Tìm chữ").fill(PERIOD)
    auditor.get_by_label("Loại việc").select_option(label="báo cáo")
    auditor.get_by_role("button", name="Lọc").click()
    camera.take(auditor, "walk/28-trail")
    report = f"báo cáo {PERIOD}"
    of = f"{report} của UBND {DIEM_HE.name}"
    for person, sentence in (
        ("Nguyễn Thị Minh", f"trình lãnh đạo {report}"),
        ("Hoàng Văn Sơn", f"nộp {report}"),
        ("Lê Thu Hà", f"trả lại {of} (kết quả chưa cụ thể): {COMMENT}"),
        ("Lê Thu Hà", f"duyệt {of}"),
    ):
        entries = auditor.get_by_role("row").filter(has_text=person)
        expect(entries.filter(has_text=sentence).first).to_be_visible()
