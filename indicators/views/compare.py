"""Provinces side by side. What was published is public: whoever reads may see it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, workbooks
from indicators.models import PAPI
from indicators.models.scores import Score, ScoreQuerySet
from indicators.scores import sources
from indicators.standing import side_by_side
from indicators.versions import Versions
from indicators.views.drawings import drawing_file
from indicators.views.prints import printed
from papi_portal.pages import asked_number, download, whole_number
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires


@require_safe
@requires(Right.READ)
def compare(request: PortalRequest) -> HttpResponse:
    """Ask for up to six provinces and a year, and show them side by side."""
    asked = _asked(request)
    page = {
        "asked": asked,
        "most": side_by_side.MOST,
        "chart": charts.compared_chart(asked.found) if asked.found else None,
        "source": sources.told(_scores(asked.found)) if asked.found else "",
    }
    return render(request, "indicators/compare.html", page, status=422 if asked.too_many else 200)


@require_safe
@requires(Right.READ)
def compare_picture(request: PortalRequest, name: str, kind: str) -> HttpResponse:
    """Give the picture of provinces side by side as a file."""
    found = _asked(request).found
    drawing = charts.compared_chart(found) if found and name == "compared" else None
    return drawing_file(request, drawing, kind, page=reverse("indicators:compare"))


@require_safe
@requires(Right.READ)
def compare_workbook(request: PortalRequest) -> HttpResponse:
    """Give the table of provinces side by side as a workbook."""
    found = _asked(request).found
    if found is None:
        raise Http404
    sheets = [
        workbooks.side_by_side(found, sources.told(_scores(found))),
        workbooks.published(_scores(found)),
    ]
    return download(write(sheets), f"{_file_name(found)}.xlsx")


@require_safe
@requires(Right.READ)
def compare_pdf(request: PortalRequest) -> HttpResponse:
    """Print provinces side by side as PDF, or say why this machine cannot."""
    found = _asked(request).found
    if found is None:
        raise Http404
    shown = {
        "found": found,
        "chart": charts.compared_chart(found),
        "source": sources.told(_scores(found)),
    }
    page = reverse("indicators:compare")
    return printed(request, "print/compare.html", shown, name=_file_name(found), page=page)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which provinces and year were chosen, among which; what was found of them."""

    provinces: list[side_by_side.Candidate]
    chosen: list[side_by_side.Candidate]
    years: list[int]
    year: int | None
    found: side_by_side.SideBySide | None

    @property
    def too_many(self) -> bool:
        return len(self.chosen) > side_by_side.MOST


def _asked(request: PortalRequest) -> Asked:
    """Return what the address asks for; what it names and is not there is left out."""
    provinces = side_by_side.candidates(PAPI)
    known = {pk: one for one in provinces for pk in one.run.ids}
    wanted = map(whole_number, request.GET.getlist("place"))
    chosen = list(dict.fromkeys(known[one] for one in wanted if one in known))
    years = sorted({year for one in provinces for year in one.run.years}, reverse=True)
    asked = asked_number(request, "year")
    latest = max((year for one in chosen or provinces for year in one.run.years), default=None)
    year = asked if asked in years else latest
    found = None
    if year is not None and 0 < len(chosen) <= side_by_side.MOST:
        found = side_by_side.side_by_side(chosen, year=year, versions=Versions.of(PAPI))
    return Asked(provinces, chosen, years, year, found)


def _scores(found: side_by_side.SideBySide) -> ScoreQuerySet:
    """Return what was published of the compared provinces, in whole and in parts."""
    return Score.objects.filter(
        territory__in=[pk for one in found.provinces for pk in one.run.ids],
        component__framework=found.framework,
        year=found.year,
        is_computed=False,
    )


def _file_name(found: side_by_side.SideBySide) -> str:
    return f"So sánh các tỉnh năm {found.year}"
