"""What the guides on plans and on published results tell, seen on the pages."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from plans.models import Plan, Territory, User
from tasks import actions
from tests import factories
from tests.browser.camera import Camera
from tests.browser.conftest import OpenPage
from tests.tasks import uploads
from tests.tasks.excel import Excel

pytestmark = pytest.mark.browser


def test_plan_document_is_looked_at_row_by_row(
    open_page: OpenPage, camera: Camera, tmp_path: Path
) -> None:
    file = tmp_path / "Kế hoạch PAPI 2026.docx"
    file.write_bytes(uploads.word_plan())
    page = open_page("canbo")
    page.goto("/plans/in/")
    page.get_by_label("Tệp Word, Excel hoặc PDF").set_input_files(file)
    page.get_by_role("button", name="Đọc văn bản").click()

    expect(page.get_by_text("Chỉ xem dòng cần xem")).to_be_visible()
    page.get_by_role("link", name="Sửa dòng 1").click()
    expect(page.get_by_label("Nhiệm vụ, giải pháp").first).to_be_visible()
    page.locator("#dong-1").evaluate("(row) => row.scrollIntoView({ behavior: 'instant' })")
    camera.take(page, "plans/intake-1366")


def test_changes_from_excel_stand_beside_what_was(
    open_page: OpenPage, camera: Camera, tmp_path: Path
) -> None:
    leader = factories.viewer(User.objects.get(username="chutich"))
    plan = Plan.objects.get(is_illustration=True, territory__code="06280")
    draft = actions.copy_plan(plan=plan, year=2027, by=leader, at=factories.NOW)
    file = tmp_path / "Kế hoạch năm 2027.xlsx"
    text = "Tổ chức 03 hội nghị đối thoại với Nhân dân tại các thôn; niêm yết kết quả giải quyết."
    file.write_bytes(Excel(draft).write(2, text=text).remove(4).data)
    page = open_page("chutich")
    page.goto("/plans/in/")
    page.get_by_label("Tệp Word, Excel hoặc PDF").set_input_files(file)
    page.get_by_role("button", name="Đọc văn bản").click()

    expect(page.get_by_text("Tổ chức 03 hội nghị đối thoại").first).to_be_visible()
    camera.take(page, "plans/changes-1366")


def test_province_sees_which_commune_has_issued_a_plan(open_page: OpenPage, camera: Camera) -> None:
    page = open_page("sonoivu")
    page.goto("/reports/issuance/")

    expect(page.get_by_role("link", name="Danh sách nhắc").first).to_be_visible()
    camera.take(page, "plans/issuance-1366")


def test_results_of_a_province_and_the_work_on_them(open_page: OpenPage, camera: Camera) -> None:
    page = open_page("sonoivu")
    page.goto("/indicators/")
    expect(page.get_by_role("link", name="Tỉnh khác", exact=True)).to_be_visible()
    camera.take(page, "results/standing-1366")

    page.get_by_role("link", name="Điểm và việc làm").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Điểm và việc làm")
    camera.take(page, "results/effort-1366")


def test_published_total_that_is_not_the_sum_is_told(open_page: OpenPage, camera: Camera) -> None:
    place = Territory.objects.get(code="10", name="Tỉnh Lào Cai", valid_to__isnull=False)
    page = open_page("sonoivu")
    page.goto(f"/indicators/provinces/{place.pk}/?year=2019")

    told = page.get_by_text("45,04").first
    expect(told).to_be_visible()
    told.evaluate("(found) => found.scrollIntoView({ behavior: 'instant', block: 'center' })")
    camera.take(page, "results/sums-1366")
