"""Ask for work in the background, ask again, give it up: for oneself, so without an event.

What is made is for the eyes of the person alone; acts that change what others see leave theirs.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from papi_portal.wording import said
from plans.access import Viewer
from plans.jobs import Parameters, withheld
from plans.models import Job
from plans.models.jobs import UNDER_WAY, JobState

MOST_UNDER_WAY = 10
TOO_MANY = said(
    "Đang có {count} tài liệu chưa lập xong. Hãy chờ, hoặc hủy bớt ở trang Tài liệu của tôi.",
    count=MOST_UNDER_WAY,
)


class TooManyJobsError(Exception):
    """Raised when a person asks for more at once than is fair; the text says what to do."""


def request_job(
    *, kind: str, title: str, parameters: Parameters, content: str, by: Viewer, at: datetime
) -> Job:
    """Have something made in the background; `content` tells whether it would be the same.

    What the person already waits for, or has, is given back as it stands. Raises TooManyJobsError.
    """
    asked = json.dumps([kind, dict(parameters), content], sort_keys=True)
    wanted = Job(
        kind=kind,
        title=title[:300],
        parameters=dict(parameters),
        key=sha256(asked.encode()).hexdigest(),
        wanted_by=by.user,
    )
    return _asked(wanted, by, at)


def ask_for_job_again(*, job: Job, by: Viewer, at: datetime) -> Job:
    """Have made anew what failed, was given up or is withheld; raises what `request_job` does."""
    _check_own(job, by)
    wanted = Job(
        kind=job.kind,
        title=job.title,
        parameters=job.parameters,
        key=job.key,
        wanted_by=by.user,
    )
    return _asked(wanted, by, at)


def cancel_job(*, job: Job, by: Viewer, at: datetime) -> bool:
    """Give up what waits or is being made; tell whether it was not too late for that.

    Its worker learns it the next time that it says it is there, and puts the pen down.
    """
    _check_own(job, by)
    ended = {"state": JobState.CANCELLED, "holder": None, "lease_until": None, "finished_at": at}
    return bool(Job.objects.under_way().filter(pk=job.pk).update(**ended))


@transaction.atomic
def forget_jobs(*, at: datetime) -> int:
    """Remove what ended longer ago than results are kept, with its file; return how many.

    They are kept to the end of a day, which people are told.
    """
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    before = today - timedelta(days=settings.JOBS_KEPT_DAYS)
    going = Job.objects.ended_before(before).select_for_update(skip_locked=True)
    files = {job.pk: job.file.name for job in going}
    removed, _ = Job.objects.filter(pk__in=files).delete()
    _unlink(files.values())
    return removed


def enqueue(pk: UUID) -> None:
    """Put a job to the queue, once the row is certain.

    Should the queue be out of reach, the next sweep puts it there: the row still waits.
    """
    from plans.background import run_job  # it runs actions itself

    def put() -> None:
        run_job.enqueue(str(pk))

    # No `partial`: Django asks what failed for its name.
    transaction.on_commit(put, robust=True)


def _asked(wanted: Job, by: Viewer, at: datetime) -> Job:
    """Write a job down, or return the one that is there for the same."""
    same = Job.objects.filter(
        wanted_by=by.user, key=wanted.key, state__in=(*UNDER_WAY, JobState.DONE)
    )
    known = same.first()
    if known and known.is_done and (why := withheld(known, by)):
        _take_away(known, why)
        known = None
    if known:
        return known
    if Job.objects.under_way().filter(wanted_by=by.user).count() >= MOST_UNDER_WAY:
        raise TooManyJobsError(TOO_MANY)
    wanted.wanted_at = wanted.enqueued_at = at
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
            enqueue(wanted.pk)
    except IntegrityError:  # asked in the same moment, by another click
        return same.get()
    return wanted


@transaction.atomic
def _take_away(job: Job, why: str) -> None:
    """Turn what was done into what failed, so that it can be made anew."""
    gone = {"state": JobState.FAILED, "reason": why, "file": "", "sha256": ""}
    if Job.objects.filter(pk=job.pk, state=JobState.DONE).update(**gone):
        _unlink([job.file.name])


def _unlink(names: Iterable[str | None]) -> None:
    """Remove stored results once it is certain that no row names them.

    Should the disk refuse, `sweep_uploads` comes after.
    """
    stored = [name for name in names if name]

    def unlink() -> None:
        for name in stored:
            default_storage.delete(name)

    transaction.on_commit(unlink, robust=True)


def _check_own(job: Job, by: Viewer) -> None:
    if job.wanted_by_id != by.user.pk:
        raise PermissionDenied
