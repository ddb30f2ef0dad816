"""The page on which what a plan cites is linked to the plans in the portal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from tasks import actions, cited
from tasks.access import may_edit_plan
from tasks.forms.basis import BasesForm
from tasks.views.chosen import chosen_plan, refusals_told

CHANGED = said("Người khác vừa đổi liên kết của kế hoạch này; hãy xem lại rồi chọn lại.")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_bases(request: PortalRequest, pk: int) -> HttpResponse:
    """Show each document that a plan cites, and set which plan in the portal it is."""
    plan = chosen_plan(request, pk, may_edit_plan)
    form = BasesForm(
        request.POST if request.method == "POST" else None,
        bases=list(cited.linkable(plan)),
        plans=list(cited.choosable(request.viewer, plan)),
        is_draft=plan.is_draft,
    )
    if request.method == "GET" or not form.is_valid():
        page = {"plan": plan, "form": form}
        return render(request, "tasks/plan_bases.html", page, status=422 if form.errors else 200)
    try:
        changed = actions.link_bases(
            plan=plan, links=form.links, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        messages.warning(request, CHANGED)
        return redirect("tasks:plan-bases", plan.pk)
    if changed:
        messages.success(
            request, said("Đã lưu liên kết của {changed} căn cứ.", changed=len(changed))
        )
    else:
        messages.info(request, said("Không có liên kết nào thay đổi."))
    return redirect(plan)
