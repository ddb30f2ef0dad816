"""Write tables as CSV files that Excel opens as they are meant."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

CSV = "text/csv; charset=utf-8"
"""The content type of a table in an answer."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 500


def write(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of texts as a file."""
    return b"".join(lines(rows))


def lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield a file of rows of texts, some rows at once; what looks like a formula stays text.

    Excel takes a table for UTF-8 only if it begins with a byte-order mark.
    """
    yield BOM_UTF8
    coming = iter(rows)
    while batch := list(islice(coming, ROWS_AT_ONCE)):
        table = StringIO()
        csv.writer(table).writerows([_inert(cell) for cell in row] for row in batch)
        yield table.getvalue().encode()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
