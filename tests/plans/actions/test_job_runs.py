"""Workers: one has a job, and when it is gone another one; what comes too late is nothing."""

from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from plans import actions
from plans.background import BEAT_SECONDS
from plans.jobs import Made
from plans.management.commands.run_jobs import LOOK_SECONDS
from plans.models import Job, JobWorker
from plans.models.jobs import LEASE
from tests import factories
from tests.plans.working import begun, finished, somebody, wanted
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db
LATER = factories.NOW + LEASE + timedelta(seconds=1)


def made(content: bytes = b"xong") -> Made:
    return Made("Kết quả.txt", "text/plain", BytesIO(content))


def stored() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "jobs"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_job_that_was_begun_is_taken_by_nobody_else() -> None:
    job = begun(wanted(somebody()))

    assert actions.take_job(pk=job.pk, holder=uuid4(), at=factories.NOW) is None
    assert (job.state, job.attempts) == ("running", 1)


@pytest.mark.usefixtures("shared_database")
def test_of_many_workers_who_take_a_job_at_once_one_gets_it() -> None:
    job = wanted(somebody())
    take = [
        partial(actions.take_job, pk=job.pk, holder=uuid4(), at=factories.NOW) for _ in range(6)
    ]

    taken = at_once(take)

    assert sum(one is not None for one in taken) == 1
    assert Job.objects.get().attempts == 1


def test_what_was_made_is_kept_with_its_hash() -> None:
    job = finished(wanted(somebody()), b"abc")

    assert job.is_done
    assert job.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (job.file_name, job.media_type, job.size) == ("Kết quả.txt", "text/plain", 3)
    with job.file.open("rb") as content:
        assert content.read() == b"abc"


def test_a_job_whose_worker_is_silent_goes_back_to_the_queue_within_a_minute(
    django_capture_on_commit_callbacks: Any,
) -> None:
    job = begun(wanted(somebody()))
    assert actions.hold_job(job=job, at=factories.NOW)

    assert actions.return_lost_jobs(at=factories.NOW + LEASE) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.return_lost_jobs(at=LATER) == 1

    assert DBTaskResult.objects.count() == 1
    assert begun(job, at=LATER).attempts == 2
    assert LEASE.total_seconds() + 2 * LOOK_SECONDS < 60


def test_a_worker_whose_clock_is_twenty_seconds_slow_keeps_its_job() -> None:
    """Heard of every few seconds, as the other machine's clock has it long ago."""
    by_its_clock = factories.NOW - timedelta(seconds=20)
    job = begun(wanted(somebody()), at=by_its_clock)
    actions.hold_job(job=job, at=by_its_clock)

    at = factories.NOW + timedelta(seconds=BEAT_SECONDS)

    assert actions.return_lost_jobs(at=at) == 0


def test_a_worker_that_is_heard_of_at_the_last_moment_keeps_its_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = begun(wanted(somebody()))
    seen: list[int] = []
    jobs = type(Job.objects.all())
    lost = jobs.lost

    def read_then_heard_of(found: Any, at: datetime) -> Any:
        read = lost(found, at)
        if not seen:
            seen.append(len(read))
            assert actions.hold_job(job=job, at=LATER)
        return read

    monkeypatch.setattr(jobs, "lost", read_then_heard_of)

    assert actions.return_lost_jobs(at=LATER) == 0
    assert seen == [1]
    assert actions.hold_job(job=job, at=LATER)


def test_a_worker_that_comes_back_too_late_changes_nothing() -> None:
    person = somebody()
    job = begun(wanted(person))
    by, before = factories.viewer(person), stored()
    actions.return_lost_jobs(at=LATER)
    other = begun(job, at=LATER)

    assert not actions.hold_job(job=job, at=LATER)
    assert not actions.advance_job(job=job, parts_done=1, parts=2, at=LATER)
    assert not actions.finish_job(job=job, made=made(), by=by, at=LATER)
    assert not actions.fail_job(job=job, reason="Hỏng", at=LATER)
    assert not actions.give_job_back(job=job, at=LATER)

    assert Job.objects.get().holder == other.holder
    assert stored() == before


def test_a_job_that_was_left_lying_three_times_has_failed() -> None:
    job = wanted(somebody())
    for attempt in (1, 2, 3):
        at = factories.NOW + attempt * 2 * LEASE
        assert begun(job, at=at).attempts == attempt
        actions.return_lost_jobs(at=at + LEASE + timedelta(seconds=1))

    job.refresh_from_db()
    assert job.state == "failed"
    assert "Đã thử 3 lần" in job.reason


def test_a_job_that_a_worker_gives_back_was_not_tried() -> None:
    job = begun(wanted(somebody()))

    assert actions.give_job_back(job=job, at=factories.NOW)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.holder) == ("queued", 0, None)


def test_a_job_that_the_queue_forgot_is_put_there_again_once_a_minute(
    django_capture_on_commit_callbacks: Any,
) -> None:
    wanted(somebody())
    for seconds in (59, 60, 70, 119, 120):
        with django_capture_on_commit_callbacks(execute=True):
            actions.return_lost_jobs(at=factories.NOW + timedelta(seconds=seconds))

    assert DBTaskResult.objects.count() == 2


def test_result_that_cannot_be_stored_leaves_no_half(monkeypatch: pytest.MonkeyPatch) -> None:
    person, before = somebody(), stored()
    job, by = begun(wanted(person)), factories.viewer(person)

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(Job.objects.all()), "held_by", full)
    with pytest.raises(OSError, match="No space left"):
        actions.finish_job(job=job, made=made(), by=by, at=factories.NOW)

    assert stored() == before


def test_workers_are_known_while_they_are_heard() -> None:
    actions.hear_worker(name="a", at=factories.NOW)
    actions.hear_worker(name="b", at=factories.NOW + timedelta(minutes=6))

    (known,) = JobWorker.objects.all()
    assert (known.name, known.started_at) == ("b", factories.NOW + timedelta(minutes=6))
    actions.dismiss_worker(name="b")
    assert not JobWorker.objects.exists()


def test_result_that_the_disk_refuses_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    person, before = somebody(), stored()
    job, by = begun(wanted(person)), factories.viewer(person)

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("papi_portal.whole_files.WholeFileStorage.save", full)
    with pytest.raises(OSError, match="No space left"):
        actions.finish_job(job=job, made=made(), by=by, at=factories.NOW)

    assert (str(job.file), stored()) == ("", before)


def test_forgotten_job_that_another_sweep_put_there_is_not_put_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at, person, put = factories.NOW + timedelta(minutes=2), somebody(), []
    wanted(person, plan=1), wanted(person, plan=2)

    def enqueue(pk: object) -> None:
        put.append(pk)
        Job.objects.update(enqueued_at=at)  # by the other sweep

    monkeypatch.setattr("plans.actions.job_runs.enqueue", enqueue)
    actions.return_lost_jobs(at=at)

    assert len(put) == 1
