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
from tasks.access import may_print_province, may_read_report
from tasks.models import Submission
from tasks.reports import appendix, quarterly, quarterly_paper, quarterly_province
from tasks.reports import submission as submission_report
from tasks.reports.appendix import Appendix
from tasks.reports.quarterly import Quarterly
from tasks.reports.submission import Report

PLAN_APPENDIX, REPORT, REPORT_ISSUE = "plan_appendix", "report", "report_issue"
PROVINCE_REPORT = "province_report"


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
    """Lay a report out as it is issued: under its number, with the paper that it amends."""
    before = report.submission.issued.order_by("pk").last() if report.submission else None
    amends = before.name_inside if before else ""
    under = quarterly_paper.Numbered(issuing.number, issuing.issued_on, amends)
    return quarterly_paper.as_paper(quarterly.of_report(report, on=on), under)


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
        )
        try:
            report = find_report(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        paper = issued_paper(report, issuing, on=work.viewer.on)
        printed = actions.Printed(pdf=printed_for(work, paper), word=worddoc.as_docx(paper))
        try:
            issued = actions.issue_report(
                submission=submission_of(report),
                issuing=issuing,
                printed=printed,
                by=work.viewer,
                at=work.at,
            )
        except (actions.LockedError, PermissionDenied) as error:
            raise HopelessError(str(error) or NOT_SEEN) from error
        return Made(f"{issued}.pdf", PDF, issued.pdf.open("rb"))


def submission_of(report: Report) -> Submission:
    """Return the row of a report; raises LockedError for one that nobody has begun."""
    if report.submission is None:
        raise actions.LockedError(actions.NOT_ACCEPTED)
    return report.submission


def _appendix(viewer: Viewer, parameters: Parameters) -> Appendix:
    seen = Plan.objects.visible_to(viewer).select_related("territory", "issuer")
    index = Index.objects.filter(code=parameters["index"]).first()
    return appendix.build(seen.get(pk=parameters["plan"]), index)


def _report(viewer: Viewer, parameters: Parameters) -> Quarterly:
    return quarterly.of_report(find_report(viewer, parameters), on=viewer.on)


def _province(viewer: Viewer, parameters: Parameters) -> Quarterly:
    periods = Period.objects.visible_to(viewer).select_related("territory")
    period = periods.get(pk=parameters["period"])
    if not may_print_province(viewer, period):
        raise Period.DoesNotExist
    committees = Unit.objects.committees().of(period.territory).select_related("territory__parent")
    issuer = committees.order_by("pk")[:1].get()
    return quarterly_province.build(issuer=issuer, period=period, on=viewer.on)


PRINTS: dict[str, Kind] = {
    PLAN_APPENDIX: Print(find=_appendix, lay_out=appendix.as_paper),
    REPORT: Print(find=_report, lay_out=quarterly_paper.as_paper),
    PROVINCE_REPORT: Print(find=_province, lay_out=quarterly_paper.as_paper),
    REPORT_ISSUE: IssueKind(),
    books.BOOK_OF_PLANS: books.BookKind(find=books.find_plans),
    books.BOOK_OF_REPORTS: books.BookKind(find=books.find_reports),
}
