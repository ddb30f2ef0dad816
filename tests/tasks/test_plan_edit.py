"""The page on which a draft's head is written."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db
TYPED: dict[str, Any] = {
    "kind": "plan",
    "number": " 15/KH-UBND ",
    "issued_on": "05/02/2026",
    "subject": "Nâng cao PAPI",
    "year_from": "2026",
    "year_to": "2027",
    "recipients": "Sở Nội vụ\n\nLưu: VT",
    "signatory": "Nguyễn Văn A",
    "version": "1",
}


def draft() -> tuple[Plan, Client]:
    plan = factories.plan(factories.commune())
    return plan, factories.signed_in(factories.officer(plan.territory))


def send(client: Client, plan: Plan, **changes: str) -> Any:
    return client.post(f"/plans/{plan.pk}/edit/", {**TYPED, **changes})


def test_head_is_shown_and_saved() -> None:
    plan, client = draft()

    shown = client.get(f"/plans/{plan.pk}/edit/").content.decode()
    answer = send(client, plan)

    assert 'value="15/01/2026"' in shown
    assert "Nâng cao Chỉ số PAPI năm 2026" in shown
    assert answer["Location"] == f"/plans/{plan.pk}/rows/"
    plan.refresh_from_db()
    assert (plan.number, plan.issued_on, plan.years) == (
        "15/KH-UBND",
        date(2026, 2, 5),
        "2026 - 2027",
    )
    assert (plan.recipients, plan.signatory) == (["Sở Nội vụ", "Lưu: VT"], "Nguyễn Văn A")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": " "}, "Nêu trích yếu của kế hoạch."),
        ({"year_to": "2025"}, "Năm kết thúc không được trước năm bắt đầu."),
        ({"year_from": "1"}, "2000"),
        ({"issued_on": "31/02/2026"}, "Ngày ban hành"),
        ({"number": "x" * 51}, "50"),
    ],
)
def test_mistakes_are_told_and_nothing_is_saved(changes: dict[str, str], words: str) -> None:
    plan, client = draft()

    answer = send(client, plan, **changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    plan.refresh_from_db()
    assert plan.version == 1


def test_number_and_day_of_another_document_are_refused() -> None:
    plan, client = draft()
    other = factories.issued_plan(plan.territory, number="15/KH-UBND")
    Plan.objects.filter(pk=other.pk).update(issued_on=date(2026, 2, 5))

    answer = send(client, plan)

    assert answer.status_code == 422
    assert "đã có văn bản cùng loại, cùng số, cùng ngày" in answer.content.decode()


def test_who_saves_on_top_of_an_older_version_sees_both() -> None:
    plan, client = draft()
    Plan.objects.filter(pk=plan.pk).update(version=4, subject="Người khác sửa")

    answer = send(client, plan)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Nội dung này đã được lưu sau khi trang được mở" in shown
    assert "<blockquote>Người khác sửa</blockquote>" in shown
    assert "<blockquote>Nâng cao PAPI</blockquote>" in shown
    assert 'name="version" type="hidden" value="4"' in shown
    assert send(client, plan, version="4").status_code == 302


@pytest.mark.parametrize("is_province", [True, False])
def test_only_levels_above_set_a_day_for_those_below(is_province: bool) -> None:
    commune = factories.commune()
    assert commune.parent
    place = commune.parent if is_province else commune
    plan = factories.plan(place)
    client = factories.signed_in(factories.officer(place))

    shown = client.get(f"/plans/{plan.pk}/edit/").content.decode()
    send(client, plan, below_due_on="15/02/2026")

    plan.refresh_from_db()
    assert ("Hạn cấp dưới ban hành" in shown) is is_province
    assert plan.below_due_on == (date(2026, 2, 15) if is_province else None)


def test_markup_is_shown_as_text() -> None:
    plan, client = draft()
    send(client, plan, subject="<script>x()</script>")

    shown = client.get(f"/plans/{plan.pk}/edit/").content.decode()

    assert "<script>x()" not in shown
    assert "&lt;script&gt;x()" in shown


def test_issued_plan_leads_back() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    assert send(client, plan)["Location"] == plan.get_absolute_url()
