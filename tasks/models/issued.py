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

STANDING = Q(withdrawn_at__isnull=True)


class Withdrawable(models.Model):
    """What is never changed, but may be withdrawn: once, by somebody, for a reason."""

    withdrawn_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người hủy",
    )
    withdrawn_for = models.TextField("lý do hủy", blank=True)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def _for_a_reason(*, name: str, message: str) -> models.CheckConstraint:
    """Return the rule that a withdrawal says who, when and why."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
        | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_for=""),
        name=name,
        violation_error_message=message,
    )


class IssuedReportQuerySet(models.QuerySet["IssuedReport"]):
    """Issued reports."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def standing(self) -> Self:
        """Keep those whose number was not withdrawn."""
        return self.filter(STANDING)

    def withdrawn(self) -> Self:
        """Keep those whose number was withdrawn."""
        return self.exclude(STANDING)

    def current(self) -> Self:
        """Keep the standing ones that say what their reports say today."""
        return self.standing().filter(version=F("submission__version"))

    def as_it_stands(self, *, plan: int, unit: int, period: int) -> "IssuedReport | None":
        """Return the paper that a report still is, which is handed out and not printed again."""
        # By `id`: of a number that no column holds, Django then knows that nothing is found.
        ours = {"plan__id": plan, "unit__id": unit, "period__id": period}
        return self.current().filter(**{f"submission__{k}": pk for k, pk in ours.items()}).first()

    def numbered(self, unit: int, year: int, number: str) -> Self:
        return self.standing().filter(unit=unit, year=year, number=number)

    def with_papers(self) -> Self:
        """Add what a page says of each: people, signed copies, what it amends: two queries."""
        signed = SignedCopy.objects.select_related("added_by", "withdrawn_by")
        people = self.select_related("issued_by", "withdrawn_by", "amends")
        return people.prefetch_related(models.Prefetch("signed", signed))


class IssuedReport(Withdrawable):
    """A unit's accepted report as issued: number, day and the files, never changed afterwards.

    The database refuses to change or remove one (migration 0009). A wrong number or day is
    withdrawn, once; a wrong content is put right by another one that amends it.
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
    amends = models.ForeignKey(
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
                condition=STANDING,
                name="tasks_issuedreport_one_per_number",
                violation_error_message="Đơn vị đã có văn bản mang số này trong năm.",
            ),
            models.UniqueConstraint(
                fields=["submission", "version"],
                condition=STANDING,
                name="tasks_issuedreport_one_per_version",
                violation_error_message="Báo cáo này đã được ban hành.",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=STANDING & Q(amends__isnull=True),
                name="tasks_issuedreport_one_first",
                violation_error_message="Báo cáo đã ban hành: bản sau phải sửa đổi bản trước.",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=STANDING,
                name="tasks_issuedreport_amended_once",
                violation_error_message="Văn bản này đã được sửa đổi bởi một văn bản khác.",
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
            _for_a_reason(
                name="tasks_issuedreport_withdrawn_for_a_reason",
                message="Hủy số văn bản phải ghi ai hủy, lúc nào, vì sao.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo số {self.number} ngày {self.issued_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:issued-file", args=[self.pk, "pdf"])

    @property
    def standing_copies(self) -> list["SignedCopy"]:
        """Its signed copies but for those that were withdrawn, the last one first."""
        return [one for one in self.signed.all() if not one.is_withdrawn]

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


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    """Signed copies."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(issued__in=IssuedReport.objects.visible_to(viewer))

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(STANDING)

    def withdrawn(self) -> Self:
        """Keep those that were withdrawn, whose files are gone."""
        return self.exclude(STANDING)


class SignedCopy(Withdrawable):
    """An issued report as it was signed or stamped, sent in afterwards and kept beside the print.

    The database refuses to change or remove one (migration 0011); a wrong one is withdrawn, once:
    its row stays, its file is destroyed. Of those that stand the one that came in last counts.
    """

    issued = models.ForeignKey(
        IssuedReport, on_delete=models.PROTECT, related_name="signed", verbose_name="văn bản"
    )
    file = models.FileField("tệp", upload_to="signed")
    file_name = models.CharField("tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    added_at = models.DateTimeField("tải lên lúc")
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đã ký"
        verbose_name_plural = "bản đã ký"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(sha256=""),
                name="tasks_signedcopy_is_kept",
                violation_error_message="Bản đã ký phải có tệp và mã băm.",
            ),
            _for_a_reason(
                name="tasks_signedcopy_withdrawn_for_a_reason",
                message="Gỡ bản đã ký phải ghi ai gỡ, lúc nào, vì sao.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issued}, bản đã ký"

    def get_absolute_url(self) -> str:
        return reverse("tasks:signed-file", args=[self.pk])

    @property
    def copy(self) -> "Copy":
        """The file as it came in."""
        return Copy(self.file, self.size, self.sha256)


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the files in which a report was issued, or came back signed."""

    file: FieldFile
    size: int
    sha256: str

    @property
    def content(self) -> bytes | None:
        """The bytes that were kept; None when these are not there any more."""
        try:
            with self.file.open("rb") as stored:
                content: bytes = stored.read()
        except FileNotFoundError:
            return None
        return content if sha256(content).hexdigest() == self.sha256 else None
