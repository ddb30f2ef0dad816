"""Write lists as workbooks: titled columns, choices to pick from, ready to print on A4."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import save_workbook

from papi_portal import MADE_BY
from papi_portal.workbook import rows
from papi_portal.workbook.columns import CHOICES, ERRORS, META, Band, Column, Sheet, Table
from papi_portal.workbook.rows import FORMATS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook in an answer."""
LAST_ROW = 20_001
"""To this row a list takes entries; pick lists reach as far."""
LONGEST_PROMPT = 255
LONGEST_OVER = 200
"""Letters over a printed page, of which Excel takes 255 with its marks."""
A4 = 9
HEADER_GROUND = PatternFill("solid", fgColor="FFE9EEF4")
ERROR_COLUMN = Column("errors", ERRORS, width=60)

GUIDE = (
    Column("title", "Cột", width=24),
    Column("required", "Bắt buộc", width=10),
    Column("help", "Cách ghi", width=70),
    Column("choices", "Chọn một trong", width=50),
)


def write(
    sheets: Sequence[Sheet],
    meta: Mapping[str, str] | None = None,
    *,
    title: str = "",
    author: str = MADE_BY,
) -> bytes:
    """Return a workbook with these sheets and, hidden, its choices and what it says, if any.

    Without a title it is called as its first sheet.

    Raises ValueError for a text that no cell can hold (control marks, 32,767 characters).
    """
    book = Workbook(write_only=True)
    told = book.properties
    told.title, told.creator, told.lastModifiedBy = title or sheets[0].title, author, author
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
    explained = [
        (column.title, "có" if column.required else "", column.help, "; ".join(column.choices))
        for column in columns
    ]
    return Sheet(title, GUIDE, explained)


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
    listed = ((*row.values, errors.get(row.number, "")) for row in table.rows)
    return write([Sheet(table.sheet, [*columns, ERROR_COLUMN], listed), *others], meta)


def _write_sheet(book: Any, sheet: Sheet, shelf: list[tuple[str, ...]]) -> None:
    page = book.create_sheet(sheet.title)
    last = get_column_letter(len(sheet.columns))
    at = len(sheet.above) + 1
    page.freeze_panes = f"A{at + 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{at}:{at}"
    if sheet.over:
        page.HeaderFooter.oddHeader.center.text = sheet.over[:LONGEST_OVER].replace("&", "&&")
    body = [rows.look(page, number_format=FORMATS[column.kind]) for column in sheet.columns]
    for place, (column, look) in enumerate(zip(sheet.columns, body, strict=True), start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = column.width
        # Also what is typed below the last row stays text, so that codes keep their zeros.
        page.column_dimensions[letter]._style = copy(look.style)
    rows.stream(page)
    bold = rows.bare(page, font=Font(bold=True))
    for line in sheet.above:
        page.append(((line, bold),))
    header = rows.look(page, font=Font(bold=True), fill=HEADER_GROUND)
    page.append([(column.heading, header) for column in sheet.columns])
    band = rows.look(page, font=Font(bold=True), alignment=Alignment(vertical="top"))
    written = at
    for row in sheet.rows:
        if isinstance(row, Band):
            page.append([(row.text, band), *((None, band) for _ in body[1:])])
        else:
            page.append(rows.pairs(row, body))
        written += 1
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        _help(page, f"{letter}{at + 1}:{letter}{max(LAST_ROW, written)}", column, shelf)
    page.auto_filter.ref = f"A{at}:{last}{written}"
    page.print_area = f"A1:{last}{written}"


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


def _write_hidden(book: Any, title: str, lines: Iterable[tuple[str | None, ...]]) -> None:
    page = book.create_sheet(title)
    page.sheet_state = "hidden"
    look = rows.look(page)
    rows.stream(page)
    for line in lines:
        page.append([(value, look) for value in line])
