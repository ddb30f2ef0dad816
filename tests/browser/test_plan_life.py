"""The life of a plan in a browser: readable by all, and complete without script on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan, Territory, User
from tasks import actions
from tests import factories
from tests.browser.conftest import OpenPage
from tests.browser.looks import PHONE, check
from tests.tasks import deriving

pytestmark = pytest.mark.browser


def illustration() -> Plan:
    illustrations = Plan.objects.filter(is_illustration=True, year_from=factories.TODAY.year)
    return illustrations.get(territory__name="Xã Điềm He")


def copied() -> Plan:
    """Return next year's draft of the illustration."""
    by = factories.viewer(User.objects.get(username="chutich"))
    return actions.copy_plan(plan=illustration(), year=2027, by=by, at=factories.NOW)


def framework() -> Plan:
    """Return a framework of the demo province, with a day set for the communes."""
    made = deriving.framework(Territory.objects.coded("province", "20", factories.TODAY))
    Plan.objects.filter(pk=made.pk).update(below_due_on=date(2026, 11, 15))
    return made


def test_pages_on_which_a_plan_is_written_and_issued(open_page: OpenPage) -> None:
    draft, plan = copied(), illustration()
    row = draft.tasks.order_by("position")[0]
    check(
        open_page("chutich", reduced_motion="reduce"),
        f"/plans/{draft.pk}/rows/",
        f"/plans/{draft.pk}/rows/add/",
        f"/plans/{draft.pk}/edit/",
        f"/plans/{draft.pk}/issue/",
        f"/plans/{draft.pk}/discard/",
        f"/tasks/{row.pk}/edit/",
        f"/tasks/{row.pk}/delete/",
        f"/sections/{row.section_id}/edit/",
        f"/plans/{plan.pk}/close/",
        f"/plans/{plan.pk}/amend/",
        f"/plans/{plan.pk}/copy/",
        f"/plans/{plan.pk}/coverage/",
        f"/territories/{plan.territory_id}/carry/",
    )


def test_pages_on_which_a_plan_goes_down(open_page: OpenPage) -> None:
    made = framework()
    check(
        open_page("sonoivu", reduced_motion="reduce"),
        f"/plans/{made.pk}/derive/",
        "/reports/issuance/",
        "/reports/issuance/remind/",
        "/reports/coverage/",
    )
    plan = deriving.derived(made, illustration().territory)
    amended = deriving.Amended(made)
    amended.change(1, text="Việc đã sửa")
    amended.row(2).delete()
    amended.issue()
    check(open_page("canbo", reduced_motion="reduce"), f"/plans/{plan.pk}/updates/")


def test_next_years_plan_is_made_and_issued_without_script_on_a_phone(open_page: OpenPage) -> None:
    page: Page = open_page("chutich", java_script_enabled=False, viewport=PHONE)
    page.goto(illustration().get_absolute_url())
    page.get_by_role("link", name="Sao chép sang năm 2027").click()
    page.get_by_role("button", name="Sao chép thành dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Soạn dự thảo")

    page.get_by_role("link", name="Sửa a) Tri thức công dân").click()
    page.get_by_label("Nhiệm vụ, giải pháp").fill("- Tuyên truyền tại các thôn.")
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(page.get_by_text("- Tuyên truyền tại các thôn.")).to_be_visible()

    page.get_by_role("link", name="Sửa thông tin").click()
    page.get_by_label("Số, ký hiệu").fill("01/KH-UBND")
    page.get_by_label("Ngày ban hành").fill("20/11/2026")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Ban hành…").click()
    expect(page.get_by_text("22 nhiệm vụ được giao cho")).to_be_visible()
    page.get_by_role("button", name="Ban hành").click()

    expect(page.get_by_text("Đã ban hành Kế hoạch số 01/KH-UBND")).to_be_visible()
    assert Plan.objects.get(number="01/KH-UBND").is_issued


def test_framework_goes_down_to_chosen_communes(open_page: OpenPage) -> None:
    made = framework()
    page = open_page("sonoivu")
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Giao cấp xã").click()
    page.get_by_label("Những xã, phường được chọn bên dưới").check()
    page.get_by_text("xã, phường chưa có kế hoạch, để chọn").click()
    for name in ("Xã Điềm He", "Phường Tam Thanh"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lập dự thảo cho 2 xã, phường?")
    page.get_by_role("button", name="Lập dự thảo").click()

    expect(page.get_by_text("Đã lập dự thảo cho 2 xã, phường")).to_be_visible()
    page.get_by_role("link", name="Danh sách nhắc (65)").click()
    head, *lines = page.get_by_label("Lời nhắc chung").input_value().splitlines()
    assert "Hạn ban hành: ngày" in head
    assert len(lines) == 65
    assert "- UBND xã Điềm He: dự thảo" in lines
