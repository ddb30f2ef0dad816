"""Taking the trail out is an act of its own, and stands in it."""

from datetime import datetime

from plans.access import Viewer
from plans.actions.events import home_of, leave_event
from plans.models import Event


def note_export(*, asked: str, count: int, by: Viewer, at: datetime) -> Event:
    """Write that a person downloaded part of the trail: what was asked for, and how much."""
    return leave_event(
        verb="trail.export",
        sentence=f"tải nhật ký ({asked}): {count} dòng",
        by=by,
        at=at,
        territory=home_of(by),
    )
