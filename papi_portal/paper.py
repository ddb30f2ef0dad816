"""A document as a value: what stands on it and in which order, before it is drawn.

The page of a PDF (`templates/print/paper.html`), Word (`worddoc.py`) and Excel (`sheets`) draw the
same value. Source of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from django.template.loader import render_to_string
from django.utils import translation

from papi_portal import figures, pdf, typeface, workbook
from papi_portal.workbook import Band, Column, Sheet, Value

DRAFT = "DỰ THẢO"
ABOVE_TEXT = "Nội dung"
SHEET_OF_TEXT = "Văn bản"
LONGEST_SHEET_NAME = 31
NARROW = 25
"""Percent of the width of a page."""
LINES_TOGETHER, LETTERS_PER_PERCENT = 7, 1.2
"""Lines of a row that stay together, a third of a landscape page; letters by percent of width."""
PORTRAIT_WIDTH = 165.0
"""Between the margins, in mm."""
LEFT_OF_HEAD = 0.41
"""Share of that width for who writes; the rest is for country, place and day."""
ISSUER_POINTS, SUBJECT_POINTS = 13, 14
PERCENT_OF_LINE = 40
"""The decree has rules under issuer and subject as long as a third to a half of the line."""


Kind = Literal["text", "date", "number", "points", "change"]
"""Points have two decimals, a change of points its sign, too."""
DECIMALS = {"points": ".2f", "change": "+.2f"}


class Look(StrEnum):
    """What a line is in the document; each drawing has a style of this name."""

    KIND = "kind"
    SUBJECT = "subject"
    TITLE = "title"
    ATTACHED = "attached"
    ADDRESSEE = "addressee"
    ADDRESSEES = "addressees"
    """Several of them, one a line."""
    GROUND = "ground"
    """"Căn cứ …", which the decree slants."""
    HEADING = "heading"
    POINT = "point"
    BODY = "body"
    CLOSING = "closing"
    """The last paragraph, which stays with the signature."""
    NOTE = "note"


NAMING = (Look.KIND, Look.TITLE, Look.NOTE)
"""Lines of an appendix that say which one it is, and of which day."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    text: str
    look: Look = Look.BODY

    @property
    def block(self) -> str:
        return "line"

    @property
    def is_closing(self) -> bool:
        return self.look == Look.CLOSING

    @property
    def rule(self) -> float:
        """How long the rule under a subject is, in percent of the width."""
        return _rule(self.text, PORTRAIT_WIDTH, points=SUBJECT_POINTS)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a letter: on the left who writes, on the right country, place and day."""

    superior: str
    issuer: str
    number: str
    place_and_day: str
    about: str = ""
    """What a letter without a title is about: "V/v …", under its number."""

    @property
    def block(self) -> str:
        return "letterhead"

    @property
    def rule(self) -> float:
        """How long the rule under the issuer is, in percent of the column."""
        return _rule(self.issuer, PORTRAIT_WIDTH * LEFT_OF_HEAD, points=ISSUER_POINTS)


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands below: who receives it, in whose name it is signed, post and name.

    Between these nothing is drawn for 22 mm: the place of a signature, in ink or of a digital one.
    """

    recipients: tuple[str, ...]
    signed_for: tuple[str, ...]
    post: str
    name: str

    @property
    def block(self) -> str:
        return "signature"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: its title, its share of the width in percent, how its cells stand."""

    title: str
    width: int
    is_centred: bool = False
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    """What one picks from in Excel, for what is filled in there and comes back."""

    @property
    def is_narrow(self) -> bool:
        """Whether justified text would be torn apart in it."""
        return self.width < NARROW


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a value for each column; lines of a text are paragraphs."""

    cells: tuple[Value, ...]

    def under(self, columns: Sequence[Heading]) -> tuple[tuple[Heading, tuple[str, ...]], ...]:
        """What each cell says under its heading, line by line."""
        pairs = zip(columns, self.cells, strict=True)
        return tuple((one, tuple(in_words(cell, one.kind).split("\n"))) for one, cell in pairs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows under a header that repeats, with headings across; a name for its sheet."""

    name: str
    columns: tuple[Heading, ...]
    rows: tuple[Row | Band, ...]
    empty: str

    @property
    def block(self) -> str:
        return "table"

    @property
    def drawn(self) -> tuple[Row | Band, ...]:
        """The rows; of none, what is said instead."""
        return self.rows or (Band(self.empty),)

    @property
    def cells(self) -> list[tuple[str, tuple[tuple[Heading, tuple[str, ...]], ...]]]:
        """The rows as they are drawn: the text of a heading across, or each cell's lines."""
        return [
            (row.text, ()) if isinstance(row, Band) else ("", row.under(self.columns))
            for row in self.drawn
        ]

    @property
    def printed(self) -> list[tuple[bool, str, tuple[tuple[Heading, tuple[str, ...]], ...]]]:
        """The rows for pages: first whether one is so tall that it may break."""
        return [(_lines(cells) > LINES_TOGETHER, text, cells) for text, cells in self.cells]


def _rule(text: str, wide: float, *, points: float) -> float:
    """Return the length of a rule by the line above it, in percent of the room of both."""
    return round(PERCENT_OF_LINE * typeface.last_line(text, wide, points=points) / wide, 1)


def _lines(cells: tuple[tuple[Heading, tuple[str, ...]], ...]) -> int:
    """Return about how many lines of a landscape page the highest cell of a row takes."""
    heights = (
        sum(1 + int(len(line) / (LETTERS_PER_PERCENT * column.width)) for line in lines)
        for column, lines in cells
    )
    return max(heights, default=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of numbers that stand in a table, too: an SVG element, its size in CSS pixels."""

    title: str
    description: str
    svg: str
    """As a template drew it: what came from people is escaped in it."""
    width: int
    height: int

    @property
    def block(self) -> str:
        return "picture"


Block = Line | Letterhead | Signature | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are numbered on their own: the letter, or an appendix."""

    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: its title and author as files tell them, and its parts."""

    title: str
    author: str
    parts: tuple[Part, ...]
    is_draft: bool = False

    @property
    def tables(self) -> list[Table]:
        return [block for part in self.parts for block in part.blocks if isinstance(block, Table)]

    @property
    def has_pictures(self) -> bool:
        return any(isinstance(block, Picture) for part in self.parts for block in part.blocks)

    @property
    def rows(self) -> int:
        """How many rows its tables have, headings across not counted."""
        return sum(isinstance(row, Row) for table in self.tables for row in table.rows)

    @property
    def pages(self) -> tuple[str, ...]:
        """The document drawn for print, each part as a page of HTML that holds all it needs."""
        about = {"paper": self, "draft": DRAFT if self.is_draft else ""}
        with translation.override("vi"):  # a document, whoever asked for it
            return tuple(
                render_to_string("print/paper.html", {**about, "part": part}) for part in self.parts
            )


def in_words(value: Value, kind: Kind = "text") -> str:
    """Return a cell as it is printed: 28/02/2027, 1.234,5; points 45,10 and their change −0,07."""
    if isinstance(value, Decimal) and kind in DECIMALS:
        shown = f"{value:{DECIMALS[kind if value else 'points']}}"
        return shown.replace(".", ",").replace("-", "−")
    if isinstance(value, (int, Decimal)):
        return figures.written(Decimal(value))
    return workbook.written(value)


def as_pdf(paper: Paper) -> bytes:
    """Print the document here and now, however long it is; raises PdfUnavailableError."""
    return pdf.render(*paper.pages)


def as_xlsx(paper: Paper, meta: Mapping[str, str] | None = None) -> bytes:
    """Write the tables as sheets; what stands around them is a sheet of its own."""
    return workbook.write(list(_sheets(paper)), meta, title=paper.title, author=paper.author)


def _sheets(paper: Paper) -> Iterator[Sheet]:
    lines = [line for part in paper.parts for block in part.blocks for line in texts(block)]
    draft = [DRAFT] if paper.is_draft else []
    tables = paper.tables
    if len(tables) == 1 and len(paper.parts) == 1:
        yield _sheet(tables[0], above=(*draft, *lines))
        return
    words = [(workbook.fitting(line),) for line in (*draft, *lines)]
    yield Sheet(SHEET_OF_TEXT, (Column("text", ABOVE_TEXT, width=110),), words)
    for part in paper.parts:
        named = [one.text for one in part.blocks if isinstance(one, Line) and one.look in NAMING]
        # On one line: LibreOffice prints the sign for a second one as letters.
        over = " – ".join((*draft, *named)).replace("\n", " ")
        yield from (_sheet(one, over=over) for one in part.blocks if isinstance(one, Table))


def texts(block: Block) -> Iterator[str]:
    """Yield the lines of a block that is no table, in the order in which they are read."""
    if isinstance(block, Line):
        yield block.text
    elif isinstance(block, Letterhead):
        left = (block.superior, block.issuer, block.number, block.about)
        yield from filter(None, (*left, block.place_and_day))
    elif isinstance(block, Signature):
        yield from filter(None, (*block.signed_for, block.post, block.name))
        yield from ("Nơi nhận:", *block.recipients)


def _sheet(table: Table, *, above: tuple[str, ...] = (), over: str = "") -> Sheet:
    columns = [
        Column(
            f"column-{place}",
            one.title,
            width=max(6, round(one.width * 1.4)),
            choices=one.choices,
            kind=one.kind,
        )
        for place, one in enumerate(table.columns)
    ]
    rows = [
        row if isinstance(row, Band) else tuple(map(_fitting, row.cells)) for row in table.drawn
    ]
    return Sheet(table.name[:LONGEST_SHEET_NAME], columns, rows, above=above, over=over)


def _fitting(value: Value) -> Value:
    return workbook.fitting(value) if isinstance(value, str) else value
