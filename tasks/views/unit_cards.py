"""The card of a unit as a file."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.access import PortalRequest, Right, requires
from plans.models import Unit
from tasks.models import Assignment
from tasks.reports import unit_card, unit_card_paper
from tasks.views.periods import choose_period
from tasks.views.printed import paper_answer


@require_safe
@requires(Right.READ)
def unit_card_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give what the viewer sees of a unit's work in a period as PDF, Word or Excel."""
    units = Unit.objects.visible_to(request.viewer).select_related("territory")
    unit = get_object_or_404(units, pk=pk)
    choice = choose_period(request)
    card = unit_card.build(
        unit=unit,
        period=choice.period if choice else None,
        on=request.today,
        seen=Assignment.objects.visible_to(request.viewer),
    )
    paper = unit_card_paper.as_paper(card)
    return paper_answer(request, paper, kind, instead=unit.get_absolute_url())
