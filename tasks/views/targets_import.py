"""A list of targets comes back from Excel: shown first, then all of it or nothing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators import target_lists
from indicators.target_columns import TARGETS
from indicators.target_resources import TargetResource
from papi_portal.importing import run
from papi_portal.pages import whole_number
from papi_portal.workbook import Table
from papi_portal.zip_guard import BadPackageError
from plans.access import PortalRequest, Right, requires
from plans.list_forms import ListUploadForm
from plans.models import Plan
from tasks import actions
from tasks.access import may_edit_plan
from tasks.views.chosen import DRAFT, chosen_plan, refusals_told

GONE = "Trang xem trước đã quá 24 giờ hoặc không còn nguyên. Hãy tải tệp lên lại."
OTHERWISE = "Chưa có gì được nhập: dự thảo đã thay đổi từ lúc xem trước. Hãy xem lại rồi xác nhận."
DONE = "Đã nhập mục tiêu: thêm {created}, sửa {updated}, giữ nguyên {unchanged}."


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def targets_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a list of targets, show what it would do, or take it in as it was shown."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    if "table" in request.POST:
        return _confirmed(request, plan)
    form = ListUploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            return _preview(request, plan, target_lists.read(form.cleaned_data["file"].read()))
        except BadPackageError as error:
            form.add_error("file", str(error))
    page = {"plan": plan, "form": form, "columns": TARGETS}
    status = 422 if form.errors else 200
    return render(request, "tasks/targets_import.html", page, status=status)


def _preview(
    request: PortalRequest, plan: Plan, table: Table, *, is_otherwise: bool = False
) -> HttpResponse:
    outcome = run([TargetResource(plan)], table)
    page = {
        "plan": plan,
        "outcome": outcome,
        "problems": Paginator(outcome.problems, len(outcome.problems) or 1).page(1),
        "changes": Paginator(outcome.changes, len(outcome.changes) or 1).page(1),
        "table": target_lists.packed(table, plan),
        "is_otherwise": is_otherwise,
    }
    status = 409 if is_otherwise else 422 if outcome.problems else 200
    return render(request, "tasks/targets_preview.html", page, status=status)


def _confirmed(request: PortalRequest, plan: Plan) -> HttpResponse:
    """Take a list in as its preview showed it; what changed meanwhile is shown anew."""
    try:
        table = target_lists.unpacked(request.POST["table"], plan)
    except target_lists.PreviewGoneError:
        messages.error(request, GONE)
        return redirect("tasks:targets-import", plan.pk)
    try:
        outcome = actions.import_targets(
            plan=plan,
            table=table,
            seen=request.POST.get("seen", ""),
            version=whole_number(request.POST.get("version", "")) or 0,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.ConflictError:
        outcome = None
    if outcome is None or outcome.fingerprint != request.POST.get("seen"):
        plan.refresh_from_db(fields=["version"])
        return _preview(request, plan, table, is_otherwise=True)
    counts = {name: getattr(outcome, name) for name in ("created", "updated", "unchanged")}
    messages.success(request, DONE.format(**counts))
    return redirect("tasks:plan-targets", plan.pk)
