"""The ground of the demonstration: territories of two eras and their units."""

from datetime import date, datetime, timedelta

from plans import actions
from plans.models import Territory, Unit
from plans.official_lists import read_successions, read_units
from tasks.demo.told import FIXTURES, Described, read
from tasks.parties import REFORM_ON

PROVINCE = "20"


def load(at: datetime) -> None:
    """Load territories, units and the UBND of each commune of the demo province."""
    load_territories(at)
    for described in read("units.json"):
        territory = coded(described["level"], described["code"], described["on"])
        load_units(territory, described["units"])
    _load_committees(at.date())


def coded(level: str, code: str, on: str) -> Territory:
    """Return the territory with a code on a day."""
    return Territory.objects.coded(level, code, date.fromisoformat(on))


def load_units(territory: Territory, units: list[Described]) -> None:
    """Write these units of a territory, found again by their names."""
    for unit in units:
        Unit.objects.update_or_create(
            territory=territory,
            name=unit["name"],
            defaults={"kind": unit["kind"], "aliases": unit["aliases"]},
        )


def load_territories(at: datetime) -> None:
    """Load the two eras and what joins them, unless the national lists did so before."""
    if Territory.objects.filter(level="commune", code="06268").exists():
        return
    before, since = "territories_before_2025-07.csv", "territories_from_2025-07.csv"
    actions.load_units(
        rows=read_units(FIXTURES / before),
        valid_from=None,
        valid_to=REFORM_ON - timedelta(days=1),
        by=None,
        at=at,
    )
    actions.load_units(rows=read_units(FIXTURES / since), valid_from=REFORM_ON, by=None, at=at)
    successions = read_successions(FIXTURES / "successions_2025-07.csv")
    actions.load_successions(rows=successions, by=None, at=at)


def _load_committees(on: date) -> None:
    """Give each commune of the demo province its UBND, the body that reports."""
    province = Territory.objects.coded("province", PROVINCE, on)
    for commune in Territory.objects.communes().within(province).in_force(on):
        Unit.objects.get_or_create(
            territory=commune,
            name=f"UBND {commune.name_inside}",
            defaults={
                "kind": Unit.Kind.COMMITTEE,
                "aliases": [f"Ủy ban nhân dân {commune.name_inside}", "UBND cấp xã"],
            },
        )
