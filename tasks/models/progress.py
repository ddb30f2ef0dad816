"""What was done in each period."""

from typing import Self

from django.db import models
from django.db.models import Q

from papi_portal.constraints import one_of
from plans.access import Viewer
from plans.models import Period, User
from tasks.models.tasks import Assignment, assignment_visible_to


class ProgressState(models.TextChoices):
    """State of an assignment in one period, in the users' words."""

    NOT_STARTED = "not_started", "chưa thực hiện"
    IN_PROGRESS = "in_progress", "đang thực hiện"
    DONE_IN_PERIOD = "done_in_period", "đã thực hiện trong kỳ"
    COMPLETED = "completed", "đã hoàn thành"
    NOTHING_AROSE = "nothing_arose", "không phát sinh"
    SUSPENDED = "suspended", "tạm hoãn"


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Progress records."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(assignment_visible_to(viewer, "assignment"))


class Progress(models.Model):
    """What one assignment reports for one period.

    The version counts the saves: who saves on top of an older version is told, not overwritten.
    """

    State = ProgressState

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="progress", verbose_name="giao việc"
    )
    period = models.ForeignKey(
        Period,
        on_delete=models.PROTECT,
        related_name="progress",
        verbose_name="kỳ báo cáo",
        db_index=False,  # the index below begins with it
    )
    state = models.CharField("tình hình", max_length=15, choices=ProgressState)
    result = models.TextField("kết quả thực hiện", blank=True)
    figure_done = models.DecimalField(
        "số thực hiện", max_digits=14, decimal_places=2, null=True, blank=True
    )
    figure_planned = models.DecimalField(
        "số kế hoạch", max_digits=14, decimal_places=2, null=True, blank=True
    )
    figure_unit = models.CharField("đơn vị tính", max_length=50, blank=True)
    difficulty = models.TextField("khó khăn, vướng mắc", blank=True)
    proposal = models.TextField("đề xuất, kiến nghị", blank=True)
    reason = models.TextField("lý do tạm hoãn", blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1)
    recorded_at = models.DateTimeField("lưu lúc")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    on_behalf = models.BooleanField("ghi thay mặt", default=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến độ"
        verbose_name_plural = "tiến độ"
        ordering = ("assignment_id", "period_id")
        # Records of a year are counted from this alone, without their words.
        indexes = [
            models.Index(
                fields=["period", "state", "assignment", "id"], name="tasks_progress_by_state"
            )
        ]
        constraints = [
            one_of("state", ProgressState, name="tasks_progress_state_is_known"),
            models.UniqueConstraint(
                fields=["assignment", "period"],
                name="tasks_progress_one_per_assignment_and_period",
                violation_error_message="Nhiệm vụ đã có tiến độ của kỳ này.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgressState.SUSPENDED) | ~Q(reason=""),
                name="tasks_progress_suspended_with_a_reason",
                violation_error_message="Tạm hoãn phải nêu lý do.",
            ),
            models.CheckConstraint(
                condition=Q(figure_done__isnull=True) | Q(figure_done__gte=0),
                name="tasks_progress_figure_done_not_negative",
                violation_error_message="Số thực hiện không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(figure_planned__isnull=True) | Q(figure_planned__gte=0),
                name="tasks_progress_figure_planned_not_negative",
                violation_error_message="Số kế hoạch không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="tasks_progress_versions_count_from_one",
                violation_error_message="Lần lưu được đếm từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}, {self.period}: {self.get_state_display()}"
