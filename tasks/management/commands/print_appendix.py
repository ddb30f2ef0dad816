"""Print the appendix of a plan as PDF, Word or Excel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tasks.management import printing
from tasks.reports import appendix, arranged


class Command(BaseCommand):
    """Print the appendix of a plan; PLAN is its number (354/KH-UBND) or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing one page should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "plan", help="number of the plan, or its id where several share a number"
        )
        parser.add_argument(
            "--by", choices=[*filter(None, arranged.ORDERS)], help="how rows stand; else as issued"
        )
        parser.add_argument(
            "--columns", choices=[arranged.SIX], help="the form with six columns; else as issued"
        )
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = printing.find_plan(options["plan"])
        choice = arranged.Choice(by=options["by"] or "", columns=options["columns"] or "")
        paper = appendix.as_paper(arranged.build(plan, choice))
        printing.write(paper, out=options["out"], kind=options["format"])
        self.stdout.write(f"{plan} → {options['out']}")
