"""Reports that leave the house: issued under a number, kept byte for byte, signed, withdrawn."""

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
from papi_portal.wording import said
from plans import letterheads
from plans.access import PortalRequest, Right, requires
from plans.actions import InfectedFileError, TooManyJobsError, request_job
from plans.printing import fingerprint
from tasks import actions, printing
from tasks.access import may_issue_report, may_put_papers_right, may_withdraw_copy
from tasks.forms.calendar import ReasonForm
from tasks.forms.issued import IssueForm, SignedForm
from tasks.models import IssuedReport, SignedCopy
from tasks.models.issued import Copy
from tasks.reports import quarterly
from tasks.reports.submission import Report
from tasks.views.imports import SANDBOX

logger = logging.getLogger(__name__)

ISSUED = said("Đã ban hành {issued}; tệp được lưu, in lại bao nhiêu lần cũng giống hệt.")
WITHDRAWN = said("Đã hủy {issued}. Báo cáo ban hành lại được với số, ngày đúng.")
SIGNED = said("Đã lưu bản đã ký của {issued}.")
TAKEN_BACK = said("Đã gỡ bản đã ký của {issued}; tệp không còn tải được. Tải bản đúng lên được.")
GONE = said("Bản đã ký này đã được gỡ: xem phần Văn bản của trang này.")
TAKEN_AWAY = said(
    "Bản đã ký này nhiễm mã độc nên tệp đã bị gỡ. Hãy tải lên lại bản sạch; văn bản đã ban hành vẫn"
    " giữ nguyên."
)
NOT_KEPT = said("Máy chủ hết chỗ hoặc không ghi được tệp; chưa lưu bản đã ký. Hãy báo quản trị.")


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
    if not may_issue_report(request.viewer, report.unit, report.submission):
        raise PermissionDenied
    papers = report.submission.issued.count() if report.submission else 0
    start = {"issued_on": request.today, "version": report.version, "papers": papers}
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
    issued = _seen(request, pk)
    if kind not in issued.copies:
        raise Http404
    return _given(request, issued, issued.copies[kind], f"{_file_name(issued)}.{kind}")


@require_safe
@requires(Right.READ)
def signed_file(request: PortalRequest, pk: int) -> HttpResponse:
    """Give an issued report as it came back signed, the very bytes."""
    signed = _copy(request, pk)
    if signed.is_withdrawn:
        messages.error(request, GONE)
        return redirect(signed.issued.submission)
    if actions.was_taken_away(signed):
        messages.error(request, TAKEN_AWAY)
        return redirect(signed.issued.submission)
    name = f"{_file_name(signed.issued)}, bản đã ký.pdf"
    return _given(request, signed.issued, signed.copy, name)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def signed_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Take in an issued report as it was signed or stamped."""
    issued = _own(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignedForm(*sent)
    if form.is_valid():
        file, at = form.cleaned_data["file"], timezone.now()
        try:
            actions.add_signed_copy(issued=issued, file=file, by=request.viewer, at=at)
        except (actions.LockedError, InfectedFileError) as error:
            form.add_error("file", str(error))
        except OSError:
            logger.exception("A signed report could not be stored")
            form.add_error(None, NOT_KEPT)
        else:
            messages.success(request, SIGNED.format(issued=issued.name_inside))
            return redirect(issued.submission)
    page = {"issued": issued, "form": form}
    return render(request, "tasks/signed_add.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def signed_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then take a signed copy back that was sent by mistake."""
    signed = _copy(request, pk)
    if not may_withdraw_copy(request.viewer, signed):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, at = form.cleaned_data["reason"], timezone.now()
        actions.withdraw_signed_copy(signed=signed, reason=reason, by=request.viewer, at=at)
        messages.success(request, TAKEN_BACK.format(issued=signed.issued.name_inside))
        return redirect(signed.issued.submission)
    page = {"signed": signed, "issued": signed.issued, "form": form}
    return render(request, "tasks/signed_withdraw.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def issued_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then strike a number or day out that was typed wrongly."""
    issued, status = _own(request, pk), 200
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, at = form.cleaned_data["reason"], timezone.now()
        try:
            actions.withdraw_number(issued=issued, reason=reason, by=request.viewer, at=at)
        except actions.LockedError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, WITHDRAWN.format(issued=issued.name_inside))
            return redirect(issued.submission)
    status = 422 if form.errors and status == 200 else status
    page = {"issued": issued, "form": form}
    return render(request, "tasks/issued_withdraw.html", page, status=status)


def _seen(request: PortalRequest, pk: int) -> IssuedReport:
    whose = ("submission__period", "submission__plan", "unit__territory__parent__parent")
    seen = IssuedReport.objects.visible_to(request.viewer).with_papers().select_related(*whose)
    return get_object_or_404(seen, pk=pk)


def _copy(request: PortalRequest, pk: int) -> SignedCopy:
    whose = ("issued__submission__period", "issued__unit__territory__parent__parent")
    seen = SignedCopy.objects.visible_to(request.viewer).select_related(*whose, "withdrawn_by")
    return get_object_or_404(seen, pk=pk)


def _own(request: PortalRequest, pk: int) -> IssuedReport:
    """Return an issued report of a unit whose papers the viewer puts right."""
    issued = _seen(request, pk)
    if not may_put_papers_right(request.viewer, issued.unit):
        raise PermissionDenied
    return issued


def _file_name(issued: IssuedReport) -> str:
    return f"{issued} (đã hủy)" if issued.is_withdrawn else str(issued)


def _given(request: PortalRequest, issued: IssuedReport, copy: Copy, name: str) -> HttpResponse:
    content = copy.content
    if content is None:
        logger.error("Issued report %s: %s is not what was kept", issued.pk, copy.file.name)
        messages.error(request, printing.DAMAGED.format(issued=issued.name_inside))
        return redirect(issued.submission)
    response = download(content, name)
    response["Content-Security-Policy"] = SANDBOX
    return response


def _page(request: PortalRequest, report: Report, form: IssueForm) -> HttpResponse:
    letterhead = letterheads.build(report.unit, report.plan)
    page = {
        "report": report,
        "form": form,
        "letterhead": letterhead,
        "signatory": letterhead.signatory or quarterly.signed_by(report),
        "amended": report.submission.issued.standing().last() if report.submission else None,
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
