"""The rows of a preview: edited in place, left out, joined and split."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from indicators.models import PAPI, Component
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from tasks import actions
from tasks.forms.intake import RowForm
from tasks.models import Intake
from tasks.reading import edits
from tasks.reports import intake as intake_report
from tasks.reports.intake import Preview
from tasks.views.imports import (
    preview_address,
    preview_page,
    refusals_told,
    shown,
    waiting_intake,
)

Values = dict[str, Any]
ACTS: dict[str, Callable[[Values, int], Values]] = {
    "settle": edits.settle,
    "drop": lambda values, row_id: edits.drop(values, row_id, dropped=True),
    "restore": lambda values, row_id: edits.drop(values, row_id, dropped=False),
    "join": edits.join_up,
    "split": edits.split,
}


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def intake_row(request: PortalRequest, pk: int, row_id: int) -> HttpResponse:
    """Edit one row of the preview: in place with script, on a page of its own without.

    With `?read` a script gets the row back as it stands.
    """
    intake = waiting_intake(request, pk)
    row = edits.find(intake.values, row_id)
    if row is None:
        raise Http404
    if request.htmx and "read" in request.GET:
        return _answer(request, intake, intake, row_id)
    form = RowForm.of(row, _components(intake), request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, intake, row_id, form, status=422 if form.errors else 200)
    seen = form.cleaned_data["version"]
    try:
        edited = actions.edit_intake(
            intake=intake, edit=lambda values: edits.change(values, row_id, form.changes, seen=seen)
        )
    except edits.OtherVersionError:
        intake.refresh_from_db()
        now = edits.find(intake.values, row_id) or row
        form, differing = form.on_top_of(RowForm.of(now, _components(intake)))
        return _form(request, intake, row_id, form, status=409, differing=differing)
    return _answer(request, intake, edited, row_id)


@require_POST
@requires(Right.READ)
@refusals_told
def intake_row_act(request: PortalRequest, pk: int, row_id: int, act: str) -> HttpResponse:
    """Settle, leave out, take back, join with the row above, or split one row."""
    intake = waiting_intake(request, pk)
    if act not in ACTS:
        raise Http404
    edited = actions.edit_intake(intake=intake, edit=lambda values: ACTS[act](values, row_id))
    if act == "join":
        ids = [row["id"] for row in intake.values["rows"]]
        row_id = ids[ids.index(row_id) - 1]
    if act in {"join", "split"}:
        return redirect(preview_address(request, edited, f"dong-{row_id}"))
    return _answer(request, intake, edited, row_id)


@require_POST
@requires(Right.READ)
@refusals_told
def intake_split(request: PortalRequest, pk: int) -> HttpResponse:
    """Make one row of each bullet in the whole document."""
    intake = waiting_intake(request, pk)
    before = len(intake.values["rows"])
    intake = actions.edit_intake(intake=intake, edit=edits.split_all)
    messages.success(
        request,
        said(
            "Đã tách {before} dòng thành {values} dòng.",
            before=before,
            values=len(intake.values["rows"]),
        ),
    )
    return redirect(preview_address(request, intake))


def _form(
    request: PortalRequest, intake: Intake, row_id: int, form: RowForm, *, status: int, **more: Any
) -> HttpResponse:
    """Give the form of a row: in its place to a script, else on a page of its own."""
    template = "tasks/intake_row_form.html" if request.htmx else "tasks/intake_row.html"
    page = {"intake": intake, "row_id": row_id, "form": form, "show": shown(request), **more}
    return render(request, template, page, status=status)


def _answer(request: PortalRequest, before: Intake, after: Intake, row_id: int) -> HttpResponse:
    """Give the row as it now stands with the counts of the page, or lead back to it.

    The names to decide come along when they are others than before.
    """
    if not request.htmx:
        return redirect(preview_address(request, after, f"dong-{row_id}"))
    page = preview_page(request, after)
    page["row"] = page["preview"].row(row_id)
    if before is not after:
        page["names_changed"] = _names(page["preview"]) != _names(intake_report.build(before))
    return render(request, "tasks/intake_row_saved.html", page)


def _names(preview: Preview) -> list[str]:
    return [name.key for name in preview.names]


def _components(intake: Intake) -> list[Component]:
    """Return what rows may be linked to: PAPI and own sets of the plan's year, others as wholes."""
    year = intake.values["years"][0] or intake.uploaded_at.year
    papi = Component.objects.measuring(PAPI, year).filter(depth__gt=0)
    named = {row["framework"] for row in intake.values["rows"] if row["components"]}
    wholes = Component.objects.filter(framework__code__in=named, depth=0)
    line = [one.pk for one in intake.territory.line()]
    own = Component.objects.choosable(line, year).filter(framework__territory__isnull=False)
    found = (papi, own, wholes.exclude(pk__in=own))
    return [one for some in found for one in some.select_related("framework__index")]
