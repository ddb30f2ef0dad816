"""Open plans of territories that are no more, and which of their rows overlap: as values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from papi_portal.text import fold
from plans.access import Viewer
from plans.models import Plan, Succession, Territory
from plans.models.plans import PlanQuerySet, PlanRelation
from plans.models.territories import TerritoryQuerySet
from tasks.access import territories_to_plan_for
from tasks.models import Task

ALIKE = 0.75
"""Share of equal letters from which two rows about the same component say the same."""


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row that may be carried over, and the rows of other plans that say nearly the same."""

    task: Task
    alike: tuple[Task, ...]
    is_chosen: bool
    """Whether it is ticked at first: of rows that say the same only one, of ended plans none."""


@dataclass(frozen=True, slots=True)
class Source:
    """An open plan of a predecessor with its rows."""

    plan: Plan
    rows: tuple[CarriedRow, ...]


def carriable(viewer: Viewer, to: Territory, *, on: date) -> PlanQuerySet:
    """Return the plans of this year or later that a territory's predecessors left.

    Closed ones are among them, because another successor may have closed what both go on with.
    Only what the viewer reads: a part of a commune does not open the plans of the whole.
    """
    before = Succession.objects.filter(successor=to).values("predecessor")
    return (
        _left(on)
        .visible_to(viewer)
        .filter(territory__in=before)
        .select_related("territory", "issuer")
        .order_by("territory__code", "pk")
    )


def _left(on: date) -> PlanQuerySet:
    """Return the plans of this year or later whose territory is no more."""
    return Plan.objects.filter(
        territory__valid_to__lt=on,
        state__in=[Plan.State.ISSUED, Plan.State.CLOSED],
        year_to__gte=on.year,
    )


def carried_to(viewer: Viewer, plan: Plan, *, on: date) -> TerritoryQuerySet:
    """Return where the viewer may carry a plan of a territory that is no more, and nobody did."""
    left = _left(on).filter(pk=plan.pk).values("territory")
    going_on = Plan.objects.filter(
        bases__relation=PlanRelation.CONTINUES, bases__document=plan
    ).values("territory")
    places = territories_to_plan_for(viewer).in_force(on)
    return places.filter(preceded_by__predecessor__in=left).exclude(pk__in=going_on)


def sources(viewer: Viewer, to: Territory, *, on: date) -> tuple[Source, ...]:
    """Return these plans with their rows, overlapping ones marked: three queries."""
    plans = list(carriable(viewer, to, on=on))
    tasks = Task.objects.filter(plan__in=plans).prefetch_related("components")
    rows = list(tasks.select_related("plan__territory", "section").order_by("plan", "position"))
    alike = _alike(rows)
    return tuple(
        _source(plan, [one for one in rows if one.plan_id == plan.pk], alike) for plan in plans
    )


def _source(plan: Plan, rows: list[Task], alike: dict[int, list[Task]]) -> Source:
    def is_chosen(row: Task) -> bool:
        # Of rows that say the same, the one of the first open plan.
        open_ones = [one.plan for one in [row, *alike[row.pk]] if one.plan.is_issued]
        return bool(open_ones) and min(open_ones, key=_place) == plan

    return Source(
        plan, tuple(CarriedRow(row, tuple(alike[row.pk]), is_chosen(row)) for row in rows)
    )


def _place(plan: Plan) -> tuple[str, int]:
    return (plan.territory.code, plan.pk)


def _alike(rows: Iterable[Task]) -> dict[int, list[Task]]:
    """Return for each row those of other plans about the same component with like words."""
    by_component = defaultdict(list)
    for row in rows:
        for component in row.components.all():
            by_component[component.pk].append(row)
    words = {row.pk: fold(f"{row.title} {row.text}") for row in rows}
    found: dict[int, list[Task]] = defaultdict(list)
    compared = set[tuple[int, int]]()
    for group in by_component.values():
        for number, one in enumerate(group):
            for other in group[number + 1 :]:
                if one.plan_id == other.plan_id or (one.pk, other.pk) in compared:
                    continue
                compared.add((one.pk, other.pk))
                if _say_the_same(words[one.pk], words[other.pk]):
                    found[one.pk].append(other)
                    found[other.pk].append(one)
    return found


def _say_the_same(one: str, other: str) -> bool:
    letters = SequenceMatcher(None, one, other, autojunk=False)
    return (
        letters.real_quick_ratio() >= ALIKE
        and letters.quick_ratio() >= ALIKE
        and letters.ratio() >= ALIKE
    )
