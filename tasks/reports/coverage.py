"""What plans leave uncovered: sub-indicators without a task, tasks without a lead, leads without
a user, and dimensions that fell last year and got nothing new.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from indicators.models import PAPI, Component
from indicators.standing import falls
from indicators.standing.falls import Fall, Falls
from plans.access import Viewer
from plans.models import Plan, Territory, Unit
from plans.models.plans import PlanQuerySet
from tasks.models import Assignment, Party, Task
from tasks.models.tasks import in_somebodys_hands
from tasks.reports.calendar import chosen
from tasks.versions import upwards


@dataclass(frozen=True, slots=True)
class Gap:
    """A dimension with what of it no task is about."""

    dimension: Component
    tasks: int
    """Tasks about the dimension or any part of it."""
    missing: tuple[Component, ...]
    """Its sub-indicators without a task of their own; the dimension itself if it has none."""


@dataclass(frozen=True, slots=True)
class UnansweredFall:
    """A dimension that fell, and how many tasks of the plan about it are new."""

    fall: Fall
    new_tasks: int


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """What one plan leaves uncovered."""

    plan: Plan
    gaps: tuple[Gap, ...]
    unled: tuple[Task, ...]
    unmanned: tuple[Unit, ...]
    falls: tuple[UnansweredFall, ...]
    last_year: int | None
    """The last year with published scores to compare, None when unknown."""

    @property
    def missing(self) -> int:
        return sum(len(gap.missing) for gap in self.gaps)

    @property
    def open_falls(self) -> tuple[UnansweredFall, ...]:
        return tuple(one for one in self.falls if not one.new_tasks)


def of_plan(plan: Plan, *, on: date, index: str = "") -> PlanCoverage:
    """Return what one plan leaves uncovered: eight queries, whatever the number of rows.

    Components are those of an index, PAPI unless another is asked for, and tasks those about it.
    """
    components = _components(plan.year_from, index)
    dimensions = [one for one in components if one.depth == 1]
    about = _pairs(Task.objects.filter(plan=plan), "pk", "components__dimension")
    tasks_about = Counter(dimension for _, dimension in about)
    linked = set(Component.objects.filter(tasks__plan=plan).values_list("pk", flat=True))
    before = _from_before([plan])
    new = Counter(dimension for task, dimension in about if task not in before)
    province = plan.territory.line()[-1]
    fallen = falls.of_provinces([province.pk], components, year=plan.year_from)[province.pk]
    return PlanCoverage(
        plan=plan,
        gaps=tuple(
            Gap(
                dimension,
                tasks_about[dimension.pk],
                tuple(
                    one
                    for one in _parts(components)
                    if one.dimension_id == dimension.pk and one.pk not in linked
                ),
            )
            for dimension in dimensions
        ),
        unled=tuple(_unled(plan.tasks.about_index(index)).order_by("position")),
        unmanned=tuple(_unmanned(plan, on=on)),
        falls=tuple(UnansweredFall(one, new[one.dimension.pk]) for one in fallen.falls),
        last_year=fallen.year,
    )


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One plan in figures."""

    plan: Plan
    missing: frozenset[int]
    """Sub-indicators without a task, by key."""
    unled: int
    unmanned: int
    falls: int
    """Dimensions that fell and got no new task."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A sub-indicator and how many plans have no task for it."""

    component: Component
    plans: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The issued plans of a year, the least covered first.

    Who reads everything reads one province at a time: `place`, one of `places`.
    """

    year: int
    rows: tuple[CoverageRow, ...]
    lacks: tuple[Lack, ...]
    """Sub-indicators that some plan leaves out, the most often first."""
    total: int
    """Number of sub-indicators in the year's version."""
    place: Territory | None = None
    places: tuple[Territory, ...] = ()

    def figure(self, name: str) -> int:
        """Return the number of plans with something in this column."""
        return sum(bool(getattr(row, name)) for row in self.rows)

    @property
    def figures(self) -> dict[str, int]:
        """Number of plans by what they leave open."""
        return {name: self.figure(name) for name in COLUMNS}

    def rows_showing(self, show: str, component: int | None) -> tuple[CoverageRow, ...]:
        """Return the rows of one figure, or of one sub-indicator; all for anything else."""
        if component is not None:
            return tuple(row for row in self.rows if component in row.missing)
        return tuple(row for row in self.rows if show not in COLUMNS or getattr(row, show))


COLUMNS = ("missing", "unled", "unmanned", "falls")


def of_year(
    *, viewer: Viewer, year: int, on: date, index: str = "", place: int | None = None
) -> Coverage:
    """Return the coverage of all issued plans of a year that the viewer reads: seven queries.

    By the components of an index, as `of_plan` does. Who reads the whole nation reads one province,
    the first with a plan unless another is asked for: one query more.
    """
    plans = Plan.objects.visible_to(viewer).issued()
    plans = plans.filter(year_from__lte=year, year_to__gte=year)
    places = _provinces(plans) if viewer.sees_all else ()
    shown = chosen(places, place) if places else None
    if shown:
        plans = plans.filter(territory__in=Territory.objects.within(shown))
    components = _components(year, index)
    parts = _parts(components)
    tasks = Task.objects.filter(plan__in=plans.values("pk"))
    unled, unmanned = _left_open(tasks.about_index(index), plans, on=on)
    found = list(
        plans.select_related("issuer", "territory__parent__parent").order_by("territory__code")
    )
    before = _from_before(found)
    covered, new = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for plan, task, component, dimension in _links(plans):
        covered[plan].add(component)
        if task not in before:
            new[plan].add(dimension)
    fallen = _falls(found, components, year=year)
    rows = [
        CoverageRow(
            plan=plan,
            missing=frozenset(one.pk for one in parts if one.pk not in covered[plan.pk]),
            unled=unled[plan.pk],
            unmanned=unmanned[plan.pk],
            falls=sum(
                one.dimension.pk not in new[plan.pk]
                for one in fallen[plan.territory.line()[-1].pk].falls
            ),
        )
        for plan in found
    ]
    rows.sort(key=lambda row: (-len(row.missing), -row.unled, row.plan.territory.code))
    return Coverage(year, tuple(rows), _lacks(rows, parts), len(parts), shown, places)


