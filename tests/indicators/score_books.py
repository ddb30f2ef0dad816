"""Workbooks of scores for tests, as publishers make them: wide, a year a sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from indicators.scores.columns import SCORES
from tests.papi_portal.workbooks import saved, workbook

Rows = Sequence[Any]


def wide(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets; the first row of each is its header."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
        if title in hidden:
            page.sheet_state = "hidden"
    return saved(book)


def long(*rows: Mapping[str, Any]) -> bytes:
    """Return the portal's own list with these rows; cells are named by the keys of columns."""
    header = [column.title for column in SCORES]
    return workbook(header, *([row.get(column.key) for column in SCORES] for row in rows))
