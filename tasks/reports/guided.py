"""The sub-indicators that a unit guides, across all communes, for one period."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db.models import FilteredRelation, Q, Value
from django.db.models.functions import Left

from indicators.models import Component
from plans.access import Viewer
from plans.models import Period
from tasks import standing
from tasks.models.tasks import AssignmentQuerySet, guided_components
from tasks.reports import rollup
from tasks.reports.rows import DONE, DONE_STATES, MISSING, REPORTED
from tasks.standing import Standing

FEW = 10
"""Components up to which rows are looked for by component."""


class LinkCount(NamedTuple):
    """Of one sub-indicator: who works on it (communes, or departments), tasks, rows by state."""

    owners: int
    tasks: int
    total: int
    reported: int
    done: int
    hindered: int


class Link(NamedTuple):
    """A row as work on one component: which report covers it, whose that is, what was recorded.

    `state` is None where nothing was recorded; `hindrance` is the first letter of what hinders.
    In a province's own rows each unit is its reporter.
    """

    component: int
    task: int
    plan: int
    reporter: int
    territory: int
    state: str | None
    hindrance: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the end of the address of the rows that it counts."""

    number: int
    query: str


@dataclass(frozen=True, slots=True)
class GuidedRow:
    """One sub-indicator: how many communes work on it, and how far their rows are."""

    component: Component
    communes: int
    reported: Figure
    total: int
    done: Figure
    missing: Figure
    difficulties: Figure
    query: str


@dataclass(frozen=True, slots=True)
class Guided:
    """The sub-indicators of the viewer's units, in the order of the index."""

    period: Period
    rows: tuple[GuidedRow, ...]
    guided: int
    """Sub-indicators that they guide, whether anybody works on them or not."""
    due: Standing


def build(*, viewer: Viewer, period: Period, on: date) -> Guided:
    """Return how far what the viewer's units guide is: two queries."""
    mine = guided_components(viewer.unit_ids, viewer.own_ids).values("pk")
    components = Component.objects.filter(pk__in=mine).select_related("framework")
    ordered = list(components.order_by("-framework__first_year", "position", "pk"))
    rows = rollup.owed(viewer=viewer, period=period)
    (worked_on,) = links([rows], period, [one.pk for one in ordered])
    found = counts(worked_on, owner=BY_COMMUNE)
    return Guided(
        period=period,
        rows=tuple(_row(one, period, found[one.pk]) for one in ordered if one.pk in found),
        guided=len(ordered),
        due=standing.of_date(period.due_commune_on if period.is_open else None, on=on),
    )


BY_COMMUNE, BY_DEPARTMENT = attrgetter("territory"), attrgetter("reporter")
"""Whose a row is: the commune's, or the department's."""


def links(
    parts: Sequence[AssignmentQuerySet], period: Period, components: Collection[int]
) -> list[list[Link]]:
    """Return the rows of each part by what they work on of these components: one query for all.

    Of many components each would be tried with each task; then what is not asked for is left here.
    """
    few = len(components) <= FEW
    worked_on = Q(task__components__in=components) if few else Q(task__components__isnull=False)
    told = ("task__components", "task", "plan", "reporter", "reporter__territory")
    first, *others = (
        rows.filter(worked_on)
        .annotate(
            # As text, both: to make ten thousand numbers numbers again, or yes and no, takes long.
            part=Value(str(part)),
            record=FilteredRelation("progress", condition=Q(progress__period=period)),
            hindrance=Left("record__difficulty", 1),
        )
        .order_by()
        .values_list("part", *told, "record__state", "hindrance")
        for part, rows in enumerate(parts)
    )
    asked = frozenset(components)
    found: list[list[Link]] = [[] for _ in parts]
    for part, *facts in first.union(*others, all=True) if others else first:
        if facts[0] in asked:
            found[int(part)].append(Link(*facts))
    return found


def counts(found: Iterable[Link], *, owner: Callable[[Link], int]) -> dict[int, LinkCount]:
    """Count the rows of each component that has any, by primary key."""
    by_component = defaultdict[int, list[Link]](list)
    for link in found:
        by_component[link.component].append(link)
    return {
        component: LinkCount(
            owners=len(set(map(owner, each))),
            tasks=len({one.task for one in each}),
            total=len(each),
            reported=sum(one.state is not None for one in each),
            done=sum(one.state in DONE_STATES for one in each),
            hindered=sum(bool(one.hindrance) for one in each),
        )
        for component, each in by_component.items()
    }


def _row(component: Component, period: Period, counted: LinkCount) -> GuidedRow:
    query = f"?period={period.pk}&component={component.pk}"
    return GuidedRow(
        component=component,
        communes=counted.owners,
        reported=Figure(counted.reported, f"{query}&show={REPORTED}"),
        total=counted.total,
        done=Figure(counted.done, f"{query}&show={DONE}"),
        missing=Figure(counted.total - counted.reported, f"{query}&show={MISSING}"),
        difficulties=Figure(counted.hindered, f"{query}&difficulty=1"),
        query=query,
    )
