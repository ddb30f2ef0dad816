"""The field of provinces in a year: what each got in each component, so that ranks can be told.

Where fewer than nine tenths of the provinces of a year have a figure, nothing is told of the field:
no rank, no mean, no highest score, no suggested group. What was published stays as published.
Where the provinces became fewer or more between two years, their places do not compare.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from indicators import groups
from indicators.models import Group, Score
from indicators.models.scores import ScoreQuerySet
from indicators.versions import Step
from papi_portal.wording import joined, said
from plans.models import Territory

ENOUGH = 90
"""Percent of the provinces that must have a figure."""
TOO_FEW = said("mới có điểm của {known}/{count} tỉnh, chưa đủ để xếp hạng, xếp nhóm")
OTHER_NUMBER = said(
    "từ năm {year} xếp hạng giữa {new} tỉnh, trước đó {old} tỉnh, nên hạng không so được"
)
OTHER_NUMBER_LABEL = said("từ năm {year} hạng trong {new} tỉnh, trước đó {old}")

Point = tuple[int, int]
"""Primary key of a component, year."""


@dataclass(frozen=True, slots=True)
class Position:
    """A rank among how many, and its group; of a published one, as published.

    There is no rank where none was published and too few provinces have a figure.
    """

    rank: int | None
    ranked_of: int | None
    is_published: bool
    group: str
    group_is_suggested: bool

    @property
    def group_word(self) -> str:
        return Group(self.group).label if self.group else ""

    @property
    def place(self) -> str:
        """The rank as it is written: "13/63"; empty where there is none."""
        return "" if self.rank is None else f"{self.rank}/{self.ranked_of}"


@dataclass(frozen=True)
class Field:
    """The scores of all provinces for one component in one year."""

    values: Mapping[int, Decimal]
    """Points by province."""
    published: Mapping[int, tuple[str, int | None, int | None]]
    """Group, rank, of how many, as published, by province."""
    count: int = 0
    """How many provinces there were that year, with a figure or without."""

    @cached_property
    def ordered(self) -> list[Decimal]:
        """All values, the lowest first."""
        return sorted(self.values.values())

    @property
    def is_complete(self) -> bool:
        """Whether enough provinces have a figure for ranks, means and groups to be told."""
        return bool(self.values) and len(self.values) * 100 >= self.count * ENOUGH

    @property
    def shortage(self) -> str:
        """Why no rank is told, in words; empty where there is one, or no figure at all."""
        if self.is_complete or not self.values:
            return ""
        return TOO_FEW.format(known=len(self.values), count=self.count)

    @cached_property
    def best(self) -> tuple[Decimal, tuple[int, ...]] | None:
        """The highest value and the provinces that have it."""
        if not self.is_complete:
            return None
        highest = self.ordered[-1]
        return highest, tuple(one for one, value in self.values.items() if value == highest)

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the provinces; it is not the published national mean."""
        return sum(self.ordered, Decimal(0)) / len(self.ordered) if self.is_complete else None

    def owner(self, line: Sequence[int]) -> int:
        """Return which of the provinces of one run has a figure; the first where none has."""
        return next((one for one in line if one in self.values), line[0])

    def own(self, line: Sequence[int]) -> Decimal | None:
        """Return the figure of a run of provinces."""
        return self.values.get(self.owner(line))

    def among(self, provinces: Iterable[int]) -> "Field":
        """Return the field of some provinces only, such as those of a region.

        Where enough of the country is known, whoever of a region has no figure was not surveyed,
        and is no reason to wait for.
        """
        chosen = dict.fromkeys(provinces)
        values = {one: self.values[one] for one in chosen if one in self.values}
        return Field(values, {}, len(values) if self.is_complete else len(chosen))

    def counted(self, province: int) -> tuple[int, int] | None:
        """Return the rank of a province by its points, and among how many; None if not told."""
        own = self.values.get(province)
        if own is None or not self.is_complete:
            return None
        count = len(self.ordered)
        return 1 + count - bisect_right(self.ordered, own), count

    def position(self, province: int) -> Position | None:
        """Return where a province stands, as published if it was; None without a score."""
        if province not in self.values:
            return None
        group, rank, ranked_of = self.published.get(province, ("", None, None))
        is_published = rank is not None
        if not is_published:
            rank, ranked_of = self.counted(province) or (None, None)
        suggestion = groups.suggested(rank, ranked_of) if rank and ranked_of else None
        return Position(
            rank=rank,
            ranked_of=ranked_of,
            is_published=is_published,
            group=group or (suggestion.value if suggestion else ""),
            group_is_suggested=not group and suggestion is not None,
        )


EMPTY = Field({}, {})


class Fields:
    """The fields of scores, and what the provinces are called: two queries for any number.

    The scores must be those of all provinces for each component and year that ranks are asked of.
    """

    def __init__(self, scores: ScoreQuerySet) -> None:
        values: dict[Point, dict[int, Decimal]] = defaultdict(dict)
        published: dict[Point, dict[int, tuple[str, int | None, int | None]]] = defaultdict(dict)
        self.means: dict[Point, Decimal] = {}
        """Published national means; they are not the means of the provinces."""
        self.computed: set[tuple[int, int, int]] = set()
        """Sums that the portal made: component, year, province."""
        for (
            component,
            year,
            province,
            value,
            group,
            rank,
            ranked_of,
            is_computed,
        ) in scores.order_by().values_list(
            "component",
            "year",
            "territory",
            # As text, which is exact and read several times as fast as SQLite's decimals.
            Cast("value", TextField()),
            "group",
            "rank",
            "ranked_of",
            "is_computed",
        ):
            point = (component, year)
            if province is None:
                self.means[point] = Decimal(value)
                continue
            values[point][province] = Decimal(value)
            if group or rank:
                published[point][province] = (group, rank, ranked_of)
            if is_computed:
                self.computed.add((component, year, province))
        provinces = list(Territory.objects.filter(level=Territory.Level.PROVINCE).order_by())
        self.names = {one.pk: one.name for one in provinces}
        self.counts = {year: _standing(provinces, year) for year in {year for _, year in values}}
        """How many provinces there were at the end of each year with figures."""
        self._fields = {
            point: Field(of_point, published[point], self.counts[point[1]])
            for point, of_point in values.items()
        }

    @classmethod
    def of(cls, components: Collection[int], years: Collection[int] | None = None) -> "Fields":
        """Read the fields of some components in some years, or in all."""
        found = Score.objects.filter(component__in=components)
        return cls(found if years is None else found.filter(year__in=years))

    def at(self, component: int, year: int) -> Field:
        return self._fields.get((component, year), EMPTY)

    def parted(self, step: Step, before: int, after: int) -> Step:
        """Return a step that also says whether places of its two years compare.

        They do while there are as many provinces, however many of these were surveyed.
        """
        old, new = self.counts.get(before), self.counts.get(after)
        if old is None or new is None or old == new:
            return step
        warning = OTHER_NUMBER.format(year=after, new=new, old=old)
        label = OTHER_NUMBER_LABEL.format(year=after, new=new, old=old)
        return replace(
            step,
            warning=joined((step.warning, warning)),
            label=joined((step.label, label)),
            places_compare=False,
        )

    def years_of(self, province: int) -> list[int]:
        """Return the years in which a province has a figure, the earliest first."""
        found = {year for (_, year), field in self._fields.items() if province in field.values}
        return sorted(found)


def _standing(provinces: Iterable[Territory], year: int) -> int:
    """Return how many provinces there were at the end of a year."""
    last_day = date(year, 12, 31)
    return sum(one.stands_on(last_day) for one in provinces)
