"""The page that copies a plan into a draft for another year."""

from datetime import date

import pytest

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_says_what_moves_along_and_leads_to_the_draft() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, ends_on=date(2026, 6, 30))
    factories.task(plan)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/copy/"

    shown = client.get(address).content.decode()
    answer = client.post(address, {"year": 2027}, follow=True)

    assert "2 nhiệm vụ và 1 mục được chép" in shown
    assert 'value="2027"' in shown
    assert "Thời gian của 1 nhiệm vụ ghi rõ năm" in shown
    assert "Trước ngày 30/06/2026" in shown
    draft = Plan.objects.get(state=Plan.State.DRAFT)
    assert answer.request["PATH_INFO"] == f"/plans/{draft.pk}/rows/"
    assert "Đã sao chép Kế hoạch năm 2026 thành dự thảo năm 2027." in answer.content.decode()
    assert f'<a href="/plans/{draft.pk}/rows/">' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("", "Nêu năm của kế hoạch mới."),
        ("2026", "Kế hoạch này đã là của năm 2026"),
        ("20266", "2100"),
        ("năm sau", "Nhập một số nguyên"),
    ],
)
def test_year_must_make_sense(year: str, words: str) -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/copy/", {"year": year})

    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("is_draft", [True, False])
def test_draft_and_what_was_replaced_are_not_copied(is_draft: bool) -> None:
    plan = factories.plan(factories.commune())
    if not is_draft:
        Plan.objects.update(state=Plan.State.REPLACED, ended_on=factories.TODAY)
    client = factories.signed_in(factories.officer(plan.territory))
    assert f"/plans/{plan.pk}/copy/" not in client.get(plan.get_absolute_url()).content.decode()

    answer = client.post(f"/plans/{plan.pk}/copy/", {"year": 2027}, follow=True)

    assert "không làm được việc này" in answer.content.decode()
    assert Plan.objects.count() == 1
