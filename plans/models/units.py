"""Bodies and posts that plans give work to."""

from typing import Self

from django.db import models
from django.urls import reverse

from papi_portal.constraints import one_of
from papi_portal.word_index import WordIndex
from plans.access import Viewer
from plans.models.lasting import Lasting, LastingQuerySet
from plans.models.territories import Territory


class UnitKind(models.TextChoices):
    """Kind of a body or post."""

    COMMITTEE = "committee", "Ủy ban nhân dân"
    COUNCIL = "council", "Hội đồng nhân dân"
    OFFICE = "office", "văn phòng"
    DEPARTMENT = "department", "sở, ban, ngành"
    DIVISION = "division", "phòng"
    CENTRE = "centre", "trung tâm"
    POLICE = "police", "công an"
    MILITARY = "military", "quân sự"
    FRONT = "front", "Mặt trận Tổ quốc"
    ASSOCIATION = "association", "đoàn thể"
    POST = "post", "chức danh công chức"
    SCHOOL = "school", "trường học"
    HEALTH_STATION = "health_station", "trạm y tế"
    VILLAGE = "village", "thôn, tổ dân phố"
    COMPANY = "company", "doanh nghiệp"
    OTHER = "other", "khác"


class UnitQuerySet(LastingQuerySet["Unit"]):
    """Units."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(viewer.reads_unit("") | viewer.knows_territory("territory"))

    def of(self, territory: Territory) -> Self:
        return self.filter(territory=territory)

    def committees(self) -> Self:
        return self.filter(kind=UnitKind.COMMITTEE)

    def get_by_natural_key(
        self, name: str, level: str, code: str, valid_from: str | None
    ) -> "Unit":
        territory = Territory.objects.get_by_natural_key(level, code, valid_from)
        return self.get(territory=territory, name=name)


class Unit(Lasting):
    """A body or post of a territory that leads, supports or guides tasks."""

    Kind = UnitKind
    FOUND_BY = WordIndex("plans_unit", ("name",), lists=("aliases",))

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="units", verbose_name="địa bàn"
    )
    name = models.CharField("tên", max_length=150)
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"
        ordering = ("territory__code", "pk")
        constraints = [
            *Lasting.Meta.constraints,
            one_of("kind", UnitKind, name="plans_unit_kind_is_known"),
            models.UniqueConstraint(
                fields=["territory", "name"],
                name="plans_unit_one_per_name_and_territory",
                violation_error_message="Địa bàn này đã có đơn vị cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tasks:unit-detail", args=[self.pk])

    def natural_key(self) -> tuple[str, str, str, str | None]:
        return (self.name, *self.territory.natural_key())

    natural_key.dependencies = ["plans.territory"]  # type: ignore[attr-defined]
