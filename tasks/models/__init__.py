"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from tasks.models.intake import Intake, RememberedParty
from tasks.models.progress import (
    EDITABLE_STATES,
    Evidence,
    Progress,
    Submission,
)
from tasks.models.tasks import Assignment, Party, Task
from tasks.models.updates import UpdateAnswer

__all__ = [
    "EDITABLE_STATES",
    "Assignment",
    "Evidence",
    "Intake",
    "Party",
    "Progress",
    "RememberedParty",
    "Submission",
    "Task",
    "UpdateAnswer",
]
