"""Pages of territories and units."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from papi_portal.pages import sheet
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Succession, Territory, Unit, plan_visible_to
from tasks import succession
from tasks.access import may_draft_for
from tasks.models import Assignment
from tasks.reports import lineage
from tasks.views.periods import choose_period


@require_safe
@requires(Right.READ)
def territory_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a territory: its life, its units, its plans and what lies below."""
    territory = get_object_or_404(
        Territory.objects.visible_to(request.viewer).select_related("parent__parent"), pk=pk
    )
    visible = Territory.objects.visible_to(request.viewer)
    links = Succession.objects.select_related("predecessor", "successor")
    plans = Plan.objects.visible_to(request.viewer)
    page = {
        "territory": territory,
        "predecessors": links.filter(successor=territory),
        "successors": links.filter(predecessor=territory),
        "readable": set(visible.filter(_linked_to(territory)).values_list("pk", flat=True)),
        "units": Unit.objects.visible_to(request.viewer).of(territory).order_by("pk"),
        "plans": lineage.beside(plans.filter(territory=territory).latest_first()),
        "below": visible.filter(parent=territory),
        "may_carry": _may_carry(request, territory),
        "may_publish": _may_publish(request, territory),
    }
    return render(request, "tasks/territory_detail.html", page)


def _may_publish(request: PortalRequest, territory: Territory) -> bool:
    """Tell whether the viewer switches the public page of this territory: a province of today."""
    is_province = territory.level == Territory.Level.PROVINCE
    return (
        is_province
        and territory.stands_on(request.today)
        and request.viewer.publishes(territory.pk)
    )


def _may_carry(request: PortalRequest, territory: Territory) -> bool:
    """Tell whether plans of before wait to be carried over by this viewer."""
    issuer = Unit.objects.committees().of(territory).order_by("pk").first()
    if (
        issuer is None
        or not succession.carriable(request.viewer, territory, on=request.today).exists()
    ):
        return False
    issuer.territory = territory
    return may_draft_for(request.viewer, issuer)


def _linked_to(territory: Territory) -> Q:
    return Q(succeeded_by__successor=territory) | Q(preceded_by__predecessor=territory)


@require_safe
@requires(Right.READ)
def unit_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a unit and everything it leads or supports."""
    unit = get_object_or_404(
        Unit.objects.visible_to(request.viewer).select_related("territory__parent__parent"), pk=pk
    )
    assignments = (
        Assignment.objects.visible_to(request.viewer)
        .filter(unit=unit)
        .annotate(plan_is_readable=plan_visible_to(request.viewer, "task__plan"))
        .select_related("task__plan__issuer")
        .order_by("-task__plan__year_from", "task__plan", "role", "task__position")
    )
    page = {
        "unit": unit,
        "sheet": sheet(assignments, request),
        "may_draft": may_draft_for(request.viewer, unit),
        "choice": choose_period(request),
    }
    return render(request, "tasks/unit_detail.html", page)
