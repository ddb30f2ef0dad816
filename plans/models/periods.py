"""Reporting periods: data, not calendar quarters."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from papi_portal.constraints import in_order, one_of, together
from plans.access import Viewer
from plans.models.people import User
from plans.models.plans import Plan, plan_visible_to
from plans.models.territories import Territory

if TYPE_CHECKING:
    from collections.abc import Iterable


class PeriodKind(models.TextChoices):
    """Kind of reporting period."""

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "6 tháng"
    NINE_MONTHS = "nine_months", "9 tháng"
    YEAR = "year", "Năm"
    ONCE = "once", "Một lần"


class PeriodState(models.TextChoices):
    """Life of a period: only an open one takes progress."""

    PLANNED = "planned", "chưa mở"
    OPEN = "open", "đang mở"
    CLOSED = "closed", "đã khóa"


DUE_IN_ORDER = (
    "Hạn nộp không được trước ngày chốt số liệu;"
    " cấp xã nộp trước hoặc cùng ngày với cấp huyện, cấp tỉnh."
)


class PeriodQuerySet(models.QuerySet["Period"]):
    """Reporting periods."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the calendars of readable territories and those above, and of readable plans."""
        calendar = viewer.reads_territory("territory") | viewer.knows_territory("territory")
        return self.filter(
            calendar & Q(plan__isnull=True)
            | Q(plan__isnull=False) & plan_visible_to(viewer, "plan")
        )

    def open(self) -> Self:
        return self.filter(state=PeriodState.OPEN)

    def latest_first(self) -> Self:
        return self.order_by("-data_to", "-pk")


def with_before(pk: int, among: PeriodQuerySet) -> "tuple[Period, Period | None]":
    """Return one of these periods, and the one before it among these: one query.

    Raises Period.DoesNotExist.
    """
    calendars = list(among.filter(territory__periods__pk=pk))
    period = next((one for one in calendars if one.pk == pk), None)
    if period is None:
        raise Period.DoesNotExist
    return period, latest_before(period, calendars)


def latest_before(period: "Period", among: "Iterable[Period]") -> "Period | None":
    """Return the period of the same calendar whose data closed last before this one's.

    Cumulative periods (6 months, 9 months, year) begin on the same day, so the closing days count;
    of two that closed on one day, the one of the same kind.
    """
    earlier = (
        one
        for one in among
        if (one.territory_id, one.plan_id) == (period.territory_id, period.plan_id)
        and one.data_to < period.data_to
    )
    return max(earlier, key=lambda one: (one.data_to, one.kind == period.kind), default=None)


class Period(models.Model):
    """A span of time on which a province's communes and departments report.

    The cut-off of the data and the days on which each level is due are separate facts.
    A period of one plan comes before the province's calendar for that plan.
    """

    Kind = PeriodKind
    State = PeriodState

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="periods", verbose_name="lịch của địa bàn"
    )
    plan = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="periods",
        verbose_name="riêng cho kế hoạch",
    )
    kind = models.CharField("loại kỳ", max_length=12, choices=PeriodKind)
    year = models.PositiveSmallIntegerField("năm")
    ordinal = models.PositiveSmallIntegerField("thứ tự trong năm", default=1)
    name = models.CharField("tên kỳ", max_length=50)
    data_from = models.DateField("số liệu từ ngày")
    data_to = models.DateField("số liệu đến ngày")
    due_commune_on = models.DateField("cấp xã nộp trước hoặc trong ngày")
    due_district_on = models.DateField("cấp huyện nộp trước hoặc trong ngày", null=True, blank=True)
    due_province_on = models.DateField("cấp tỉnh nộp trước hoặc trong ngày")
    state = models.CharField(
        "tình trạng", max_length=10, choices=PeriodState, default=PeriodState.PLANNED
    )
    closed_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người khóa",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ("-data_to", "pk")
        constraints = [
            one_of("kind", PeriodKind, name="plans_period_kind_is_known"),
            one_of("state", PeriodState, name="plans_period_state_is_known"),
            in_order(
                "data_from",
                "data_to",
                name="plans_period_data_days_in_order",
                message="Ngày chốt số liệu không được trước ngày bắt đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(due_commune_on__gte=F("data_to"))
                & Q(due_province_on__gte=F("due_commune_on"))
                & (
                    Q(due_district_on__isnull=True)
                    | Q(
                        due_district_on__gte=F("due_commune_on"),
                        due_district_on__lte=F("due_province_on"),
                    )
                ),
                name="plans_period_due_days_in_order",
                violation_error_message=DUE_IN_ORDER,
            ),
            together(
                "closed_at",
                "closed_by",
                name="plans_period_closed_by_someone",
                message="Kỳ đã khóa phải ghi người khóa và thời điểm khóa.",
            ),
            models.CheckConstraint(
                condition=Q(state=PeriodState.CLOSED, closed_at__isnull=False)
                | Q(~Q(state=PeriodState.CLOSED), closed_at__isnull=True),
                name="plans_period_closed_when_closed",
                violation_error_message="Chỉ kỳ đã khóa mới có thời điểm khóa.",
            ),
            models.UniqueConstraint(
                fields=["territory", "kind", "year", "ordinal"],
                condition=Q(plan__isnull=True),
                name="plans_period_one_per_calendar",
                violation_error_message="Lịch của địa bàn đã có kỳ này.",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "year", "ordinal"],
                condition=Q(plan__isnull=False),
                name="plans_period_one_per_plan",
                violation_error_message="Kế hoạch đã có kỳ này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tasks:period-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether progress may be recorded."""
        return self.state == PeriodState.OPEN

    def due_on(self, level: str) -> date:
        """Return the day on which this level's reports are due."""
        if level == Territory.Level.COMMUNE:
            return self.due_commune_on
        if level == Territory.Level.DISTRICT and self.due_district_on:
            return self.due_district_on
        return self.due_province_on
