"""What a worker does with a job: makes it, or says in words what became of it, and lives on."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError

from papi_portal import pdf
from plans import actions, background
from plans.access import Right
from plans.jobs import HopelessError, Work
from plans.models import Job
from tests import factories
from tests.plans.working import kind, somebody, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _never_asked_to_end() -> Iterator[None]:
    yield
    background.stopping.clear()


def done(job: Job) -> Job:
    """Return the job after a worker had it."""
    background.run_job.func(str(job.pk))
    return Job.objects.get(pk=job.pk)


def test_a_job_is_done_with_the_rights_of_whoever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()

    def make(work: Work) -> bytes:
        assert (work.viewer.user, work.parameters) == (person, {"plan": 7})
        assert work.viewer.may(Right.RECORD)
        work.step(1, 2)
        assert Job.objects.get().standing == "running-1-2"
        return b"PDF"

    kind(monkeypatch, make)

    job = done(wanted(person, plan=7))

    assert (job.state, job.parts_done, job.parts, job.attempts) == ("done", 2, 2, 1)


def test_a_job_of_an_account_that_was_switched_off_is_not_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doing, person = kind(monkeypatch), somebody()
    job = wanted(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    job = done(job)

    assert (job.state, job.reason) == ("failed", background.SWITCHED_OFF)
    assert doing.times == 0


def test_a_job_that_is_named_twice_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    doing = kind(monkeypatch)
    job = wanted(somebody())

    done(job)
    done(job)

    assert doing.times == 1


def test_a_cancelled_job_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    doing, person = kind(monkeypatch), somebody()
    job = wanted(person)
    actions.cancel_job(job=job, by=factories.viewer(person), at=factories.NOW)

    assert done(job).state == "cancelled"
    assert doing.times == 0


def test_a_job_that_is_cancelled_while_it_runs_ends_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = somebody()

    def make(work: Work) -> bytes:
        job = Job.objects.get()
        actions.cancel_job(job=job, by=factories.viewer(person), at=factories.NOW)
        work.step(1, 2)
        raise AssertionError("went on")

    kind(monkeypatch, make)

    job = done(wanted(person))

    assert (job.state, job.file.name) == ("cancelled", "")


@pytest.mark.usefixtures("shared_database")
def test_the_thread_that_holds_a_job_notices_a_cancel_in_the_middle_of_a_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "BEAT_SECONDS", 0.05)
    person = somebody()

    def make(work: Work) -> bytes:
        actions.cancel_job(job=Job.objects.get(), by=factories.viewer(person), at=factories.NOW)
        for _ in range(200):
            threading.Event().wait(0.05)
            work.look()
        return b""

    kind(monkeypatch, make)

    assert done(wanted(person)).state == "cancelled"


@pytest.mark.usefixtures("shared_database")
def test_a_database_that_does_not_answer_for_a_moment_does_not_end_a_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "BEAT_SECONDS", 0.02)
    asked = threading.Event()

    def gone(**_kwargs: Any) -> bool:
        asked.set()
        raise DatabaseError

    def make(work: Work) -> bytes:
        monkeypatch.setattr(actions, "hold_job", gone)
        assert asked.wait(10)
        work.look()
        return b""

    kind(monkeypatch, make)

    assert done(wanted(somebody())).is_done


def test_a_worker_that_is_asked_to_end_gives_its_job_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(work: Work) -> bytes:
        background.stopping.set()
        work.look()
        raise AssertionError("went on")

    kind(monkeypatch, make)

    job = done(wanted(somebody()))

    assert (job.state, job.attempts) == ("queued", 0)


def test_a_job_that_cannot_succeed_fails_at_once_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def make(_work: Work) -> bytes:
        raise HopelessError("Kế hoạch không còn.")

    kind(monkeypatch, make)

    job = done(wanted(somebody()))

    assert (job.state, job.reason, job.attempts) == ("failed", "Kế hoạch không còn.", 1)


def test_a_job_that_goes_wrong_is_tried_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_work: Work) -> bytes:
        raise ZeroDivisionError

    doing = kind(monkeypatch, make)
    job = wanted(somebody())

    assert [done(job).state for _ in range(4)] == ["queued", "queued", "failed", "failed"]
    assert doing.times == 3
    assert "ZeroDivision" not in Job.objects.get().reason


def test_a_kind_that_is_no_more_fails_with_a_sentence() -> None:
    assert "không còn lập loại tài liệu này" in done(wanted(somebody())).reason


def test_a_full_disk_is_told_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    kind(monkeypatch)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)

    job = done(wanted(somebody()))

    assert (job.state, job.file.name) == ("failed", "")
    assert "hết chỗ" in job.reason


POISON = {
    "memory": (
        replace(pdf.PRINTER.limits, memory=160 * 1024**2, wall_seconds=20),
        "<p>dài</p>" * 20_000,
    ),
    "time": (replace(pdf.PRINTER.limits, wall_seconds=1), "<p>dài</p>" * 20_000),
    "work": (replace(pdf.PRINTER.limits, cpu_seconds=1), "<p>dài</p>" * 20_000),
}


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@pytest.mark.parametrize("which", POISON)
def test_a_document_that_eats_memory_or_time_fails_and_the_worker_does_the_next(
    which: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    limits, html = POISON[which]

    def make(work: Work) -> bytes:
        try:
            return pdf.render_apart(html, watch=work.look)
        except pdf.TooHeavyError as error:
            raise HopelessError(str(error)) from error

    kind(monkeypatch, make)
    person = somebody()

    with monkeypatch.context() as narrow:
        narrow.setattr(pdf, "PRINTER", replace(pdf.PRINTER, limits=limits))
        heavy = done(wanted(person, plan=1))

    assert (heavy.state, heavy.attempts) == ("failed", 1)
    assert "quá dài hoặc quá nặng" in heavy.reason
    kind(monkeypatch, lambda work: pdf.render_apart("<p>ngắn</p>", watch=work.look))
    assert done(wanted(person, plan=2)).is_done


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_a_child_that_prints_is_ended_with_its_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(work: Work) -> bytes:
        background.stopping.set()
        return pdf.render_apart("<p>dài</p>" * 20_000, watch=work.look)

    kind(monkeypatch, make)

    assert done(wanted(somebody())).state == "queued"
