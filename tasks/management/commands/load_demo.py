"""Load the demonstration province, its plans and, in demo mode, its accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from tasks import demo


class Command(BaseCommand):
    """Load the demonstration; may be repeated. Accounts are made in demo mode only."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        held = demo.load(at=timezone.localtime(), with_people=settings.DEMO)
        self.stdout.write(
            "The portal holds " + ", ".join(f"{n} {word}" for word, n in held.items()) + "."
        )
        if not settings.DEMO:
            self.stdout.write(
                "No demo accounts: their password is public, so they need PAPI_DEMO=1."
            )
