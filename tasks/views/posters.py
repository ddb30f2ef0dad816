"""A plan's tasks for a wall."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import PortalRequest, Right, requires
from plans.views.printing import give_pdf
from tasks.printing import POSTER
from tasks.reports import poster_sheets


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def poster_file(request: PortalRequest, pk: int, size: str) -> HttpResponse:
    """Print a plan's poster, a3 or a4; a long one, or by POST any, in the background."""
    if size not in poster_sheets.SIZES:
        raise Http404
    back = reverse("tasks:plan-detail", args=[pk])
    return give_pdf(request, POSTER, {"plan": pk, "size": size}, back=back)
