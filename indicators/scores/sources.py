"""Where published scores come from, in one sentence for the foot of a page, a print or a list."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Min

from indicators.models.scores import Score, ScoreQuerySet
from papi_portal.wording import joined, said

UNKNOWN = said("Nguồn: chưa ghi.")


def of_run(run: Collection[int], index: str, *years: int) -> ScoreQuerySet:
    """Return the scores of a run of provinces in an index, in some years or in all."""
    found = Score.objects.of_index(index).filter(territory__in=run)
    return found.filter(year__in=years) if years else found


def first_days(scores: ScoreQuerySet) -> dict[int, date | None]:
    """Return on which day the first scores of each year were published, if known: one query."""
    days = scores.order_by().values_list("year").annotate(day=Min("published_on"))
    return dict(days)


def told(scores: ScoreQuerySet) -> str:
    """Name the sources of scores and the days they were published on: one query."""
    days: dict[str, set[date]] = defaultdict(set)
    for source, published_on in scores.order_by().values_list("source", "published_on").distinct():
        days[source] |= {published_on} if published_on else set()
    if not days:
        return UNKNOWN
    sources = joined(_dated(source, days[source]) for source in sorted(days))
    return said("Nguồn: {sources}.", sources=sources)


def _dated(source: str, days: set[date]) -> str:
    if not days:
        return source
    first, last = f"{min(days):%d/%m/%Y}", f"{max(days):%d/%m/%Y}"
    on = first if first == last else f"{first} – {last}"
    return said("{source} (công bố {on})", source=source, on=on)
