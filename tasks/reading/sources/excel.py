"""An Excel workbook as a document: its visible sheets in order, as a person sees them.

openpyxl's read-only sheets hide merged cells and trust the size a sheet declares; so its parser
is run here directly, which meets each row once and stops where a plan cannot go on.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from papi_portal import zip_guard
from papi_portal.wording import said
from papi_portal.workbook.columns import CHOICES, META
from tasks.reading.sources.excel_values import shown
from tasks.reading.sources.old_fonts import OldFonts, Piece
from tasks.reading.values import Block, Cell, Document, Paragraph, Remark, Table, UnreadableError

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 64, 50
MOST_CELLS = 3_000_000
"""Empty but formatted cells included, which cost time without saying anything."""
FEWEST_OF_TABLE = 3
MOST_MERGED = 1_000_000
NAMED_CELLS = 10

UNSAFE = "openpyxl reads XML without defusedxml"
HELPING = frozenset({META, CHOICES})
"""Hidden sheets in which the portal's own workbooks say what they are, and what may be picked."""
HIDDEN_SHEETS = said("Không đọc trang tính ẩn: {sheets}.")
HIDDEN_ROWS = said(
    "Trang tính “{sheet}”: không đọc {count} dòng ẩn (hoặc đang bị lọc); hãy bỏ lọc nếu cần."
)
HIDDEN_COLUMNS = said("Trang tính “{sheet}”: không đọc {count} cột ẩn; hãy bỏ ẩn nếu cần.")
UNCALCULATED = said(
    "Trang tính “{sheet}”: ô có công thức chưa tính ({cells}); hãy mở bằng Excel, lưu lại để"
    " có giá trị."
)
FAULTY = said("Trang tính “{sheet}”: ô có giá trị lỗi ({cells}); hãy sửa công thức trong Excel.")
TOO_MANY_ROWS = said(
    "Trang tính “{sheet}” có quá 20.000 dòng; hãy xóa các dòng thừa (kể cả ô lạc ở cuối trang tính)"
    " rồi tải lại."
)
TOO_MANY_COLUMNS = said(
    "Trang tính “{sheet}” có ô ngoài cột thứ 64 ({cell}); hãy xóa các cột thừa rồi tải lại."
)
TOO_MANY_SHEETS = said(
    "Tệp Excel có quá 50 trang tính; hãy chỉ giữ các trang của kế hoạch rồi tải lại."
)

Place = tuple[int, int]
"""Row and column from 1."""
Grid = dict[int, dict[int, Cell]]
"""Cells by row and column, both from 1; blank rows are not there."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What stands in a cell."""

    text: str
    font: str = ""
    strong: bool = False


