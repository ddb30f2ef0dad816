"""Scores that were published, and the sums of what was published only in parts."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from indicators.models import Framework, Score

SUM_SOURCE = "Cổng cộng từ các thành phần đã công bố"
BATCH = 500

Place = tuple[int | None, int]
"""Primary key of a province (None for the national mean), year."""


@transaction.atomic
def add_up(places: Collection[Place], index: str = "papi") -> int:
    """Make the sums of provinces and years whose wholes were not published anew; return how many.

    A whole is added up only when every part is known: a sum of some parts is no score. National
    means are never added up. The sums that stood there before are replaced.
    """
    by_year: dict[int, set[int]] = defaultdict(set)
    for province, year in places:
        if province is not None:
            by_year[year].add(province)
    made: list[Score] = []
    for framework in Framework.objects.filter(index__code=index, territory__isnull=True):
        wholes = _wholes(framework)
        for year in filter(framework.measures, by_year):
            scores = Score.objects.filter(
                component__framework=framework, year=year, territory__in=by_year[year]
            )
            scores.filter(is_computed=True).delete()
            made += _sums(wholes, year, scores)
    Score.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _wholes(framework: Framework) -> list[tuple[int, list[int]]]:
    """Return what has parts, and these; the deepest first, because a whole may be a sum of sums."""
    found = framework.components.order_by("-depth").prefetch_related("parts")
    pairs = [(one.pk, [part.pk for part in one.parts.all()]) for one in found]
    return [(whole, parts) for whole, parts in pairs if parts]


def _sums(
    wholes: list[tuple[int, list[int]]], year: int, scores: QuerySet[Score]
) -> Iterator[Score]:
    by_place: dict[int | None, dict[int, Decimal]] = defaultdict(dict)
    for territory, component, value in scores.values_list("territory", "component", "value"):
        by_place[territory][component] = value
    for territory, known in by_place.items():
        for whole, parts in wholes:
            if whole in known or any(part not in known for part in parts):
                continue
            known[whole] = sum((known[part] for part in parts), Decimal(0))
            yield Score(
                component_id=whole,
                territory_id=territory,
                year=year,
                value=known[whole],
                source=SUM_SOURCE,
                is_computed=True,
            )
