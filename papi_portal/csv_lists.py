"""Read a list that somebody saved as CSV: the same columns as its workbook, told the same way."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from string import ascii_uppercase

from papi_portal.text import clean, fold
from papi_portal.wording import said
from papi_portal.workbook import Cell, Column, Row, Table
from papi_portal.zip_guard import BadPackageError

NOT_UTF8 = said(
    "Tệp .csv không viết bằng UTF-8. Trong Excel, hãy lưu lại dạng “CSV UTF-8”, hoặc dạng .xlsx."
)
BROKEN = said("Tệp .csv hỏng ở dòng {line}. Hãy mở bằng Excel, lưu lại dạng .xlsx.")
MISSING = said("Dòng 1 thiếu cột {titles}. Hãy dùng tệp mẫu của cổng, giữ nguyên tên cột.")
TWICE = said("Dòng 1 có hai cột “{title}”. Hãy xóa bớt một cột.")


def read_csv(content: bytes, columns: Sequence[Column]) -> Table:
    """Return the list of a CSV file whose first line has these titles, in any order.

    Commas or semicolons between cells; a cell in quotes may go on over several lines. Raises
    BadPackageError, with a sentence, for any other.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPackageError(NOT_UTF8) from error
    lines = StringIO(text, newline="")  # the reader itself knows which line ends stand in a cell
    first = lines.readline()
    lines.seek(0)
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        titles = tuple(clean(title) for title in next(reader, []))
        found = _found(titles, columns)
        keys = [column.key if column else None for column in found]
        return Table("CSV", titles, found, tuple(_rows(reader, keys)))
    except csv.Error as error:
        raise BadPackageError(BROKEN.format(line=reader.line_num)) from error


def _found(titles: Sequence[str], columns: Sequence[Column]) -> tuple[Column | None, ...]:
    by_title = {fold(title): one for one in columns for title in (one.title, *one.also)}
    found = tuple(by_title.get(fold(title.rstrip("* "))) for title in titles)
    missing = [one.title for one in columns if one.required and one not in found]
    if missing:
        raise BadPackageError(MISSING.format(titles=", ".join(missing)))
    for one in filter(None, found):
        if found.count(one) > 1:
            raise BadPackageError(TWICE.format(title=one.title))
    return found


def _rows(reader: Iterator[list[str]], keys: Sequence[str | None]) -> Iterator[Row]:
    for number, line in enumerate(reader, start=2):
        values = tuple(clean(value) or None for value in line)
        if any(values):
            placed = enumerate(zip(keys, values, strict=False))
            cells = {key: Cell(_address(at, number), value) for at, (key, value) in placed if key}
            yield Row(number, values, cells)


def _address(place: int, number: int) -> str:
    """Return a cell's address as Excel shows it when it opens the file."""
    return f"{ascii_uppercase[place]}{number}" if place < len(ascii_uppercase) else ""
