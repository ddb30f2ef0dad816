"""Open or close the periods that were ticked in the calendar: asked once, done together."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.pages import whole_number
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.actions import WrongStateError, open_periods
from plans.models import Period
from tasks.actions import HandedInMeanwhileError, close_reviewed_periods
from tasks.reports import calendar as report
from tasks.views.calendar import seen_reports

NONE_TICKED = said("Chưa chọn kỳ nào. Hãy đánh dấu các kỳ trong lịch rồi bấm lại.")


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def periods_open(request: PortalRequest) -> HttpResponse:
    """Say what opening these periods means; open them when it was confirmed."""

    def opened(periods: list[Period]) -> list[Period]:
        return open_periods(periods=periods, by=request.viewer, at=timezone.now())

    return _moved(request, "tasks/periods_open.html", opened)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def periods_close(request: PortalRequest) -> HttpResponse:
    """Say what closing these periods leaves behind; lock them when it was confirmed."""

    def closed(periods: list[Period]) -> list[Period]:
        seen = seen_reports(request)
        return close_reviewed_periods(
            periods=periods, in_review=seen, by=request.viewer, at=timezone.now()
        )

    return _moved(request, "tasks/periods_close.html", closed)


def _moved(
    request: PortalRequest, template: str, move: Callable[[list[Period]], list[Period]]
) -> HttpResponse:
    periods = _ticked(request)
    if not periods:
        messages.warning(request, NONE_TICKED)
        return redirect("tasks:period-list")
    home = reverse("tasks:period-list", query={"year": periods[0].year})
    if request.method == "GET":
        return render(request, template, _page(periods, home))
    try:
        moved = move(periods)
    except WrongStateError as error:
        messages.error(request, said("Chưa kỳ nào thay đổi. {error}", error=error))
    except HandedInMeanwhileError as error:
        return render(request, template, _page(periods, home, more=error.more), status=409)
    else:
        names = ", ".join(one.name for one in moved)
        messages.success(
            request,
            said(
                "{moved} kỳ {state}: {names}.",
                moved=len(moved),
                state=moved[0].get_state_display(),
                names=names,
            ),
        )
    return redirect(home)


def _page(periods: list[Period], home: str, *, more: int = 0) -> dict[str, object]:
    told = list(zip(periods, report.closings(periods), strict=True))
    seen = " ".join(closing.seen for _, closing in told)
    return {"told": told, "seen": seen, "home": home, "more": more}


def _ticked(request: PortalRequest) -> list[Period]:
    """Return the periods that were ticked; one that does not exist here makes them none at all."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = {whole_number(raw) or 0 for raw in sent.getlist("period")}
    found = list(
        Period.objects.visible_to(request.viewer)
        .filter(pk__in=asked)
        .select_related("territory", "plan__issuer")
        .order_by("data_to", "pk")
    )
    if len(found) < len(asked):
        raise Http404
    if not all(request.viewer.keeps_calendar_of(one.territory_id) for one in found):
        raise PermissionDenied
    return found
