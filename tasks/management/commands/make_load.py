"""Fill an empty database with data at the size of a province or of the nation."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.official_lists import RowsRefusedError
from plans.signin import DEMO_PASSWORD
from tasks import load


class Command(BaseCommand):
    """Fill an empty or demonstration database with made-up data, to try it out or to measure it."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, usual, most, what in (
            ("communes", 166, 4000, "communes, in real provinces"),
            ("tasks", 60, 1000, "rows of each plan"),
            ("periods", 8, 12, "months that are reported on"),
        ):
            parser.add_argument(
                f"--{name}",
                type=int,
                default=usual,
                choices=range(1, most + 1),
                metavar="N",
                help=f"{what} (1 to {most}; {usual} if left out)",
            )
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same data")
        parser.add_argument(
            "--units",
            type=Path,
            metavar="FILE",
            help="official list of territories (CSV, as for load_units); else the fixtures' own",
        )
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="the day on which everything stands so (YYYY-MM-DD); today if left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = perf_counter()
        try:
            held = load.make(
                load.Size(options["communes"], options["tasks"], options["periods"]),
                seed=options["seed"],
                on=options["on"] or timezone.localdate(),
                units=options["units"],
                # One hash for all: the password is one and public, and a good hash takes its time.
                password=make_password(DEMO_PASSWORD) if settings.DEMO else "",
                say=self.stdout.write,
            )
        except (load.HoldsDataError, load.TooFewError) as error:
            raise CommandError(str(error)) from error
        except (OSError, RowsRefusedError) as error:
            msg = f"Không đọc được danh mục {options['units']}: {error} Chưa ghi gì."
            raise CommandError(msg) from error
        counts = ", ".join(f"{number} {word}" for word, number in held.items())
        self.stdout.write(f"Xong sau {perf_counter() - began:.0f} giây; cổng đang có {counts}.")
