"""Record the progress of one row, in place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.access import PortalRequest, Right, requires
from plans.models import Period
from tasks import actions
from tasks.access import may_record
from tasks.forms import ProgressForm
from tasks.models import Assignment
from tasks.reports import owed

GROWN_OLD = "Trang đã cũ, nội dung chưa được lưu. Xem lại rồi bấm Lưu lần nữa."


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_record(request: PortalRequest, assignment_id: int, period_id: int) -> HttpResponse:
    """Show one row by itself, or save it and give it back as it now stands."""
    assignment, period = _asked_for(request, assignment_id, period_id)
    row = _row(request, assignment, period)
    if request.method == "GET":
        return _answer(request, row, ProgressForm(row=row))
    form = ProgressForm(request.POST, row=row)
    if not form.is_valid():
        return _answer(request, row, form, status=422)
    try:
        actions.record_progress(
            assignment=assignment,
            period=period,
            recorded=form.recorded,
            version=form.cleaned_data["version"],
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.LockedError as error:
        return _answer(request, row, form, status=409, refusal=str(error))
    except actions.ConflictError as error:
        now = _row(request, assignment, period)
        both = {"conflict": True} if error.current else {"refusal": GROWN_OLD}
        return _answer(request, now, form.on_top_of(now), status=409, **both)
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


def _row(request: PortalRequest, assignment: Assignment, period: Period) -> owed.OwedRow:
    before = Period.objects.all().before(period)
    return owed.build_row(assignment=assignment, period=period, before=before, on=request.today)


def _saved(request: PortalRequest, assignment: Assignment, period: Period) -> HttpResponse:
    if not request.htmx:
        messages.success(request, f"Đã lưu: {assignment.task}.")
        home = reverse("tasks:home", query={"period": period.pk}, fragment=f"row-{assignment.pk}")
        return redirect(home)
    before = Period.objects.all().before(period)
    found = owed.build(viewer=request.viewer, period=period, before=before, on=request.today)
    group, row = found.find(assignment.pk)
    page = {"row": row, "form": ProgressForm(row=row), "owed": found, "group": group}
    return render(request, "tasks/progress_saved.html", page)


def _answer(
    request: PortalRequest,
    row: owed.OwedRow,
    form: ProgressForm,
    *,
    status: int = 200,
    refusal: str = "",
    conflict: bool = False,
) -> HttpResponse:
    """Give the row with what was typed: as a fragment to a script, else as a page of its own."""
    template = "tasks/progress_row.html" if request.htmx else "tasks/progress_record.html"
    page = {"row": row, "form": form, "refusal": refusal, "conflict": conflict}
    return render(request, template, page, status=status)
