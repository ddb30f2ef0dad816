"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from tasks.models.progress import (
    DONE_STATES,
    EDITABLE_STATES,
    Evidence,
    Progress,
    Submission,
)
from tasks.models.tasks import Assignment, Party, Task

__all__ = [
    "DONE_STATES",
    "EDITABLE_STATES",
    "Assignment",
    "Evidence",
    "Party",
    "Progress",
    "Submission",
    "Task",
]
