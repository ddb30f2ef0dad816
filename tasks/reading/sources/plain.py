"""Plain or pasted text as a document: tables by tabs or pipes, headings by markdown, paragraphs.

Such text comes out of Word and Excel by copying, out of PDFs and web pages by tools: tables lose
their grid, sentences are cut by page breaks, marks of HTML and markdown are left behind.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from papi_portal.text import LINE_ENDS
from papi_portal.wording import said
from tasks.reading.sources import lines, markup
from tasks.reading.sources.old_fonts import OldFonts, Piece
from tasks.reading.values import Block, Cell, Document, Paragraph, Table, UnreadableError

NOT_TEXT = said(
    "Không nhận ra loại tệp; chỉ đọc được tệp Word (.docx), Excel (.xlsx), PDF có lớp chữ"
    " hoặc văn bản dán vào."
)
TOO_SHORT = said("Văn bản quá ngắn để là một kế hoạch; hãy dán toàn bộ nội dung kế hoạch.")
TOO_MANY_LINES = said("Văn bản dài quá 20.000 dòng; hãy chỉ tải phần kế hoạch và phụ lục.")
FEWEST_WORDS = 3
MOST_LINES = 20_000
MOST_CELL_LINES = 60

BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
QUOTED = re.compile(r'(?:(?<=\t)|^)"((?:[^"]|"")*)"(?=\t|$)', re.MULTILINE)
WITHIN_CELL = "\u2028"
PIPES = re.compile(r"^\s*\|.*\|\s*$")
PIPE = re.compile(r"(?<!\\)\|")
SEPARATOR = re.compile(r"^[\s:|-]*-[\s:|-]*$")
NOTHING_SAID = re.compile(r"^[^\w]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with its number from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_tabular(self) -> bool:
        return "\t" in self.text.strip(" ").lstrip("\t")

    @property
    def is_piped(self) -> bool:
        return bool(PIPES.match(self.text))

    @property
    def where(self) -> str:
        return said("dòng {number}", number=self.number)


def read(data: bytes) -> Document:
    """Return plain text as a document; paragraphs tell their line.

    Raises UnreadableError for binary files, for text of fewer than three words, for 20,001 lines.
    """
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", _decoded(data)))
    if text.count("\n") > MOST_LINES:
        raise UnreadableError(TOO_MANY_LINES)
    fonts = OldFonts(Piece(line) for line in text.split("\n"))
    text = "\n".join(fonts.to_unicode(Piece(line)) for line in text.split("\n"))
    if len(text.split()) < FEWEST_WORDS:
        raise UnreadableError(TOO_SHORT)
    return Document(tuple(_blocks(_lines(text))), fonts.remarks)


def _decoded(data: bytes) -> str:
    for encoding in _unicode_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not BINARY.search(text):
            return text
    if BINARY.search(data.decode("latin-1")):
        raise UnreadableError(NOT_TEXT)
    return _from_old_windows(data)


def _unicode_encodings(data: bytes) -> Iterator[str]:
    """Yield the encodings worth trying; UTF-16 tells itself by its mark or by its zero bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    elif b"\0" in data:
        # The high byte of Latin letters is zero: the first of two in one order, else the second.
        yield "utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"
    else:
        yield "utf-8-sig"


def _from_old_windows(data: bytes) -> str:
    """Return text of an old Windows: the Vietnamese code page, or Latin-1 with an old font."""
    western = data.decode("cp1252", errors="replace")
    if OldFonts([Piece(western)]).to_unicode(Piece(western)) != western:
        return western
    return data.decode("cp1258", errors="replace")


def _lines(text: str) -> list[Line]:
    """Return the lines; a cell quoted by Excel because of its line breaks stays on one line."""
    numbered, number = [], 1
    for line in QUOTED.sub(_unquoted, text).split("\n"):
        numbered.append(Line(number, line))
        number += 1 + line.count(WITHIN_CELL)
    return numbered


def _unquoted(found: re.Match[str]) -> str:
    beside = found.string[found.start() - 1 : found.start()], found.string[found.end() :][:1]
    if "\t" not in beside:
        return found[0]
    return found[1].replace('""', '"').replace("\n", WITHIN_CELL)


def _blocks(text: list[Line]) -> Iterator[Block]:
    position = 0
    pairs = lines.neighbours([line.text for line in text])
    passage: list[Line] = []
    while position < len(text):
        taken, table = _table_at(text, position)
        if table is None:
            passage.append(text[position])
        else:
            yield from _paragraphs(passage, pairs)
            passage = []
            yield table
        position += taken
    yield from _paragraphs(passage, pairs)


