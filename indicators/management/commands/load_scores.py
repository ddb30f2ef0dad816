"""Load published scores from a file."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from indicators.actions import note_loaded
from indicators.scores import lists
from indicators.scores.columns import SCORES
from indicators.scores.resources import ScoreResource
from papi_portal import importing
from papi_portal.csv_lists import read_csv
from papi_portal.importing import Outcome, Remark
from papi_portal.workbook import Table
from papi_portal.zip_guard import BadPackageError

SHOWN = 20
MOST = 1_000_000
"""Scores of one workbook: whoever has the machine may load what they like."""


class Command(BaseCommand):
    """Load scores, all or nothing: a long list (CSV, Excel), or a wide workbook, a year a sheet."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (UTF-8, with a header), or Excel (.xlsx)")
        parser.add_argument(
            "--source", default="", help="where the scores were published; default: the file's name"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            table = _read(file)
        except OSError as error:
            msg = f"{file} cannot be read: {error}"
            raise CommandError(msg) from error
        except BadPackageError as error:
            raise CommandError(str(error)) from error
        source = options["source"] or file.name
        seen = self._take_in(file, table, source, keep=not options["dry_run"])
        if seen.problems:
            lines = [
                f"{_place(one)}: {one.sentence}" for one in importing.once(seen.problems)[:SHOWN]
            ]
            msg = f"{seen.wrong_rows} line(s) refused; nothing was written."
            raise CommandError("\n".join([msg, *lines]))
        self.stdout.write(
            f"{seen.created} scores created, {seen.updated} corrected, {seen.unchanged} unchanged."
        )
        if seen.unused:
            self.stdout.write(f"  Columns that were not read: {', '.join(seen.unused)}.")
        for note in seen.notes[:SHOWN]:
            self.stdout.write(f"  {_place(note)}: {note.sentence}")
        if len(seen.notes) > SHOWN:
            self.stdout.write(f"  … and {len(seen.notes) - SHOWN} more.")

    @staticmethod
    @transaction.atomic
    def _take_in(file: Path, table: Table, source: str, *, keep: bool) -> Outcome:
        """Take in what was read; what changes anything leaves an entry in the trail."""
        at = timezone.now()
        resource = ScoreResource(source=source, on=timezone.localdate(at))
        seen = importing.run([resource], table, keep=keep)
        if keep and seen.changes and not seen.problems:
            digest = sha256(file.read_bytes()).hexdigest()
            note_loaded(file_name=file.name, digest=digest, rows=len(table.rows), seen=seen, at=at)
        return seen


def _read(file: Path) -> Table:
    content = file.read_bytes()
    if file.suffix.lower() == ".xlsx":
        return lists.read(content, most=MOST)
    return read_csv(content, SCORES)


def _place(remark: Remark) -> str:
    """Return where a remark belongs: the line and the column of a list, the cell of a workbook."""
    line = f"line {remark.row}"
    is_told = remark.cell.lstrip(ascii_uppercase) in {"", f"{remark.row}"}
    cell = "" if is_told else f" ({remark.cell})"
    return ": ".join(filter(None, (f"{line}{cell}", remark.column)))
