"""Reports as they left the house: the very file, under a number, for good."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.access import Viewer
from plans.models import Unit, User
from tasks.models.submissions import Submission


class IssuedReportQuerySet(models.QuerySet["IssuedReport"]):
    """Issued reports."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def numbered(self, unit: int, year: int, number: str) -> Self:
        return self.filter(unit=unit, year=year, number=number)


class IssuedReport(models.Model):
    """A unit's accepted report as issued: number, day and the file, never changed afterwards.

    What is wrong in it is put right by another one that amends it, on the corrected report.
    """

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="issued", verbose_name="báo cáo kỳ"
    )
    version = models.PositiveIntegerField("lần chuyển của báo cáo")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="issued_reports", verbose_name="nơi ban hành"
    )
    year = models.PositiveSmallIntegerField("năm của số văn bản")
    number = models.CharField("số, ký hiệu", max_length=50)
    issued_on = models.DateField("ngày ban hành")
    issued_at = models.DateTimeField("ghi nhận lúc")
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người ban hành"
    )
    amends = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name="sửa đổi văn bản",
    )
    file = models.FileField("tệp", upload_to="issued")
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)

    objects = IssuedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo đã ban hành"
        verbose_name_plural = "báo cáo đã ban hành"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                name="tasks_issuedreport_one_per_number",
                violation_error_message="Đơn vị đã có văn bản mang số này trong năm.",
            ),
            models.UniqueConstraint(
                fields=["submission", "version"],
                name="tasks_issuedreport_one_per_version",
                violation_error_message="Báo cáo này đã được ban hành.",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(amends__isnull=True),
                name="tasks_issuedreport_one_first",
                violation_error_message="Báo cáo đã ban hành: bản sau phải sửa đổi bản trước.",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("id")),
                name="tasks_issuedreport_amends_another",
                violation_error_message="Một văn bản không thể sửa đổi chính nó.",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(file="") & ~Q(sha256=""),
                name="tasks_issuedreport_is_numbered_and_kept",
                violation_error_message="Văn bản ban hành phải có số và tệp được lưu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo số {self.number} ngày {self.issued_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:issued-file", args=[self.pk])

    @property
    def name_inside(self) -> str:
        """Name as it stands inside a sentence: "báo cáo số 25/BC-UBND ngày …"."""
        name = str(self)
        return name[:1].lower() + name[1:]

    @property
    def file_name(self) -> str:
        return f"{self}.pdf"