def _table_at(text: list[Line], position: int) -> tuple[int, Table | None]:
    """Return how many lines were looked at, and the table that they are, if they are one."""
    line = text[position]
    if line.is_piped:
        run = _run(text, position, lambda one: one.is_piped)
        return len(run), _piped(run)
    if line.is_tabular:
        rows, taken = _tabbed(text, position)
        if not _is_list(rows):
            return taken, _table(rows, line)
    return 1, None


def _run(text: list[Line], start: int, belongs: Callable[[Line], bool]) -> list[Line]:
    end = start
    while end < len(text) and belongs(text[end]):
        end += 1
    return text[start:end]


def _piped(run: list[Line]) -> Table | None:
    rows = [line.text.strip()[1:-1] for line in run if not SEPARATOR.match(line.text)]
    return _table([PIPE.split(row) for row in rows], run[0]) if rows else None


def _tabbed(text: list[Line], start: int) -> tuple[list[list[str]], int]:
    """Return the rows of a run of lines with tabs, and how many lines it takes."""
    width = len(text[start].text.split("\t"))
    rows: list[list[str]] = []
    position = start
    while position < len(text) and (text[position].is_tabular or "\t" in text[position].text):
        taken = _lines_of_row(text, position, width)
        row = "\n".join(line.text for line in text[position : position + taken])
        rows.append(row.split("\t"))
        position += taken
    return rows, position - start


def _lines_of_row(text: list[Line], start: int, width: int) -> int:
    """Return how many lines make up a row whose cells were copied with their paragraphs.

    Word copies a cell of three paragraphs as three lines: the row is whole when it has as many
    tabs as the header. A line that begins with a number or an empty cell begins a row of its own.
    """
    tabs = text[start].text.count("\t")
    for taken in range(1, MOST_CELL_LINES):
        if tabs >= width - 1:
            return taken
        following = text[start + taken : start + taken + 1]
        if not following or following[0].is_blank or _begins_row(following[0].text):
            return 1
        tabs += following[0].text.count("\t")
        if tabs > width - 1:
            return 1
    return 1


def _begins_row(line: str) -> bool:
    first, tab, _rest = line.partition("\t")
    first = first.strip().rstrip(".)")
    return bool(tab) and (not first or lines.is_bare_label(f"{first}."))


def _is_list(rows: list[list[str]]) -> bool:
    """Say whether the tabs only part labels from their paragraphs, as in lists of Word."""
    return all(len(row) == 2 and lines.is_bare_label(row[0].strip()) for row in rows)


def _table(rows: list[list[str]], first: Line) -> Table | None:
    width = max(len(row) for row in rows)
    padded = [[_cell(text) for text in row] + [Cell()] * (width - len(row)) for row in rows]
    return Table(tuple(map(tuple, padded)), first.where)


def _cell(text: str) -> Cell:
    text = text.strip().replace(WITHIN_CELL, "\n")
    strong = bool(markup.ALL_STRONG.match(text))
    return Cell(lines.unwrapped(markup.cell_text(text).split("\n")), strong=strong)


def _paragraphs(passage: list[Line], pairs: lines.Pairs) -> Iterator[Paragraph]:
    """Yield the paragraphs of a passage, sentences cut by line ends and page breaks made whole."""
    width = _wrapped_at(passage)
    open_one: Paragraph | None = None
    last_length = 0
    for line in passage:
        for paragraph in _paragraphs_of(line):
            full = width and last_length >= width and not line.is_blank
            if open_one and _goes_on(open_one, paragraph, pairs, full=bool(full)):
                text = lines.joined(open_one.text, paragraph.text)
                open_one = Paragraph(text, open_one.heading, open_one.strong, open_one.where)
            else:
                if open_one:
                    yield open_one
                open_one = paragraph
        last_length = len(line.text)
    if open_one:
        yield open_one


def _paragraphs_of(line: Line) -> Iterator[Paragraph]:
    for text in markup.without_tags(line.text.replace(WITHIN_CELL, "\n")).split("\n"):
        level, strong, words = markup.heading(text.strip())
        words = " ".join(lines.with_plain_bullet(words).split())
        if not NOTHING_SAID.match(words):
            yield Paragraph(words, level, strong, line.where)


def _goes_on(before: Paragraph, after: Paragraph, pairs: lines.Pairs, *, full: bool) -> bool:
    if (before.heading, before.strong) != (after.heading, after.strong):
        return False
    wrapped = full and not lines.CLOSED.search(before.text) and not lines.begins_item(after.text)
    return wrapped or lines.continues(before.text, after.text, pairs)


def _wrapped_at(passage: list[Line]) -> int:
    """Return the length from which lines are full, when a tool broke the text at a width; else 0.

    Told by at least five lines that go on in lower case on the very next line.
    """
    full = sorted(
        len(one.text)
        for one, other in pairwise(passage)
        if not other.is_blank and lines.continues(one.text.strip(), other.text.strip())
    )
    return full[len(full) // 10] if len(full) >= 5 else 0
