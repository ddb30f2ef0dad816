"""A file, chosen by its content, as blocks in reading order: Word, Excel, PDF, plain text."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from zipfile import BadZipFile

from papi_portal import zip_guard
from papi_portal.attachments.inside import DAMAGE
from papi_portal.text import clean, clean_line
from papi_portal.wording import said
from papi_portal.zip_guard import BadPackageError
from tasks.reading.sources import kinds, lines
from tasks.reading.sources.kinds import Kind
from tasks.reading.values import Block, Cell, Document, Paragraph, Table, UnreadableError

READERS = {Kind.WORD: "word", Kind.EXCEL: "excel", Kind.PDF: "pages", Kind.TEXT: "plain"}
"""Modules of this package, loaded one by one: a child that reads a text needs no other parser."""

MOST_CHARACTERS = 5_000_000
"""Of all texts together: more is no plan, and the answer has to fit into the web process."""

EMPTY = said("Tệp rỗng; hãy kiểm tra lại tệp trên máy rồi tải lại.")
TOO_LONG = said(
    "Văn bản quá dài so với một kế hoạch; hãy tách phần kế hoạch và phụ lục ra tệp riêng."
)
NO_TEXT = said("Tệp không có chữ nào để đọc; hãy kiểm tra lại tệp hoặc dán văn bản kế hoạch.")


def open_file(name: str, data: bytes) -> Document:
    """Read a file by its content into blocks; the name only has to agree (pasted text has none).

    Raises UnreadableError with what is wrong and what to do. What strangers upload goes through
    `tasks.reading.read_strange`: memory and time have no limit here.
    """
    if not data:
        raise UnreadableError(EMPTY)
    try:
        zip_guard.check_size(data)
        module = import_module(f"{__name__}.{READERS[kinds.kind_of(name, data)]}")
        document: Document = module.read(data)
    except BadPackageError as error:
        raise UnreadableError(str(error)) from error
    except (BadZipFile, *DAMAGE) as error:
        raise UnreadableError(zip_guard.BROKEN) from error
    blocks = tuple(_joined(map(_cleaned, document.blocks)))
    _check_text(blocks)
    return Document(blocks, document.remarks)


def _cleaned(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=lines.with_plain_bullet(clean_line(block.text)))
    rows = (tuple(map(_cleaned_cell, row)) for row in block.rows)
    return Table(tuple(row for row in rows if any(cell.text for cell in row)), block.where)


def _cleaned_cell(cell: Cell) -> Cell:
    return replace(cell, text=lines.unwrapped(clean(cell.text).split("\n"))) if cell.text else cell


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks that say something, paragraphs cut within a sentence made whole."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and not any(map(str.isalnum, block.text)):
            continue
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and _whole(before, block):
            before = replace(before, text=lines.joined(before.text, block.text))
            continue
        if before:
            yield before
        before = None if isinstance(block, Table) and not block.rows else block
    if before:
        yield before


def _whole(before: Paragraph, after: Paragraph) -> bool:
    alike = (before.heading, before.strong) == (after.heading, after.strong)
    return alike and lines.continues(before.text, after.text)


def _check_text(blocks: tuple[Block, ...]) -> None:
    size = sum(
        len(block.text)
        if isinstance(block, Paragraph)
        else sum(len(cell.text) for row in block.rows for cell in row)
        for block in blocks
    )
    if not size:
        raise UnreadableError(NO_TEXT)
    if size > MOST_CHARACTERS:
        raise UnreadableError(TOO_LONG)
