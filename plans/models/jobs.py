"""Work in the background: what somebody asked for, how far it is, what came of it."""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from papi_portal.constraints import one_of, together
from plans.access import Viewer
from plans.models.people import User

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=30)
"""How long a worker that is not heard of keeps its job; it is heard of every five seconds.

The moments are those of the workers' own clocks. A lease that another machine reads is renewed when
it still runs for 25 seconds, so clocks that differ by less than that take no job from a worker that
lives, and NTP keeps them together within a fraction of a second. Were they further apart, work
would be begun anew in vain, but never kept twice: each change names the run that holds the job.
"""
FORGOTTEN = timedelta(seconds=60)
"""After which a job that still waits is put to the queue again: its place there may be lost."""
SILENT = timedelta(minutes=5)
"""After which a worker counts as gone."""


class JobState(models.TextChoices):
    """Life of a job."""

    QUEUED = "queued", "đang chờ"
    RUNNING = "running", "đang lập"
    DONE = "done", "đã xong"
    FAILED = "failed", "không lập được"
    CANCELLED = "cancelled", "đã hủy"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
SHAPES = {
    JobState.QUEUED: "not_started",
    JobState.RUNNING: "in_progress",
    JobState.DONE: "completed",
    JobState.FAILED: "returned",
    JobState.CANCELLED: "suspended",
}
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep one's own: what was made for one person's eyes is for nobody else."""
        return self.filter(wanted_by=viewer.user)

    def waiting(self) -> Self:
        return self.filter(state=JobState.QUEUED)

    def ahead_of(self, job: "Job") -> Self:
        """Keep those that wait and were asked for before another one."""
        return self.waiting().filter(wanted_at__lt=job.wanted_at)

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def lost(self, at: datetime) -> Self:
        """Keep those whose worker has not been heard of for as long as it may keep them."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=at)

    def forgotten(self, at: datetime) -> Self:
        """Keep those that have been waiting for so long that the queue may have lost them."""
        return self.waiting().filter(enqueued_at__lte=at - FORGOTTEN)

    def held_by(self, holder: object) -> Self:
        return self.filter(state=JobState.RUNNING, holder=holder)

    def ended_before(self, moment: datetime) -> Self:
        return self.filter(finished_at__lt=moment)


