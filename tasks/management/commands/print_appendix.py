"""Print the appendix of a plan as PDF, Word or Excel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tasks.management import printing
from tasks.reports import appendix


class Command(BaseCommand):
    """Print the appendix of a plan; PLAN is its number (354/KH-UBND) or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing one page should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "plan", help="number of the plan, or its id where several share a number"
        )
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = printing.find_plan(options["plan"])
        paper = appendix.as_paper(appendix.build(plan))
        printing.write(paper, out=options["out"], kind=options["format"])
        self.stdout.write(f"{plan} → {options['out']}")
