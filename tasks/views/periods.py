"""Which period a page is about."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from plans.access import PortalRequest
from plans.models import Period, Succession, Territory
from plans.models.periods import latest_before, with_before


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The period a page shows, the one before it, and all that may be chosen."""

    period: Period
    before: Period | None
    all: list[Period]
    also_open: list[Period]


def seen_period(request: PortalRequest, pk: int) -> tuple[Period, Period | None]:
    """Return a period that the viewer may see, and the one before it: 404 for another. One query.

    Who sees a period sees all of its calendar.
    """
    try:
        return with_before(pk, Period.objects.visible_to(request.viewer))
    except Period.DoesNotExist as error:
        raise Http404 from error


def choose_period(
    request: PortalRequest, *, of: Collection[Territory] | None = None
) -> PeriodChoice | None:
    """Return the asked-for period, else the open one due next, else the latest; None if none.

    One that has begun and was not opened yet comes after the latest that was: nothing is in it.

    One query; a number that the viewer may not see asks for the default. With provinces the period
    is of one of them, or of what took its place.
    """
    visible = Period.objects.visible_to(request.viewer)
    if of is not None:
        followers = Succession.objects.filter(predecessor__in=of).values("successor")
        visible = visible.filter(Q(territory__in=of) | Q(territory__in=followers))
    periods = list(visible.latest_first().select_related("territory"))
    asked = request.GET.get("period", "")
    if not periods:
        return None
    begun = [one for one in periods if one.data_from <= request.today]
    running = sorted(
        (one for one in begun if one.is_open),
        # A period of one plan comes after the calendar's: few people answer for it.
        key=lambda one: (one.plan_id is not None, one.due_commune_on),
    )
    opened = [one for one in begun if one.state != Period.State.PLANNED]
    chosen = [one for one in periods if str(one.pk) == asked]
    period = next(iter([*chosen, *running, *opened, *begun, *periods]))
    return PeriodChoice(
        period=period,
        before=latest_before(period, periods),
        all=periods,
        also_open=[one for one in running if one != period],
    )
