"""The documents of plans and reports that pages and jobs print, by the name of their kind."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from plans.access import Viewer
from plans.jobs import HopelessError, Kind, Made, Parameters, Work
from plans.models import Period, Plan, Unit
from plans.printing import NOT_SEEN, PDF, Document, Print, printed_for
from tasks import actions
from tasks.access import may_read_report
from tasks.models import Submission
from tasks.reports import appendix, paper
from tasks.reports import submission as submission_report
from tasks.reports.submission import Report

PLAN_APPENDIX, REPORT_DRAFT, REPORT_ISSUE = "plan_appendix", "report_draft", "report_issue"


def find_report(viewer: Viewer, parameters: Parameters) -> Report:
    """Return a report as it stands on the viewer's day; raises ObjectDoesNotExist if unseen."""
    places = "territory__parent__parent"
    plan = Plan.objects.select_related(places, "issuer").get(pk=parameters["plan"])
    unit = Unit.objects.select_related(places).get(pk=parameters["unit"])
    period = Period.objects.get(pk=parameters["period"])
    if not may_read_report(viewer, plan, unit):
        raise Submission.DoesNotExist
    report = submission_report.build(plan=plan, unit=unit, period=period, before=None, on=viewer.on)
    if not report.rows and report.submission is None:
        raise Submission.DoesNotExist
    return report


def report_document(report: Report, numbered: paper.Numbered | None = None) -> Document:
    """Draw a report as paper: a draft, or what is issued under a number."""
    built = paper.build(report, numbered)
    number = f" số {numbered.number}" if numbered else " (dự thảo)"
    return Document(
        title=f"Báo cáo{number}, {report.period}, {report.unit}",
        rows=built.rows,
        html=paper.as_html(built),
    )


def numbered(report: Report, *, number: str, issued_on: date) -> paper.Numbered:
    """Return what a report is issued under, with the paper that it amends."""
    issued = report.submission.issued.order_by("pk").last() if report.submission else None
    return paper.Numbered(number, issued_on, issued.name_inside if issued else "")


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
        under = numbered(report, number=issuing.number, issued_on=issuing.issued_on)
        content = printed_for(work, report_document(report, under))
        try:
            issued = actions.issue_report(
                submission=submission_of(report),
                issuing=issuing,
                content=content,
                by=work.viewer,
                at=work.at,
            )
        except (actions.LockedError, PermissionDenied) as error:
            raise HopelessError(str(error) or NOT_SEEN) from error
        return Made(issued.file_name, PDF, issued.file.open("rb"))


def submission_of(report: Report) -> Submission:
    """Return the row of a report; raises LockedError for one that nobody has begun."""
    if report.submission is None:
        raise actions.LockedError(actions.NOT_ACCEPTED)
    return report.submission


def _plan(viewer: Viewer, parameters: Parameters) -> Plan:
    seen = Plan.objects.visible_to(viewer).select_related("territory", "issuer")
    return seen.get(pk=parameters["plan"])


def _appendix(plan: Plan) -> Document:
    built = appendix.build(plan)
    return Document(title=f"Phụ lục {plan}", rows=len(built.rows), html=appendix.as_html(built))


PRINTS: dict[str, Kind] = {
    PLAN_APPENDIX: Print(find=_plan, draw=_appendix),
    REPORT_DRAFT: Print(find=find_report, draw=report_document),
    REPORT_ISSUE: IssueKind(),
}
