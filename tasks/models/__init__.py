"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from tasks.models.progress import (
    EDITABLE_STATES,
    Evidence,
    Progress,
    Submission,
)
from tasks.models.tasks import Assignment, Party, Task

__all__ = [
    "EDITABLE_STATES",
    "Assignment",
    "Evidence",
    "Party",
    "Progress",
    "Submission",
    "Task",
]
