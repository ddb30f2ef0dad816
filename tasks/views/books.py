"""The book of a province: what it would hold, and the button that has it made."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal import pdf
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.jobs import Parameters
from plans.models import Period
from tasks.access import may_print_province
from tasks.books import BOOK_OF_PLANS, BOOK_OF_REPORTS, OF_PLANS, OF_REPORTS
from tasks.reports.book import Book


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def province_book(request: PortalRequest, period_id: int) -> HttpResponse:
    """Show what the books of a period and of its year would hold; by POST have one made."""
    periods = Period.objects.visible_to(request.viewer).select_related("territory")
    period = get_object_or_404(periods, pk=period_id)
    if not may_print_province(request.viewer, period):
        raise Http404
    of_plans = {"province": period.territory_id, "year": period.year}
    of_reports = {"period": period.pk}
    plans = OF_PLANS.found(request.viewer, of_plans)
    reports = OF_REPORTS.found(request.viewer, of_reports)
    if request.method == "POST":
        kinds = {
            BOOK_OF_PLANS: (of_plans, plans),
            BOOK_OF_REPORTS: (of_reports, reports),
        }
        name = request.POST.get("book", "")
        if name in kinds and kinds[name][1].chapters:
            return _asked(request, name, *kinds[name])
    books = [(BOOK_OF_PLANS, plans), (BOOK_OF_REPORTS, reports)]
    page = {"period": period, "books": books, "pdf_problem": pdf.problem()}
    return render(request, "tasks/province_book.html", page)


def _asked(request: PortalRequest, name: str, parameters: Parameters, found: Book) -> HttpResponse:
    try:
        job = actions.request_job(
            kind=name,
            title=found.title,
            parameters=parameters,
            content=found.fingerprint,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.TooManyJobsError as error:
        messages.error(request, str(error))
        return redirect("plans:job-list")
    return redirect(job)
