"""The real merger of 1/7/2025 in Lạng Sơn, from the demonstration's lists: both chains at once."""

from datetime import date, datetime

from django.utils import timezone

from plans.models import Plan, Territory
from tests import factories

AFTER = datetime(2025, 8, 1, 9, 0, tzinfo=timezone.get_default_timezone())
"""A day in the year of the merger, when plans of before are still running."""


def commune(code: str, *, before: bool) -> Territory:
    """Return a commune of Lạng Sơn as it stood on one side of the reform."""
    day = date(2025, 6, 1) if before else AFTER.date()
    return Territory.objects.select_related("parent__parent").get(
        pk=Territory.objects.coded("commune", code, day).pk
    )


def old_plan(code: str, *, tasks: int = 1, number: str = "354/KH-UBND") -> Plan:
    """Return a plan of 2025 that an old commune issued."""
    return factories.issued_plan(commune(code, before=True), tasks=tasks, number=number, year=2025)
