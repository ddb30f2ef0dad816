"""Workbooks of lists on their way in: seen first, then taken in as a whole."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from papi_portal.constraints import one_of
from plans.access import Viewer
from plans.models.people import User

WAITS = timedelta(hours=24)


class ListKind(models.TextChoices):
    """What a list is of."""

    UNITS = "units", "cơ quan, đơn vị"
    MEMBERSHIPS = "memberships", "người dùng và vai trò"
    SCORES = "scores", "kết quả công bố"


class ListImportState(models.TextChoices):
    """Life of an uploaded list."""

    WAITING = "waiting", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã nhập"
    DISCARDED = "discarded", "đã hủy"


class ListImportQuerySet(models.QuerySet["ListImport"]):
    """Uploaded lists."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(uploaded_by=viewer.user)

    def waiting(self) -> Self:
        return self.filter(state=ListImportState.WAITING)

    def expired(self, at: datetime) -> Self:
        return self.waiting().filter(uploaded_at__lte=at - WAITS)

    def confirmed(self) -> Self:
        return self.filter(state=ListImportState.CONFIRMED)

    def of_file(self, kind: str, sha256: str) -> Self:
        return self.filter(kind=kind, sha256=sha256)


class ListImport(models.Model):
    """A workbook of units, people or scores as uploaded, and what it does, until somebody decides.

    It waits 24 hours for the person who uploaded it; `content` is kept no longer than it waits.
    `outcome` is that of `papi_portal.importing`: as last seen, then as done.
    """

    Kind = ListKind
    State = ListImportState

    kind = models.CharField("danh mục", max_length=15, choices=ListKind)
    uploaded_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="list_imports",
        verbose_name="người tải lên",
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    content = models.BinaryField("nội dung tệp", null=True, blank=True)
    outcome = models.JSONField("kết quả")
    state = models.CharField(
        "tình trạng", max_length=10, choices=ListImportState, default=ListImportState.WAITING
    )
    decided_at = models.DateTimeField("xác nhận hoặc hủy lúc", null=True, blank=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = "danh mục tải lên"
        verbose_name_plural = "danh mục tải lên"
        ordering = ("-pk",)
        constraints = [
            one_of("kind", ListKind, name="plans_listimport_kind_is_known"),
            one_of("state", ListImportState, name="plans_listimport_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="plans_listimport_decided_at_a_moment",
                violation_error_message="Danh mục đã xác nhận hoặc hủy phải có thời điểm.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", content__isnull=False)
                | ~Q(state="waiting") & Q(content__isnull=True),
                name="plans_listimport_kept_while_it_waits",
                violation_error_message="Tệp chỉ được giữ trong khi chờ xác nhận.",
            ),
            models.UniqueConstraint(
                fields=["uploaded_by", "kind", "sha256"],
                condition=Q(state="waiting"),
                name="plans_listimport_waits_once",
                violation_error_message="Chính tệp này đã được tải lên, đang chờ xác nhận.",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="plans_listimport_same_file")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("plans:list-import", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == ListImportState.WAITING

    @property
    def waits_until(self) -> datetime:
        return self.uploaded_at + WAITS
