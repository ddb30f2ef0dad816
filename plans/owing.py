"""Which plans report in which of some periods: what `Plan.objects.owing_in` says of each, at once.

The rule is asked of the table where rows are counted by it, and told here where it is the answer:
a statement about eight periods takes the database longer than a look through the plans.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from plans.models import Period, Plan

UPWARDS = ("territory", "territory__parent", "territory__parent__parent")
FACTS = (
    *("pk", "issuer", "territory__level", "state", "ended_on", "takes_over_on"),
    *("year_from", "year_to", "territory__valid_from", "territory__valid_to"),
)


class Owing(NamedTuple):
    """A report that is owed: for a period, on a plan, by a unit; and where."""

    period: int
    plan: int
    unit: int
    territory: int
    level: str


class _Facts(NamedTuple):
    """What decides when a plan reports; `upwards` is its place and the two above it."""

    upwards: tuple[int, int | None, int | None]
    pk: int
    issuer: int
    level: str
    state: str
    ended_on: date | None
    takes_over_on: date | None
    year_from: int
    year_to: int
    place_from: date | None
    place_to: date | None

    def runs_in(self, period: Period) -> bool:
        """Tell of a plan what `plans.models.plans.runs_in` asks the table."""
        day = period.data_to
        stands = self.state == Plan.State.ISSUED or (self.ended_on or date.min) > day
        return (
            stands
            and (self.takes_over_on or date.min) <= day
            and self.year_from <= period.year <= self.year_to
            and (self.place_from or date.min) <= day <= (self.place_to or date.max)
        )


def plans_owing(periods: Collection[Period]) -> list[Owing]:
    """Return each plan that reports in one of these periods, with its issuer: one query.

    Of a province's plan it is not the issuer who reports, but each unit that answers for rows.
    """
    return list(_owing(periods)) if periods else []


def _owing(periods: Collection[Period]) -> Iterator[Owing]:
    plans: dict[int | None, _Facts] = {}
    below = defaultdict[int | None, dict[int, _Facts]](dict)
    own_begins: dict[tuple[int, int], date] = {}
    for here, parent, grandparent, *facts, year, begins in _read(periods):
        plan = _Facts((here, parent, grandparent), *facts)
        plans[plan.pk] = plan
        for place in plan.upwards:
            below[place][plan.pk] = plan
        if year is not None:
            own_begins[plan.pk, year] = min(begins, own_begins.get((plan.pk, year), begins))
    for period in periods:
        if period.plan_id:
            asked = [plans[period.plan_id]] if period.plan_id in plans else []
        else:
            # From the day on which the first of its own periods of the year begins, these count.
            asked = [
                plan
                for plan in below[period.territory_id].values()
                if own_begins.get((plan.pk, period.year), date.max) > period.data_to
            ]
        for plan in asked:
            if plan.runs_in(period):
                yield Owing(period.pk, plan.pk, plan.issuer, plan.upwards[0], plan.level)


def _read(periods: Collection[Period]) -> Iterable[tuple[Any, ...]]:
    """Read the facts of what may report, once for each period of its own, with its year and day."""
    years = {period.year for period in periods}
    calendars = {period.territory_id for period in periods}
    below = reduce(or_, (Q(**{f"{place}__in": calendars}) for place in UPWARDS))
    own = Q(pk__in={period.plan_id for period in periods if period.plan_id})
    found = (
        Plan.objects.exclude(state=Plan.State.DRAFT)
        .filter(below | own, year_from__lte=max(years), year_to__gte=min(years))
        .annotate(own=FilteredRelation("periods", condition=Q(periods__year__in=years)))
        .order_by()
    )
    return found.values_list(*UPWARDS, *FACTS, "own__year", "own__data_from")
