"""The officer's pages: what my units owe, all rows in one form."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import signed_out
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Period, Plan
from tasks import signing
from tasks.access import may_propose, may_submit
from tasks.models import EDITABLE_STATES, Submission
from tasks.reports import lineage, rollup
from tasks.reports.owed_choice import STATES, Choice, indexes_of
from tasks.reports.owed_rows import Owed
from tasks.views.periods import PeriodChoice, choose_period, seen_period
from tasks.views.saving import Saving, kept_rows, owed_now, save_rows

DRAFTS_SHOWN = 5
"""Drafts named at the top; home_drafts.html leads to the rest."""


@require_safe
@requires(Right.READ)
def home(request: PortalRequest) -> HttpResponse:
    """Show what my units owe in the open period; who records nothing goes to the roll-up."""
    if not request.viewer.records:
        return redirect("tasks:rollup")
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/home.html", {"owed": None, "drafts": _drafts(request)})
    found = owed_now(request, choice.period, choice.before)
    typed = signed_out.take_kept(request, _saving_address(choice.period))
    page = _page(request, choice, found, kept_rows(typed, found))
    return render(request, "tasks/home.html", {**page, "kept": typed is not None})


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_save(request: PortalRequest, period_id: int) -> HttpResponse:
    """Save every changed row of the page; what could not be saved comes back as it was typed."""
    period, before = seen_period(request, period_id)
    if request.method == "GET":  # after signing in again, or when the address is opened by hand
        return redirect(_home_address(request, period))
    saving = save_rows(request, period, owed_now(request, period, before))
    if saving.unsaved:
        return _unsaved(request, period, saving)
    if saving.saved:
        messages.success(request, said("Đã lưu {saved} nhiệm vụ.", saved=len(saving.saved)))
    else:
        messages.info(request, said("Không có thay đổi nào cần lưu."))
    return redirect(_home_address(request, period, row=request.POST.get("save", "")))


def _unsaved(request: PortalRequest, period: Period, saving: Saving) -> HttpResponse:
    """Show the page again, with the rows that are not saved as they were typed."""
    refused = len(saving.unsaved) - saving.filled
    if saving.saved or refused:
        told = said(
            "Đã lưu {saved} nhiệm vụ; {refused} chưa lưu, xem bên dưới.",
            saved=len(saving.saved),
            refused=refused,
        )
        messages.warning(request, told)
    asked = request.GET.copy()
    asked["period"] = str(period.pk)
    request.GET = asked  # type: ignore[assignment]
    choice = choose_period(request)
    if choice is None:
        return redirect("tasks:home")
    page = _page(request, choice, owed_now(request, choice.period, choice.before), saving)
    return render(request, "tasks/home.html", page, status=saving.status)


def _page(
    request: PortalRequest, choice: PeriodChoice, found: Owed, saving: Saving
) -> dict[str, object]:
    """Return what the page is drawn from; rows that are not saved are shown in any case."""
    wanted, indexes = Choice.of(request.GET.dict()), indexes_of(found.rows)
    groups = [
        (
            group,
            [
                saving.entry(row)
                for row in group.rows
                if wanted.fits(row, indexes) or row.assignment_id in saving.unsaved
            ],
        )
        for group in found.groups
    ]
    shown = [(group, entries) for group, entries in groups if entries]
    return {
        "owed": found,
        "drafts": _drafts(request),
        "in_hand": _in_hand(request, found),
        "groups": shown,
        "unsaved": [one for _, entries in shown for one in entries if one.is_unsaved],
        "wanted": wanted,
        "show": wanted.show,
        "wanted_states": STATES,
        "wanted_indexes": {code: name for one in indexes.values() for code, name in one.items()},
        "choice": choice,
        "typed_by": signed_out.signature(request.user.pk),
        "guided": 0 if found.total else _guided(request, choice.period),
    }


def _home_address(request: PortalRequest, period: Period, *, row: str = "") -> str:
    """Return where a save leads: to the rows as they were chosen, at the row that was saved."""
    query = QueryDict(mutable=True)
    query.update(request.GET.dict())
    query["period"] = str(period.pk)
    fragment = f"row-{row}" if row.isascii() and row.isdecimal() else None
    return reverse("tasks:home", query=query, fragment=fragment)


def _saving_address(period: Period) -> str:
    return reverse("tasks:progress-save", args=[period.pk])


def _drafts(request: PortalRequest) -> list[tuple[Plan, str]]:
    """Return the drafts that wait for the viewer to issue them: the first, and one more if any."""
    waiting = signing.waiting_for(request.viewer).select_related("issuer")
    return lineage.beside(waiting[: DRAFTS_SHOWN + 1])


def _in_hand(request: PortalRequest, found: Owed) -> list[tuple[Submission, bool]]:
    """Return the begun reports of the viewer's units, each with whether the viewer signs it."""
    begun = {(one.plan.id, one.unit_id) for one in found.reports if one.state in EDITABLE_STATES}
    if not begun:
        return []
    reports = (
        Submission.objects.filter(
            period=found.period,
            state__in=EDITABLE_STATES,
            plan__in={plan for plan, _ in begun},
            unit__in={unit for _, unit in begun},
        )
        .select_related("unit", "proposed_by", "reviewed_by")
        .order_by("plan", "unit", "pk")
    )
    return [
        (one, may_submit(request.viewer, one.unit))
        for one in reports
        if may_propose(request.viewer, one.unit)
    ]


def _guided(request: PortalRequest, period: Period) -> int:
    """Count the rows of others that the viewer may follow; asked only where nothing is owed."""
    return rollup.owed(viewer=request.viewer, period=period).count()
