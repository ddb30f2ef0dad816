"""A component of an index: its series, the provinces, the work; and effort against result."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, series, sources, workbooks
from indicators.models import Component, Score
from indicators.versions import Versions
from indicators.views.drawings import drawing_file
from indicators.views.standings import INDEX, Chosen, choose, find
from papi_portal.pages import download
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from tasks.reports import effort as effort_report
from tasks.reports.effort_workbook import sheet as effort_sheet
from tasks.views.periods import choose_period


@require_safe
@requires(Right.READ)
def component(request: PortalRequest, pk: int, component_id: int) -> HttpResponse:
    """Show a component of a province: over the years, among provinces, and the work on it."""
    chosen, shown, found = _series(request, pk, component_id)
    choice = choose_period(request, of={chosen.place, *chosen.run.territories})
    page = {
        "chosen": chosen,
        "component": shown,
        "series": found,
        "chart": _drawing(found),
        "choice": choice,
        "work": choice
        and effort_report.work(
            viewer=request.viewer, period=choice.period, component=shown, on=request.today
        ),
    }
    return render(request, "tasks/component.html", page)


@require_safe
@requires(Right.READ)
def component_picture(
    request: PortalRequest, pk: int, component_id: int, name: str, kind: str
) -> HttpResponse:
    """Give the picture of a component over the years as a file."""
    _, _, found = _series(request, pk, component_id)
    drawing = _drawing(found) if found.years and name == "years" else None
    page = reverse("tasks:component", args=[pk, component_id])
    return drawing_file(request, drawing, kind, page=page)


@require_safe
@requires(Right.READ)
def component_workbook(request: PortalRequest, pk: int, component_id: int) -> HttpResponse:
    """Give the tables of a component as a workbook."""
    chosen, shown, found = _series(request, pk, component_id)
    if found.last is None:
        raise Http404
    measured = [one.component for one in found.years]
    scores = Score.objects.filter(territory__in=chosen.run.ids, component__in=measured)
    sheets = workbooks.series(found, chosen.owner.name, sources.told(scores))
    return download(
        write([*sheets, workbooks.published(scores)]), f"{shown}, {chosen.owner.name}.xlsx"
    )


@require_safe
@requires(Right.READ)
def effort(request: PortalRequest, pk: int) -> HttpResponse:
    """Show, for each sub-indicator of a province, how its points moved and how far the work is."""
    chosen = choose(request, pk)
    choice = choose_period(request, of={chosen.place, *chosen.run.territories})
    if chosen.standing is None:
        raise Http404
    found = choice and effort_report.build(
        viewer=request.viewer,
        period=choice.period,
        standing=chosen.standing,
        on=request.today,
    )
    sort = request.GET.get("sort", "sign")
    page = {
        "chosen": chosen,
        "standing": chosen.standing,
        "choice": choice,
        "found": found,
        "rows": found.sorted_by(sort) if found else (),
        "sort": sort,
    }
    return render(request, "tasks/effort.html", page)


@require_safe
@requires(Right.READ)
def effort_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give points and work of each sub-indicator as a workbook."""
    chosen = choose(request, pk)
    choice = choose_period(request, of={chosen.place, *chosen.run.territories})
    if chosen.standing is None or not choice:
        raise Http404
    found = effort_report.build(
        viewer=request.viewer,
        period=choice.period,
        standing=chosen.standing,
        on=request.today,
    )
    rows = found.sorted_by(request.GET.get("sort", "sign"))
    source = sources.told(sources.of_run(chosen.run.ids, INDEX, found.standing.year))
    name = f"Điểm và việc làm, {chosen.owner.name} {found.standing.year}.xlsx"
    return download(write([effort_sheet(found, rows, source)]), name)


def _series(
    request: PortalRequest, pk: int, component_id: int
) -> tuple[Chosen, Component, series.Series]:
    """Return what is asked for in the index of a component, and what it was up to that year."""
    shown = get_object_or_404(
        Component.objects.select_related("framework__index"),
        pk=component_id,
        framework__territory=None,
    )
    index = shown.framework.index.code
    chosen, versions = find(request, pk, index), Versions.of(index)
    last = chosen.year or shown.framework.first_year
    return chosen, shown, series.read(shown, chosen.run.ids, versions, year=last)


def _drawing(found: series.Series) -> charts.YearsChart:
    return charts.years_chart(f"{found.component} qua các năm", found.years)
