"""A list that waits in its preview's form for the confirmation: signed, nothing on the server."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core import signing

from papi_portal.workbook import Cell, Column, Row, Table
from papi_portal.workbook.columns import written

WAITS = 24 * 3600
"""Seconds for which a preview can be confirmed."""


class PreviewGoneError(Exception):
    """Raised for a preview that is too old to be confirmed, or not one of this list."""


def plain(table: Table) -> Table:
    """Return a list with each cell a text as people write it, which is what can be kept."""
    return replace(table, rows=tuple(_plain(table)))


def _plain(table: Table) -> Iterator[Row]:
    for row in table.rows:
        cells = {
            key: replace(cell, value=written(cell.value) or None) for key, cell in row.cells.items()
        }
        yield Row(row.number, (), cells)


def packed(table: Table, *, salt: str, said: Mapping[str, Any] | None = None) -> str:
    """Return a plain list, and what a form said with it, as a preview keeps them.

    The salt names what the list is for: elsewhere it is refused.
    """
    rows = [
        [row.number, {key: [cell.address, cell.value] for key, cell in row.cells.items()}]
        for row in table.rows
    ]
    headed = zip(table.titles, table.columns, strict=True)
    titles = [[title, column.key if column else ""] for title, column in headed]
    return signing.dumps([table.sheet, titles, rows, said or {}], salt=salt, compress=True)


def unpacked(kept: str, columns: Sequence[Column], *, salt: str) -> tuple[Table, dict[str, Any]]:
    """Return the list that a preview kept and what was said; else raise PreviewGoneError."""
    try:
        sheet, titles, rows, said = signing.loads(kept, salt=salt, max_age=WAITS)
    except signing.BadSignature as error:
        raise PreviewGoneError from error
    known = {column.key: column for column in columns}
    table = Table(
        sheet=sheet,
        titles=tuple(title for title, _ in titles),
        columns=tuple(known.get(key) for _, key in titles),
        rows=tuple(Row(number, (), _cells(cells)) for number, cells in rows),
    )
    return table, said


def _cells(cells: Mapping[str, Sequence[Any]]) -> dict[str, Cell]:
    return {key: Cell(address, value) for key, (address, value) in cells.items()}
