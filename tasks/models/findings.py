"""What an inspection found, until it is mended and looked at again."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from papi_portal.constraints import in_order, one_of, together
from papi_portal.text import cut
from plans.access import Viewer
from plans.models import Unit, User
from tasks.models.tasks import Assignment, Task


class FindingState(models.TextChoices):
    """Life of a finding."""

    OPEN = "open", "chờ khắc phục"
    ANSWERED = "answered", "chờ kiểm tra lại"
    CLOSED = "closed", "đã khắc phục"
    WITHDRAWN = "withdrawn", "đã rút"


def concerns(unit: Unit) -> Q:
    """Return the condition that a task is a unit's: given to it, or of a plan that it issued."""
    given = Assignment.objects.filter(unit=unit).values("task")
    return Q(plan__issuer=unit) | Q(pk__in=given)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(viewer.reads_unit("unit"))

    def overdue(self, on: date) -> Self:
        """Keep what was to be mended before a day and is not reported to be."""
        return self.filter(state=FindingState.OPEN, due_on__lt=on)


class Finding(models.Model):
    """What is wrong at a unit, until when it is to be mended, the proof, and the second look."""

    State = FindingState

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="findings", verbose_name="đơn vị được kiểm tra"
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="nhiệm vụ liên quan",
    )
    source = models.CharField("cuộc kiểm tra, văn bản", max_length=300, blank=True)
    text = models.TextField("tồn tại, hạn chế")
    found_on = models.DateField("ngày kiểm tra")
    due_on = models.DateField("khắc phục trước hoặc trong ngày")
    state = models.CharField(
        "tình trạng", max_length=10, choices=FindingState, default=FindingState.OPEN
    )
    proof = models.TextField("kết quả khắc phục", blank=True)
    answered_at = models.DateTimeField("báo cáo khắc phục lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người báo cáo",
    )
    verdict = models.TextField("ý kiến kiểm tra lại", blank=True)
    checked_at = models.DateTimeField("kiểm tra lại lúc", null=True, blank=True)
    checked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kiểm tra lại",
    )
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận kiểm tra"
        verbose_name_plural = "kết luận kiểm tra"
        ordering = ("due_on", "pk")
        constraints = [
            one_of("state", FindingState, name="tasks_finding_state_is_known"),
            in_order(
                "found_on",
                "due_on",
                name="tasks_finding_days_in_order",
                message="Hạn khắc phục không được trước ngày kiểm tra.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="tasks_finding_says_something",
                violation_error_message="Nêu tồn tại, hạn chế cần khắc phục.",
            ),
            together(
                "answered_at",
                "answered_by",
                name="tasks_finding_answered_by_someone",
                message="Báo cáo khắc phục phải ghi người báo cáo và thời điểm.",
            ),
            together(
                "checked_at",
                "checked_by",
                name="tasks_finding_checked_by_someone",
                message="Kiểm tra lại phải ghi người kiểm tra và thời điểm.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[FindingState.OPEN, FindingState.WITHDRAWN])
                | Q(answered_at__isnull=False) & ~Q(proof=""),
                name="tasks_finding_answered_with_a_proof",
                violation_error_message="Khắc phục phải kèm kết quả.",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED) | Q(checked_at__isnull=False),
                name="tasks_finding_closed_after_a_second_look",
                violation_error_message="Chỉ kết thúc sau khi kiểm tra lại.",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.WITHDRAWN)
                | Q(checked_at__isnull=False, answered_at__isnull=True) & ~Q(verdict=""),
                name="tasks_finding_withdrawn_unanswered_with_a_reason",
                violation_error_message="Chỉ rút kết luận chưa được báo cáo khắc phục, có lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {cut(self.text, 80)}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:finding-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the unit has yet to mend it."""
        return self.state == FindingState.OPEN

    @property
    def is_answered(self) -> bool:
        """Whether it waits for the second look."""
        return self.state == FindingState.ANSWERED

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was written down by mistake; `verdict` says why, by whom `checked_by`."""
        return self.state == FindingState.WITHDRAWN

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state in {FindingState.CLOSED, FindingState.WITHDRAWN}
