"""Documents as files in an answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from papi_portal import drawings, pdf
from papi_portal.pages import attachment
from papi_portal.paper import Paper
from plans.access import PortalRequest


def paper_answer(request: PortalRequest, paper: Paper, kind: str, *, back: str) -> HttpResponse:
    """Answer with the document as a file of the kind; 404 for a kind that there is not.

    A machine that makes no PDF says so, with the page to read or print `back`.
    """
    if kind not in drawings.CONTENT_TYPES:
        raise Http404
    try:
        drawn = drawings.draw(paper, kind)
    except pdf.PdfUnavailableError:
        return render(request, "pdf_unavailable.html", {"back": back}, status=503)
    response = HttpResponse(drawn, content_type=drawings.CONTENT_TYPES[kind])
    response["Content-Disposition"] = attachment(f"{paper.title}.{kind}")
    return response
