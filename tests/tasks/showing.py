"""What tests of evidence share: a recorded row, its officer, and what can be put to it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from papi_portal.attachments import Attachment
from plans.models import Period, User
from tasks import actions
from tasks.models import Assignment, Evidence, Progress
from tests import factories
from tests.tasks import recording

CITED = actions.Cited("45/BC-UBND", date(2026, 11, 10), "Báo cáo kết quả")
EXPLAINED = actions.Explained("Phát trên loa truyền thanh các thôn")
Shown = Attachment | actions.Cited | actions.Explained


def attachment(content: bytes = b"%PDF", name: str = "Báo cáo.pdf") -> Attachment:
    return Attachment(name, "application/pdf", content)


class Facts(recording.Facts):
    """A row that is recorded in an open quarter, and in the quarter before."""

    def __init__(self) -> None:
        super().__init__()
        self.before = factories.period(self.commune, ordinal=3)
        self.earlier = factories.recorded(self.assignment, self.before, by=self.officer)
        self.progress: Progress = self.record()

    def add(
        self,
        shown: Shown | None = None,
        *,
        period: Period | None = None,
        assignment: Assignment | None = None,
        by: User | None = None,
    ) -> Evidence:
        return actions.add_evidence(
            assignment=assignment or self.assignment,
            period=period or self.period,
            shown=shown or attachment(),
            by=factories.viewer(by or self.officer),
            at=factories.NOW,
        )

    def reuse(self, source: Evidence, *, by: User | None = None) -> Evidence:
        return actions.reuse_evidence(
            source=source,
            assignment=self.assignment,
            period=self.period,
            by=factories.viewer(by or self.officer),
            at=factories.NOW,
        )

    def remove(self, evidence: Evidence, *, by: User | None = None) -> None:
        actions.remove_evidence(
            evidence=evidence, by=factories.viewer(by or self.officer), at=factories.NOW
        )


def stored() -> list[str]:
    """Return the names of all files of evidence on the disk."""
    folder = Path(settings.MEDIA_ROOT) / "evidence"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def stored_as(evidence: Evidence) -> str:
    """Return the name of a piece of evidence on the disk."""
    return Path(evidence.file.path).name


def kept(evidence: Evidence) -> bytes:
    """Return what is on the disk for a piece of evidence."""
    with evidence.file.open("rb") as file:
        content: Any = file.read()
    return bytes(content)
