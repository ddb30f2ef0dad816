"""Reports as they left the house: the very files, under a number, for good."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.files import FieldFile
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
    """A unit's accepted report as issued: number, day and the files, never changed afterwards.

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
    pdf = models.FileField("tệp PDF", upload_to="issued")
    pdf_size = models.PositiveBigIntegerField("dung lượng tệp PDF (byte)")
    pdf_sha256 = models.CharField("mã băm SHA-256 của tệp PDF", max_length=64)
    word = models.FileField("tệp Word", upload_to="issued")
    word_size = models.PositiveBigIntegerField("dung lượng tệp Word (byte)")
    word_sha256 = models.CharField("mã băm SHA-256 của tệp Word", max_length=64)

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
                condition=~Q(number="")
                & ~Q(pdf="")
                & ~Q(pdf_sha256="")
                & ~Q(word="")
                & ~Q(word_sha256=""),
                name="tasks_issuedreport_is_numbered_and_kept",
                violation_error_message="Văn bản ban hành phải có số, tệp PDF và tệp Word.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo số {self.number} ngày {self.issued_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:issued-file", args=[self.pk, "pdf"])

    @property
    def name_inside(self) -> str:
        """Name as it stands inside a sentence: "báo cáo số 25/BC-UBND ngày …"."""
        name = str(self)
        return name[:1].lower() + name[1:]

    @property
    def copies(self) -> dict[str, "Copy"]:
        """What is kept of it, by the ending of the file's name."""
        return {
            "pdf": Copy(self.pdf, self.pdf_size, self.pdf_sha256),
            "docx": Copy(self.word, self.word_size, self.word_sha256),
        }


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the files in which a report was issued."""

    file: FieldFile
    size: int
    sha256: str

    @property
    def content(self) -> bytes | None:
        """The bytes that were issued; None when these are not there any more."""
        try:
            with self.file.open("rb") as stored:
                content: bytes = stored.read()
        except FileNotFoundError:
            return None
        return content if sha256(content).hexdigest() == self.sha256 else None
