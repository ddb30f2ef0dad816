"""The one door to openpyxl: lists written as workbooks people fill in, and read back."""

from papi_portal.workbook.columns import (
    ERRORS,
    Band,
    Cell,
    Column,
    Grid,
    Row,
    Sheet,
    Table,
    Value,
    written,
)
from papi_portal.workbook.reading import read_grids, read_meta, read_rows
from papi_portal.workbook.strange import read_strange
from papi_portal.workbook.writing import XLSX, guide, with_errors, write

__all__ = [
    "ERRORS",
    "XLSX",
    "Band",
    "Cell",
    "Column",
    "Grid",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "guide",
    "read_grids",
    "read_meta",
    "read_rows",
    "read_strange",
    "with_errors",
    "write",
    "written",
]
