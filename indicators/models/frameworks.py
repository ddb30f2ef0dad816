"""What is measured: indexes, their versions and components."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q, Subquery

from papi_portal.constraints import in_order
from papi_portal.word_index import WordIndex
from papi_portal.wording import said
from plans.access import Right, Viewer
from plans.models import Territory

PAPI = "papi"
"""Code of the index that the portal is about, and that pages begin with."""


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
        """Return the version of an index that measures a year, or nothing if none is known.

        The nation's version, and of an index that is a province's own the province's.
        """
        return (
            self.in_year(year)
            .filter(index__code=index_code)
            .order_by(F("territory").asc(nulls_first=True), "-first_year")[:1]
        )

    def in_year(self, year: int) -> Self:
        """Return the versions that measure a year."""
        current = Q(last_year__isnull=True) | Q(last_year__gte=year)
        return self.filter(current, first_year__lte=year)

    def used_in(self, territories: Collection[int]) -> Self:
        """Return the nation's versions and those that these territories alone have."""
        return self.filter(Q(territory__isnull=True) | Q(territory__in=territories))

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the nation's versions and those of provinces that the viewer knows."""
        if viewer.may(Right.ADMINISTER):
            return self
        return self.used_in(viewer.known_ids)

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
        return f"{self.index} {self.first_year} - {self.last_year or 'nay'}"

    @property
    def span(self) -> str:
        """The years it measures: "năm 2018", "2019 – 2020", "từ năm 2021"."""
        if self.last_year is None:
            return said("từ năm {year}", year=self.first_year)
        if self.last_year == self.first_year:
            return said("năm {year}", year=self.first_year)
        return f"{self.first_year} – {self.last_year}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def measures(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class ComponentQuerySet(models.QuerySet["Component"]):
    """Components."""

    def dimensions(self) -> Self:
        return self.filter(depth=1)

    def measuring(self, index_code: str, year: int) -> Self:
        """Return the components of the version that a year is measured by."""
        framework = Framework.objects.measuring(index_code, year).values("pk")
        return self.filter(framework=Subquery(framework))

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the components of the versions that the viewer sees."""
        return self.filter(framework__in=Framework.objects.visible_to(viewer))

    def choosable(self, territories: Collection[int], year: int) -> Self:
        """Return what a row of a plan may be about: the versions of its year.

        The nation's to the sub-indicators, those that the plan's territories alone have whole.
        """
        versions = Framework.objects.in_year(year).used_in(territories)
        short = Q(depth__lte=2) | Q(framework__territory__isnull=False)
        return self.filter(short, framework__in=versions)

    def get_by_natural_key(self, framework: str, code: str) -> "Component":
        return self.get(framework__code=framework, code=code)


class Component(models.Model):
    """A node in the tree of a version: the whole index, a dimension, a sub-indicator, or deeper.

    Its identity is (framework, code): code 2.1 of one version is not code 2.1 of the next.
    Depth 0 is the whole index; `dimension` is the ancestor of depth 1, at depth 1 itself.
    Where the next version measures the same thing, its component `follows` this one.
    """

    WHOLE = "0"
    FOUND_BY = WordIndex("indicators_component", ("code", "name", "short_name"))

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
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="nối tiếp",
        help_text="thành phần của bộ tiêu chí trước mà thành phần này đo tiếp, dù đổi mã, tên",
    )
    broken_years = models.JSONField(
        "năm không so được với năm trước",
        default=list,
        blank=True,
        help_text="năm mà cách đo đổi, nên điểm của mọi tỉnh cùng nhảy",
    )

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
