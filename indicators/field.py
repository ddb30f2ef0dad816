"""The field of provinces in a year: what each got in each component, so that ranks can be told."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators import groups
from indicators.models import Group, Score

Point = tuple[int, int]
"""Primary key of a component, year."""


@dataclass(frozen=True, slots=True)
class Position:
    """A rank among how many, and its group; of a published one, as published."""

    rank: int
    ranked_of: int
    is_published: bool
    group: str
    group_is_suggested: bool

    @property
    def group_word(self) -> str:
        return Group(self.group).label if self.group else ""


@dataclass(frozen=True)
class Field:
    """The scores of all provinces for one component in one year."""

    values: Mapping[int, Decimal]
    """Points by province."""
    published: Mapping[int, tuple[str, int | None, int | None]]
    """Group, rank, of how many, as published, by province."""

    @cached_property
    def ordered(self) -> list[Decimal]:
        """All values, the lowest first."""
        return sorted(self.values.values())

    @cached_property
    def best(self) -> tuple[Decimal, tuple[int, ...]] | None:
        """The highest value and the provinces that have it."""
        return self.best_among(self.values)

    def best_among(self, provinces: Iterable[int]) -> tuple[Decimal, tuple[int, ...]] | None:
        """Return the highest value in some provinces and those that have it."""
        known = [one for one in provinces if one in self.values]
        if not known:
            return None
        highest = max(self.values[one] for one in known)
        return highest, tuple(one for one in known if self.values[one] == highest)

    def rank_among(self, province: int, provinces: Iterable[int]) -> tuple[int, int] | None:
        """Return the rank of a province among some, and among how many with a score.

        None without a score, or if it is not one of them.
        """
        among = set(provinces)
        own = self.values.get(province)
        if own is None or province not in among:
            return None
        others = [self.values[one] for one in among if one in self.values]
        return 1 + sum(value > own for value in others), len(others)

    def position(self, province: int) -> Position | None:
        """Return where a province stands, as published if it was; None without a score."""
        own = self.values.get(province)
        if own is None:
            return None
        group, rank, ranked_of = self.published.get(province, ("", None, None))
        count = len(self.ordered)
        counted = rank or 1 + count - bisect_right(self.ordered, own)
        of_all = ranked_of or count
        suggestion = groups.suggested(counted, of_all)
        return Position(
            rank=counted,
            ranked_of=of_all,
            is_published=rank is not None,
            group=group or (suggestion.value if suggestion else ""),
            group_is_suggested=not group and suggestion is not None,
        )


EMPTY = Field({}, {})


class Fields:
    """The fields of some components in some years, or in all, read with one query."""

    def __init__(self, components: Collection[int], years: Collection[int] | None = None) -> None:
        values: dict[Point, dict[int, Decimal]] = defaultdict(dict)
        published: dict[Point, dict[int, tuple[str, int | None, int | None]]] = defaultdict(dict)
        self.means: dict[Point, Decimal] = {}
        """Published national means; they are not the means of the provinces."""
        found = Score.objects.filter(component__in=components).order_by()
        if years is not None:
            found = found.filter(year__in=years)
        for component, year, province, value, group, rank, ranked_of in found.values_list(
            "component", "year", "territory", "value", "group", "rank", "ranked_of"
        ):
            point = (component, year)
            if province is None:
                self.means[point] = value
                continue
            values[point][province] = value
            if group or rank:
                published[point][province] = (group, rank, ranked_of)
        self._fields = {
            point: Field(of_point, published[point]) for point, of_point in values.items()
        }

    def at(self, component: int, year: int) -> Field:
        return self._fields.get((component, year), EMPTY)
