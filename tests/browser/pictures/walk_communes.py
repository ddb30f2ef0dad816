"""Three communes issue their plans, report in three manners, and their leaders sign."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.camera import Camera
from tests.browser.pictures.walk_people import PERIOD, YEAR, Commune
from tests.papi_portal.strange_files import pdf

PHONE = {"width": 390, "height": 844}
DONE, DOING, NOTHING = "đã thực hiện trong kỳ", "đang thực hiện", "không phát sinh"
RESULT = "Đã tổ chức 4 hội nghị tuyên truyền, 320 lượt người dự"
MENDED = f"{RESULT}, tại 9/9 thôn"
DIFFICULTY = "Trạm y tế xã thiếu 01 bác sĩ từ tháng 01."
PROPOSAL = "Đề nghị Sở Y tế luân phiên bác sĩ về trạm."
HEALTH = 3
"""Place of the row about health care among the six."""
MINUTES: FilePayload = {
    "name": "Biên bản hội nghị tháng 02.pdf",
    "mimeType": "application/pdf",
    "buffer": pdf(),
}
ON_THE_PHONE = (
    (DONE, RESULT),
    (DONE, "Niêm yết công khai kế hoạch sử dụng đất tại 9/9 nhà văn hóa thôn"),
    (NOTHING, ""),
    (DOING, "Khám bệnh cho 1.240 lượt người"),
    (DONE, "Thu gom rác tại 9/9 thôn; trồng 2 km đường hoa"),
    (DOING, "Lắp đặt 5/9 điểm truy cập Internet công cộng"),
)
WITHOUT_SCRIPT = (
    (DONE, "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở tại 12 thôn"),
    (DONE, "Công khai 3 quy hoạch trên trang thông tin của xã"),
    (DONE, "Lấy ý kiến 210 người dân; không có phản ánh nhũng nhiễu"),
    (DONE, "Trạm y tế khám 2.030 lượt người"),
    (DOING, "Vận động 350 hộ phân loại rác tại nhà"),
    (DONE, "Phủ sóng Internet tại 12/12 thôn"),
)
PASTED = (
    (DONE, "Phát 500 tờ gấp về quyền của người dân"),
    (DONE, "Tiếp nhận, trả lời 14 yêu cầu cung cấp thông tin"),
    (NOTHING, ""),
    (DONE, "Khám sức khỏe định kỳ cho 860 người cao tuổi"),
    (DOING, "Kiểm tra 6 cơ sở sản xuất về xả thải"),
    (DOING, "Lắp đặt Internet tại 8/11 nhà văn hóa thôn"),
)
TYPED = (*ON_THE_PHONE, *WITHOUT_SCRIPT, *PASTED)


# The plan


def issue_plan(leader: Page, camera: Camera, commune: Commune) -> None:
    """Give the draft that came from above its number, and issue it."""
    expect(leader.get_by_text("Dự thảo chờ ban hành")).to_be_visible()
    camera.take(leader, "walk/08-draft")
    leader.get_by_role("link", name="Xem, ban hành").click()
    expect(leader.get_by_role("main")).to_contain_text("Phải sửa trước:")
    leader.get_by_role("link", name="Sửa thông tin kế hoạch").first.click()
    leader.get_by_label("Số, ký hiệu").fill(commune.number)
    leader.get_by_label("Ngày ban hành").fill(f"05/01/{YEAR}")
    leader.get_by_role("button", name="Lưu").click()
    leader.get_by_role("link", name="Ban hành…").click()
    camera.take(leader, "walk/09-issue-commune")
    leader.get_by_role("button", name="Ban hành").click()
    expect(leader.locator("#thong-bao")).to_contain_text(f"Đã ban hành {commune.plan}")


# The rows, in three manners


def report_on_a_phone(officer: Page, camera: Camera) -> None:
    """Report row by row on a screen of 390 pixels; each row saves itself."""
    rows = officer.locator(".owed-row")
    expect(officer.get_by_role("heading", level=1)).to_have_text(f"Việc của đơn vị, {PERIOD}")
    expect(rows).to_have_count(len(ON_THE_PHONE))
    camera.take(officer, "walk/10-officer-390")
    for number, (state, result) in enumerate(ON_THE_PHONE):
        row = rows.nth(number)
        row.get_by_label("Tình hình").select_option(label=state)
        row.get_by_label("Kết quả thực hiện").fill(result)
        if number == HEALTH:
            row.get_by_text("Khó khăn, đề xuất, lý do tạm hoãn").click()
            row.get_by_label("Khó khăn, vướng mắc").fill(DIFFICULTY)
            row.get_by_label("Đề xuất, kiến nghị").fill(PROPOSAL)
        row.get_by_role("button", name="Lưu").click()  # it would save itself, a second later
        saved(row)
    expect(officer.locator("#owed-count")).to_contain_text("đã cập nhật 6/6 nhiệm vụ")
    camera.take(officer, "walk/11-saved-390")
    show_evidence(officer, camera, rows.first)


def show_evidence(officer: Page, camera: Camera, row: Locator) -> None:
    """Attach the minutes of the meetings to a row."""
    row.get_by_role("link", name="Minh chứng").click()
    officer.get_by_label("Chọn tệp").set_input_files(MINUTES)
    officer.get_by_role("button", name="Thêm tệp").click()
    expect(officer.get_by_role("link", name=str(MINUTES["name"]), exact=True)).to_be_visible()
    camera.take(officer, "walk/12-evidence-390")
    officer.locator(".crumbs").get_by_role("link", name="Việc của đơn vị").click()
    expect(officer.get_by_role("link", name="Minh chứng (1)")).to_be_visible()


def report_without_script(officer: Page, camera: Camera) -> None:
    """Fill in all rows and save them with the one button."""
    rows = officer.locator(".owed-row")
    for number, (state, result) in enumerate(WITHOUT_SCRIPT):
        rows.nth(number).get_by_label("Tình hình").select_option(label=state)
        rows.nth(number).get_by_label("Kết quả thực hiện").fill(result)
    officer.get_by_role("button", name="Lưu tất cả").last.click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã lưu 6 nhiệm vụ.")
    expect(officer.locator("#owed-count")).to_contain_text("đã cập nhật 6/6 nhiệm vụ")
    camera.take(officer, "walk/14-without-script")


def paste_from_excel(officer: Page, camera: Camera) -> None:
    """Paste the commune's own table, look at what was understood, save it."""
    titles = officer.locator(".owed-row h3").all_inner_texts()
    officer.get_by_role("link", name="Dán từ Excel").click()
    table = ["STT\tNhiệm vụ\tTiến độ\tKết quả thực hiện"]
    for number, (title, (state, result)) in enumerate(zip(titles, PASTED, strict=True), start=1):
        table.append(f"{number}\t{title}\t{state}\t{result}")
    officer.get_by_label("Bảng chép từ Excel").fill("\n".join(table))
    officer.get_by_role("button", name="Xem trước").click()
    expect(officer.get_by_text("6 nhiệm vụ sẽ thay đổi.")).to_be_visible()
    camera.take(officer, "walk/15-paste")
    officer.get_by_role("button", name="Lưu tất cả").last.click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã lưu 6 nhiệm vụ.")


