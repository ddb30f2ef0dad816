"""Print the appendix of a plan as PDF, Word or Excel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.models import Plan
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
        plan = _find(options["plan"])
        paper = appendix.as_paper(appendix.build(plan))
        printing.write(paper, out=options["out"], kind=options["format"])
        self.stdout.write(f"{plan} → {options['out']}")


def _find(word: str) -> Plan:
    plans = Plan.objects.select_related("territory", "issuer")
    found = list(plans.filter(number=word).exclude(number=""))
    if not found and word.isascii() and word.isdecimal() and len(word) < 10:
        found = list(plans.filter(pk=int(word)))
    if len(found) == 1:
        return found[0]
    if not found:
        msg = f"No plan has the number {word!r} (like 354/KH-UBND); the page /plans/ lists them."
        raise CommandError(msg)
    lines = [f"  {plan.pk}: {plan}, {plan.issued_on}, {plan.issuer}" for plan in found]
    raise CommandError(
        "\n".join([f"{len(found)} plans have the number {word}; give the id:", *lines])
    )
