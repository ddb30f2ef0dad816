"""The grid of a Word table: cells that span columns or rows stand in each of their places."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tasks.reading.sources.word_looks import Element, W, number, value
from tasks.reading.values import Cell, Table

DEEPEST_TABLE = 5
MOST_COLUMNS = 64
ROW, CELL = W + "tr", W + "tc"
DELETED = {W + "del", W + "moveFrom"}

Row = list[Cell]


class Grid:
    """Lays out a table; the text of a cell is asked for once, in the order of the file."""

    def __init__(self, read: Callable[[Element], Cell]) -> None:
        self._read = read

    def rows(self, table: Element) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows of a table, all of the same length."""
        rows: list[Row] = []
        for row in _children(table, ROW):
            properties = row.find(W + "trPr")
            if properties is None or not any(child.tag in DELETED for child in properties):
                rows.append(self._row(row, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        return tuple(tuple(row + [Cell()] * (width - len(row))) for row in rows)

    def _row(self, row: Element, above: Row) -> Row:
        properties = row.find(W + "trPr")
        done = [Cell()] * _span(properties, "gridBefore", 0)
        for element in _children(row, CELL):
            described = element.find(W + "tcPr")
            if value(described, "hMerge") in {"", "continue"} and done:
                done.append(replace(done[-1], across=True))
                continue
            cell = self._cell(element, described, above[len(done) : len(done) + 1])
            span = _span(described, "gridSpan", 1)
            done += [cell, *[replace(cell, across=True)] * (span - 1)]
        done += [Cell()] * _span(properties, "gridAfter", 0)
        return done[:MOST_COLUMNS]

    def _cell(self, element: Element, described: Element | None, above: Row) -> Cell:
        if value(described, "vMerge") in {"", "continue"} and above:
            return replace(above[0], down=True, across=False)
        return self._read(element)


def flattened(table: Table) -> Iterator[str]:
    """Yield a table within a cell as lines, a row each."""
    for row in table.rows:
        texts = (cell.text.replace("\n", " ") for cell in row if not cell.across and not cell.down)
        yield " ".join(filter(None, texts))


def _span(properties: Element | None, tag: str, least: int) -> int:
    return min(max(number(properties, tag) or least, least), MOST_COLUMNS)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows or cells of a table, also those within content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in {*DELETED, CELL, ROW} and isinstance(child.tag, str):
            yield from _children(child, tag)
