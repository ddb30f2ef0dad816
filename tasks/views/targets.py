"""The targets of a plan: judged for all who read it, written by those who write its draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.models import Score, Target
from indicators.scores import sources
from indicators.targets import checked as judged
from indicators.targets import lists
from papi_portal.pages import asked_number, download, whole_number
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Plan
from tasks import actions
from tasks.access import may_edit_plan
from tasks.forms.target import TargetForm
from tasks.views.chosen import DRAFT, chosen_plan, plans_seen, refusals_told


@require_safe
@requires(Right.READ)
def plan_targets(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what a plan promised, what came of it, how far it is, and whether it adds up."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    may_edit = may_edit_plan(request.viewer, plan)
    page = {
        "plan": plan,
        "found": judged.of_plan(plan),
        "may_edit": may_edit,
        "may_amend": may_edit and plan.is_issued and plan.territory.stands_on(request.today),
    }
    return render(request, "tasks/plan_targets.html", page)


@require_safe
@requires(Right.READ)
def plan_targets_file(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the targets of a plan as a workbook: judged, and as a list that can come back."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    found = judged.of_plan(plan)
    scores = Score.objects.filter(territory__in=found.owners, year__in=found.years)
    content = lists.workbook_of(found, sources.told(scores))
    return download(content, f"Mục tiêu của {plan}.xlsx")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def target_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a target to a draft; further promises of the same sentence begin with its words."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    form = _form(request, _begun(request, plan))
    if request.method == "GET" or not form.is_valid():
        return _typed(request, "tasks/target_add.html", plan, form)
    version, typed = form.cleaned_data["version"], form.typed
    try:
        target = actions.add_target(
            plan=plan, target=typed, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        plan.refresh_from_db(fields=["version"])
        form = form.added_meanwhile(_form(request, Target(plan=plan), bound=False))
        return _typed(request, "tasks/target_add.html", plan, form, status=409)
    messages.success(request, said("Đã thêm mục tiêu “{target}”.", target=target))
    if "again" in request.POST:
        more = redirect("tasks:target-add", plan.pk)
        more["Location"] += f"?of={target.pk}"
        return more
    return redirect("tasks:plan-targets", plan.pk)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def target_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write one target of a draft."""
    target = _chosen(request, pk)
    form = _form(request, target)
    if request.method == "GET" or not form.is_valid():
        return _typed(request, "tasks/target_edit.html", target.plan, form)
    version, typed = form.cleaned_data["version"], form.typed
    try:
        actions.edit_target(
            target=target, typed=typed, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        target = _chosen(request, pk)
        form, differing = form.on_top_of(_form(request, target, bound=False))
        return _typed(
            request, "tasks/target_edit.html", target.plan, form, status=409, differing=differing
        )
    messages.success(request, said("Đã lưu mục tiêu."))
    return redirect("tasks:plan-targets", target.plan_id)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def target_delete(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove a target from a draft, after asking once."""
    target = _chosen(request, pk)
    if request.method == "GET":
        page = {"plan": target.plan, "target": target}
        return render(request, "tasks/target_delete.html", page)
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        actions.delete_target(target=target, version=version, by=request.viewer, at=timezone.now())
    except actions.ConflictError:
        messages.warning(request, said("Dự thảo vừa được người khác sửa; xem lại rồi hãy xóa."))
        return redirect("tasks:target-delete", target.pk)
    messages.success(request, said("Đã xóa mục tiêu “{target}”.", target=target))
    return redirect("tasks:plan-targets", target.plan_id)


def _chosen(request: PortalRequest, pk: int) -> Target:
    """Return a target of a draft that the viewer writes; its plan is read along."""
    targets = Target.objects.select_related("component__framework__index")
    target = get_object_or_404(targets.filter(plan__in=plans_seen(request).values("pk")), pk=pk)
    target.plan = chosen_plan(request, target.plan_id, may_edit_plan, DRAFT)
    return target


def _begun(request: PortalRequest, plan: Plan) -> Target:
    """Return what a new target begins with: words, component and year of the one it goes with."""
    asked = asked_number(request, "of")
    other = plan.targets.filter(pk=asked).first() if asked else None
    if other is None:
        return Target(plan=plan, year=plan.year_from)
    return Target(plan=plan, text=other.text, year=other.year, component_id=other.component_id)


def _form(request: PortalRequest, target: Target, *, bound: bool = True) -> TargetForm:
    data = request.POST if bound and request.method == "POST" else None
    components = judged.components(target.plan, also=target.component_id)
    return TargetForm(data, target=target, components=components)


def _typed(
    request: PortalRequest, template: str, plan: Plan, form: TargetForm, **more: Any
) -> HttpResponse:
    status = more.pop("status", 422 if form.errors else 200)
    return render(request, template, {"plan": plan, "form": form, **more}, status=status)
