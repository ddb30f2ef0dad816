"""The standing of a province in PAPI. What was published is public: whoever reads may see it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from indicators import charts, standings
from indicators import what_if as pushing
from indicators.forms import GoalForm
from indicators.models import Target
from indicators.versions import Versions
from papi_portal.pages import asked_number
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
    if chosen.standing is not None:
        page |= _pictures(request, chosen.standing)
    return render(request, "indicators/standing.html", page)


@require_safe
@requires(Right.READ)
def what_if(request: PortalRequest, pk: int) -> HttpResponse:
    """Show which sub-indicators would close the gap to the next group or to a number of points."""
    chosen = choose(request, pk)
    form = GoalForm(request.GET if "points" in request.GET else None)
    found = []
    if chosen.standing is not None:
        goals = [pushing.next_group(chosen.standing), *_goals_of_plans(request, chosen.standing)]
        if form.is_valid():
            goals = [pushing.Goal("điểm bạn nhập", form.cleaned_data["points"])]
        found = [pushing.what_if(chosen.standing, goal) for goal in goals if goal is not None]
    page = {
        "chosen": chosen,
        "standing": chosen.standing,
        "form": form,
        "found": [one for one in found if one is not None],
    }
    return render(request, "indicators/what_if.html", page, status=422 if form.errors else 200)


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


def _pictures(request: PortalRequest, found: standings.Standing) -> dict[str, object]:
    promised = {one.component_id: one.value for one in _promised(request, found) if one.value}
    return {
        "years_chart": charts.years_chart(
            f"{found.framework.index.short_name} {found.owner.name} qua các năm", found.years
        ),
        "bars_chart": charts.bars_chart(found, promised),
        "radar": charts.radar(found),
        "rows": [(line, charts.strip(line)) for line in found.lines],
        "moved": (("Chỗ mất điểm", found.fallen[:MOST]), ("Chỗ tăng điểm", found.risen[:MOST])),
    }


def _promised(request: PortalRequest, found: standings.Standing) -> QuerySet[Target]:
    """Return the points that the province's own issued plans promise for a year."""
    return Target.objects.filter(
        plan__in=Plan.objects.visible_to(request.viewer).issued(),
        plan__territory__in={found.place.pk, found.owner.pk},
        year=found.year,
        kind=Target.Kind.SCORE_MIN,
    ).select_related("plan")


def _goals_of_plans(request: PortalRequest, found: standings.Standing) -> list[pushing.Goal]:
    """Return what the province's plans promise of the whole index, in their own words."""
    wholes = _promised(request, found).filter(component=found.whole.component)
    return [pushing.Goal(one.text, one.value) for one in wholes if one.value is not None]


def _provinces() -> list[Territory]:
    return list(Territory.objects.filter(level=Territory.Level.PROVINCE).order_by("name"))
