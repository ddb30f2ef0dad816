"""The register of issued reports: numbers in their order, and accepted reports without one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period, Unit
from tasks.models import IssuedReport, SignedCopy, Submission
from tasks.models.issued import STANDING, IssuedReportQuerySet
from tasks.models.submissions import SubmissionQuerySet
from tasks.reports import late
from tasks.reports.late import Contact

WITHDRAWN, SIGNED, UNSIGNED = said("đã hủy số"), said("có bản ký"), said("chưa có bản ký")
ABOUT = said("Báo cáo {period}, {plan}")
STANDS, STRUCK, MISSING = "standing", "withdrawn", "missing"
SHOWN = {
    "": "Mọi số",
    STANDS: "Đang có hiệu lực",
    STRUCK: "Đã hủy số",
    MISSING: "Chưa ban hành",
}
"""What the register may be narrowed to, in the order of the page."""
NO_NUMBER = said("chưa có số")
STRUCK_OUT = said("đã hủy số {number}, chưa có số khác")
AMENDED_ONLY = said("đã ban hành số {number}; được duyệt lại sau đó, chưa ban hành bản sửa đổi")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register is asked for."""

    year: int
    unit_id: int | None = None
    period_id: int | None = None
    show: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than a year."""
        return bool(self.unit_id or self.period_id or self.show)

    def means_all_of(self, units: Sequence[Unit]) -> bool:
        """Whether the only unit that there is is meant, because none was asked for."""
        return self.unit_id is None and len(units) == 1

    @property
    def of_missing(self) -> bool:
        return self.show == MISSING

    def of(self, path: str) -> Q:
        """Return the condition on unit and period, which stand on the report at this path."""
        asked = {"unit": self.unit_id, "period": self.period_id}
        return Q(**{f"{path}{name}": one for name, one in asked.items() if one is not None})


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
        return ABOUT.format(period=report.period, plan=report.plan)


@dataclass(frozen=True, slots=True)
class MissingRow:
    """An accepted report that does not stand as issued: why, and whom to ask at its unit."""

    report: Submission
    why: str
    contacts: tuple[Contact, ...]

    @property
    def about(self) -> str:
        """What the paper would be."""
        return ABOUT.format(period=self.report.period, plan=self.report.plan)


def listed(*, viewer: Viewer, wanted: Wanted) -> IssuedReportQuerySet:
    """Return a year's numbers that the viewer reads, by unit and day: three queries."""
    found = _numbers(viewer, wanted)
    if wanted.show in {STANDS, STRUCK}:
        found = found.standing() if wanted.show == STANDS else found.withdrawn()
    newer = IssuedReport.objects.standing()
    return (
        found.with_papers()
        .select_related("submission__period", "submission__plan", "unit__territory")
        .prefetch_related(Prefetch("amended_by", newer))
        .order_by("unit__territory__code", "unit", "issued_on", "pk")
    )


def missing(*, viewer: Viewer, wanted: Wanted) -> SubmissionQuerySet:
    """Return a year's accepted reports that are not issued as they stand: two queries."""
    return (
        _unissued(viewer)
        .filter(wanted.of(""), period__year=wanted.year)
        .select_related("period", "plan", "unit__territory")
        .prefetch_related("issued")
        .order_by("unit__territory__code", "unit", "period__due_commune_on", "pk")
    )


def counts(*, viewer: Viewer, wanted: Wanted) -> dict[str, int]:
    """Return how many each of `SHOWN` would list: two queries."""
    numbers = _numbers(viewer, wanted).aggregate(
        all=Count("pk"), standing=Count("pk", filter=STANDING)
    )
    struck = numbers["all"] - numbers["standing"]
    without = missing(viewer=viewer, wanted=wanted).count()
    return {"": numbers["all"], STANDS: numbers["standing"], STRUCK: struck, MISSING: without}


def rows(issued: Iterable[IssuedReport]) -> tuple[RegisterRow, ...]:
    return tuple(
        RegisterRow(
            issued=one,
            signed=next(iter(one.standing_copies), None),
            amended_by=next(iter(one.amended_by.all()), None),
        )
        for one in issued
    )


def missing_rows(reports: Iterable[Submission], *, on: date) -> tuple[MissingRow, ...]:
    """Return these reports with whom to ask: one query."""
    found = list(reports)
    contacts = late.contacts({one.unit_id for one in found}, on)
    return tuple(MissingRow(one, _why(one), contacts[one.unit_id]) for one in found)


def years(viewer: Viewer) -> list[int]:
    """Return the years in which something was or should be issued, the latest first: two."""
    issued = IssuedReport.objects.visible_to(viewer).order_by().values_list("year", flat=True)
    owed = _unissued(viewer).order_by().values_list("period__year", flat=True)
    return sorted({*issued.distinct(), *owed.distinct()}, reverse=True)


def units(viewer: Viewer, year: int) -> list[Unit]:
    """Return who issued something in a year, or should have: one query."""
    issued = IssuedReport.objects.visible_to(viewer).filter(year=year)
    owed = _unissued(viewer).filter(period__year=year)
    either = Q(pk__in=issued.values("unit")) | Q(pk__in=owed.values("unit"))
    found = Unit.objects.filter(either).select_related("territory")
    return list(found.order_by("territory__code", "pk"))


def periods(viewer: Viewer, year: int) -> list[Period]:
    """Return the periods whose reports a year's register knows of: one query."""
    issued = IssuedReport.objects.visible_to(viewer).filter(year=year)
    owed = _unissued(viewer).filter(period__year=year)
    either = Q(pk__in=issued.values("submission__period")) | Q(pk__in=owed.values("period"))
    return list(Period.objects.filter(either).order_by("due_commune_on", "pk"))


def _numbers(viewer: Viewer, wanted: Wanted) -> IssuedReportQuerySet:
    found = IssuedReport.objects.visible_to(viewer).filter(year=wanted.year)
    return found.filter(wanted.of("submission__"))


def _unissued(viewer: Viewer) -> SubmissionQuerySet:
    """Return the accepted reports that bear no number as they stand."""
    current = IssuedReport.objects.standing().filter(
        submission=OuterRef("pk"), version=OuterRef("version")
    )
    accepted = Submission.objects.visible_to(viewer).filter(state=Submission.State.ACCEPTED)
    return accepted.filter(~Exists(current))


def _why(report: Submission) -> str:
    """Say why a report has no number: it had none, only an earlier version has, or it is struck."""
    papers = list(report.issued.all())
    standing = [one for one in papers if not one.is_withdrawn]
    if standing:
        return AMENDED_ONLY.format(number=standing[-1].number)
    return STRUCK_OUT.format(number=papers[-1].number) if papers else NO_NUMBER
