"""Provinces beside each other in one year: the whole index and its dimensions, as published.

Reads only, and returns frozen values; a fixed number of queries for any number of provinces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.field import Fields, Position
from indicators.models import Component, Framework, Score
from indicators.rounding import rounded
from indicators.versions import Versions
from papi_portal.text import fold
from plans.models import Territory

MOST = 6
"""So many provinces a table and a picture of a phone's width can hold."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What one province got in one component; nothing where it has no score."""

    province: Territory
    value: Decimal | None
    position: Position | None
    is_best: bool
    """Whether no other of the compared ones has more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One component: what each compared province got, the published mean and the highest of all."""

    component: Component
    cells: tuple[Beside, ...]
    mean: Decimal | None
    best: Decimal | None
    shortage: str
    """Why no rank is told, in words."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Provinces in one year, the whole index first."""

    year: int
    framework: Framework
    provinces: tuple[Territory, ...]
    rows: tuple[Row, ...]

    @property
    def shortage(self) -> str:
        """Why some component has no ranks, in words; empty where all have them."""
        return next((row.shortage for row in self.rows if row.shortage), "")

    @property
    def has_means(self) -> bool:
        """Whether a national mean was published for any of the components."""
        return any(row.mean is not None for row in self.rows)


def provinces_with_scores(index: str) -> list[Territory]:
    """Return the provinces that have published scores, in the order of their bare names."""
    scored = Score.objects.of_index(index).of_provinces().values("territory")
    found = Territory.objects.filter(pk__in=scored)
    return sorted(found, key=lambda one: (fold(one.bare_name), one.pk))


def years_with_scores(index: str) -> list[int]:
    """Return the years in which provinces have scores, the latest first."""
    found = Score.objects.of_index(index).of_provinces().order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def side_by_side(
    provinces: Sequence[Territory], *, year: int, versions: Versions
) -> SideBySide | None:
    """Put provinces beside each other in one year: two queries; None without a version."""
    framework = versions.measuring(year)
    if framework is None:
        return None
    components = [one for one in versions.tree(framework) if one.depth <= 1]
    fields = Fields.of([one.pk for one in components], [year])
    rows = []
    for component in components:
        field = fields.at(component.pk, year)
        known = [field.values[one.pk] for one in provinces if one.pk in field.values]
        cells = tuple(
            Beside(
                province=one,
                value=field.values.get(one.pk),
                position=field.position(one.pk),
                is_best=bool(known) and field.values.get(one.pk) == max(known),
            )
            for one in provinces
        )
        mean = fields.means.get((component.pk, year))
        best = rounded(field.best[0]) if field.best else None
        rows.append(Row(component, cells, mean, best, field.shortage))
    return SideBySide(year, framework, tuple(provinces), tuple(rows))
