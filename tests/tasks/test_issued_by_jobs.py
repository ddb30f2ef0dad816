"""Reports that jobs issue, on a disk that is full: what the person reads is what is so."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from papi_portal import pdf
from plans import actions
from plans.background import run_job
from plans.models import Job, Membership
from tasks.actions import issued_reports as reports
from tasks.models import IssuedReport, Submission
from tasks.printing import REPORT_ISSUE
from tests import factories
from tests.tasks.report_pages import Facts

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """Return a report that was accepted; printing is quick."""
    monkeypatch.setattr(pdf, "render", lambda *_pages: b"%PDF-")
    monkeypatch.setattr(pdf, "render_apart", lambda *_pages, **_options: b"%PDF-")
    made = Facts(tasks=1)
    factories.submission(made.plan, made.period, state=Submission.State.ACCEPTED)
    return made


def asked(facts: Facts, **typed: Any) -> Job:
    """Return the job that its leader asked for."""
    whose = {"plan": facts.plan.pk, "unit": facts.plan.issuer_id, "period": facts.period.pk}
    issuing = {
        "number": "25/BC-UBND",
        "issued_on": "2026-11-21",
        "version": facts.report.version,
        "papers": 0,
    }
    return actions.request_job(
        kind=REPORT_ISSUE,
        title="Báo cáo",
        parameters={**whose, **issuing, **typed},
        content="",
        by=factories.viewer(facts.leader),
        at=factories.NOW,
    )


def done(job: Job) -> Job:
    """Return the job after a worker had it."""
    run_job.func(str(job.pk))
    return Job.objects.get(pk=job.pk)


def withdrawn(facts: Facts) -> Job:
    """Return the job that issued the report, and withdraw the number."""
    job = done(asked(facts))
    issued = IssuedReport.objects.get()
    by = factories.viewer(facts.leader)
    reports.withdraw_number(issued=issued, reason="Nhầm", by=by, at=factories.NOW)
    return job


def full_for(monkeypatch: pytest.MonkeyPatch, *, folder: str, after: int = 0) -> None:
    """Have the disk refuse all files of a folder but the first ones, each when half is written."""
    begun: list[str] = []
    save: Callable[..., str] = vars(FileSystemStorage)["_save"]

    def until_full(storage: FileSystemStorage, name: str, content: Any) -> str:
        if not name.startswith(folder):
            return save(storage, name, content)
        begun.append(name)
        if len(begun) <= after:
            return save(storage, name, content)
        Path(storage.path(name)).parent.mkdir(parents=True, exist_ok=True)
        Path(storage.path(name)).write_bytes(b"%P")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", until_full)


def stored() -> set[Path]:
    root = Path(default_storage.path(""))
    return {*root.glob("issued/*"), *root.glob("jobs/*")}


@pytest.mark.parametrize("stored_before", [0, 1], ids=["PDF", "Word"])
def test_full_disk_says_that_nothing_is_issued_and_is_not_tried_in_a_loop(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, stored_before: int
) -> None:
    full_for(monkeypatch, folder="issued", after=stored_before)
    before = stored()

    job = done(asked(facts))

    assert (job.state, job.attempts) == ("failed", 1)
    assert "Máy chủ hết chỗ" in job.reason
    assert "báo cáo chưa ban hành" in job.reason
    assert not IssuedReport.objects.exists()
    assert stored() == before


def test_what_is_issued_but_not_copied_for_the_person_is_told_as_issued(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as small:
        full_for(small, folder="jobs")
        job = done(asked(facts))

    issued = IssuedReport.objects.get()
    assert (job.state, job.attempts) == ("failed", 1)
    assert "áo cáo số 25/BC-UBND ngày 21/11/2026 đã được ban hành và lưu" in job.reason
    with monkeypatch.context() as small:
        full_for(small, folder="")
        assert "đã được ban hành và lưu" in done(asked(facts)).reason

    again = done(asked(facts))

    assert again.is_done
    assert IssuedReport.objects.get() == issued


def test_report_that_was_issued_before_the_disk_was_full_is_given(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert done(asked(facts)).is_done
    Job.objects.all().delete()

    def full(**_options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tasks.actions.issue_report", full)

    assert done(asked(facts)).is_done


def test_report_that_its_leader_sees_no_more_is_not_issued(facts: Facts) -> None:
    job = asked(facts)
    Membership.objects.all().delete()

    assert done(job).state == "failed"
    assert not IssuedReport.objects.exists()


def test_report_too_heavy_for_the_machine_fails_in_words(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heavy(*_pages: str, **_options: Any) -> None:
        raise pdf.TooHeavyError(pdf.PRINTER.heavy)

    monkeypatch.setattr(pdf, "render_apart", heavy)

    assert done(asked(facts)).reason == str(pdf.PRINTER.heavy)


def test_issued_file_that_is_damaged_is_not_given_as_issued(facts: Facts) -> None:
    assert done(asked(facts)).is_done
    Path(IssuedReport.objects.get().pdf.path).write_bytes(b"%PDF-X")
    Job.objects.all().delete()

    job = done(asked(facts))

    assert (job.state, job.attempts) == ("failed", 1)
    assert "không còn khớp mã băm" in job.reason


def test_withdrawn_paper_is_not_given_for_the_one_that_a_full_disk_refused(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn(facts)
    full_for(monkeypatch, folder="issued")

    for number in ("25/BC-UBND", "52/BC-UBND"):
        job = done(asked(facts, number=number, papers=1))
        assert (job.state, job.file.name) == ("failed", ""), number
        assert "báo cáo chưa ban hành" in job.reason
