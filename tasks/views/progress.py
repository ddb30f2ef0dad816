"""Record the progress of one row: by script in the list, or on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from papi_portal import signed_out
from plans.access import PortalRequest, Right, requires
from plans.models import Period
from tasks.access import may_record
from tasks.forms import Entry, ProgressForm
from tasks.models import Assignment
from tasks.views.saving import owed_now, row_of, save_row


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_record(request: PortalRequest, assignment_id: int, period_id: int) -> HttpResponse:
    """Show one row by itself, or save it and say how it now stands.

    A script sends the fields of the row alone and gets what changes around them: what is being
    typed meanwhile is never touched.
    """
    assignment, period = _asked_for(request, assignment_id, period_id)
    row = row_of(request, assignment, period)
    if request.method == "GET":
        return _answer(request, Entry.of(row), "tasks/progress_rows.html")
    problem = save_row(request, assignment, period, ProgressForm(request.POST, row=row))
    if problem:
        entry = problem.entry(row_of(request, assignment, period))
        return _answer(request, entry, "tasks/progress_unsaved.html", status=problem.status)
    return _saved(request, assignment, period)


def _asked_for(
    request: PortalRequest, assignment_id: int, period_id: int
) -> tuple[Assignment, Period]:
    """Return what is to be recorded: 404 if it may not be seen, 403 if it may only be seen."""
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.viewer).owed_with_plan(), pk=assignment_id
    )
    period = get_object_or_404(Period.objects.visible_to(request.viewer), pk=period_id)
    if not may_record(request.viewer, assignment):
        raise PermissionDenied
    return assignment, period


def _saved(request: PortalRequest, assignment: Assignment, period: Period) -> HttpResponse:
    if not request.htmx:
        messages.success(request, f"Đã lưu: {assignment.task}.")
        home = reverse("tasks:home", query={"period": period.pk}, fragment=f"row-{assignment.pk}")
        return redirect(home)
    found = owed_now(request, period)
    group, row = found.find(assignment.pk)
    page = {"row": row, "entry": Entry.of(row), "owed": found, "group": group}
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
