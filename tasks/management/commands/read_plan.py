"""Read a plan document and print what was understood: nothing is written, no database needed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tasks.reading import UnreadableError, catalogue, read_strange
from tasks.reading.written import as_json

PUBLISHED = settings.BASE_DIR / "fixtures" / "indexes.json"


class Command(BaseCommand):
    """Print the values of a plan document, as JSON or as a short list."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .docx, .xlsx, .pdf or .txt file")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            msg = f"Không mở được tệp {file}: {error.strerror}."
            raise CommandError(msg) from error
        frameworks = catalogue.from_lists(json.loads(PUBLISHED.read_text(encoding="utf-8")))
        try:
            values = as_json(read_strange(file.name, data, frameworks))
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))
        else:
            self._print(values)

    def _print(self, values: dict[str, Any]) -> None:
        self.stdout.write(f"{values['kind']} {values['number']} {values['issued_on'] or ''}")
        self.stdout.write(values["subject"])
        for position, row in enumerate(values["rows"], start=1):
            codes, leads = ", ".join(row["components"]), "; ".join(row["lead"])
            words = row["title"] or row["text"].split("\n")[0]
            self.stdout.write(f"{position:>4} {row['label']:<5} [{codes}] {words[:70]} | {leads}")
        for warning in values["warnings"]:
            row = warning["row"] or "-"
            self.stdout.write(f"  ! {row} {warning['field']}: {warning['message']}")
