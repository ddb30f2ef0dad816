"""Load an official table of what became of territories."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans import actions
from plans.management.previewing import add_dry_run, take_in
from plans.official_lists import read_successions

SHOWN = 20


class Command(BaseCommand):
    """Load a table of successions (CSV: old code, new code, note), after both lists of units."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV file, UTF-8, with a header")
        add_dry_run(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_successions(options["file"])
            changes, preview = take_in(
                lambda: actions.load_successions(rows=rows, by=None, at=timezone.now()),
                dry_run=options["dry_run"],
            )
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{options['file']} cannot be read: {error}"
            raise CommandError(msg) from error
        except actions.RowsRefusedError as error:
            raise CommandError("\n".join([str(error), *error.problems[:SHOWN]])) from error
        self.stdout.write(
            f"{changes.created} links created, {changes.updated} corrected,"
            f" {changes.unchanged} unchanged, {len(changes.warnings)} left out."
        )
        for line in preview:
            self.stdout.write(line)
        for warning in changes.warnings[:SHOWN]:
            self.stdout.write(f"  {warning}")
        if len(changes.warnings) > SHOWN:
            self.stdout.write(f"  … and {len(changes.warnings) - SHOWN} more.")
