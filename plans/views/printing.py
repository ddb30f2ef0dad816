"""How a page gives a PDF: at once if it is short, else by a job that it offers to start."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from papi_portal import pdf
from papi_portal.pages import attachment
from plans import actions
from plans.access import PortalRequest
from plans.jobs import KINDS, Parameters
from plans.printing import PDF, Document, Print


def give_pdf(
    request: PortalRequest, kind: str, parameters: Parameters, *, back: str
) -> HttpResponse:
    """Answer with a printed document, or with a page that says why not and offers a job.

    What the viewer does not see is not found. By POST a job is asked for. `back` is the page that
    shows the document on the screen.
    """
    prints = KINDS[kind]
    if not isinstance(prints, Print):
        raise Http404
    try:
        document = prints.document(request.viewer, parameters)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        return _asked(request, kind, parameters, document)
    try:
        printed = pdf.render_now(document.html, rows=document.rows)
    except pdf.PdfUnavailableError:
        return render(request, "plans/pdf_unavailable.html", {"back": back}, status=503)
    except pdf.NotNowError as why:
        page = {"document": document, "why": str(why), "back": back}
        return render(request, "plans/print_later.html", page)
    response = HttpResponse(printed, content_type=PDF)
    response["Content-Disposition"] = attachment(document.file_name)
    return response


def _asked(
    request: PortalRequest, kind: str, parameters: Parameters, document: Document
) -> HttpResponse:
    try:
        job = actions.request_job(
            kind=kind,
            title=document.title,
            parameters=parameters,
            content=document.fingerprint,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.TooManyJobsError as error:
        messages.error(request, str(error))
        return redirect("plans:job-list")
    return redirect(job)
