"""Official letters to units that have not reported: one to all, or one to each."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import drawings
from papi_portal.pages import asked_number
from plans.access import PortalRequest, Right, requires
from plans.jobs import Parameters
from plans.views.printing import give_file, give_pdf
from tasks.printing import LATE_LETTER, LATE_LETTERS
from tasks.reports import late
from tasks.views.periods import choose_period


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REVIEW)
def late_letter_pdf(request: PortalRequest) -> HttpResponse:
    """Print one letter to all who have not reported for a period."""
    return _printed(request, LATE_LETTER)


@require_safe
@requires(Right.REVIEW)
def late_letter_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give one letter to all who have not reported for a period as Word."""
    return _written(request, LATE_LETTER, kind)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REVIEW)
def late_letters_pdf(request: PortalRequest) -> HttpResponse:
    """Print a letter to each of them, many in the background, or to the one that is asked for."""
    return _printed(request, LATE_LETTERS)


@require_safe
@requires(Right.REVIEW)
def late_letters_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give a letter to each of them, or to the one that is asked for, in one Word file."""
    return _written(request, LATE_LETTERS, kind)


def _printed(request: PortalRequest, name: str) -> HttpResponse:
    wanted = _wanted(request)
    back = reverse("tasks:late-reports", query={"period": wanted["period"]})
    return give_pdf(request, name, wanted, back=back)


def _written(request: PortalRequest, name: str, kind: str) -> HttpResponse:
    if kind not in drawings.TEXTS:
        raise Http404
    return give_file(request, name, _wanted(request), kind)


def _wanted(request: PortalRequest) -> Parameters:
    choice = choose_period(request)
    if choice is None:
        raise Http404
    return {
        "period": choice.period.pk,
        "unit": asked_number(request, "unit"),
        "show": late.LATE if request.GET.get("show") == late.LATE else "",
    }
