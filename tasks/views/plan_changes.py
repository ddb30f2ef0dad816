"""A plan goes out as a workbook and comes back changed: shown old beside new, then confirmed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.pages import attachment
from papi_portal.wording import said
from papi_portal.workbook import XLSX
from papi_portal.zip_guard import BadPackageError
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, PlanBasis
from plans.printing import exported_at
from tasks.access import may_edit_plan
from tasks.actions import LockedError
from tasks.actions.copying import drafts_from
from tasks.actions.intake import Upload, discard_intake
from tasks.actions.plan_changes import apply_changes, start_changes
from tasks.models import Intake
from tasks.reading import UnreadableError, portal_workbook
from tasks.reports import plan_workbook as workbook
from tasks.reports.plan_changes import compare
from tasks.views.chosen import chosen_plan, plans_seen, refusals_told


@require_safe
@requires(Right.READ)
def plan_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the rows of a plan as a workbook that may be changed and brought back."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    content = workbook.as_xlsx(workbook.build(plan), at=timezone.now())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = attachment(f"{plan}.xlsx")
    return response


def received(request: PortalRequest, upload: Upload) -> Intake | portal_workbook.Read:
    """Keep an upload that is a plan workbook of the portal; say of any other where it came from.

    Raises UnreadableError with what is wrong with such a workbook, PermissionDenied when its plan
    may only be read.
    """
    values = portal_workbook.read_strange(upload.content) or {}
    if "before" not in values:
        return values
    try:
        return start_changes(upload=upload, values=values, by=request.viewer, at=timezone.now())
    except LockedError as error:
        raise UnreadableError(str(error)) from error


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_changes(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what an uploaded workbook changes in its plan; write it, or give it up."""
    intake, plan = _uploaded(request, pk)
    if request.method == "POST":
        return (
            _discarded(request, intake) if "discard" in request.POST else _applied(request, intake)
        )
    if not intake.is_waiting:
        return render(request, "tasks/plan_changes_decided.html", {"intake": intake, "plan": plan})
    page = {
        "intake": intake,
        "plan": plan,
        "exported_at": exported_at(intake.values["exported_at"]),
        "stop": _stop(plan),
        "changes": compare(plan, intake.values, on=request.today),
    }
    return render(request, "tasks/plan_changes.html", page)


@require_safe
@requires(Right.READ)
def plan_changes_errors(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the uploaded workbook back, with what is wrong with each row in a last column."""
    intake, plan = _uploaded(request, pk)
    if not intake.is_waiting:
        raise Http404
    errors = compare(plan, intake.values, on=request.today).errors
    try:
        with intake.file.open("rb") as file:
            content = workbook.returned(workbook.build(plan), file.read(), errors)
    except FileNotFoundError as error:
        raise Http404 from error
    except BadPackageError as error:
        messages.error(request, str(error))
        return redirect(intake)
    name = f"{intake.file_name.removesuffix('.xlsx')} - có cột Lỗi.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = attachment(name)
    return response


def _uploaded(request: PortalRequest, pk: int) -> tuple[Intake, Plan]:
    """Return a workbook that came back and its plan, for who may change it: 404 for others."""
    uploads = Intake.objects.visible_to(request.viewer).exclude(changes_plan=None).with_plan()
    intake = get_object_or_404(uploads, pk=pk)
    return intake, chosen_plan(request, intake.changes_plan_id or 0, may_edit_plan)


def _applied(request: PortalRequest, intake: Intake) -> HttpResponse:
    """Write what was shown and chosen; a second time leads to the same plan."""
    was_waiting = intake.is_waiting
    plan = apply_changes(
        intake=intake,
        seen=request.POST.get("seen", ""),
        removed=_keys(request, "remove"),
        taken=_keys(request, "take"),
        by=request.viewer,
        at=timezone.now(),
    )
    if was_waiting:
        messages.success(
            request,
            said(
                "Đã ghi thay đổi từ “{file_name}” vào dự thảo {plan}.",
                file_name=intake.file_name,
                plan=plan,
            ),
        )
    return redirect("tasks:plan-rows", plan.pk) if plan.is_draft else redirect(plan)


def _discarded(request: PortalRequest, intake: Intake) -> HttpResponse:
    discard_intake(intake=intake, by=request.viewer, at=timezone.now())
    messages.success(
        request, said("Đã hủy “{file_name}”; kế hoạch không thay đổi.", file_name=intake.file_name)
    )
    return redirect("tasks:plan-detail", intake.changes_plan_id)


def _keys(request: PortalRequest, name: str) -> list[int]:
    """Return the ticked rows; what is no number was not ticked."""
    typed = request.POST.getlist(name)
    return [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 19]


def _stop(plan: Plan) -> str:
    """Say why nothing can be written whatever the file says, if that is so."""
    if plan.is_draft:
        return ""
    if not plan.is_issued:
        state = plan.get_state_display()
        return said("{plan} {state}, không sửa được nữa.", plan=plan, state=state)
    known = drafts_from(plan, PlanBasis.Relation.AMENDS).first()
    if known is None:
        return ""
    return said(
        "Đã có dự thảo sửa đổi, bổ sung {plan}; hãy tải tệp Excel của dự thảo đó rồi sửa.",
        plan=plan,
    )
