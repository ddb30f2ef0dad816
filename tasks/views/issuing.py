"""The life of a plan: issue, close, amend, copy for another year, throw a draft away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import PlanBasis
from tasks import actions, cited
from tasks.access import may_edit_plan, may_issue_plan
from tasks.actions.copying import drafts_from
from tasks.forms.plan import CloseForm, CopyForm
from tasks.issuing import is_recorded
from tasks.reports import drafting, issuing
from tasks.views.chosen import COPIED, DRAFT, ISSUED, chosen_plan, refusals_told

Relation = PlanBasis.Relation


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_issue(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what issuing a draft will do and what to look at before; then do it.

    What was issued on paper before it came into the portal is recorded by the same act.
    """
    plan = chosen_plan(request, pk, may_issue_plan, DRAFT)
    recorded, stands = is_recorded(plan, on=request.today), plan.territory.stands_on(request.today)
    if request.method == "POST":
        actions.issue_plan(plan=plan, by=request.viewer, at=timezone.now())
        done = (
            said("Đã ghi nhận {plan} ban hành trên giấy", plan=plan)
            if recorded
            else said("Đã ban hành {plan}", plan=plan)
        )
        messages.success(
            request,
            said("{done}; việc đã được giao cho các đơn vị.", done=done) if stands else f"{done}.",
        )
        return redirect(plan)
    page = {
        "plan": plan,
        "recorded": recorded,
        "stands": stands,
        "issuing": issuing.build(plan=plan, on=request.today),
        "citing": cited.citing(plan),
    }
    return render(request, "tasks/plan_issue.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_close(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, say what will stop, and close an issued plan."""
    plan = chosen_plan(request, pk, may_issue_plan, ISSUED)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.close_plan(plan=plan, reason=reason, by=request.viewer, at=timezone.now())
        messages.success(request, said("Đã kết thúc {plan}.", plan=plan))
        return redirect(plan)
    page = {"plan": plan, "form": form, "given": issuing.given(plan)}
    return render(request, "tasks/plan_close.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_amend(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what an amending draft is, and make it."""
    plan = chosen_plan(request, pk, may_edit_plan, ISSUED)
    if request.method == "POST":
        draft = actions.amend_plan(plan=plan, by=request.viewer, at=timezone.now())
        messages.success(request, said("Đã lập dự thảo sửa đổi, bổ sung {plan}.", plan=plan))
        return redirect("tasks:plan-rows", draft.pk)
    page = {
        "plan": plan,
        "tasks": plan.tasks.count(),
        "known": drafts_from(plan, Relation.AMENDS).first(),
    }
    return render(request, "tasks/plan_amend.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_copy(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the year, say what moves along, and copy a plan into a new draft."""
    plan = chosen_plan(request, pk, may_edit_plan, COPIED)
    form = CopyForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        draft = actions.copy_plan(plan=plan, year=year, by=request.viewer, at=timezone.now())
        messages.success(
            request,
            said("Đã sao chép {plan} thành dự thảo năm {years}.", plan=plan, years=draft.years),
        )
        return redirect("tasks:plan-rows", draft.pk)
    page = {
        "plan": plan,
        "form": form,
        "copying": drafting.copying(plan),
        "known": drafts_from(plan, Relation.CONTINUES),
    }
    return render(request, "tasks/plan_copy.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after asking once."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    if request.method == "POST":
        actions.discard_draft(plan=plan, by=request.viewer, at=timezone.now())
        messages.success(request, said("Đã xóa dự thảo {plan}.", plan=plan))
        return redirect("tasks:plan-list")
    page = {"plan": plan, "tasks": plan.tasks.count()}
    return render(request, "tasks/plan_discard.html", page)
