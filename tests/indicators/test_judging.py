"""Each target of a plan is judged on its own, with the distance in its own measure."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Component, Region, Target
from indicators.targets.judging import Outcome, Verdict, judge
from indicators.versions import Versions
from plans.models import Territory
from tests import factories
from tests.indicators.published import score

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return factories.province()


@pytest.fixture
def whole() -> Component:
    made = factories.framework()
    component = made.components.get(depth=0)
    Component.objects.filter(pk=component.pk).update(scale_min=2, scale_max=80)
    return component


def promised(place: Territory, of: Component, kind: str, **values: Any) -> Target:
    plan = factories.plan(place)
    return Target.objects.create(
        plan=plan, component=of, position=1, year=2024, kind=kind, text="như kế hoạch", **values
    )


def verdict(place: Territory, target: Target) -> Verdict:
    (found,) = judge([target], (place.pk,), Versions.of("papi"))
    return found


def publish_others(of: Component, year: int, *values: str) -> list[Territory]:
    """Publish scores of as many other provinces."""
    others = [factories.province(f"Tỉnh {number}") for number, _ in enumerate(values)]
    for other, value in zip(others, values, strict=True):
        score(other, of, year, value)
    return others


@pytest.mark.parametrize(
    ("value", "outcome", "distance"),
    [
        ("46.40", Outcome.MET, "vừa đúng"),
        ("46.396", Outcome.MET, "vừa đúng"),
        ("46.394", Outcome.MISSED, "thiếu 0,01 điểm"),
        ("47.5", Outcome.MET, "vượt 1,10 điểm"),
    ],
)
def test_points_are_compared_as_published(
    place: Territory, whole: Component, value: str, outcome: Outcome, distance: str
) -> None:
    score(place, whole, 2024, value)

    found = verdict(place, promised(place, whole, "score_min", value=Decimal("46.40")))

    assert (found.outcome, found.distance_word) == (outcome, distance)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("score_min", {"value": Decimal(40)}),
        ("group_min", {"group": "CN"}),
        ("rank_range", {"value": Decimal(1), "value_to": Decimal(10)}),
        ("first_in_region", {"region": "Tây Bắc"}),
        ("steps_up", {"value": Decimal(1)}),
        ("change", {"value": Decimal(1)}),
        ("count_in_group", {"group": "CN", "count": 3}),
        ("percent_min", {"value": Decimal(90)}),
    ],
)
def test_target_of_a_year_not_yet_published_waits_and_says_so(
    place: Territory, whole: Component, kind: str, values: dict[str, Any]
) -> None:
    Region.objects.create(name="Tây Bắc").territories.add(place)
    target = promised(place, whole, kind, **values)

    found = verdict(place, target)
    target.year = 2015
    unmeasured = verdict(place, target)

    assert (found.outcome, found.actual, found.distance_word) == (Outcome.UNKNOWN, "", "")
    assert found.remark == "chưa có số liệu năm 2024"
    assert unmeasured.remark == "bộ tiêu chí năm 2015 không đo nội dung này"


@pytest.mark.parametrize("kind", ["steps_up", "change"])
def test_target_without_the_year_before_says_which_year_is_missing(
    place: Territory, whole: Component, kind: str
) -> None:
    score(place, whole, 2024, "45", rank=5, ranked_of=61)

    found = verdict(place, promised(place, whole, kind, value=Decimal(1)))

    assert (found.outcome, found.remark) == (Outcome.UNKNOWN, "chưa có số liệu năm 2023")


def test_published_group_decides(place: Territory, whole: Component) -> None:
    score(place, whole, 2024, "45", group="TBC", rank=17, ranked_of=61)

    high = verdict(place, promised(place, whole, "group_min", group="CN"))
    middle = verdict(place, promised(place, whole, "group_min", group="TBC"))

    assert (high.outcome, high.actual, high.remark) == (Outcome.MISSED, "nhóm Trung bình cao", "")
    assert middle.outcome == Outcome.MET


def test_better_than_the_best_rank_of_a_range_is_no_failure(
    place: Territory, whole: Component
) -> None:
    score(place, whole, 2024, "45", rank=4, ranked_of=61)

    found = verdict(
        place, promised(place, whole, "rank_range", value=Decimal(5), value_to=Decimal(10))
    )

    assert (found.outcome, found.actual) == (Outcome.MET, "hạng 4/61")
    assert found.distance_word == "vượt 6 bậc"


def test_rank_that_was_not_published_is_counted_and_said(
    place: Territory, whole: Component
) -> None:
    score(place, whole, 2024, "45")
    publish_others(whole, 2024, "46", "47", "44")

    found = verdict(
        place, promised(place, whole, "rank_range", value=Decimal(1), value_to=Decimal(2))
    )

    assert (found.outcome, found.actual) == (Outcome.MISSED, "hạng 3/4")
    assert found.distance_word == "thiếu 1 bậc"
    assert "cổng tính" in found.remark


def test_first_in_the_region_looks_at_its_provinces_only(
    place: Territory, whole: Component
) -> None:
    score(place, whole, 2024, "45")
    neighbour, stranger = publish_others(whole, 2024, "44", "47")
    region = Region.objects.create(name="Tây Bắc")
    region.territories.set([place, neighbour])

    first = verdict(place, promised(place, whole, "first_in_region", region="Tây Bắc"))
    region.territories.add(stranger)
    second = verdict(place, promised(place, whole, "first_in_region", region="Tây Bắc"))
    unknown = verdict(place, promised(place, whole, "first_in_region", region="Đông Bắc"))

    assert (first.outcome, first.actual) == (Outcome.MET, "hạng 1/2 vùng Tây Bắc")
    assert (second.outcome, second.actual) == (Outcome.MISSED, "hạng 2/3 vùng Tây Bắc")
    assert (unknown.outcome, unknown.remark) == (
        Outcome.UNKNOWN,
        "chưa có danh sách tỉnh của vùng “Đông Bắc”",
    )


def test_first_of_those_in_the_region_that_were_surveyed(
    place: Territory, whole: Component
) -> None:
    score(place, whole, 2024, "45")
    others = publish_others(whole, 2024, *["44"] * 9)
    missing = factories.province("Tỉnh không khảo sát")
    region = Region.objects.create(name="Đông Nam Bộ")
    region.territories.set([place, others[0], missing])
    target = promised(place, whole, "first_in_region", region="Đông Nam Bộ")

    found = verdict(place, target)
    region.territories.remove(place)
    outside = verdict(place, target)

    assert (found.outcome, found.actual) == (Outcome.MET, "hạng 1/2 vùng Đông Nam Bộ")
    assert found.remark.endswith("; 2/3 tỉnh của vùng có số liệu")
    assert outside.outcome == Outcome.UNKNOWN
    assert outside.remark == "tỉnh không thuộc vùng “Đông Nam Bộ” trong danh mục vùng của cổng"


def test_steps_count_ranks_gained_since_the_year_before(place: Territory, whole: Component) -> None:
    score(place, whole, 2023, "41", rank=40, ranked_of=61)
    score(place, whole, 2024, "43", rank=16, ranked_of=61)

    found = verdict(place, promised(place, whole, "steps_up", value=Decimal(25)))

    assert found.outcome == Outcome.MISSED
    assert found.actual == "tăng 24 bậc (từ hạng 40/61 đến hạng 16/61)"
    assert found.distance_word == "thiếu 1 bậc"


def test_change_is_that_of_the_published_figures(place: Territory, whole: Component) -> None:
    score(place, whole, 2023, "43.4774")
    score(place, whole, 2024, "45.0037")

    found = verdict(place, promised(place, whole, "change", value=Decimal("1.56")))

    assert (found.outcome, found.actual) == (Outcome.MISSED, "tăng 1,52 điểm")
    assert found.distance_word == "thiếu 0,04 điểm"


def test_number_of_dimensions_in_a_group_is_counted(place: Territory, whole: Component) -> None:
    for part, group in zip(whole.parts.all(), ("CN", "TBT"), strict=True):
        score(place, part, 2024, "5", group=group)

    one = verdict(place, promised(place, whole, "count_in_group", group="TBC", count=1))
    two = verdict(place, promised(place, whole, "count_in_group", group="TBC", count=2))

    assert (one.outcome, one.actual) == (
        Outcome.MET,
        "1/2 chỉ số thuộc nhóm Trung bình cao trở lên",
    )
    assert (two.outcome, two.distance_word) == (Outcome.MISSED, "thiếu 1 chỉ số")


def test_number_that_missing_groups_could_still_reach_waits(
    place: Territory, whole: Component
) -> None:
    first = whole.parts.all()[0]
    score(place, first, 2024, "5", group="CN")

    found = verdict(place, promised(place, whole, "count_in_group", group="CN", count=2))

    assert found.outcome == Outcome.UNKNOWN


def test_many_targets_cost_as_much_as_one(
    place: Territory, whole: Component, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Region.objects.create(name="Tây Bắc").territories.add(place)
    versions = Versions.of("papi")
    targets = [promised(place, whole, "score_min", value=Decimal(number)) for number in range(1, 9)]

    for some in (targets[:1], targets):
        with django_assert_num_queries(4):
            judge(some, (place.pk,), versions)
