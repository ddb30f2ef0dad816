"""The documents of plans and reports that pages and jobs print, by the name of their kind."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from indicators.models import Index
from papi_portal import worddoc
from papi_portal.paper import Paper
from plans.access import Viewer
from plans.jobs import HopelessError, Kind, Made, Parameters, Work
from plans.models import Period, Plan, Unit
from plans.printing import NOT_SEEN, PDF, Print, printed_for
from tasks import actions, books
from tasks.access import may_print_province, may_read_report, reviewing_unit_id
from tasks.models import Assignment, Submission
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

NO_SIGNATORY = (
    "Chưa biết ai ký báo cáo: ghi họ tên người ký ở “Sửa người ký, nơi nhận”, rồi ban hành lại."
)
PLAN_APPENDIX, REPORT, REPORT_ISSUE = "plan_appendix", "report", "report_issue"
REPORT_SECTION = "report_section"
PROVINCE_REPORT, PROVINCE_SECTION = "province_report", "province_section"
WHOLE_PLAN, POSTER, UNIT_CARD = "whole_plan", "poster", "unit_card"
LATE_LETTER, LATE_LETTERS = "late_letter", "late_letters"


def find_report(viewer: Viewer, parameters: Parameters) -> Report:
    """Return a report as it stands on the viewer's day; raises ObjectDoesNotExist if unseen."""
    plans = Plan.objects.select_related("territory", "issuer__territory__parent__parent")
    plan = plans.get(pk=parameters["plan"])
    unit = Unit.objects.select_related("territory__parent__parent").get(pk=parameters["unit"])
    period = Period.objects.select_related("territory").get(pk=parameters["period"])
    if not may_read_report(viewer, plan, unit):
        raise Submission.DoesNotExist
    report = submission_report.build(plan=plan, unit=unit, period=period, before=None, on=viewer.on)
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
    if not (found.letterhead.signatory or found.signed_by):
        raise actions.LockedError(NO_SIGNATORY)
    return quarterly_paper.as_paper(found)


@dataclass(frozen=True, slots=True)
class IssueKind:
    """Issue a report that is too long for a page to print; doing it twice issues it once."""

    def may_have(self, viewer: Viewer, parameters: Parameters) -> bool:
        """Tell whether the viewer reads the report."""
        try:
            find_report(viewer, parameters)
        except ObjectDoesNotExist:
            return False
        return True

    def make(self, work: Work) -> Made:
        """Print the report and keep it under its number."""
        issuing = actions.Issuing(
            number=work.parameters["number"],
            issued_on=date.fromisoformat(work.parameters["issued_on"]),
            version=work.parameters["version"],
            papers=work.parameters["papers"],
        )
        try:
            report = find_report(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        try:
            paper = issued_paper(report, issuing, on=work.viewer.on)
            printed = actions.Printed(pdf=printed_for(work, paper), word=worddoc.as_docx(paper))
            issued = actions.issue_report(
                submission=submission_of(report),
                issuing=issuing,
                printed=printed,
                by=work.viewer,
                at=work.at,
                look=lambda: work.step(1, 1),
            )
        except (actions.LockedError, PermissionDenied) as error:
            raise HopelessError(str(error) or NOT_SEEN) from error
        return Made(f"{issued}.pdf", PDF, issued.pdf.open("rb"))


def submission_of(report: Report) -> Submission:
    """Return the row of a report; raises LockedError for one that nobody has begun."""
    if report.submission is None:
        raise actions.LockedError(actions.NOT_ACCEPTED)
    return report.submission


def _plan(viewer: Viewer, parameters: Parameters) -> Plan:
    places = ("territory", "issuer__territory__parent__parent")
    seen = Plan.objects.visible_to(viewer).select_related(*places)
    return seen.get(pk=parameters["plan"])


def _appendix(viewer: Viewer, parameters: Parameters) -> Appendix:
    index = Index.objects.filter(code=parameters["index"]).first()
    choice = arranged.Choice.of(parameters, index)
    return arranged.build(_plan(viewer, parameters), choice)


def _whole_plan(viewer: Viewer, parameters: Parameters) -> WholePlan:
    return whole_plan.build(_plan(viewer, parameters))


def _poster(viewer: Viewer, parameters: Parameters) -> PosterOf:
    return PosterOf(poster.build(_plan(viewer, parameters)), parameters["size"])


def _on_its_size(found: PosterOf) -> PosterOf:
    return found


def _report(viewer: Viewer, parameters: Parameters) -> Quarterly:
    report = find_report(viewer, parameters)
    return quarterly.of_report(report, on=viewer.on, under=quarterly.issued_as(report))


def _province(viewer: Viewer, parameters: Parameters) -> Quarterly:
    periods = Period.objects.visible_to(viewer).select_related("territory")
    period = periods.get(pk=parameters["period"])
    if not may_print_province(viewer, period):
        raise Period.DoesNotExist
    committees = Unit.objects.committees().of(period.territory).select_related("territory__parent")
    issuer = committees.order_by("pk")[:1].get()
    return quarterly_province.build(issuer=issuer, period=period, on=viewer.on)


def _unit_card(viewer: Viewer, parameters: Parameters) -> UnitCard:
    units = Unit.objects.visible_to(viewer).select_related("territory")
    asked = parameters["period"]
    return unit_card.build(
        unit=units.get(pk=parameters["unit"]),
        period=Period.objects.visible_to(viewer).get(pk=asked) if asked else None,
        on=viewer.on,
        seen=Assignment.objects.visible_to(viewer),
    )


def _late_letter(viewer: Viewer, parameters: Parameters) -> LateLetter:
    """Return the letter of the body at which the viewer reviews; not found if nobody is late."""
    periods = Period.objects.visible_to(viewer).select_related("territory")
    period, asked = periods.get(pk=parameters["period"]), parameters["unit"]
    found = late.build(viewer=viewer, period=period, on=viewer.on, show=parameters["show"])
    rows = [row for row in found.rows if asked in {None, row.unit.pk}]
    issuer_id = reviewing_unit_id(viewer, period)
    if not rows or issuer_id is None:
        raise Unit.DoesNotExist
    units = Unit.objects.visible_to(viewer).select_related("territory__parent")
    issuer = units.get(pk=issuer_id)
    return late_letter.build(period=period, rows=rows, issuer=issuer, on=viewer.on)


PRINTS: dict[str, Kind] = {
    PLAN_APPENDIX: Print(find=_appendix, lay_out=appendix.as_paper),
    WHOLE_PLAN: Print(find=_whole_plan, lay_out=whole_plan_paper.as_paper),
    POSTER: Print(find=_poster, lay_out=_on_its_size),
    UNIT_CARD: Print(find=_unit_card, lay_out=unit_card_paper.as_paper),
    LATE_LETTER: Print(find=_late_letter, lay_out=late_letter.to_all),
    LATE_LETTERS: Print(find=_late_letter, lay_out=late_letter.to_each),
    REPORT: Print(find=_report, lay_out=quarterly_paper.as_paper),
    REPORT_SECTION: Print(find=_report, lay_out=quarterly_section.as_paper),
    PROVINCE_REPORT: Print(find=_province, lay_out=quarterly_paper.as_paper),
    PROVINCE_SECTION: Print(find=_province, lay_out=quarterly_section.as_paper),
    REPORT_ISSUE: IssueKind(),
    books.BOOK_OF_PLANS: books.BookKind(find=books.find_plans),
    books.BOOK_OF_REPORTS: books.BookKind(find=books.find_reports),
}
