"""Print the tasks of a plan as a poster, A3 or A4, as PDF."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tasks.management import printing
from tasks.reports import poster, poster_sheets

NO_OTHER = "A poster is PDF only; print_appendix gives its tasks as docx or xlsx."


class Command(BaseCommand):
    """Print the poster of a plan; PLAN is its number (354/KH-UBND) or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "plan", help="number of the plan, or its id where several share a number"
        )
        parser.add_argument("--size", choices=poster_sheets.SIZES, default="a3")
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        printing.kind_asked(options, printing.PDF_ONLY, NO_OTHER)
        found = poster.build(printing.find_plan(options["plan"]))
        size, out = options["size"], options["out"]
        printing.write_drawn(lambda: poster_sheets.as_pdf(found, size), out=out)
        self.stdout.write(f"{found.name} → {out}")
