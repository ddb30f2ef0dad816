"""What merged communes left is carried over to the commune that follows them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.pages import whole_number
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Territory, Unit
from tasks import actions, succession
from tasks.access import may_draft_for
from tasks.models import Task
from tasks.views.chosen import refusals_told


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def territory_carry(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the open plans of a territory's predecessors; make one draft of the chosen rows."""
    territory = get_object_or_404(
        Territory.objects.visible_to(request.viewer).select_related("parent__parent"), pk=pk
    )
    committees = Unit.objects.committees().select_related("territory__parent__parent")
    issuer = committees.of(territory).order_by("pk").first()
    if issuer is None or not may_draft_for(request.viewer, issuer):
        raise PermissionDenied
    found = succession.sources(request.viewer, territory, on=request.today)
    if request.method == "GET":
        page = {"territory": territory, "sources": found}
        return render(request, "tasks/territory_carry.html", page)
    wanted = {whole_number(raw) for raw in request.POST.getlist("tasks")}
    rows = [row.task for source in found for row in source.rows if row.task.pk in wanted]
    draft = actions.carry_plans(
        plans=[source.plan for source in found if _goes_on(source, rows)],
        to=territory,
        tasks=rows,
        by=request.viewer,
        at=timezone.now(),
    )
    messages.success(request, said("Đã lập dự thảo tiếp nhận {rows} nhiệm vụ.", rows=len(rows)))
    return redirect("tasks:plan-rows", draft.pk)


def _goes_on(source: succession.Source, rows: list[Task]) -> bool:
    """Tell whether the new plan goes on with this one: while it is open, or for its rows."""
    return source.plan.is_issued or any(row.plan_id == source.plan.pk for row in rows)
