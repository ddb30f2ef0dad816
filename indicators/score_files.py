"""Read published scores from files into the table that `ScoreResource` takes."""

import csv
from collections.abc import Iterator
from pathlib import Path

from indicators.score_columns import SCORES
from papi_portal.text import clean, fold
from papi_portal.workbook import Cell, Row, Table

BY_TITLE = {fold(title): one for one in SCORES for title in (one.title, *one.also)}


class NoScoresError(ValueError):
    """Raised for a file that holds no list of scores; the text says what is missing."""


def read_csv(file: Path) -> Table:
    """Read a list of scores: UTF-8, commas or semicolons, titles as in the workbook or in English.

    Raises NoScoresError, UnicodeDecodeError, and OSError for a file that cannot be read.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        first = lines.readline()
        lines.seek(0)
        delimiter = ";" if first.count(";") > first.count(",") else ","
        reader = csv.reader(lines, delimiter=delimiter)
        titles = tuple(clean(title) for title in next(reader, []))
        columns = tuple(BY_TITLE.get(fold(title.rstrip("* "))) for title in titles)
        missing = [one.title for one in SCORES if one.required and one not in columns]
        if missing:
            msg = f"line 1: the column {', '.join(missing)} is missing."
            raise NoScoresError(msg)
        for one in filter(None, columns):
            if columns.count(one) > 1:
                places = ", ".join(str(at) for at, it in enumerate(columns, 1) if it == one)
                msg = f"line 1: the column {one.title} stands twice (columns {places}); delete one."
                raise NoScoresError(msg)
        keys = [column.key if column else None for column in columns]
        return Table(file.name, titles, columns, tuple(_rows(reader, keys)))


def _rows(reader: Iterator[list[str]], keys: list[str | None]) -> Iterator[Row]:
    for number, line in enumerate(reader, start=2):
        values = tuple(clean(value) or None for value in line)
        if any(values):
            cells = {
                key: Cell(f"{number}", value)
                for key, value in zip(keys, values, strict=False)
                if key
            }
            yield Row(number, values, cells)
