"""Every change to tasks, progress and reports, as verbs that leave an event."""

from tasks.actions.plans import issue_plan
from tasks.actions.progress import Recorded, record_progress
from tasks.actions.refusals import ConflictError, LockedError
from tasks.actions.submissions import (
    accept_submission,
    return_submission,
    submit_report,
    take_back_acceptance,
    withdraw_submission,
)

__all__ = [
    "ConflictError",
    "LockedError",
    "Recorded",
    "accept_submission",
    "issue_plan",
    "record_progress",
    "return_submission",
    "submit_report",
    "take_back_acceptance",
    "withdraw_submission",
]
