"""What workers do with jobs: a change counts only as long as this run of the job holds it."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction
from django.db.models import F

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions.jobs import enqueue
from plans.jobs import Made
from plans.models import Job, JobWorker
from plans.models.jobs import LEASE, MOST_ATTEMPTS, JobState

LET_GO = {"holder": None, "lease_until": None}
GAVE_UP = said(
    "Đã thử {attempts} lần nhưng lần nào cũng bị dừng giữa chừng. Hãy thử lại sau; nếu vẫn"
    " không được, báo quản trị hệ thống.",
    attempts=MOST_ATTEMPTS,
)


def take_job(*, pk: UUID, holder: UUID, at: datetime) -> Job | None:
    """Begin a job that waits; of several who try, one gets it and the others None."""
    taken = Job.objects.waiting().filter(pk=pk, attempts__lt=MOST_ATTEMPTS)
    begun = taken.update(
        state=JobState.RUNNING,
        holder=holder,
        lease_until=at + LEASE,
        heard_at=at,
        attempts=F("attempts") + 1,
        parts_done=0,
        parts=0,
    )
    return Job.objects.select_related("wanted_by").get(pk=pk) if begun else None


def hold_job(*, job: Job, at: datetime) -> bool:
    """Say that a job is still being worked at; tell whether it still is the worker's."""
    return _changed(job, lease_until=at + LEASE, heard_at=at)


def advance_job(*, job: Job, parts_done: int, parts: int, at: datetime) -> bool:
    """Say how far a job is; tell whether it still is the worker's."""
    return _changed(job, parts_done=parts_done, parts=parts, lease_until=at + LEASE, heard_at=at)


def finish_job(*, job: Job, made: Made, by: Viewer, at: datetime) -> bool:
    """Keep what was made; tell whether it still was the worker's: if not, nothing is kept.

    `by` is whom it was made for, with the rights under which it was made. Raises OSError when it
    cannot be stored; then no half of it is left behind.
    """
    digest = hashlib.file_digest(made.content, "sha256").hexdigest()  # type: ignore[arg-type]
    made.content.seek(0)
    file = job.file
    try:
        # By its own field, under a name that says nothing; the row is written below.
        file.save(uuid4().hex, File(made.content), save=False)
        kept = _changed(
            job,
            state=JobState.DONE,
            finished_at=at,
            parts_done=F("parts"),
            file=file.name,
            file_name=made.file_name,
            media_type=made.media_type,
            size=file.size,
            sha256=digest,
            reach=sorted(by.reach),
            **LET_GO,
        )
    except BaseException:
        _drop(job)
        raise
    if not kept:
        _drop(job)
    return kept


def fail_job(*, job: Job, reason: str, at: datetime) -> bool:
    """End a job that cannot be done, with the reason in words for the person."""
    return _changed(job, state=JobState.FAILED, reason=reason, finished_at=at, **LET_GO)


def give_job_back(*, job: Job, at: datetime) -> bool:
    """Put a job back that its worker cannot finish, because it is asked to end: no attempt."""
    return _queued(job, at, attempts=F("attempts") - 1)


def try_job_again(*, job: Job, at: datetime) -> bool:
    """Put a job back that went wrong for a reason that may pass; after three attempts it failed."""
    if job.attempts >= MOST_ATTEMPTS:
        return fail_job(job=job, reason=GAVE_UP, at=at)
    return _queued(job, at)


def return_lost_jobs(*, at: datetime) -> int:
    """Put back what dead workers held, and return how many; also what the queue forgot."""
    lost = [_take_back(job, at) for job in Job.objects.lost(at)]
    for job in Job.objects.forgotten(at):
        with transaction.atomic():
            if Job.objects.forgotten(at).filter(pk=job.pk).update(enqueued_at=at):
                enqueue(job.pk)
    return sum(lost)


def _take_back(job: Job, at: datetime) -> bool:
    """Put a lost job back, unless its worker was heard of after all; tell whether it was."""
    job.holder = uuid4()
    mine = Job.objects.lost(at).filter(pk=job.pk)
    return bool(mine.update(holder=job.holder)) and try_job_again(job=job, at=at)


def hear_worker(*, name: str, at: datetime) -> None:
    """Note that a worker is there, and forget those that have long been silent."""
    JobWorker.objects.update_or_create(
        name=name, defaults={"heard_at": at}, create_defaults={"started_at": at, "heard_at": at}
    )
    JobWorker.objects.silent(at).delete()


def dismiss_worker(*, name: str) -> None:
    """Forget a worker that ends as it should."""
    JobWorker.objects.filter(name=name).delete()


@transaction.atomic
def _queued(job: Job, at: datetime, **changed: object) -> bool:
    back = _changed(job, state=JobState.QUEUED, enqueued_at=at, **LET_GO, **changed)
    if back:
        enqueue(job.pk)
    return back


def _changed(job: Job, **changed: object) -> bool:
    """Change a job as long as this run of it holds it; tell whether it did."""
    return bool(Job.objects.held_by(job.holder).filter(pk=job.pk).update(**changed))


def _drop(job: Job) -> None:
    """Remove a stored result that no row names."""
    if job.file:
        job.file.delete(save=False)
