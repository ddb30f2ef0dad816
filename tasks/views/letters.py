"""Reports on a period as documents that are signed: of a unit, and of the whole province."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.access import PortalRequest, Right, requires
from plans.models import Period, Plan, Unit
from tasks.access import may_print_province, may_read_report
from tasks.reports import quarterly, quarterly_paper, quarterly_province
from tasks.views.printed import paper_answer


@require_safe
@requires(Right.READ)
def report_file(
    request: PortalRequest, plan_id: int, unit_id: int, period_id: int, kind: str
) -> HttpResponse:
    """Give a unit's report with its appendices as PDF, Word or Excel to who may read it."""
    places = "territory__parent__parent"
    plans = Plan.objects.select_related("territory", "issuer__territory__parent__parent")
    plan = get_object_or_404(plans, pk=plan_id)
    unit = get_object_or_404(Unit.objects.select_related(places), pk=unit_id)
    period = get_object_or_404(Period.objects.select_related("territory"), pk=period_id)
    if not may_read_report(request.viewer, plan, unit):
        raise Http404
    found = quarterly.build(plan=plan, unit=unit, period=period, on=request.today)
    if found is None:
        raise Http404
    back = reverse("tasks:report-detail", args=[plan.pk, unit.pk, period.pk])
    return paper_answer(request, quarterly_paper.as_paper(found), kind, back=back)


@require_safe
@requires(Right.READ)
def province_file(request: PortalRequest, period_id: int, kind: str) -> HttpResponse:
    """Give the whole province's report on a period to who reads all of the province."""
    periods = Period.objects.visible_to(request.viewer).select_related("territory")
    period = get_object_or_404(periods, pk=period_id)
    if not may_print_province(request.viewer, period):
        raise Http404
    committees = Unit.objects.committees().of(period.territory).select_related("territory__parent")
    issuer = get_object_or_404(committees.order_by("pk")[:1])
    found = quarterly_province.build(issuer=issuer, period=period, on=request.today)
    back = reverse("tasks:rollup", query={"period": period.pk})
    return paper_answer(request, quarterly_paper.as_paper(found), kind, back=back)
