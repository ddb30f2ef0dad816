"""The documents of plans and reports that pages and jobs print, by the name of their kind."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from indicators.models import Index
from papi_portal import worddoc
from papi_portal.paper import Paper
from papi_portal.wording import said
from plans.access import Viewer
from plans.jobs import NOT_SEEN, HopelessError, Kind, Made, Parameters, Work
from plans.models import Job, Period, Plan, Unit
from plans.printing import PDF, Print, printed_for
from tasks import actions, books
from tasks.access import may_read_report, reviewed_territories, reviewing_unit_id
from tasks.models import Assignment, IssuedReport, Submission
from tasks.reports import (
    appendix,
    arranged,
    late,
    late_letter,
    poster,
    quarterly,
    quarterly_paper,
    quarterly_province,
    quarterly_section,
    unit_card,
    unit_card_paper,
    whole_plan,
    whole_plan_paper,
)
from tasks.reports import submission as submission_report
from tasks.reports.appendix import Appendix
from tasks.reports.late_letter import LateLetter
from tasks.reports.poster_sheets import PosterOf
from tasks.reports.quarterly import Quarterly
from tasks.reports.submission import Report
from tasks.reports.unit_card import UnitCard
from tasks.reports.whole_plan import WholePlan

NO_SIGNATORY = said(
    "Chưa biết ai ký báo cáo: ghi họ tên người ký ở “Sửa người ký, nơi nhận”, rồi ban hành lại."
)
NOT_ISSUED = said(
    "Máy chủ hết chỗ hoặc không ghi được tệp; báo cáo chưa ban hành. Hãy báo quản trị."
)
ISSUED_NOT_COPIED = said(
    "{issued} đã được ban hành và lưu: tải tệp ở trang báo cáo. Chỉ bản sao ở Tài liệu của tôi"
    " không ghi được, vì máy chủ hết chỗ; hãy báo quản trị hệ thống."
)
DAMAGED = said(
    "Tệp lưu của {issued} bị mất hoặc không còn khớp mã băm khi ban hành. Hãy báo quản trị hệ thống"
    " để khôi phục từ bản sao lưu."
)
NUMBER_WITHDRAWN = said(
    "Số của văn bản này đã hủy, nên tệp không còn tải được ở đây. Bản lưu ghi rõ “đã hủy” ở trang"
    " báo cáo; văn bản đang có hiệu lực, nếu có, cũng ở đó."
)
PLAN_APPENDIX, REPORT, REPORT_ISSUE = "plan_appendix", "report", "report_issue"
REPORT_SECTION = "report_section"
PROVINCE_REPORT, PROVINCE_SECTION = "province_report", "province_section"
WHOLE_PLAN, POSTER, UNIT_CARD = "whole_plan", "poster", "unit_card"
LATE_LETTER, LATE_LETTERS = "late_letter", "late_letters"


@dataclass(frozen=True, slots=True)
class ReportOf:
    """Whose report is meant, on which plan and period."""

    plan: Plan
    unit: Unit
    period: Period


def _report_of(viewer: Viewer, parameters: Parameters) -> ReportOf:
    places = "territory__parent__parent"
    plan = Plan.objects.select_related(places, f"issuer__{places}").get(pk=parameters["plan"])
    unit = plan.issuer
    if unit.pk != parameters["unit"]:
        unit = Unit.objects.select_related(places).get(pk=parameters["unit"])
    period = Period.objects.select_related("territory").get(pk=parameters["period"])
    if not may_read_report(viewer, plan, unit):
        raise Submission.DoesNotExist
    return ReportOf(plan, unit, period)


def find_report(viewer: Viewer, parameters: Parameters) -> Report:
    """Return a report as it stands on the viewer's day; raises ObjectDoesNotExist if unseen."""
    return _as_it_stands(_report_of(viewer, parameters), viewer.on)


def _as_it_stands(whose: ReportOf, on: date) -> Report:
    report = submission_report.build(
        plan=whose.plan, unit=whose.unit, period=whose.period, before=None, on=on
    )
    if not report.rows and report.submission is None:
        raise Submission.DoesNotExist
    return report


