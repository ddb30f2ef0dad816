"""Which sub-indicators would close a gap: arithmetic that a person can follow."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators import groups
from indicators.models import Component, Group
from indicators.standing import standings, what_if
from indicators.standing.standings import Standing
from indicators.versions import Versions
from plans.models import Territory
from tests import factories
from tests.indicators.published import score

pytestmark = pytest.mark.django_db

PROVINCES = 60


@pytest.fixture
def standing() -> Standing:
    """The province at rank 40 of 60 in both sub-indicators of dimension 1, at 20 in those of 2."""
    made = factories.framework()
    place = factories.province()
    others = [factories.province(f"Tỉnh {number}") for number in range(1, PROVINCES)]
    parts = list(made.components.filter(depth=2))
    for part in parts:
        own = 40 if part.code.startswith("1.") else 20
        ranks = iter(rank for rank in range(1, PROVINCES + 1) if rank != own)
        for other in others:
            publish(other, part, next(ranks))
        publish(place, part, own)
    for whole in made.components.filter(depth__lte=1):
        score(place, whole, 2024, "5")
    found = standings.standing(place, place, year=2024, versions=Versions.of("papi"))
    assert found is not None
    return found


def publish(place: Territory, part: Component, rank: int) -> None:
    """A rank is worth 0.10 points in dimension 1, 0.05 in dimension 2."""
    step = Decimal("0.10") if part.code.startswith("1.") else Decimal("0.05")
    score(place, part, 2024, str(10 - rank * step))


def test_largest_gains_come_first_until_the_gap_is_closed(standing: Standing) -> None:
    found = what_if.what_if(standing, what_if.Goal("thử", Decimal("6.50")))

    assert found is not None
    assert found.gap == Decimal("1.50")
    assert [(one.component.code, one.to_rank, one.wins) for one in found.needed] == [
        ("1.1", 32, Decimal("0.80")),
        ("1.2", 32, Decimal("0.80")),
    ]
    assert [one.closes for one in found.pushes] == [False, True, False, False]
    assert found.pushes[-1].total == Decimal("2.00")
    assert found.is_enough


@pytest.mark.parametrize(
    ("rank", "ranked_of", "higher"),
    [
        (40, 60, (Group.HIGH_AVERAGE, 32)),
        (17, 63, (Group.HIGHEST, 16)),
        (16, 63, None),
        (29, 34, None),
    ],
)
def test_next_group_is_known_where_groups_are(
    rank: int, ranked_of: int, higher: tuple[Group, int] | None
) -> None:
    assert groups.next_higher(rank, ranked_of) == higher


def test_goal_out_of_reach_is_said(standing: Standing) -> None:
    found = what_if.what_if(standing, what_if.Goal("thử", Decimal(60)))

    assert found is not None
    assert not found.is_enough
    assert found.needed == found.pushes


@pytest.mark.parametrize("points", ["5.00", "4.99"])
def test_goal_that_is_reached_leaves_no_gap(standing: Standing, points: str) -> None:
    assert what_if.what_if(standing, what_if.Goal("thử", Decimal(points))) is None


def test_next_group_begins_with_its_last_province(standing: Standing) -> None:
    spread = tuple(Decimal(number) for number in range(1, PROVINCES + 1))
    position = standing.whole.position
    assert position is not None
    at_40 = replace(
        standing.whole, spread=spread, position=replace(position, rank=40, ranked_of=PROVINCES)
    )
    goal = what_if.next_group(replace(standing, whole=at_40))
    first = replace(at_40, position=replace(position, rank=3, ranked_of=PROVINCES))

    assert goal is not None
    assert goal.points == 29  # 60 provinces: the 32nd from the top is the 29th from below
    assert goal.words.startswith("nhóm Trung bình cao")
    assert what_if.next_group(replace(standing, whole=first)) is None
