"""Record the progress of one row: by script in the list, or on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import signed_out
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Period
from tasks.access import may_record
from tasks.forms.progress import Entry, ProgressForm
from tasks.reports import owed
from tasks.reports.owed_rows import OwedRow
from tasks.views.periods import seen_period
from tasks.views.saving import Unsaved, row_of, save_row


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_record(request: PortalRequest, assignment_id: int, period_id: int) -> HttpResponse:
    """Show one row by itself, or save it and say how it now stands.

    A script sends the fields of the row alone and gets what changes around them: what is being
    typed meanwhile is never touched.
    """
    period, before = seen_period(request, period_id)
    assignment, row = row_of(request, assignment_id, period, before)
    if not may_record(request.viewer, assignment):
        raise PermissionDenied
    if request.method == "GET":
        return _answer(request, Entry.of(row), "tasks/progress_rows.html")
    done = save_row(request, assignment, period, ProgressForm(request.POST, row=row))
    if isinstance(done, Unsaved):
        _, stands = row_of(request, assignment_id, period, before)
        unsaved = "tasks/progress_unsaved.html"
        return _answer(request, done.entry(stands), unsaved, status=done.status)
    if request.htmx:
        return _saved(request, owed.recorded_row(row, assignment.task, done, request.today), period)
    messages.success(request, said("Đã lưu: {task}.", task=assignment.task))
    home = reverse("tasks:home", query={"period": period.pk}, fragment=f"row-{assignment.pk}")
    return redirect(home)


@require_safe
@requires(Right.RECORD)
def progress_token(request: PortalRequest) -> HttpResponse:
    """Give a page that stayed open the token of its forms: signing in again made its own old."""
    return HttpResponse(get_token(request), content_type="text/plain")


def _saved(request: PortalRequest, row: OwedRow, period: Period) -> HttpResponse:
    """Give what a save changes around the fields of its row: marks and counts."""
    counts, group = owed.count(viewer=request.viewer, period=period, row=row)
    page = {"row": row, "entry": Entry.of(row), "owed": counts, "group": group}
    return render(request, "tasks/progress_saved.html", page)


def _answer(
    request: PortalRequest, entry: Entry, fragment: str, *, status: int = 200
) -> HttpResponse:
    """Give the row: to a script what it asked for, else a page of its own."""
    template = fragment if request.htmx else "tasks/progress_record.html"
    page = {
        "entries": [entry],
        "entry": entry,
        "row": entry.row,
        "typed_by": signed_out.signature(request.user.pk),
    }
    return render(request, template, page, status=status)
