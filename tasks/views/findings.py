"""Follow-up of inspections: write down, report mended, look again, take back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.pages import asked_number, sheet
from papi_portal.wording import said
from plans import trail
from plans.access import PortalRequest, Right, Viewer, requires
from plans.models import Plan, Unit
from tasks import actions
from tasks.access import (
    is_inspector,
    may_answer_finding,
    may_check_finding,
    may_record_finding,
    may_withdraw_finding,
)
from tasks.forms.calendar import ReasonForm
from tasks.forms.follow_up import BodyForm, FindingForm, ProofForm, VerdictForm
from tasks.models import Finding, Task
from tasks.models.findings import concerns
from tasks.reports import findings as report

May = Callable[[Viewer, Finding], bool]


@require_safe
@requires(Right.READ)
def finding_list(request: PortalRequest) -> HttpResponse:
    """List what inspections found, the earliest deadline first."""
    viewer, show = request.viewer, request.GET.get("show", "")
    territory_id = asked_number(request, "territory")
    found = report.listed(viewer=viewer, territory_id=territory_id, show=show, on=request.today)
    rows = sheet(found, request)
    counts = report.counts(viewer=viewer, territory_id=territory_id, on=request.today)
    page = {
        "show": show,
        "shown": [(key, word, counts[key]) for key, word in report.SHOWN.items()],
        "sheet": rows,
        "rows": report.rows(rows.object_list, on=request.today),
        "places": report.places(viewer),
        "territory_id": territory_id,
        "may_record": is_inspector(viewer),
    }
    return render(request, "tasks/finding_list.html", page)


@require_safe
@requires(Right.READ)
def finding_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one finding: what is wrong, what was done about it, and what is to be done."""
    finding = _seen(request, pk)
    page = {
        "finding": finding,
        "due": report.due(finding, on=request.today),
        "task": Task.objects.visible_to(request.viewer).filter(findings=finding).first(),
        "may_answer": not finding.is_settled and may_answer_finding(request.viewer, finding),
        "may_check": finding.is_answered and may_check_finding(request.viewer, finding),
        "may_withdraw": finding.is_open
        and finding.answered_at is None
        and may_withdraw_finding(request.viewer, finding),
        "entries": trail.about(finding, request.viewer),
    }
    return render(request, "tasks/finding_detail.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def finding_add(request: PortalRequest) -> HttpResponse:
    """Choose the unit that was inspected, then write down what is wrong there."""
    if not is_inspector(request.viewer):
        raise PermissionDenied
    asked = asked_number(request, "unit")
    if asked is None:
        bodies = report.inspected_bodies(request.viewer, on=request.today)
        return render(request, "tasks/finding_add.html", {"choose": BodyForm(units=bodies)})
    units = Unit.objects.visible_to(request.viewer).select_related("territory__parent__parent")
    unit = get_object_or_404(units, pk=asked)
    if not may_record_finding(request.viewer, unit):
        raise PermissionDenied
    form = _finding_form(request, unit)
    if request.method == "POST" and form.is_valid():
        try:
            finding = actions.record_finding(
                unit=unit, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
        except actions.LockedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said("Đã ghi kết luận kiểm tra đối với {unit}.", unit=unit))
            return redirect(finding)
    page = {"unit": unit, "form": form}
    return render(request, "tasks/finding_add.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def finding_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Report a finding mended, with the proof."""
    finding = _chosen(request, pk, may_answer_finding)
    if request.method == "GET" and finding.is_settled:
        return _turned_away(request, finding)
    form = ProofForm(request.POST or None, finding=finding)
    page: dict[str, Any] = {"finding": finding, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/finding_answer.html", page, status=status)
    try:
        actions.answer_finding(
            finding=finding, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )
    except actions.LockedError as error:
        form.add_error(None, str(error))
        return render(request, "tasks/finding_answer.html", page, status=422)
    except actions.ConflictError:
        page["finding"] = stands = _seen(request, pk)
        page["form"], page["differing"] = form.on_top_of(ProofForm(finding=stands))
        return render(request, "tasks/finding_answer.html", page, status=409)
    messages.success(request, said("Đã gửi kết quả khắc phục."))
    return redirect(finding)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def finding_check(request: PortalRequest, pk: int) -> HttpResponse:
    """Look again: close a finding, or send it back with what is still missing."""
    finding = _chosen(request, pk, may_check_finding)
    if request.method == "GET" and not finding.is_answered:
        return _turned_away(request, finding)
    form = VerdictForm(request.POST or None, finding=finding, on=request.today)
    page: dict[str, Any] = {"finding": finding, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/finding_check.html", page, status=status)
    try:
        checked = _check(request, finding, form)
    except actions.LockedError as error:
        form.add_error(None, str(error))
        return render(request, "tasks/finding_check.html", page, status=422)
    except actions.ConflictError:
        stands = _seen(request, pk)
        form.on_top_of(VerdictForm(finding=stands, on=request.today))
        page |= {"finding": stands, "changed_meanwhile": True}
        return render(request, "tasks/finding_check.html", page, status=409)
    messages.success(
        request,
        said("Đã kiểm tra lại: {state}.", state=checked.get_state_display()),
    )
    return redirect(checked)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def finding_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then take back a finding that was written down by mistake."""
    finding = _chosen(request, pk, may_withdraw_finding)
    if request.method == "GET" and (finding.answered_at or not finding.is_open):
        return _turned_away(request, finding)
    form = ReasonForm(request.POST or None)
    page = {"finding": finding, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/finding_withdraw.html", page, status=status)
    try:
        actions.withdraw_finding(
            finding=finding, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )
    except actions.LockedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said("Đã rút kết luận kiểm tra."))
    return redirect(finding)


def _check(request: PortalRequest, finding: Finding, form: VerdictForm) -> Finding:
    typed = form.cleaned_data
    if form.is_mended:
        return actions.close_finding(
            finding=finding,
            version=typed["version"],
            verdict=typed["verdict"],
            by=request.viewer,
            at=timezone.now(),
        )
    return actions.send_back_finding(
        finding=finding,
        version=typed["version"],
        verdict=typed["verdict"],
        due_on=typed["due_on"],
        by=request.viewer,
        at=timezone.now(),
    )


def _finding_form(request: PortalRequest, unit: Unit) -> FindingForm:
    """Return the form of a finding; what it may be about are the unit's rows that one reads."""
    seen = Task.objects.visible_to(request.viewer)
    rows = seen.filter(concerns(unit), plan__state=Plan.State.ISSUED)
    latest = ("-plan__year_from", "plan__territory__code", "plan_id", "position")
    return FindingForm(
        request.POST or None,
        tasks=rows.order_by(*latest),
        on=request.today,
        task_id=asked_number(request, "task"),
    )


def _seen(request: PortalRequest, pk: int) -> Finding:
    found = Finding.objects.visible_to(request.viewer).select_related(
        "unit__territory__parent__parent", "answered_by", "checked_by"
    )
    return get_object_or_404(found, pk=pk)


def _chosen(request: PortalRequest, pk: int, may: May) -> Finding:
    """Return a finding on which the viewer may act so."""
    finding = _seen(request, pk)
    if not may(request.viewer, finding):
        raise PermissionDenied
    return finding


def _turned_away(request: PortalRequest, finding: Finding) -> HttpResponse:
    messages.warning(
        request,
        said("Kết luận này {state}.", state=finding.get_state_display()),
    )
    return redirect(finding)
