"""Scan the evidence that waits for the virus scanner; with --all signed copies, too."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from papi_portal.attachments import scanning
from papi_portal.attachments.scanning import Clean, Infected, Scan
from tasks import actions
from tasks.models import Evidence, SignedCopy


class Command(BaseCommand):
    """Scan what came in while the scanner did not answer; run it every few minutes."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="scan every stored file, also what was scanned or came in without a scanner",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CLAMD is None:
            msg = "PAPI_CLAMD is not set, so nothing can be scanned: see docs/deploy.md."
            raise CommandError(msg)
        if problem := scanning.problem():
            waiting = Evidence.objects.waiting_for_scan().count()
            msg = f"The virus scanner does not answer, {waiting} pieces wait: {problem}."
            raise CommandError(msg)
        clean, infected, unknown = 0, [], []
        for name, found in _scans(everything=options["all"]):
            if isinstance(found, Clean):
                clean += 1
            elif isinstance(found, Infected):
                infected.append(f"  {name}: {found.name}")
            else:
                unknown.append(f"  {name}: {found.reason}")
        self.stdout.write(f"{clean} files clean.")
        self.stdout.write("\n".join([f"{len(infected)} files infected and removed.", *infected]))
        if unknown:
            raise CommandError("\n".join(["Not scanned:", *unknown]))


def _scans(*, everything: bool) -> Iterator[tuple[str, Scan]]:
    """Scan file by file; no signed copy waits, because one that nobody can scan is refused."""
    for one in _files(everything=everything):
        found = actions.rescan(evidence=one, at=timezone.now())
        yield f"evidence {one.pk}, {one.file_name}", found
    places = ("issued__submission", "issued__unit__territory")
    signed = SignedCopy.objects.standing().select_related(*places).order_by("pk")
    for copy in signed.iterator() if everything else ():
        if not actions.was_taken_away(copy):
            found = actions.rescan_signed(signed=copy, at=timezone.now())
            yield f"signed copy {copy.pk}, {copy.file_name}", found


def _files(*, everything: bool) -> Iterator[Evidence]:
    """Yield one row for each stored file: what is reused, or was sent in twice, is scanned once."""
    stored = Evidence.objects.stored()
    rows = stored if everything else stored.waiting_for_scan()
    known = set()
    for one in rows.order_by("pk").iterator():
        if one.sha256 not in known:
            known.add(one.sha256)
            yield one
