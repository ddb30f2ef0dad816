"""How a body's documents begin and end."""

from typing import Self

from django.db import models
from django.db.models import Q

from plans.models.plans import Plan
from plans.models.units import Unit


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    """Letterheads."""

    def of(self, unit: Unit, plan: Plan | None = None) -> Self:
        """Keep the body's own for this plan and that for all its documents, the plan's first."""
        rows = self.filter(Q(plan=plan) | Q(plan__isnull=True), unit=unit)
        return rows.order_by(models.F("plan").asc(nulls_last=True))


class Letterhead(models.Model):
    """What a body's documents print above and below the text: kept here, typed once.

    One for all documents of the body; a plan may have its own. Texts of several lines keep them.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="letterheads", verbose_name="cơ quan"
    )
    plan = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="letterheads",
        verbose_name="riêng cho kế hoạch",
    )
    superior = models.TextField("cơ quan chủ quản", blank=True)
    issuer = models.TextField("tên cơ quan ban hành")
    symbol = models.CharField("ký hiệu cơ quan", max_length=30)
    place = models.CharField("địa danh", max_length=100)
    addressees = models.TextField("kính gửi", blank=True)
    signed_for = models.TextField("quyền hạn ký (TM., KT. …)", blank=True)
    signatory_post = models.CharField("chức vụ người ký", max_length=150)
    signatory = models.CharField("họ tên người ký", max_length=100, blank=True)
    recipients = models.TextField("nơi nhận")
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = LetterheadQuerySet.as_manager()

    WORDS = (
        "superior",
        "issuer",
        "symbol",
        "place",
        "addressees",
        "signed_for",
        "signatory_post",
        "signatory",
        "recipients",
    )
    """What is printed of it."""

    class Meta:
        verbose_name = "thể thức văn bản"
        verbose_name_plural = "thể thức văn bản"
        ordering = ("unit_id", "plan_id")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "plan"],
                name="plans_letterhead_one_per_unit_and_plan",
                violation_error_message="Cơ quan đã có thể thức riêng cho kế hoạch này.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(plan__isnull=True),
                name="plans_letterhead_one_per_unit",
                violation_error_message="Cơ quan đã có thể thức văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="plans_letterhead_versions_count_from_one",
                violation_error_message="Lần sửa được đếm từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"Thể thức văn bản của {self.unit}"