class Job(models.Model):
    """Something that takes longer than a page may, made for a person by a worker.

    The queue only carries its number: this row says who has it (`holder`, one run of one worker)
    and until when (`lease_until`), so that nobody else begins it, and somebody does when the
    worker is gone. Of two that ask for the same (`key`), by the same person, there is one.
    """

    State = JobState

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField("loại", max_length=30)
    title = models.CharField("tài liệu", max_length=300)
    parameters = models.JSONField("yêu cầu", default=dict)
    key = models.CharField("mã yêu cầu", max_length=64)
    wanted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="jobs", verbose_name="người yêu cầu"
    )
    wanted_at = models.DateTimeField("yêu cầu lúc")
    state = models.CharField("tình trạng", max_length=10, choices=JobState, default=JobState.QUEUED)
    enqueued_at = models.DateTimeField("đưa vào hàng đợi lúc")
    attempts = models.PositiveSmallIntegerField("số lần đã làm", default=0)
    holder = models.UUIDField("lượt làm", null=True, blank=True)
    lease_until = models.DateTimeField("giữ việc đến", null=True, blank=True)
    heard_at = models.DateTimeField("có tin lúc", null=True, blank=True)
    parts_done = models.PositiveIntegerField("số phần đã xong", default=0)
    parts = models.PositiveIntegerField("số phần", default=0)
    finished_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    reason = models.TextField("lý do không lập được", blank=True)
    file = models.FileField("tệp", upload_to="jobs", blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    media_type = models.CharField("loại nội dung", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", null=True, blank=True)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True)
    reach = models.JSONField("quyền khi lập", null=True, blank=True)
    """The rights under which it was made; without them nobody gets what was made."""

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc nền"
        verbose_name_plural = "việc nền"
        ordering = ("-wanted_at", "pk")
        constraints = [
            one_of("state", JobState, name="plans_job_state_is_known"),
            models.CheckConstraint(
                condition=Q(attempts__lte=MOST_ATTEMPTS),
                name="plans_job_is_tried_three_times",
                violation_error_message="Một việc chỉ được làm lại tối đa ba lần.",
            ),
            models.CheckConstraint(
                condition=Q(parts_done__lte=F("parts")),
                name="plans_job_parts_done_are_some_of_all",
                violation_error_message="Số phần đã xong không được lớn hơn số phần.",
            ),
            models.CheckConstraint(
                condition=Q(state="running", holder__isnull=False)
                | ~Q(state="running") & Q(holder__isnull=True),
                name="plans_job_is_held_while_it_runs",
                violation_error_message="Việc đang làm, và chỉ việc đang làm, có người giữ.",
            ),
            together(
                "holder",
                "lease_until",
                name="plans_job_holder_and_until_when",
                message="Người giữ việc phải đi cùng thời hạn giữ.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished_at__isnull=False)
                | ~Q(state__in=ENDED) & Q(finished_at__isnull=True),
                name="plans_job_ended_at_a_moment",
                violation_error_message="Việc đã kết thúc phải có thời điểm kết thúc.",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(reason="") | ~Q(state="failed") & Q(reason=""),
                name="plans_job_failed_for_a_reason",
                violation_error_message="Việc không lập được phải nêu lý do.",
            ),
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(file="") & ~Q(sha256="")
                | ~Q(state="done") & Q(file="", sha256=""),
                name="plans_job_done_with_a_file",
                violation_error_message="Việc đã xong, và chỉ việc đã xong, có tệp kết quả.",
            ),
            models.UniqueConstraint(
                fields=["wanted_by", "key"],
                condition=Q(state__in=(*UNDER_WAY, JobState.DONE)),
                name="plans_job_one_for_the_same",
                violation_error_message="Đã yêu cầu đúng tài liệu này.",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="plans_job_lost")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:job-detail", args=[self.pk])

    @property
    def shape(self) -> str:
        """The shape that stands for the state, see components/shapes.html."""
        return SHAPES[JobState(self.state)]

    @property
    def words(self) -> str:
        """The state in words; of what is being made also how far it is."""
        word: str = self.get_state_display()
        is_counted = self.is_under_way and self.parts > 1
        return f"{word} {self.parts_done}/{self.parts}" if is_counted else word

    @property
    def standing(self) -> str:
        """What a page shows of the job: the same again needs no new page."""
        return f"{self.state}-{self.parts_done}-{self.parts}"

    @property
    def kept_until(self) -> date | None:
        """The last day on which the result can be fetched; None of what has none."""
        if not self.is_done or self.finished_at is None:
            return None
        return timezone.localdate(self.finished_at) + timedelta(days=settings.JOBS_KEPT_DAYS)

    @property
    def is_waiting(self) -> bool:
        return self.state == JobState.QUEUED

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def may_be_asked_again(self) -> bool:
        return self.state in {JobState.FAILED, JobState.CANCELLED}


class JobWorkerQuerySet(models.QuerySet["JobWorker"]):
    """Workers."""

    def heard(self, at: datetime) -> Self:
        return self.filter(heard_at__gt=at - SILENT)

    def silent(self, at: datetime) -> Self:
        return self.filter(heard_at__lte=at - SILENT)


class JobWorker(models.Model):
    """A process that does jobs, as long as it says that it is there; gone when it ends well."""

    name = models.CharField("tên", max_length=64, unique=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    heard_at = models.DateTimeField("có tin lúc")

    objects = JobWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến trình nền"
        verbose_name_plural = "tiến trình nền"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
