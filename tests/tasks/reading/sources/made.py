"""Small Office and PDF files, written by code from the XML and the objects that a test is about."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl

from tests.papi_portal.workbooks import package

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
WORDS = "Kế hoạch nâng cao Chỉ số PAPI năm 2026"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip, so that one can be changed."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def _blank(make: Callable[[], Any]) -> dict[str, bytes]:
    kept = BytesIO()
    make().save(kept)
    return parts_of(kept.getvalue())


def word(body: str = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>", /, **parts: bytes) -> bytes:
    """Return a Word file with this XML as its body, and with more parts."""
    main = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD_NAMESPACE}"'
        f' xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'
    )
    return package({**_blank(docx.Document), BODY: main.encode(), **parts})


def workbook(rows: str = "", before: str = "", after: str = "", /, **parts: bytes) -> bytes:
    """Return a workbook with this XML as the rows of its sheet, and with more parts."""
    sheet = (
        f'<worksheet xmlns="{SHEET_NAMESPACE}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>"
    )
    return package({**_blank(openpyxl.Workbook), SHEET: sheet.encode(), **parts})


def cell(address: str, text: str = WORDS) -> str:
    """Return the XML of a cell with a text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, numbered from 1, with a right cross-reference table."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(data))
    )


def page(content: bytes, resources: bytes = b"", catalogue: bytes = b"") -> bytes:
    """Return a PDF of one page with this content stream object."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %b >> >>" % resources,
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    )


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content)
