"""Documents as files in an answer."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render

from papi_portal import drawings, pdf
from papi_portal.pages import attachment
from papi_portal.paper import Paper
from plans.access import PortalRequest


def paper_answer(request: PortalRequest, paper: Paper, kind: str, *, instead: str) -> HttpResponse:
    """Answer with the document as a file of the kind; 404 for a kind that there is not.

    A machine that makes no PDF says so, with the page to read or print `instead`.
    """
    if kind not in drawings.CONTENT_TYPES:
        raise Http404
    name = f"{paper.title}.{kind}"
    return file_answer(request, lambda: drawings.draw(paper, kind), name, instead=instead)


def file_answer(
    request: PortalRequest, draw: Callable[[], bytes], name: str, *, instead: str
) -> HttpResponse:
    """Answer with what is drawn, under a name that ends with its kind."""
    try:
        drawn = draw()
    except pdf.PdfUnavailableError:
        return render(request, "tasks/pdf_unavailable.html", {"instead": instead}, status=503)
    kind = name.rpartition(".")[2]
    response = HttpResponse(drawn, content_type=drawings.CONTENT_TYPES[kind])
    response["Content-Disposition"] = attachment(name)
    return response
