"""Print the report on a period, of the province or of one unit, as PDF, Word or Excel."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.jobs import HopelessError
from plans.models import Period, Plan, Unit
from tasks.management import printing
from tasks.models import IssuedReport
from tasks.printing import kept_bytes
from tasks.reports import quarterly, quarterly_paper, quarterly_province, quarterly_section
from tasks.reports.quarterly import Quarterly


class Command(BaseCommand):
    """Print the report on a period; PERIOD is its name ("Quý IV/2026") or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("period", help='name of the period ("Quý IV/2026"), or its id')
        parser.add_argument(
            "--plan", help="number or id of a plan: its report; without it the province's"
        )
        parser.add_argument(
            "--unit", type=int, help="id of the unit that reports; else the plan's issuer"
        )
        parser.add_argument(
            "--section", action="store_true", help="as a section of the report on reform"
        )
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        kind = printing.kind_asked(options)
        period = printing.find_period(options["period"])
        if not options["plan"]:
            found = _of_province(period)
        else:
            plan = printing.find_plan(options["plan"])
            whose = {"plan": plan.pk, "unit": options["unit"] or plan.issuer_id}
            issued = IssuedReport.objects.as_it_stands(**whose, period=period.pk)
            if issued and kind in issued.copies and not options["section"]:
                _write_kept(issued, kind, options["out"])
                self.stdout.write(f"{issued} → {options['out']}")
                return
            found = _of_plan(period, plan, whose["unit"])
        lay_out = quarterly_section.as_paper if options["section"] else quarterly_paper.as_paper
        paper = lay_out(found)
        printing.write(paper, out=options["out"], kind=kind)
        self.stdout.write(f"{paper.title} → {options['out']}")


def _write_kept(issued: IssuedReport, kind: str, out: Path) -> None:
    """Write the very file that was issued, which is not printed a second time."""
    try:
        content = kept_bytes(issued, kind)
    except HopelessError as error:
        raise CommandError(str(error)) from error
    printing.write_drawn(lambda: content, out=out)


def _of_plan(period: Period, plan: Plan, unit_id: int) -> Quarterly:
    units = Unit.objects.select_related("territory__parent__parent")
    unit = units.filter(pk=unit_id).first()
    found = unit and quarterly.build(plan=plan, unit=unit, period=period, on=timezone.localdate())
    if not found:
        msg = f"{unit or f'Unit {unit_id}'} owes no report on {plan} in {period}."
        raise CommandError(msg)
    return found


def _of_province(period: Period) -> Quarterly:
    committees = Unit.objects.committees().of(period.territory).select_related("territory__parent")
    issuer = committees.order_by("pk").first()
    if period.plan_id or issuer is None:
        msg = f"{period} belongs to one plan, or its territory has no UBND: name it with --plan."
        raise CommandError(msg)
    return quarterly_province.build(issuer=issuer, period=period, on=timezone.localdate())
