"""What pages share: one sheet of a long list, numbers that are sent, names of downloaded files."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from papi_portal.worddoc import DOCX
from papi_portal.workbook import XLSX

ROWS_PER_SHEET = 50
KINDS = {
    ".docx": DOCX,
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xlsx": XLSX,
}
"""Content types of the files that pages give, by the end of their names."""
BAD_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


def sheet(rows: QuerySet[Any, Any] | Sequence[Any], request: HttpRequest) -> "Page[Any]":
    """Return the asked-for sheet of a list; for one out of range the first or the last."""
    number = request.GET.get("page", "1")
    return Paginator(rows, ROWS_PER_SHEET).get_page(number if len(number) < 10 else "1")


def attachment(name: str) -> str:
    """Return the header that saves a file under a Vietnamese name (RFC 6266)."""
    header = content_disposition_header(as_attachment=True, filename=name.translate(BAD_IN_NAMES))
    return header or "attachment"


def download(content: bytes, name: str) -> HttpResponse:
    """Give a file to be saved; the end of its name says what it is."""
    response = HttpResponse(content, content_type=KINDS[PurePath(name).suffix])
    response["Content-Disposition"] = attachment(name)
    return response


def whole_number(raw: str) -> int | None:
    """Return what was sent as a number of at most nine digits, None for anything else."""
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None


def asked_number(request: HttpRequest, name: str) -> int | None:
    """Return a number of the address, None if it is not there; nonsense finds nothing (404)."""
    raw = request.GET.get(name, "")
    number = whole_number(raw)
    if raw and number is None:
        raise Http404
    return number
