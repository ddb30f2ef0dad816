"""Plans and their tasks, read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import pdf
from papi_portal.pages import sheet
from plans import trail
from plans.access import PortalRequest, Right, requires
from plans.jobs import Parameters
from plans.models import Period, Plan, Unit, plan_visible_to
from plans.views.printing import give_file, give_pdf
from tasks import signing, standing
from tasks.access import may_record_finding, territories_to_plan_for
from tasks.models import Assignment, Intake, Progress, Task
from tasks.models.answers import answers_read_along
from tasks.printing import PLAN_APPENDIX
from tasks.reports import appendix, arranged, lineage, relations
from tasks.views.chosen import acts_on, plans_seen
from tasks.views.indexes import choose_index

LINES = 20
"""Lines of the trail below a plan or task; the searchable page has the rest."""


@require_safe
@requires(Right.READ)
def plan_list(request: PortalRequest) -> HttpResponse:
    """List the plans one may read, the latest first: all, or the drafts that one may issue."""
    plans = Plan.objects.visible_to(request.viewer)
    waiting = plans.filter(pk__in=signing.waiting_for(request.viewer).values("pk"))
    show = "waiting" if request.GET.get("show") == "waiting" else ""
    listed = sheet((waiting if show else plans).with_counts().latest_first(), request)
    page = {
        "sheet": listed,
        "plans": lineage.beside(listed),
        "show": show,
        "waiting": waiting.count(),
        "takes_in": territories_to_plan_for(request.viewer).exists(),
    }
    return render(request, "tasks/plan_list.html", page)


@require_safe
@requires(Right.READ)
def plan_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a plan: what it is, what it rests on, its text and its appendix."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    page = {
        "plan": plan,
        **acts_on(request, plan),
        "sources": Intake.objects.visible_to(request.viewer).filter(plan=plan),
        "bases": plan.bases.select_related("document").annotate(
            is_readable=plan_visible_to(request.viewer, "document")
        ),
        "relations": relations.build(viewer=request.viewer, plan=plan),
        "sections": plan.sections.filter(part="body"),
        "appendix": appendix.build(plan),
        "entries": trail.about(plan, request.viewer)[:LINES],
    }
    return render(request, "tasks/plan_detail.html", page)


@require_safe
@requires(Right.READ)
def plan_appendix(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the appendix table as it is printed."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    indexes = choose_index(request)
    choice = arranged.Choice.of(request.GET, indexes.chosen)
    built = arranged.build(plan, choice)
    page = {
        "plan": plan,
        "appendix": built,
        "indexes": indexes,
        "choice": choice,
        "orders": arranged.ORDERS,
        "tables": arranged.TABLES,
        "pdf_problem": pdf.problem(),
        "is_long": not pdf.is_short(rows=len(built.rows)),
    }
    return render(request, "tasks/plan_appendix.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def plan_appendix_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print the appendix table as PDF; a long one, or by POST any, in the background."""
    back = reverse("tasks:plan-appendix", args=[pk])
    return give_pdf(request, PLAN_APPENDIX, _wanted(request, pk), back=back)


@require_safe
@requires(Right.READ)
def plan_appendix_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give the appendix table as a Word file to edit and sign, or as an Excel file."""
    return give_file(request, PLAN_APPENDIX, _wanted(request, pk), kind)


def _wanted(request: PortalRequest, pk: int) -> Parameters:
    choice = arranged.Choice.of(request.GET, choose_index(request).chosen)
    return {"plan": pk, **choice.parameters}


@require_safe
@requires(Right.READ)
def task_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a task: its words, who is named, what it works on, and what each period brought."""
    tasks = Task.objects.visible_to(request.viewer).select_related(
        "plan__territory", "plan__issuer__territory__parent__parent", "section", "origin__plan"
    )
    plan_is_readable = plan_visible_to(request.viewer, "plan")
    task = get_object_or_404(tasks.annotate(plan_is_readable=plan_is_readable), pk=pk)
    records = _records(request, task)
    last_state = records[0].state if records else ""
    page = {
        "task": task,
        "due": standing.of_task(task.ends_on, state=last_state, on=request.today),
        "to_record": _to_record(request, task),
        "may_inspect": may_record_finding(request.viewer, task.plan.issuer),
        "origin": Task.objects.visible_to(request.viewer).filter(derived=task).first(),
        "parties": task.parties.select_related("unit__territory"),
        "readable_units": set(
            Unit.objects.visible_to(request.viewer)
            .filter(parties__task=task)
            .values_list("pk", flat=True)
        ),
        "components": task.components.select_related("framework__index", "dimension"),
        "province": task.plan.issuer.territory.line()[-1],
        "records": records,
        "entries": trail.about(task, request.viewer)[:LINES],
    }
    return render(request, "tasks/task_detail.html", page)


def _records(request: PortalRequest, task: Task) -> list[Progress]:
    """Return what each period brought, the latest first."""
    records = Progress.objects.filter(assignment__task=task).visible_to(request.viewer)
    related = records.select_related("period", "assignment__unit", "recorded_by")
    with_answers = related.prefetch_related(answers_read_along())
    return list(with_answers.order_by("-period__data_to", "pk"))


def _to_record(request: PortalRequest, task: Task) -> tuple[Period, Assignment] | None:
    """Return the open period in which the viewer owes this task, and the assignment, if any."""
    if not request.viewer.records:
        return None
    owed = Assignment.objects.owed_by(request.viewer).filter(task=task)
    for period in Period.objects.visible_to(request.viewer).open():
        assignment = owed.owed_in(period).first()
        if assignment:
            return period, assignment
    return None
