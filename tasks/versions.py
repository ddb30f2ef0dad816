"""Which plans are versions of one another: joined by amending and replacing, within a territory;
and what a row comes from, step by step.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from plans.models import Plan, PlanBasis
from plans.models.plans import PlanRelation, PlanState

SUCCEEDING = (PlanRelation.AMENDS, PlanRelation.REPLACES)


def upwards(row: int | None, origins: Mapping[int, int | None]) -> Iterator[int]:
    """Yield a row, what it comes from, what that comes from, and so on, each by its key.

    Nothing in the database keeps two rows from being each other's origin: a circle ends it.
    """
    passed = set[int]()
    while row is not None and row not in passed:
        yield row
        passed.add(row)
        row = origins.get(row)


@dataclass(frozen=True, slots=True)
class Versions:
    """The issued plans of a territory by what they amended or replaced; drafts do not count."""

    before: dict[int, set[int]]
    """Plan → those whose place it took."""
    after: dict[int, set[int]]
    """Plan → those that took its place."""

    @classmethod
    def of(cls, territory_id: int) -> Self:
        """Read how the plans of a territory succeed one another: one query."""
        before, after = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
        pairs = (
            PlanBasis.objects.filter(
                plan__territory=territory_id,
                document__territory=territory_id,
                relation__in=SUCCEEDING,
            )
            .exclude(plan__state=PlanState.DRAFT)
            .values_list("plan", "document")
        )
        for new, old in pairs:
            if old is not None:
                before[new].add(old)
                after[old].add(new)
        return cls(dict(before), dict(after))

    def all_of(self, plan: Plan) -> set[int]:
        """Return the plan with all its versions, earlier and later."""
        return self._reached(plan.pk, self.before) | self._reached(plan.pk, self.after)

    def until(self, plan_id: int) -> set[int]:
        """Return the plan with all its earlier versions."""
        return self._reached(plan_id, self.before)

    def since(self, plan_id: int) -> set[int]:
        """Return the plan with all its later versions."""
        return self._reached(plan_id, self.after)

    def newest(self, plan_id: int) -> int:
        """Return the latest version of a plan, itself if nothing took its place."""
        return max(
            (one for one in self._reached(plan_id, self.after) if not self.after.get(one)),
            default=plan_id,
        )

    def _reached(self, start: int, links: dict[int, set[int]]) -> set[int]:
        found, waiting = {start}, [start]
        while waiting:
            fresh = links.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return found