@dataclass(slots=True)
class _Sheet:
    """A sheet as read: only cells with something in them."""

    name: str
    cells: dict[Place, _Value] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    columns: range = range(0)
    """Those of the table, so that its parts below blank rows keep their places."""


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser, which skips empty cells and remembers formulas without a value."""

    met = 0

    def parse_row(self, row: Any) -> Any:
        self.met += len(row)
        # A cell without an address stands where it is counted, so it has to stay.
        row[:] = [cell for cell in row if len(cell) or cell.get("r") is None]
        return super().parse_row(row)

    def parse_cell(self, element: Any) -> Any:
        cell = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        return cell


def read(data: bytes) -> Document:
    """Return the visible sheets of a workbook: lines above a table as paragraphs, then the table.

    Formulas yield the value Excel stored. Raises UnreadableError for content beyond row 20,000 or
    column 64, BadPackageError for data connections.
    """
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError(UNSAFE)
    with ZipFile(BytesIO(data)) as package:
        linked = zip_guard.links_outside(package)
    with warnings.catch_warnings():
        # openpyxl warns of validations and drawings it leaves out; nobody reads them here.
        warnings.simplefilter("ignore")
        sheets, hidden = _sheets(data)
    fonts = OldFonts(
        Piece(value.text, value.font) for sheet in sheets for value in sheet.cells.values()
    )
    blocks = [block for sheet in sheets for block in _blocks(sheet, fonts)]
    remarks: list[str] = [zip_guard.LINKS_NOT_FOLLOWED] if linked else []
    unread = ", ".join(f"“{name}”" for name in hidden if name not in HELPING)
    remarks += [HIDDEN_SHEETS.format(sheets=unread)] if unread else []
    remarks += [remark for sheet in sheets for remark in _remarks(sheet)]
    said = tuple(Remark(None, "file", remark) for remark in remarks)
    return Document(tuple(blocks), (*fonts.remarks, *said))


def _sheets(data: bytes) -> tuple[list[_Sheet], list[str]]:
    """Return the visible sheets, and the names of the hidden ones."""
    reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    # The steps of load_workbook without its last, which reads whole sheets to learn their size.
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    sheets: list[_Sheet] = []
    hidden: list[str] = []
    for described, relation in list(reader.parser.find_sheets()):
        if "worksheet" not in relation.Type:
            continue
        if described.state != "visible":
            hidden.append(described.name)
            continue
        if len(sheets) >= MOST_SHEETS:
            raise UnreadableError(TOO_MANY_SHEETS)
        sheets.append(_sheet(reader, described.name, relation.target))
    return sheets, hidden


def _sheet(reader: ExcelReader, name: str, target: str) -> _Sheet:
    sheet, book = _Sheet(name), reader.wb
    with reader.archive.open(target) as source:
        parser = _Parser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for row, cells in parser.parse():
            if parser.met > MOST_CELLS or (row > MOST_ROWS and cells):
                raise UnreadableError(TOO_MANY_ROWS.format(sheet=name))
            for cell in cells:
                _take(sheet, cell, book)
    merged = parser.merged_cells.mergeCell if parser.merged_cells else []
    sheet.merged = [range_boundaries(one.ref) for one in merged]
    sheet.hidden_rows = {int(row) for row, one in parser.row_dimensions.items() if _hidden(one)}
    for one in filter(_hidden, parser.column_dimensions.values()):
        last = min(int(one["max"]), MOST_COLUMNS)
        sheet.hidden_columns |= set(range(int(one["min"]), last + 1))
    return sheet


def _hidden(described: dict[str, str]) -> bool:
    return described.get("hidden") in {"1", "true"}


def _take(sheet: _Sheet, cell: dict[str, Any], book: Any) -> None:
    """Keep what a cell shows; an empty one counts only as a formula that was never calculated."""
    address = f"{get_column_letter(cell['column'])}{cell['row']}"
    style = book._cell_styles[cell["style_id"]]
    text = "" if cell["value"] is None else shown(cell["value"], _number_format(book, style))
    if not text.strip():
        sheet.uncalculated += [address] if cell["formula"] else []
        return
    if cell["column"] > MOST_COLUMNS:
        raise UnreadableError(TOO_MANY_COLUMNS.format(sheet=sheet.name, cell=address))
    sheet.faulty += [address] if cell["data_type"] == "e" else []
    font = book._fonts[style.fontId]
    sheet.cells[cell["row"], cell["column"]] = _Value(text, font.name or "", bool(font.b))


def _number_format(book: Any, style: Any) -> str:
    built_in = openpyxl.styles.numbers.BUILTIN_FORMATS
    first_own = openpyxl.styles.numbers.BUILTIN_FORMATS_MAX_SIZE
    if style.numFmtId < first_own:
        return str(built_in.get(style.numFmtId, "General"))
    own = book._number_formats
    return str(own[style.numFmtId - first_own]) if style.numFmtId - first_own < len(own) else ""


def _remarks(sheet: _Sheet) -> Iterator[str]:
    hidden = {row for row, _ in sheet.cells} & sheet.hidden_rows
    if hidden:
        yield HIDDEN_ROWS.format(sheet=sheet.name, count=len(hidden))
    hidden = {column for _, column in sheet.cells} & sheet.hidden_columns
    if hidden:
        yield HIDDEN_COLUMNS.format(sheet=sheet.name, count=len(hidden))
    if sheet.uncalculated:
        yield UNCALCULATED.format(sheet=sheet.name, cells=_listed(sheet.uncalculated))
    if sheet.faulty:
        yield FAULTY.format(sheet=sheet.name, cells=_listed(sheet.faulty))


def _listed(addresses: list[str]) -> str:
    rest = len(addresses) - NAMED_CELLS
    return ", ".join(addresses[:NAMED_CELLS]) + (f" và {rest} ô khác" if rest > 0 else "")


def _blocks(sheet: _Sheet, fonts: OldFonts) -> Iterator[Block]:
    grid = _grid(sheet, fonts)
    passage: list[int] = []
    for row in sorted(grid):
        if passage and row - passage[-1] > 1 + _hidden_between(sheet, passage[-1], row):
            yield from _passage(sheet, grid, passage)
            passage = []
        passage.append(row)
    if passage:
        yield from _passage(sheet, grid, passage)


def _hidden_between(sheet: _Sheet, first: int, last: int) -> int:
    return sum(1 for row in range(first + 1, last) if row in sheet.hidden_rows)


def _grid(sheet: _Sheet, fonts: OldFonts) -> Grid:
    """Return the visible cells by row and column, merged ones in each of their places."""
    grid: Grid = {}
    for (row, column), value in sheet.cells.items():
        cell = Cell(fonts.to_unicode(Piece(value.text, value.font)), strong=value.strong)
        grid.setdefault(row, {})[column] = cell
    last, places = max(grid, default=0), 0
    for left, top, right, bottom in sheet.merged:
        first = grid.get(top, {}).get(left)
        if first is None:
            continue
        rows, columns = range(top, min(bottom, last) + 1), range(left, min(right, MOST_COLUMNS) + 1)
        places += len(rows) * len(columns)
        if places > MOST_MERGED:
            raise UnreadableError(TOO_MANY_ROWS.format(sheet=sheet.name))
        for row, column in product(rows, columns):
            place = Cell(first.text, row > top, column > left, first.strong)
            grid.setdefault(row, {})[column] = place
    return {
        row: {column: cells[column] for column in sorted(cells.keys() - sheet.hidden_columns)}
        for row, cells in grid.items()
        if row not in sheet.hidden_rows and cells.keys() - sheet.hidden_columns
    }


def _passage(sheet: _Sheet, grid: Grid, rows: list[int]) -> Iterator[Block]:
    """Yield rows without a blank one between: title lines and letterhead first, then the table."""
    counts = [sum(not (cell.across or cell.down) for cell in grid[row].values()) for row in rows]
    # Text with a letterhead above and a signature below is no table.
    texts = 2 * counts.count(1) > len(counts)
    enough = FEWEST_OF_TABLE if texts else min(FEWEST_OF_TABLE, max(counts))
    begins = next((place for place, count in enumerate(counts) if count >= enough), len(rows))
    letterhead: list[int] = []
    for row, count in zip(rows[:begins], counts, strict=False):
        if count > 1:
            letterhead.append(row)
            continue
        yield from _table(sheet, grid, letterhead)
        letterhead = []
        yield from _paragraphs(sheet, grid, row)
    yield from _table(sheet, grid, letterhead)
    if rows[begins:]:
        sheet.columns = _columns(sheet, grid, rows[begins:])
        yield from _table(sheet, grid, rows[begins:], sheet.columns)


def _paragraphs(sheet: _Sheet, grid: Grid, row: int) -> Iterator[Paragraph]:
    for cell in grid[row].values():
        if not cell.across and not cell.down:
            for line in cell.text.split("\n"):
                yield Paragraph(line, 0, cell.strong, _where(sheet, row))


def _table(
    sheet: _Sheet, grid: Grid, rows: list[int], columns: range | None = None
) -> Iterator[Table]:
    if rows:
        width = columns or _width(grid, rows)
        cells = tuple(tuple(grid[row].get(column, Cell()) for column in width) for row in rows)
        yield Table(cells, _where(sheet, rows[0]))


def _columns(sheet: _Sheet, grid: Grid, rows: list[int]) -> range:
    """Return the columns of a table: those of the table above when it goes on within them."""
    own = _width(grid, rows)
    goes_on = sheet.columns.start <= own.start and own.stop <= sheet.columns.stop
    return sheet.columns if goes_on else own


def _width(grid: Grid, rows: list[int]) -> range:
    columns = [column for row in rows for column in grid[row]]
    return range(min(columns), max(columns) + 1)


def _where(sheet: _Sheet, row: int) -> str:
    return said("trang tính “{sheet}”, dòng {number}", sheet=sheet.name, number=row)
