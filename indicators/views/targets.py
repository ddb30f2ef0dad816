"""The targets of a plan, each judged on its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators import standings
from indicators.judging import Outcome, Verdict, judge
from indicators.versions import Versions
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Territory


@require_safe
@requires(Right.READ)
def targets(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what a plan promised, what came of it, and how far it is."""
    plan = get_object_or_404(
        Plan.objects.visible_to(request.viewer).select_related(
            "territory__parent__parent", "issuer"
        ),
        pk=pk,
    )
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
