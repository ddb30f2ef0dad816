"""The page that issues a draft: what to look at, what will happen, and the act."""

import pytest
from django.test import Client

from plans.models import Plan, PlanBasis, Territory
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db


def address(plan: Plan) -> str:
    return f"/plans/{plan.pk}/issue/"


def leader_of(plan: Plan) -> Client:
    return factories.signed_in(factories.leader(plan.territory))


def draft(*, tasks: int = 1) -> Plan:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    for _ in range(tasks):
        factories.task(plan)
    return plan


def test_page_says_what_will_happen_and_the_button_does_it() -> None:
    plan = draft(tasks=2)
    client = leader_of(plan)

    shown = client.get(address(plan)).content.decode()
    answer = client.post(address(plan), follow=True)

    assert "Không thấy điều gì cần xem lại." in shown
    assert "2 nhiệm vụ được giao cho 1 đơn vị (2 lượt giao)." in shown
    assert "1 đơn vị phải báo cáo tiến độ" in shown
    plan.refresh_from_db()
    assert plan.is_issued
    assert answer.request["PATH_INFO"] == plan.get_absolute_url()
    assert "Đã ban hành Kế hoạch số 12/KH-UBND" in answer.content.decode()


def test_what_is_missing_is_linked_and_forbids() -> None:
    plan = draft()
    Plan.objects.filter(pk=plan.pk).update(issued_on=None, number="")
    client = leader_of(plan)

    shown = client.get(address(plan)).content.decode()
    answer = client.post(address(plan), follow=True)

    assert "Phải sửa trước:" in shown
    assert f'<a href="/plans/{plan.pk}/edit/">Sửa thông tin kế hoạch</a>' in shown
    assert 'type="submit">Ban hành' not in shown
    assert "Chưa ban hành được" in shown
    assert "Kế hoạch chưa có ngày ban hành." in answer.content.decode()
    plan.refresh_from_db()
    assert plan.is_draft


def test_plan_that_will_be_replaced_is_named() -> None:
    plan = draft()
    old = factories.issued_plan(plan.territory, number="5/KH-UBND")
    cite(plan, old, PlanBasis.Relation.REPLACES)

    shown = leader_of(plan).get(address(plan)).content.decode()

    assert f'<a href="{old.get_absolute_url()}">Kế hoạch số 5/KH-UBND, UBND xã Điềm He</a>' in shown
    assert "chuyển sang “đã được thay thế”" in shown


def test_issued_plan_leads_back_with_a_word() -> None:
    plan = factories.issued_plan(factories.commune(), number="12/KH-UBND")

    for answer in (
        leader_of(plan).get(address(plan), follow=True),
        leader_of(plan).post(address(plan), follow=True),
    ):
        assert answer.request["PATH_INFO"] == plan.get_absolute_url()
        assert "Kế hoạch số 12/KH-UBND đã ban hành nên không làm được việc này." in (
            answer.content.decode()
        )


def test_ended_territory_says_until_when_it_stood() -> None:
    plan = draft()
    Territory.objects.filter(pk=plan.territory_id).update(valid_to="2025-06-30")

    shown = leader_of(plan).get(address(plan)).content.decode()

    assert "Xã Điềm He không có hiệu lực vào ngày ban hành 15/01/2026" in shown


def test_reviewer_issues_for_a_commune_without_people() -> None:
    plan = draft()
    assert plan.territory.parent

    client = factories.signed_in(factories.reviewer(plan.territory.parent))
    client.post(address(plan))

    plan.refresh_from_db()
    assert plan.is_issued
