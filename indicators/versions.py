"""Which component measured the same thing in which version, and whether two years compare.

Source of the rules: the same code names different things in different versions, scales changed,
and inside a version some questions were asked anew, so that every province's score jumped.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.functional import cached_property

from indicators.models import Component, Framework
from papi_portal.wording import joined, said

NEW = said("mới có trong bộ tiêu chí từ năm {year}")
OTHER_SCALE = said("thang điểm đã đổi từ năm {year}")
OTHER_VERSION = said("bộ tiêu chí đã đổi từ năm {year}")
ASKED_ANEW = said("cách đo đổi từ năm {year}")
ALL_JUMP = said("{warning}, điểm của mọi tỉnh cùng thay đổi")
PARTS_ASKED_ANEW = said("trong đó {codes}: cách đo đổi từ năm {year}")
PARTS_LABEL = said("cách đo {codes} đổi từ năm {year}")
BOTH_LABEL = said("bộ tiêu chí và cách đo {codes} đổi từ năm {year}")


@dataclass(frozen=True, slots=True)
class Step:
    """What stands between two years of a component: whether they subtract, and a warning.

    `label` is the warning in so few words that it fits below a picture. `anew` are the codes of
    what was asked anew, parts too; `is_asked_anew` says that the component itself was, so that
    its difference tells nothing about the province. Places do not compare where the number of
    provinces is another one: the fifth of 34 is not above the tenth of 63.
    """

    subtracts: bool
    warning: str = ""
    label: str = ""
    anew: tuple[str, ...] = ()
    is_asked_anew: bool = False
    places_compare: bool = True


PLAIN = Step(subtracts=True)


@dataclass(frozen=True)
class Versions:
    """The versions of one index with all their components, the latest last; knows each year's."""

    frameworks: tuple[Framework, ...]
    components: Mapping[int, Component]

    @classmethod
    def of(cls, index: str, *, territory_id: int | None = None) -> Self:
        """Read the nation's versions of an index, or those of one territory; two queries."""
        frameworks = tuple(
            Framework.objects.filter(index__code=index, territory=territory_id)
            .select_related("index")
            .order_by("first_year")
        )
        by_pk = {one.pk: one for one in frameworks}
        components: dict[int, Component] = {}
        for component in Component.objects.filter(framework__in=frameworks).order_by("position"):
            component.framework = by_pk[component.framework_id]
            components[component.pk] = component
        return cls(frameworks, components)

    def measuring(self, year: int) -> Framework | None:
        """Return the version that measured a year."""
        found = [one for one in self.frameworks if one.measures(year)]
        return found[-1] if found else None

    def tree(self, framework: Framework) -> list[Component]:
        """Return the components of a version in the order of their tree."""
        return self._trees.get(framework.pk, [])

    @cached_property
    def _trees(self) -> Mapping[int, list[Component]]:
        trees: dict[int, list[Component]] = defaultdict(list)
        for one in self.components.values():
            trees[one.framework_id].append(one)
        return trees

    def in_year(self, component: Component, year: int) -> Component | None:
        """Return what measured, in an earlier year, what this component measures."""
        one: Component | None = component
        while one is not None and not one.framework.measures(year):
            one = self.components.get(one.follows_id or 0)
        return one

    def line(self, component: Component) -> tuple[Component, ...]:
        """Return the component and all that it goes on from, the latest first."""
        line = [component]
        while (before := self.components.get(line[-1].follows_id or 0)) is not None:
            line.append(before)
        return tuple(line)

    def span(self, component: Component) -> str:
        """Return the years in which a component was measured: "2011 – 2020", "2018"."""
        first, last = self.line(component)[-1].framework.first_year, component.framework.last_year
        return f"{first}" if first == last else f"{first} – {last or 'nay'}"

    def step(self, component: Component, before: int, after: int) -> Step:
        """Tell whether a component's scores of two years may be subtracted, and what to say."""
        old, new = self.in_year(component, before), self.in_year(component, after)
        if old is None or new is None:
            first = self.line(component)[-1].framework.first_year
            return Step(subtracts=False, warning=NEW.format(year=first))
        line = self.line(component)
        passed = line[line.index(new) : line.index(old)]
        for one in passed:
            follows = self.components[one.follows_id or 0]
            if (one.scale_min, one.scale_max) != (follows.scale_min, follows.scale_max):
                warning = OTHER_SCALE.format(year=one.framework.first_year)
                return Step(subtracts=False, warning=warning, label=warning)
        broken = _broken((*passed, old), before, after)
        if broken:
            label = ASKED_ANEW.format(year=max(broken))
            warning = ALL_JUMP.format(warning=label)
            return Step(
                subtracts=True, warning=warning, label=label, anew=(new.code,), is_asked_anew=True
            )
        return self._between_versions(passed, self._parts_asked_anew(new, before, after))

    def _between_versions(
        self, passed: Sequence[Component], anew: Mapping[int, Sequence[str]]
    ) -> Step:
        """Tell that the version changed, which parts were asked anew, or both or neither."""
        changed = [one.framework.first_year for one in passed[:1]]
        told = [OTHER_VERSION.format(year=year) for year in changed]
        if not anew:
            return Step(subtracts=True, warning=joined(told), label=joined(told))
        by_year = sorted(anew.items())
        told += [
            PARTS_ASKED_ANEW.format(codes=", ".join(codes), year=year) for year, codes in by_year
        ]
        every = tuple(code for _, codes in by_year for code in codes)
        label = (BOTH_LABEL if changed else PARTS_LABEL).format(
            codes=", ".join(every), year=max((*changed, *anew))
        )
        warning = ALL_JUMP.format(warning=joined(told))
        return Step(subtracts=True, warning=warning, label=label, anew=every)

    def _parts_asked_anew(
        self, whole: Component, before: int, after: int
    ) -> Mapping[int, Sequence[str]]:
        """Return the codes of parts, measured in both years, that were asked anew, by year."""
        found: dict[int, list[str]] = defaultdict(list)
        for part in self._within(whole):
            old = self.in_year(part, before)
            if old is not None:
                line = self.line(part)
                for year in _broken(line[: line.index(old) + 1], before, after):
                    found[year].append(part.code)
        return found

    def _within(self, whole: Component) -> Iterator[Component]:
        """Yield what hangs below a component, at any depth."""
        inside = {whole.pk}
        for one in self.tree(whole.framework):
            if one.parent_id in inside:
                inside.add(one.pk)
                yield one


def _broken(line: Sequence[Component], before: int, after: int) -> set[int]:
    return {year for one in line for year in one.broken_years if before < year <= after}
