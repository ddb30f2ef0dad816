"""What was done in each period, and how it is shown to be true."""

from typing import Self

from django.db import models
from django.db.models import Q

from papi_portal.constraints import one_of, together
from papi_portal.text import cut
from plans.access import Viewer
from plans.models import Period, Unit, User
from tasks.models.tasks import Assignment


class ProgressState(models.TextChoices):
    """State of an assignment in one period, in the users' words."""

    NOT_STARTED = "not_started", "chưa thực hiện"
    IN_PROGRESS = "in_progress", "đang thực hiện"
    DONE_IN_PERIOD = "done_in_period", "đã thực hiện trong kỳ"
    COMPLETED = "completed", "đã hoàn thành"
    NOTHING_AROSE = "nothing_arose", "không phát sinh"
    SUSPENDED = "suspended", "tạm hoãn"


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Progress records."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(viewer))


class Progress(models.Model):
    """What one assignment reports for one period.

    The version counts the saves: who saves on top of an older version is told, not overwritten.
    """

    State = ProgressState

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="progress", verbose_name="giao việc"
    )
    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, related_name="progress", verbose_name="kỳ báo cáo"
    )
    state = models.CharField("tình hình", max_length=15, choices=ProgressState)
    result = models.TextField("kết quả thực hiện", blank=True)
    figure_done = models.DecimalField(
        "số thực hiện", max_digits=14, decimal_places=2, null=True, blank=True
    )
    figure_planned = models.DecimalField(
        "số kế hoạch", max_digits=14, decimal_places=2, null=True, blank=True
    )
    figure_unit = models.CharField("đơn vị tính", max_length=50, blank=True)
    difficulty = models.TextField("khó khăn, vướng mắc", blank=True)
    proposal = models.TextField("đề xuất, kiến nghị", blank=True)
    reason = models.TextField("lý do tạm hoãn", blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1)
    recorded_at = models.DateTimeField("lưu lúc")
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    on_behalf = models.BooleanField("ghi thay mặt", default=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến độ"
        verbose_name_plural = "tiến độ"
        ordering = ("assignment", "period")
        constraints = [
            one_of("state", ProgressState, name="tasks_progress_state_is_known"),
            models.UniqueConstraint(
                fields=["assignment", "period"],
                name="tasks_progress_one_per_assignment_and_period",
                violation_error_message="Nhiệm vụ đã có tiến độ của kỳ này.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgressState.SUSPENDED) | ~Q(reason=""),
                name="tasks_progress_suspended_with_a_reason",
                violation_error_message="Tạm hoãn phải nêu lý do.",
            ),
            models.CheckConstraint(
                condition=Q(figure_done__isnull=True) | Q(figure_done__gte=0),
                name="tasks_progress_figure_done_not_negative",
                violation_error_message="Số thực hiện không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(figure_planned__isnull=True) | Q(figure_planned__gte=0),
                name="tasks_progress_figure_planned_not_negative",
                violation_error_message="Số kế hoạch không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="tasks_progress_versions_count_from_one",
                violation_error_message="Lần lưu được đếm từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}, {self.period}: {self.get_state_display()}"


class EvidenceKind(models.TextChoices):
    """How something is shown to be true."""

    FILE = "file", "tệp"
    DOCUMENT = "document", "số, ngày văn bản"
    EXPLANATION = "explanation", "giải trình"


class Evidence(models.Model):
    """A file, a document's number and date, or a written explanation behind a result."""

    Kind = EvidenceKind

    progress = models.ForeignKey(
        Progress, on_delete=models.PROTECT, related_name="evidence", verbose_name="tiến độ"
    )
    kind = models.CharField("loại", max_length=12, choices=EvidenceKind)
    file = models.FileField("tệp", upload_to="evidence", blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", null=True, blank=True)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True)
    number = models.CharField("số, ký hiệu văn bản", max_length=50, blank=True)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    text = models.TextField("trích yếu, giải trình", blank=True)
    added_at = models.DateTimeField("thêm lúc")
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người thêm"
    )

    class Meta:
        verbose_name = "tài liệu minh chứng"
        verbose_name_plural = "tài liệu minh chứng"
        ordering = ("progress", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="file") & ~Q(file="") & ~Q(sha256="")
                | Q(kind="document", issued_on__isnull=False) & ~Q(number="")
                | Q(kind="explanation") & ~Q(text=""),
                name="tasks_evidence_holds_what_its_kind_needs",
                violation_error_message="Minh chứng là tệp, số và ngày văn bản, hoặc giải trình.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.number or cut(self.text, 80)


class SubmissionState(models.TextChoices):
    """State of a unit's report for a period."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "chờ duyệt"
    RETURNED = "returned", "bị trả lại"
    ACCEPTED = "accepted", "đã duyệt"


EDITABLE_STATES = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})


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

    class Meta:
        verbose_name = "báo cáo kỳ"
        verbose_name_plural = "báo cáo kỳ"
        ordering = ("period", "unit")
        constraints = [
            one_of("state", SubmissionState, name="tasks_submission_state_is_known"),
            models.UniqueConstraint(
                fields=["plan", "unit", "period"],
                name="tasks_submission_one_per_plan_unit_and_period",
                violation_error_message="Đơn vị đã có báo cáo của kỳ này.",
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
