"""Whether published wholes are the sums of their published parts: said, never enforced."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from indicators.models import Score
from papi_portal import figures

Place = tuple[int | None, int]
"""Primary key of a province (None for the national mean), year."""
Key = tuple[int, int | None, int]
"""Primary keys of a component and of a province, year."""

TOLERANCE = Decimal("0.02")
"""Rounding of eight parts to two decimals may differ by so much (design: |Σ parts - whole|)."""
DIFFERS = "{place}, {year}: “{whole}” công bố {said}, các thành phần cộng lại được {total}."


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
    def sentence(self) -> str:
        place = self.whole.territory.name if self.whole.territory else "Cả nước"
        return DIFFERS.format(
            place=place,
            year=self.whole.year,
            whole=self.whole.component,
            said=figures.written(self.whole.value),
            total=figures.written(self.total),
        )


def differing(places: Collection[Place]) -> Iterator[Difference]:
    """Yield the published wholes of these provinces and years that differ from their parts' sum.

    A whole is compared only when all its parts are known, published or added up. Two queries.
    """
    years = {year for _, year in places}
    wholes = (
        Score.objects.filter(year__in=years, is_computed=False, component__parts__isnull=False)
        .annotate(number_of_parts=Count("component__parts"))
        .select_related("component__framework__index", "territory")
        .order_by("year", "territory", "component__position")
    )
    published = [one for one in wholes if (one.territory_id, one.year) in places]
    parts = _parts(published)
    for whole in published:
        known = parts[whole.component_id, whole.territory_id, whole.year]
        total = sum((part.value for part in known), Decimal(0))
        complete = len(known) == whole.number_of_parts
        if complete and abs(total - whole.value) > TOLERANCE:
            yield Difference(whole, total, tuple(known))


def _parts(wholes: Collection[Score]) -> Mapping[Key, list[Score]]:
    """Return the scores of the parts of these wholes, by component, province and year of these."""
    by_whole: dict[Key, list[Score]] = defaultdict(list)
    found = Score.objects.filter(
        component__parent__in={one.component_id for one in wholes},
        year__in={one.year for one in wholes},
    ).select_related("component")
    for part in found:
        by_whole[part.component.parent_id or 0, part.territory_id, part.year].append(part)
    return by_whole
