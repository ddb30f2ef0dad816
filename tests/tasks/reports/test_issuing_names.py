"""Names without a unit and units without people, as the checks before issuing tell them."""

import pytest

from plans.access import Role
from plans.models import Plan, Unit
from tasks.models import Party, RememberedParty
from tasks.reports import drafting, issuing
from tests import factories

pytestmark = pytest.mark.django_db


def checks(plan: Plan) -> list[tuple[str, list[str]]]:
    found = issuing.build(plan=plan, on=factories.TODAY).checks
    return [(check.sentence, [link.text for link in check.links]) for check in found]


@pytest.fixture
def plan() -> Plan:
    """Return a draft of three rows that name the same unknown body, and an officer who reports."""
    made = factories.plan(factories.commune(), number="12/KH-UBND")
    factories.officer(made.territory)
    for text in ("Tổ công nghệ", "Tổ Công nghệ", "tổ công nghệ"):
        factories.party(factories.task(made), Party.Role.SUPPORT, text=text)
    return made


def test_name_stands_once_with_the_first_row_and_the_number_of_others(plan: Plan) -> None:
    assert checks(plan) == [
        (
            "Tên chưa xác định là đơn vị nào, nên chưa giao được việc:",
            ["“Tổ công nghệ”: 1) Nhiệm vụ 1 và 2 nhiệm vụ khác"],
        )
    ]
    assert drafting.build(plan).open_names == 1


def test_name_that_a_person_keeps_as_words_is_not_asked_about_again(plan: Plan) -> None:
    RememberedParty.objects.create(territory=plan.territory, key="to cong nghe")

    draft = drafting.build(plan)

    assert checks(plan) == []
    assert draft.open_names == 0
    assert [one.meaning for one in draft.rows[0].named if one.text == "Tổ công nghệ"] == [
        "giữ nguyên chữ"
    ]


def test_name_kept_elsewhere_is_asked_about_here(plan: Plan) -> None:
    elsewhere = factories.commune("Xã Hai", parent=plan.territory.parent)
    RememberedParty.objects.create(territory=elsewhere, key="to cong nghe")

    assert len(checks(plan)) == 1


def test_name_remembered_as_a_unit_is_still_to_be_chosen_in_this_plan(plan: Plan) -> None:
    police = factories.unit(plan.territory)
    RememberedParty.objects.create(territory=plan.territory, key="to cong nghe", unit=police)

    assert len(checks(plan)) == 1


def test_ubnd_stands_in_for_those_without_people_if_it_has_any() -> None:
    province = factories.province()
    plan = factories.plan(province, number="80/KH-UBND")
    silent = factories.committee(factories.commune(parent=province))
    factories.task(plan, lead=silent)
    told = "chưa có người dùng; hãy đề nghị quản trị cấp tài khoản:"

    ((sentence, names),) = checks(plan)
    assert (sentence[-len(told) :], names) == (told, ["UBND xã Điềm He"])
    assert "đơn vị và UBND tỉnh Lạng Sơn đều" in sentence

    factories.officer(province)
    assert checks(plan) == [
        (
            "Đơn vị phải báo cáo chưa có ai dùng cổng; UBND tỉnh Lạng Sơn sẽ ghi thay:",
            ["UBND xã Điềm He"],
        )
    ]


def test_ubnd_without_people_does_not_stand_in_for_itself() -> None:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    factories.task(plan)

    ((sentence, names),) = checks(plan)

    assert sentence.startswith("Chưa ai trong cổng ghi được tiến độ cho đơn vị sau")
    assert names == ["UBND xã Điềm He"]


def test_department_with_people_of_its_own_is_not_named() -> None:
    province = factories.province()
    plan = factories.plan(province, number="80/KH-UBND")
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    factories.task(plan, lead=health)
    factories.member(health, Role.SECTOR)

    assert checks(plan) == []
