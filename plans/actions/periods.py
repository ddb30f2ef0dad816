"""Open and close reporting periods."""

from datetime import datetime

from django.db import connection, transaction

from plans.access import Viewer
from plans.actions.events import leave_event
from plans.models import Period

PERIOD_LOCKS = 1
"""First key of our advisory locks on periods; the second is the period."""


class WrongStateError(Exception):
    """Raised when a period is not in the state that the act needs; the text says which."""


def hold_period(period_id: int, *, exclusively: bool) -> Period:
    """Return the period as it stands, held until the transaction ends.

    Savers share the hold, who closes or submits has it alone: so many save at once, and none after.
    On SQLite the immediate transaction is that hold.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if exclusively else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s, %s)", [PERIOD_LOCKS, period_id])
    return Period.objects.get(pk=period_id)


def open_period(*, period: Period, by: Viewer | None, at: datetime) -> Period:
    """Let units record progress for a planned period."""
    with transaction.atomic():
        moved = Period.objects.filter(pk=period.pk, state=Period.State.PLANNED).update(
            state=Period.State.OPEN
        )
        return _move(period, moved, "mở", by, at)


def close_period(*, period: Period, by: Viewer, at: datetime) -> Period:
    """Lock an open period: its progress can no longer change.

    Waits for the saves in flight, which share a hold on the period.
    """
    with transaction.atomic():
        hold_period(period.pk, exclusively=True)
        moved = Period.objects.filter(pk=period.pk, state=Period.State.OPEN).update(
            state=Period.State.CLOSED, closed_at=at, closed_by=by.user
        )
        return _move(period, moved, "khóa", by, at)


def _move(period: Period, moved: int, word: str, by: Viewer | None, at: datetime) -> Period:
    period.refresh_from_db()
    if not moved:
        msg = f"Không thể {word} {period.name}: kỳ này {period.get_state_display()}."
        raise WrongStateError(msg)
    leave_event(
        verb=f"period.{period.state}",
        sentence=f"{word} kỳ báo cáo {period.name}",
        by=by,
        at=at,
        about=period,
        territory=period.territory,
    )
    return period
