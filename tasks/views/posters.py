"""A plan's tasks for a wall."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.access import PortalRequest, Right, requires
from tasks.reports import poster, poster_sheets
from tasks.views.chosen import plans_seen
from tasks.views.printed import file_answer


@require_safe
@requires(Right.READ)
def poster_file(request: PortalRequest, pk: int, size: str) -> HttpResponse:
    """Give a plan's poster as a PDF of a size of paper; there is a3 and a4."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    if size not in poster_sheets.SIZES:
        raise Http404
    found = poster.build(plan)
    return file_answer(
        request,
        lambda: poster_sheets.as_pdf(found, size),
        f"{found.name}, {size.upper()}.pdf",
        instead=plan.get_absolute_url(),
    )
