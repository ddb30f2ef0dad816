"""The book of a province: the appendices of its communes' plans, or their reports on a period."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from papi_portal.paper import Paper
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Letterhead, Period, Plan, Territory, Unit
from tasks.models import IssuedReport, Submission
from tasks.reports import appendix, quarterly, quarterly_paper
from tasks.reports import submission as submission_report
from tasks.reports.quarterly_province import TOLD

NO_PLAN, NO_REPORT = said("Chưa có kế hoạch"), said("Chưa nộp báo cáo")
CONCERNING = "của các xã, phường, đặc khu thuộc {place}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document of a commune: whose and which it is, and how it is laid out.

    It is laid out when its turn comes: a book of a hundred communes is never in memory as a whole.
    """

    place: str
    about: str
    versions: tuple[int, ...]
    """Numbers that change when the document does."""
    lay_out: Callable[[], Paper]
    issued: IssuedReport | None = None
    """The report as it was issued, which is bound as it is."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Communes that have nothing in the book, and why."""

    why: str
    places: tuple[str, ...]

    @property
    def named(self) -> str:
        return ", ".join(self.places)


@dataclass(frozen=True, slots=True)
class Book:
    """What is bound, in the order of the communes' codes, and what stands before it."""

    title: str
    issuer: str
    heading: str
    subject: str
    issued: str
    chapters: tuple[Chapter, ...]
    absent: tuple[Absent, ...]
    letterheads: tuple[tuple[int, int], ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells one content from another, without laying anything out."""
        parts = [(one.place, one.about, one.versions) for one in self.chapters]
        return sha256(repr((self.title, parts, self.absent, self.letterheads)).encode()).hexdigest()


def of_plans(*, viewer: Viewer, province: Territory, year: int) -> Book:
    """Return the appendices of a year's plans that the viewer reads: three queries."""
    communes = _communes(province, min(max(viewer.on, date(year, 1, 1)), date(year, 12, 31)))
    seen = Plan.objects.visible_to(viewer).of_year(year).filter(territory__in=communes)
    by_place = defaultdict[int, list[Plan]](list)
    for plan in seen.select_related("territory", "issuer__territory").order_by("issued_on", "pk"):
        by_place[plan.territory_id].append(plan)
    chapters = [
        Chapter(
            place=place.name,
            about=str(plan),
            versions=(plan.pk, plan.version),
            lay_out=partial(_appendix, plan),
        )
        for place in communes
        for plan in by_place.get(place.pk, ())
    ]
    return _book(
        province,
        viewer.on,
        heading=f"Phụ lục các kế hoạch năm {year}",
        chapters=chapters,
        absent=[(NO_PLAN, [one for one in communes if one.pk not in by_place])],
    )


def of_reports(*, viewer: Viewer, period: Period) -> Book:
    """Return the reports on a period that were handed in and the viewer reads: six queries."""
    province = period.territory
    communes = _communes(province, period.data_to)
    owing = Plan.objects.owing_in(period).filter(territory__in=communes)
    planned = set(owing.values_list("territory", flat=True))
    sent = (
        Submission.objects.visible_to(viewer)
        .filter(period=period, state__in=TOLD, unit__territory__in=communes)
        .select_related("unit__territory__parent__parent", "plan__issuer__territory__parent")
        .order_by("plan__issued_on", "pk")
    )
    by_place = defaultdict[int, list[Submission]](list)
    for one in sent:
        by_place[one.unit.territory_id].append(one)
    issued = {one.submission_id: one for one in _issued(by_place.values())}
    missing = [one for one in communes if one.pk not in by_place]
    units = Unit.objects.filter(territory__in=communes)
    kept = Letterhead.objects.filter(unit__in=units).order_by("pk").values_list("pk", "version")
    return _book(
        province,
        viewer.on,
        heading=f"Báo cáo {period}",
        chapters=[
            _chapter(one, period, viewer.on, issued.get(one.pk))
            for place in communes
            for one in by_place.get(place.pk, ())
        ],
        absent=[
            (NO_REPORT, [one for one in missing if one.pk in planned]),
            (NO_PLAN, [one for one in missing if one.pk not in planned]),
        ],
        letterheads=tuple(kept),
    )


def _communes(province: Territory, on: date) -> list[Territory]:
    found = Territory.objects.communes().within(province).in_force(on)
    return list(found.order_by("code", "pk"))


def _issued(sent: Iterable[list[Submission]]) -> list[IssuedReport]:
    """Return the papers under which these reports left the house, as they stand now."""
    reports = [one.pk for of_place in sent for one in of_place]
    return list(IssuedReport.objects.current().filter(submission__in=reports))


def _chapter(sent: Submission, period: Period, on: date, issued: IssuedReport | None) -> Chapter:
    return Chapter(
        place=sent.unit.territory.name,
        about=str(issued or sent.plan),
        versions=(
            sent.pk,
            sent.version,
            sent.plan.version,
            on.toordinal(),
            issued.pk if issued else 0,
        ),
        lay_out=partial(_report, sent, period, on),
        issued=issued,
    )


def _appendix(plan: Plan) -> Paper:
    return appendix.as_paper(appendix.build(plan))


def _report(sent: Submission, period: Period, on: date) -> Paper:
    found = submission_report.build(
        plan=sent.plan, unit=sent.unit, period=period, before=None, on=on
    )
    return quarterly_paper.as_paper(quarterly.of_report(found, on=on))


def _book(
    province: Territory,
    on: date,
    *,
    heading: str,
    chapters: list[Chapter],
    absent: list[tuple[str, list[Territory]]],
    letterheads: tuple[tuple[int, int], ...] = (),
) -> Book:
    return Book(
        title=f"{heading}, {province.name_inside}",
        issuer=f"Ủy ban nhân dân {province.name_inside}",
        heading=heading,
        subject=CONCERNING.format(place=province.name_inside),
        issued=f"{province.bare_name}, tháng {on.month:02d} năm {on.year}",
        chapters=tuple(chapters),
        absent=tuple(
            Absent(why, tuple(one.name for one in places)) for why, places in absent if places
        ),
        letterheads=letterheads,
    )
