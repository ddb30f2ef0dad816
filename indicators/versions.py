"""Which component measured the same thing in which version, and whether two years compare.

Source of the rules: the same code names different things in different versions, scales changed,
and inside a version some questions were asked anew, so that every province's score jumped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from indicators.models import Component, Framework

NEW = "mới có trong bộ tiêu chí từ năm {year}"
OTHER_SCALE = "thang điểm đã đổi từ năm {year}"
OTHER_VERSION = "bộ tiêu chí đã đổi từ năm {year}"
ASKED_ANEW = "cách đo đổi từ năm {year}, điểm của mọi tỉnh cùng nhảy"


@dataclass(frozen=True, slots=True)
class Step:
    """What stands between two years of a component: whether they subtract, and a warning."""

    subtracts: bool
    warning: str = ""


PLAIN = Step(subtracts=True)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one index with all their components, the latest last; knows each year's."""

    frameworks: tuple[Framework, ...]
    components: Mapping[int, Component]

    @classmethod
    def of(cls, index: str) -> Self:
        """Read the versions of an index, without those of single territories; two queries."""
        frameworks = tuple(
            Framework.objects.filter(index__code=index, territory__isnull=True)
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
        return [one for one in self.components.values() if one.framework_id == framework.pk]

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
                year = one.framework.first_year
                return Step(subtracts=False, warning=OTHER_SCALE.format(year=year))
        broken = _broken((*passed, old), before, after)
        if broken:
            return Step(subtracts=True, warning=ASKED_ANEW.format(year=broken))
        if passed:
            year = passed[0].framework.first_year
            return Step(subtracts=True, warning=OTHER_VERSION.format(year=year))
        return PLAIN


def _broken(line: Iterable[Component], before: int, after: int) -> int | None:
    years = (year for one in line for year in one.broken_years if before < year <= after)
    return max(years, default=None)
