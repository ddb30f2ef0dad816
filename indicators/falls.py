"""Dimensions whose published score fell from one year to the next, as values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators import lineages
from indicators.models import Component, Score


@dataclass(frozen=True, slots=True)
class Fall:
    """A dimension that fell: points of its scale in the year before and in the last one."""

    dimension: Component
    year: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Falls:
    """The falls of a province between its last two published years, those before a plan's year."""

    year: int | None
    """The last year published; None when two years in a row are not known."""
    falls: tuple[Fall, ...]


UNKNOWN = Falls(None, ())


def of_provinces(
    province_ids: Collection[int], dimensions: Collection[Component], *, year: int
) -> dict[int, Falls]:
    """Return what fell in each of these provinces before a year: two queries.

    Only scores of these very dimensions are compared: those of another version are no measure.
    """
    lines = lineages.lines(province_ids)
    by_pk = {one.pk: one for one in dimensions}
    published: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(dict)
    for territory, component, scored, value in Score.objects.filter(
        territory__in={one for line in lines.values() for one in line},
        component__in=by_pk,
        year__lt=year,
    ).values_list("territory", "component", "year", "value"):
        published[territory or 0][component, scored] = value
    # What a province got itself goes before what the one before it did.
    series = {
        province: {key: value for one in reversed(line) for key, value in published[one].items()}
        for province, line in lines.items()
    }
    return {province: _falls(series[province], by_pk) for province in province_ids}


def _falls(scores: dict[tuple[int, int], Decimal], by_pk: dict[int, Component]) -> Falls:
    years = {year for _, year in scores}
    last = max(years, default=0)
    if last - 1 not in years:
        return UNKNOWN
    falls = [
        Fall(dimension, last, scores[pk, last - 1], scores[pk, last])
        for pk, dimension in by_pk.items()
        if (pk, last) in scores and (pk, last - 1) in scores
        if scores[pk, last] < scores[pk, last - 1]
    ]
    return Falls(last, tuple(falls))
