"""Each rule of the tables of indicators bites, and says so in a sentence."""

from decimal import Decimal

import pytest
from django.db.models import Model

from indicators.models import Component, Framework, Score, Target
from tests import factories
from tests.papi_portal.constraint_cases import (
    Case,
    assert_form_says_it,
    assert_table_refuses_it,
    missing_from,
)

pytestmark = pytest.mark.django_db


def component(**facts: object) -> Component:
    made = factories.framework()
    whole, first = factories.component(made, "0"), factories.component(made, "1")
    wanted = {"depth": 2, "position": 99, "code": "1.9", "name": "Mới", "parent": first}
    scale = {"scale_min": Decimal(0), "scale_max": Decimal("2.5")}
    assert whole.pk
    return Component(**{"framework": made, "dimension": first, **wanted, **scale, **facts})


def score(**facts: object) -> Score:
    of = factories.component(factories.framework(), "1")
    wanted = {"territory": factories.province(), "year": 2024, "value": Decimal("5.6")}
    return Score(**{"component": of, "source": "PAPI 2024", **wanted, **facts})


def second_score(*, national: bool) -> Score:
    first = score(territory=None) if national else score()
    first.save()
    return Score(
        component=first.component,
        territory=first.territory,
        year=first.year,
        value=Decimal(6),
        source="PAPI 2024",
    )


def target(**facts: object) -> Target:
    wanted = {"position": 1, "year": 2026, "kind": "score_min", "text": "đạt từ 45 điểm trở lên"}
    return Target(
        **{
            "plan": factories.plan(factories.province()),
            "component": factories.component(factories.framework(), "0"),
            **wanted,
            **facts,
        }
    )


def second_target() -> Target:
    first = target(value=Decimal(45))
    first.save()
    return Target(
        plan=first.plan,
        component=first.component,
        position=first.position,
        year=2026,
        kind="score_min",
        text="đạt từ 46 điểm trở lên",
        value=Decimal(46),
    )


KNOWN_GROUP = "Nhóm phải là CN, TBC, TBT hoặc TN."
TREE = "Thành phần phải thuộc một thành phần cấp trên."
RANK = "Xếp hạng phải kèm tổng số và không vượt quá tổng số."
NEEDS = "Mục tiêu thiếu giá trị, nhóm, số lượng hoặc vùng."

CASES = [
    Case(
        "indicators_framework_years_in_order",
        "Năm cuối không được trước năm đầu.",
        lambda: Framework(
            index=factories.framework().index, code="x", first_year=2026, last_year=2025
        ),
    ),
    Case(
        "indicators_component_one_per_code",
        "Bộ tiêu chí đã có thành phần mang mã này.",
        lambda: component(code="1.1"),
    ),
    Case(
        "indicators_component_scale_in_order",
        "Điểm cao nhất phải lớn hơn điểm thấp nhất.",
        lambda: component(scale_max=Decimal(0)),
    ),
    *[
        Case("indicators_component_hangs_in_the_tree", TREE, row)
        for row in (
            lambda: component(parent=None),
            lambda: component(dimension=None),
            lambda: component(depth=1, parent=None),
            lambda: component(depth=0, dimension=None),
            lambda: component(depth=0, parent=None),
        )
    ],
    Case("indicators_score_group_is_known", KNOWN_GROUP, lambda: score(group="A")),
    *[
        Case(
            "indicators_score_national_mean_has_no_group",
            "Trung bình cả nước không mang nhóm, hạng.",
            row,
        )
        for row in (
            lambda: score(territory=None, group="CN"),
            lambda: score(territory=None, rank=1, ranked_of=61),
        )
    ],
    Case(
        "indicators_score_one_per_territory_and_year",
        "Đã có điểm của thành phần này cho địa bàn và năm đó.",
        lambda: second_score(national=False),
    ),
    Case(
        "indicators_score_one_national_mean_per_year",
        "Đã có điểm trung bình cả nước của năm đó.",
        lambda: second_score(national=True),
    ),
    *[
        Case("indicators_score_rank_within_its_number", RANK, row)
        for row in (
            lambda: score(rank=62, ranked_of=61),
            lambda: score(rank=0, ranked_of=61),
            lambda: score(rank=16),
            lambda: score(ranked_of=61),
        )
    ],
    *[
        Case(
            "indicators_score_computed_has_no_group",
            "Tổng do cổng tính không mang nhóm, hạng công bố.",
            row,
        )
        for row in (
            lambda: score(is_computed=True, group="CN"),
            lambda: score(is_computed=True, rank=1, ranked_of=61),
        )
    ],
    Case(
        "indicators_target_one_per_position",
        "Hai mục tiêu của một kế hoạch không thể cùng thứ tự.",
        second_target,
    ),
    Case(
        "indicators_target_kind_is_known",
        "Giá trị không có trong danh sách cho phép.",
        lambda: target(kind="wish", value=1),
        also=(NEEDS,),
    ),
    Case(
        "indicators_target_group_is_known", KNOWN_GROUP, lambda: target(group="A", value=Decimal(1))
    ),
    *[
        Case("indicators_target_states_what_its_kind_needs", NEEDS, row)
        for row in (
            lambda: target(kind="score_min"),
            lambda: target(kind="percent_min"),
            lambda: target(kind="steps_up"),
            lambda: target(kind="change"),
            lambda: target(kind="rank_range"),
            lambda: target(kind="group_min"),
            lambda: target(kind="group_min", group="TBC", value=Decimal(1)),
            lambda: target(kind="count_in_group", group="TBC"),
            lambda: target(kind="count_in_group", count=3),
            lambda: target(kind="first_in_region"),
        )
    ],
    Case(
        "indicators_target_range_in_order",
        "Giá trị cuối khoảng không được nhỏ hơn giá trị đầu.",
        lambda: target(kind="rank_range", value=Decimal(20), value_to=Decimal(10)),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_form_says_what_is_wrong(case: Case) -> None:
    assert_form_says_it(case)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_table_refuses_what_no_form_saw(case: Case) -> None:
    assert_table_refuses_it(case)


def test_no_rule_is_left_out() -> None:
    assert missing_from(CASES, app="indicators") == set()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(lambda: score(rank=16, ranked_of=61, group="CN"), id="16 of 61"),
        pytest.param(lambda: score(territory=None), id="national mean"),
        pytest.param(lambda: target(value=Decimal(45)), id="score from 45"),
        pytest.param(lambda: target(kind="group_min", group="TBC"), id="group from TBC"),
        pytest.param(
            lambda: target(kind="rank_range", value=Decimal(10), value_to=Decimal(20)),
            id="rank from 10 to 20",
        ),
        pytest.param(
            lambda: target(kind="count_in_group", group="TBC", count=8), id="8 dimensions in TBC"
        ),
        pytest.param(
            lambda: target(kind="first_in_region", region="Trung du và miền núi phía Bắc"),
            id="first in the region",
        ),
    ],
)
def test_rules_leave_room_for_what_plans_say(row: object) -> None:
    made = row()  # type: ignore[operator]
    assert isinstance(made, Model)
    made.full_clean()
    made.save()
