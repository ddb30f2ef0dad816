"""The standing of a province in PAPI. What was published is public: whoever reads may see it."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from indicators import charts, standings
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
    place = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    owners = standings.owners(place)
    chosen = asked_number(request, "of")
    owner = next((one for one in owners if one.pk == chosen), owners[0])
    years = standings.published_years(owner, INDEX)
    asked = asked_number(request, "year")
    year = asked if asked in years else (years[0] if years else None)
    versions = Versions.of(INDEX)
    found = standings.standing(place, owner, year=year, versions=versions) if year else None
    page = {
        "place": place,
        "owner": owner,
        "owners": owners,
        "years": years,
        "standing": found,
    }
    if found is not None:
        page |= _pictures(request, found)
    return render(request, "indicators/standing.html", page)


def _pictures(request: PortalRequest, found: standings.Standing) -> dict[str, object]:
    return {
        "years_chart": charts.years_chart(found),
        "bars_chart": charts.bars_chart(found, _promised(request, found)),
        "radar": charts.radar(found),
        "rows": [(line, charts.strip(line)) for line in found.lines],
        "moved": (("Chỗ mất điểm", found.fallen[:MOST]), ("Chỗ tăng điểm", found.risen[:MOST])),
    }


def _promised(request: PortalRequest, found: standings.Standing) -> dict[int, Decimal]:
    """Return the points that the province's own plans promise for a year, by component."""
    plans = Plan.objects.visible_to(request.viewer).issued()
    targets = Target.objects.filter(
        plan__in=plans,
        plan__territory__in={found.place.pk, found.owner.pk},
        year=found.year,
        kind=Target.Kind.SCORE_MIN,
    )
    return {one.component_id: one.value for one in targets if one.value is not None}


def _provinces() -> list[Territory]:
    return list(Territory.objects.filter(level=Territory.Level.PROVINCE).order_by("name"))
