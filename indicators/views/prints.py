"""Pages as PDF: one way for all that are printed, and one answer where a machine cannot."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from papi_portal import pdf
from papi_portal.pages import download
from plans.access import PortalRequest
from plans.views.printing import try_later


def printed(
    request: PortalRequest, template: str, shown: Mapping[str, object], *, name: str, page: str
) -> HttpResponse:
    """Print what a page shows under a file name; `page` is where a reader finds it otherwise.

    Its template extends print/page.html, which asks for the source of the figures as well.
    """
    on_paper = {**shown, "on_paper": True, "today": request.today}
    try:
        with pdf.turn():
            made = pdf.render(render_to_string(template, on_paper))
    except pdf.PdfUnavailableError:
        return cannot_print(request, page)
    except pdf.NotNowError:
        return try_later(request)
    return download(made, f"{name}.pdf")


def cannot_print(request: PortalRequest, page: str) -> HttpResponse:
    """Say that this machine cannot print, and lead to the page with what was asked of it."""
    back = f"{page}?{request.GET.urlencode()}" if request.GET else page
    return render(request, "pdf_unavailable.html", {"back": back}, status=503)
