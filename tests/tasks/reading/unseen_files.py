"""Drawn documents (`unseen`) as the files that offices send: Excel, PDF, pasted text."""

import html
import re
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from papi_portal import pdf as printing
from tests.tasks.reading.unseen import Grid, Line, Place, Turn, blocks, drawing

NUMBER = re.compile(r"[1-9]\d*(?:\.\d+)?")
STYLE = """
@page { size: A4; margin: 20mm; @top-center { content: counter(page) } }
@page wide { size: A4 landscape }
section { page: wide }
* { font: 13pt 'Liberation Serif' }
p { text-align: justify; text-indent: 1cm; margin: 6pt 0 }
table { border-collapse: collapse; width: 100% }
td { vertical-align: top; padding: 1mm; font-size: 11pt }
.ruled td { border: 1px solid }
"""


def xlsx(name: str) -> bytes:
    """Return the drawing as a workbook, a paragraph a row; a turn begins a sheet."""
    workbook = Workbook()
    sheet = workbook.active
    used = False
    for block in blocks(name):
        if isinstance(block, Turn):
            sheet = workbook.create_sheet() if used else sheet
            sheet.title = block.name.removesuffix(" hidden") or sheet.title
            sheet.sheet_state = "hidden" if block.name.endswith("hidden") else "visible"
        elif isinstance(block, Line):
            sheet.append([block.typed + block.text])
        else:
            _write_grid(sheet, block)
        used = True
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_grid(sheet: Any, grid: Grid) -> None:
    top = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    for down, row in enumerate(grid.rows):
        for across, place in enumerate(row):
            if place.text is not None:
                _write_cell(sheet, place, top + down, across + 1)


def _write_cell(sheet: Any, place: Place, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=place.bold)
    if place.day:
        cell.value = datetime.combine(place.day, datetime.min.time())
        cell.number_format = "dd/mm/yyyy"
    else:
        words = place.text or ""
        cell.value = float(words) if NUMBER.fullmatch(words) else words or None
    if place.wide > 1 or place.high > 1:
        sheet.merge_cells(None, row, column, row + place.high - 1, column + place.wide - 1)


def text(name: str) -> bytes:
    """Return the drawing as typed text, its tables with tabs as Excel copies them."""
    lines = []
    for block in blocks(name):
        if isinstance(block, Line):
            lines.append(block.typed + block.text)
        elif isinstance(block, Grid):
            lines += ["\t".join(map(_copied, row)) for row in block.rows]
    return "\n".join(lines).encode()


def _copied(place: Place) -> str:
    words = place.text or ""
    return f'"{words}"' if "\n" in words else words


def text_from_word(name: str) -> bytes:
    """Return the drawing as Word copies it: paragraphs of a cell are lines, without quotes."""
    return text(name).replace(b'"', b"")


def text_of_rows(name: str) -> bytes:
    """Return the rows of a table without its header, as someone may mark and copy them."""
    return text(name).split(b"\n", 1)[1]


def as_drawn(name: str) -> bytes:
    """Return the drawing itself, which is then wrapped by hand."""
    return drawing(name).encode()


def text_cell_by_cell(name: str) -> bytes:
    """Return the drawing as some tools copy it: every cell on a line of its own."""
    lines = []
    for block in blocks(name):
        if isinstance(block, Line):
            lines.append(block.typed + block.text)
        elif isinstance(block, Grid):
            lines += [place.text for row in block.rows for place in row if place.text]
    return "\n".join(lines).encode()


def pdf(name: str) -> bytes:
    """Return the drawing printed by WeasyPrint, headers of tables again on each page."""
    return printing.render(page(name))


def page(name: str) -> str:
    """Return the drawing as HTML to be printed."""
    written, opened = "", False
    for block in blocks(name):
        if isinstance(block, Turn):
            written, opened = f"{written}<section>", True
        elif isinstance(block, Line):
            written += _html_line(block)
        else:
            written += _html_table(block)
    end = "</section>" if opened else ""
    return f"<!doctype html><html lang=vi><style>{STYLE}</style><body>{written}{end}</body></html>"


def _html_line(line: Line) -> str:
    looks = "text-align: center; text-indent: 0; " if line.centred else ""
    looks += "font-weight: bold" if line.bold else ""
    return f'<p style="{looks}">{html.escape(line.typed + line.text)}</p>'


def _html_table(grid: Grid) -> str:
    rows = [f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in grid.rows]
    head = max(place.high for place in grid.rows[0]) if grid.ruled and len(grid.rows) > 2 else 0
    name = "ruled" if grid.ruled else "plain"
    return (
        f"<table class={name}><thead>{''.join(rows[:head])}</thead>"
        f"<tbody>{''.join(rows[head:])}</tbody></table>"
    )


def _html_cell(place: Place) -> str:
    if place.text is None:
        return ""
    words = "<br>".join(html.escape(line) for line in place.text.split("\n"))
    weight = " style='font-weight: bold'" if place.bold else ""
    return f"<td colspan={place.wide} rowspan={place.high}{weight}>{words}</td>"
