"""Whose scores a province goes by in an index: its own, and those of the provinces before it.

One that was kept or only renamed goes on with the scores of the one before: they are one run. One
that was formed of several begins anew; the runs of those stand beside its own, never added up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.models import Score
from plans.models import Succession, Territory

ONE_TO_ONE = (Succession.Kind.KEPT, Succession.Kind.RENAMED)
"""Ways in which a province goes on with its scores; a merged one begins anew."""


@dataclass(frozen=True, slots=True)
class Run:
    """The scores of one province and of those it goes on from: one row of years."""

    territories: tuple[Territory, ...]
    """The newest first."""
    published: tuple[tuple[int, Territory], ...] = ()
    """The years with scores, the latest first, and whose they are."""

    @property
    def head(self) -> Territory:
        return self.territories[0]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.pk for one in self.territories)

    @property
    def years(self) -> list[int]:
        return [year for year, _ in self.published]

    @property
    def span(self) -> str:
        """The years with scores, the first and the last: "2011 – 2024", "2025"."""
        if not self.published:
            return ""
        first, last = self.years[-1], self.years[0]
        return f"{first}" if first == last else f"{first} – {last}"

    def owner(self, year: int | None) -> Territory:
        """Return who got the scores of a year, and the newest where nobody did."""
        return next((owner for known, owner in self.published if known == year), self.head)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The runs that a province has to show in one index."""

    place: Territory
    own: Run
    """Its own, which may still be empty."""
    formed_of: tuple[Run, ...]
    """Those of the provinces that it was formed of, where they have scores."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """What there is to choose from, its own first."""
        return self.formed_of if self.is_waiting else (self.own, *self.formed_of)

    @property
    def is_waiting(self) -> bool:
        """Whether it was formed of others that have scores, and has none of its own yet."""
        return not self.own.published and bool(self.formed_of)


def of_place(place: Territory, index: str, *, with_later: bool = False) -> Lineage:
    """Return the lineage of a province in an index: two queries.

    With the later ones its own run has the scores of what goes on from it, too: a plan of 2025 of
    a province that ended in June, and was kept, is judged by what the one of today got.
    """
    before = _Before()
    own = before.line(before.newest(place) if with_later else place)
    others = [before.line(one) for one in before.merged_into(own)]
    years = _years(index, [one for line in (own, *others) for one in line])
    formed_of = (_run(line, years) for line in others)
    return Lineage(place, _run(own, years), tuple(run for run in formed_of if run.published))


def runs(index: str) -> tuple[Run, ...]:
    """Return the runs of all provinces with scores of an index, each once: three queries."""
    before = _Before()
    places = list(Territory.objects.filter(level=Territory.Level.PROVINCE))
    years = _years(index, None)
    lines = [before.line(one) for one in places]
    goes_on = {one.pk for line in lines for one in line[1:]}
    found = (_run(line, years) for line in lines if line[0].pk not in goes_on)
    return tuple(run for run in found if run.published)


def lines(places: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the provinces of each one's own run, the newest first: one query."""
    before = _Before()
    found = {}
    for place in places:
        kept = before.kept(place)
        found[place] = (place, *(one.pk for one in before.line(kept))) if kept else (place,)
    return found


class _Before:
    """What went into each province, and how: one query for all of them."""

    def __init__(self) -> None:
        self.links: dict[int, list[Succession]] = defaultdict(list)
        self.kept_by: dict[int, Territory] = {}
        links = Succession.objects.filter(successor__level=Territory.Level.PROVINCE)
        for link in links.select_related("predecessor", "successor"):
            self.links[link.successor_id].append(link)
            if link.kind in ONE_TO_ONE:
                self.kept_by[link.predecessor_id] = link.successor

    def line(self, place: Territory) -> tuple[Territory, ...]:
        """Return a province and those it goes on from, the newest first."""
        line = [place]
        while (one := self.kept(line[-1].pk)) is not None and one not in line:
            line.append(one)
        return tuple(line)

    def newest(self, place: Territory) -> Territory:
        """Return the last of those that go on from a province; the province where none does."""
        seen = [place]
        while (one := self.kept_by.get(seen[-1].pk)) is not None and one not in seen:
            seen.append(one)
        return seen[-1]

    def kept(self, place: int) -> Territory | None:
        """Return what a province goes on from."""
        links = self.links[place]
        return next((link.predecessor for link in links if link.kind in ONE_TO_ONE), None)

    def merged_into(self, line: Iterable[Territory]) -> list[Territory]:
        """Return what went by merger into a province or into one that it goes on from."""
        return [
            link.predecessor
            for one in line
            for link in self.links[one.pk]
            if link.kind not in ONE_TO_ONE
        ]


def _run(line: tuple[Territory, ...], years: dict[int, set[int]]) -> Run:
    owners = {year: one for one in reversed(line) for year in years[one.pk]}
    return Run(line, tuple(sorted(owners.items(), key=lambda one: -one[0])))


def _years(index: str, places: Collection[Territory] | None) -> dict[int, set[int]]:
    """Return the years with scores of an index, by province: one query."""
    scores = Score.objects.of_index(index).of_provinces()
    if places is not None:
        scores = scores.filter(territory__in=places)
    years: dict[int, set[int]] = defaultdict(set)
    for place, year in scores.order_by().values_list("territory", "year").distinct():
        years[place or 0].add(year)
    return years
