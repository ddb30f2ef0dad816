"""Pages on which a draft is written: its head, its headings, its rows."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.pages import whole_number
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, PlanSection
from tasks import actions
from tasks.access import may_edit_plan
from tasks.forms.plan import PlanForm, SectionForm
from tasks.forms.row import RowForm
from tasks.models import Task
from tasks.parties import Directory
from tasks.reports import drafting
from tasks.reports.appendix import NOT_PRINTED
from tasks.views.chosen import DRAFT, acts_on, chosen_plan, chosen_row, refusals_told

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_rows(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the rows of a draft, and move one up or down."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    if request.method == "GET":
        page = {"draft": drafting.build(plan), "page": "rows", **acts_on(request, plan)}
        return render(request, "tasks/plan_rows.html", page)
    word, _, which = request.POST.get("move", "").partition("-")
    number = whole_number(which)
    if word not in STEPS or number is None:
        raise Http404
    task = get_object_or_404(plan.tasks.select_related("plan__issuer__territory"), pk=number)
    actions.move_row(task=task, steps=STEPS[word], by=request.viewer, at=timezone.now())
    return redirect(reverse("tasks:plan-rows", args=[plan.pk], fragment=f"row-{task.pk}"))


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write the head of a draft: number, day, subject, years, signatory."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    form = PlanForm(request.POST or None, plan=plan)
    page = {"plan": plan, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/plan_edit.html", page, status=status)
    version = form.cleaned_data["version"]
    try:
        actions.edit_plan(
            plan=plan, head=form.head, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        plan.refresh_from_db()
        form, differing = form.on_top_of(PlanForm(plan=plan))
        page |= {"form": form, "differing": differing}
        return render(request, "tasks/plan_edit.html", page, status=409)
    messages.success(request, said("Đã lưu thông tin kế hoạch."))
    return redirect("tasks:plan-rows", plan.pk)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def section_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write a heading of a draft and the text under it."""
    section = get_object_or_404(PlanSection, pk=pk)
    plan = section.plan = chosen_plan(request, section.plan_id, may_edit_plan, DRAFT)
    form = SectionForm(request.POST or None, section=section)
    page = {"plan": plan, "section": section, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/section_edit.html", page, status=status)
    typed, version = form.cleaned_data, form.cleaned_data["version"]
    try:
        actions.edit_section(
            section=section, typed=typed, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        section.refresh_from_db()
        form, differing = form.on_top_of(SectionForm(section=section))
        page |= {"form": form, "differing": differing}
        return render(request, "tasks/section_edit.html", page, status=409)
    messages.success(request, said("Đã lưu mục “{section}”.", section=section))
    return redirect("tasks:plan-rows", plan.pk)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def section_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a heading to the appendix of a draft."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    form = SectionForm(request.POST or None, section=PlanSection(plan=plan))
    if request.method == "GET" or not form.is_valid():
        page = {"plan": plan, "form": form}
        status = 422 if form.errors else 200
        return render(request, "tasks/section_add.html", page, status=status)
    typed, version = form.cleaned_data, form.cleaned_data["version"]
    try:
        section = actions.add_section(
            plan=plan, typed=typed, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        plan.refresh_from_db()
        form = form.added_meanwhile(SectionForm(section=PlanSection(plan=plan)))
        page = {"plan": plan, "form": form}
        return render(request, "tasks/section_add.html", page, status=409)
    messages.success(request, said("Đã thêm mục “{section}”.", section=section))
    return redirect("tasks:plan-rows", plan.pk)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def row_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a row to a draft, under the heading that the address names."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    asked = request.GET.get("section", "")
    section = next((one for one in plan.sections.all() if str(one.pk) == asked), None)
    empty = Task(plan=plan, section=section)
    form = _form(request, empty)
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/row_add.html", {"plan": plan, "form": form}, status=status)
    newest, row, links = form.cleaned_data["version"], form.row, form.links
    try:
        task = actions.add_row(
            plan=plan, row=row, links=links, newest=newest, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        form = form.added_meanwhile(_form(request, empty, bound=False))
        return render(request, "tasks/row_add.html", {"plan": plan, "form": form}, status=409)
    return _saved(request, task, said("Đã thêm nhiệm vụ “{task}”.", task=task))


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def row_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write one row of a draft."""
    task = chosen_row(request, pk, may_edit_plan, DRAFT)
    form = _form(request, task)
    page = {"plan": task.plan, "task": task, "form": form}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/row_edit.html", page, status=status)
    version, row, links = form.cleaned_data["version"], form.row, form.links
    try:
        actions.edit_row(
            task=task, row=row, links=links, version=version, by=request.viewer, at=timezone.now()
        )
    except actions.ConflictError:
        task = chosen_row(request, pk, may_edit_plan)
        form, differing = form.on_top_of(_form(request, task, bound=False))
        page |= {"task": task, "form": form, "differing": differing}
        return render(request, "tasks/row_edit.html", page, status=409)
    return _saved(request, task, said("Đã lưu nhiệm vụ “{task}”.", task=task))


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def row_delete(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove a row from a draft, after asking once."""
    task = chosen_row(request, pk, may_edit_plan, DRAFT)
    if request.method == "GET":
        return render(request, "tasks/row_delete.html", {"plan": task.plan, "task": task})
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        actions.delete_row(task=task, version=version, by=request.viewer, at=timezone.now())
    except actions.ConflictError:
        messages.warning(
            request,
            said("Nhiệm vụ “{task}” vừa được người khác sửa; xem lại rồi hãy xóa.", task=task),
        )
        return redirect("tasks:row-delete", task.pk)
    messages.success(request, said("Đã xóa nhiệm vụ “{task}”.", task=task))
    return redirect("tasks:plan-rows", task.plan_id)


def _form(request: PortalRequest, task: Task, *, bound: bool = True) -> RowForm:
    plan: Plan = task.plan
    data = request.POST if bound and request.method == "POST" else None
    parties = task.parties.select_related("unit").order_by("role", "position") if task.pk else []
    return RowForm(
        data,
        task=task,
        parties=parties,
        directory=Directory.of(plan.territory, on=plan.issued_on or request.today),
        components=drafting.component_choices(plan, task),
    )


def _saved(request: PortalRequest, task: Task, done: str) -> HttpResponse:
    """Tell what was done, and what follows from where the row stands; lead to it."""
    messages.success(request, done)
    if task.section and task.section.part == PlanSection.Part.BODY:
        messages.warning(request, NOT_PRINTED)
    return redirect(reverse("tasks:plan-rows", args=[task.plan_id], fragment=f"row-{task.pk}"))
