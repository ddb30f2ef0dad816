"""Drawings as files, for all pages that show some."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from indicators.charts import Drawing
from indicators.views.prints import cannot_print
from papi_portal import pdf, pictures
from papi_portal.pages import download
from plans.access import PortalRequest
from plans.views.printing import try_later


def drawing_file(
    request: PortalRequest, drawing: Drawing | None, kind: str, *, page: str
) -> HttpResponse:
    """Give a drawing as SVG or PNG; `page` is where a reader finds it if this machine cannot."""
    if drawing is None or kind not in {"svg", "png"}:
        raise Http404
    drawn = render_to_string(drawing.template, {"chart": drawing})
    if kind == "svg":
        return download(pictures.as_svg(drawn), f"{drawing.title}.svg")
    try:
        with pdf.turn():
            picture = pictures.as_png(drawn, width=drawing.width, height=drawing.height)
    except pdf.PdfUnavailableError:
        return cannot_print(request, page)
    except pdf.NotNowError:
        return try_later(request)
    return download(picture, f"{drawing.title}.png")
