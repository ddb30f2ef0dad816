"""Dimensions whose published score fell from one year to the next, as values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Component, Score
from plans.models import Succession

ONE_TO_ONE = (Succession.Kind.KEPT, Succession.Kind.RENAMED)
"""Ways in which a province goes on with its scores; a merged one has no series of its own."""


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
    owners = _owners(province_ids)
    by_pk = {one.pk: one for one in dimensions}
    series: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(dict)
    for territory, component, published, value in Score.objects.filter(
        territory__in=owners, component__in=by_pk, year__lt=year
    ).values_list("territory", "component", "year", "value"):
        if territory is not None:
            series[owners[territory]][component, published] = value
    return {province: _falls(series[province], by_pk) for province in province_ids}


def _owners(province_ids: Collection[int]) -> dict[int, int]:
    """Return each province and those it goes on from, by the province."""
    links = Succession.objects.filter(successor__in=province_ids, kind__in=ONE_TO_ONE)
    before = dict(links.values_list("predecessor", "successor"))
    return before | {province: province for province in province_ids}


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
