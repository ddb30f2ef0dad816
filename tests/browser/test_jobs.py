"""A long document: asked for, made in the background, looked at meanwhile, fetched."""

from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from papi_portal import pdf
from plans import actions
from plans.background import run_job
from plans.models import Job, Plan
from tests import factories
from tests.browser.conftest import OpenPage
from tests.browser.looks import look

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return the page of a job that an officer has just asked for."""
    monkeypatch.setattr(pdf, "SHORT_ROWS", 2)
    plan = Plan.objects.get(number="354/KH-UBND")
    page = open_page("canbo", reduced_motion="reduce")
    page.goto(f"{plan.get_absolute_url()}appendix/")
    page.get_by_role("button", name="Lập PDF để in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phụ lục")
    return page


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_page_follows_the_job_until_its_file_is_there(asked: Page, tmp_path: Path) -> None:
    expect(asked.get_by_text("đang chờ")).to_be_visible()
    job = Job.objects.get()

    run_job.func(str(job.pk))

    link = asked.get_by_role("link", name="Tải về")
    expect(link).to_be_visible()
    with asked.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Phụ lục Kế hoạch số 354-KH-UBND.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_pages_of_jobs_in_every_state_are_accessible(asked: Page) -> None:
    person, found = Job.objects.get().wanted_by, []

    def wanted(number: int) -> Job:
        return actions.request_job(
            kind="plan_appendix",
            title="Phụ lục Kế hoạch số 1/KH-UBND",
            parameters={"plan": number, "index": ""},
            content="",
            by=factories.viewer(person),
            at=factories.NOW,
        )

    running, failed, given_up = (
        actions.take_job(pk=wanted(number).pk, holder=uuid4(), at=factories.NOW)
        for number in (1, 2, 3)
    )
    assert running
    assert failed
    assert given_up
    actions.advance_job(job=running, parts_done=12, parts=166, at=factories.NOW)
    actions.fail_job(job=failed, reason="Máy chủ hết chỗ.", at=factories.NOW)
    actions.cancel_job(job=given_up, by=factories.viewer(person), at=factories.NOW)
    found += look(asked, "job that waits")
    for job in (running, failed, given_up):
        asked.goto(job.get_absolute_url())
        found += look(asked, f"job {job.standing}")
    asked.goto("/jobs/")
    found += look(asked, "jobs")

    assert found == []


def test_job_is_followed_without_script(open_page: OpenPage, asked: Page) -> None:
    page = open_page("canbo", java_script_enabled=False)
    page.goto(Job.objects.get().get_absolute_url())
    page.get_by_role("link", name="Cập nhật tình hình").click()
    page.get_by_role("button", name="Hủy yêu cầu").click()

    expect(page.get_by_text("Đã hủy: Phụ lục")).to_be_visible()
