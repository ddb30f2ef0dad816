"""The page that adds a row to a draft."""

import pytest

from plans.models import Unit
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"text": "Họp dân", "deadline_kind": "ongoing", "version": "0"}


def test_row_is_added_under_the_asked_heading_with_names_understood() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    first = factories.task(plan)
    section = first.section
    assert section
    police = factories.unit(commune, "Công an xã")
    client = factories.signed_in(factories.officer(commune))
    address = f"/plans/{plan.pk}/rows/add/?section={section.pk}"

    shown = client.get(address).content.decode()
    answer = client.post(
        address,
        {
            **TYPED,
            "version": first.pk,
            "section": section.pk,
            "leads": "Công an xã\nAi đó",
            "supports": "Đoàn thể xã",
        },
    )

    assert f'<option value="{section.pk}" selected>' in shown
    task = Task.objects.get(text="Họp dân")
    assert answer["Location"] == f"/plans/{plan.pk}/rows/#row-{task.pk}"
    assert (task.section, task.lead_text) == (section, "Công an xã; Ai đó")
    named = task.parties.order_by("role", "position").values_list("role", "text", "unit", "group")
    assert list(named) == [
        ("lead", "Công an xã", police.pk, ""),
        ("lead", "Ai đó", None, ""),
        ("support", "Đoàn thể xã", None, "associations"),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "  "}, "Nêu nhiệm vụ, giải pháp."),
        ({"deadline_kind": "by_date"}, "Thời hạn theo ngày phải có ngày kết thúc."),
        (
            {"starts_on": "02/05/2026", "ends_on": "01/05/2026"},
            "Ngày kết thúc không được trước ngày bắt đầu.",
        ),
        ({"leads": "x" * 301}, "Tên dài quá 300 ký tự"),
        ({"section": "999"}, "Thuộc mục"),
        ({"components": "999"}, "Chỉ số nội dung"),
        ({"deadline_kind": "soon"}, "Loại thời hạn"),
    ],
)
def test_mistakes_are_told_and_nothing_is_added(changes: dict[str, str], words: str) -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/add/", {**TYPED, **changes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Task.objects.exists()


def test_heading_of_another_plan_is_not_taken() -> None:
    plan = factories.plan(factories.commune())
    other = factories.task(factories.plan(plan.territory)).section
    assert other
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/add/", {**TYPED, "section": other.pk})

    assert answer.status_code == 422


def test_issued_plan_leads_back() -> None:
    plan = factories.issued_plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))

    answer = client.post(f"/plans/{plan.pk}/rows/add/", TYPED)

    assert answer["Location"] == plan.get_absolute_url()


def test_unit_of_the_level_above_may_be_named() -> None:
    commune = factories.commune()
    assert commune.parent
    health = factories.unit(commune.parent, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(commune)
    client = factories.signed_in(factories.officer(commune))

    client.post(f"/plans/{plan.pk}/rows/add/", {**TYPED, "guides": "Sở Y tế"})

    party = Task.objects.get().parties.get()
    assert (party.role, party.unit) == ("guide", health)


def test_second_click_is_told_and_adds_nothing_until_it_is_meant() -> None:
    plan = factories.plan(factories.commune())
    client = factories.signed_in(factories.officer(plan.territory))
    address = f"/plans/{plan.pk}/rows/add/"
    assert client.get(address).context["form"]["version"].value() == 0
    client.post(address, TYPED)

    again = client.post(address, TYPED)

    assert again.status_code == 409
    shown = again.content.decode()
    assert "Chưa thêm: dự thảo đã thay đổi từ lúc mở trang này" in shown
    newest = Task.objects.get().pk
    assert again.context["form"]["version"].value() == newest
    client.post(address, {**TYPED, "version": newest})
    assert Task.objects.count() == 2
