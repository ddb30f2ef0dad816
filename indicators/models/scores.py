"""What was published: scores, groups and ranks of provinces, and the regions they are ranked in."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from indicators.models.frameworks import Component
from plans.models import Territory


class Group(models.TextChoices):
    """Group of provinces by result, as published."""

    HIGHEST = "CN", "Cao nhất"
    HIGH_AVERAGE = "TBC", "Trung bình cao"
    LOW_AVERAGE = "TBT", "Trung bình thấp"
    LOWEST = "TN", "Thấp nhất"


class Region(models.Model):
    """A region of the country in which provinces compare themselves."""

    name = models.CharField("tên", max_length=100, unique=True)
    territories = models.ManyToManyField(
        Territory, related_name="regions", verbose_name="các tỉnh", blank=True
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "vùng"
        verbose_name_plural = "vùng"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class ScoreQuerySet(models.QuerySet["Score"]):
    """Published results."""

    def of_index(self, code: str) -> Self:
        return self.filter(component__framework__index__code=code)

    def of_provinces(self) -> Self:
        """Return what provinces got, without the national means."""
        return self.filter(territory__isnull=False)


class Score(models.Model):
    """A published result: a component of a territory in a year, in points of the component's scale.

    Without a territory it is the published national mean, which is not the mean of the provinces.
    """

    Group = Group

    component = models.ForeignKey(
        Component, on_delete=models.PROTECT, related_name="scores", verbose_name="thành phần"
    )
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scores",
        verbose_name="địa bàn",
    )
    year = models.PositiveSmallIntegerField("năm")
    value = models.DecimalField("điểm", max_digits=8, decimal_places=4)
    group = models.CharField("nhóm công bố", max_length=3, choices=Group, blank=True)
    rank = models.PositiveSmallIntegerField("xếp hạng", null=True, blank=True)
    ranked_of = models.PositiveSmallIntegerField("trên tổng số", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300)
    published_on = models.DateField("ngày công bố", null=True, blank=True)
    is_computed = models.BooleanField(
        "tổng tính từ các phần",
        default=False,
        help_text="không được công bố; cổng cộng các thành phần của cùng địa bàn và năm",
    )

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả công bố"
        verbose_name_plural = "kết quả công bố"
        ordering = ("year", "component", "territory")
        constraints = [
            models.CheckConstraint(
                condition=Q(group="") | Q(group__in=Group.values),
                name="indicators_score_group_is_known",
                violation_error_message="Nhóm phải là CN, TBC, TBT hoặc TN.",
            ),
            models.CheckConstraint(
                condition=Q(is_computed=False) | Q(group="", rank__isnull=True),
                name="indicators_score_computed_has_no_group",
                violation_error_message="Tổng do cổng tính không mang nhóm, hạng công bố.",
            ),
            models.CheckConstraint(
                condition=Q(territory__isnull=False) | Q(group="", rank__isnull=True),
                name="indicators_score_national_mean_has_no_group",
                violation_error_message="Trung bình cả nước không mang nhóm, hạng.",
            ),
            models.UniqueConstraint(
                fields=["component", "territory", "year"],
                name="indicators_score_one_per_territory_and_year",
                violation_error_message="Đã có điểm của thành phần này cho địa bàn và năm đó.",
            ),
            models.UniqueConstraint(
                fields=["component", "year"],
                condition=Q(territory__isnull=True),
                name="indicators_score_one_national_mean_per_year",
                violation_error_message="Đã có điểm trung bình cả nước của năm đó.",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, ranked_of__isnull=True)
                # Said aloud: a comparison with nothing is not false, so it would let the row pass.
                | Q(rank__isnull=False, ranked_of__isnull=False)
                & Q(rank__gte=1, ranked_of__gte=F("rank")),
                name="indicators_score_rank_within_its_number",
                violation_error_message="Xếp hạng phải kèm tổng số và không vượt quá tổng số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component} {self.year}: {self.value}"
