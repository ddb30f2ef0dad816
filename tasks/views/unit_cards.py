"""The card of a unit: what it leads, supports and guides, as the viewer sees it in a period."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.access import PortalRequest, Right, requires
from plans.jobs import Parameters
from plans.views.printing import give_file, give_pdf
from tasks.printing import UNIT_CARD
from tasks.views.periods import choose_period


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def unit_card_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print the card of a unit; a long one, or by POST any, in the background."""
    back = reverse("tasks:unit-detail", args=[pk])
    return give_pdf(request, UNIT_CARD, _wanted(request, pk), back=back)


@require_safe
@requires(Right.READ)
def unit_card_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give the card of a unit as Word or Excel."""
    return give_file(request, UNIT_CARD, _wanted(request, pk), kind)


def _wanted(request: PortalRequest, pk: int) -> Parameters:
    choice = choose_period(request)
    return {"unit": pk, "period": choice.period.pk if choice else None}
