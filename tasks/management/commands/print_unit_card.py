"""Print all that a unit leads, supports or guides, as PDF, Word or Excel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.models import Unit
from tasks.management import printing
from tasks.models import Assignment
from tasks.reports import unit_card, unit_card_paper


class Command(BaseCommand):
    """Print the card of a unit as it stands in a period; UNIT is its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", type=int, help="id of the unit, as its page has it: /units/ID/")
        parser.add_argument("period", help='name of the period ("Quý IV/2026"), or its id')
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        kind = printing.kind_asked(options)
        period, on = printing.find_period(options["period"]), timezone.localdate()
        unit = Unit.objects.select_related("territory").filter(pk=options["unit"]).first()
        if unit is None:
            msg = f"There is no unit {options['unit']}."
            raise CommandError(msg)
        seen = Assignment.objects.all()
        card = unit_card.build(unit=unit, period=period, on=on, seen=seen)
        paper = unit_card_paper.as_paper(card)
        printing.write(paper, out=options["out"], kind=kind)
        self.stdout.write(f"{paper.title} → {options['out']}")
