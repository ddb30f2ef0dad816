"""Things of a commune and of its province, whose pages everybody tries to open."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from papi_portal.importing import Outcome
from plans.access import Role
from plans.models import ListImport, Period, Unit, User
from tasks.models import Assignment, Intake
from tasks.parties import key
from tasks.reading import edits
from tests import factories
from tests.plans.list_files import UNITS, listed, unit_row
from tests.tasks import (
    access_indicators,
    access_issued,
    access_jobs,
    access_planning,
    access_printing,
    access_public,
    access_reporting,
    uploads,
)
from tests.tasks.access_roles import Row
from tests.tasks.excel import Excel
from tests.tasks.reading.written_plans import row

if TYPE_CHECKING:
    from collections.abc import Callable

MADE = (
    access_planning.MADE
    | access_reporting.MADE
    | access_issued.MADE
    | access_printing.MADE
    | access_public.MADE
    | access_jobs.MADE
)
STRANGE = "Tổ tự quản"
OPEN_NAME = f"name-{sha256(key(STRANGE).encode()).hexdigest()[:12]}"
"""The field of an uploaded document's preview that asks what a strange name means."""
LIST = listed(UNITS, unit_row(place="Xã Một"))
OF_THE_DRAFT = {
    "tasks:plan-rows",
    "tasks:plan-edit",
    "tasks:plan-issue",
    "tasks:plan-discard",
    "tasks:row-add",
    "tasks:section-add",
}


class Facts:
    """Two communes of a province; the first has a plan with one row of its UBND, and a draft."""

    period: Period
    assignment: Assignment

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.commune, self.neighbour = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.plan = factories.issued_plan(self.commune)
        factories.issued_plan(self.neighbour)
        (self.assignment,) = factories.reporting(self.plan)
        factories.officer(self.commune)
        self.above = factories.issued_plan(self.province)
        self.draft = factories.plan(self.commune)
        self.first, self.last = factories.task(self.draft), factories.task(self.draft)

        self.administrator = User.objects.create_superuser("quan-tri", full_name="Quản trị")
        self.somebody = self.administrator
        self.list = ListImport.objects.create(
            kind=UNITS,
            uploaded_by=self.administrator,
            uploaded_at=factories.NOW,
            file_name="Đơn vị.xlsx",
            content=LIST,
            sha256=sha256(LIST).hexdigest(),
            outcome=Outcome().as_json(),
        )

    def department(self, name: str) -> Unit:
        """Return a department of the province, made when first asked for."""
        found = Unit.objects.filter(territory=self.province, name=name).first()
        return found or factories.unit(self.province, name, kind=Unit.Kind.DEPARTMENT)

    def person(self, role: str) -> User:
        if role == "superuser":
            return self.administrator
        posts: dict[str, tuple[Callable[[], Unit], Role]] = {
            "officer": (lambda: self.plan.issuer, Role.OFFICER),
            "colleague": (lambda: factories.unit(self.commune), Role.OFFICER),
            "leader": (lambda: self.plan.issuer, Role.LEADER),
            "stranger": (lambda: factories.committee(self.neighbour), Role.OFFICER),
            "sector": (lambda: self.department("Sở Y tế"), Role.SECTOR),
            "reviewer": (lambda: self.department("Sở Nội vụ"), Role.REVIEWER),
            "auditor": (lambda: self.department("Thanh tra tỉnh"), Role.AUDITOR),
        }
        unit, held = posts[role]
        return factories.member(unit(), held)

    def client(self, role: str) -> Client:
        self.somebody = self.administrator
        if role == "anonymous":
            return Client()
        self.somebody = self.person(role)
        return factories.signed_in(self.somebody)

    def workbook(self) -> Intake:
        """Return the draft's workbook as brought back by whoever was signed in last."""
        nothing: dict[str, Any] = {"before": {}, "columns": [], "rows": [], "unknown": []}
        return Intake.objects.create(
            territory=self.commune,
            changes_plan=self.draft,
            uploaded_by=self.somebody,
            uploaded_at=timezone.now(),
            size=0,
            file=ContentFile(Excel(self.draft).data, "Kế hoạch.xlsx"),
            values={**nothing, "exported_at": ""},
        )

    def upload(self) -> Intake:
        """Return a document of the commune's officer; of another one for everybody else."""
        own = self.somebody.memberships.filter(unit=self.plan.issuer, role=Role.OFFICER)
        by = self.somebody if own.exists() else factories.officer(self.commune)
        return uploads.waiting(self.commune, row(support=[STRANGE]), by=factories.viewer(by))

    def uploaded(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("Đơn vị khác.xlsx", listed(UNITS, unit_row(place="Xã Hai")))

    def known(self) -> dict[str, Any]:
        """Return what the table's typed values speak of, as it stands now."""
        read = Intake.objects.exclude(values__rows=[]).order_by("pk").last()
        return {
            "first": self.first.pk,
            "last": self.last.pk,
            "commune": self.commune.pk,
            "open_name": OPEN_NAME,
            "row": edits.version(read.values["rows"][0]) if read else 0,
            **access_planning.known(self),
            **access_reporting.known(self),
        }

    def typed(self, row: Row) -> dict[str, Any]:
        """Return what a row of the table sends, of the things as they stand now."""
        known = self.known()
        typed = row.typed(self) if callable(row.typed) else row.typed
        return {
            name.format(**known): value if hasattr(value, "read") else str(value).format(**known)
            for name, value in typed.items()
        }

    def address(self, name: str) -> str:
        return access_indicators.address(self, name) or self._address(name)

    def _address(self, name: str) -> str:
        if name in MADE:
            made = MADE[name](self)  # before the query, which may speak of it
            query = access_reporting.QUERY.get(name, "").format(**self.known())
            return reverse(name, args=made) + query
        if name.startswith("tasks:intake-") and name not in {
            "tasks:intake-start",
            "tasks:intake-blank",
        }:
            rest = {"tasks:intake-row": (1,), "tasks:intake-row-act": (1, "drop")}.get(name, ())
            return reverse(name, args=[self.upload().pk, *rest])
        arguments: dict[str, list[Any]] = {
            "tasks:progress-record": [self.assignment.pk, self.period.pk],
            "tasks:task-detail": [self.assignment.task_id],
            "tasks:unit-detail": [self.plan.issuer_id],
            "tasks:territory-detail": [self.commune.pk],
            "tasks:row-edit": [self.first.pk],
            "tasks:row-delete": [self.first.pk],
            "tasks:section-edit": [self.first.section_id],
            "tasks:plan-derive": [self.above.pk],
            "tasks:issuance-file": ["txt"],
            "plans:guide": ["officer"],
        }
        if name in {"plans:list-upload", "plans:list-blank", "plans:list-present"}:
            return reverse(name, args=[UNITS])
        if name.startswith("plans:list-") and name != "plans:list-index":
            return reverse(name, args=[self.list.pk])
        if name in {"tasks:plan-changes", "tasks:plan-changes-errors"}:
            return reverse(name, args=[self.workbook().pk])
        if name in OF_THE_DRAFT:
            return reverse(name, args=[self.draft.pk])
        if "plan-" in name and name not in {"tasks:plan-list", *arguments}:
            return reverse(name, args=[self.plan.pk])
        return reverse(name, args=arguments.get(name, []))
