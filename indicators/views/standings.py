"""The standing of a province in PAPI. What was published is public: whoever reads may see it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, sources, standings, workbooks
from indicators.access import may_enter_scores
from indicators.models import Target
from indicators.rounding import rounded
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
    """Go to the standing of the viewer's province, or ask which one: always, for all of them."""
    own = Territory.objects.filter(pk__in=request.viewer.known_ids)
    province = own.filter(level=Territory.Level.PROVINCE).in_force(request.today).first()
    if province is not None and request.GET.get("show") != "all":
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
    found = chosen.standing
    drawings = _drawings(found, _marks(request, found)) if found else []
    drawing = next((one for one in drawings if one.name == name), None)
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
    year: int | None
    standing: standings.Standing | None = None

    @property
    def is_merged(self) -> bool:
        """Whether the place was formed of several, so that no series is its own."""
        return len(self.owners) > 1


@dataclass(frozen=True, slots=True)
class Promise:
    """What a plan promises of a component, and how far the result is from it, in points."""

    points: Decimal
    distance: Decimal | None

    @classmethod
    def of(cls, line: standings.Line, marks: dict[int, Decimal]) -> "Promise | None":
        """Return what is promised of a line, if anything is."""
        points = marks.get(line.component.pk)
        if points is None:
            return None
        return cls(points, None if line.value is None else rounded(line.value) - points)


def choose(request: PortalRequest, pk: int) -> Chosen:
    """Return what the address asks for, with the standing if there is one."""
    chosen = find(request, pk)
    if chosen.year is None:
        return chosen
    found = standings.standing(
        chosen.place, chosen.owner, year=chosen.year, versions=Versions.of(INDEX)
    )
    return replace(chosen, standing=found)


def find(request: PortalRequest, pk: int) -> Chosen:
    """Return what the address asks for; another year than the published ones means the latest."""
    place, before = _place(pk)
    known = standings.published_years([place, *before], INDEX)
    owners = (place,) if known[place.pk] or not before else tuple(before)
    of = asked_number(request, "of")
    owner = next((one for one in owners if one.pk == of), owners[0])
    years = known[owner.pk]
    asked = asked_number(request, "year")
    year = asked if asked in years else next(iter(years), None)
    return Chosen(place, owner, owners, years, year)


def _place(pk: int) -> tuple[Territory, list[Territory]]:
    """Return a province and those that went into it: one query."""
    provinces = Territory.objects.filter(level=Territory.Level.PROVINCE)
    found = provinces.filter(Q(pk=pk) | Q(succeeded_by__successor=pk)).distinct()
    place = next((one for one in found if one.pk == pk), None)
    if place is None:
        raise Http404
    return place, [one for one in found if one.pk != pk]


def _shown(request: PortalRequest, found: standings.Standing) -> dict[str, object]:
    """Return what page and print draw of a standing."""
    marks = _marks(request, found)
    return {
        "drawings": _drawings(found, marks),
        "rows": [
            (line, charts.strip(line), Promise.of(line, marks))
            for line in (found.whole, *found.lines)
        ],
        "has_targets": bool(marks),
        "moved": (("Chỗ mất điểm", found.fallen[:MOST]), ("Chỗ tăng điểm", found.risen[:MOST])),
        "source": sources.told(sources.of_province(found.owner.pk, INDEX, found.year)),
    }


def _marks(request: PortalRequest, found: standings.Standing) -> dict[int, Decimal]:
    """Return the points that plans promise, by component."""
    return {one.component_id: one.value for one in promised(request, found) if one.value}


def _drawings(found: standings.Standing, marks: dict[int, Decimal]) -> list[charts.Drawing]:
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
