"""Plans: numbered documents of a territory, what they rest on and how they are divided."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from papi_portal.constraints import one_of
from papi_portal.text import cut
from papi_portal.word_index import WordIndex
from plans.access import Viewer
from plans.models.lasting import in_force_on
from plans.models.territories import Territory
from plans.models.units import Unit

if TYPE_CHECKING:
    from datetime import date

    from plans.models.periods import Period


class PlanKind(models.TextChoices):
    """Kind of document, with the words of Nghị định 30/2020."""

    PLAN = "plan", "Kế hoạch"
    DECISION = "decision", "Quyết định"
    PROGRAMME = "programme", "Chương trình hành động"
    DIRECTIVE = "directive", "Chỉ thị"
    FRAMEWORK = "framework", "Bộ khung nhiệm vụ"


class PlanState(models.TextChoices):
    """Life of a plan."""

    DRAFT = "draft", "dự thảo"
    ISSUED = "issued", "đã ban hành"
    REPLACED = "replaced", "đã được thay thế"
    CLOSED = "closed", "đã kết thúc"


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(plan_visible_to(viewer, ""))

    def issued(self) -> Self:
        return self.filter(state=PlanState.ISSUED)

    def of_year(self, year: int) -> Self:
        """Keep those that were issued for a year, ended or not, and that none replaced."""
        kept = self.filter(state__in=[PlanState.ISSUED, PlanState.CLOSED])
        return kept.filter(year_from__lte=year, year_to__gte=year)

    def running_in(self, year: int) -> Self:
        """Keep the issued plans that are carried out in a year."""
        return self.issued().filter(year_from__lte=year, year_to__gte=year)

    def with_counts(self) -> Self:
        return self.select_related("territory", "issuer").annotate(
            task_count=Count("tasks", distinct=True)
        )

    def latest_first(self) -> Self:
        """Order by year, then by day of issue; what has no day yet comes first."""
        days = F("issued_on").desc(nulls_first=True)
        return self.order_by("-year_from", days, "territory__code", "-pk")

    def owing_in(self, period: "Period") -> Self:
        """Return the issued plans that report in this period.

        A plan's own periods come before the calendar of its province from the day the first of the
        year begins: what closed before that day is still owed as it was. One that ended
        still answers for what closed before; one that took its place begins with what closes later.
        A territory that is no more owes nothing, whoever answers for it now.
        """
        running = self.filter(runs_in(period.data_to, period.year))
        if period.plan_id:
            return running.filter(pk=period.plan_id)
        below = (
            Q(territory=period.territory_id)
            | Q(territory__parent=period.territory_id)
            | Q(territory__parent__parent=period.territory_id)
        )
        apart = self.model.objects.filter(
            periods__year=period.year, periods__data_from__lte=period.data_to
        )
        return running.filter(below).exclude(pk__in=apart.values("pk"))

    def get_by_natural_key(self, number: str, issued_on: str | None, *issuer: Any) -> "Plan":
        return self.get(
            number=number, issued_on=issued_on, issuer=Unit.objects.get_by_natural_key(*issuer)
        )


def plan_visible_to(viewer: Viewer, path: str) -> Q:
    """Return the condition that the plan at this path may be read.

    Drafts are read by those who reach the territory; what is issued also by those below it.
    """
    prefix = f"{path}__" if path else ""
    published = Q(
        **{f"{prefix}state__in": [PlanState.ISSUED, PlanState.REPLACED, PlanState.CLOSED]}
    )
    return viewer.reads_territory(f"{prefix}territory") | (
        viewer.knows_territory(f"{prefix}territory") & published
    )


def runs_in(last_day: "date", year: int) -> Q:
    """Return the condition that a plan runs in a period with this last day of data and year."""
    standing = Q(state=PlanState.ISSUED) | Q(
        state__in=[PlanState.REPLACED, PlanState.CLOSED], ended_on__gt=last_day
    )
    begun = Q(takes_over_on__isnull=True) | Q(takes_over_on__lte=last_day)
    years = Q(year_from__lte=year, year_to__gte=year)
    return standing & begun & years & in_force_on(last_day, "territory__")


class Plan(models.Model):
    """A numbered document by which a territory plans its work for one or more years."""

    Kind = PlanKind
    State = PlanState
    FOUND_BY = WordIndex("plans_plan", ("number", "subject"))

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="plans", verbose_name="địa bàn"
    )
    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="issued_plans", verbose_name="cơ quan ban hành"
    )
    kind = models.CharField("loại văn bản", max_length=10, choices=PlanKind, default=PlanKind.PLAN)
    number = models.CharField("số, ký hiệu", max_length=50, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    place = models.CharField("địa danh", max_length=100, blank=True)
    subject = models.CharField("trích yếu", max_length=500)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    state = models.CharField(
        "tình trạng", max_length=10, choices=PlanState, default=PlanState.DRAFT
    )
    opening = models.TextField("phần mở đầu", blank=True)
    closing = models.TextField("phần kết", blank=True)
    signed_for = models.CharField("ký thay mặt (TM., KT. …)", max_length=150, blank=True)
    signatory_post = models.CharField("chức vụ người ký", max_length=150, blank=True)
    signatory = models.CharField("người ký", max_length=100, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    appendix_title = models.CharField("tên phụ lục", max_length=500, blank=True)
    is_illustration = models.BooleanField("bản minh họa", default=False)
    below_due_on = models.DateField("hạn cấp dưới ban hành kế hoạch", null=True, blank=True)
    takes_over_on = models.DateField("báo cáo thay kế hoạch trước từ ngày", null=True, blank=True)
    ended_on = models.DateField("thôi báo cáo từ ngày", null=True, blank=True)
    end_reason = models.TextField("lý do kết thúc", blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ("-year_from", "territory__code", "pk")
        constraints = [
            one_of("kind", PlanKind, name="plans_plan_kind_is_known"),
            one_of("state", PlanState, name="plans_plan_state_is_known"),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="plans_plan_years_in_order",
                violation_error_message="Năm kết thúc không được trước năm bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT) | Q(issued_on__isnull=False),
                name="plans_plan_issued_on_a_day",
                violation_error_message="Kế hoạch đã ban hành phải có ngày ban hành.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["replaced", "closed"], ended_on__isnull=False)
                | ~Q(state__in=["replaced", "closed"]) & Q(ended_on__isnull=True),
                name="plans_plan_ended_on_a_day",
                violation_error_message="Chỉ kế hoạch đã thay thế, kết thúc mới có ngày kết thúc.",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(end_reason=""),
                name="plans_plan_closed_with_a_reason",
                violation_error_message="Kết thúc kế hoạch phải nêu lý do.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="plans_plan_versions_count_from_one",
                violation_error_message="Lần sửa được đếm từ 1.",
            ),
            models.UniqueConstraint(
                fields=["issuer", "kind", "number", "issued_on"],
                condition=~Q(number=""),
                name="plans_plan_one_per_number",
                violation_error_message="Cơ quan này đã có văn bản cùng loại, cùng số, cùng ngày.",
            ),
        ]

    def __str__(self) -> str:
        if self.number:
            return f"{self.get_kind_display()} số {self.number}"
        mark = " (minh họa)" if self.is_illustration else ""
        return f"{self.get_kind_display()} năm {self.years}{mark}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:plan-detail", args=[self.pk])

    def natural_key(self) -> tuple[Any, ...]:
        issued_on = self.issued_on and self.issued_on.isoformat()
        return (self.number, issued_on, *self.issuer.natural_key())

    natural_key.dependencies = ["plans.unit"]  # type: ignore[attr-defined]

    @property
    def is_draft(self) -> bool:
        """Whether its text may still change."""
        return self.state == PlanState.DRAFT

    @property
    def is_issued(self) -> bool:
        """Whether it is issued and in force: neither replaced nor closed."""
        return self.state == PlanState.ISSUED

    @property
    def years(self) -> str:
        """Years as written: "2024" or "2026 - 2030"."""
        if self.year_from == self.year_to:
            return str(self.year_from)
        return f"{self.year_from} - {self.year_to}"


class PlanRelation(models.TextChoices):
    """How a plan rests on another document."""

    RESTS_ON = "rests_on", "căn cứ"
    CARRIES_OUT = "carries_out", "thực hiện"
    CONTINUES = "continues", "tiếp tục"
    AMENDS = "amends", "sửa đổi, bổ sung"
    REPLACES = "replaces", "thay thế"

    @property
    def seen_back(self) -> str:
        """The words for it as seen from the other document."""
        return {
            "rests_on": "được viện dẫn trong",
            "carries_out": "được thực hiện bằng",
            "continues": "được tiếp tục bằng",
            "amends": "được sửa đổi, bổ sung bằng",
            "replaces": "được thay thế bằng",
        }[self.value]


class PlanBasis(models.Model):
    """One document that a plan rests on, carries out, continues, amends or replaces.

    The text is kept as the plan cites it; the document is linked when the portal holds it.
    """

    Relation = PlanRelation

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="bases", verbose_name="kế hoạch"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    relation = models.CharField("quan hệ", max_length=12, choices=PlanRelation)
    text = models.TextField("nội dung trích dẫn")
    kind = models.CharField("loại văn bản", max_length=50, blank=True)
    number = models.CharField("số, ký hiệu", max_length=50, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    issuer_name = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    document = models.ForeignKey(
        Plan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="kế hoạch trong cổng",
    )

    class Meta:
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"
        ordering = ("plan_id", "position")
        constraints = [
            one_of("relation", PlanRelation, name="plans_planbasis_relation_is_known"),
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="plans_planbasis_one_per_position",
                violation_error_message="Hai căn cứ không thể cùng thứ tự.",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | ~Q(document=F("plan")),
                name="plans_planbasis_cites_another_plan",
                violation_error_message="Một kế hoạch không thể căn cứ vào chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return cut(self.text, 80)


class SectionPart(models.TextChoices):
    """Where in the document a section stands."""

    BODY = "body", "phần chính"
    APPENDIX = "appendix", "phụ lục"


class PlanSection(models.Model):
    """A heading of the plan with its text, in the body or in the appendix.

    Label and order are kept as issued: documents jump from 4.2 to 4.4.
    """

    Part = SectionPart

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="sections", verbose_name="kế hoạch"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="thuộc mục",
    )
    part = models.CharField("phần", max_length=10, choices=SectionPart)
    position = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("ký hiệu mục", max_length=20, blank=True)
    heading = models.CharField("tiêu đề", max_length=500, blank=True)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "mục của kế hoạch"
        verbose_name_plural = "mục của kế hoạch"
        ordering = ("plan_id", "part", "position")
        constraints = [
            one_of("part", SectionPart, name="plans_plansection_part_is_known"),
            models.UniqueConstraint(
                fields=["plan", "part", "position"],
                name="plans_plansection_one_per_position",
                violation_error_message="Hai mục của một phần không thể cùng thứ tự.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Label and heading as issued: "1. Sự tham gia …"."""
        mark = "" if not self.label or self.label.endswith((")", ".")) else "."
        return f"{self.label}{mark} {self.heading}".strip()
