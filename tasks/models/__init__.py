"""What is done: tasks, parties, assignments, progress, evidence and submissions."""

from tasks.models.answers import Answer
from tasks.models.evidence import Evidence, EvidenceRule
from tasks.models.findings import Finding
from tasks.models.intake import Intake, RememberedParty
from tasks.models.issued import IssuedReport, SignedCopy
from tasks.models.parties import Party
from tasks.models.progress import Progress
from tasks.models.submissions import EDITABLE_STATES, Submission, SubmissionStep
from tasks.models.tasks import Assignment, Task
from tasks.models.updates import UpdateAnswer

__all__ = [
    "EDITABLE_STATES",
    "Answer",
    "Assignment",
    "Evidence",
    "EvidenceRule",
    "Finding",
    "Intake",
    "IssuedReport",
    "Party",
    "Progress",
    "RememberedParty",
    "SignedCopy",
    "Submission",
    "SubmissionStep",
    "Task",
    "UpdateAnswer",
]