def issued_paper(report: Report, issuing: actions.Issuing, *, on: date) -> Paper:
    """Lay a report out as it is issued: under its number, with the paper that it amends.

    Raises LockedError where nobody is known to sign it.
    """
    before = report.submission.issued.standing().last() if report.submission else None
    amends = before.name_inside if before else ""
    under = quarterly.Numbered(issuing.number, issuing.issued_on, amends)
    found = quarterly.of_report(report, on=on, under=under)
    if not (found.letterhead.signatory_post and (found.letterhead.signatory or found.signed_by)):
        raise actions.LockedError(NO_SIGNATORY)
    return quarterly_paper.as_paper(found)


@dataclass(frozen=True, slots=True)
class IssueKind:
    """Issue a report that is too long for a page to print; doing it twice issues it once."""

    def subject(self, viewer: Viewer, parameters: Parameters, /) -> ReportOf:
        """Return whose report it is."""
        return _report_of(viewer, parameters)

    def make(self, work: Work) -> Made:
        """Print the report and keep it under its number."""
        issuing = actions.Issuing(
            number=work.parameters["number"],
            issued_on=date.fromisoformat(work.parameters["issued_on"]),
            version=work.parameters["version"],
            papers=work.parameters.get("papers", 0),  # a job of an older release says nothing
        )
        try:
            report = find_report(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        try:
            paper = issued_paper(report, issuing, on=work.viewer.on)
            printed = actions.Printed(pdf=printed_for(work, paper), word=worddoc.as_docx(paper))
            issued = _issued(work, submission_of(report), issuing, printed)
        except (actions.LockedError, PermissionDenied) as error:
            raise HopelessError(str(error) or NOT_SEEN) from error
        return _kept(issued)


def kept_bytes(issued: IssuedReport, kind: str) -> bytes:
    """Return the very file that was issued; raises HopelessError when it is not there any more."""
    content = issued.copies[kind].content
    if content is None:
        raise HopelessError(DAMAGED.format(issued=issued.name_inside))
    return content


def _kept(issued: IssuedReport) -> Made:
    unstored = ISSUED_NOT_COPIED.format(issued=issued.name_inside)
    return Made(f"{issued}.pdf", PDF, BytesIO(kept_bytes(issued, "pdf")), unstored)


def withdrawn(job: Job) -> str:
    """Return that the number was withdrawn under which the file of a job was issued, "" if not."""
    whose = {f"submission__{name}": job.parameters[name] for name in ("plan", "unit", "period")}
    papers = list(IssuedReport.objects.filter(**whose, pdf_sha256=job.sha256))
    counts = not papers or any(not one.is_withdrawn for one in papers)
    return "" if counts else NUMBER_WITHDRAWN


def _issued(
    work: Work, submission: Submission, issuing: actions.Issuing, printed: actions.Printed
) -> IssuedReport:
    """Issue a report on behalf of a job; a disk that is full is told, not tried again."""
    try:
        return actions.issue_report(
            submission=submission,
            issuing=issuing,
            printed=printed,
            by=work.viewer,
            at=work.at,
            look=lambda: work.step(1, 1),
        )
    except OSError as error:
        number = actions.written_number(issuing.number)
        same = submission.issued.standing().filter(version=issuing.version, number=number)
        before = same.first()
        if before is None:
            raise HopelessError(NOT_ISSUED) from error
        return before


def submission_of(report: Report) -> Submission:
    """Return the row of a report; raises LockedError for one that nobody has begun."""
    if report.submission is None:
        raise actions.LockedError(actions.NOT_ACCEPTED)
    return report.submission


def _plan(viewer: Viewer, parameters: Parameters) -> Plan:
    places = ("territory", "issuer__territory__parent__parent")
    seen = Plan.objects.visible_to(viewer).select_related(*places)
    return seen.get(pk=parameters["plan"])


def _appendix(_viewer: Viewer, parameters: Parameters, plan: Plan) -> Appendix:
    index = Index.objects.filter(code=parameters["index"]).first()
    return arranged.build(plan, arranged.Choice.of(parameters, index))


def _whole_plan(_viewer: Viewer, _parameters: Parameters, plan: Plan) -> WholePlan:
    return whole_plan.build(plan)


def _poster(_viewer: Viewer, parameters: Parameters, plan: Plan) -> PosterOf:
    return PosterOf(poster.build(plan), parameters["size"])


def _on_its_size(found: PosterOf) -> PosterOf:
    return found


def _report(viewer: Viewer, _parameters: Parameters, whose: ReportOf) -> Quarterly:
    report = _as_it_stands(whose, viewer.on)
    return quarterly.of_report(report, on=viewer.on, under=quarterly.issued_as(report))


@dataclass(frozen=True, slots=True)
class ReportKind(Print[ReportOf, Quarterly]):
    """Print a report; one that was issued as it stands is given as it was issued."""

    def make(self, work: Work) -> Made:
        """Give the kept file, or print the report."""
        whose = {name: work.parameters[name] for name in ("plan", "unit", "period")}
        issued = IssuedReport.objects.visible_to(work.viewer).as_it_stands(**whose)
        # No bare super(): a dataclass with slots is another class than the one written here.
        return _kept(issued) if issued else Print.make(self, work)


def _period(viewer: Viewer, pk: int) -> Period:
    return Period.objects.visible_to(viewer).select_related("territory").get(pk=pk)


def _province(viewer: Viewer, _parameters: Parameters, period: Period) -> Quarterly:
    committees = Unit.objects.committees().of(period.territory).select_related("territory__parent")
    issuer = committees.order_by("pk")[:1].get()
    return quarterly_province.build(issuer=issuer, period=period, on=viewer.on)


@dataclass(frozen=True, slots=True)
class CardOf:
    """Whose card is meant, and for which period."""

    unit: Unit
    period: Period | None


def _card_of(viewer: Viewer, parameters: Parameters) -> CardOf:
    units = Unit.objects.visible_to(viewer).select_related("territory")
    asked = parameters["period"]
    return CardOf(
        unit=units.get(pk=parameters["unit"]),
        period=_period(viewer, asked) if asked else None,
    )


def _unit_card(viewer: Viewer, _parameters: Parameters, whose: CardOf) -> UnitCard:
    return unit_card.build(
        unit=whose.unit,
        period=whose.period,
        on=viewer.on,
        seen=Assignment.objects.visible_to(viewer),
    )


@dataclass(frozen=True, slots=True)
class LetterOf:
    """Who reminds of the report on a period: the body at which the viewer reviews."""

    issuer: Unit
    period: Period


def _letter_of(viewer: Viewer, parameters: Parameters) -> LetterOf:
    period, asked = _period(viewer, parameters["period"]), parameters["unit"]
    issuer_id = reviewing_unit_id(viewer, period)
    if issuer_id is None:
        raise Unit.DoesNotExist
    units = Unit.objects.visible_to(viewer).select_related("territory__parent")
    if asked:
        units.filter(territory__in=reviewed_territories(viewer)).get(pk=asked)
    return LetterOf(units.get(pk=issuer_id), period)


def _late_letter(viewer: Viewer, parameters: Parameters, whose: LetterOf) -> LateLetter:
    """Return the letter as of today; not found if nobody is late."""
    asked, show = parameters["unit"], parameters["show"]
    found = late.build(viewer=viewer, period=whose.period, on=viewer.on, show=show)
    rows = [row for row in found.rows if asked in {None, row.unit.pk}]
    if not rows:
        raise Unit.DoesNotExist
    return late_letter.build(period=whose.period, rows=rows, issuer=whose.issuer, on=viewer.on)


PRINTS: dict[str, Kind] = {
    PLAN_APPENDIX: Print(_plan, _appendix, appendix.as_paper),
    WHOLE_PLAN: Print(_plan, _whole_plan, whole_plan_paper.as_paper),
    POSTER: Print(_plan, _poster, _on_its_size),
    UNIT_CARD: Print(_card_of, _unit_card, unit_card_paper.as_paper),
    LATE_LETTER: Print(_letter_of, _late_letter, late_letter.to_all),
    LATE_LETTERS: Print(_letter_of, _late_letter, late_letter.to_each),
    REPORT: ReportKind(_report_of, _report, quarterly_paper.as_paper),
    REPORT_SECTION: Print(_report_of, _report, quarterly_section.as_paper),
    PROVINCE_REPORT: Print(books.whole_period, _province, quarterly_paper.as_paper),
    PROVINCE_SECTION: Print(books.whole_period, _province, quarterly_section.as_paper),
    REPORT_ISSUE: IssueKind(),
    books.BOOK_OF_PLANS: books.OF_PLANS,
    books.BOOK_OF_REPORTS: books.OF_REPORTS,
}
