"""What communes are reminded of, in words that are sent as they stand."""

from datetime import date

import pytest

from plans.models import Plan
from tasks.reports import issuance, reminders
from tasks.reports.reminders import Reminders
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


def said(due_on: date | None = date(2026, 11, 15)) -> Reminders:
    """Return the words of a reviewer whose first commune has a draft, the second nothing."""
    province = factories.province()
    framework = deriving.framework(province)
    issued_on = date(2026, 1, 20)
    Plan.objects.filter(pk=framework.pk).update(below_due_on=due_on, issued_on=issued_on)
    framework.refresh_from_db()
    first, _ = (factories.commune(name, parent=province) for name in ("Xã Một", "Xã Hai"))
    deriving.derived(framework, first)
    viewer = factories.viewer(factories.reviewer(province))
    return reminders.build(
        issuance.build(viewer=viewer, plan=framework, on=factories.TODAY),
    )


def test_all_are_reminded_with_the_plan_and_the_day_in_words() -> None:
    assert said().text == (
        "Kính gửi UBND các xã, phường: 2 xã, phường chưa ban hành kế hoạch thực hiện Bộ khung"
        " nhiệm vụ số 80/BK-UBND ngày 20/01/2026 của UBND tỉnh Lạng Sơn. Hạn ban hành:"
        " ngày 15 tháng 11 năm 2026, quá hạn 6 ngày. Đề nghị các đơn vị có tên dưới đây sớm"
        " ban hành kế hoạch và cập nhật trên Cổng theo dõi PAPI:\n"
        "- UBND xã Hai: chưa có\n"
        "- UBND xã Một: dự thảo\n"
    )


def test_each_is_reminded_by_its_own_state() -> None:
    none, draft = said().letters

    assert none.text.startswith("Kính gửi UBND xã Hai: đơn vị chưa có kế hoạch thực hiện Bộ khung")
    assert "Một: đơn vị đang có dự thảo, chưa ban hành kế hoạch thực hiện Bộ khung" in draft.text
    assert draft.text.endswith(
        "năm 2026, quá hạn 6 ngày. Đề nghị đơn vị sớm ban hành kế hoạch và cập nhật trên"
        " Cổng theo dõi PAPI."
    )


def test_without_a_day_nobody_is_held_to_one() -> None:
    assert "Hạn ban hành" not in said(due_on=None).text
