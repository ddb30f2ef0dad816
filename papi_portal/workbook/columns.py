"""What a list in a workbook is made of, as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | float | Decimal | date | None

META = "meta"
CHOICES = "choices"
LONGEST_TEXT = 32_000
"""Characters after which a text is cut in its cell, which holds 32,767; the portal keeps it all."""
CUT = " […]"
ERRORS = "Lỗi"
"""Title of the column in which a returned workbook says what is wrong with each row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: how it is titled, how wide it is (in characters), what it takes.

    Texts stay texts: what begins with "=" is no formula, and a code keeps its leading zeros.
    """

    key: str
    title: str
    width: int = 20
    required: bool = False
    choices: tuple[str, ...] = ()
    help: str = ""
    kind: Literal["text", "date", "number", "points", "change"] = "text"
    """Points are shown with two decimals, a change of points also with its sign."""
    also: tuple[str, ...] = ()
    """Other titles by which the column is recognised when read."""

    @property
    def heading(self) -> str:
        """Title as it stands in the header: a star marks what must be filled in."""
        return f"{self.title} *" if self.required else self.title


@dataclass(frozen=True, slots=True)
class Band:
    """A heading across a table; in a workbook its cells are not merged, so that one may sort."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet: its columns, and rows of values in their order."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value] | Band] = ()
    above: Sequence[str] = ()
    """Lines in the first column above the header."""
    over: str = ""
    """What stands over each page of it in print, where its cells do not say what it belongs to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read: a text is cleaned; with a problem the value is not to be used."""

    address: str
    value: Value = None
    problem: str = ""

    @property
    def text(self) -> str:
        """The value as people write it: 28/02/2027, 45,06; empty for none."""
        return written(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its number in the sheet, every value by position, the known by key."""

    number: int
    values: tuple[Value, ...]
    cells: Mapping[str, Cell]
    told: str = ""
    """How people find it where it is no row of the sheet: "trang 2024, ô A5 (dòng 5)"."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as read: columns in their order, None where a title is not one of ours."""

    sheet: str
    titles: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[Row, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    linked: bool = False
    """Refers to other workbooks; what they said last is read."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Titles that are not used."""
        pairs = zip(self.titles, self.columns, strict=True)
        return tuple(title for title, column in pairs if column is None and title)


@dataclass(frozen=True, slots=True)
class Grid:
    """A visible sheet as read, without a header of ours: numbered rows of its first cells."""

    title: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that people made: its visible sheets, and what it says hidden of itself."""

    grids: tuple[Grid, ...]
    meta: Mapping[str, str]


def fitting(text: str) -> str:
    """Return a text as a cell holds it: of a longer one its beginning, marked as such."""
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rstrip() + CUT


def written(value: Value) -> str:
    """Return a value as Vietnamese officials write it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)
