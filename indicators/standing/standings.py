"""The standing of a province in an index: its years, its components, what fell and what rose.

Reads only, and returns frozen values; a fixed number of queries for any province and year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from indicators import groups, sums
from indicators.field import Fields, Position
from indicators.models import Component, Framework, Region, Score
from indicators.rounding import rounded
from indicators.versions import PLAIN, Step, Versions
from papi_portal.wording import said
from plans.models import Territory


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
    shortage: str
    """Why no rank is told, in words: too few provinces have a figure."""
    mean: Decimal | None
    """The published national mean; where none was published, the plain mean of the provinces."""
    mean_is_published: bool
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
    def region_place(self) -> str:
        """The rank in the region as it is written, among those with a score: "2/5"; or nothing."""
        return "{}/{}".format(*self.region_rank) if self.region_rank else ""

    @property
    def total(self) -> Decimal | None:
        """What the parts add up to, where that is not what was published; None where it is."""
        known = [part.value for part in self.parts if part.value is not None]
        if self.value is None or not known or len(known) < len(self.parts):
            return None
        if self.component.framework.index.code != sums.INDEX:
            return None
        total = sum(known, Decimal(0))
        return None if rounded(total) == rounded(self.value) else total

    @property
    def by(self) -> Decimal:
        """How far the published figure and the sum lie apart."""
        return Decimal(0) if self.total is None else abs(self.total - (self.value or 0))

    @property
    def is_beyond(self) -> bool:
        """Whether rounding alone does not explain that the parts add up to something else."""
        return self.by >= sums.TOLERANCE


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

    @property
    def shade(self) -> str:
        """The class of the level, as it stands behind another class; empty where not known."""
        return "" if self.level is None else f" share-{self.level}"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A component as the newest version names it, with its score in each year."""

    component: Component
    cells: tuple[Cell, ...]
    measured: str = ""
    """The years of what the newest version dropped: "2011 – 2020"."""

    @property
    def name(self) -> str:
        return (
            said("{component} (chỉ đo {years})", component=self.component, years=self.measured)
            if self.measured
            else str(self.component)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A province in an index: one year in full, all years at a glance."""

    place: Territory
    owner: Territory
    """Whose published scores those of the year are: the place's own, or of one before it."""
    run: Sequence[int]
    """All provinces whose scores make one run with the owner's, the newest first."""
    year: int
    framework: Framework
    versions: Versions
    whole: Line
    years: tuple[Year, ...]
    heat: tuple[HeatRow, ...]
    region: Region | None
    region_size: int
    """How many provinces the region has, with a score or without."""

    @property
    def places_gained(self) -> int | None:
        """Ranks that the whole gained since the year before: a smaller number is better.

        None too where they do not compare: there are more or fewer provinces than before.
        """
        if not self.whole.step.places_compare:
            return None
        ranks = {one.year: one.position.rank for one in self.years if one.position}
        before, after = ranks.get(self.year - 1), ranks.get(self.year)
        return None if before is None or after is None else before - after

    @property
    def differences(self) -> tuple[Line, ...]:
        """What was published and is not the sum of its parts."""
        return tuple(one for one in (self.whole, *self.lines) if one.total is not None)

    @property
    def has_warnings(self) -> bool:
        """Whether rounding alone does not explain some difference."""
        return any(one.is_beyond for one in self.differences)

    @property
    def shortage(self) -> str:
        """Why some component has no rank, in words; empty where all have one."""
        return next((one.shortage for one in (self.whole, *self.lines) if one.shortage), "")

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


def standing(
    place: Territory, owner: Territory, *, year: int, versions: Versions, run: Sequence[int] = ()
) -> Standing | None:
    """Return the standing of a province in the index of these versions; None if it has none.

    `run` are all provinces whose scores make one with the owner's, the newest first.
    """
    run = run or (owner.pk,)
    framework = versions.measuring(year)
    if framework is None:
        return None
    reader = _Reader(owner, run, year, versions, framework)
    whole = reader.line(reader.whole)
    found = Standing(
        place=place,
        owner=owner,
        run=run,
        year=year,
        framework=framework,
        versions=versions,
        whole=whole,
        years=reader.years(),
        heat=reader.heat(),
        region=reader.region,
        region_size=len(reader.neighbours),
    )
    return found if any(one.value is not None for one in (whole, *found.lines)) else None


class _Reader:
    """What is read once for all lines of a standing: four queries."""

    def __init__(
        self,
        owner: Territory,
        run: Sequence[int],
        year: int,
        versions: Versions,
        framework: Framework,
    ) -> None:
        self.run, self.year, self.versions = run, year, versions
        self.tree = versions.tree(framework)
        self.whole = self.tree[0]
        wholes = [one for one in versions.components.values() if one.depth == 0]
        scores = Score.objects.filter(
            Q(component__in=self.tree, year=year)
            | Q(component__in=wholes)
            | Q(component__in=versions.components, territory__in=run)
        )
        self.fields = Fields(scores)
        self.own_years = sorted({year for one in run for year in self.fields.years_of(one)})
        newest = versions.measuring(max(self.own_years, default=year)) or framework
        self.newest_tree = versions.tree(newest)
        region = Region.territories.through.objects.filter(region__territories=owner)
        members = list(
            region.select_related("region", "territory").order_by(
                "region__position", "region__name"
            )
        )
        self.region = members[0].region if members else None
        self.neighbours = [
            one.territory_id
            for one in members
            if one.region == self.region and one.territory.stands_on(date(year, 12, 31))
        ]

    def own(self, component: Component, year: int) -> Decimal | None:
        """Return the points of the province in what measured, in a year, what this measures."""
        one = self.versions.in_year(component, year)
        return self.fields.at(one.pk, year).own(self.run) if one else None

    def step(self, component: Component, year: int) -> Step:
        """Return what parts a year from the one before; of the whole places are compared, too."""
        step = self.versions.step(component, year - 1, year)
        return step if component.depth else self.fields.parted(step, year - 1, year)

    def line(self, component: Component) -> Line:
        field = self.fields.at(component.pk, self.year)
        owner = field.owner(self.run)
        near = field.among(self.neighbours)
        published = self.fields.means.get((component.pk, self.year))
        old = self.versions.in_year(component, self.year - 1)
        return Line(
            component=component,
            value=field.values.get(owner),
            before=self.own(component, self.year - 1),
            step=self.step(component, self.year) if old else PLAIN,
            position=_grouped(field.position(owner), component),
            shortage=field.shortage,
            mean=field.mean if published is None else published,
            mean_is_published=published is not None,
            best=self._named(field.best),
            region_rank=near.counted(owner),
            region_best=self._named(near.best),
            spread=tuple(field.ordered) if field.is_complete else (),
            is_computed=(component.pk, self.year, owner) in self.fields.computed,
            parts=tuple(self.line(part) for part in self.tree if part.parent_id == component.pk),
        )

    def years(self) -> tuple[Year, ...]:
        """Return the whole index in each year with a score of the province, the earliest first."""
        found = []
        for year in self.own_years:
            one = self.versions.in_year(self.newest_tree[0], year)
            if one is None:
                continue
            field = self.fields.at(one.pk, year)
            found.append(
                Year(
                    year=year,
                    framework=one.framework,
                    value=field.own(self.run),
                    position=field.position(field.owner(self.run)),
                    step=self.step(self.newest_tree[0], year),
                )
            )
        return tuple(found)

    def heat(self) -> tuple[HeatRow, ...]:
        """Return each component of the newest version with its scores in all years.

        Behind them stand those that were measured before and dropped since.
        """
        rows = [HeatRow(one, self._cells(one)) for one in self.newest_tree]
        dropped = (
            HeatRow(one, self._cells(one), self.versions.span(one)) for one in self._dropped()
        )
        known = (row for row in dropped if any(cell.value is not None for cell in row.cells))
        return (*rows, *known)

    def _dropped(self) -> list[Component]:
        """Return what was measured before and the newest version does not go on with."""
        known = {old.pk for one in self.newest_tree for old in self.versions.line(one)}
        newest = self.newest_tree[0].framework.first_year
        rest = [
            one
            for one in self.versions.components.values()
            if one.pk not in known and one.framework.first_year < newest
        ]
        followed = {one.follows_id for one in rest}
        return [
            one
            for one in sorted(rest, key=lambda one: (one.position, one.framework.first_year))
            if one.pk not in followed
        ]

    def _cells(self, component: Component) -> tuple[Cell, ...]:
        return tuple(self._cell(component, year) for year in self.own_years)

    def _cell(self, component: Component, year: int) -> Cell:
        one = self.versions.in_year(component, year)
        value = self.fields.at(one.pk, year).own(self.run) if one else None
        return Cell(value, _fifth(value, one) if one and value is not None else None)

    def _named(self, best: tuple[Decimal, tuple[int, ...]] | None) -> Best | None:
        return Best(best[0], tuple(self.fields.names[one] for one in best[1])) if best else None


def _grouped(position: Position | None, component: Component) -> Position | None:
    """Return a position without a suggested group where the publisher makes no groups."""
    if position is None or component.depth <= groups.DEEPEST or not position.group_is_suggested:
        return position
    return replace(position, group="", group_is_suggested=False)


def _fifth(value: Decimal, component: Component) -> int:
    share = (value - component.scale_min) / (component.scale_max - component.scale_min)
    return min(4, max(0, int(share * 5)))
