"""What a province shows to everybody."""

from datetime import date
from typing import Self

from django.db import models

from plans.models.lasting import in_force_on
from plans.models.plans import Plan
from plans.models.territories import Territory


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Public pages of provinces."""

    def shown(self, on: date) -> Self:
        """Keep those that are switched on, of provinces that stand on this day."""
        return self.filter(in_force_on(on, "territory__"), is_shown=True)


class Publication(models.Model):
    """Whether a province shows its plans and accepted progress to everybody, and which not."""

    territory = models.OneToOneField(
        Territory, on_delete=models.PROTECT, related_name="publication", verbose_name="tỉnh"
    )
    is_shown = models.BooleanField("công khai", default=False)
    licence = models.CharField("điều kiện sử dụng dữ liệu", max_length=300, blank=True)
    kept_out = models.ManyToManyField(
        Plan, related_name="+", blank=True, verbose_name="kế hoạch không công khai"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "trang công khai"
        verbose_name_plural = "trang công khai"
        ordering = ("territory__code",)

    def __str__(self) -> str:
        return f"Trang công khai của {self.territory.name_inside}"
