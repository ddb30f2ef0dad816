"""A unit's report for a period, and each step of its way."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from papi_portal.constraints import one_of, together
from plans.access import Viewer
from plans.models import Period, Plan, Unit, User


class SubmissionState(models.TextChoices):
    """State of a unit's report for a period."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "chờ duyệt"
    RETURNED = "returned", "bị trả lại"
    ACCEPTED = "accepted", "đã duyệt"


EDITABLE_STATES = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reports for periods."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the reports of readable units and of readable plans, which are few."""
        units = Unit.objects.filter(viewer.reads_unit("")).values("pk")
        plans = Plan.objects.filter(viewer.reads_territory("territory")).values("pk")
        return self.filter(Q(unit__in=units) | Q(plan__in=plans))


class Submission(models.Model):
    """A unit's report on a plan for a period, from draft to acceptance by the level above."""

    State = SubmissionState

    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.PROTECT, related_name="submissions", verbose_name="kế hoạch"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="submissions", verbose_name="đơn vị báo cáo"
    )
    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, related_name="submissions", verbose_name="kỳ báo cáo"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT
    )
    version = models.PositiveIntegerField("lần chuyển", default=1)
    results = models.TextField("kết quả thực hiện", blank=True)
    limits = models.TextField("tồn tại, hạn chế và nguyên nhân", blank=True)
    next_period = models.TextField("phương hướng kỳ tới", blank=True)
    proposals = models.TextField("đề xuất, kiến nghị", blank=True)
    comment = models.TextField("ý kiến khi trả lại", blank=True)
    leader_comment = models.TextField("ý kiến của lãnh đạo đơn vị", blank=True)
    proposed_at = models.DateTimeField("trình lãnh đạo lúc", null=True, blank=True)
    proposed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trình",
    )
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nộp",
    )
    reviewed_at = models.DateTimeField("xét duyệt lúc", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xét duyệt",
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo kỳ"
        verbose_name_plural = "báo cáo kỳ"
        ordering = ("period_id", "unit_id")
        constraints = [
            one_of("state", SubmissionState, name="tasks_submission_state_is_known"),
            models.UniqueConstraint(
                fields=["plan", "unit", "period"],
                name="tasks_submission_one_per_plan_unit_and_period",
                violation_error_message="Đơn vị đã có báo cáo của kỳ này.",
            ),
            together(
                "proposed_at",
                "proposed_by",
                name="tasks_submission_proposed_by_someone",
                message="Báo cáo đã trình phải ghi người trình và thời điểm trình.",
            ),
            together(
                "submitted_at",
                "submitted_by",
                name="tasks_submission_submitted_by_someone",
                message="Báo cáo đã nộp phải ghi người nộp và thời điểm nộp.",
            ),
            together(
                "reviewed_at",
                "reviewed_by",
                name="tasks_submission_reviewed_by_someone",
                message="Báo cáo đã xét duyệt phải ghi người xét duyệt và thời điểm.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="tasks_submission_submitted_before_review",
                violation_error_message="Báo cáo chưa nộp thì không thể chờ duyệt hoặc được duyệt.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "accepted"]) | Q(reviewed_at__isnull=False),
                name="tasks_submission_reviewed_when_decided",
                violation_error_message="Báo cáo đã duyệt hoặc trả lại phải ghi người xét duyệt.",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""),
                name="tasks_submission_returned_with_a_comment",
                violation_error_message="Trả lại phải kèm ý kiến.",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(submitted_by=models.F("reviewed_by")),
                name="tasks_submission_not_accepted_by_its_submitter",
                violation_error_message="Không ai được duyệt báo cáo do chính mình nộp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:report-detail", args=[self.plan_id, self.unit_id, self.period_id])

    @property
    def submitted_on(self) -> date | None:
        """The day on which it was handed in last: until it is given back it says what was then."""
        return timezone.localtime(self.submitted_at).date() if self.submitted_at else None


class ReturnReason(models.TextChoices):
    """Why a report is returned, to be counted."""

    INCOMPLETE = "incomplete", "chưa cập nhật đủ nhiệm vụ"
    NOT_SPECIFIC = "not_specific", "kết quả chưa cụ thể"
    WRONG_FIGURES = "wrong_figures", "số liệu chưa khớp"
    NO_EVIDENCE = "no_evidence", "thiếu minh chứng"
    WRONG_CONTENT = "wrong_content", "nội dung chưa đúng yêu cầu"
    OTHER = "other", "lý do khác"


class SubmissionStep(models.Model):
    """One step of a report's way, kept as taken: what was on time is read from it."""

    Reason = ReturnReason

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="steps", verbose_name="báo cáo kỳ"
    )
    version = models.PositiveIntegerField("lần chuyển")
    state = models.CharField("chuyển sang", max_length=10, choices=SubmissionState)
    reason = models.CharField("lý do trả lại", max_length=15, choices=ReturnReason, blank=True)
    comment = models.TextField("ý kiến", blank=True)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người thực hiện"
    )

    class Meta:
        verbose_name = "bước của báo cáo"
        verbose_name_plural = "bước của báo cáo"
        ordering = ("submission_id", "version")
        constraints = [
            one_of("state", SubmissionState, name="tasks_submissionstep_state_is_known"),
            models.UniqueConstraint(
                fields=["submission", "version"],
                name="tasks_submissionstep_one_per_version",
                violation_error_message="Bước này của báo cáo đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(reason="") & ~Q(state="returned")
                | Q(reason__in=ReturnReason.values, state="returned"),
                name="tasks_submissionstep_returned_for_a_reason",
                violation_error_message="Trả lại, và chỉ trả lại, phải nêu lý do trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission.unit}: {self.get_state_display()}"


def first_handing_in() -> Coalesce:
    """Return when a report was first handed in and not taken back before anybody read it.

    This decides what was in time. Of reports from before steps were kept only the last handing in
    is known.
    """
    taken_back = SubmissionStep.objects.filter(
        submission=OuterRef("submission"),
        version=OuterRef("version") + 1,
        state=SubmissionState.DRAFT,
    )
    steps = SubmissionStep.objects.filter(
        ~Exists(taken_back), submission=OuterRef("pk"), state=SubmissionState.SUBMITTED
    )
    known = Case(When(~Q(state=SubmissionState.DRAFT), then=F("submitted_at")))
    return Coalesce(Subquery(steps.order_by("version").values("at")[:1]), known)
