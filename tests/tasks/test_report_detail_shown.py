"""What the page of a report says."""

import pytest
from django.urls import reverse

from plans.models import Extension
from tasks.models import Progress
from tests import factories
from tests.tasks.report_pages import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_page_shows_this_period_beside_the_last_and_what_changed(facts: Facts) -> None:
    factories.recorded(
        facts.rows[0], facts.last, state=Progress.State.IN_PROGRESS, result="Đang họp"
    )

    shown = facts.page(facts.leader)

    assert "Thay đổi so với Quý III/2026: 2/2 nhiệm vụ" in shown
    assert "tình hình: đang thực hiện → đã thực hiện trong kỳ; kết quả viết mới" in shown
    assert "Kỳ trước (Quý III/2026) đang thực hiện" in shown
    assert "Nhiệm vụ 2: kỳ trước chưa báo cáo" in shown


def test_missing_rows_lead_to_where_they_are_filled_in() -> None:
    facts = Facts(reported=1)
    missing = facts.rows[1].pk

    shown = factories.signed_in(facts.leader).get(facts.address).content.decode()
    reviewed = factories.signed_in(facts.reviewer).get(facts.address).content.decode()

    assert f'href="{reverse("tasks:home")}?period={facts.period.pk}#row-{missing}"' in shown
    assert f'href="#row-{missing}"' in reviewed


def test_empty_report_is_prefilled_and_kept_when_it_is_proposed(facts: Facts) -> None:
    shown = facts.page(facts.officer)
    assert "Đã cập nhật 2/2 nhiệm vụ: 2 đã thực hiện trong kỳ." in shown
    assert "Chưa lưu: phần này được soạn sẵn" in shown

    facts.send(facts.officer, "write", results="Chữ của tôi")

    assert (
        "Đã cập nhật 2/2"
        not in facts.page(facts.officer).split("Kết quả từng")[0].split("Nội dung báo cáo")[1]
    )
    assert "2 đã thực hiện trong kỳ" in facts.page(facts.officer, query="?suggest=1")
    assert facts.report.results == "Chữ của tôi"


def test_due_day_is_the_units_own_and_late_is_said_in_days(facts: Facts) -> None:
    assert "hạn nộp 17/12/2026 trong hạn (còn 26 ngày)" in facts.page(facts.officer)
    Extension.objects.create(
        period=facts.period,
        unit=facts.plan.issuer,
        due_on="2026-12-20",
        reason="Bão lụt",
        granted_at=factories.NOW,
        granted_by=facts.reviewer,
    )
    assert "hạn nộp 20/12/2026 (đã gia hạn)" in facts.page(facts.officer)


def test_reviewer_is_led_to_the_next_report_of_the_queue(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period)
    others = [
        factories.submission(
            factories.issued_plan(factories.commune(f"Xã {number}", parent=facts.province)),
            facts.period,
        )
        for number in range(2)
    ]

    content = factories.signed_in(facts.reviewer).get(facts.address).content.decode()

    assert "Báo cáo tiếp theo (2 còn chờ)" in content
    assert f'href="{others[0].get_absolute_url()}"' in content
