"""A plan as a whole document, to sign or to edit."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import drawings
from plans.access import PortalRequest, Right, requires
from plans.views.printing import give_file, give_pdf
from tasks.printing import WHOLE_PLAN


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def plan_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print a plan with its appendix; a long one, or by POST any, in the background."""
    back = reverse("tasks:plan-detail", args=[pk])
    return give_pdf(request, WHOLE_PLAN, {"plan": pk}, back=back)


@require_safe
@requires(Right.READ)
def plan_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give a plan with its appendix as Word; text is no table: its Excel is another file."""
    if kind not in drawings.TEXTS:
        raise Http404
    return give_file(request, WHOLE_PLAN, {"plan": pk}, kind)
