"""Plan documents on their way in, and what people once decided about names in them."""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from papi_portal.constraints import one_of
from plans.access import Viewer
from plans.models import Plan, Territory, Unit, User
from tasks.models.parties import PartyGroup


def storage_name(_intake: models.Model, _name: str) -> str:
    """Return a name that says nothing: what a stranger calls a file never reaches the disk."""
    return f"plans/{uuid4().hex}"


class IntakeState(models.TextChoices):
    """Life of an uploaded document."""

    WAITING = "waiting", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã nhập"
    DISCARDED = "discarded", "đã hủy"


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Uploaded documents."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep one's own uploads, and what became a plan of a territory one reads."""
        confirmed = Q(state=IntakeState.CONFIRMED)
        return self.filter(
            Q(uploaded_by=viewer.user) | confirmed & viewer.reads_territory("territory")
        )

    def waiting(self) -> Self:
        return self.filter(state=IntakeState.WAITING)

    def expired(self, at: datetime) -> Self:
        return self.waiting().filter(uploaded_at__lte=at - _kept_for())

    def discarded(self) -> Self:
        return self.filter(state=IntakeState.DISCARDED)

    def with_plan(self) -> Self:
        return self.select_related("territory", "plan__issuer", "changes_plan", "uploaded_by")


class Intake(models.Model):
    """A plan document as uploaded and as understood, until a person confirms or discards it.

    The file stays with the plan that comes of it; `values` are those of `tasks.reading.written`,
    edited in the preview. The version counts the edits.
    """

    State = IntakeState

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="intakes", verbose_name="địa bàn"
    )
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    file_name = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp gốc", upload_to=storage_name, max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    values = models.JSONField("nội dung đọc được")
    choices = models.JSONField("lựa chọn cho các tên đơn vị", default=dict, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1)
    state = models.CharField(
        "tình trạng", max_length=10, choices=IntakeState, default=IntakeState.WAITING
    )
    decided_at = models.DateTimeField("xác nhận hoặc hủy lúc", null=True, blank=True)
    plan = models.ForeignKey(
        Plan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
        verbose_name="kế hoạch đã nhập",
    )
    changes_plan = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="changed_by_intakes",
        verbose_name="kế hoạch được sửa bằng tệp này",
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản tải lên"
        verbose_name_plural = "văn bản tải lên"
        ordering = ("-pk",)
        constraints = [
            one_of("state", IntakeState, name="tasks_intake_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=IntakeState.WAITING, decided_at__isnull=True)
                | ~Q(state=IntakeState.WAITING) & Q(decided_at__isnull=False),
                name="tasks_intake_decided_at_a_moment",
                violation_error_message="Văn bản đã xác nhận hoặc hủy phải có thời điểm.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="tasks_intake_versions_count_from_one",
                violation_error_message="Lần sửa được đếm từ 1.",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="tasks_intake_same_file")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return where it is looked at: a workbook brought back has another page."""
        page = "plan-changes" if self.changes_plan_id else "intake-detail"
        return reverse(f"tasks:{page}", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == IntakeState.WAITING

    @property
    def waits_until(self) -> date:
        """The day until which it is kept while nobody decides about it."""
        return timezone.localtime(self.uploaded_at + _kept_for()).date()


def _kept_for() -> timedelta:
    return timedelta(days=settings.UPLOADS_KEPT_DAYS)


class RememberedParty(models.Model):
    """What a name in the plans of a territory was resolved to by a person, for the next time."""

    territory = models.ForeignKey(
        Territory,
        on_delete=models.CASCADE,
        related_name="remembered_parties",
        verbose_name="địa bàn",
    )
    key = models.CharField("tên, không dấu", max_length=300)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị",
    )
    group = models.CharField("nhóm đơn vị", max_length=15, choices=PartyGroup, blank=True)

    class Meta:
        verbose_name = "cách hiểu tên đơn vị"
        verbose_name_plural = "cách hiểu tên đơn vị"
        ordering = ("territory", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "key"],
                name="tasks_rememberedparty_one_per_name",
                violation_error_message="Tên này đã có cách hiểu ở địa bàn đó.",
            ),
            models.CheckConstraint(
                condition=Q(group="") | Q(group__in=PartyGroup.values, unit__isnull=True),
                name="tasks_rememberedparty_is_a_unit_or_a_group",
                violation_error_message="Một tên là một đơn vị hoặc một nhóm, không thể là cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return self.key
