"""What shows results to be true: list, add, reuse, remove, give the file; what a province asks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.wording import said
from plans import trail
from plans.access import PortalRequest, Right, requires
from plans.actions import InfectedFileError
from plans.models import Event, Period
from tasks import actions
from tasks.access import may_record
from tasks.forms.evidence import DocumentForm, ExplanationForm, FileForm, ReuseForm, RulesForm
from tasks.models import Assignment, Evidence, EvidenceRule
from tasks.reports import evidence as report
from tasks.views.calendar import kept_territory
from tasks.views.imports import SANDBOX

Forms = dict[str, forms.Form]
ADDING: dict[str, Callable[..., forms.Form]] = {
    "file": FileForm,
    "document": DocumentForm,
    "explanation": ExplanationForm,
}
NOT_SCANNED = said(
    "Máy quét vi-rút chưa trả lời nên lúc này chỉ người tải lên mở được tệp. Cổng sẽ tự quét lại;"
    " không có mã độc thì người khác mở được. Không phải làm gì thêm, báo cáo vẫn nộp được."
)
STILL_WAITING = said("tài liệu đang chờ quét vi-rút")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def evidence_list(request: PortalRequest, assignment_id: int, period_id: int) -> HttpResponse:
    """Show the evidence of one row, or put one more piece to it; its list alone to a script."""
    assignment, period = _asked_for(request, assignment_id, period_id)
    adding, status = {kind: form() for kind, form in ADDING.items()}, 200
    if request.method == "POST":
        if not may_record(request.viewer, assignment):
            raise PermissionDenied
        kind, sent = _sent(request, assignment, period)
        status = _added(request, assignment, period, sent)
        if status == 200:
            return redirect(_address(assignment, period))
        adding[kind] = sent
    found = report.build(
        viewer=request.viewer, assignment=assignment, period=period, on=request.today
    )
    whole = not request.htmx
    template = "tasks/evidence_list.html" if whole else "tasks/evidence_items.html"
    page = {"row": found, "adding": adding, "whole": whole}
    return render(request, template, page, status=status)


@require_safe
@requires(Right.READ)
def evidence_file(request: PortalRequest, pk: int) -> HttpResponse:
    """Give a file to be saved; a picture, drawn by us, may be looked at in the browser."""
    files = Evidence.objects.visible_to(request.viewer).open_to(request.viewer.user).stored()
    evidence = get_object_or_404(files, pk=pk)
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response: HttpResponse = FileResponse(  # type: ignore[assignment]  # streams
        content,
        as_attachment=not (evidence.is_picture and "view" in request.GET),
        filename=evidence.file_name,
        content_type=evidence.media_type,
    )
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def evidence_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask once, then take a piece of evidence away."""
    seen = Evidence.objects.visible_to(request.viewer)
    evidence = get_object_or_404(
        seen.select_related("progress__period", "progress__assignment__task__plan"), pk=pk
    )
    assignment, period = evidence.progress.assignment, evidence.progress.period
    if not may_record(request.viewer, assignment):
        raise PermissionDenied
    shown = STILL_WAITING if evidence.is_hidden_from(request.viewer.user) else str(evidence)
    if request.method == "POST":
        try:
            actions.remove_evidence(evidence=evidence, by=request.viewer, at=timezone.now())
        except actions.LockedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said("Đã bỏ minh chứng: {shown}.", shown=shown))
        return redirect(_address(assignment, period))
    page = {"shown": shown, "assignment": assignment, "period": period}
    return render(request, "tasks/evidence_remove.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def evidence_rules(request: PortalRequest) -> HttpResponse:
    """Say in which states a result must be shown by evidence."""
    territory = kept_territory(request)
    if territory is None:
        raise PermissionDenied
    rules = EvidenceRule.objects.filter(territory=territory)
    form = RulesForm(
        request.POST or None, initial={"states": list(rules.values_list("state", flat=True))}
    )
    if request.method == "POST" and form.is_valid():
        states = form.cleaned_data["states"]
        actions.set_evidence_rules(
            territory=territory, states=states, by=request.viewer, at=timezone.now()
        )
        messages.success(request, said("Đã lưu yêu cầu minh chứng."))
        return redirect("tasks:evidence-rules")
    events = Event.objects.visible_to(request.viewer).about(territory)
    entries = trail.fold(events.filter(verb="evidence.rules"))
    page = {"form": form, "territory": territory, "entries": entries}
    return render(request, "tasks/evidence_rules.html", page, status=422 if form.errors else 200)


def _asked_for(
    request: PortalRequest, assignment_id: int, period_id: int
) -> tuple[Assignment, Period]:
    seen = Assignment.objects.visible_to(request.viewer).owed_with_plan()
    assignment = get_object_or_404(seen, pk=assignment_id)
    return assignment, get_object_or_404(Period.objects.visible_to(request.viewer), pk=period_id)


def _address(assignment: Assignment, period: Period) -> str:
    return reverse("tasks:evidence-list", args=[assignment.pk, period.pk])


def _sent(request: PortalRequest, assignment: Assignment, period: Period) -> tuple[str, Any]:
    """Return the form that was sent, by its kind."""
    kind = request.POST.get("kind", "")
    if kind == "reuse":
        seen = Evidence.objects.visible_to(request.viewer).open_to(request.viewer.user)
        known = seen.reusable_for(assignment, period)
        return kind, ReuseForm(request.POST, reusable=known)
    if kind not in ADDING:
        raise Http404
    return kind, ADDING[kind](request.POST, request.FILES)


def _added(request: PortalRequest, assignment: Assignment, period: Period, form: Any) -> int:
    """Do what a form asks, and return the status to answer with; a refusal stays at the form."""
    if not form.is_valid():
        return 422
    asked: dict[str, Any] = {
        "assignment": assignment,
        "period": period,
        "by": request.viewer,
        "at": timezone.now(),
    }
    try:
        if isinstance(form, ReuseForm):
            made = actions.reuse_evidence(source=form.cleaned_data["source"], **asked)
        else:
            made = actions.add_evidence(shown=form.shown, **asked)
    except actions.LockedError as error:
        form.add_error(None, str(error))
        return 409
    except (actions.EvidenceRefusedError, InfectedFileError) as error:
        form.add_error(None, str(error))
        return 422
    messages.success(request, said("Đã thêm minh chứng: {made}.", made=made))
    if made.is_waiting:
        messages.warning(request, NOT_SCANNED)
    return 200
