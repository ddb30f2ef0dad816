"""The page that makes an amending draft."""

import pytest

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_says_what_is_copied_and_leads_to_the_draft() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=3, number="12/KH-UBND")
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/amend/"

    shown = client.get(address).content.decode()
    answer = client.post(address, follow=True)

    draft = Plan.objects.get(state=Plan.State.DRAFT)
    assert "chép đủ 3 nhiệm vụ" in shown
    assert answer.request["PATH_INFO"] == f"/plans/{draft.pk}/rows/"
    assert "Đã lập dự thảo sửa đổi, bổ sung Kế hoạch số 12/KH-UBND." in answer.content.decode()


def test_draft_that_exists_is_shown_instead_of_a_second() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/amend/"
    client.post(address)
    draft = Plan.objects.get(state=Plan.State.DRAFT)

    shown = client.get(address).content.decode()
    again = client.post(address, follow=True).content.decode()

    assert f'<a href="/plans/{draft.pk}/rows/">' in shown
    assert "Lập dự thảo sửa đổi" not in shown
    assert "Đã có dự thảo sửa đổi, bổ sung" in again
    assert Plan.objects.count() == 2


def test_draft_is_edited_and_not_amended() -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.get(f"/plans/{plan.pk}/amend/", follow=True)

    assert "không làm được việc này" in answer.content.decode()
