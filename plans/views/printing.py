"""How a page gives a document: at once, or as a long PDF by a job that it offers to start."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from papi_portal import drawings, pdf
from papi_portal.pages import download
from papi_portal.paper import Paper
from plans import actions
from plans.access import PortalRequest
from plans.jobs import KINDS, Parameters
from plans.printing import Document, Print, about, fingerprint

RETRY_SECONDS = "10"


def give_pdf(
    request: PortalRequest, name: str, parameters: Parameters, *, back: str
) -> HttpResponse:
    """Answer with a printed document, or with a page that says why not and offers a job.

    What the viewer does not see is not found. By POST a job is asked for. `back` is the page that
    shows the document on the screen.
    """
    document = _found(request, name, parameters)
    pages = document.pages
    if request.method == "POST":
        return _asked(request, name, parameters, document, pages)
    try:
        printed = pdf.render_now(*pages, rows=document.rows)
    except pdf.PdfUnavailableError:
        return render(request, "pdf_unavailable.html", {"back": back}, status=503)
    except pdf.NotNowError as why:
        page = {"document": document, "why": str(why), "back": back}
        return render(request, "plans/print_later.html", page)
    return download(printed, f"{document.title}.pdf")


def give_file(request: PortalRequest, name: str, parameters: Parameters, kind: str) -> HttpResponse:
    """Answer with a document as Word or Excel, which are quickly written however long they are.

    What the viewer does not see is not found, nor is a kind of file that there is not.
    """
    if kind not in drawings.KINDS:
        raise Http404
    document = _found(request, name, parameters)
    if not isinstance(document, Paper):
        raise Http404
    told = about(name, parameters, by=request.viewer, at=timezone.now())
    try:
        drawn = drawings.draw_now(document, kind, told)
    except pdf.NotNowError:
        return try_later(request)
    return download(drawn, f"{document.title}.{kind}")


def try_later(request: PortalRequest) -> HttpResponse:
    """Say that all places of those who print are taken, and ask again for the same."""
    answer = render(request, "pdf_busy.html", {"again": request.get_full_path()}, status=503)
    answer["Retry-After"] = RETRY_SECONDS
    return answer


def _found(request: PortalRequest, name: str, parameters: Parameters) -> Document:
    prints = KINDS[name]
    if not isinstance(prints, Print):
        raise Http404
    try:
        return prints.document(request.viewer, parameters)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _asked(
    request: PortalRequest,
    name: str,
    parameters: Parameters,
    document: Document,
    pages: Sequence[str],
) -> HttpResponse:
    try:
        job = actions.request_job(
            kind=name,
            title=document.title,
            parameters=parameters,
            content=fingerprint(pages),
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.TooManyJobsError as error:
        messages.error(request, str(error))
        return redirect("plans:job-list")
    return redirect(job)
