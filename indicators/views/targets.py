"""The targets of a plan, each judged on its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators import sources, standings, workbooks
from indicators.judging import Outcome, Verdict, judge
from indicators.models import Score
from indicators.versions import Versions
from papi_portal.pages import download
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Territory


@require_safe
@requires(Right.READ)
def targets(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what a plan promised, what came of it, and how far it is."""
    plan = _plan(request, pk)
    verdicts = _judged(plan)
    page = {
        "plan": plan,
        "province": plan.territory.line()[-1],
        "verdicts": verdicts,
        "counts": [
            (outcome.label, sum(one.outcome == outcome for one in verdicts)) for outcome in Outcome
        ],
    }
    return render(request, "indicators/targets.html", page)


@require_safe
@requires(Right.READ)
def targets_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the targets of a plan, each judged, as a workbook."""
    plan = _plan(request, pk)
    verdicts = _judged(plan)
    years = {one.target.year for one in verdicts}
    scores = Score.objects.filter(territory=_measured(plan.territory), year__in=years)
    sheet = workbooks.targets(plan, verdicts, sources.told(scores))
    return download(write([sheet]), f"Mục tiêu của {plan}.xlsx")


def _plan(request: PortalRequest, pk: int) -> Plan:
    seen = Plan.objects.visible_to(request.viewer)
    return get_object_or_404(seen.select_related("territory__parent__parent", "issuer"), pk=pk)


def _judged(plan: Plan) -> list[Verdict]:
    """Judge the targets of a plan index by index, in the plan's own order."""
    found = list(plan.targets.select_related("component__framework__index"))
    owner = _measured(plan.territory)
    verdicts: dict[int, Verdict] = {}
    for index in dict.fromkeys(one.component.framework.index.code for one in found):
        of_index = [one for one in found if one.component.framework.index.code == index]
        for verdict in judge(of_index, owner, Versions.of(index)):
            verdicts[verdict.target.pk] = verdict
    return [verdicts[one.pk] for one in found]


def _measured(place: Territory) -> Territory:
    """Return whose scores a plan's targets are about: PAPI measures provinces."""
    return standings.owners(place.line()[-1])[0]
