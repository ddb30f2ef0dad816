"""A plan as a whole document, to sign or to edit."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.access import PortalRequest, Right, requires
from tasks.reports import whole_plan, whole_plan_paper
from tasks.views.chosen import plans_seen
from tasks.views.printed import paper_answer


@require_safe
@requires(Right.READ)
def plan_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give a plan with its appendix as PDF or Word; text is no table: its Excel is another file."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    if kind not in whole_plan_paper.KINDS:
        raise Http404
    paper = whole_plan_paper.as_paper(whole_plan.build(plan))
    return paper_answer(request, paper, kind, instead=plan.get_absolute_url())
