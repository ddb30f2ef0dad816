"""From the province's figures to the officer's words, and from the screen to paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from papi_portal import pdf
from plans.models import Plan
from tasks import actions
from tests.browser.conftest import OpenPage, illustrated_row, record

pytestmark = pytest.mark.browser

RESULT = "Đã tổ chức 4 hội nghị, 320 lượt người dự"


def test_reviewer_follows_a_figure_to_the_row_and_its_task(open_page: OpenPage) -> None:
    row = illustrated_row()
    record(row, "canbo", actions.Recorded("in_progress", RESULT))
    page = open_page("sonoivu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tổng hợp Quý IV/2026")
    commune = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Xã Điềm He"))

    commune.locator("td a[href*='dimension=']").filter(has_text="1/").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("xã Điềm He")
    found = page.get_by_role("row").filter(has_text=RESULT)
    expect(found).to_contain_text("đang thực hiện")
    found.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(row.task.title)
    expect(page.get_by_role("cell", name=RESULT)).to_be_visible()


def test_appendix_is_downloaded_as_pdf_under_a_vietnamese_name(
    open_page: OpenPage, tmp_path: Path
) -> None:
    reason = pdf.problem()
    if reason:
        pytest.skip(reason)
    page = open_page("sonoivu")
    plan = Plan.objects.get(number="354/KH-UBND")
    page.goto(f"{plan.get_absolute_url()}appendix/")

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải PDF để in").click()

    assert download.value.suggested_filename == "Phụ lục Kế hoạch số 354-KH-UBND.pdf"
    download.value.save_as(tmp_path / "appendix.pdf")
    assert (tmp_path / "appendix.pdf").read_bytes().startswith(b"%PDF-")
