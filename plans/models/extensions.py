"""More time: the later due days that one unit was given in one period, each kept as given."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast

from plans.access import Viewer
from plans.models.people import User
from plans.models.periods import Period
from plans.models.units import Unit


@dataclass(frozen=True, slots=True)
class MoreTime:
    """What one unit was given in one period: when, and until which day; first to last."""

    given: tuple[tuple[datetime, date], ...] = ()

    @property
    def until(self) -> date | None:
        """The day given last, which binds; None for a unit that was given none."""
        return self.given[-1][1] if self.given else None

    def due_on(self, known: date, *, handed_in_at: datetime | None = None) -> date:
        """Return the last day in time, `known` being the period's own: more time is never less.

        What was handed in is measured against what had been given by then: time given afterwards
        makes nothing timely. What is still owed has the day given last.
        """
        if not self.given:
            return known
        days = [day for at, day in self.given if handed_in_at is None or at <= handed_in_at]
        return max([known, *days[-1:]])


def may_still(period: Period, until: date | None, *, on: date) -> bool:
    """Tell whether a unit may still write on a day: the period is open, or its more time runs.

    `until` is the day given last to the unit, None for one that was given none.
    """
    if period.state == Period.State.PLANNED:
        return False
    return period.is_open or (until is not None and on <= until)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Extensions."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(viewer.reads_unit("unit"))

    def in_force(self) -> Self:
        """Keep what was given last to each unit in each period: it binds for what is still owed."""
        later = Extension.objects.filter(
            period=OuterRef("period"), unit=OuterRef("unit"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def running(self, on: date) -> Self:
        """Keep those in force whose day has not passed."""
        return self.in_force().filter(due_on__gte=on)

    def more_time(self) -> Mapping[tuple[int, int], MoreTime]:
        """Return what was given, by period and unit; nothing to who is not named: one query."""
        given = defaultdict[tuple[int, int], list[tuple[datetime, date]]](list)
        rows = self.order_by("pk").values_list("period", "unit", "granted_at", "due_on")
        for period, unit, at, day in rows:
            given[period, unit].append((at, day))
        return defaultdict(MoreTime, {key: MoreTime(tuple(days)) for key, days in given.items()})


class Extension(models.Model):
    """A later due day given to one unit in one period, and why; until then a lock is lifted.

    Each is kept: the last one binds for what is still owed.
    """

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
        ordering = ("period_id", "unit_id", "pk")
        indexes = [models.Index(fields=["period", "unit"], name="plans_extension_of_unit")]
        constraints = [
            models.CheckConstraint(
                # By the day in UTC, which both databases tell: in Vietnam it is never earlier.
                condition=Q(due_on__gte=Cast("granted_at", models.DateField())),
                name="plans_extension_ends_after_it_is_given",
                violation_error_message="Không gia hạn đến một ngày đã qua.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="plans_extension_has_a_reason",
                violation_error_message="Gia hạn phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}: đến hết ngày {self.due_on:%d/%m/%Y}"
