"""Workbooks for tests, as people and others make them: by openpyxl, or part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


def saved(book: Any) -> bytes:
    """Return a workbook as a file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: Sequence[Any], title: str = "Trang 1") -> bytes:
    """Return a workbook of one sheet, as somebody types it."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def opened(data: bytes) -> Any:
    """Return a workbook as Excel sees it."""
    return load_workbook(BytesIO(data))


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these parts, quickly packed because some are large."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def ole(*streams: str) -> bytes:
    """Return the beginning of an OLE file whose directory names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def repacked(data: bytes, parts: Mapping[str, bytes], *, without: tuple[str, ...] = ()) -> bytes:
    """Return a package with some parts added, replaced or left out."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in {*parts, *without}:
                new.writestr(part.filename, old.read(part))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """Return one part of a package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


ZIP_DEFLATED = zipfile.ZIP_DEFLATED
SHEET = "xl/worksheets/sheet1.xml"
