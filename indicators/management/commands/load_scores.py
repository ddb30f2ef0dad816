"""Load published scores from a long list."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Score
from indicators.resources import ScoreResource
from indicators.score_files import NoScoresError, read_csv
from papi_portal import importing
from papi_portal.planner import renew_statistics

SHOWN = 20


class Command(BaseCommand):
    """Load scores (CSV: year, framework, province_code, component, value …), all or nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV file, UTF-8, with a header")
        parser.add_argument(
            "--source", default="", help="where the scores were published; default: the file's name"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            table = read_csv(file)
        except (OSError, UnicodeDecodeError) as error:
            msg = f"{file} cannot be read: {error}"
            raise CommandError(msg) from error
        except NoScoresError as error:
            raise CommandError(str(error)) from error
        source = options["source"] or file.name
        seen = importing.run([ScoreResource(source=source)], table, keep=not options["dry_run"])
        if seen.problems:
            lines = [
                f"line {one.row}: {one.column}: {one.sentence}" for one in seen.problems[:SHOWN]
            ]
            msg = f"{seen.wrong_rows} line(s) refused; nothing was written."
            raise CommandError("\n".join([msg, *lines]))
        renew_statistics(Score)
        self.stdout.write(
            f"{seen.created} scores created, {seen.updated} corrected, {seen.unchanged} unchanged."
        )
        for note in seen.notes[:SHOWN]:
            self.stdout.write(f"  line {note.row}: {note.sentence}")
        if len(seen.notes) > SHOWN:
            self.stdout.write(f"  … and {len(seen.notes) - SHOWN} more.")
