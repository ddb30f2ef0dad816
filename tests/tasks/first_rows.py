"""Good rows of models beside a plan: what was uploaded, asked for, found, answered or decided."""

from datetime import date

from django.db import models

from tasks.models import (
    Answer,
    Evidence,
    EvidenceRule,
    Finding,
    IssuedReport,
    RememberedParty,
    SignedCopy,
    SubmissionStep,
)
from tests import factories
from tests.tasks import uploads


def row_of_an_upload(name: str) -> models.Model:
    """Return an upload that waits, or what a name in one was resolved to."""
    commune = factories.commune()
    if name == "upload":
        return uploads.waiting(commune)
    unit = factories.unit(commune)
    return RememberedParty.objects.create(territory=commune, key="cong an", unit=unit)


def row_of_a_review(name: str) -> models.Model:
    """Return what those above ask for, found, answered or decided."""
    commune = factories.commune()
    if name == "rule":
        return EvidenceRule.objects.create(territory=commune, state="completed")
    if name in {"finding", "closed finding"}:
        finding = Finding(
            unit=factories.committee(commune),
            text="Chưa niêm yết công khai",
            found_on=date(2026, 5, 1),
            due_on=date(2026, 5, 1),
        )
        if name == "closed finding":
            finding.state, finding.proof = Finding.State.CLOSED, "Đã niêm yết"
            finding.answered_at = finding.checked_at = factories.NOW
            finding.answered_by = finding.checked_by = factories.user()
        finding.save()
        return finding
    if name == "reply":
        return Answer.objects.create(
            unit=factories.committee(commune),
            text="Đã bố trí kinh phí",
            answered_at=factories.NOW,
            answered_by=factories.user(),
        )
    plan, period = factories.issued_plan(commune), factories.period(commune)
    return SubmissionStep.objects.get(submission=factories.submission(plan, period))


def row_of_a_paper(name: str) -> models.Model:
    """Return a report that was or is to be issued, one that amends it, or its signed copy."""
    commune = factories.commune()
    plan, period = factories.issued_plan(commune), factories.period(commune)
    report = factories.submission(plan, period, state="accepted")
    paper = IssuedReport(
        pk=77,
        submission=report,
        version=report.version,
        unit=report.unit,
        year=2026,
        number="25/BC-UBND",
        issued_on=factories.TODAY,
        issued_at=factories.NOW,
        issued_by=factories.user(),
        pdf="issued/a",
        pdf_size=5,
        pdf_sha256="0" * 64,
        word="issued/b",
        word_size=5,
        word_sha256="0" * 64,
    )
    if name == "to be issued":
        return paper
    paper.save()
    if name == "amending":
        paper.pk, paper._state.adding = 78, True
        paper.amends_id, paper.version, paper.number = 77, report.version + 1, "31/BC-UBND"
        paper.save()
    if name == "to be signed":
        return SignedCopy(
            issued=paper,
            file="signed/a",
            file_name="Báo cáo.pdf",
            size=5,
            sha256="0" * 64,
            added_at=factories.NOW,
            added_by=paper.issued_by,
        )
    return paper


def row_of_a_file(_name: str) -> models.Model:
    """Return a file of evidence."""
    commune = factories.commune()
    assignment = factories.reporting(factories.issued_plan(commune))[0]
    progress = factories.recorded(assignment, factories.period(commune))
    return Evidence.objects.create(
        progress=progress,
        kind=Evidence.Kind.FILE,
        file="evidence/a",
        sha256="0" * 64,
        added_at=factories.NOW,
        added_by=progress.recorded_by,
    )


FIRST_MADE = (
    {"file": row_of_a_file}
    | dict.fromkeys(("upload", "remembered"), row_of_an_upload)
    | dict.fromkeys(("rule", "finding", "closed finding", "reply", "step"), row_of_a_review)
    | dict.fromkeys(("issued", "to be issued", "amending", "to be signed"), row_of_a_paper)
)
