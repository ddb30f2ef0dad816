"""What plans promise about components."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from indicators.models.frameworks import Component
from indicators.models.scores import Group
from indicators.rounding import points
from papi_portal import figures
from papi_portal.constraints import one_of
from papi_portal.text import cut
from papi_portal.wording import said
from plans.models import Plan


class TargetKind(models.TextChoices):
    """What a target promises."""

    SCORE_MIN = "score_min", "điểm từ"
    GROUP_MIN = "group_min", "nhóm từ"
    RANK_RANGE = "rank_range", "xếp hạng trong khoảng"
    FIRST_IN_REGION = "first_in_region", "dẫn đầu vùng"
    STEPS_UP = "steps_up", "tăng ít nhất số bậc"
    CHANGE = "change", "tăng, giảm số điểm"
    COUNT_IN_GROUP = "count_in_group", "số chỉ số nội dung từ nhóm"
    PERCENT_MIN = "percent_min", "tỷ lệ từ"


class Target(models.Model):
    """One promise of a plan about a component, judged on its own, with the plan's own words."""

    Kind = TargetKind

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="targets", verbose_name="kế hoạch"
    )
    component = models.ForeignKey(
        Component, on_delete=models.PROTECT, related_name="targets", verbose_name="thành phần"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại mục tiêu", max_length=16, choices=TargetKind)
    value = models.DecimalField("giá trị", max_digits=8, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(
        "đến giá trị", max_digits=8, decimal_places=4, null=True, blank=True
    )
    group = models.CharField("nhóm", max_length=3, choices=Group, blank=True)
    count = models.PositiveSmallIntegerField(
        "số lượng", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    region = models.CharField("vùng", max_length=100, blank=True)
    text = models.TextField("nguyên văn trong kế hoạch")

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        ordering = ("plan_id", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="indicators_target_one_per_position",
                violation_error_message="Hai mục tiêu của một kế hoạch không thể cùng thứ tự.",
            ),
            one_of("kind", TargetKind, name="indicators_target_kind_is_known"),
            models.CheckConstraint(
                condition=Q(group="") | Q(group__in=Group.values),
                name="indicators_target_group_is_known",
                violation_error_message="Nhóm phải là CN, TBC, TBT hoặc TN.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["group_min"], value__isnull=True) & ~Q(group="")
                | Q(kind="count_in_group", count__isnull=False) & ~Q(group="")
                | Q(kind="first_in_region") & ~Q(region="")
                | Q(
                    kind__in=["score_min", "rank_range", "steps_up", "change", "percent_min"],
                    value__isnull=False,
                ),
                name="indicators_target_states_what_its_kind_needs",
                violation_error_message="Mục tiêu thiếu giá trị, nhóm, số lượng hoặc vùng.",
            ),
            models.CheckConstraint(
                condition=Q(value_to__isnull=True)
                | Q(value__isnull=False, value_to__gte=F("value")),
                name="indicators_target_range_in_order",
                violation_error_message="Giá trị cuối khoảng không được nhỏ hơn giá trị đầu.",
            ),
        ]

    def __str__(self) -> str:
        return cut(self.text, 80)

    @property
    def promise(self) -> str:
        """What it promises, in words and figures: "điểm từ 46,40", "nhóm từ Cao nhất"."""
        value = self.value or Decimal(0)
        number = " – ".join(figures.written(one) for one in (value, self.value_to) if one)
        group = self.get_group_display()
        up, down = said("tăng {points}", points=points(value)), points(-value)
        change = up if value >= 0 else said("giảm không quá {points}", points=down)
        words: dict[str, str] = {
            TargetKind.SCORE_MIN: said("điểm từ {points}", points=points(value)),
            TargetKind.GROUP_MIN: said("nhóm từ {group}", group=group),
            TargetKind.RANK_RANGE: said("xếp hạng {number}", number=number),
            TargetKind.FIRST_IN_REGION: said("dẫn đầu vùng {region}", region=self.region),
            TargetKind.STEPS_UP: said("tăng ít nhất {number} bậc", number=number),
            TargetKind.CHANGE: said("{change} điểm", change=change),
            TargetKind.COUNT_IN_GROUP: said(
                "{count} chỉ số nội dung từ nhóm {group}", count=self.count, group=group
            ),
            TargetKind.PERCENT_MIN: said("tỷ lệ từ {share}", share=f"{number}%"),
        }
        return words[TargetKind(self.kind)]
