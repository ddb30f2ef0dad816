"""The page that closes a plan: why, and what stops."""

import pytest

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_says_what_stops_and_the_reason_is_kept() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=3)
    client = factories.signed_in(factories.leader(plan.territory))
    address = f"/plans/{plan.pk}/close/"

    shown = client.get(address).content.decode()
    answer = client.post(address, {"reason": "Hết kinh phí"}, follow=True).content.decode()

    assert "3 nhiệm vụ thôi phải báo cáo" in shown
    assert "Đã kết thúc Kế hoạch năm 2026" in answer
    plan.refresh_from_db()
    assert f"từ {plan.ended_on:%d/%m/%Y}: Hết kinh phí" in answer
    assert plan.state == Plan.State.CLOSED


def test_reason_must_be_given() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.leader(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/close/", {"reason": " "})

    assert answer.status_code == 422
    assert "Nêu lý do kết thúc kế hoạch." in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_draft_leads_back(method: str) -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.leader(plan.territory))

    answer = getattr(client, method)(f"/plans/{plan.pk}/close/", {"reason": "Hết"}, follow=True)

    assert "dự thảo nên không làm được việc này" in answer.content.decode()
