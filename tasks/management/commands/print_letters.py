"""Print the letters to units that have not reported on a period."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from papi_portal import drawings
from plans.models import Membership, Unit, User
from tasks.access import reviewing_unit_id
from tasks.management import printing
from tasks.reports import late, late_letter

NO_EXCEL = "A letter is no table: choose pdf or docx."


class Command(BaseCommand):
    """Print one letter to all late units, or one to each; PERIOD is its name or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("period", help='name of the period ("Quý IV/2026"), or its id')
        parser.add_argument("--by", required=True, help="account of who reviews the units")
        parser.add_argument("--each", action="store_true", help="a letter to each of them")
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        kind = printing.kind_asked(options, drawings.TEXTS, NO_EXCEL)
        period, on = printing.find_period(options["period"]), timezone.localdate()
        user = User.objects.filter(username=options["by"]).first()
        viewer = user and Membership.objects.all().viewer(user, on)
        unit = viewer and reviewing_unit_id(viewer, period)
        if not viewer or not unit:
            msg = f"{options['by']} reviews no reports; the page /people/ lists who does."
            raise CommandError(msg)
        rows = late.build(viewer=viewer, period=period, on=on).rows
        if not rows:
            msg = f"Nobody whom {options['by']} reviews is late with {period}."
            raise CommandError(msg)
        issuer = Unit.objects.select_related("territory__parent").get(pk=unit)
        letter = late_letter.build(period=period, rows=rows, issuer=issuer, on=on)
        paper = late_letter.to_each(letter) if options["each"] else late_letter.to_all(letter)
        printing.write(paper, out=options["out"], kind=kind)
        self.stdout.write(f"{paper.title} → {options['out']}")
