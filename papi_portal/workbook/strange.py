"""The door for lists that strangers upload: read in a child process with limits."""

from collections.abc import Sequence

from papi_portal.child import Door
from papi_portal.wording import said
from papi_portal.workbook.columns import Book, Cell, Column, Grid, Row, Table
from papi_portal.zip_guard import BadPackageError

DOOR = Door(
    place=f"{__name__}:DOOR",
    jobs={
        "rows": "papi_portal.workbook.reading:read_rows",
        "book": "papi_portal.workbook.reading:read_book",
    },
    values=(Book, Cell, Column, Grid, Row, Table),
    refusal=BadPackageError,
    heavy=said(
        "Tệp quá nặng hoặc hỏng, không đọc được trong giới hạn cho phép. Hãy mở bằng Excel, chép"
        " danh sách sang một tệp mới, rồi tải tệp mới lên."
    ),
)


def read_strange(data: bytes, columns: Sequence[Column], *, links: bool = False) -> Table:
    """Read a stranger's workbook as `read_rows` does, in a child process with limits."""
    table: Table = DOOR.run("rows", data, columns=tuple(columns), links=links)
    return table


def read_strange_book(data: bytes) -> Book:
    """Read a stranger's workbook as `read_book` does, in a child process with limits."""
    book: Book = DOOR.run("book", data)
    return book
