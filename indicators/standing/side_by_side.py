"""Provinces beside each other in one year: the whole index and its dimensions, as published.

Reads only, and returns frozen values; a fixed number of queries for any number of provinces.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import lineages
from indicators.field import Fields, Position
from indicators.lineages import Run
from indicators.models import Component, Framework
from indicators.rounding import rounded
from indicators.versions import Versions
from papi_portal.text import fold
from papi_portal.wording import said

MOST = 6
"""So many provinces a table and a picture of a phone's width can hold."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A province that can be compared, with the scores that it goes on from.

    One formed of several may bear the name of one of them: then the years tell them apart.
    """

    run: Run
    mark: str = ""

    @property
    def pk(self) -> int:
        return self.run.head.pk

    @property
    def name(self) -> str:
        return self.run.head.name + self.mark

    @property
    def bare_name(self) -> str:
        return self.run.head.bare_name + self.mark


@dataclass(frozen=True, slots=True)
class Beside:
    """What one province got in one component; nothing where it has no score."""

    province: Candidate
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
    provinces: tuple[Candidate, ...]
    rows: tuple[Row, ...]

    @property
    def shortage(self) -> str:
        """Why some component has no ranks, in words; empty where all have them."""
        return next((row.shortage for row in self.rows if row.shortage), "")

    @property
    def has_means(self) -> bool:
        """Whether a national mean was published for any of the components."""
        return any(row.mean is not None for row in self.rows)


def candidates(index: str) -> list[Candidate]:
    """Return who has published scores, in the order of their bare names: three queries."""
    runs = lineages.runs(index)
    names = Counter(run.head.bare_name for run in runs)
    found = [Candidate(run, _mark(run) if names[run.head.bare_name] > 1 else "") for run in runs]
    return sorted(found, key=lambda one: (fold(one.run.head.bare_name), -one.run.years[0], one.pk))


def side_by_side(
    provinces: Sequence[Candidate], *, year: int, versions: Versions
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
        got = [(one, field.own(one.run.ids)) for one in provinces]
        highest = max((value for _, value in got if value is not None), default=None)
        cells = tuple(
            Beside(
                province=one,
                value=value,
                position=field.position(field.owner(one.run.ids)),
                is_best=value is not None and value == highest,
            )
            for one, value in got
        )
        mean = fields.means.get((component.pk, year))
        best = rounded(field.best[0]) if field.best else None
        rows.append(Row(component, cells, mean, best, field.shortage))
    return SideBySide(year, framework, tuple(provinces), tuple(rows))


def _mark(run: Run) -> str:
    """Return the years of a province that shares its name: " đến 2024", " từ 2025"."""
    if run.head.valid_to:
        return said(" đến {year}", year=run.years[0])
    return said(" từ {year}", year=run.years[-1])
