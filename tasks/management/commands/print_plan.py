"""Print a whole plan, its text and its appendix, as PDF or Word."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from papi_portal import drawings
from tasks.management import printing
from tasks.reports import whole_plan, whole_plan_paper

NO_EXCEL = "A whole plan is no table: choose pdf or docx, or print_appendix for its tasks."


class Command(BaseCommand):
    """Print a whole plan; PLAN is its number (354/KH-UBND) or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing one document should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "plan", help="number of the plan, or its id where several share a number"
        )
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        out, kind = options["out"], printing.kind_asked(options, drawings.TEXTS, NO_EXCEL)
        plan = printing.find_plan(options["plan"])
        paper = whole_plan_paper.as_paper(whole_plan.build(plan))
        printing.write(paper, out=out, kind=kind)
        self.stdout.write(f"{plan} → {out}")
