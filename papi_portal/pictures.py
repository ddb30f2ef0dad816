"""The one door to pdfium: drawings as files of their own, to be put into documents."""

from io import BytesIO

from papi_portal import pdf

XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}
</style>{drawing}"""
SCALE = 4
"""Dots for each point of the page: a drawing as wide as a phone prints sharp at 140 mm."""


def as_svg(drawing: str) -> bytes:
    """Return an SVG element as a document of its own."""
    return (XML_HEADER + drawing.strip() + "\n").encode()


def as_png(drawing: str, *, width: int, height: int) -> bytes:
    """Return an SVG element as a picture of dots; its size is in CSS pixels.

    Raises PdfUnavailableError as `pdf.render` does.
    """
    printed = pdf.render(PAGE.format(width=width, height=height, drawing=drawing))
    from pypdfium2 import PdfDocument

    with PdfDocument(printed) as document:
        picture = document[0].render(scale=SCALE).to_pil().convert("RGB")
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
