"""The sub-indicators that a unit guides, across all communes, for one period."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

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
    """Of one sub-indicator: communes that work on it, and rows by how far they are."""

    communes: int
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
    counts = _counts(rollup.owed(viewer=viewer, period=period), period, components)
    ordered = list(components.order_by("-framework__first_year", "position", "pk"))
    return Guided(
        period=period,
        rows=tuple(_row(one, period, counts[one.pk]) for one in ordered if one.pk in counts),
        guided=len(ordered),
        due=standing.of_date(period.due_commune_on if period.is_open else None, on=on),
    )


def _counts(
    rows: AssignmentQuerySet, period: Period, components: QuerySet[Component]
) -> dict[int, Counted]:
    records = Progress.objects.filter(assignment=OuterRef("pk"), period=period)
    counted = (
        rows.filter(task__components__in=components)
        .annotate(
            now=Subquery(records.values("state")[:1]),
            is_hindered=Exists(records.exclude(difficulty="")),
        )
        .order_by()
        .values("task__components")
        .annotate(
            communes=Count("place", distinct=True),
            total=Count("pk", distinct=True),
            reported=Count("pk", distinct=True, filter=Q(now__isnull=False)),
            done=Count("pk", distinct=True, filter=Q(now__in=DONE_STATES)),
            hindered=Count("pk", distinct=True, filter=Q(is_hindered=True)),
        )
    )
    return {
        one["task__components"]: Counted(
            one["communes"], one["total"], one["reported"], one["done"], one["hindered"]
        )
        for one in counted
    }


def _row(component: Component, period: Period, counts: Counted) -> GuidedRow:
    query = f"?period={period.pk}&component={component.pk}"
    return GuidedRow(
        component=component,
        communes=counts.communes,
        reported=Figure(counts.reported, f"{query}&show={REPORTED}"),
        total=counts.total,
        done=Figure(counts.done, f"{query}&show={DONE}"),
        missing=Figure(counts.total - counts.reported, f"{query}&show={MISSING}"),
        difficulties=Figure(counts.hindered, f"{query}&difficulty=1"),
        query=query,
    )
