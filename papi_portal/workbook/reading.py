"""Read a list out of a workbook that people filled in: bounded, cleaned, with cell addresses."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from papi_portal import legacy_text, zip_guard
from papi_portal.text import clean, clean_line, fold
from papi_portal.wording import said
from papi_portal.workbook.columns import (
    ERRORS,
    META,
    Book,
    Cell,
    Column,
    Grid,
    Row,
    Table,
    Value,
)
from papi_portal.zip_guard import BadPackageError

MOST_ROWS, MOST_COLUMNS = 20_000, 64
HEADER_WITHIN = 30
"""The header stands in one of these first rows, below the name of the list."""
META_ROWS = 50
MOST_CELLS = 20 * MOST_ROWS
MOST_ELEMENTS = {
    # A part with more than this takes the reader many seconds, whatever the part is called.
    **dict.fromkeys((b"<row", b":row"), 3 * MOST_ROWS),
    **dict.fromkeys((b"<c ", b"<c>", b":c ", b":c>", b"<si>", b":si>"), MOST_CELLS),
    **dict.fromkeys((b"<xf ", b":xf ", b"<xf/", b"<xf>"), 70_000),  # Excel's own limit is 65,490
    **dict.fromkeys((b"<font>", b"<fill>", b"<border>"), 20_000),
}
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
CHUNK = 1024 * 1024
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,  # of XML
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

TOO_MANY = said(
    "Trang tính có quá {most} dòng hoặc quá nhiều ô đã định dạng. Hãy xóa các dòng, cột"
    " trống phía dưới và bên phải danh sách, hoặc chia thành nhiều tệp.",
    most=f"{MOST_ROWS:,}".replace(",", "."),
)
NO_HEADER = said(
    "Không tìm thấy dòng tiêu đề của danh sách ({wanted}). Hãy dùng tệp mẫu của cổng,"
    " giữ nguyên dòng tiêu đề."
)
MISSING = said("Trang “{sheet}”, dòng {row}: thiếu cột {titles}. Hãy thêm cột, giữ nguyên tên cột.")
TWICE = said(
    "Trang “{sheet}”, dòng {row}: cột “{title}” có hai lần ({cells}). Hãy xóa bớt một cột."
)
TWO_LISTS = said(
    "Các trang {sheets} đều có danh sách. Hãy để lại một danh sách trong tệp rồi tải lên lại."
)
UNCOUNTED = said(
    "Ô có công thức chưa tính. Hãy mở tệp bằng Excel, lưu lại, hoặc thay bằng giá trị."
)
WRONG_VALUE = said("Ô báo lỗi {value} của Excel. Hãy thay bằng giá trị đúng.")
OLD_FONT = said(
    "Ô viết bằng phông chữ cũ (TCVN3, VNI). Có phải là “{text}”? Hãy gõ lại bằng Unicode."
)


def read_rows(data: bytes, columns: Sequence[Column], *, links: bool = False) -> Table:
    """Return the one list of a workbook whose header has these columns, in any order.

    Titles are compared folded; hidden sheets, empty rows, repeated headers and the column "Lỗi" are
    passed over. Raises BadPackageError for a file that is not opened, holds no such list or, unless
    `links` says otherwise, refers to other workbooks. Blank required cells are the caller's to
    refuse. Memory and time have no limit here: strangers' files go through `read_strange`.
    """
    linked = _check(data, links=links)
    try:
        return _read(data, columns, linked=linked)
    except UNREADABLE as error:
        raise BadPackageError(zip_guard.BROKEN) from error


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the cells of every visible sheet, for workbooks that are not in a form of ours.

    Bounded and cleaned as `read_rows` does, and refused for the same reasons.
    """
    _check(data, links=False)
    try:
        return tuple(_grids(data))
    except UNREADABLE as error:
        raise BadPackageError(zip_guard.BROKEN) from error


def read_book(data: bytes) -> Book:
    """Return the cells of every visible sheet as `read_grids` does, and what it says of itself."""
    return Book(read_grids(data), read_meta(data))


