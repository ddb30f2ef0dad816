"""The points that plans promise of the components of a standing, as soon as they are promised.

Until the year of a promise is published, the latest result is measured against it: the promise
of a component is the one of the next promised year, from the year of the results on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from indicators.models import Target
from indicators.rounding import rounded
from indicators.standing.standings import Standing
from plans.access import Viewer
from plans.models import Plan
from plans.models.plans import PlanQuerySet


@dataclass(frozen=True, slots=True)
class Promise:
    """What a plan promises of a component, for which year, and in which words."""

    points: Decimal
    year: int
    words: str
    distance: Decimal | None
    """How far the result is from it, negative where it is short of it."""


def of_standing(viewer: Viewer, found: Standing) -> dict[int, tuple[Promise, ...]]:
    """Return what the province's own issued plans promise from the year of a standing on: a query.

    By component, those for its next promised year, that of the plan issued last at the end.
    Points on another scale than that of the results are no measure, and left out.
    """
    return of_plans(Plan.objects.visible_to(viewer), found)


def of_plans(plans: PlanQuerySet, found: Standing) -> dict[int, tuple[Promise, ...]]:
    """Return what some plans promise, as `of_standing` does: a query."""
    results = {one.component.pk: one.value for one in (found.whole, *found.lines)}
    promises: dict[int, tuple[Promise, ...]] = {}
    for target in _targets(plans, found):
        pk = _measured(target, found)
        known = promises.get(pk or 0, ())
        if pk and target.value and (not known or known[0].year == target.year):
            distance = _distance(results.get(pk), target.value)
            promises[pk] = (*known, Promise(target.value, target.year, target.text, distance))
    return promises


def latest(promises: Mapping[int, tuple[Promise, ...]]) -> dict[int, Promise]:
    """Return one promise of each component: that of the plan issued last."""
    return {pk: known[-1] for pk, known in promises.items()}


def years(promises: Iterable[Promise]) -> str:
    """Name the years of promises: "2020", or "2020, 2021" where they differ."""
    return ", ".join(str(year) for year in sorted({one.year for one in promises}))


def _targets(plans: PlanQuerySet, found: Standing) -> QuerySet[Target]:
    return Target.objects.filter(
        plan__in=plans.issued(),
        plan__territory__in={found.place.pk, *found.run},
        component__in=found.versions.components,
        year__gte=found.year,
        kind=Target.Kind.SCORE_MIN,
    ).order_by("year", "plan__issued_on", "plan", "position")


def _distance(result: Decimal | None, points: Decimal) -> Decimal | None:
    return None if result is None else rounded(result) - points


def _measured(target: Target, found: Standing) -> int | None:
    """Return what measured, in the year of the standing, what a target is about."""
    promised = found.versions.components[target.component_id]
    now = found.versions.in_year(promised, found.year)
    scale = (promised.scale_min, promised.scale_max)
    return now.pk if now and (now.scale_min, now.scale_max) == scale else None
