"""Take a list in: the code that shows what a workbook would change is the code that changes it.

A list is read, run through its resources inside one transaction, and kept only if the outcome is
the one that a person has seen: all of it or nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Self

from django.db import transaction
from tablib import Dataset

from papi_portal.resources import ListResource
from papi_portal.wording import said
from papi_portal.workbook import Table

NEW, CHANGED = "new", "changed"
Place = tuple[int, str]
"""Row number and key of the column."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a cell or worth knowing about it; no cell means the whole row."""

    row: int
    cell: str
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a row adds or changes: titles with the old and the new text."""

    row: int
    kind: str
    subject: str
    fields: tuple[tuple[str, str, str], ...]

    @property
    def is_new(self) -> bool:
        return self.kind == NEW


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a list does, or would do: nothing at all while there are problems."""

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
    """Titles of columns that were not read."""

    @property
    def created(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def updated(self) -> int:
        return len(self.changes) - self.created

    @property
    def wrong_rows(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything a person sees in the preview, old values included."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()

    @property
    def errors(self) -> dict[int, str]:
        """What is wrong by row number, one paragraph for each cell."""
        return {
            row: "\n".join(
                f"{one.column}: {one.sentence}" if one.column else one.sentence for one in remarks
            )
            for row, remarks in groupby(self.problems, key=attrgetter("row"))
        }

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold; `from_json` brings it back."""
        return {
            "changes": [[one.row, one.kind, one.subject, one.fields] for one in self.changes],
            "unchanged": self.unchanged,
            "problems": [_as_list(one) for one in self.problems],
            "notes": [_as_list(one) for one in self.notes],
            "unused": list(self.unused),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(
            changes=tuple(
                Change(row, kind, subject, tuple(map(tuple, fields)))
                for row, kind, subject, fields in stored["changes"]
            ),
            unchanged=stored["unchanged"],
            problems=tuple(Remark(*one) for one in stored["problems"]),
            notes=tuple(Remark(*one) for one in stored["notes"]),
            unused=tuple(stored["unused"]),
        )


def run(
    steps: Sequence[ListResource], table: Table, *, seen: str = "", keep: bool = False
) -> Outcome:
    """Do what a list asks for, and undo it unless its outcome is the one that was seen.

    `steps` are resources that each take their part of every row. `seen` is the fingerprint of a
    preview; without one this is the preview, unless somebody at the command line says `keep`.
    An IntegrityError means that others wrote meanwhile.
    """
    with transaction.atomic():
        outcome = _outcome(steps, table)
        if outcome.problems or not (keep or outcome.fingerprint == seen):
            transaction.set_rollback(True)
    return outcome


def _outcome(steps: Sequence[ListResource], table: Table) -> Outcome:
    problems = dict(_problems_of_cells(table))
    refused: set[int] = set()
    for step in steps:
        found = dict(_problems_of(step, table))
        # A row that one step refused makes the next ones stumble: only the first cause is told.
        for place, problem in found.items():
            if problem.row not in refused:
                problems.setdefault(place, problem)
        refused |= {row for row, _ in found}
    wrong = {row for row, _ in problems}
    order = [column.key for step in steps for column in step.columns]
    places = sorted(problems, key=lambda place: (place[0], [*order, place[1]].index(place[1])))
    changes = [change for change in _merged(steps, table) if change.row not in wrong]
    return Outcome(
        changes=tuple(changes),
        unchanged=len(table.rows) - len(wrong) - len(changes),
        problems=tuple(problems[place] for place in places),
        notes=tuple(note for step in steps for note in _notes(step, table)),
        unused=table.unknown,
    )


def _problems_of_cells(table: Table) -> Iterator[tuple[Place, Remark]]:
    titles = {column.key: column.title for column in table.columns if column}
    for row in table.rows:
        for key, cell in row.cells.items():
            if cell.problem:
                yield (row.number, key), Remark(row.number, cell.address, titles[key], cell.problem)


def _problems_of(step: ListResource, table: Table) -> Iterator[tuple[Place, Remark]]:
    """Run one resource over all rows; a mistake of the program or the database is raised."""
    keys = [column.key for column in step.columns]
    rows = [[_value(row.cells.get(key)) for key in keys] for row in table.rows]
    step.numbers = [row.number for row in table.rows]
    step.told = [row.told or said("dòng {number}", number=row.number) for row in table.rows]
    result = step.import_data(  # type: ignore[no-untyped-call]
        Dataset(*rows, headers=keys), use_transactions=False
    )
    for error in [*result.base_errors, *(one for row in result.error_rows for one in row.errors)]:
        raise error.error
    for invalid in result.invalid_rows:
        for key, sentences in invalid.error_dict.items():
            remark = _remark(step, table, invalid.number, key, " ".join(sentences))
            yield (remark.row, key), remark


def _value(cell: Any) -> Any:
    return None if cell is None or cell.problem else cell.value


def _notes(step: ListResource, table: Table) -> Iterator[Remark]:
    for place, key, sentence in step.notes:
        yield _remark(step, table, place, key, sentence)


def _remark(step: ListResource, table: Table, place: int, key: str, sentence: str) -> Remark:
    row = table.rows[place - 1]
    title = next((column.title for column in step.columns if column.key == key), "")
    cell = row.cells.get(key)
    return Remark(row.number, cell.address if cell else "", title, sentence)


def _merged(steps: Sequence[ListResource], table: Table) -> Iterator[Change]:
    """Yield what the steps did to each row together; the last step says what the row is about."""
    titles = {column.key: column.title for step in steps for column in step.columns}
    for place, row in enumerate(table.rows, start=1):
        done = [step.changes[place] for step in steps if place in step.changes]
        if done:
            fields: dict[str, tuple[str, str]] = {}
            for one in done:
                fields = {**one.fields, **fields}  # who came first saw the row as it was
            yield Change(
                row=row.number,
                kind=NEW if any(one.is_new for one in done) else CHANGED,
                subject=done[-1].subject,
                fields=tuple((titles[key], *fields[key]) for key in titles if key in fields),
            )


def once(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return remarks without those that say the same of the same cell, which rows may share."""
    told: dict[tuple[int | str, str], Remark] = {}
    for one in remarks:
        told.setdefault((one.cell or one.row, one.sentence), one)
    return tuple(told.values())


def _as_list(remark: Remark) -> list[Any]:
    return [remark.row, remark.cell, remark.column, remark.sentence]
