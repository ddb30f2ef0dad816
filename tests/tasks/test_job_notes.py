"""What a job's page says is what the data say: a paper that stands, a book that is out of date."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans import actions as plan_actions
from plans.background import run_job
from plans.jobs import noted
from plans.models import Job
from tasks import actions
from tasks.books import BOOK_OF_REPORTS
from tasks.models import IssuedReport
from tasks.reports import book
from tests import factories
from tests.tasks.report_pages import Facts as Report
from tests.tasks.report_pages import plain
from tests.tasks.test_issued_by_jobs import asked, facts
from tests.tasks.test_issued_list import Facts as Issued
from tests.tasks.test_issued_list import withdraw

pytestmark = pytest.mark.django_db
__all__ = ["facts"]
STANDS = "Báo cáo số 25/BC-UBND ngày 21/11/2026 đã được ban hành và lưu"


def page(facts: Report, job: Job | None = None) -> str:
    address = reverse("plans:job-detail", args=[job.pk]) if job else reverse("plans:job-list")
    return plain(factories.signed_in(facts.leader).get(address))


def cancelled_after_issuing(facts: Report, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Return a job that was cancelled when its report was issued, before its file was kept."""
    job = asked(facts)
    finish = plan_actions.finish_job

    def too_late(**given: Any) -> None:
        by = factories.viewer(facts.leader)
        plan_actions.cancel_job(job=job, by=by, at=factories.NOW)
        finish(**given)

    monkeypatch.setattr("plans.actions.finish_job", too_late)
    run_job.func(str(job.pk))
    return Job.objects.get(pk=job.pk)


