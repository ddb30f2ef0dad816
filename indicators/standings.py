"""The standing of a province in an index: its years, its components, what fell and what rose.

Reads only, and returns frozen values; a fixed number of queries for any province and year.
"""

from dataclasses import dataclass
from decimal import Decimal

from indicators.field import Field, Fields, Position
from indicators.models import Component, Framework, Region, Score
from indicators.rounding import rounded
from indicators.versions import PLAIN, Step, Versions
from plans.models import Succession, Territory

ONE_TO_ONE = (Succession.Kind.KEPT, Succession.Kind.RENAMED)
"""Ways in which a province goes on with its scores; a merged one has no series of its own."""


@dataclass(frozen=True, slots=True)
class Best:
    """The highest score somewhere, and who has it."""

    value: Decimal
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One component of a province in one year, beside the year before and the other provinces."""

    component: Component
    value: Decimal | None
    before: Decimal | None
    step: Step
    position: Position | None
    position_before: Position | None
    mean: Decimal | None
    """The published national mean."""
    best: Best | None
    region_rank: tuple[int, int] | None
    region_best: Best | None
    spread: tuple[Decimal, ...]
    """The scores of all provinces, the lowest first."""
    is_computed: bool
    parts: tuple["Line", ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Points gained since the year before, None where the two do not subtract.

        Of the published figures, so that the reader's own subtraction gives the same.
        """
        if self.value is None or self.before is None or not self.step.subtracts:
            return None
        return rounded(self.value) - rounded(self.before)

    @property
    def places_gained(self) -> int | None:
        """Ranks gained since the year before: a smaller number is better."""
        if self.position is None or self.position_before is None:
            return None
        return self.position_before.rank - self.position.rank


@dataclass(frozen=True, slots=True)
class Year:
    """The whole index of a province in one year."""

    year: int
    framework: Framework
    value: Decimal | None
    position: Position | None
    step: Step
    """From the year before."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A score, and the fifth of its scale in which it lies, from 0 to 4; None where not known."""

    value: Decimal | None
    level: int | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A component as the version of the chosen year names it, with its score in each year."""

    component: Component
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A province in an index: one year in full, all years at a glance."""

    place: Territory
    owner: Territory
    """Whose published series this is: the place itself or the one it goes on from."""
    year: int
    framework: Framework
    whole: Line
    years: tuple[Year, ...]
    heat: tuple[HeatRow, ...]
    region: Region | None

    @property
    def dimensions(self) -> tuple[Line, ...]:
        return self.whole.parts

    @property
    def lines(self) -> tuple[Line, ...]:
        """The dimensions, each followed by its parts."""
        return tuple(line for one in self.dimensions for line in (one, *one.parts))

    @property
    def leaves(self) -> tuple[Line, ...]:
        """The deepest components, in the order of the tree."""
        return tuple(leaf for one in self.dimensions for leaf in one.parts or (one,))

    @property
    def fallen(self) -> tuple[Line, ...]:
        """The deepest components that lost points, the greatest loss first."""
        lost = [one for one in self.leaves if one.change is not None and one.change < 0]
        return tuple(sorted(lost, key=lambda one: one.change or 0))

    @property
    def risen(self) -> tuple[Line, ...]:
        """The deepest components that gained points, the greatest gain first."""
        won = [one for one in self.leaves if one.change is not None and one.change > 0]
        return tuple(sorted(won, key=lambda one: -(one.change or 0)))


def owners(place: Territory) -> tuple[Territory, ...]:
    """Return whose series a province shows: its own, or those of all that went into it.

    A province formed by a merger has no series of its own; the old ones are shown one by one,
    never added up (two queries at most).
    """
    if Score.objects.filter(territory=place).exists():
        return (place,)
    links = Succession.objects.filter(successor=place).select_related("predecessor")
    before = tuple(link.predecessor for link in links)
    return before or (place,)


