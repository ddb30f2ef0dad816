"""Open and close reporting periods."""

from datetime import datetime

from django.db import transaction

from plans.access import Viewer
from plans.actions.events import leave_event
from plans.models import Period


class WrongStateError(Exception):
    """Raised when a period is not in the state that the act needs; the text says which."""


def open_period(*, period: Period, by: Viewer | None, at: datetime) -> Period:
    """Let units record progress for a planned period."""
    with transaction.atomic():
        moved = Period.objects.filter(pk=period.pk, state=Period.State.PLANNED).update(
            state=Period.State.OPEN
        )
        return _move(period, moved, "mở", by, at)


def close_period(*, period: Period, by: Viewer, at: datetime) -> Period:
    """Lock an open period: its progress can no longer change.

    Waits for saves in flight, which hold the period's row until they are written.
    """
    with transaction.atomic():
        Period.objects.select_for_update().get(pk=period.pk)
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
