"""Reports that leave the house: the issuing under a number, and what was issued, byte for byte."""

import logging
from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal import drawings, pdf
from papi_portal.pages import download
from plans import letterheads
from plans.access import PortalRequest, Right, requires
from plans.actions import TooManyJobsError, request_job
from plans.printing import fingerprint
from tasks import actions, printing
from tasks.access import may_submit
from tasks.issued_forms import IssueForm
from tasks.models import IssuedReport
from tasks.reports import quarterly
from tasks.reports.submission import Report
from tasks.views.imports import SANDBOX

logger = logging.getLogger(__name__)

ISSUED = "Đã ban hành {issued}; tệp được lưu, in lại bao nhiêu lần cũng giống hệt."


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
            return render(request, "pdf_unavailable.html", told, status=503)
        except OSError:
            logger.exception("An issued report could not be stored")
            form.add_error(None, printing.NOT_ISSUED)
    return _page(request, report, form)


@require_safe
@requires(Right.READ)
def issued_file(request: PortalRequest, pk: int, kind: str) -> HttpResponse:
    """Give what was issued, the very bytes; say so when these are not there any more."""
    issued = get_object_or_404(
        IssuedReport.objects.visible_to(request.viewer).select_related("submission"), pk=pk
    )
    if kind not in issued.copies:
        raise Http404
    copy = issued.copies[kind]
    content = copy.content
    if content is None:
        logger.error("Issued report %s: %s is not what was issued", issued.pk, copy.file.name)
        messages.error(request, printing.DAMAGED.format(issued=issued.name_inside))
        return redirect(issued.submission)
    response = download(content, f"{issued}.{kind}")
    response["Content-Security-Policy"] = SANDBOX
    return response


def _page(request: PortalRequest, report: Report, form: IssueForm) -> HttpResponse:
    letterhead = letterheads.build(report.unit, report.plan)
    page = {
        "report": report,
        "form": form,
        "letterhead": letterhead,
        "signatory": letterhead.signatory or quarterly.signed_by(report),
        "amended": report.submission.issued.order_by("pk").last() if report.submission else None,
        "back": _address(report),
    }
    return render(request, "tasks/report_issue.html", page, status=422 if form.errors else 200)


def _issued(request: PortalRequest, report: Report, issuing: actions.Issuing) -> HttpResponse:
    """Print and keep a report, or have a job do so if that takes longer than a page may."""
    submission, at = printing.submission_of(report), timezone.now()
    document = printing.issued_paper(report, issuing, on=request.today)
    pages = document.pages
    try:
        content = pdf.render_now(*pages, rows=document.rows)
        word = drawings.draw_now(document, "docx")
    except pdf.NotNowError:
        whose = {"plan": report.plan.pk, "unit": report.unit.pk, "period": report.period.pk}
        typed = {**asdict(issuing), "issued_on": issuing.issued_on.isoformat()}
        return redirect(
            request_job(
                kind=printing.REPORT_ISSUE,
                title=document.title,
                parameters={**whose, **typed},
                content=fingerprint(pages),
                by=request.viewer,
                at=at,
            )
        )
    issued = actions.issue_report(
        submission=submission,
        issuing=issuing,
        printed=actions.Printed(pdf=content, word=word),
        by=request.viewer,
        at=at,
    )
    messages.success(request, ISSUED.format(issued=issued.name_inside))
    return redirect(_address(report))


def _address(report: Report) -> str:
    whose = [report.plan.pk, report.unit.pk, report.period.pk]
    return reverse("tasks:report-detail", args=whose)
