"""Official letters to units that have not reported: one to all, or one to each."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number
from papi_portal.paper import Paper
from plans.access import PortalRequest, Right, requires
from plans.models import Unit
from tasks.access import reviewing_unit_id
from tasks.reports import late, late_letter
from tasks.reports.late_letter import LateLetter
from tasks.views.periods import choose_period
from tasks.views.printed import paper_answer


@require_safe
@requires(Right.REVIEW)
def late_letter_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give one letter to all who have not reported for a period, as PDF or Word."""
    return _answer(request, kind, late_letter.to_all)


@require_safe
@requires(Right.REVIEW)
def late_letters_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give a letter to each of them in one file, or to the one that is asked for."""
    return _answer(request, kind, late_letter.to_each)


def _answer(
    request: PortalRequest, kind: str, laid_out: Callable[[LateLetter], Paper]
) -> HttpResponse:
    """Answer with letters of the body at which the viewer reviews; 404 if nobody is late."""
    choice = choose_period(request)
    if choice is None or kind not in late_letter.KINDS:
        raise Http404
    found = late.build(viewer=request.viewer, period=choice.period, on=request.today)
    asked = asked_number(request, "unit")
    rows = [row for row in found.rows if asked in {None, row.unit.pk}]
    if not rows:
        raise Http404
    units = Unit.objects.visible_to(request.viewer).select_related("territory__parent")
    issuer = get_object_or_404(units, pk=reviewing_unit_id(request.viewer, choice.period))
    letter = late_letter.build(period=choice.period, rows=rows, issuer=issuer, on=request.today)
    instead = reverse("tasks:late-reports", query={"period": choice.period.pk})
    return paper_answer(request, laid_out(letter), kind, instead=instead)
