"""Print the book of a province: every commune's report on a period, or every appendix of a year."""

from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils import timezone

from plans.access import Viewer
from plans.jobs import HopelessError, Parameters
from plans.models import Membership, Territory, User
from tasks.books import BOOK_OF_PLANS, BOOK_OF_REPORTS
from tasks.management import printing
from tasks.printing import PRINTS

NO_OTHER = (
    "A book is bound as PDF only; print_quarter and print_appendix give each of its documents as"
    " docx or xlsx."
)


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a job would know, for somebody who waits before a terminal."""

    viewer: Viewer
    at: datetime
    parameters: Parameters
    said: OutputWrapper

    def step(self, done: int, of: int) -> None:
        """Say how far it is."""
        self.said.write(f"{done}/{of}")

    def look(self) -> None:
        """Go on: a terminal is interrupted by its keys."""


class Command(BaseCommand):
    """Print a book as PDF; PERIOD is the name of a period or its id."""

    help = __doc__ or ""
    requires_system_checks = ()  # printing should not wait for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("period", nargs="?", help='name of the period ("Quý IV/2026"), or id')
        parser.add_argument("--plans", type=int, metavar="YEAR", help="the appendices of a year")
        parser.add_argument("--by", required=True, help="account of who may read what is printed")
        parser.add_argument("--province", help="code of the province, where the account reads many")
        printing.add_file(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        printing.kind_asked(options, printing.PDF_ONLY, NO_OTHER)
        if bool(options["period"]) == (options["plans"] is not None):
            msg = "Name a period for its reports, or a year with --plans for the appendices."
            raise CommandError(msg)
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            msg = f"There is no account {options['by']!r}; the page /people/ lists them."
            raise CommandError(msg)
        viewer = Membership.objects.all().viewer(user, timezone.localdate())
        if options["period"]:
            kind = BOOK_OF_REPORTS
            asked = {"period": printing.find_period(options["period"]).pk}
        else:
            kind = BOOK_OF_PLANS
            asked = {"province": _province(viewer, options["province"]), "year": options["plans"]}
        work = ByHand(viewer, timezone.now(), asked, self.stderr)
        self._print(kind, work, options)

    def _print(self, kind: str, work: ByHand, options: dict[str, Any]) -> None:
        try:
            made = PRINTS[kind].make(work)
        except HopelessError as error:
            raise CommandError(str(error)) from error
        with made.content:
            printing.write_drawn(made.content.read, out=options["out"])
        self.stdout.write(f"{made.file_name.removesuffix('.pdf')} → {options['out']}")


def _province(viewer: Viewer, code: str | None) -> int:
    provinces = Territory.objects.filter(level=Territory.Level.PROVINCE).in_force(viewer.on)
    known = [one for one in provinces if viewer.reads_all_of(one.pk)]
    found = [one for one in known if code in {None, one.code}]
    if len(found) == 1:
        return found[0].pk
    if not known:
        msg = f"{viewer.user.username} reads no province as a whole; the page /people/ lists who."
        raise CommandError(msg)
    lines = [f"  {one.code}: {one}" for one in known]
    raise CommandError("\n".join(["Name one of these provinces with --province:", *lines]))
