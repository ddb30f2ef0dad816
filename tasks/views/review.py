"""The province's pages: the roll-up and the rows behind its figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, sheet
from plans.access import PortalRequest, Right, requires
from plans.models import Territory
from tasks.reports import rollup as rollup_report
from tasks.reports import rows as rows_report
from tasks.views.periods import choose_period


@require_safe
@requires(Right.READ)
def rollup(request: PortalRequest) -> HttpResponse:
    """Show the matrix commune by dimension for a period, those who have not reported on top."""
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/rollup.html", {"rollup": None})
    found = rollup_report.build(viewer=request.viewer, period=choice.period, on=request.today)
    show = request.GET.get("show", "")
    rows = found.rows_showing(show)
    whole = request.viewer.reads_all_of(choice.period.territory_id)
    page = {
        "rollup": found,
        "rows": rows,
        "show": show,
        "choice": choice,
        "place": choice.period.territory.name_inside if whole else request.viewer.place,
    }
    return render(request, "tasks/rollup.html", page)


@require_safe
@requires(Right.READ)
def rollup_rows(request: PortalRequest) -> HttpResponse:
    """Show the rows behind one figure of the roll-up."""
    choice = choose_period(request)
    if choice is None:
        raise Http404
    territory_id, dimension_id = (
        asked_number(request, "territory"),
        asked_number(request, "dimension"),
    )
    missing_only = request.GET.get("show") == "missing"
    found = rows_report.behind(
        viewer=request.viewer,
        period=choice.period,
        territory_id=territory_id,
        dimension_id=dimension_id,
        missing_only=missing_only,
    )
    rows = sheet(found, request)
    page = {
        "period": choice.period,
        "sheet": rows,
        "rows": rows_report.build(
            assignments=list(rows.object_list), period=choice.period, on=request.today
        ),
        "place": (_place(request, territory_id) or choice.period.territory).name_inside,
        "dimension": rows_report.dimension_name(dimension_id),
        "missing_only": missing_only,
        "one_commune": territory_id is not None,
    }
    return render(request, "tasks/rollup_rows.html", page)


def _place(request: PortalRequest, territory_id: int | None) -> Territory | None:
    return Territory.objects.visible_to(request.viewer).filter(pk=territory_id or 0).first()
