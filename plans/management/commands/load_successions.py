"""Load an official table of what became of territories."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans import actions
from plans.official_lists import read_successions

SHOWN = 20


class Command(BaseCommand):
    """Load a table of successions (CSV: old code, new code, note), after both lists of units."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV file, UTF-8, with a header")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = actions.load_successions(
                rows=read_successions(options["file"]), by=None, at=timezone.now()
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
        for warning in changes.warnings[:SHOWN]:
            self.stdout.write(f"  {warning}")
        if len(changes.warnings) > SHOWN:
            self.stdout.write(f"  … and {len(changes.warnings) - SHOWN} more.")
