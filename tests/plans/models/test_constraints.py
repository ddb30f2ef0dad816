"""Each rule of the tables of plans bites, and says so in a sentence."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.db.models import Model

from plans.models import (
    Letterhead,
    ListImport,
    Membership,
    Plan,
    PlanBasis,
    PlanSection,
    Succession,
    Territory,
    Unit,
    User,
)
from tests import factories
from tests.papi_portal.constraint_cases import (
    Case,
    assert_form_says_it,
    assert_table_refuses_it,
    missing_from,
)
from tests.plans.models.job_cases import JOB_CASES
from tests.plans.models.period_cases import KNOWN, PERIOD_CASES, period

pytestmark = pytest.mark.django_db

Facts = Mapping[str, object]
BACKWARDS = {"valid_from": date(2025, 7, 1), "valid_to": date(2025, 6, 30)}


def territory(**facts: object) -> Territory:
    return Territory(**{"level": "province", "code": "15", "name": "Tỉnh Yên Bái", **facts})


def second_territory(first: Facts, second: Facts) -> Territory:
    territory(**first).save()
    return territory(**second)


def succession(kind: str = "whole") -> Succession:
    return Succession(predecessor=factories.province(), successor=factories.province(), kind=kind)


def second_succession() -> Succession:
    first = succession()
    first.save()
    return Succession(predecessor=first.predecessor, successor=first.successor, kind="part")


def succession_to_itself() -> Succession:
    place = factories.province()
    return Succession(predecessor=place, successor=place, kind="kept")


def letterhead(**facts: object) -> Letterhead:
    unit = facts.pop("unit", None) or factories.committee(factories.province())
    return Letterhead(
        **{"unit": unit, "issuer": "UBND", "symbol": "UBND", "place": "X", **facts},
        signatory_post="CHỦ TỊCH",
        recipients="- Lưu: VT.",
    )


def second_letterhead(plan: Plan | None = None) -> Letterhead:
    first = letterhead(plan=plan)
    first.save()
    return letterhead(unit=first.unit, plan=plan)


def list_import(**facts: object) -> ListImport:
    return ListImport(
        **{
            "kind": "units",
            "uploaded_by": factories.user(),
            "uploaded_at": factories.NOW,
            "file_name": "Đơn vị.xlsx",
            "sha256": "0" * 64,
            "content": b"PK",
            "outcome": {"changes": []},
            **facts,
        }
    )


def second_upload() -> ListImport:
    first = list_import()
    first.save()
    return list_import(uploaded_by=first.uploaded_by)


def unit(**facts: object) -> Unit:
    return Unit(
        **{"territory": factories.province(), "name": "Sở Y tế", "kind": "department", **facts}
    )


def second_unit() -> Unit:
    place = factories.unit(factories.province(), "Sở Y tế").territory
    return unit(territory=place)


def membership(**facts: object) -> Membership:
    at = factories.unit(factories.province())
    return Membership(**{"user": factories.user(), "unit": at, "role": "officer", **facts})


def second_membership(valid_from: date | None = date(2026, 1, 1)) -> Membership:
    first = membership(valid_from=valid_from)
    first.save()
    return membership(user=first.user, unit=first.unit, valid_from=first.valid_from)


def plan(**facts: object) -> Plan:
    at = factories.committee(factories.province())
    wanted = {
        "territory": at.territory,
        "issuer": at,
        "subject": "PAPI",
        "issued_on": factories.TODAY,
    }
    return Plan(**{**wanted, "year_from": 2026, "year_to": 2026, **facts})


def second_plan() -> Plan:
    first = plan(number="354/KH-UBND")
    first.save()
    return plan(issuer=first.issuer, number=first.number)


def basis(**facts: object) -> PlanBasis:
    on = factories.plan(factories.province())
    return PlanBasis(
        **{"plan": on, "position": 1, "relation": "rests_on", "text": "Căn cứ", **facts}
    )


def second_basis() -> PlanBasis:
    first = basis()
    first.save()
    return basis(plan=first.plan)


def basis_on_itself() -> PlanBasis:
    on = factories.plan(factories.province())
    return basis(plan=on, document=on)


def section(**facts: object) -> PlanSection:
    of = factories.plan(factories.province())
    return PlanSection(**{"plan": of, "part": "body", "position": 1, **facts})


def second_section() -> PlanSection:
    first = section()
    first.save()
    return section(plan=first.plan)


LASTS = "Ngày hết hiệu lực không được trước ngày có hiệu lực."
PARENT = "Huyện, xã phải có địa bàn cấp trên; tỉnh thì không."
DIGITS = "Mã địa bàn gồm 2 đến 5 chữ số, giữ số 0 ở đầu."
DECIDED = "Danh mục đã xác nhận hoặc hủy phải có thời điểm."
KEPT = "Tệp chỉ được giữ trong khi chờ xác nhận."
WAITS_ONCE = "Chính tệp này đã được tải lên, đang chờ xác nhận."
BEFORE, AFTER = {"valid_to": date(2025, 6, 30)}, {"valid_from": date(2025, 7, 1)}

CASES = [
    *PERIOD_CASES,
    *JOB_CASES,
    Case("plans_territory_ends_after_it_begins", LASTS, lambda: territory(**BACKWARDS)),
    Case(
        "plans_territory_level_is_known",
        KNOWN,
        lambda: territory(level="region", parent=factories.province(code="20")),
    ),
    Case(
        "plans_territory_below_a_province_has_a_parent",
        PARENT,
        lambda: territory(level="commune", code="06280"),
    ),
    Case(
        "plans_territory_below_a_province_has_a_parent",
        PARENT,
        lambda: territory(parent=factories.province(code="20")),
    ),
    *[
        Case("plans_territory_code_has_two_to_five_digits", DIGITS, row)
        for row in (
            lambda: territory(code="1"),
            lambda: territory(code="1a"),
            lambda: territory(code="١٥"),
        )
    ],
    Case(
        "plans_territory_one_per_code_and_first_day",
        "Đã có địa bàn cùng cấp, cùng mã, cùng ngày bắt đầu.",
        lambda: second_territory({**AFTER, "valid_to": date(2026, 1, 1)}, AFTER),
    ),
    Case(
        "plans_territory_one_first_per_code",
        "Đã có địa bàn mang mã này từ trước khi có dữ liệu.",
        lambda: second_territory(BEFORE, {"valid_to": date(2020, 1, 1)}),
    ),
    Case(
        "plans_territory_one_open_per_code",
        "Đã có địa bàn đang hiệu lực với mã này.",
        lambda: second_territory({}, AFTER),
    ),
    Case(
        "plans_letterhead_one_per_unit",
        "Cơ quan đã có thể thức văn bản.",
        second_letterhead,
    ),
    Case(
        "plans_letterhead_one_per_unit_and_plan",
        "Cơ quan đã có thể thức riêng cho kế hoạch này.",
        lambda: second_letterhead(factories.plan(factories.commune())),
    ),
    Case(
        "plans_letterhead_versions_count_from_one",
        "Lần sửa được đếm từ 1.",
        lambda: letterhead(version=0),
    ),
    Case("plans_succession_kind_is_known", KNOWN, lambda: succession("sold")),
    Case(
        "plans_succession_one_link_per_pair",
        "Hai địa bàn này đã có liên kết kế thừa.",
        second_succession,
    ),
    Case(
        "plans_succession_joins_two_territories",
        "Một địa bàn không thể kế thừa chính nó.",
        succession_to_itself,
    ),
    Case("plans_unit_ends_after_it_begins", LASTS, lambda: unit(**BACKWARDS)),
    Case("plans_unit_kind_is_known", KNOWN, lambda: unit(kind="club")),
    Case(
        "plans_unit_one_per_name_and_territory", "Địa bàn này đã có đơn vị cùng tên.", second_unit
    ),
    Case("plans_membership_ends_after_it_begins", LASTS, lambda: membership(**BACKWARDS)),
    Case("plans_user_language_is_known", KNOWN, lambda: User(username="a", language="fr")),
    Case("plans_membership_role_is_known", KNOWN, lambda: membership(role="king")),
    Case(
        "plans_membership_one_per_post_and_first_day",
        "Người này đã giữ vai trò này tại đơn vị từ ngày đó.",
        second_membership,
    ),
    Case(
        "plans_membership_one_per_post_since_ever",
        "Người này đã giữ vai trò này tại đơn vị.",
        lambda: second_membership(valid_from=None),
    ),
    Case("plans_plan_kind_is_known", KNOWN, lambda: plan(kind="poem")),
    Case("plans_plan_state_is_known", KNOWN, lambda: plan(state="lost")),
    Case(
        "plans_plan_years_in_order",
        "Năm kết thúc không được trước năm bắt đầu.",
        lambda: plan(year_to=2025),
    ),
    Case(
        "plans_plan_issued_on_a_day",
        "Kế hoạch đã ban hành phải có ngày ban hành.",
        lambda: plan(state="issued", issued_on=None),
    ),
    Case(
        "plans_plan_ended_on_a_day",
        "Chỉ kế hoạch đã thay thế, kết thúc mới có ngày kết thúc.",
        lambda: plan(state="replaced"),
    ),
    Case(
        "plans_plan_closed_with_a_reason",
        "Kết thúc kế hoạch phải nêu lý do.",
        lambda: plan(state="closed", ended_on=factories.TODAY),
    ),
    Case(
        "plans_plan_versions_count_from_one",
        "Lần sửa được đếm từ 1.",
        lambda: plan(version=0),
    ),
    Case(
        "plans_plan_one_per_number",
        "Cơ quan này đã có văn bản cùng loại, cùng số, cùng ngày.",
        second_plan,
    ),
    Case("plans_planbasis_relation_is_known", KNOWN, lambda: basis(relation="?")),
    Case("plans_planbasis_one_per_position", "Hai căn cứ không thể cùng thứ tự.", second_basis),
    Case(
        "plans_planbasis_cites_another_plan",
        "Một kế hoạch không thể căn cứ vào chính nó.",
        basis_on_itself,
    ),
    Case("plans_plansection_part_is_known", KNOWN, lambda: section(part="cover")),
    Case(
        "plans_plansection_one_per_position",
        "Hai mục của một phần không thể cùng thứ tự.",
        second_section,
    ),
    Case("plans_listimport_kind_is_known", KNOWN, lambda: list_import(kind="cars")),
    Case(
        "plans_listimport_state_is_known",
        KNOWN,
        lambda: list_import(state="?", content=None, decided_at=factories.NOW),
    ),
    Case(
        "plans_listimport_decided_at_a_moment",
        DECIDED,
        lambda: list_import(state="confirmed", content=None),
    ),
    Case(
        "plans_listimport_decided_at_a_moment",
        DECIDED,
        lambda: list_import(decided_at=factories.NOW),
    ),
    Case(
        "plans_listimport_kept_while_it_waits",
        KEPT,
        lambda: list_import(state="discarded", decided_at=factories.NOW),
    ),
    Case("plans_listimport_kept_while_it_waits", KEPT, lambda: list_import(content=None)),
    Case("plans_listimport_waits_once", WAITS_ONCE, second_upload),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_form_says_what_is_wrong(case: Case) -> None:
    assert_form_says_it(case)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_table_refuses_what_no_form_saw(case: Case) -> None:
    assert_table_refuses_it(case)


def test_no_rule_is_left_out() -> None:
    assert missing_from(CASES, app="plans") == set()


def two_drafts_without_a_number() -> Plan:
    return plan(issuer=factories.plan(factories.province()).issuer)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(lambda: second_territory(BEFORE, AFTER), id="a code used again"),
        pytest.param(
            lambda: territory(valid_from=factories.TODAY, valid_to=factories.TODAY), id="one day"
        ),
        pytest.param(two_drafts_without_a_number, id="two drafts without a number"),
        pytest.param(lambda: period(due_district_on=date(2026, 12, 18)), id="a district's due day"),
        pytest.param(
            lambda: period(
                data_to=date(2026, 12, 5),
                due_commune_on=date(2026, 12, 5),
                due_province_on=date(2026, 12, 5),
            ),
            id="all due on the day of the cut-off",
        ),
    ],
)
def test_rules_leave_room_for_what_happens(row: object) -> None:
    made = row()  # type: ignore[operator]
    assert isinstance(made, Model)
    made.full_clean()
    made.save()
