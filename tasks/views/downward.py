"""A plan goes down: drafts for the communes, who has issued, and what changed above since."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import csv_files
from papi_portal.pages import asked_number, attachment, sheet, whole_number
from papi_portal.text import clean_line
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Territory
from tasks import actions, updates
from tasks.access import may_edit_plan, may_issue_plan
from tasks.forms.plan import DeriveForm
from tasks.reports import issuance as issuance_report
from tasks.reports import reminders
from tasks.reports.issuance import SHOWN, Issuance
from tasks.views.chosen import ISSUED, UnfitPlanError, chosen_plan, refusals_told

FILE_TYPES = {"txt": "text/plain; charset=utf-8", "csv": csv_files.CSV}
LONGEST_NAME = 100
ISSUANCE_TITLES = ("Mã số", "Xã, phường", "Tình trạng", "Hạn ban hành", "So với hạn")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_derive(request: PortalRequest, pk: int) -> HttpResponse:
    """Choose communes, say what will be made, then make a draft for each."""
    plan = chosen_plan(request, pk, may_issue_plan, ISSUED)
    if plan.territory.level == Territory.Level.COMMUNE:
        raise UnfitPlanError(plan)
    found = issuance_report.build(viewer=request.viewer, plan=plan, on=request.today)
    form = DeriveForm(request.POST or None, issuance=found)
    page = {"plan": plan, "issuance": found, "form": form, "rows": plan.tasks.count()}
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/plan_derive.html", page, status=status)
    if "confirmed" not in request.POST:
        return render(request, "tasks/plan_derive_confirm.html", page)
    drafts = actions.derive_plans(
        framework=plan,
        territories=form.territories,
        by=request.viewer,
        at=timezone.now(),
        due_on=form.cleaned_data["due_on"],
    )
    done = (
        said("Đã lập dự thảo cho {drafts} xã, phường từ {plan}.", drafts=len(drafts), plan=plan)
        if drafts
        else said("Đã đặt hạn.")
    )
    messages.success(request, done)
    return redirect(reverse("tasks:issuance", query={"plan": plan.pk}))


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def plan_updates(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what changed above since the plan was derived, old beside new; take or keep each."""
    plan = chosen_plan(request, pk, may_edit_plan)
    if request.method == "POST":
        return _answer(request, plan)
    page = {"plan": plan, "updates": updates.build(plan)}
    return render(request, "tasks/plan_updates.html", page)


def _answer(request: PortalRequest, plan: Plan) -> HttpResponse:
    word, _, which = request.POST.get("answer", "").partition("-")
    row = whole_number(which)
    if word not in {"take", "keep"} or (row is None and which != "all"):
        raise Http404
    act = actions.take_updates if word == "take" else actions.keep_own_rows
    rows = None if row is None else {row}
    changes = act(plan=plan, rows=rows, by=request.viewer, at=timezone.now())
    done = said("Đã nhận") if word == "take" else said("Đã giữ nguyên, không nhận")
    messages.success(
        request, said("{done} {changes} thay đổi từ cấp trên.", done=done, changes=len(changes))
    )
    return redirect("tasks:plan-updates", plan.pk)


@require_safe
@requires(Right.READ)
def issuance(request: PortalRequest) -> HttpResponse:
    """Show who below has issued a plan, who has a draft, who has none."""
    above = issuance_report.frameworks(request.viewer)
    found = _issuance(request, above)
    show, named = request.GET.get("show", ""), clean_line(request.GET.get("q", ""))[:LONGEST_NAME]
    page = {
        "issuance": found,
        "frameworks": above,
        "show": show,
        "named": named,
        "states": SHOWN.items(),
        "sheet": sheet(found.rows_showing(show, named=named) if found else (), request),
        "may_derive": found is not None and may_issue_plan(request.viewer, found.plan),
    }
    return render(request, "tasks/issuance.html", page)


@require_safe
@requires(Right.READ)
def issuance_reminders(request: PortalRequest) -> HttpResponse:
    """Show words that remind the communes that have not issued, to copy or download."""
    found = _issuance(request, issuance_report.frameworks(request.viewer))
    if found is None:
        raise Http404
    page = {"issuance": found, "reminders": reminders.build(found)}
    return render(request, "tasks/issuance_reminders.html", page)


@require_safe
@requires(Right.READ)
def issuance_file(request: PortalRequest, kind: str) -> HttpResponse:
    """Give the same words as a text file, or the list as a table for Excel."""
    found = _issuance(request, issuance_report.frameworks(request.viewer))
    if found is None or kind not in FILE_TYPES:
        raise Http404
    content = _as_csv(found) if kind == "csv" else reminders.build(found).text.encode()
    response = HttpResponse(content, content_type=FILE_TYPES[kind])
    response["Content-Disposition"] = attachment(f"Danh sách nhắc ban hành kế hoạch.{kind}")
    return response


def _as_csv(found: Issuance) -> bytes:
    due_on = found.plan.below_due_on
    day = f"{due_on:%d/%m/%Y}" if due_on else ""
    rows = (
        (row.territory.code, row.territory.name, row.state_word, day, row.timing)
        for row in found.owing
    )
    return csv_files.write([ISSUANCE_TITLES, *rows])


def _issuance(request: PortalRequest, above: list[Plan]) -> Issuance | None:
    """Return the report on the asked-for plan, else on the first of those above; None if none."""
    asked = asked_number(request, "plan")
    if asked is not None:
        plans = Plan.objects.visible_to(request.viewer).select_related("territory", "issuer")
        plan = get_object_or_404(plans, pk=asked)
    elif above:
        plan = above[0]
    else:
        return None
    return issuance_report.build(viewer=request.viewer, plan=plan, on=request.today)
