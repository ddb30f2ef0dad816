"""Go on with what was reported in the period before, in every row that is still empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plans.access import Viewer
from plans.models import Period
from tasks.actions.progress import Recorded, record_progress
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import Assignment, Progress


@dataclass(frozen=True, slots=True)
class Repeat:
    """One row, and what was reported for it in the period before."""

    assignment: Assignment
    recorded: Recorded


def repeat_last(
    *, rows: Sequence[Repeat], period: Period, before: Period, by: Viewer, at: datetime
) -> list[Progress]:
    """Record the texts of the period before, each row by itself, and mark it in the trail.

    Rows that somebody filled in or that were locked meanwhile stay as they are: what is returned
    tells which were written. Raises PermissionDenied.
    """
    written = []
    for row in rows:
        try:
            progress = record_progress(
                assignment=row.assignment,
                period=period,
                recorded=row.recorded,
                version=0,
                repeats=before,
                by=by,
                at=at,
            )
        except (ConflictError, LockedError):
            continue
        written.append(progress)
    return written
