"""Two versions of an index side by side: what stayed, was renamed, moved, was dropped, is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from indicators.models import Component, Framework
from indicators.versions import Versions
from papi_portal.text import fold


class Fate(TextChoices):
    """What became of a component from one version to the other."""

    SAME = "same", "giữ nguyên"
    RENAMED = "renamed", "đổi tên"
    MOVED = "moved", "đổi mã"
    RESCALED = "rescaled", "đổi thang điểm"
    NEW = "new", "mới"
    DROPPED = "dropped", "không còn"


@dataclass(frozen=True, slots=True)
class Pair:
    """A component of the earlier version and what measures the same in the later one."""

    old: Component | None
    new: Component | None
    fates: tuple[Fate, ...]
    broken_years: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        return ", ".join(str(fate.label) for fate in self.fates)

    @property
    def is_plain(self) -> bool:
        return self.fates == (Fate.SAME,)

    @property
    def depth(self) -> int:
        """Depth in the later version, or in the earlier one of what was dropped."""
        one = self.new or self.old
        return one.depth if one else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All components of two versions; what was dropped stands where it was."""

    old: Framework
    new: Framework
    pairs: tuple[Pair, ...]

    def count(self, fate: Fate) -> int:
        return sum(fate in pair.fates for pair in self.pairs)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many components had each fate, in words; only those that some had."""
        return tuple((str(fate.label), self.count(fate)) for fate in Fate if self.count(fate))


def compare(versions: Versions, old: Framework, new: Framework) -> Comparison:
    """Compare two versions of one index, the earlier first; no query."""
    before, after = versions.tree(old), versions.tree(new)
    went_on: dict[int, Component] = {}
    pairs: list[Pair] = []
    for component in after:
        ancestor = versions.in_year(component, old.first_year)
        if ancestor is None:
            pairs.append(Pair(None, component, (Fate.NEW,)))
            continue
        went_on[ancestor.pk] = component
        years = tuple(
            year
            for one in versions.line(component)
            for year in one.broken_years
            if year > old.first_year
        )
        pairs.append(Pair(ancestor, component, _fates(ancestor, component), years))
    return Comparison(old, new, tuple(_with_dropped(pairs, before, went_on)))


def _fates(old: Component, new: Component) -> tuple[Fate, ...]:
    fates = []
    if fold(old.name) != fold(new.name):
        fates.append(Fate.RENAMED)
    if old.code != new.code:
        fates.append(Fate.MOVED)
    if (old.scale_min, old.scale_max) != (new.scale_min, new.scale_max):
        fates.append(Fate.RESCALED)
    return tuple(fates) or (Fate.SAME,)


def _with_dropped(
    pairs: list[Pair], before: Sequence[Component], went_on: dict[int, Component]
) -> list[Pair]:
    """Put what was dropped behind what stood before it in its own version."""
    found = list(pairs)
    for place, component in enumerate(before):
        if component.pk in went_on:
            continue
        earlier = {one.pk for one in before[:place]}
        behind = [
            at for at, pair in enumerate(found) if pair.old is not None and pair.old.pk in earlier
        ]
        found.insert(max(behind, default=-1) + 1, Pair(component, None, (Fate.DROPPED,)))
    return found
