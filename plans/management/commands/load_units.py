"""Load an official list of provinces, districts and communes."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans import actions
from plans.management.previewing import add_dry_run, take_in
from plans.official_lists import read_units


class Command(BaseCommand):
    """Load an official list of territories (CSV: level, code, name, parent_code)."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV file, UTF-8, with a header")
        parser.add_argument(
            "--from",
            dest="valid_from",
            type=date.fromisoformat,
            required=True,
            help="first day the list is in force (YYYY-MM-DD)",
        )
        parser.add_argument(
            "--to",
            dest="valid_to",
            type=date.fromisoformat,
            help="last day the list is in force; without it, until further notice",
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help="territories still open that the list leaves out end the day before it begins",
        )
        add_dry_run(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["valid_to"] and options["valid_to"] < options["valid_from"]:
            msg = "--to lies before --from."
            raise CommandError(msg)
        try:
            rows = read_units(options["file"])
            changes, preview = take_in(
                lambda: actions.load_units(
                    rows=rows,
                    valid_from=options["valid_from"],
                    valid_to=options["valid_to"],
                    complete=options["complete"],
                    by=None,
                    at=timezone.now(),
                ),
                dry_run=options["dry_run"],
            )
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{options['file']} cannot be read: {error}"
            raise CommandError(msg) from error
        except actions.RowsRefusedError as error:
            raise CommandError("\n".join([str(error), *error.problems[:20]])) from error
        self.stdout.write(
            f"{changes.created} territories created, {changes.updated} corrected,"
            f" {changes.unchanged} unchanged, {changes.ended} ended."
        )
        for line in preview:
            self.stdout.write(line)
        for warning in changes.warnings:
            self.stdout.write(warning)
        if changes.absent:
            self.stdout.write(
                f"{changes.absent} open territories are not in the list; --complete would end them."
            )
