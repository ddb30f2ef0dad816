"""Print the appendix of a plan as PDF, Word or Excel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Index
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
        parser.add_argument(
            "--index", help="code of an index (papi, par-index …): an extract of the rows about it"
        )
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        kind = printing.kind_asked(options)
        plan = printing.find_plan(options["plan"])
        index = _index(options["index"]) if options["index"] else None
        choice = arranged.Choice(options["by"] or "", options["columns"] or "", index)
        paper = appendix.as_paper(arranged.build(plan, choice))
        printing.write(paper, out=options["out"], kind=kind)
        self.stdout.write(f"{plan} → {options['out']}")


def _index(code: str) -> Index:
    """Return the index of a code; raises CommandError with those that there are."""
    found = Index.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Index.objects.values_list("code", flat=True))
        msg = f"There is no index {code!r}; there are: {known or 'none, run load_indexes'}."
        raise CommandError(msg)
    return found
