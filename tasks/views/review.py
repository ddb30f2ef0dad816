"""The province's pages: the desk, the matrix of a year, and the rows behind their figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, attachment, sheet
from papi_portal.text import clean_line
from papi_portal.wording import said
from papi_portal.workbook import XLSX
from plans.access import PortalRequest, Right, requires
from plans.models import Period, Territory, Unit
from tasks.access import may_print_province
from tasks.reports import guided as guided_report
from tasks.reports import nation as nation_report
from tasks.reports import rollup as rollup_report
from tasks.reports import rows as rows_report
from tasks.reports import rows_workbook
from tasks.reports import year_matrix as year_report
from tasks.views.indexes import IndexChoice, choose_index
from tasks.views.periods import choose_period

LONGEST_SEARCH = 100
ALL_OF = said("các sở, ngành {place}")


@require_safe
@requires(Right.READ)
def rollup(request: PortalRequest) -> HttpResponse:
    """Show the desk of a period: who has handed in, and the matrix commune by dimension."""
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/rollup.html", {"rollup": None})
    period, indexes = choice.period, choose_index(request)
    found = rollup_report.build(
        viewer=request.viewer, period=period, on=request.today, index=indexes.code
    )
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "late")
    page = {
        "rollup": found,
        "indexes": indexes,
        "rows": found.communes.showing(show, sort),
        "departments": found.departments.showing(show, sort),
        "show": show,
        "sort": sort,
        "choice": choice,
        "may_keep": request.viewer.keeps_calendar_of(period.territory_id),
        "may_review": request.viewer.may(Right.REVIEW),
        "may_print": may_print_province(request.viewer, period),
        "place": _whose(request, period),
    }
    return render(request, "tasks/rollup.html", page)


@require_safe
@requires(Right.READ)
def nation(request: PortalRequest) -> HttpResponse:
    """Show all provinces of a period beside each other, to who reads them all."""
    if not request.viewer.sees_all:
        raise Http404
    terms = nation_report.terms(request.viewer)
    if not terms:
        return render(request, "tasks/nation.html", {"found": None})
    asked = request.GET.get("term", "")
    term = next((one for one in terms if one.code == asked), next(iter(terms)))
    found = nation_report.build(viewer=request.viewer, term=term)
    page = {"found": found, "term": term, "name": terms[term], "terms": terms.items()}
    return render(request, "tasks/nation.html", page)


@require_safe
@requires(Right.READ)
def year_matrix(request: PortalRequest) -> HttpResponse:
    """Show the reports of a year: communes and departments by period."""
    found = year_report.build(
        viewer=request.viewer,
        year=asked_number(request, "year"),
        calendar=asked_number(request, "calendar"),
        on=request.today,
    )
    words = _searched(request)
    page = {"found": found, "tables": found.naming(words) if found else (), "words": words}
    return render(request, "tasks/year_matrix.html", page)


@require_safe
@requires(Right.READ)
def guided(request: PortalRequest) -> HttpResponse:
    """Show how far the sub-indicators that the viewer's units guide are, across all communes."""
    choice = choose_period(request)
    page = {
        "choice": choice,
        "found": choice
        and guided_report.build(viewer=request.viewer, period=choice.period, on=request.today),
    }
    return render(request, "tasks/guided.html", page)


@require_safe
@requires(Right.READ)
def rollup_rows(request: PortalRequest) -> HttpResponse:
    """Show the rows behind one figure, narrowed by state, difficulty and words."""
    period, indexes = _period(request), choose_index(request)
    asked = _asked(request, indexes)
    found = rows_report.behind(viewer=request.viewer, period=period, asked=asked)
    rows = sheet(found, request)
    page = {
        "period": period,
        "sheet": rows,
        "rows": rows_report.build(
            assignments=rows_report.loaded(list(rows.object_list)),
            period=period,
            on=request.today,
            words=asked.words,
        ),
        "asked": asked,
        "indexes": indexes,
        "shown": rows_report.SHOWN,
        **_said(request, period, asked),
    }
    return render(request, "tasks/rollup_rows.html", page)


@require_safe
@requires(Right.READ)
def rollup_rows_file(request: PortalRequest) -> HttpResponse:
    """Give the rows behind one figure, all sheets of them, as a workbook."""
    period, indexes = _period(request), choose_index(request)
    asked = _asked(request, indexes)
    found = rows_report.behind(viewer=request.viewer, period=period, asked=asked)
    assignments = rows_report.loaded(list(found))
    rows = rows_report.build(assignments=assignments, period=period, on=request.today)
    said = _said(request, period, asked)
    name = f"Nhiệm vụ {period.name}, {said['place']}"
    parts = (indexes.name, said["about"], rows_report.SHOWN.get(asked.show, ""), asked.words)
    title = (name, *filter(None, parts))
    response = HttpResponse(rows_workbook.as_xlsx(rows=rows, title=title), content_type=XLSX)
    response["Content-Disposition"] = attachment(f"{name}.xlsx")
    return response


def _period(request: PortalRequest) -> Period:
    choice = choose_period(request)
    if choice is None:
        raise Http404
    return choice.period


def _asked(request: PortalRequest, indexes: IndexChoice) -> rows_report.Asked:
    return rows_report.Asked(
        territory=asked_number(request, "territory"),
        unit=asked_number(request, "unit"),
        dimension=asked_number(request, "dimension"),
        component=asked_number(request, "component"),
        show=request.GET.get("show", ""),
        with_difficulty=bool(request.GET.get("difficulty")),
        words=_searched(request),
        index=indexes.code,
    )


def _said(request: PortalRequest, period: Period, asked: rows_report.Asked) -> dict[str, str]:
    """Return what the rows are about, in words: where, and of which part of the index."""
    place = _place(request, asked.territory) or period.territory
    units = Unit.objects.visible_to(request.viewer)
    unit = units.filter(pk=asked.unit).first() if asked.unit else None
    about = (
        rows_report.dimension_name(asked.dimension, request.viewer),
        rows_report.component_name(asked.component, request.viewer),
    )
    if asked.unit is None:
        where = place.name_inside
    else:
        where = unit.name if unit else ALL_OF.format(place=period.territory.name_inside)
    return {"place": where, "about": " · ".join(filter(None, about))}


def _searched(request: PortalRequest) -> str:
    return clean_line(request.GET.get("q", "")[:LONGEST_SEARCH])


def _whose(request: PortalRequest, period: Period) -> str:
    whole = request.viewer.reads_all_of(period.territory_id)
    return period.territory.name_inside if whole else request.viewer.place


def _place(request: PortalRequest, territory_id: int | None) -> Territory | None:
    if territory_id is None:
        return None
    return Territory.objects.visible_to(request.viewer).filter(pk=territory_id).first()
