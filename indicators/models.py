"""What is measured: indexes, their versions, components, published scores and targets."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Subquery

from papi_portal.constraints import in_order, one_of
from papi_portal.text import cut
from plans.models import Plan, Territory


class IndexManager(models.Manager["Index"]):
    """Indexes."""

    def get_by_natural_key(self, code: str) -> "Index":
        return self.get(code=code)


class Index(models.Model):
    """An index that plans work to improve: PAPI, PAR INDEX, SIPAS, PCI or a province's own."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    short_name = models.CharField("tên tắt", max_length=30)
    publisher = models.CharField("cơ quan công bố", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = IndexManager()

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.short_name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Versions of indexes."""

    def measuring(self, index_code: str, year: int) -> Self:
        """Return the version of an index that measures a year, or nothing if none is known."""
        current = self.filter(Q(last_year__isnull=True) | Q(last_year__gte=year))
        return current.filter(
            index__code=index_code, territory__isnull=True, first_year__lte=year
        ).order_by("-first_year")[:1]

    def get_by_natural_key(self, code: str) -> "Framework":
        return self.get(code=code)


class Framework(models.Model):
    """One version of an index and the years it measures."""

    index = models.ForeignKey(
        Index, on_delete=models.PROTECT, related_name="frameworks", verbose_name="chỉ số"
    )
    code = models.SlugField("mã", max_length=30, unique=True)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="frameworks",
        verbose_name="bộ tiêu chí riêng của",
    )
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    source = models.TextField("nguồn, điều chưa xác nhận", blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ("index", "first_year")
        constraints = [
            in_order(
                "first_year",
                "last_year",
                name="indicators_framework_years_in_order",
                message="Năm cuối không được trước năm đầu.",
            )
        ]

    def __str__(self) -> str:
        until = self.last_year or "nay"
        return f"{self.index} {self.first_year} - {until}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class ComponentQuerySet(models.QuerySet["Component"]):
    """Components."""

    def dimensions(self) -> Self:
        return self.filter(depth=1)

    def measuring(self, index_code: str, year: int) -> Self:
        """Return the components of the version that a year is measured by."""
        framework = Framework.objects.measuring(index_code, year).values("pk")
        return self.filter(framework=Subquery(framework))

    def get_by_natural_key(self, framework: str, code: str) -> "Component":
        return self.get(framework__code=framework, code=code)


class Component(models.Model):
    """A node in the tree of a version: the whole index, a dimension, a sub-indicator, or deeper.

    Its identity is (framework, code): code 2.1 of one version is not code 2.1 of the next.
    Depth 0 is the whole index; `dimension` is the ancestor of depth 1, at depth 1 itself.
    """

    WHOLE = "0"

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="components", verbose_name="bộ tiêu chí"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="thuộc",
    )
    dimension = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chỉ số nội dung",
    )
    depth = models.PositiveSmallIntegerField("cấp")
    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=300)
    name_en = models.CharField("tên tiếng Anh", max_length=300, blank=True)
    short_name = models.CharField("tên tắt", max_length=60, blank=True)
    scale_min = models.DecimalField("điểm thấp nhất", max_digits=8, decimal_places=4)
    scale_max = models.DecimalField("điểm cao nhất", max_digits=8, decimal_places=4)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ số nội dung, chỉ số thành phần"
        verbose_name_plural = "chỉ số nội dung, chỉ số thành phần"
        ordering = ("framework", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="indicators_component_one_per_code",
                violation_error_message="Bộ tiêu chí đã có thành phần mang mã này.",
            ),
            models.CheckConstraint(
                condition=Q(scale_max__gt=F("scale_min")),
                name="indicators_component_scale_in_order",
                violation_error_message="Điểm cao nhất phải lớn hơn điểm thấp nhất.",
            ),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True, dimension__isnull=True)
                | Q(depth=1, parent__isnull=False)
                | Q(depth__gte=2, parent__isnull=False, dimension__isnull=False),
                name="indicators_component_hangs_in_the_tree",
                violation_error_message="Thành phần phải thuộc một thành phần cấp trên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}" if self.depth else self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.framework.code, self.code)

    @property
    def heading(self) -> str:
        """Short name if it has one, for narrow columns."""
        return self.short_name or self.name


class Group(models.TextChoices):
    """Group of provinces by result, as published."""

    HIGHEST = "CN", "Cao nhất"
    HIGH_AVERAGE = "TBC", "Trung bình cao"
    LOW_AVERAGE = "TBT", "Trung bình thấp"
    LOWEST = "TN", "Thấp nhất"


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
        ordering = ("plan", "position")
        constraints = [
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
