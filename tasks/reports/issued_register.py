"""The register of reports that were issued: numbers in their order, what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from plans.access import Viewer
from plans.models import Unit
from tasks.models import IssuedReport, SignedCopy
from tasks.models.issued import IssuedReportQuerySet

WITHDRAWN, SIGNED, UNSIGNED = "đã hủy", "có bản ký", "chưa có bản ký"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A number of the register: the paper that bears it, and what came after it."""

    issued: IssuedReport
    signed: SignedCopy | None
    """The signed copy that came in last."""
    amended_by: IssuedReport | None

    @property
    def state(self) -> str:
        """Where the paper stands, in a word or three."""
        if self.issued.is_withdrawn:
            return WITHDRAWN
        return SIGNED if self.signed else UNSIGNED

    @property
    def about(self) -> str:
        """What the paper is, as a register says it."""
        report = self.issued.submission
        return f"Báo cáo {report.period}, {report.plan}"


def listed(*, viewer: Viewer, year: int, unit_id: int | None = None) -> IssuedReportQuerySet:
    """Return a year's numbers that the viewer reads, by unit and day: three queries."""
    found = IssuedReport.objects.visible_to(viewer).filter(year=year)
    if unit_id is not None:
        found = found.filter(unit=unit_id)
    newer = IssuedReport.objects.standing()
    return (
        found.with_papers()
        .select_related("submission__period", "submission__plan", "unit__territory")
        .prefetch_related(Prefetch("amended_by", newer))
        .order_by("unit__territory__code", "unit", "issued_on", "pk")
    )


def rows(issued: Iterable[IssuedReport]) -> tuple[RegisterRow, ...]:
    return tuple(
        RegisterRow(
            issued=one,
            signed=next(iter(one.signed.all()), None),
            amended_by=next(iter(one.amended_by.all()), None),
        )
        for one in issued
    )


def years(viewer: Viewer) -> list[int]:
    """Return the years in which something was issued, the latest first: one query."""
    found = IssuedReport.objects.visible_to(viewer).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def units(viewer: Viewer, year: int) -> list[Unit]:
    """Return who issued something in a year: one query."""
    issued = IssuedReport.objects.visible_to(viewer).filter(year=year)
    found = Unit.objects.filter(pk__in=issued.values("unit")).select_related("territory")
    return list(found.order_by("territory__code", "pk"))
