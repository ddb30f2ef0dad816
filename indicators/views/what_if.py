"""What would close the gap to a goal. What was published is public: whoever reads may see it."""

from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import workbooks
from indicators.forms import GoalForm
from indicators.models import PAPI
from indicators.scores import sources
from indicators.standing import what_if as pushing
from indicators.standing.standings import Standing
from indicators.targets import promises
from indicators.views.prints import printed
from indicators.views.standings import Chosen, choose
from papi_portal.pages import download
from papi_portal.wording import said
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires

MOST = Decimal(100)
"""No index has more points; the bound while nothing tells the scale."""
PROMISED = said("{words} (mục tiêu năm {year})")


@require_safe
@requires(Right.READ)
def what_if(request: PortalRequest, pk: int) -> HttpResponse:
    """Show which sub-indicators would close the gap to the next group or to a number of points."""
    chosen = choose(request, pk)
    form = _form(request, chosen.standing)
    page = {
        "chosen": chosen,
        "standing": chosen.standing,
        "form": form,
        "found": _found(request, chosen.standing, form) if chosen.standing else [],
    }
    return render(request, "indicators/what_if.html", page, status=422 if form.errors else 200)


@require_safe
@requires(Right.READ)
def what_if_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give what would close the gaps as a workbook, one sheet for each goal."""
    chosen, standing, found = _reckoned(request, pk)
    sheets = workbooks.what_if(standing, found, _source(chosen))
    return download(write(sheets), f"{_file_name(chosen)}.xlsx")


@require_safe
@requires(Right.READ)
def what_if_pdf(request: PortalRequest, pk: int) -> HttpResponse:
    """Print what would close the gaps as PDF, or say why this machine cannot."""
    chosen, standing, found = _reckoned(request, pk)
    shown = {
        "chosen": chosen,
        "standing": standing,
        "found": found,
        "source": _source(chosen),
    }
    page = reverse("indicators:what-if", args=[pk])
    return printed(request, "print/what_if.html", shown, name=_file_name(chosen), page=page)


def _reckoned(request: PortalRequest, pk: int) -> tuple[Chosen, Standing, list[pushing.WhatIf]]:
    """Return what a file tells; 404 where there is nothing to tell."""
    chosen = choose(request, pk)
    form = _form(request, chosen.standing)
    found = _found(request, chosen.standing, form) if chosen.standing else []
    if chosen.standing is None or not found:
        raise Http404
    return chosen, chosen.standing, found


def _form(request: PortalRequest, found: Standing | None) -> GoalForm:
    most = found.whole.component.scale_max if found else MOST
    return GoalForm(request.GET if "points" in request.GET else None, most=most)


def _found(request: PortalRequest, standing: Standing, form: GoalForm) -> list[pushing.WhatIf]:
    """Return what would close the gap to the typed points, or to the next group and the plans."""
    goals = [pushing.next_group(standing), *_goals_of_plans(request, standing)]
    if form.is_valid():
        goals = [pushing.Goal(said("điểm đã nhập"), form.cleaned_data["points"])]
    found = [pushing.what_if(standing, goal) for goal in goals if goal is not None]
    return [one for one in found if one is not None]


def _goals_of_plans(request: PortalRequest, found: Standing) -> list[pushing.Goal]:
    """Return what the province's plans promise of the whole index, in their own words."""
    promised = promises.of_standing(request.viewer, found).get(found.whole.component.pk, ())
    return [
        pushing.Goal(PROMISED.format(words=one.words, year=one.year), one.points)
        for one in promised
    ]


def _source(chosen: Chosen) -> str:
    years = [chosen.year] if chosen.year else []
    return sources.told(sources.of_run(chosen.run.ids, PAPI, *years))


def _file_name(chosen: Chosen) -> str:
    return f"Cần thêm điểm ở đâu, {chosen.owner.name} {chosen.year}"