def test_cancelled_job_says_that_its_report_was_issued(
    facts: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = cancelled_after_issuing(facts, monkeypatch)
    assert job.state == Job.State.CANCELLED
    assert IssuedReport.objects.standing().exists()

    shown = page(facts, job)
    assert STANDS in shown
    assert "Mở trang báo cáo" in shown
    assert "Lập lại" not in shown
    assert "văn bản đã ban hành" in page(facts)


def test_who_cancels_too_late_is_told_so_at_once(facts: Report) -> None:
    job = asked(facts)
    client = factories.signed_in(facts.leader)
    actions.issue_report(
        submission=facts.report,
        issuing=actions.Issuing("25/BC-UBND", factories.TODAY, facts.report.version),
        printed=actions.Printed(pdf=b"%PDF-", word=b"PK"),
        by=factories.viewer(facts.leader),
        at=factories.NOW,
    )

    told = plain(client.post(reverse("plans:job-cancel", args=[job.pk]), follow=True))

    assert STANDS in told
    assert "Đã hủy: " not in told


def test_job_that_failed_before_another_issued_does_not_say_that_nothing_is_issued(
    facts: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = cancelled_after_issuing(facts, monkeypatch)
    failed = {"state": "failed", "reason": "Máy chủ hết chỗ; báo cáo chưa ban hành."}
    Job.objects.filter(pk=job.pk).update(**failed)

    shown = page(facts, job)

    assert STANDS in shown
    assert "báo cáo chưa ban hành" not in shown


def test_cancelled_job_without_a_paper_or_with_a_withdrawn_one_is_only_cancelled(
    facts: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = cancelled_after_issuing(facts, monkeypatch)
    withdraw(IssuedReport.objects.get())

    assert "đã được ban hành" not in page(facts, job)
    assert "Lập lại" in page(facts, job)


class Books:
    """Communes with issued reports, and a book of them that the reviewer had made."""

    def __init__(self, communes: int = 2) -> None:
        self.issued = Issued(communes=communes)
        self.viewer = factories.viewer(self.issued.reviewer)
        self.later = factories.NOW + timedelta(hours=1)
        self.job = self.book()

    def book(self) -> Job:
        job = plan_actions.request_job(
            kind=BOOK_OF_REPORTS,
            title="Sách",
            parameters={"period": self.issued.period.pk},
            content=str(Job.objects.count()),
            by=self.viewer,
            at=factories.NOW + timedelta(minutes=1),
        )
        name = default_storage.save("jobs/a", ContentFile(b"%PDF-"))
        done = {"state": "done", "file": name, "sha256": "0" * 64, "finished_at": self.later}
        Job.objects.filter(pk=job.pk).update(**done, size=5, reach=sorted(self.viewer.reach))
        return Job.objects.get(pk=job.pk)

    def withdraw(self, paper: IssuedReport) -> None:
        by = factories.viewer(paper.issued_by)
        actions.withdraw_number(issued=paper, reason="Nhầm", by=by, at=self.later)

    def replace(self, paper: IssuedReport) -> None:
        seen: dict[str, Any] = {"submission": paper.submission, "by": self.viewer}
        back = actions.take_back_acceptance(
            version=paper.version, reason="Sai", at=self.later, **seen
        )
        again = actions.accept_submission(version=back.version, at=self.later, **seen)
        actions.issue_report(
            submission=again,
            issuing=actions.Issuing("31/BC-UBND", factories.TODAY, again.version),
            printed=actions.Printed(pdf=b"%PDF-2", word=b"PK2"),
            by=factories.viewer(paper.issued_by),
            at=self.later,
        )

    def shown(self, name: str = "plans:job-list") -> str:
        made = [self.job.pk] if name == "plans:job-detail" else []
        return plain(factories.signed_in(self.issued.reviewer).get(reverse(name, args=made)))


@pytest.fixture
def books(db: None) -> Books:
    return Books()


def test_book_says_which_of_its_papers_changed_and_is_still_given(books: Books) -> None:
    assert "từ đó" not in books.shown("plans:job-detail")
    first, second = books.issued.issued
    books.withdraw(first)
    books.replace(second)

    shown = books.shown("plans:job-detail")

    assert "Sách in lúc 11:42 21/11/2026; từ đó 2 văn bản đã thay đổi: " in shown
    assert "báo cáo số 25/BC-UBND ngày 21/11/2026 của UBND xã 1 (đã hủy số); " in shown
    assert "của UBND xã 2 (thay bằng số 31/BC-UBND)." in shown
    assert "In lại" in shown
    assert "Tải về" in shown
    assert "2 văn bản trong sách đã thay đổi" in books.shown()
    assert "Tải về" in books.shown()


def test_what_changed_before_the_book_was_asked_for_is_not_told(books: Books) -> None:
    books.withdraw(books.issued.issued[0])
    Job.objects.update(wanted_at=books.later + timedelta(minutes=1))

    assert "trong sách đã thay đổi" not in books.shown()


def test_many_changes_are_counted_after_the_first_five() -> None:
    books = Books(communes=7)
    for paper in books.issued.issued:
        books.withdraw(paper)

    note = noted(books.viewer, [books.job])[books.job.pk]

    assert note.sentence.count("(đã hủy số)") == 5
    assert note.sentence.endswith("; 2 văn bản khác.")


@pytest.mark.parametrize("jobs", [1, 4])
def test_number_of_queries_is_fixed_for_few_and_many_books(
    books: Books, jobs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for paper in books.issued.issued:
        books.withdraw(paper)
    made = [books.book() for _ in range(jobs)]

    with django_assert_num_queries(2):
        assert len(noted(books.viewer, made)) == jobs


def test_book_made_anew_after_the_same_number_was_issued_again_is_another(books: Books) -> None:
    def fingerprint() -> str:
        return book.of_reports(viewer=books.viewer, period=books.issued.period).fingerprint

    before, paper = fingerprint(), books.issued.issued[0]
    books.withdraw(paper)
    actions.issue_report(
        submission=paper.submission,
        issuing=actions.Issuing(paper.number, paper.issued_on, paper.version),
        printed=actions.Printed(pdf=b"%PDF-3", word=b"PK3"),
        by=factories.viewer(paper.issued_by),
        at=books.later,
    )

    assert fingerprint() != before
