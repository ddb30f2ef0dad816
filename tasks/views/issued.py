"""Reports as paper: the draft, the issuing under a number, and what was issued, byte for byte."""

import logging
from dataclasses import asdict
from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import pdf
from papi_portal.pages import attachment
from plans.access import PortalRequest, Right, requires
from plans.actions import TooManyJobsError, request_job
from plans.printing import PDF
from plans.views.printing import give_pdf
from tasks import actions, printing
from tasks.access import may_submit
from tasks.issued_forms import IssueForm
from tasks.models import IssuedReport
from tasks.reports.submission import Report
from tasks.views.imports import SANDBOX

logger = logging.getLogger(__name__)

ISSUED = "Đã ban hành {issued}; tệp được lưu, in lại bao nhiêu lần cũng giống hệt."
DAMAGED = (
    "Tệp lưu của {issued} bị mất hoặc không còn khớp mã băm khi ban hành. Hãy báo quản trị của cổng"
    " để khôi phục từ bản sao lưu."
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.READ)
def report_draft(
    request: PortalRequest, plan_id: int, unit_id: int, period_id: int
) -> HttpResponse:
    """Print a report as it stands, marked as a draft."""
    whose = {"plan": plan_id, "unit": unit_id, "period": period_id}
    back = reverse("tasks:report-detail", args=[plan_id, unit_id, period_id])
    return give_pdf(request, printing.REPORT_DRAFT, whose, back=back)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def report_issue(
    request: PortalRequest, plan_id: int, unit_id: int, period_id: int
) -> HttpResponse:
    """Ask for number and day of an accepted report; print it, and keep it as issued."""
    whose = {"plan": plan_id, "unit": unit_id, "period": period_id}
    try:
        report = printing.find_report(request.viewer, whose)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not may_submit(request.viewer, report.unit):
        raise PermissionDenied
    start = {"issued_on": request.today, "version": report.version}
    form = IssueForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            return _issued(request, report, form.issuing)
        except (actions.LockedError, TooManyJobsError) as error:
            form.add_error(None, str(error))
        except pdf.PdfUnavailableError:
            told = {"back": _address(report)}
            return render(request, "plans/pdf_unavailable.html", told, status=503)
    amended = report.submission.issued.order_by("pk").last() if report.submission else None
    page = {"report": report, "form": form, "amended": amended, "back": _address(report)}
    return render(request, "tasks/report_issue.html", page, status=422 if form.errors else 200)


@require_safe
@requires(Right.READ)
def issued_file(request: PortalRequest, pk: int) -> HttpResponse:
    """Give what was issued, the very bytes; say so when these are not there any more."""
    issued = get_object_or_404(
        IssuedReport.objects.visible_to(request.viewer).select_related("submission"), pk=pk
    )
    try:
        with issued.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != issued.sha256:
        logger.error("Issued report %s: %s is not what was issued", issued.pk, issued.file.name)
        messages.error(request, DAMAGED.format(issued=issued.name_inside))
        return redirect(issued.submission)
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = attachment(issued.file_name)
    response["Content-Security-Policy"] = SANDBOX
    return response


def _issued(request: PortalRequest, report: Report, issuing: actions.Issuing) -> HttpResponse:
    """Print and keep a report, or have a job do so if that takes longer than a page may."""
    submission, at = printing.submission_of(report), timezone.now()
    under = printing.numbered(report, number=issuing.number, issued_on=issuing.issued_on)
    document = printing.report_document(report, under)
    try:
        content = pdf.render_now(document.html, rows=document.rows)
    except pdf.NotNowError:
        whose = {"plan": report.plan.pk, "unit": report.unit.pk, "period": report.period.pk}
        typed = {**asdict(issuing), "issued_on": issuing.issued_on.isoformat()}
        return redirect(
            request_job(
                kind=printing.REPORT_ISSUE,
                title=document.title,
                parameters={**whose, **typed},
                content=document.fingerprint,
                by=request.viewer,
                at=at,
            )
        )
    issued = actions.issue_report(
        submission=submission, issuing=issuing, content=content, by=request.viewer, at=at
    )
    messages.success(request, ISSUED.format(issued=issued.name_inside))
    return redirect(_address(report))


def _address(report: Report) -> str:
    whose = [report.plan.pk, report.unit.pk, report.period.pk]
    return reverse("tasks:report-detail", args=whose)