def _lacks(rows: Iterable[CoverageRow], parts: Iterable[Component]) -> tuple[Lack, ...]:
    """Return the sub-indicators that some plan leaves out, the most often first."""
    lacking = Counter(pk for row in rows for pk in row.missing)
    lacks = (Lack(one, lacking[one.pk]) for one in parts if lacking[one.pk])
    return tuple(sorted(lacks, key=lambda lack: -lack.plans))


def _provinces(plans: PlanQuerySet) -> tuple[Territory, ...]:
    """Return the provinces of these plans, in the order of codes."""
    above = Coalesce("territory__parent__parent", "territory__parent", "territory")
    found = Territory.objects.filter(pk__in=plans.order_by().values(province=above))
    return tuple(found.order_by("code", "pk"))


def _components(year: int, index: str) -> list[Component]:
    """Return the dimensions and sub-indicators that measure a year, in their order: one query."""
    measuring = Component.objects.measuring(index or PAPI, year).select_related("framework")
    return list(measuring.filter(depth__in=[1, 2]))


def _parts(components: Collection[Component]) -> list[Component]:
    """Return the sub-indicators, and the dimensions that have none, as those of PCI."""
    wholes = {one.parent_id for one in components}
    return [one for one in components if one.pk not in wholes]


def _pairs(tasks: QuerySet[Task], key: str, value: str) -> list[tuple[int, int]]:
    """Return the distinct pairs of two keys: one query."""
    linked = tasks.exclude(**{value: None}).order_by()
    return list(linked.values_list(key, value).distinct())


def _links(plans: QuerySet[Plan]) -> Iterable[tuple[int, int, int, int]]:
    """Return plan, task, component and its dimension, each once: one query."""
    links: QuerySet[Any] = Task.components.through.objects.filter(task__plan__in=plans.values("pk"))
    return links.values_list("task__plan", "task", "component", "component__dimension")


def _from_before(plans: Collection[Plan]) -> set[int]:
    """Return the rows that go on from a plan of an earlier year: two queries at most.

    An origin in another version of the same year, or in a framework of it, says nothing by
    itself: its own origin counts.
    """
    if not plans:
        return set()
    years = {plan.pk: plan.year_from for plan in plans}
    later = Exists(Task.objects.filter(origin=OuterRef("pk")).order_by())
    passed = Q(later, plan__year_from__gte=min(years.values()))
    links = Task.objects.filter(Q(plan__in=years) | passed, origin__isnull=False).order_by()
    earlier = links.filter(origin__plan__year_from__lt=max(years.values()))
    if not earlier.exists():  # nearly always: then thousands of rows need not be read
        return set()
    found = links.values_list("pk", "plan", "origin", "origin__plan__year_from")
    origins = {task: origin for task, _, origin, _ in found}
    reached = {task: year for task, *_, year in found}
    return {
        task
        for task, plan, *_ in found
        if plan in years
        and any(reached[at] < years[plan] for at in upwards(task, origins) if at in reached)
    }


def _unled(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Keep the tasks that name no lead that is known to be somebody."""
    leads = Party.objects.filter(task=OuterRef("pk"), role=Party.Role.LEAD)
    return tasks.filter(~Exists(leads.filter(Q(unit__isnull=False) | ~Q(group=""))))


def _unmanned(plan: Plan, *, on: date) -> QuerySet[Unit]:
    """Return the units that lead and for which nobody in the portal can report: one query."""
    alone = ~in_somebodys_hands(on)
    units = Unit.objects.select_related("territory")
    if plan.is_draft:  # nobody has been given anything yet: who is named counts
        named = Party.objects.filter(task__plan=plan, role=Party.Role.LEAD, unit__isnull=False)
        return units.filter(pk__in=named.filter(alone).values("unit"))
    reporting = Assignment.objects.filter(plan=plan, reports=True)
    return units.filter(pk__in=reporting.filter(alone).values("unit"))


def _left_open(
    tasks: QuerySet[Task], plans: QuerySet[Plan], *, on: date
) -> tuple[Counter[int], Counter[int]]:
    """Count by plan the tasks that nobody certain leads, and units without a user: one query."""
    leading = Assignment.objects.filter(plan__in=plans.values("pk"), reports=True)
    alone = leading.filter(~in_somebodys_hands(on)).order_by()
    unled, unmanned = Counter[int](), Counter[int]()
    counts: QuerySet[Any] = (
        _unled(tasks)
        .order_by()
        .values("plan")
        .annotate(kind=Value("unled"), number=Count("pk"))
        .values_list("kind", "plan", "number")
    )
    units = (
        alone.values("plan")
        .annotate(kind=Value("unmanned"), number=Count("unit", distinct=True))
        .values_list("kind", "plan", "number")
    )
    for kind, plan, number in counts.union(units, all=True):
        (unled if kind == "unled" else unmanned)[plan] = number
    return unled, unmanned


def _falls(plans: Collection[Plan], components: list[Component], *, year: int) -> dict[int, Falls]:
    provinces = {plan.territory.line()[-1].pk for plan in plans}
    return falls.of_provinces(provinces, components, year=year)
