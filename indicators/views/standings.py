"""The standing of a province in PAPI. What was published is public: whoever reads may see it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, sources, standings, workbooks
from indicators.access import may_enter_scores
from indicators.models import Target
from indicators.versions import Versions
from indicators.views.drawings import drawing_file
from papi_portal import pdf
from papi_portal.pages import asked_number, download
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Territory

INDEX = "papi"
MOST = 8


@require_safe
@requires(Right.READ)
def home(request: PortalRequest) -> HttpResponse:
    """Go to the standing of the viewer's province, or ask which one."""
    own = Territory.objects.filter(pk__in=request.viewer.known_ids)
    province = own.filter(level=Territory.Level.PROVINCE).in_force(request.today).first()
    if province is not None:
        return redirect("indicators:standing", province.pk)
    return render(request, "indicators/home.html", {"provinces": _provinces()})


@require_safe
@requires(Right.READ)
def standing(request: PortalRequest, pk: int) -> HttpResponse:
    """Show where a province stands: one year in full, all years at a glance."""
    chosen = choose(request, pk)
    page: dict[str, object] = {"chosen": chosen, "standing": chosen.standing}
    page["may_enter"] = may_enter_scores(request.viewer, chosen.place)
    if chosen.standing is not None:
        page |= _shown(request, chosen.standing)
    return render(request, "indicators/standing.html", page)


@require_safe
@requires(Right.READ)
def standing_picture(request: PortalRequest, pk: int, name: str, kind: str) -> HttpResponse:
    """Give one picture of a standing as a file."""
    chosen = choose(request, pk)
    found = _drawings(request, chosen.standing) if chosen.standing else []
    drawing = next((one for one in found if one.name == name), None)
    page = reverse("indicators:standing", args=[pk])
    return drawing_file(request, drawing, kind, page=page)


@require_safe
@requires(Right.READ)
def standing_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the tables of a standing as a workbook."""
    chosen = choose(request, pk)
    if chosen.standing is None:
        raise Http404
    found, owner = chosen.standing, chosen.owner.pk
    of_year, of_all = (sources.of_province(owner, INDEX, *years) for years in ([found.year], []))
    sheets = [
        workbooks.lines(found, sources.told(of_year)),
        workbooks.all_years(found, sources.told(of_all)),
        workbooks.published(of_all),
    ]
    return download(write(sheets), f"{_file_name(found)}.xlsx")


@require_safe
@requires(Right.READ)
def standing_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print a standing as PDF, or say why this machine cannot."""
    chosen = choose(request, pk)
    if chosen.standing is None:
        raise Http404
    page = {"chosen": chosen, "standing": chosen.standing, "today": request.today}
    try:
        printed = pdf.render(
            render_to_string("print/standing.html", page | _shown(request, chosen.standing))
        )
    except pdf.PdfUnavailableError:
        back = reverse("indicators:standing", args=[pk])
        return render(request, "pdf_unavailable.html", {"back": back}, status=503)
    return download(printed, f"{_file_name(chosen.standing)}.pdf")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which province, whose series and which year a page is about; the standing if there is one."""

    place: Territory
    owner: Territory
    owners: tuple[Territory, ...]
    years: list[int]
    standing: standings.Standing | None


def choose(request: PortalRequest, pk: int) -> Chosen:
    """Return what the address asks for; another year than the published ones means the latest."""
    place = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    owners = standings.owners(place)
    of = asked_number(request, "of")
    owner = next((one for one in owners if one.pk == of), owners[0])
    years = standings.published_years(owner, INDEX)
    asked = asked_number(request, "year")
    year = asked if asked in years else next(iter(years), None)
    found = year and standings.standing(place, owner, year=year, versions=Versions.of(INDEX))
    return Chosen(place, owner, owners, years, found or None)


def _shown(request: PortalRequest, found: standings.Standing) -> dict[str, object]:
    """Return what page and print draw of a standing."""
    return {
        "drawings": _drawings(request, found),
        "rows": [(line, charts.strip(line)) for line in found.lines],
        "moved": (("Chỗ mất điểm", found.fallen[:MOST]), ("Chỗ tăng điểm", found.risen[:MOST])),
        "source": sources.told(sources.of_province(found.owner.pk, INDEX, found.year)),
    }


def _drawings(request: PortalRequest, found: standings.Standing) -> list[charts.Drawing]:
    marks = {one.component_id: one.value for one in promised(request, found) if one.value}
    title = f"{found.framework.index.short_name} của {found.owner.name_inside} qua các năm"
    star = charts.radar(found)
    return [
        charts.years_chart(title, found.years),
        charts.bars_chart(found, marks),
        *([star] if star else []),
    ]


def _file_name(found: standings.Standing) -> str:
    return f"{found.framework.index.short_name} {found.owner.name} năm {found.year}"


def promised(request: PortalRequest, found: standings.Standing) -> QuerySet[Target]:
    """Return the points that the province's own issued plans promise for a year."""
    return Target.objects.filter(
        plan__in=Plan.objects.visible_to(request.viewer).issued(),
        plan__territory__in={found.place.pk, found.owner.pk},
        year=found.year,
        kind=Target.Kind.SCORE_MIN,
    ).select_related("plan")


def _provinces() -> list[Territory]:
    return list(Territory.objects.filter(level=Territory.Level.PROVINCE).order_by("name"))
