"""How what was done is shown to be true, and what a province asks to be shown."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from papi_portal import attachments
from papi_portal.constraints import one_of
from papi_portal.text import cut
from plans.access import Viewer
from plans.models import Period, Territory, User
from tasks.models.progress import Progress, ProgressState
from tasks.models.tasks import Assignment, assignment_visible_to


class EvidenceKind(models.TextChoices):
    """How something is shown to be true."""

    FILE = "file", "tệp"
    DOCUMENT = "document", "số, ngày văn bản"
    EXPLANATION = "explanation", "giải trình"


class ScanState(models.TextChoices):
    """What the virus scanner said of a file."""

    NONE = "none", "không quét"
    WAITING = "waiting", "chờ quét vi-rút"
    CLEAN = "clean", "đã quét, không có mã độc"
    INFECTED = "infected", "nhiễm mã độc, đã gỡ"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Pieces of evidence."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(assignment_visible_to(viewer, "progress__assignment"))

    def open_to(self, user: User) -> Self:
        """Keep what a person may open, reuse: what waits for its scan is its uploader's alone."""
        closed = Q(scan=ScanState.INFECTED) | Q(scan=ScanState.WAITING) & ~Q(added_by=user)
        return self.exclude(closed)

    def counting(self) -> Self:
        """Keep what shows something: an infected file that was taken away does not."""
        return self.exclude(scan=ScanState.INFECTED)

    def of_file(self, sha256: str) -> Self:
        """Keep all that names one file, stored once or several times."""
        return self.filter(kind=EvidenceKind.FILE, sha256=sha256)

    def waiting_for_scan(self) -> Self:
        return self.filter(scan=ScanState.WAITING)

    def stored(self) -> Self:
        return self.filter(kind=EvidenceKind.FILE).exclude(file="")

    def of_row(self, assignment: Assignment, period: Period) -> Self:
        return self.filter(progress__assignment=assignment, progress__period=period)

    def reusable_for(self, assignment: Assignment, period: Period) -> Self:
        """Keep what showed the same task, or the one it comes from, in earlier periods."""
        same = Q(pk=assignment.pk)
        if assignment.task.origin_id:
            same |= Q(task=assignment.task.origin_id)
        rows = Assignment.objects.filter(same).order_by().values("pk")
        return self.filter(
            progress__assignment__among_few=rows, progress__period__data_to__lt=period.data_to
        )


class Evidence(models.Model):
    """A file, a document's number and date, or a written explanation behind a result."""

    Kind = EvidenceKind
    Scan = ScanState

    progress = models.ForeignKey(
        Progress, on_delete=models.PROTECT, related_name="evidence", verbose_name="tiến độ"
    )
    kind = models.CharField("loại", max_length=12, choices=EvidenceKind)
    file = models.FileField("tệp", upload_to="evidence", blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    media_type = models.CharField("loại nội dung", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", null=True, blank=True)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True)
    scan = models.CharField("quét vi-rút", max_length=10, choices=ScanState, default=ScanState.NONE)
    number = models.CharField("số, ký hiệu văn bản", max_length=50, blank=True)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    text = models.TextField("trích yếu, giải trình", blank=True)
    added_at = models.DateTimeField("thêm lúc")
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người thêm"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu minh chứng"
        verbose_name_plural = "tài liệu minh chứng"
        ordering = ("progress_id", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="file") & (Q(scan="infected") | ~Q(file="")) & ~Q(sha256="")
                | Q(kind="document", issued_on__isnull=False) & ~Q(number="")
                | Q(kind="explanation") & ~Q(text=""),
                name="tasks_evidence_holds_what_its_kind_needs",
                violation_error_message="Minh chứng là tệp, số và ngày văn bản, hoặc giải trình.",
            ),
            one_of("scan", ScanState, name="tasks_evidence_scan_is_known"),
            models.CheckConstraint(
                condition=Q(scan=ScanState.NONE) | Q(kind="file"),
                name="tasks_evidence_only_files_are_scanned",
                violation_error_message="Chỉ tệp mới được quét vi-rút.",
            ),
            models.CheckConstraint(
                condition=~Q(scan=ScanState.INFECTED) | Q(file=""),
                name="tasks_evidence_infected_file_is_gone",
                violation_error_message="Tệp nhiễm mã độc phải được gỡ khỏi nơi lưu.",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="tasks_evidence_same_file"),
            models.Index(
                fields=["scan"], condition=Q(scan="waiting"), name="tasks_evidence_to_be_scanned"
            ),
            models.Index(
                fields=["progress"], condition=Q(scan="infected"), name="tasks_evidence_infected"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.number or cut(self.text, 80)

    def get_absolute_url(self) -> str:
        return reverse("tasks:evidence-file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        return self.media_type in attachments.SHOWN_INLINE

    @property
    def is_waiting(self) -> bool:
        """Whether its file still waits to be scanned."""
        return self.scan == ScanState.WAITING

    def is_hidden_from(self, user: User) -> bool:
        """Whether this person is told nothing of it but that it waits for its scan."""
        return self.is_waiting and self.added_by_id != user.pk

    @property
    def is_removed(self) -> bool:
        """Whether its file was infected and is gone; the row stays and says so."""
        return self.scan == ScanState.INFECTED


class EvidenceRule(models.Model):
    """What a province asks: that a result in this state is shown by some evidence."""

    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="evidence_rules", verbose_name="địa bàn"
    )
    state = models.CharField("tình hình", max_length=15, choices=ProgressState)

    class Meta:
        verbose_name = "yêu cầu minh chứng"
        verbose_name_plural = "yêu cầu minh chứng"
        ordering = ("territory", "state")
        constraints = [
            one_of("state", ProgressState, name="tasks_evidencerule_state_is_known"),
            models.UniqueConstraint(
                fields=["territory", "state"],
                name="tasks_evidencerule_one_per_state",
                violation_error_message="Đã yêu cầu minh chứng cho tình hình này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.get_state_display()}"


def unproved(territory: int, path: str = "") -> Q:
    """Return the condition that the record at this path lacks the evidence a province asks for."""
    asked = EvidenceRule.objects.filter(territory=territory).order_by().values("state")
    proof = Evidence.objects.counting().filter(progress=OuterRef(path or "pk")).order_by()
    return Q(**{f"{path}__state__in" if path else "state__in": asked}) & ~Q(Exists(proof))
