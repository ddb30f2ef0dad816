"""Write lists as workbooks: titled columns, choices to pick from, ready to print on A4."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import save_workbook

from papi_portal.workbook.columns import CHOICES, ERRORS, META, Band, Column, Sheet, Table, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook in an answer."""
LAST_ROW = 20_001
"""To this row a list takes entries; pick lists reach as far."""
LONGEST_CELL, LONGEST_PROMPT = 32_767, 255
A4 = 9

FORMULA_STARTS = ("=", "+", "-", "@")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads "_x0041_" as "A"; the underscore is written as its own escape."""
FORMATS = {
    "text": "@",
    "date": "dd/mm/yyyy",
    "number": "General",
    "points": "0.00",
    "change": "+0.00;-0.00;0.00",
}
NOT_FOR_NUMBERS = {FORMATS["text"], FORMATS["date"]}
LINE = Side(style="thin", color="FF9AA5B1")
HEADER_GROUND = PatternFill("solid", fgColor="FFE9EEF4")
ERROR_COLUMN = Column("errors", ERRORS, width=60)

GUIDE = (
    Column("title", "Cột", width=24),
    Column("required", "Bắt buộc", width=10),
    Column("help", "Cách ghi", width=70),
    Column("choices", "Chọn một trong", width=50),
)


def write(sheets: Sequence[Sheet], meta: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook with these sheets and, hidden, its choices and what it says, if any.

    Raises ValueError for a text that no cell can hold (control marks, 32,767 characters).
    """
    book = Workbook(write_only=True)
    shelf: list[tuple[str, ...]] = []
    try:
        for sheet in sheets:
            _write_sheet(book, sheet, shelf)
        if shelf:
            _write_hidden(book, CHOICES, _columns_of(shelf))
        if meta:
            _write_hidden(book, META, meta.items())
    except ValueError:
        for page in book.worksheets:
            page.close()  # else its half-written file complains when it is collected
        raise
    file = BytesIO()
    save_workbook(book, file)
    return file.getvalue()


def guide(columns: Sequence[Column], title: str = "Hướng dẫn") -> Sheet:
    """Return a sheet that explains the columns of a list."""
    rows = [
        (column.title, "có" if column.required else "", column.help, "; ".join(column.choices))
        for column in columns
    ]
    return Sheet(title, GUIDE, rows)


def with_errors(
    table: Table,
    errors: Mapping[int, str],
    meta: Mapping[str, str],
    others: Sequence[Sheet] = (),
) -> bytes:
    """Return a list as it was uploaded, with what is wrong in a last column, by row number.

    The other sheets that went out with it are given once more. Raises ValueError as `write` does.
    """
    columns = [
        column or Column(f"unknown-{place}", title)
        for place, (title, column) in enumerate(zip(table.titles, table.columns, strict=True))
    ]
    rows = ((*row.values, errors.get(row.number, "")) for row in table.rows)
    return write([Sheet(table.sheet, [*columns, ERROR_COLUMN], rows), *others], meta)


def _write_sheet(book: Any, sheet: Sheet, shelf: list[tuple[str, ...]]) -> None:
    page = book.create_sheet(sheet.title)
    last = get_column_letter(len(sheet.columns))
    at = len(sheet.above) + 1
    page.freeze_panes = f"A{at + 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{at}:{at}"
    body = [_style(page, number_format=FORMATS[column.kind]) for column in sheet.columns]
    for place, (column, style) in enumerate(zip(sheet.columns, body, strict=True), start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = column.width
        # Also what is typed below the last row stays text, so that codes keep their zeros.
        page.column_dimensions[letter]._style = copy(style)
        _help(page, f"{letter}{at + 1}:{letter}{LAST_ROW}", column, shelf)
    _write_above(page, sheet.above)
    header = _style(page, font=Font(bold=True), fill=HEADER_GROUND)
    page.append([_cell(page, column.heading, header) for column in sheet.columns])
    written = at
    band = _style(page, font=Font(bold=True), alignment=Alignment(vertical="top"))
    for row in sheet.rows:
        if isinstance(row, Band):
            page.append([_cell(page, row.text, band), *(_cell(page, None, band) for _ in body[1:])])
        else:
            page.append([_cell(page, value, style) for value, style in zip(row, body, strict=True)])
        written += 1
    page.auto_filter.ref = f"A{at}:{last}{written}"
    page.print_area = f"A1:{last}{written}"


def _write_above(page: Any, lines: Iterable[str]) -> None:
    style = WriteOnlyCell(page)
    style.font = Font(bold=True)
    for line in lines:
        page.append([_cell(page, line, style._style)])


def _style(page: Any, *, number_format: str = "@", **look: Any) -> Any:
    cell = WriteOnlyCell(page)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
    cell.number_format = number_format
    for name, value in look.items():
        setattr(cell, name, value)
    return cell._style


def _cell(page: Any, value: Value, style: Any) -> Any:
    cell = WriteOnlyCell(page)
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            msg = f"No cell holds {len(value)} characters: {value[:40]}…"
            raise ValueError(msg)
        cell.value = ESCAPE.sub("_x005F_", value)
        cell.data_type = "s"  # never a formula, nor an error such as #N/A
    else:
        cell.value = value
    cell._style = copy(style)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    elif isinstance(value, (int, float, Decimal)) and cell.number_format in NOT_FOR_NUMBERS:
        cell.number_format = FORMATS["number"]
    elif isinstance(value, int) and cell.number_format == FORMATS["points"]:
        cell.number_format = FORMATS["number"]  # a rank among points has no decimals
    return cell


def _help(page: Any, cells: str, column: Column, shelf: list[tuple[str, ...]]) -> None:
    """Let people pick from the choices, and show the help when they enter the column."""
    if not column.choices and not column.help:
        return
    rule = DataValidation(allow_blank=True, sqref=cells)
    if column.choices:
        rule.type = "list"
        rule.formula1 = _reference(column.choices, shelf)
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = "Chưa đúng", "Hãy chọn một giá trị trong danh sách."
    if column.help:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.title[:32], column.help[:LONGEST_PROMPT]
    page.data_validations.append(rule)


def _reference(choices: tuple[str, ...], shelf: list[tuple[str, ...]]) -> str:
    """Return where the choices stand: a sheet holds them, because some contain commas."""
    if choices not in shelf:
        shelf.append(choices)
    letter = get_column_letter(shelf.index(choices) + 1)
    return f"{CHOICES}!${letter}$1:${letter}${len(choices)}"


def _columns_of(shelf: list[tuple[str, ...]]) -> Iterator[tuple[str | None, ...]]:
    for place in range(max(map(len, shelf), default=0)):
        yield tuple(choices[place] if place < len(choices) else None for choices in shelf)


def _write_hidden(book: Any, title: str, rows: Iterable[tuple[str | None, ...]]) -> None:
    page = book.create_sheet(title)
    page.sheet_state = "hidden"
    style = _style(page)
    for row in rows:
        page.append([_cell(page, value, style) for value in row])
