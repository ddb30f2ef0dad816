"""The page that throws a draft away."""

import pytest

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_draft_is_thrown_away_after_one_question() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/discard/"

    shown = client.get(address).content.decode()
    assert "1 nhiệm vụ trong đó sẽ bị xóa hẳn" in shown
    assert Plan.objects.exists()

    answer = client.post(address, follow=True)
    assert answer.request["PATH_INFO"] == "/plans/"
    assert "Đã xóa dự thảo Kế hoạch năm 2026." in answer.content.decode()
    assert not Plan.objects.exists()
    assert client.post(address).status_code == 404


def test_issued_plan_is_kept() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.leader(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/discard/", follow=True)

    assert "đã ban hành nên không làm được việc này" in answer.content.decode()
    assert Plan.objects.get() == plan
