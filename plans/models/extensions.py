"""More time: one unit's later due day in one period."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from plans.access import Viewer
from plans.models.people import User
from plans.models.periods import Period
from plans.models.units import Unit


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Extensions."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(viewer.reads_unit("unit"))

    def running(self, on: date) -> Self:
        """Keep those whose new due day has not passed."""
        return self.filter(due_on__gte=on)


class Extension(models.Model):
    """A later due day for one unit in one period, with the reason; until then a lock is lifted."""

    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, related_name="extensions", verbose_name="kỳ báo cáo"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="extensions", verbose_name="đơn vị"
    )
    due_on = models.DateField("gia hạn đến hết ngày")
    reason = models.TextField("lý do")
    granted_at = models.DateTimeField("gia hạn lúc")
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người gia hạn"
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ("period", "unit")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"],
                name="plans_extension_one_per_period_and_unit",
                violation_error_message="Đơn vị đã được gia hạn trong kỳ này.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="plans_extension_has_a_reason",
                violation_error_message="Gia hạn phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}: đến hết ngày {self.due_on:%d/%m/%Y}"
