"""What plans leave uncovered: one plan, and all of a year."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, sheet
from plans.access import PortalRequest, Right, requires
from plans.models import Plan
from tasks.reports import coverage as coverage_report
from tasks.views.chosen import plans_seen
from tasks.views.indexes import choose_index


@require_safe
@requires(Right.READ)
def plan_coverage(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what one plan leaves uncovered."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    indexes = choose_index(request)
    found = coverage_report.of_plan(plan, on=request.today, index=indexes.code)
    page = {"plan": plan, "coverage": found, "indexes": indexes}
    return render(request, "tasks/plan_coverage.html", page)


@require_safe
@requires(Right.READ)
def coverage(request: PortalRequest) -> HttpResponse:
    """Show what the plans of a year leave uncovered, the least covered first."""
    year = asked_number(request, "year") or request.today.year
    component = asked_number(request, "component")
    indexes = choose_index(request)
    found = coverage_report.of_year(
        viewer=request.viewer,
        year=year,
        on=request.today,
        index=indexes.code,
        place=asked_number(request, "place"),
    )
    show = request.GET.get("show", "")
    page = {
        "coverage": found,
        "indexes": indexes,
        "sheet": sheet(found.rows_showing(show, component), request),
        "show": show,
        "component": next(
            (one.component for one in found.lacks if one.component.pk == component), None
        ),
        "years": _years(request, year),
    }
    return render(request, "tasks/coverage.html", page)


def _years(request: PortalRequest, year: int) -> list[int]:
    """Return the years of the plans one may read, with the one that is shown."""
    spans = Plan.objects.visible_to(request.viewer).issued().order_by()
    found = {year for span in spans.values_list("year_from", "year_to").distinct() for year in span}
    return sorted(found | {year}, reverse=True)
