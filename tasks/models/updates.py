"""What a plan answered to changes in the plan above it."""

from django.db import models

from plans.models import Plan, User
from tasks.models.tasks import Task


class UpdateAnswer(models.Model):
    """A change above that a plan has answered: taken over, or left aside knowingly.

    The task is the row above as it is now, or the one that was dropped there. What is answered is
    not asked again.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="update_answers", verbose_name="kế hoạch"
    )
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="answers_below", verbose_name="nhiệm vụ ở trên"
    )
    taken = models.BooleanField("đã nhận")
    answered_at = models.DateTimeField("trả lời lúc")
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người trả lời"
    )

    class Meta:
        verbose_name = "trả lời cập nhật từ cấp trên"
        verbose_name_plural = "trả lời cập nhật từ cấp trên"
        ordering = ("plan_id", "task_id")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "task"],
                name="tasks_updateanswer_one_per_plan_and_row",
                violation_error_message="Kế hoạch đã trả lời thay đổi này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.task}"
