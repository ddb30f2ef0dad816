"""The days on which a person's reports are due: what their calendar shows, no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from papi_portal.wording import said
from plans.access import Right, Viewer
from plans.models import Extension, Period, Territory, Unit
from tasks import standing
from tasks.models import Assignment
from tasks.standing import Standing

if TYPE_CHECKING:
    from plans.models.periods import PeriodQuerySet

Level = Territory.Level


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which one level's reports for a period are due; `key` never changes."""

    key: str
    on: date
    title: str
    url: str
    due: Standing


def build(*, viewer: Viewer, on: date) -> list[DueDay]:
    """Return the due days of the person's open and planned periods, in order: three queries.

    Who reviews also sees the communes' days. A unit that was given more time sees its own day.
    """
    levels = set(Territory.objects.filter(pk__in=viewer.own_ids).values_list("level", flat=True))
    if viewer.may(Right.REVIEW):
        levels.add(Level.COMMUNE)
    given = _extensions(viewer, on)
    periods = _periods(viewer).filter(
        Q(state__in=[Period.State.OPEN, Period.State.PLANNED])
        | Q(pk__in=[period for period, _ in given])
    )
    days = (
        day
        for period in periods.select_related("plan__territory")
        for day in _days(period, levels, given, on)
    )
    return sorted(days, key=lambda day: (day.on, day.key))


def _periods(viewer: Viewer) -> "PeriodQuerySet":
    """Return the periods by which the person's territories report, and their plans' own."""
    reported = Assignment.objects.reporting().owed_by(viewer).values("plan")
    return Period.objects.visible_to(viewer).filter(
        Q(plan__isnull=True) & viewer.knows_territory("territory")
        | Q(plan__territory__in=viewer.own_ids)
        | Q(plan__in=reported)
    )


def _extensions(viewer: Viewer, on: date) -> dict[tuple[int, str], date]:
    """Return the later days given to the person's units, or to the UBND that reports for them."""
    reports_for_them = Q(unit__territory__in=viewer.own_ids, unit__kind=Unit.Kind.COMMITTEE) & ~Q(
        unit__territory__level=Level.PROVINCE
    )
    given = Extension.objects.filter(Q(unit__in=viewer.unit_ids) | reports_for_them).running(on)
    # Of two units of one level with different days the later is shown: that of the last to report.
    rows = given.order_by("due_on").values_list("period", "unit__territory__level", "due_on")
    return {(period, level): due_on for period, level, due_on in rows}


def _days(
    period: Period, levels: set[str], given: dict[tuple[int, str], date], on: date
) -> Iterator[DueDay]:
    of_plan = said(" theo {plan}", plan=period.plan) if period.plan else ""
    for level in Level:
        due_on = given.get((period.pk, level), period.due_on(level))
        extended = said(", đã gia hạn") if (period.pk, level) in given else ""
        is_running = period.state != Period.State.CLOSED or extended
        if level in levels and is_running:
            yield DueDay(
                key=f"period-{period.pk}-{level}",
                on=due_on,
                title=said(
                    "Hạn nộp báo cáo {period}{of_plan} ({level}{extended})",
                    period=period.name,
                    of_plan=of_plan,
                    level=level.label,
                    extended=extended,
                ),
                url=f"{reverse('tasks:home')}?period={period.pk}",
                due=standing.of_date(due_on, on=on),
            )