def saved(row: Locator) -> None:
    expect(row.get_by_role("status")).to_contain_text("đã lưu")


# The report


def propose(officer: Page, camera: Camera, picture: str = "") -> None:
    """Go on from the rows to the report that they make up, and propose it to the leader."""
    officer.get_by_role("link", name="Xem lại, hoàn tất báo cáo").click()
    expect(officer.get_by_label("Kết quả thực hiện")).not_to_be_empty()
    if picture:
        camera.take(officer, picture)
    officer.get_by_role("button", name="Chuyển lãnh đạo ký duyệt").click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã chuyển lãnh đạo ký duyệt.")


def sign(leader: Page, camera: Camera, picture: str = "") -> None:
    """Sign what waits at the top of the leader's page."""
    leader.get_by_role("link", name="Xem, ký và nộp báo cáo").click()
    if picture:
        camera.take(leader, picture)
    leader.get_by_role("button", name="Ký và nộp lên tỉnh").click()
    expect(leader.locator("#thong-bao")).to_contain_text("Đã ký và nộp báo cáo.")


def mend(officer: Page, camera: Camera, comment: str, answer: str) -> None:
    """Read why the report came back and what a department answers; mend the row, propose again."""
    expect(officer.get_by_role("main")).to_contain_text("Lê Thu Hà trả lại báo cáo lúc")
    expect(officer.get_by_role("main")).to_contain_text(comment)
    expect(officer.locator(".owed-row").nth(HEALTH)).to_contain_text(answer)
    camera.take(officer, "walk/20-returned-390")
    row = officer.locator(".owed-row").first
    row.locator(".owed-row__fold > summary").click()
    row.get_by_label("Kết quả thực hiện").fill(MENDED)
    saved(row)
    officer.get_by_role("link", name="Xem lại, hoàn tất báo cáo").click()
    officer.get_by_role("link", name="Soạn lại từ kết quả các nhiệm vụ").click()
    expect(officer.get_by_label("Kết quả thực hiện")).to_have_value(re.compile(MENDED))
    officer.get_by_role("button", name="Chuyển lãnh đạo ký duyệt").click()
    expect(officer.locator("#thong-bao")).to_contain_text("Đã chuyển lãnh đạo ký duyệt.")
