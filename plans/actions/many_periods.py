"""Open or close many periods in one act: all of them or none."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from plans.access import Viewer
from plans.actions.periods import close_period, open_period
from plans.models import Period


@transaction.atomic
def open_periods(*, periods: Iterable[Period], by: Viewer, at: datetime) -> list[Period]:
    """Open planned periods; raises WrongStateError, naming the period, if one cannot be opened."""
    return [open_period(period=one, by=by, at=at) for one in _in_turn(periods)]


@transaction.atomic
def close_periods(*, periods: Iterable[Period], by: Viewer, at: datetime) -> list[Period]:
    """Lock open periods; raises WrongStateError, naming the period, if one cannot be locked."""
    return [close_period(period=one, by=by, at=at) for one in _in_turn(periods)]


def _in_turn(periods: Iterable[Period]) -> list[Period]:
    """Everybody holds periods in one order, so that two acts never wait for each other."""
    return sorted(periods, key=lambda one: one.pk)
