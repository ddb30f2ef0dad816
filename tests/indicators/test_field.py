"""Ranks, means and groups are told only where nine tenths of the provinces have a figure."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.field import Field
from indicators.models import PAPI, Region, Target
from indicators.targets.judging import Outcome, judge
from indicators.versions import Versions
from tests import factories
from tests.indicators.scored import Scored

FEW = "mới có điểm của 2/3 tỉnh, chưa đủ để xếp hạng, xếp nhóm"


def field(known: int, own: tuple[str, int | None, int | None] | None = None) -> Field:
    """Return a field of 63 provinces, the first with most points; `own` is what it was told."""
    values = {one: Decimal(50) - Decimal(one) / 100 for one in range(1, known + 1)}
    return Field(values, {1: own} if own else {}, 63)


@pytest.mark.parametrize(("known", "is_complete"), [(0, False), (56, False), (57, True)])
def test_nine_tenths_of_the_provinces_are_enough(known: int, is_complete: bool) -> None:
    found = field(known)

    assert found.is_complete is is_complete
    assert (found.best is not None, found.mean is not None) == (is_complete, is_complete)
    assert (found.counted(1) is not None) is is_complete


def test_rank_and_group_are_suggested_in_a_field_that_is_nearly_full() -> None:
    position = field(57).position(20)

    assert position is not None
    assert (position.place, position.group, position.group_is_suggested) == ("20/57", "TBC", True)


def test_too_few_provinces_leave_the_points_and_say_why() -> None:
    found = field(3)
    position = found.position(1)

    assert position is not None
    assert (position.rank, position.place, position.group) == (None, "", "")
    assert found.shortage == "mới có điểm của 3/63 tỉnh, chưa đủ để xếp hạng, xếp nhóm"
    assert (field(0).shortage, field(63).shortage) == ("", "")


def test_what_was_published_stays_whoever_else_is_known() -> None:
    ranked = field(1, own=("CN", 13, 63)).position(1)
    grouped = field(1, own=("TBC", None, None)).position(1)

    assert ranked is not None
    assert (ranked.place, ranked.group, ranked.is_published) == ("13/63", "CN", True)
    assert grouped is not None
    assert (grouped.place, grouped.group, grouped.group_is_suggested) == ("", "TBC", False)


def test_region_is_a_field_of_its_own() -> None:
    found = field(60)

    assert found.among([1, 2, 60]).counted(60) == (3, 3)
    assert found.among([1, 2, 60]).best == (Decimal("49.99"), (1,))
    assert found.among([2, 3]).counted(1) is None


def test_region_waits_for_nobody_where_the_country_is_known() -> None:
    few = field(3)

    assert field(60).among([1, 2, 63]).counted(2) == (2, 2)
    assert few.among([1, 2, 63]).counted(2) is None
    assert few.among([1, 2]).counted(2) == (2, 2)


# Pages


@pytest.fixture
def scored(db: None) -> Scored:
    """Two of three provinces have scores: too few."""
    found = Scored(2)
    factories.province("Tỉnh không có điểm")
    return found


def test_standing_without_enough_provinces_has_no_rank_mean_or_best(scored: Scored) -> None:
    address = reverse("indicators:standing", args=[scored.province.pk])

    page = scored.client.get(address).content.decode()

    assert "<b>6,00</b> điểm năm 2024; +1,00 điểm so với năm trước" in page
    assert f"Chưa xếp hạng: {FEW}." in page
    assert f"Chỗ không có hạng: {FEW}." in page
    assert "1/2" not in page
    assert "trung bình các tỉnh" not in page.split("<table")[0]


def test_component_without_enough_provinces_is_listed_without_ranks(scored: Scored) -> None:
    address = reverse("tasks:component", args=[scored.province.pk, scored.component("1.1").pk])

    page = " ".join(scored.client.get(address).content.decode().split())

    assert f"Xếp theo điểm, không ghi hạng: {FEW}." in page
    assert f"Năm không ghi hạng: {FEW}." in page
    assert "điểm, thứ" not in page
    assert '<span class="num">1.</span>' not in page


def test_compared_provinces_without_enough_others_have_no_ranks(scored: Scored) -> None:
    address = f"{reverse('indicators:compare')}?place={scored.province.pk}"

    page = scored.client.get(address).content.decode()

    assert f"Chỗ không có hạng: {FEW}." in page
    assert "/2</span>" not in page


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("group_min", {"group": "CN"}),
        ("rank_range", {"value": Decimal(1), "value_to": Decimal(10)}),
        ("steps_up", {"value": Decimal(1)}),
        ("count_in_group", {"group": "CN", "count": 1}),
    ],
)
def test_target_of_rank_or_group_waits_and_says_why(
    scored: Scored, kind: str, values: dict[str, object]
) -> None:
    target = Target.objects.create(
        plan=factories.plan(scored.province),
        component=scored.component("0"),
        position=1,
        year=2024,
        kind=kind,
        text="như kế hoạch",
        **values,
    )

    (found,) = judge([target], (scored.province.pk,), Versions.of(PAPI))

    assert (found.outcome, found.remark) == (Outcome.UNKNOWN, FEW)


def test_first_in_a_region_waits_for_its_provinces(scored: Scored) -> None:
    stranger = factories.province("Tỉnh chưa công bố")
    region = Region.objects.create(name="Tây Bắc")
    region.territories.set([scored.province, stranger])
    target = Target.objects.create(
        plan=factories.plan(scored.province),
        component=scored.component("0"),
        position=1,
        year=2024,
        kind="first_in_region",
        region="Tây Bắc",
        text="như kế hoạch",
    )

    (found,) = judge([target], (scored.province.pk,), Versions.of(PAPI))

    assert found.outcome == Outcome.UNKNOWN
    assert "1/2 tỉnh" in found.remark
