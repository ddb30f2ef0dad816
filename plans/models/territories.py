"""Provinces, districts and communes, and what became of them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from papi_portal.constraints import one_of
from papi_portal.word_index import WordIndex
from papi_portal.wording import said
from plans.access import Viewer
from plans.models.lasting import Lasting, LastingQuerySet


class TerritoryLevel(models.TextChoices):
    """Level of an administrative unit; the district level ended on 1/7/2025."""

    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class TerritoryQuerySet(LastingQuerySet["Territory"]):
    """Territories."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(viewer.reads_territory("") | viewer.knows_territory(""))

    def within(self, territory: "Territory") -> Self:
        """Return the territory and all below it."""
        return self.filter(
            Q(pk=territory.pk) | Q(parent=territory.pk) | Q(parent__parent=territory.pk)
        )

    def communes(self) -> Self:
        return self.filter(level=TerritoryLevel.COMMUNE)

    def coded(self, level: str, code: str, on: date) -> "Territory":
        """Return the territory that bore this official code on a day."""
        return self.in_force(on).get(level=level, code=code)

    def get_by_natural_key(self, level: str, code: str, valid_from: str | None) -> "Territory":
        return self.get(level=level, code=code, valid_from=valid_from)


class Territory(Lasting):
    """A province, district or commune as it stood from one day to another.

    Official codes were used again on 1/7/2025, so the code alone names nothing:
    a territory is known by level, code and first day.
    """

    Level = TerritoryLevel
    FOUND_BY = WordIndex("plans_territory", ("name", "code"))

    level = models.CharField("cấp", max_length=10, choices=TerritoryLevel)
    code = models.CharField("mã số", max_length=5)
    name = models.CharField("tên", max_length=100)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="trực thuộc",
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ("code", "pk")
        constraints = [
            *Lasting.Meta.constraints,
            one_of("level", TerritoryLevel, name="plans_territory_level_is_known"),
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True)
                | Q(~Q(level="province"), parent__isnull=False),
                name="plans_territory_below_a_province_has_a_parent",
                violation_error_message="Huyện, xã phải có địa bàn cấp trên; tỉnh thì không.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{2,5}$"),
                name="plans_territory_code_has_two_to_five_digits",
                violation_error_message="Mã địa bàn gồm 2 đến 5 chữ số, giữ số 0 ở đầu.",
            ),
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"],
                name="plans_territory_one_per_code_and_first_day",
                violation_error_message="Đã có địa bàn cùng cấp, cùng mã, cùng ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=Q(valid_from__isnull=True),
                name="plans_territory_one_first_per_code",
                violation_error_message="Đã có địa bàn mang mã này từ trước khi có dữ liệu.",
            ),
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=Q(valid_to__isnull=True),
                name="plans_territory_one_open_per_code",
                violation_error_message="Đã có địa bàn đang hiệu lực với mã này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tasks:territory-detail", args=[self.pk])

    def natural_key(self) -> tuple[str, str, str | None]:
        return (self.level, self.code, self.valid_from.isoformat() if self.valid_from else None)

    def line(self) -> list["Territory"]:
        """Return the territory and all above it, the province last; a query for each unread one."""
        line = [self]
        while (above := line[-1].parent) is not None:
            line.append(above)
        return line

    @property
    def bare_name(self) -> str:
        """Name without the word for its kind: "Điềm He" of "Xã Điềm He"."""
        kinds = ("Thành phố ", "Tỉnh ", "Huyện ", "Quận ", "Thị xã ", "Thị trấn ", "Phường ", "Xã ")
        kind = next((kind for kind in (*kinds, "Đặc khu ") if self.name.startswith(kind)), "")
        return self.name.removeprefix(kind)

    @property
    def end_mark(self) -> str:
        """What tells one that ended from its namesake of today: " – đến 30/06/2025"."""
        return said(" – đến {day:%d/%m/%Y}", day=self.valid_to) if self.valid_to else ""

    @property
    def name_inside(self) -> str:
        """Name as it stands inside a sentence: "xã Điềm He"."""
        return self.name[:1].lower() + self.name[1:]


class SuccessionKind(models.TextChoices):
    """How a territory passed into another."""

    KEPT = "kept", "giữ nguyên"
    RENAMED = "renamed", "đổi tên, đổi loại hình"
    WHOLE = "whole", "nhập toàn bộ"
    PART = "part", "nhập một phần"


class Succession(models.Model):
    """A link from an ended territory to one that follows it, in whole or in part."""

    Kind = SuccessionKind

    predecessor = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="succeeded_by", verbose_name="địa bàn cũ"
    )
    successor = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="preceded_by", verbose_name="địa bàn mới"
    )
    kind = models.CharField("hình thức", max_length=10, choices=SuccessionKind)
    note = models.CharField("ghi chú như công bố", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế thừa địa bàn"
        verbose_name_plural = "kế thừa địa bàn"
        ordering = ("successor__code", "predecessor__code")
        constraints = [
            one_of("kind", SuccessionKind, name="plans_succession_kind_is_known"),
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="plans_succession_one_link_per_pair",
                violation_error_message="Hai địa bàn này đã có liên kết kế thừa.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="plans_succession_joins_two_territories",
                violation_error_message="Một địa bàn không thể kế thừa chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
