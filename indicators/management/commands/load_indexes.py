"""Load the indexes, their versions and the regions that come with the portal."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from indicators.actions import load_indexes, load_regions

FIXTURES = settings.BASE_DIR / "fixtures"
LAST_DAY = date(2025, 6, 30)
"""The regions are known for the provinces as they were until this day."""


class Command(BaseCommand):
    """Load indexes and regions; may be repeated, best after the national list of units."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        indexes, regions = (
            json.loads((FIXTURES / name).read_text(encoding="utf-8"))
            for name in ("indexes.json", "regions.json")
        )
        components = load_indexes(indexes)
        count = load_regions(regions, on=LAST_DAY)
        self.stdout.write(f"The portal holds {components} components and {count} regions.")
