"""Whether published wholes are the sums of their published parts: said, never enforced."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators import rounding
from indicators.models import PAPI, Component, Score
from papi_portal.wording import said

Place = tuple[int | None, int]
"""Primary key of a province (None for the national mean), year."""
Key = tuple[int, int | None, int]
"""Primary keys of a component and of a province, year."""

INDEX = PAPI
"""The only index that is known to be the plain sum of its parts."""
TOLERANCE = Decimal("0.02")
"""Below it a difference comes from rounding the parts; from it on it is a warning."""
DIFFERS = said(
    "{place}, {year}: “{whole}” công bố {said}, các thành phần cộng lại được {total}, lệch {by}."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A whole that its parts do not add up to, in points of its scale."""

    whole: Score
    total: Decimal
    parts: tuple[Score, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Component, province and year of the whole and of its parts."""
        return tuple(
            (one.component_id, one.territory_id, one.year) for one in (self.whole, *self.parts)
        )

    @property
    def place(self) -> Place:
        return self.whole.territory_id, self.whole.year

    @property
    def component(self) -> Component:
        return self.whole.component

    @property
    def value(self) -> Decimal:
        """What was published."""
        return self.whole.value

    @property
    def by(self) -> Decimal:
        """How far the two figures lie apart."""
        return abs(self.total - self.whole.value)

    @property
    def is_beyond(self) -> bool:
        """Whether rounding alone does not explain the difference."""
        return self.by >= TOLERANCE

    @property
    def sentence(self) -> str:
        """The difference with both figures."""
        place = self.whole.territory.name if self.whole.territory else said("Cả nước")
        return DIFFERS.format(
            place=place,
            year=self.whole.year,
            whole=self.whole.component,
            said=rounding.points(self.whole.value),
            total=rounding.points(self.total),
            by=rounding.points(self.by),
        )


def differing(places: Collection[Place]) -> Iterator[Difference]:
    """Yield the published wholes of these provinces and years that differ from their parts' sum.

    By a hundredth of a point or more. A whole is compared only when all its parts are known,
    published or added up. Three queries.
    """
    parts = Component.objects.filter(framework__index__code=INDEX, parent__isnull=False)
    whole_of = dict(parts.order_by().values_list("pk", "parent"))
    wanted = Counter(whole_of.values())
    years = {year for _, year in places}
    published = (
        Score.objects.filter(component__in=wanted.keys(), year__in=years, is_computed=False)
        .select_related("component__framework__index", "territory")
        .order_by("year", "territory", "component__position")
    )
    wholes = [one for one in published if (one.territory_id, one.year) in places]
    by_whole = _parts(wholes, whole_of)
    for whole in wholes:
        known = by_whole[whole.component_id, whole.territory_id, whole.year]
        total = sum((part.value for part in known), Decimal(0))
        complete = len(known) == wanted[whole.component_id]
        if complete and rounding.rounded(total) != rounding.rounded(whole.value):
            yield Difference(whole, total, tuple(known))


def _parts(
    wholes: Collection[Score], whole_of: Mapping[int, int | None]
) -> Mapping[Key, list[Score]]:
    """Return the scores of the parts of these wholes, by component, province and year of these."""
    asked = {one.component_id for one in wholes}
    by_whole: dict[Key, list[Score]] = defaultdict(list)
    found = Score.objects.filter(
        component__in=[part for part, whole in whole_of.items() if whole in asked],
        year__in={one.year for one in wholes},
    )
    for part in found.order_by():
        by_whole[whole_of[part.component_id] or 0, part.territory_id, part.year].append(part)
    return by_whole
