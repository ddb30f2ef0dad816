"""Drawings as files: SVG that stands alone, PNG made of the same drawing."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from papi_portal import pdf, pictures

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="40" height="20" fill="#fff" /><rect width="20" height="20" fill="#000" />'
    '<text y="9" font-size="8" font-family="Liberation Sans">Hạng</text></svg>'
)
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")


def test_drawing_becomes_a_document_of_its_own() -> None:
    made = pictures.as_svg(f"\n{DRAWING}")

    assert made.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert ElementTree.fromstring(made).findtext(".//{*}text") == "Hạng"  # noqa: S314 - our own


@needs_pango
def test_picture_shows_the_drawing_from_edge_to_edge() -> None:
    made = Image.open(BytesIO(pictures.as_png(DRAWING, width=40, height=20)))

    assert (made.format, made.size) == ("PNG", (120, 60))
    assert [made.getpixel(at) for at in ((10, 55), (118, 1))] == [(0, 0, 0), (255, 255, 255)]


def test_machine_that_cannot_print_cannot_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")

    with pytest.raises(pdf.PdfUnavailableError):
        pictures.as_png(DRAWING, width=40, height=20)
