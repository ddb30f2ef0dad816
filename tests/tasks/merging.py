"""The real merger of 1/7/2025 in Lạng Sơn, from the demonstration's lists: both chains at once."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from plans import actions
from plans.models import Plan, Territory
from plans.official_lists import read_successions, read_units
from tests import factories

FIXTURES = settings.BASE_DIR / "fixtures"
REFORM_ON = date(2025, 7, 1)
AFTER = datetime(2025, 8, 1, 9, 0, tzinfo=timezone.get_default_timezone())
"""A day in the year of the merger, when plans of before are still running."""


def load_both_eras() -> None:
    """Load the territories before and since the reform, and what became of them."""
    before, since = "territories_before_2025-07.csv", "territories_from_2025-07.csv"
    actions.load_units(
        rows=read_units(FIXTURES / before),
        valid_from=None,
        valid_to=REFORM_ON - timedelta(days=1),
        by=None,
        at=factories.NOW,
    )
    actions.load_units(
        rows=read_units(FIXTURES / since), valid_from=REFORM_ON, by=None, at=factories.NOW
    )
    actions.load_successions(
        rows=read_successions(FIXTURES / "successions_2025-07.csv"), by=None, at=factories.NOW
    )


def commune(code: str, *, before: bool) -> Territory:
    """Return a commune of Lạng Sơn as it stood on one side of the reform."""
    day = date(2025, 6, 1) if before else AFTER.date()
    return Territory.objects.select_related("parent__parent").get(
        pk=Territory.objects.coded("commune", code, day).pk
    )


def old_plan(code: str, *, tasks: int = 1, number: str = "354/KH-UBND") -> Plan:
    """Return a plan of 2025 that an old commune issued."""
    return factories.issued_plan(commune(code, before=True), tasks=tasks, number=number, year=2025)
