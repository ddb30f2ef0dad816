"""The regions of the country in which provinces compare themselves."""

from datetime import date
from typing import Any

from django.db import transaction

from indicators.models import Region
from plans.models import Territory


@transaction.atomic
def load_regions(described: list[dict[str, Any]], *, on: date) -> int:
    """Take in regions with the codes of their provinces on a day; return how many there are.

    Doing it twice changes nothing. A province that the portal does not know is left out.
    """
    provinces = Territory.objects.filter(level=Territory.Level.PROVINCE).in_force(on)
    by_code = {one.code: one for one in provinces}
    for position, region in enumerate(described):
        name, place = region["name"], {"position": position}
        kept, _ = Region.objects.update_or_create(name=name, defaults=place)
        kept.territories.set(by_code[code] for code in region["provinces"] if code in by_code)
    return len(described)
