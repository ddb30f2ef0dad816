"""The one door to openpyxl: lists written as workbooks people fill in, and read back."""

from papi_portal.workbook.columns import (
    CUT,
    ERRORS,
    LONGEST_TEXT,
    Band,
    Book,
    Cell,
    Column,
    Grid,
    Row,
    Sheet,
    Table,
    Value,
    fitting,
    written,
)
from papi_portal.workbook.reading import read_book, read_grids, read_meta, read_rows
from papi_portal.workbook.strange import read_strange, read_strange_book
from papi_portal.workbook.writing import XLSX, guide, with_errors, write

__all__ = [
    "CUT",
    "ERRORS",
    "LONGEST_TEXT",
    "XLSX",
    "Band",
    "Book",
    "Cell",
    "Column",
    "Grid",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "fitting",
    "guide",
    "read_book",
    "read_grids",
    "read_meta",
    "read_rows",
    "read_strange",
    "read_strange_book",
    "with_errors",
    "write",
    "written",
]
