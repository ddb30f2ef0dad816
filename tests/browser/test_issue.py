"""A leader issues an accepted report, finds the paper on its page, and withdraws its number."""

import pytest
from playwright.sync_api import expect

from papi_portal import pdf
from plans.models import Period, User
from tasks import actions
from tests import factories
from tests.browser.conftest import OpenPage, illustrated_row
from tests.browser.looks import look

pytestmark = pytest.mark.browser


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_accepted_report_is_issued_and_its_paper_is_on_the_page(open_page: OpenPage) -> None:
    plan = illustrated_row().task.plan
    leader = factories.viewer(User.objects.get(username="chutich"))
    period = Period.objects.visible_to(leader).open()[0]
    report = actions.submit_report(
        plan=plan, unit=plan.issuer, period=period, version=0, by=leader, at=factories.NOW
    )
    reviewer = factories.viewer(User.objects.get(username="sonoivu"))
    actions.accept_submission(
        submission=report, version=report.version, by=reviewer, at=factories.NOW
    )
    page = open_page("chutich", reduced_motion="reduce")

    page.goto(report.get_absolute_url())
    found = look(page, "accepted report")
    page.get_by_role("link", name="Ban hành báo cáo").click()
    found += look(page, "issuing")
    page.get_by_label("Số, ký hiệu").fill("25/BC-UBND")
    page.get_by_role("button", name="Ban hành").click()

    link = page.get_by_role("link", name="Báo cáo số 25/BC-UBND")
    expect(link).to_be_visible()
    found += look(page, "issued report")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.startswith("Báo cáo số 25-BC-UBND ngày")
    page.get_by_role("link", name="Tải lên bản đã ký").click()
    found += look(page, "signed copy")
    page.go_back()
    page.get_by_role("link", name="Hủy số văn bản").click()
    found += look(page, "withdrawing")
    page.get_by_label("Lý do").fill("Gõ nhầm số")
    page.get_by_role("button", name="Hủy số văn bản").click()
    expect(page.get_by_text("Không dùng bản in, bản đã ký mang số này.").first).to_be_visible()
    found += look(page, "withdrawn report")
    page.get_by_role("link", name="Sổ văn bản đã ban hành").click()
    found += look(page, "register")
    assert found == []
