"""What is inside an attached file, looked at in the child process: its structure, its pixels."""

import re
import warnings
import zlib
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

from papi_portal import zip_guard
from papi_portal.attachments.refusals import (
    BROKEN,
    MOVES,
    OFFICE_TWO,
    PDF_ACTS,
    PDF_CUT,
    PDF_LOCKED,
    PDF_TWO,
    REMOTE,
    TOO_MANY_PIXELS,
    BadAttachmentError,
)
from papi_portal.wording import said

if TYPE_CHECKING:
    from PIL import Image

JPEG = "jpg"
MOST_PIXELS = 40_000_000
JPEG_QUALITY = 90
PNG_MODES = {"1", "L", "LA", "I", "I;16", "RGB", "RGBA"}
"""What a PNG holds as it is; palettes are spelled out, because their extras go."""
PDF_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")
RUNNING = {"JavaScript", "Launch"}
FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
"""What Word fetches by itself; a hyperlink waits until somebody follows it."""
FAR = re.compile(
    r"\s*(?!file:)(?:[a-z][a-z0-9+.-]+:|[\\/]{2})|\s*file:/*(?:\\\\|[^/\\:]{2,}[/\\])",
    re.IGNORECASE,
)
MAIN_PARTS = {
    "docx": (b"wordprocessingml.document.main+xml", "word/"),
    "xlsx": (b"spreadsheetml.sheet.main+xml", "xl/"),
}

DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What parsers raise over a file that is broken within; running out of memory is not among them."""


def check_pdf(data: bytes, *, ending: str) -> None:
    """Refuse a PDF that is cut, locked, acts by itself or is another file, too."""
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException

    if not PDF_END.search(data[-2 * 1024 :]):
        raise BadAttachmentError(PDF_CUT)
    if is_zipfile(BytesIO(data)):
        raise BadAttachmentError(PDF_TWO)
    try:
        catalog = PDFDocument(PDFParser(BytesIO(data))).catalog
        pages, runs = resolve1(catalog.get("Pages")), _runs(catalog)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise BadAttachmentError(PDF_LOCKED) from error
    except (PSException, *DAMAGE) as error:
        raise BadAttachmentError(BROKEN) from error
    if not isinstance(pages, dict):
        raise BadAttachmentError(BROKEN)
    if runs:
        raise BadAttachmentError(PDF_ACTS)


def _runs(catalog: dict[str, Any]) -> bool:
    """Tell whether a PDF runs a program when it is opened."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import literal_name

    opening, names = resolve1(catalog.get("OpenAction")), resolve1(catalog.get("Names"))
    kind = resolve1(opening.get("S")) if isinstance(opening, dict) else None
    named = isinstance(names, dict) and "JavaScript" in names
    return named or "AA" in catalog or (kind is not None and literal_name(kind) in RUNNING)


def check_office(data: bytes, *, ending: str) -> None:
    """Refuse a zip that is not the Office file its ending says, or that is more than one."""
    try:
        with zip_guard.open_office(data) as package:
            _check_package(package, data, ending)
    except zip_guard.BadPackageError as error:
        raise BadAttachmentError(str(error)) from error
    except DAMAGE as error:
        raise BadAttachmentError(BROKEN) from error


def _check_package(package: ZipFile, data: bytes, ending: str) -> None:
    parts = package.infolist()
    ends = data[-22:].startswith(b"PK\x05\x06")
    if min(part.header_offset for part in parts) or package.comment or not ends:
        raise BadAttachmentError(OFFICE_TWO)
    main, folder = MAIN_PARTS[ending]
    inside = any(part.filename.startswith(folder) for part in parts)
    if main not in zip_guard.content_types(package) or not inside:
        msg = said(
            "Tệp có đuôi .{ending} nhưng bên trong là loại khác. {as_xlsx}",
            ending=ending,
            as_xlsx=zip_guard.AS_XLSX,
        )
        raise BadAttachmentError(msg)
    zip_guard.links_outside(package)
    for part in parts:
        if part.filename.lower().endswith(".rels") and _fetches(package.read(part)):
            raise BadAttachmentError(REMOTE)


def _fetches(relations: bytes) -> bool:
    """Tell whether these links of an Office file make Word ask another machine."""
    from defusedxml.ElementTree import fromstring

    return any(
        link.get("Type", "").endswith(FETCHED) and FAR.match(link.get("Target", ""))
        for link in fromstring(relations)
    )


def redraw(data: bytes, *, ending: str) -> str:
    """Return a picture drawn anew and upright, in Base64: its pixels and nothing else."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    drawn = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=["JPEG", "PNG"]) as picture:
            # Phones hide a second picture behind a JPEG; the first is what was photographed.
            if picture.format == "PNG" and getattr(picture, "is_animated", False):
                raise BadAttachmentError(MOVES)
            pixels = _pixels(ImageOps.exif_transpose(picture), ending)
            kind = "JPEG" if ending == JPEG else "PNG"
            pixels.save(drawn, kind, quality=JPEG_QUALITY)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadAttachmentError(TOO_MANY_PIXELS) from error
    except DAMAGE as error:
        raise BadAttachmentError(BROKEN) from error
    return b64encode(drawn.getvalue()).decode()


def _pixels(picture: "Image.Image", ending: str) -> "Image.Image":
    """Return the picture in colours that its format holds, without anything said about it."""
    if ending == JPEG:
        mode = "L" if picture.mode == "L" else "RGB"
    elif picture.mode in PNG_MODES:
        mode = picture.mode
    else:
        mode = "RGBA" if "transparency" in picture.info else "RGB"
    pixels = picture if picture.mode == mode else picture.convert(mode)
    pixels.info = {}
    return pixels
