"""The Markdown of the guides, read into values that a template draws.

Only what the guides use is known: headings, paragraphs, lists of one level, tables, pictures; in
a line **strong**, *emphasis*, `keys` and [links](address); comments of one line. Anything else is
refused with its words, because it would come out as marks on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

MARK = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*|`(?P<code>[^`]+)`"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]+)\)"
)
STRAY = re.compile(r"[*`<>\[\]]")
HEADING = re.compile(r"(#{1,3}) (.+)")
NOTE = re.compile(r"<!-- (.+) -->")
PICTURE = re.compile(r"!\[([^\[\]]+)\]\(([^()\s]+)\)")
ITEM = re.compile(r"(- |\d+\. )")
RULE = re.compile(r"\|( --- \|)+")


class MarkdownError(ValueError):
    """A guide holds marks that its pages cannot draw."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, and how they are set: as text, strong, em, code or address."""

    text: str
    kind: str = "text"
    address: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    kind: ClassVar = "heading"
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: what the page itself does not show."""

    kind: ClassVar = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its lines joined."""

    kind: ClassVar = "paragraph"
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one level."""

    kind: ClassVar = "listing"
    is_ordered: bool
    items: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heads of its columns, and its rows."""

    kind: ClassVar = "table"
    head: tuple[Pieces, ...]
    rows: tuple[tuple[Pieces, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its file, with the words for who does not see it; its size, if known."""

    kind: ClassVar = "picture"
    words: str
    file: str
    width: int = 0
    height: int = 0


Block = Heading | Note | Paragraph | Listing | Table | Picture


def read(text: str) -> Iterator[Block]:
    """Yield the blocks of a text, which blank lines part; raise MarkdownError with what is not
    known.
    """
    for chunk in re.split(r"\n\s*\n", text.strip("\n")):
        yield _block(chunk.splitlines())


def _block(lines: list[str]) -> Block:
    first, *more = lines
    if not more and (found := HEADING.fullmatch(first)):
        return Heading(len(found[1]), found[2])
    if not more and (found := NOTE.fullmatch(first)):
        return Note(found[1])
    if not more and (found := PICTURE.fullmatch(first)):
        return Picture(found[1], found[2])
    if ITEM.match(first):
        return _listing(lines)
    if first.startswith("| "):
        return _table(lines)
    if unknown := [line for line in lines if re.match(r"\s|[#>|!=-]|\d+\. ", line)]:
        raise MarkdownError(unknown[0])
    return Paragraph(_pieces(" ".join(lines)))


def _listing(lines: list[str]) -> Listing:
    items: list[str] = []
    is_ordered = lines[0][0].isdigit()
    for line in lines:
        if (mark := ITEM.match(line)) and mark[0][0].isdigit() is is_ordered:
            items.append(line[mark.end() :])
        elif line.startswith("  ") and not ITEM.match(line.lstrip()):
            items[-1] += f" {line.strip()}"
        else:
            raise MarkdownError(line)
    return Listing(is_ordered, tuple(map(_pieces, items)))


def _table(lines: list[str]) -> Table:
    if len(lines) < 3 or not RULE.fullmatch(lines[1]):  # a head, a rule, a row
        raise MarkdownError(lines[0])
    head, *rows = (_cells(line) for line in (lines[0], *lines[2:]))
    for row, line in zip(rows, lines[2:], strict=True):
        if len(row) != len(head):
            raise MarkdownError(line)
    return Table(head, tuple(rows))


def _cells(line: str) -> tuple[Pieces, ...]:
    if not (line.startswith("| ") and line.endswith(" |")):
        raise MarkdownError(line)
    return tuple(_pieces(cell.strip()) for cell in line[1:-1].split("|"))


def _pieces(line: str) -> Pieces:
    pieces, end = [], 0
    for mark in MARK.finditer(line):
        pieces += [Piece(line[end : mark.start()]), _marked(mark)]
        end = mark.end()
    pieces.append(Piece(line[end:]))
    if any(piece.kind == "text" and STRAY.search(piece.text) for piece in pieces):
        raise MarkdownError(line)
    return tuple(piece for piece in pieces if piece.text)


def _marked(mark: re.Match[str]) -> Piece:
    kind = str(mark.lastgroup)
    if kind == "address":
        return Piece(mark["words"], kind, mark["address"])
    return Piece(mark[kind], kind)
