"""Rows of a plan above that a commune answers for in its own plan: each row is reported once.

A commune's row that was derived from a province's row takes the report on it over when the
commune's plan is issued, and gives it back when that plan ends without a successor.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from plans.models import Plan
from tasks.models import Assignment, Task
from tasks.models.tasks import AssignmentQuerySet
from tasks.versions import Versions, upwards


def take_reports_over(plan: Plan, ended: Collection[Plan], *, on: date) -> int:
    """Let the rows of an issued plan answer for those above from this day; return how many.

    `ended` are the plans whose place it takes: what only they answered for is given back.
    """
    above = _above(plan, [plan])
    _give_back(plan, _above(plan, ended) - above)
    return reports_taken_over(plan, above).update(handed_over_on=on)


def reports_taken_over(plan: Plan, above: Collection[int] | None = None) -> AssignmentQuerySet:
    """Return what the plan's UBND owes on rows above and answers for in this plan once issued."""
    return Assignment.objects.filter(
        task__in=_above(plan, [plan]) if above is None else above,
        plan__state=Plan.State.ISSUED,
        unit=plan.issuer_id,
        reports=True,
        handed_over_on__isnull=True,
    )


def give_reports_back(plan: Plan) -> None:
    """Let the rows above be reported on by themselves again: the commune's plan has ended."""
    _give_back(plan, _above(plan, [plan]))


def keep_handed_over(assignments: Collection[Assignment], ended: Collection[Plan]) -> None:
    """Mark new assignments of a plan above whose old ones a commune answers for already.

    So the next version of a framework does not ask a second time for what communes plan themselves.
    """
    replaced = [plan.pk for plan in ended]
    before = {
        (task, unit): day
        for task, unit, day in Assignment.objects.filter(
            plan__in=replaced, handed_over_on__isnull=False
        ).values_list("task", "unit", "handed_over_on")
    }
    for one in assignments:
        if one.reports and one.task.origin_id:
            one.handed_over_on = before.get((one.task.origin_id, one.unit_id))


def _above(plan: Plan, plans: Collection[Plan]) -> set[int]:
    """Return the rows of others that the rows of these plans answer for, in all later versions.

    They come from them through own versions; a plan above may have been amended since.
    """
    if not plans:
        return set()
    of_place = Q(plan__territory=plan.territory_id) | Q(plan__in=plans)
    rows = list(
        Task.objects.filter(of_place).values_list("pk", "origin", "plan", "plan__territory")
    )
    own = {pk: origin for pk, origin, _, place in rows if place == plan.territory_id}
    asked = {one.pk for one in plans}
    steps = (at for pk, _, of, _ in rows if of in asked for at in upwards(pk, own))
    return _with_later({at for at in steps if at not in own})


def _with_later(rows: set[int]) -> set[int]:
    """Add what became of these rows in later versions; a plan of another year is none."""
    if not rows:
        return rows
    plans = dict(Task.objects.filter(pk__in=rows).values_list("plan", "plan__territory"))
    after = {territory: Versions.of(territory) for territory in set(plans.values())}
    later = {one for plan, territory in plans.items() for one in after[territory].since(plan)}
    found, fresh = set(rows), set(rows)
    links = Task.objects.filter(plan__in=later, origin__isnull=False)
    steps = list(links.values_list("pk", "origin"))
    while fresh:
        fresh = {row for row, origin in steps if origin in fresh} - found
        found |= fresh
    return found


def _give_back(plan: Plan, rows: Collection[int]) -> None:
    Assignment.objects.filter(
        task__in=rows, unit=plan.issuer_id, handed_over_on__isnull=False
    ).update(handed_over_on=None)
