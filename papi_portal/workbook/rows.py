"""The rows of a sheet, written by the ten thousand: one element for each, and no cell objects.

openpyxl makes an object of each cell before it writes it, which takes most of the time of a long
list. Here a row is written as what stands in the file; what a cell looks like is found out once for
a column.
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.functions import fromstring

from papi_portal.workbook.columns import Value

LONGEST_CELL = 32_767
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


class Look(NamedTuple):
    """How cells look, as the numbers of styles in the workbook: by what stands in them."""

    plain: str
    quoted: str
    """Of a text that begins as formulas do, and is none."""
    number: str
    whole: str
    """A rank among points has no decimals."""
    style: Any
    """That of a whole column: what is typed below the last row."""


def look(page: Any, *, number_format: str = "@", **more: Any) -> Look:
    """Return how cells look that are framed, wrapped and as asked for besides."""
    cell = WriteOnlyCell(page)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
    for name, value in more.items():
        setattr(cell, name, value)
    return _of(cell, number_format)


def bare(page: Any, **more: Any) -> Look:
    """Return how cells look that stand outside a table."""
    cell = WriteOnlyCell(page)
    for name, value in more.items():
        setattr(cell, name, value)
    return _of(cell, cell.number_format)


def _of(cell: Any, number_format: str) -> Look:
    number = FORMATS["number"] if number_format in NOT_FOR_NUMBERS else number_format
    whole = FORMATS["number"] if number == FORMATS["points"] else number
    plain = _numbered(cell, number_format=number_format)
    quoted = _numbered(cell, number_format=number_format, quotePrefix=True)
    cell.number_format = number_format
    return Look(
        plain=plain,
        quoted=quoted,
        number=_numbered(cell, number_format=number),
        whole=_numbered(cell, number_format=whole),
        style=cell._style,
    )


def _numbered(cell: Any, **more: Any) -> str:
    """Return the number of a style like a cell's; on a copy, because the workbook keeps it."""
    other = WriteOnlyCell(cell.parent)
    other._style = copy(cell._style)
    for name, value in more.items():
        setattr(other, name, value)
    return str(other.style_id)


def stream(page: Any) -> None:
    """Let a sheet take rows as values with their looks; all of them are appended in this way."""
    page._get_writer()
    page._values_to_row = _row
    page._writer.write_row = lambda file, row, _number: file.write(row)


def _row(cells: Iterable[tuple[Value, Look]], number: int) -> Any:
    """Return a row as an element: read from its text, which is faster than put together."""
    drawn = "".join(
        [
            _cell(f"{get_column_letter(place)}{number}", value, look)
            for place, (value, look) in enumerate(cells, start=1)
        ]
    )
    try:
        return fromstring(f'<row r="{number}">{drawn}</row>')
    except SyntaxError as error:
        msg = f"No cell holds a control mark, as one in row {number} does."
        raise ValueError(msg) from error


def _cell(address: str, value: Value, look: Look) -> str:
    """Draw a cell: a text is never a formula, nor an error such as #N/A."""
    if value is None or value == "":
        return f'<c r="{address}" s="{look.plain}"/>'
    if not isinstance(value, str):
        shown = to_excel(value) if isinstance(value, date) else value
        style = _style_of(value, look)
        return f'<c r="{address}" s="{style}" t="n"><v>{safe_string(shown)}</v></c>'
    if len(value) > LONGEST_CELL:
        msg = f"No cell holds {len(value)} characters: {value[:40]}…"
        raise ValueError(msg)
    style = look.quoted if value.startswith(FORMULA_STARTS) else look.plain
    space = ' xml:space="preserve"' if value != value.strip() else ""
    text = escape(ESCAPE.sub("_x005F_", value) if "_x" in value else value, quote=False)
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _style_of(value: date | float | Decimal, look: Look) -> str:
    if isinstance(value, date):
        return look.plain
    return look.whole if isinstance(value, int) else look.number


def pairs(values: Sequence[Value], looks: Sequence[Look]) -> tuple[tuple[Value, Look], ...]:
    """Return a row to append: as many values as looks."""
    return tuple(zip(values, looks, strict=True))
