"""Sở Nội vụ begins the year: targets, the plan, drafts for all communes, scores, the calendar."""

from playwright.sync_api import FilePayload, Page, expect

from papi_portal.workbook import XLSX
from plans.models import Plan
from tests.browser.camera import Camera
from tests.browser.pictures.walk_people import PERIOD, YEAR
from tests.indicators.score_books import wide
from tests.papi_portal.workbooks import opened, saved

PROMISES = (
    ("Điểm tổng hợp đạt từ 46 điểm trở lên", "0", "điểm từ", 46),
    ("Cung ứng dịch vụ công đạt từ 7,8 điểm", "6", "điểm từ", 7.8),
)
SCORED = 2025
PUBLISHED = {"0": 45.62, "1": 5.21, "2": 5.84, "6": 7.41}
"""What is published of the province for the year before the last."""


def import_scores(desk: Page, camera: Camera) -> None:
    """Bring the published results in, in a workbook such as the publisher's own."""
    desk.get_by_role("link", name="Chỉ số", exact=True).click()
    desk.get_by_role("link", name="Nhập kết quả công bố từ Excel").click()
    table = wide(
        {str(SCORED): [["Tỉnh, thành phố", *PUBLISHED], ["Lạng Sơn", *PUBLISHED.values()]]}
    )
    desk.get_by_label("Tệp Excel").set_input_files(
        {"name": f"PAPI {SCORED}.xlsx", "mimeType": XLSX, "buffer": table}
    )
    desk.get_by_role("button", name="Xem trước").click()
    expect(desk.get_by_role("main")).to_contain_text("45,62")
    camera.take(desk, "walk/01-scores")
    desk.get_by_role("button", name=f"Nhập: thêm {len(PUBLISHED)}, sửa 0").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã nhập kết quả công bố")
    expect(desk.get_by_role("main")).to_contain_text("45,62 điểm")


def import_targets(desk: Page, camera: Camera, plan: Plan) -> None:
    """Fill the workbook of the draft's targets and bring it back."""
    desk.goto("/plans/")
    desk.get_by_role("link", name=str(plan), exact=True).click()
    desk.get_by_role("link", name="Mục tiêu", exact=True).click()
    desk.get_by_role("link", name="Nhập từ Excel").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Tải tệp Excel các mục tiêu").click()
    book = opened(download.value.path().read_bytes())
    page = book["Danh sách mục tiêu"]
    titles = [str(cell.value).removesuffix(" *") for cell in page[2]]
    for text, code, kind, value in PROMISES:
        row = {"Nguyên văn": text, "Năm": YEAR, "Mã thành phần": code}
        row |= {"Loại mục tiêu": kind, "Giá trị": value}
        page.append([row.get(title) for title in titles])
    desk.get_by_label("Tệp Excel").set_input_files(workbook_file(f"Mục tiêu {YEAR}.xlsx", book))
    desk.get_by_role("button", name="Xem trước").click()
    expect(desk.get_by_role("main")).to_contain_text(PROMISES[0][0])
    camera.take(desk, "walk/02-targets")
    desk.get_by_role("button", name="Nhập: thêm 2, sửa 0").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã nhập mục tiêu: thêm 2")


def issue(desk: Page, camera: Camera, plan: Plan) -> None:
    """Issue the plan, having read what that will bring."""
    desk.goto(plan.get_absolute_url())
    desk.get_by_role("link", name="Ban hành…").click()
    expect(desk.get_by_role("main")).to_contain_text("6 nhiệm vụ được giao cho")
    camera.take(desk, "walk/03-issue")
    desk.get_by_role("button", name="Ban hành").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã ban hành")


def hand_down(desk: Page, camera: Camera) -> None:
    """Make a draft for each of the 65 communes."""
    desk.get_by_role("link", name="Giao cấp xã").click()
    desk.get_by_label("Hạn cấp dưới ban hành kế hoạch").fill(f"31/01/{YEAR}")
    desk.get_by_role("button", name="Tiếp tục").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Lập dự thảo cho 65 xã, phường?")
    camera.take(desk, "walk/04-derive")
    desk.get_by_role("button", name="Lập dự thảo").click()
    expect(desk.locator("#thong-bao")).to_contain_text("Đã lập dự thảo cho 65 xã, phường")
    camera.take(desk, "walk/05-issuance")


def plan_and_open(desk: Page, camera: Camera) -> None:
    """Lay down the four quarters of the year and open the first."""
    desk.get_by_role("link", name="Kỳ báo cáo").click()
    desk.get_by_role("link", name="Lập lịch năm").click()
    desk.get_by_label("Năm", exact=True).fill(str(YEAR))
    desk.get_by_label("Bốn quý").check()
    desk.get_by_role("button", name="Xem các kỳ").click()
    expect(desk.get_by_label("Tên kỳ")).to_have_count(4)
    camera.take(desk, "walk/06-calendar")
    desk.get_by_role("button", name="Lập các kỳ này").click()
    desk.get_by_role("link", name=PERIOD, exact=True).click()
    desk.get_by_role("link", name="Mở kỳ…").click()
    desk.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(desk.locator("#thong-bao")).to_contain_text(f"{PERIOD}: đang mở.")


def workbook_file(name: str, book: object) -> FilePayload:
    """Return a workbook as a person chooses it from a folder."""
    return {"name": name, "mimeType": XLSX, "buffer": saved(book)}
