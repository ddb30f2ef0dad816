"""Reports on a period as documents that are signed: of a unit, and of the whole province.

What was issued as it stands is not printed a second time: its address leads to the kept file.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.access import PortalRequest, Right, requires
from plans.jobs import Parameters
from plans.views.printing import give_file, give_pdf
from tasks.models import IssuedReport
from tasks.printing import PROVINCE_REPORT, PROVINCE_SECTION, REPORT, REPORT_SECTION

AS_SECTION = {REPORT: REPORT_SECTION, PROVINCE_REPORT: PROVINCE_SECTION}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def report_pdf(request: PortalRequest, plan_id: int, unit_id: int, period_id: int) -> HttpResponse:
    """Print a unit's report with its appendices; a long one, or by POST any, in the background."""
    whose = {"plan": plan_id, "unit": unit_id, "period": period_id}
    asked = _asked(request, REPORT)
    if asked == REPORT and (kept := _kept(request, whose, "pdf")):
        return kept
    back = reverse("tasks:report-detail", args=[plan_id, unit_id, period_id])
    return give_pdf(request, asked, whose, back=back)


@require_safe
@requires(Right.READ)
def report_file(
    request: PortalRequest, plan_id: int, unit_id: int, period_id: int, kind: str
) -> HttpResponse:
    """Give a unit's report with its appendices as Word or Excel to who may read it."""
    whose = {"plan": plan_id, "unit": unit_id, "period": period_id}
    asked = _asked(request, REPORT)
    if asked == REPORT and (kept := _kept(request, whose, kind)):
        return kept
    return give_file(request, asked, whose, kind)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def province_pdf(request: PortalRequest, period_id: int) -> HttpResponse:
    """Print the whole province's report on a period for who reads all of the province."""
    back = reverse("tasks:rollup", query={"period": period_id})
    return give_pdf(request, _asked(request, PROVINCE_REPORT), {"period": period_id}, back=back)


@require_safe
@requires(Right.READ)
def province_file(request: PortalRequest, period_id: int, kind: str) -> HttpResponse:
    """Give the whole province's report on a period as Word or Excel."""
    return give_file(request, _asked(request, PROVINCE_REPORT), {"period": period_id}, kind)


def _kept(request: PortalRequest, whose: Parameters, kind: str) -> HttpResponse | None:
    """Return the way to the file in which a report was issued as it stands, if there is one."""
    issued = IssuedReport.objects.visible_to(request.viewer).as_it_stands(**whose)
    if issued is None or kind not in issued.copies:
        return None
    return redirect("tasks:issued-file", issued.pk, kind)


def _asked(request: PortalRequest, report: str) -> str:
    """Return the kind to print: the letter, or what goes into another report (?as=section)."""
    return AS_SECTION[report] if request.GET.get("as") == "section" else report
