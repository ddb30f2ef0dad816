"""Write tables as CSV files that Excel opens as they are meant."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

CSV = "text/csv; charset=utf-8"
"""The content type of a table in an answer."""
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of texts as a file; what looks like a formula stays text.

    Excel takes a table for UTF-8 only if it begins with a byte-order mark.
    """
    table = StringIO()
    lines = csv.writer(table)
    for row in rows:
        lines.writerow([f"'{one}" if one.startswith(BEGINS_A_FORMULA) else one for one in row])
    return table.getvalue().encode("utf-8-sig")
