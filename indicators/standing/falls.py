"""Dimensions whose published score fell from one year to the next, as values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators import lineages
from indicators.models import Component, Score
from indicators.versions import Step, Versions


@dataclass(frozen=True, slots=True)
class Fall:
    """A dimension that fell: points of its scale in the year before and in the last one."""

    dimension: Component
    year: int
    before: Decimal
    after: Decimal
    step: Step
    """What stands between the two years: a warning where something was asked anew."""


@dataclass(frozen=True, slots=True)
class Falls:
    """The falls of a province between its last two published years, those before a plan's year."""

    year: int | None
    """The last year published; None when two years in a row are not known."""
    falls: tuple[Fall, ...]


UNKNOWN = Falls(None, ())


def of_provinces(
    province_ids: Collection[int], components: Collection[Component], *, year: int
) -> dict[int, Falls]:
    """Return what fell in each of these provinces before a year: two queries.

    The components are those of one version with its framework. Only scores of its very dimensions
    are compared, those of another version are no measure; their parts tell what was asked anew.
    """
    lines = lineages.lines(province_ids)
    version = Versions((), {one.pk: one for one in components})
    dimensions = [one for one in components if one.depth == 1]
    published: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(dict)
    for territory, component, scored, value in Score.objects.filter(
        territory__in={one for line in lines.values() for one in line},
        component__in=dimensions,
        year__lt=year,
    ).values_list("territory", "component", "year", "value"):
        published[territory or 0][component, scored] = value
    # What a province got itself goes before what the one before it did.
    series = {
        province: {key: value for one in reversed(line) for key, value in published[one].items()}
        for province, line in lines.items()
    }
    return {province: _falls(series[province], dimensions, version) for province in province_ids}


def _falls(
    scores: dict[tuple[int, int], Decimal], dimensions: Collection[Component], version: Versions
) -> Falls:
    years = {year for _, year in scores}
    last = max(years, default=0)
    if last - 1 not in years:
        return UNKNOWN
    falls = [
        Fall(one, last, before, after, version.step(one, last - 1, last))
        for one in dimensions
        if (before := scores.get((one.pk, last - 1))) is not None
        if (after := scores.get((one.pk, last))) is not None and after < before
    ]
    return Falls(last, tuple(falls))
