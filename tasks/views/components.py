"""A component of an index: its series, the provinces, the work; and effort against result."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators import charts, series
from indicators.models import Component
from indicators.versions import Versions
from indicators.views.standings import choose
from plans.access import PortalRequest, Right, requires
from tasks.reports import effort as effort_report
from tasks.views.periods import choose_period


@require_safe
@requires(Right.READ)
def component(request: PortalRequest, pk: int, component_id: int) -> HttpResponse:
    """Show a component of a province: over the years, among provinces, and the work on it."""
    chosen = choose(request, pk)
    shown = get_object_or_404(
        Component.objects.select_related("framework__index"),
        pk=component_id,
        framework__territory=None,
    )
    versions = Versions.of(shown.framework.index.code)
    last = chosen.standing.year if chosen.standing else shown.framework.first_year
    found = series.read(shown, chosen.owner, versions, year=last)
    choice = choose_period(request)
    page = {
        "chosen": chosen,
        "component": shown,
        "series": found,
        "chart": charts.years_chart(f"{shown} qua các năm", found.years),
        "choice": choice,
        "work": choice
        and effort_report.work(viewer=request.viewer, period=choice.period, component=shown),
    }
    return render(request, "tasks/component.html", page)


@require_safe
@requires(Right.READ)
def effort(request: PortalRequest, pk: int) -> HttpResponse:
    """Show, for each sub-indicator of a province, how its points moved and how far the work is."""
    chosen = choose(request, pk)
    choice = choose_period(request)
    if chosen.standing is None:
        raise Http404
    found = choice and effort_report.build(
        viewer=request.viewer, period=choice.period, standing=chosen.standing
    )
    page = {"chosen": chosen, "standing": chosen.standing, "choice": choice, "found": found}
    return render(request, "tasks/effort.html", page)
