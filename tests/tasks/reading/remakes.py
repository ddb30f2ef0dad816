"""The seed plans remade as the files that offices send: Word, Excel and PDF, made from text.

Numbers and bullets are typed, or Word's own where `AUTOMATIC` says so. What the gold files
decided is not in these files, beyond the whole rows of a table that page breaks had cut.
"""

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

from papi_portal import pdf as printing
from tests.tasks.reading import remake_word
from tests.tasks.reading.remake_blocks import (
    EMPHASIS,
    KIND,
    Gold,
    Grid,
    Line,
    blocks,
    gold,
    is_section,
    lines,
    number,
)

AUTOMATIC = {"002": "numbers", "004": "bullets"}
"""Seeds whose Word file counts or marks paragraphs itself; in the others they are typed."""

LOOSE_HYPHEN = re.compile(r"\w- \w")
WHOLE = r"<span style='white-space: nowrap'>\g<0></span>"
SOFFICE = shutil.which("soffice")

STYLE = """
@page { size: A4; margin: 20mm }
* { font: 12pt 'Liberation Serif' }
table { border-collapse: collapse; width: 100% }
td { vertical-align: top; padding: 1mm }
.ruled td { border: 1px solid }
"""

OFFICIAL = """
@page { margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }
@page :first { @top-center { content: none } }
p { font-size: 14pt; line-height: 1.3; text-align: justify; text-indent: 12.7mm; margin: 0 0 6pt }
p.title, p.strong { font-weight: bold } p.title { text-align: center; text-indent: 0 }
"""
"""The form of Nghị định 30: 14 pt, first line indented, page numbers in the top margin."""

WORKED_COLUMNS = (
    "STT",
    "Nội dung, nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian thực hiện",
)


@cache
def docx(seed: Path) -> bytes:
    """Return the plan as a Word file."""
    return remake_word.write(blocks(seed), AUTOMATIC.get(number(seed), ""))


@cache
def xlsx(seed: Path) -> bytes:
    """Return the plan as a workbook: a paragraph a row, the appendix on a sheet of its own."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Kế hoạch"
    for block in blocks(seed, as_printed=False):
        if isinstance(block, Line):
            if block.bare == "PHỤ LỤC":
                sheet = workbook.create_sheet("Phụ lục")
            sheet.append([block.bare])
            continue
        for row in block.rows:
            sheet.append([cell or None for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if is_section(row):
                sheet.merge_cells(None, sheet.max_row, 1, sheet.max_row, len(row))
    return _saved(workbook)


def _saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@cache
def worked(seed: Path) -> tuple[bytes, str]:
    """Return an outline as an office works it into a table, and the gold of that table as JSON.

    Whom the outline's headings make responsible stands in columns; duties are counted anew.
    """
    plan = gold(seed)
    rows = list(_worked_rows(plan, lines(seed)))
    workbook = Workbook()
    sheet = workbook.active
    for line in ((KIND,), (plan["subject"],), (), WORKED_COLUMNS):
        sheet.append(line)
    above: list[str] = []
    for row in rows:
        headings = row["section"].split(" > ")
        for heading in _new(headings, above):
            label, _, words = heading.partition(" ")
            sheet.append((label.rstrip("."), words))
            sheet.merge_cells(None, sheet.max_row, 2, sheet.max_row, len(WORKED_COLUMNS))
        above = headings
        parties = ("; ".join(row[role]) for role in ("lead", "support"))
        sheet.append((row["label"], row["text"], *parties, row["deadline"]["raw"]))
    known = {name: plan[name] for name in ("kind", "subject", "years")}
    return _saved(workbook), json.dumps({**known, "rows": rows}, ensure_ascii=False)


def _new(headings: list[str], above: list[str]) -> list[str]:
    """Return the headings from the first on that does not stand above already."""
    known = 0
    while known < min(len(headings), len(above)) and headings[known] == above[known]:
        known += 1
    return headings[known:]


def _worked_rows(plan: Gold, whole: list[str]) -> Iterator[Gold]:
    duties = 0
    for original in plan["rows"]:
        row = deepcopy(original)
        row["text"] = full_text(original["text"], whole)
        if row["title"]:
            row["text"], row["title"] = f"{row['title']}:\n{row['text']}", ""
        if row["part"] == "organisation":
            duties += 1
            row["label"], row["section"] = str(duties), row["section"].split(" > ")[0]
            row["components"] = None  # left open: no heading names one, though some words may
        row["part"] = "table"
        yield row


def full_text(text: str | Gold, whole: list[str]) -> str:
    """Return the words that a gold file gives by their beginning, end and number."""
    if isinstance(text, str):
        return text
    bare = [EMPHASIS.sub(r"\2", line) for line in whole]
    for position, line in enumerate(bare):
        if text["begins"] not in line:
            continue
        found = line[line.index(text["begins"]) :]
        for following in bare[position + 1 :]:
            if len(found.split()) >= text["words"]:
                break
            found += f"\n{following}"
        if len(found.split()) == text["words"] and found.endswith(text["ends"]):
            return found
    raise LookupError(text["begins"])


@cache
def pdf(seed: Path) -> bytes:
    """Return the blocks printed by WeasyPrint, paragraphs parted by white only."""
    return printing.render(page(seed, STYLE))


@cache
def official_pdf(seed: Path) -> bytes:
    """Return the blocks printed by WeasyPrint as Nghị định 30 has it: indented, justified."""
    return printing.render(page(seed, STYLE + OFFICIAL))


@cache
def libreoffice_pdf(seed: Path) -> bytes:
    """Return the Word file printed by LibreOffice; only where that is installed."""
    if SOFFICE is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(docx(seed))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run(  # noqa: S603 - our own file, no shell
            [*command, str(source)], check=True, capture_output=True, timeout=300
        )
        return source.with_suffix(".pdf").read_bytes()


def page(seed: Path, style: str) -> str:
    """Return the plan as simple HTML, to be printed."""
    written = "".join(
        _html_table(block) if isinstance(block, Grid) else _html_line(block)
        for block in blocks(seed)
    )
    return f"<!doctype html><html lang=vi><style>{style}</style><body>{written}</body></html>"


def _html_line(line: Line) -> str:
    name = "title" if line.centred else "strong" if line.strong else "text"
    # "55/KH- UBND" of a seed is not to be broken at its blank, where it would be mended.
    text = LOOSE_HYPHEN.sub(WHOLE, html.escape(line.bare))
    return f"<p class={name}>{text}</p>"


def _html_table(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        span = f" colspan={len(row)}" if is_section(row) else ""
        cells = row[:1] if span else row
        rows.append("".join(f"<td{span}>{_html_lines(cell)}</td>" for cell in cells))
    head, *others = (f"<tr>{row}</tr>" for row in rows)
    name = "ruled" if grid.ruled else "plain"
    return f"<table class={name}><thead>{head}</thead><tbody>{''.join(others)}</tbody></table>"


def _html_lines(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.split("\n"))
