"""The officer's pages: what my units owe."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plans.access import PortalRequest, Right, requires
from plans.models import Period, Plan
from tasks import signing
from tasks.forms import ProgressForm
from tasks.reports import lineage, owed, rollup
from tasks.views.periods import choose_period

DRAFTS_SHOWN = 5
"""Drafts named at the top; home_drafts.html leads to the rest."""


@require_safe
@requires(Right.READ)
def home(request: PortalRequest) -> HttpResponse:
    """Show what my units owe in the open period; who records nothing goes to the roll-up."""
    if not request.viewer.records:
        return redirect("tasks:rollup")
    choice = choose_period(request)
    drafts = _drafts(request)
    if choice is None:
        return render(request, "tasks/home.html", {"owed": None, "drafts": drafts})
    found = owed.build(
        viewer=request.viewer, period=choice.period, before=choice.before, on=request.today
    )
    chosen = request.GET.get("show", "all")
    groups = [
        (group, [(row, ProgressForm(row=row)) for row in group.rows if _shown(row, chosen)])
        for group in found.groups
    ]
    page = {
        "owed": found,
        "drafts": drafts,
        "groups": [(group, rows) for group, rows in groups if rows],
        "show": chosen,
        "choice": choice,
        "guided": 0 if found.total else _guided(request, choice.period),
    }
    return render(request, "tasks/home.html", page)


def _drafts(request: PortalRequest) -> list[tuple[Plan, str]]:
    """Return the drafts that wait for the viewer to issue them: the first, and one more if any."""
    waiting = signing.waiting_for(request.viewer).select_related("issuer")
    return lineage.beside(waiting[: DRAFTS_SHOWN + 1])


def _guided(request: PortalRequest, period: Period) -> int:
    """Count the rows of others that the viewer may follow; asked only where nothing is owed."""
    return rollup.owed(viewer=request.viewer, period=period).count()


def _shown(row: owed.OwedRow, chosen: str) -> bool:
    if chosen == "missing":
        return not row.is_reported
    if chosen == "difficulty":
        return bool(row.difficulty)
    return True
