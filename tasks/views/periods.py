"""Which period a page is about."""

from dataclasses import dataclass

from plans.access import PortalRequest
from plans.models import Period


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The period a page shows, the one before it, and all that may be chosen."""

    period: Period
    before: Period | None
    all: list[Period]


def choose_period(request: PortalRequest) -> PeriodChoice | None:
    """Return the asked-for period, else the running one, else the latest; None where there is none.

    One query; a number that the viewer may not see asks for the default.
    """
    periods = list(
        Period.objects.visible_to(request.viewer).latest_first().select_related("territory")
    )
    asked = request.GET.get("period", "")
    begun = [one for one in periods if one.data_from <= request.today]
    order = [
        *(one for one in periods if str(one.pk) == asked),
        *(one for one in begun if one.is_open),
        *begun,
        *periods,
    ]
    if not order:
        return None
    period = order[0]
    calendar = (period.territory_id, period.plan_id)
    before = (
        one
        for one in periods
        if (one.territory_id, one.plan_id) == calendar and one.data_to < period.data_from
    )
    return PeriodChoice(period=period, before=next(before, None), all=periods)
