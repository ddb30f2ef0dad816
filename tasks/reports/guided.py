"""The sub-indicators that a unit guides, across all communes, for one period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from indicators.models import Component
from plans.access import Viewer
from plans.models import Period
from tasks import standing
from tasks.models import Progress
from tasks.models.tasks import AssignmentQuerySet, guided_components
from tasks.reports import rollup
from tasks.reports.rows import DONE, DONE_STATES, MISSING, REPORTED
from tasks.standing import Standing


class Counted(NamedTuple):
    """Of one sub-indicator: who works on it (communes, or departments), tasks, rows by state."""

    owners: int
    tasks: int
    total: int
    reported: int
    done: int
    hindered: int


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
    found = counts(rows, period, [one.pk for one in ordered])
    return Guided(
        period=period,
        rows=tuple(_row(one, period, found[one.pk]) for one in ordered if one.pk in found),
        guided=len(ordered),
        due=standing.of_date(period.due_commune_on if period.is_open else None, on=on),
    )


def counts(
    rows: AssignmentQuerySet,
    period: Period,
    components: Collection[int],
    *,
    owner: str = "place",
) -> dict[int, Counted]:
    """Count the rows of each of these components that has any, by primary key: one query.

    `owner` is the field that says whose a row is: the commune (`place`) or the department (`unit`).
    """
    records = Progress.objects.filter(assignment=OuterRef("pk"), period=period).order_by()
    counted = (
        rows.filter(task__components__in=components)
        .annotate(
            now=Subquery(records.values("state")[:1]),
            is_hindered=Exists(records.exclude(difficulty="")),
        )
        .order_by()
        .values("task__components")
        .annotate(
            owners=Count(owner, distinct=True),
            tasks=Count("task", distinct=True),
            total=Count("pk", distinct=True),
            reported=Count("pk", distinct=True, filter=Q(now__isnull=False)),
            done=Count("pk", distinct=True, filter=Q(now__in=DONE_STATES)),
            hindered=Count("pk", distinct=True, filter=Q(is_hindered=True)),
        )
    )
    return {
        one["task__components"]: Counted(
            one["owners"],
            one["tasks"],
            one["total"],
            one["reported"],
            one["done"],
            one["hindered"],
        )
        for one in counted
    }


def _row(component: Component, period: Period, counted: Counted) -> GuidedRow:
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