def read_meta(data: bytes) -> dict[str, str]:
    """Return what the hidden sheet "meta" of a workbook says; raise BadPackageError as above."""
    zip_guard.open_office(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        return _meta(book)
    except UNREADABLE as error:
        raise BadPackageError(zip_guard.BROKEN) from error


def _check(data: bytes, *, links: bool) -> bool:
    """Refuse what is not opened; tell whether it refers to other workbooks."""
    with zip_guard.open_office(data) as package:
        linked = zip_guard.links_outside(package)
        if linked and not links:
            raise BadPackageError(zip_guard.LINKED)
        _check_elements(package)
    return linked


def _check_elements(package: zipfile.ZipFile) -> None:
    for part in package.infolist():
        counts = dict.fromkeys(MOST_ELEMENTS, 0)
        with package.open(part) as stream:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                for mark in counts:
                    counts[mark] += chunk.count(mark)
        if any(count > MOST_ELEMENTS[mark] for mark, count in counts.items()):
            raise BadPackageError(TOO_MANY)


def _read(data: bytes, columns: Sequence[Column], *, linked: bool) -> Table:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found = list(_headers(book, columns))
    complete = [one for one in found if not one.missing]
    if len(complete) > 1:
        names = ", ".join(f"“{one.sheet.title}”" for one in complete)
        raise BadPackageError(TWO_LISTS.format(sheets=names))
    if not found:
        wanted = ", ".join(column.title for column in columns if column.required)
        raise BadPackageError(NO_HEADER.format(wanted=wanted))
    header = complete[0] if complete else max(found, key=lambda one: one.known)
    header.check()
    formulas = _formulas(data, header.sheet.title) if _has_formulas(data) else frozenset[str]()
    return Table(
        sheet=header.sheet.title,
        titles=header.titles,
        columns=header.columns,
        rows=tuple(_rows(header, formulas)),
        meta=_meta(book),
        linked=linked,
    )


class _Header:
    """A row that holds titles of our columns."""

    def __init__(self, sheet: Any, number: int, texts: Sequence[str], columns: Sequence[Column]):
        by_title = {fold(title): one for one in columns for title in (one.title, *one.also)}
        kept = [(place, text) for place, text in enumerate(texts) if fold(text) != fold(ERRORS)]
        while kept and not kept[-1][1]:
            kept.pop()
        self.sheet = sheet
        self.number = number
        self.places = tuple(place for place, _ in kept)
        self.titles = tuple(text for _, text in kept)
        self.columns = tuple(by_title.get(fold(text.rstrip("* "))) for text in self.titles)
        found = {column for column in self.columns if column}
        self.known = len(found)
        self.missing = [one.title for one in columns if one.required and one not in found]

    def check(self) -> None:
        """Refuse a header in which a column is missing or stands twice."""
        where = {"sheet": self.sheet.title, "row": self.number}
        if self.missing:
            titles = ", ".join(f"“{title}”" for title in self.missing)
            raise BadPackageError(MISSING.format(titles=titles, **where))
        for column in filter(None, self.columns):
            places = [place for place, one in self.pairs if one is column]
            if len(places) > 1:
                cells = ", ".join(_address(place, self.number) for place in places)
                raise BadPackageError(TWICE.format(title=column.title, cells=cells, **where))

    @property
    def pairs(self) -> Iterable[tuple[int, Column | None]]:
        return zip(self.places, self.columns, strict=True)


def _address(place: int, row: int) -> str:
    return f"{get_column_letter(place + 1)}{row}"


def _grids(data: bytes) -> Iterator[Grid]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    counted = _has_formulas(data)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        formulas = _formulas(data, sheet.title) if counted else frozenset[str]()
        rows = []
        for number, raw in _filled(sheet, counted):
            if number > MOST_ROWS:
                raise BadPackageError(TOO_MANY)
            cells = (_cell(one, _address(at, number), formulas) for at, one in enumerate(raw))
            rows.append((number, tuple(cells)))
        yield Grid(sheet.title, tuple(rows))


def _headers(book: Any, columns: Sequence[Column]) -> Iterator[_Header]:
    """Yield the likeliest header of each visible sheet that has at least two of our titles."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        candidates = []
        for number, row in enumerate(islice(_raw_rows(sheet), HEADER_WITHIN), start=1):
            texts = [clean_line(str(one.value)) if one.value is not None else "" for one in row]
            candidates.append(_Header(sheet, number, texts, columns))
        best = max(candidates, key=lambda one: one.known, default=None)
        if best and best.known >= min(2, len(columns)):
            yield best


def _raw_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # the file may lie about them
    yield from sheet.iter_rows(max_col=MOST_COLUMNS)


def _rows(header: _Header, formulas: Set[str]) -> Iterator[Row]:
    last = header.number + MOST_ROWS
    for number, raw in _filled(header.sheet, bool(formulas)):
        if number <= header.number:
            continue
        if number > last:
            raise BadPackageError(TOO_MANY)
        read = [
            _cell(raw[place] if place < len(raw) else None, _address(place, number), formulas)
            for place in header.places
        ]
        if any(cell.value is not None or cell.problem for cell in read):
            pairs = zip(header.columns, read, strict=True)
            known = {column.key: cell for column, cell in pairs if column}
            if any(cell.problem for cell in read) or not _repeats(header, read):
                yield Row(number, tuple(cell.value for cell in read), known)


def _filled(sheet: Any, formulas: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: FBT001
    """Yield the rows that hold anything; a gap of a million rows costs little.

    A formula without a value looks like an empty cell, so with formulas every row may matter.
    """
    blank = None
    for number, row in enumerate(_raw_rows(sheet), start=1):
        if row is blank:
            continue
        gap = all(one is EMPTY_CELL for one in row)
        if gap:
            blank = row  # a gap is filled with one and the same row
        elif formulas or any(one.value not in {None, ""} for one in row):
            yield number, row


def _repeats(header: _Header, read: list[Cell]) -> bool:
    """Tell whether a row is the header once more, as printed on each page."""
    filled = ((title, cell) for title, cell in zip(header.titles, read, strict=True) if cell.value)
    return all(fold(cell.text) == fold(title) for title, cell in filled)


def _cell(raw: Any, address: str, formulas: Set[str]) -> Cell:
    value = None if raw is None else raw.value
    if value is None:
        return Cell(address, None, UNCOUNTED if address in formulas else "")
    if raw.data_type == "e":
        return Cell(address, str(value), WRONG_VALUE.format(value=value))
    if isinstance(value, str):
        return _text_cell(value, raw, address)
    return Cell(address, _plain(value))


def _text_cell(value: str, raw: Any, address: str) -> Cell:
    font = "" if value.isascii() else str(raw.font.name or "")
    unicode = legacy_text.suggestion(value, font=font)
    if unicode is not None:
        return Cell(address, value, OLD_FONT.format(text=clean(unicode)))
    return Cell(address, _cleaned(value) or None)


@lru_cache(maxsize=MOST_ROWS)
def _cleaned(value: str) -> str:
    return clean(ESCAPED.sub("_", value))  # lists say the same few words again and again


def _plain(value: Any) -> Value:
    """Return a value of Excel as one of ours: midnight is a day, whole numbers are whole."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value if isinstance(value, (int, float, date)) else str(value)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return any(
            mark in package.read(part)
            for part in package.infolist()
            if "worksheets/" in part.filename
            for mark in (b"<f>", b"<f ", b":f>", b":f ")
        )


def _formulas(data: bytes, title: str) -> frozenset[str]:
    """Return the cells of a sheet that hold formulas, which another reading of the file tells."""
    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    return frozenset(
        _address(place, number)
        for number, row in _filled(book[title], formulas=False)
        for place, one in enumerate(row)
        if one.data_type == "f"
    )


def _meta(book: Any) -> dict[str, str]:
    if META not in book.sheetnames:
        return {}
    rows = book[META].iter_rows(max_row=META_ROWS, max_col=2, values_only=True)
    return {str(key): str(value or "") for key, value in rows if key is not None}
