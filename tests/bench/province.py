"""A province in the middle of a year, as `make_load` makes it: reports in all states."""

from datetime import date

from plans.models import Period, Territory
from tasks import load
from tasks.models import EvidenceRule, Progress, Submission
from tests.indicators.published import REFERENCE

ON = date(2026, 11, 20)
"""The data of November closed a week ago: the busiest days are over, some are late."""
UNITS = REFERENCE / "units_from_2025-07.csv"
SEED = 1


def fill(*, communes: int, tasks: int, periods: int) -> tuple[Territory, list[Period]]:
    """Write a province whose periods are over but for the last, which is reported in part.

    All that was reported in the last but one waits for review, the fullest that a queue can be; and
    the province asks for evidence of what was done, which not all have given.
    """
    load.make(load.Size(communes, tasks, periods), seed=SEED, on=ON, units=UNITS)
    place = Territory.objects.get(level=Territory.Level.PROVINCE)
    EvidenceRule.objects.create(territory=place, state=Progress.State.DONE_IN_PERIOD)
    calendar = list(place.periods.order_by("data_to"))
    for period in calendar[-2:-1]:
        Submission.objects.filter(period=period, state=Submission.State.ACCEPTED).update(
            state=Submission.State.SUBMITTED, reviewed_at=None, reviewed_by=None
        )
    return place, calendar
