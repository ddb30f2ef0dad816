"""Rows reported as done, and those of them with evidence, by report."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property

from tasks.models import Evidence, Progress
from tasks.reports.owing import Key

DONE = (Progress.State.DONE_IN_PERIOD, Progress.State.COMPLETED)


@dataclass(frozen=True)
class DoneRows:
    """How many rows of each report are reported as done, and how many of them with evidence.

    They are tens of thousands in a year of a province, so they are counted when asked for.
    """

    periods: frozenset[int]
    plans: frozenset[int]

    @cached_property
    def counts(self) -> dict[Key, tuple[int, int]]:
        """The two numbers of each report that has any such row: one query."""
        done = Progress.objects.filter(period__in=self.periods, state__in=DONE)
        # Not a question of each: forty thousand are done in a year of a province.
        shown = Q(pk__in=Evidence.objects.counting().order_by().values("progress"))
        counted = (
            done.filter(assignment__reports=True, assignment__plan__among_few=self.plans)
            .order_by()
            .values_list("period", "assignment__plan", "assignment__reporter")
            .annotate(done=Count("pk"), shown=Count("pk", filter=shown))
        )
        return {(period, plan, unit): (done, shown) for period, plan, unit, done, shown in counted}