def published_years(place: Territory, index: str) -> list[int]:
    """Return the years in which a province has scores of an index, the latest first."""
    found = Score.objects.filter(territory=place).of_index(index).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def standing(
    place: Territory, owner: Territory, *, year: int, versions: Versions
) -> Standing | None:
    """Return the standing of a province in the index of these versions; None if it has none."""
    framework = versions.measuring(year)
    if framework is None:
        return None
    reader = _Reader(owner, year, versions, framework)
    whole = reader.line(reader.whole)
    if whole.value is None and not any(one.value is not None for one in whole.parts):
        return None
    return Standing(
        place=place,
        owner=owner,
        year=year,
        framework=framework,
        whole=whole,
        years=reader.years(),
        heat=reader.heat(),
        region=reader.region,
    )


class _Reader:
    """What is read once for all lines of a standing."""

    def __init__(
        self, owner: Territory, year: int, versions: Versions, framework: Framework
    ) -> None:
        self.owner, self.year, self.versions = owner, year, versions
        self.tree = versions.tree(framework)
        self.whole = self.tree[0]
        earlier = {versions.in_year(one, year - 1) for one in self.tree} - {None}
        wanted = {one.pk for one in (*self.tree, *earlier) if one is not None}
        self.fields = Fields(wanted, (year - 1, year))
        self.wholes = Fields({one.pk for one in versions.line(self.whole)})
        self.own: dict[tuple[int, int], tuple[Decimal, bool]] = {
            (component, of_year): (value, computed)
            for component, of_year, value, computed in Score.objects.filter(
                territory=owner, component__in=versions.components
            ).values_list("component", "year", "value", "is_computed")
        }
        regions = list(owner.regions.prefetch_related("territories"))
        self.region = regions[0] if regions else None
        self.neighbours = [one.pk for one in self.region.territories.all()] if self.region else []
        self.names: dict[int, str] = dict(
            Territory.objects.filter(level=Territory.Level.PROVINCE).values_list("pk", "name")
        )

    def line(self, component: Component) -> Line:
        field = self.fields.at(component.pk, self.year)
        old = self.versions.in_year(component, self.year - 1)
        before = self.fields.at(old.pk, self.year - 1) if old else Field({}, {})
        value, computed = self.own.get((component.pk, self.year), (None, False))
        step = self.versions.step(component, self.year - 1, self.year) if old else PLAIN
        return Line(
            component=component,
            value=value,
            before=before.values.get(self.owner.pk),
            step=step,
            position=field.position(self.owner.pk),
            position_before=before.position(self.owner.pk),
            mean=self.fields.means.get((component.pk, self.year)),
            best=self._named(field.best),
            region_rank=field.rank_among(self.owner.pk, self.neighbours),
            region_best=self._named(field.best_among(self.neighbours)),
            spread=tuple(field.ordered),
            is_computed=computed,
            parts=tuple(self.line(part) for part in self.tree if part.parent_id == component.pk),
        )

    def years(self) -> tuple[Year, ...]:
        """Return the whole index in each year with a score of the province, the earliest first."""
        found = []
        for year in sorted({year for _, year in self.own}):
            one = self.versions.in_year(self.whole, year)
            if one is None:
                continue
            field = self.wholes.at(one.pk, year)
            found.append(
                Year(
                    year=year,
                    framework=one.framework,
                    value=field.values.get(self.owner.pk),
                    position=field.position(self.owner.pk),
                    step=self.versions.step(self.whole, year - 1, year),
                )
            )
        return tuple(found)

    def heat(self) -> tuple[HeatRow, ...]:
        """Return each component of the tree with its scores in all years."""
        years = sorted({year for _, year in self.own})
        return tuple(
            HeatRow(component, tuple(self._cell(component, year) for year in years))
            for component in self.tree
        )

    def _cell(self, component: Component, year: int) -> Cell:
        one = self.versions.in_year(component, year)
        value = self.own.get((one.pk, year), (None, False))[0] if one else None
        return Cell(value, _fifth(value, one) if one and value is not None else None)

    def _named(self, best: tuple[Decimal, tuple[int, ...]] | None) -> Best | None:
        return Best(best[0], tuple(self.names[one] for one in best[1])) if best else None


def _fifth(value: Decimal, component: Component) -> int:
    share = (value - component.scale_min) / (component.scale_max - component.scale_min)
    return min(4, max(0, int(share * 5)))
