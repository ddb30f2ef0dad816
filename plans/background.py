"""The worker's side of jobs: what the queue calls, and the thread that says a job is being done.

The one place below pages and commands that reads the clock: nobody calls it but the queue.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import task

from papi_portal.wording import said
from plans import actions
from plans.jobs import KINDS, HopelessError, Kind, Made, Parameters, StoppedError
from plans.models import Job, Membership

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
"""Between two words of a worker that it still is at its job; a cancel is learned no later."""
UNKNOWN_KIND = said("Cổng không còn lập loại tài liệu này; hãy báo quản trị hệ thống.")
SWITCHED_OFF = said("Tài khoản của người yêu cầu đã bị khóa.")

stopping = threading.Event()
"""Set when the process is asked to end: what it is doing goes back to the queue."""


@task()
def run_job(job_id: str) -> None:
    """Do a job if it still waits: the queue may name one twice, or one that was cancelled."""
    job = actions.take_job(pk=UUID(job_id), holder=uuid4(), at=timezone.now())
    if job is not None:
        Run(job).go()


class Run:
    """One attempt at a job by this process: see `plans.jobs.Work`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.parameters: Parameters = job.parameters
        self.at = timezone.now()
        self.viewer = Membership.objects.all().viewer(job.wanted_by, timezone.localdate())
        self._is_lost = threading.Event()
        self._is_over = threading.Event()

    def go(self) -> None:
        """Make what is wanted and keep it, or say what became of it."""
        try:
            if not self.job.wanted_by.is_active:
                raise HopelessError(SWITCHED_OFF)
            with self._heard():
                made = self._kind().make(self)
        except StoppedError:
            actions.give_job_back(job=self.job, at=timezone.now())
        except HopelessError as error:
            actions.fail_job(job=self.job, reason=str(error), at=timezone.now())
        except Exception:
            logger.exception("Job %s (%s) went wrong", self.job.pk, self.job.kind)
            actions.try_job_again(job=self.job, at=timezone.now())
        else:
            self._keep(made)

    def step(self, done: int, of: int) -> None:
        """Say how far it is; raise StoppedError when it is to stop."""
        self.look()
        if not actions.advance_job(job=self.job, parts_done=done, parts=of, at=timezone.now()):
            raise StoppedError

    def look(self) -> None:
        """Raise StoppedError when the process ends, or the job is not its own any more."""
        if stopping.is_set() or self._is_lost.is_set():
            raise StoppedError

    def _kind(self) -> Kind:
        if self.job.kind not in KINDS:
            raise HopelessError(UNKNOWN_KIND)
        return KINDS[self.job.kind]

    def _keep(self, made: Made) -> None:
        with made.content:
            try:
                actions.finish_job(job=self.job, made=made, by=self.viewer, at=timezone.now())
            except OSError:
                logger.exception("The result of job %s could not be stored", self.job.pk)
                actions.fail_job(job=self.job, reason=made.unstored, at=timezone.now())

    @contextmanager
    def _heard(self) -> Iterator[None]:
        """Have a thread say every few seconds that the job is being done."""
        beating = threading.Thread(target=self._beat, name=f"job-{self.job.pk}", daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._is_over.set()
            beating.join()

    def _beat(self) -> None:
        try:
            while not self._is_over.wait(BEAT_SECONDS):
                self._say()
        finally:
            connection.close()

    def _say(self) -> None:
        try:
            if not actions.hold_job(job=self.job, at=timezone.now()):
                self._is_lost.set()
        except DatabaseError:  # it may be restarting; whoever holds the job is asked at the end
            logger.warning("Job %s could not be held", self.job.pk, exc_info=True)
            connection.close()
