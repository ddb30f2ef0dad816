"""Dimensions whose published score fell."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Component, Framework, Score
from indicators.standing import falls
from plans.models import Succession, Territory
from tests import factories

pytestmark = pytest.mark.django_db


def publish(place: Territory, component: Component, **by_year: str) -> None:
    """Store published scores: `y2023="5.1"`."""
    for year, value in by_year.items():
        Score.objects.create(
            component=component,
            territory=place,
            year=int(year[1:]),
            value=Decimal(value),
            source="Báo cáo PAPI",
        )


def dimensions(made: Framework) -> list[Component]:
    return list(made.components.filter(depth=1).order_by("position"))


def fallen(place: Territory, made: Framework, year: int = 2026) -> falls.Falls:
    components = list(made.components.select_related("framework"))
    return falls.of_provinces([place.pk], components, year=year)[place.pk]


def test_dimension_that_fell_between_the_last_two_years_is_told() -> None:
    place, made = factories.province(), factories.framework()
    first, second = dimensions(made)
    publish(place, first, y2022="4.0", y2023="5.1", y2024="4.9")
    publish(place, second, y2022="6.0", y2023="5.0", y2024="5.0")

    found = fallen(place, made)

    assert found.year == 2024
    (fall,) = found.falls
    assert (fall.dimension, fall.before, fall.after) == (first, Decimal("5.1"), Decimal("4.9"))


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        ("1", "cách đo đổi từ năm 2024, điểm của mọi tỉnh cùng thay đổi"),
        ("1.2", "trong đó 1.2: cách đo đổi từ năm 2024, điểm của mọi tỉnh cùng thay đổi"),
        ("2.1", ""),
    ],
)
def test_fall_warns_of_what_was_asked_anew_between_the_two_years(code: str, warning: str) -> None:
    place, made = factories.province(), factories.framework()
    made.components.filter(code=code).update(broken_years=[2024])
    publish(place, dimensions(made)[0], y2023="5.1", y2024="4.9")

    (fall,) = fallen(place, made).falls

    assert fall.step.warning == warning


def test_only_years_before_the_plans_count() -> None:
    place, made = factories.province(), factories.framework()
    publish(place, dimensions(made)[0], y2024="5.0", y2025="4.0", y2026="3.0")

    assert fallen(place, made, year=2025).year is None
    assert fallen(place, made, year=2026).year == 2025


@pytest.mark.parametrize("years", [{}, {"y2024": "5"}, {"y2022": "5", "y2024": "4"}])
def test_without_two_years_in_a_row_nothing_is_known(years: dict[str, str]) -> None:
    place, made = factories.province(), factories.framework()
    publish(place, dimensions(made)[0], **years)

    assert fallen(place, made) == falls.UNKNOWN


def test_scores_of_others_and_of_another_version_are_no_measure() -> None:
    place, other, made = factories.province(), factories.province(), factories.framework()
    old = factories.framework(code="papi-2018", first_year=2018)
    publish(other, dimensions(made)[0], y2023="5", y2024="4")
    publish(place, dimensions(old)[0], y2023="5", y2024="4")
    publish(place, made.components.get(code="1.1"), y2023="2", y2024="1")

    assert fallen(place, made) == falls.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "goes_on"),
    [("kept", True), ("renamed", True), ("whole", False), ("part", False)],
)
def test_province_that_went_on_keeps_its_series(kind: str, goes_on: bool) -> None:
    old, new, made = factories.province(), factories.province(), factories.framework()
    Succession.objects.create(predecessor=old, successor=new, kind=kind)
    publish(old, dimensions(made)[0], y2023="5", y2024="4")

    assert bool(fallen(new, made).falls) is goes_on


def test_many_provinces_cost_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = factories.framework()
    places = [factories.province() for _ in range(5)]
    for place in places:
        publish(place, dimensions(made)[0], y2023="5", y2024="4")

    parts = dimensions(made)
    with django_assert_num_queries(2):
        found = falls.of_provinces([place.pk for place in places], parts, year=2026)
    assert [len(found[place.pk].falls) for place in places] == [1] * 5
