"""What the level above answers to difficulties."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q

from papi_portal.text import cut
from plans.access import Viewer
from plans.models import Unit, User
from tasks.models.progress import Progress

RAISED = ~Q(difficulty="", proposal="")
"""Condition that a record of progress tells of a difficulty or asks for something."""


def answers_read_along() -> "Prefetch[str]":
    """Return what reads the answers of many records of progress in one query.

    `Progress.objects.….prefetch_related(answers_read_along())`, then `record.answers.all`.
    """
    return Prefetch("answers", Answer.objects.select_related("unit"))


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers to difficulties."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what was answered to readable records."""
        return self.filter(progress__in=Progress.objects.visible_to(viewer)).distinct()


class Answer(models.Model):
    """One answer of a unit to the difficulties that one or many records tell of."""

    progress = models.ManyToManyField(
        Progress, related_name="answers", verbose_name="khó khăn được trả lời"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="answers", verbose_name="đơn vị trả lời"
    )
    text = models.TextField("nội dung trả lời")
    answered_at = models.DateTimeField("trả lời lúc")
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người trả lời"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời khó khăn"
        verbose_name_plural = "trả lời khó khăn"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="tasks_answer_says_something",
                violation_error_message="Trả lời không được để trống.",
            )
        ]

    def __str__(self) -> str:
        return cut(self.text, 80)
