"""Read the official lists from CSV files into values; nothing is written here."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class RowsRefusedError(Exception):
    """Raised when a list cannot be taken; `problems` names each line and what is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} line(s) refused; nothing was written.")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of a list of territories."""

    line: int
    level: str
    code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of a conversion table."""

    line: int
    old_code: str
    new_code: str
    note: str


def read_units(file: Path) -> list[UnitRow]:
    """Read a list of territories: level, code, name, parent_code, UTF-8 with a header.

    Raises RowsRefusedError for a missing column and OSError for a file that cannot be read.
    """
    return [
        UnitRow(line, row["level"], row["code"], _named(row["name"]), row["parent_code"])
        for line, row in _rows(file, ("level", "code", "name", "parent_code"))
    ]


def read_successions(file: Path) -> list[SuccessionRow]:
    """Read a conversion table: old_code (or old_commune_code), new_code, note."""
    return [
        SuccessionRow(line, *row.values())
        for line, row in _rows(
            file, ("old_code|old_commune_code", "new_code|new_commune_code", "note")
        )
    ]


def _named(name: str) -> str:
    """Return a name with its capital, which the official list of 2025 forgets once (06325)."""
    return name[:1].upper() + name[1:]


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and wanted columns; a column may have two names, joined by a bar."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        header = reader.fieldnames or []
        names = [
            next((name for name in names.split("|") if name in header), None) for names in columns
        ]
        missing = [want for want, name in zip(columns, names, strict=True) if name is None]
        if missing:
            raise RowsRefusedError([f"line 1: the column {', '.join(missing)} is missing."])
        for row in reader:
            yield (
                reader.line_num,
                {str(name): (row[str(name)] or "").strip() for name in names},
            )
