"""A component of an index: its series, the provinces, the work; and effort against result."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, workbooks
from indicators.models import PAPI, Component, Score
from indicators.models.scores import ScoreQuerySet
from indicators.scores import sources
from indicators.standing import series
from indicators.versions import Versions
from indicators.views.drawings import drawing_file
from indicators.views.prints import printed
from indicators.views.standings import Chosen, choose, find
from papi_portal.pages import download
from papi_portal.wording import said
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from tasks.reports import effort as effort_report
from tasks.reports.effort_workbook import sheet as effort_sheet
from tasks.views.periods import PeriodChoice, choose_period

OVER_THE_YEARS = said("{component} qua các năm")


@require_safe
@requires(Right.READ)
def component(request: PortalRequest, pk: int, component_id: int) -> HttpResponse:
    """Show a component of a province: over the years, among provinces, and the work on it."""
    page = _shown(request, *_series(request, pk, component_id))
    return render(request, "tasks/component.html", page)


@require_safe
@requires(Right.READ)
def component_pdf(request: PortalRequest, pk: int, component_id: int) -> HttpResponse:
    """Print a component of a province as PDF, or say why this machine cannot."""
    asked = chosen, component, found = _series(request, pk, component_id)
    if found.last is None:
        raise Http404
    shown = {**_shown(request, *asked), "source": sources.told(_scores(chosen, found))}
    page = reverse("tasks:component", args=[pk, component_id])
    name = _file_name(chosen, component)
    return printed(request, "print/component.html", shown, name=name, page=page)


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
    scores = _scores(chosen, found)
    sheets = workbooks.series(found, chosen.owner.name, sources.told(scores))
    name = _file_name(chosen, shown)
    return download(write([*sheets, workbooks.published(scores)]), f"{name}.xlsx")


@require_safe
@requires(Right.READ)
def effort(request: PortalRequest, pk: int) -> HttpResponse:
    """Show, for each sub-indicator of a province, how its points moved and how far the work is."""
    chosen, choice, found = _effort(request, pk)
    page = {
        "chosen": chosen,
        "standing": chosen.standing,
        "choice": choice,
        "found": found,
        "rows": found.sorted_by(_sort(request)) if found else (),
        "sort": _sort(request),
    }
    return render(request, "tasks/effort.html", page)


@require_safe
@requires(Right.READ)
def effort_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print points and work of each sub-indicator as PDF, or say why this machine cannot."""
    chosen, _, found = _effort(request, pk)
    if found is None:
        raise Http404
    shown = {
        "chosen": chosen,
        "found": found,
        "rows": found.sorted_by(_sort(request)),
        "source": sources.told(sources.of_run(chosen.run.ids, PAPI, found.standing.year)),
    }
    page = reverse("tasks:effort", args=[pk])
    name = _effort_file_name(found)
    return printed(request, "print/effort.html", shown, name=name, page=page)


@require_safe
@requires(Right.READ)
def effort_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give points and work of each sub-indicator as a workbook."""
    chosen, _, found = _effort(request, pk)
    if found is None:
        raise Http404
    source = sources.told(sources.of_run(chosen.run.ids, PAPI, found.standing.year))
    sheet = effort_sheet(found, found.sorted_by(_sort(request)), source)
    return download(write([sheet]), f"{_effort_file_name(found)}.xlsx")


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


def _shown(
    request: PortalRequest, chosen: Chosen, component: Component, found: series.Series
) -> dict[str, object]:
    """Return what page and print show of a component."""
    choice = choose_period(request, of={chosen.place, *chosen.run.territories})
    return {
        "chosen": chosen,
        "component": component,
        "series": found,
        "chart": _drawing(found),
        "choice": choice,
        "work": choice
        and effort_report.work(
            viewer=request.viewer,
            period=choice.period,
            component=component,
            versions=found.versions,
            on=request.today,
        ),
    }


def _scores(chosen: Chosen, found: series.Series) -> ScoreQuerySet:
    """Return the scores of a province that a series is made of."""
    measured = [one.component for one in found.years]
    return Score.objects.filter(territory__in=chosen.run.ids, component__in=measured)


def _file_name(chosen: Chosen, component: Component) -> str:
    return f"{component}, {chosen.owner.name}"


def _effort(
    request: PortalRequest, pk: int
) -> tuple[Chosen, PeriodChoice | None, effort_report.Effort | None]:
    """Return what is asked for, with points and work if there is a period to take work from."""
    chosen = choose(request, pk)
    choice = choose_period(request, of={chosen.place, *chosen.run.territories})
    if chosen.standing is None:
        raise Http404
    if choice is None:
        return chosen, None, None
    found = effort_report.build(
        viewer=request.viewer, period=choice.period, standing=chosen.standing, on=request.today
    )
    return chosen, choice, found


def _sort(request: PortalRequest) -> str:
    return request.GET.get("sort", "sign")


def _effort_file_name(found: effort_report.Effort) -> str:
    return f"Điểm và việc làm, {found.standing.owner.name} {found.standing.year}"


def _drawing(found: series.Series) -> charts.YearsChart:
    return charts.years_chart(OVER_THE_YEARS.format(component=found.component), found.years)
