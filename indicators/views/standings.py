"""The standing of a province in PAPI. What was published is public: whoever reads may see it."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import charts, lineages, workbooks
from indicators.access import may_enter_scores
from indicators.models import PAPI
from indicators.scores import sources
from indicators.standing import standings
from indicators.targets import promises
from indicators.versions import Versions
from indicators.views.drawings import drawing_file
from indicators.views.prints import printed
from papi_portal.pages import asked_number, download
from papi_portal.text import fold
from papi_portal.wording import said
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from plans.models import Territory

MOST = 8


@require_safe
@requires(Right.READ)
def home(request: PortalRequest) -> HttpResponse:
    """Go to the standing of the viewer's province, or ask which one: always, for all of them."""
    own = Territory.objects.filter(pk__in=request.viewer.known_ids)
    province = own.filter(level=Territory.Level.PROVINCE).in_force(request.today).first()
    if province is not None and request.GET.get("show") != "all":
        return redirect("indicators:standing", province.pk)
    return render(request, "indicators/home.html", _provinces(request))


@require_safe
@requires(Right.READ)
def standing(request: PortalRequest, pk: int) -> HttpResponse:
    """Show where a province stands: one year in full, all years at a glance."""
    chosen = choose(request, pk)
    page: dict[str, object] = {"chosen": chosen, "standing": chosen.standing}
    page["may_enter"] = may_enter_scores(request.viewer, chosen.place)
    if chosen.standing is not None:
        page |= _shown(request, chosen, chosen.standing)
    return render(request, "indicators/standing.html", page)


@require_safe
@requires(Right.READ)
def standing_picture(request: PortalRequest, pk: int, name: str, kind: str) -> HttpResponse:
    """Give one picture of a standing as a file."""
    chosen = choose(request, pk)
    found = chosen.standing
    drawings = _drawings(found, _promised(request, found)) if found else []
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
    found = chosen.standing
    of_year, of_all = (sources.of_run(chosen.run.ids, PAPI, *years) for years in ([found.year], []))
    sheets = [
        workbooks.lines(found, _promised(request, found), sources.told(of_year)),
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
    shown = {"chosen": chosen, "standing": chosen.standing}
    shown |= _shown(request, chosen, chosen.standing)
    page = reverse("indicators:standing", args=[pk])
    return printed(
        request, "print/standing.html", shown, name=_file_name(chosen.standing), page=page
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which province, whose scores and which year a page is about; the standing if there is one."""

    lineage: lineages.Lineage
    run: lineages.Run
    year: int | None
    standing: standings.Standing | None = None

    @property
    def place(self) -> Territory:
        return self.lineage.place

    @property
    def owner(self) -> Territory:
        """Who got the scores of the year."""
        return self.run.owner(self.year)

    @property
    def years(self) -> list[int]:
        return self.run.years

    @property
    def is_of_before(self) -> bool:
        """Whether these are scores of a province that the place was formed of with others."""
        return self.run != self.lineage.own


def choose(request: PortalRequest, pk: int) -> Chosen:
    """Return what the address asks for, with the standing if there is one."""
    chosen = find(request, pk)
    if chosen.year is None:
        return chosen
    found = standings.standing(
        chosen.place,
        chosen.owner,
        year=chosen.year,
        versions=Versions.of(PAPI),
        run=chosen.run.ids,
    )
    return replace(chosen, standing=found)


def find(request: PortalRequest, pk: int, index: str = PAPI) -> Chosen:
    """Return what the address asks for; another year than the published ones means the latest."""
    place = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    lineage = lineages.of_place(place, index)
    of = asked_number(request, "of")
    run = next((one for one in lineage.runs if of in one.ids), lineage.runs[0])
    asked = asked_number(request, "year")
    year = asked if asked in run.years else next(iter(run.years), None)
    return Chosen(lineage, run, year)


def _shown(request: PortalRequest, chosen: Chosen, found: standings.Standing) -> dict[str, object]:
    """Return what page and print draw of a standing."""
    promised = _promised(request, found)
    return {
        "drawings": _drawings(found, promised),
        "rows": [
            (line, charts.strip(line), promised.get(line.component.pk))
            for line in (found.whole, *found.lines)
        ],
        "has_targets": bool(promised),
        "moved": (
            (said("Chỗ mất điểm"), found.fallen[:MOST]),
            (said("Chỗ tăng điểm"), found.risen[:MOST]),
        ),
        "source": sources.told(sources.of_run(chosen.run.ids, PAPI, found.year)),
    }


def _promised(request: PortalRequest, found: standings.Standing) -> dict[int, promises.Promise]:
    """Return what plans promise, by component."""
    return promises.latest(promises.of_standing(request.viewer, found))


def _drawings(
    found: standings.Standing, promised: dict[int, promises.Promise]
) -> list[charts.Drawing]:
    index, place = found.framework.index.short_name, found.owner.name_inside
    title = said("{index} của {place} qua các năm", index=index, place=place)
    star = charts.radar(found, promised)
    return [
        charts.years_chart(title, found.years),
        charts.bars_chart(found, promised),
        *([star] if star else []),
    ]


def _file_name(found: standings.Standing) -> str:
    return f"{found.framework.index.short_name} {found.owner.name} năm {found.year}"


def _provinces(request: PortalRequest) -> dict[str, list[Territory]]:
    """Return the provinces of today, and those that ended, in the order of their bare names."""
    places = Territory.objects.filter(level=Territory.Level.PROVINCE)
    found = sorted(places, key=lambda one: fold(one.bare_name))
    ended = [one for one in found if one.valid_to and one.valid_to < request.today]
    return {"provinces": [one for one in found if one not in ended], "ended": ended}
