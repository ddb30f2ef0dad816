"""One unit's report on a plan for a period: written, signed, reviewed on one page."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.wording import said
from plans import trail
from plans.access import PortalRequest, Right, requires
from plans.actions import WrongStateError
from plans.models import Period, Plan, Unit
from plans.models.periods import with_before
from tasks import actions
from tasks.access import (
    may_issue_report,
    may_propose,
    may_put_papers_right,
    may_read_report,
    may_review,
    may_withdraw_copies,
)
from tasks.forms.report import ReviewForm, WritingForm
from tasks.models import IssuedReport, Submission
from tasks.report_steps import SAID, offered, take
from tasks.reports import queue
from tasks.reports import submission as submission_report
from tasks.reports.submission import Report
from tasks.steps import STEPS, Step

Form = WritingForm | ReviewForm
INSIDE = frozenset({f"submission.{Step.SEND_BACK}"})
"""What stays between a unit's leader and its officers: its page shows it to them alone."""
OF_COPIES = frozenset({"submission.sign", "submission.withdraw_signed"})
"""What the page tells beside the paper, without the name of a file that was sent by mistake."""


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def report_detail(
    request: PortalRequest, plan_id: int, unit_id: int, period_id: int
) -> HttpResponse:
    """Show one report to who may read it; take the step that was asked for."""
    report = _seen(request, plan_id, unit_id, period_id)
    if request.method == "GET":
        return _page(request, report)
    step = _asked_step(request, report)
    form = _form(request, step)
    if not form.is_valid():
        return _page(request, report, form, status=422)
    narrative = form.narrative if isinstance(form, WritingForm) else None
    try:
        take(step, report, form.cleaned_data, narrative, by=request.viewer, at=timezone.now())
    except (actions.LockedError, actions.ConflictError, WrongStateError) as error:
        now = _seen(request, plan_id, unit_id, period_id)
        return _page(request, now, form, status=409, refusal=str(error))
    except PermissionDenied as error:
        if not str(error):
            raise
        return _page(request, report, form, status=403, refusal=str(error))
    messages.success(request, SAID[step])
    return redirect(request.path)


def _seen(request: PortalRequest, plan_id: int, unit_id: int, period_id: int) -> Report:
    """Return a report that the viewer may read, begun or not: 404 if nobody owes it."""
    places = "territory__parent__parent"
    plan = get_object_or_404(Plan.objects.select_related(places, f"issuer__{places}"), pk=plan_id)
    unit = plan.issuer
    if unit.pk != unit_id:
        unit = get_object_or_404(Unit.objects.select_related(places), pk=unit_id)
    try:
        period, before = with_before(period_id, Period.objects.all())
    except Period.DoesNotExist as error:
        raise Http404 from error
    if not may_read_report(request.viewer, plan, unit):
        raise Http404
    report = submission_report.build(
        plan=plan, unit=unit, period=period, before=before, on=request.today
    )
    if not report.rows and report.submission is None:
        raise Http404
    return report


def _asked_step(request: PortalRequest, report: Report) -> Step:
    """Return the step that was asked for: 403 for who may never take it on this report."""
    asked = request.POST.get("step", "")
    if asked not in set(Step):
        msg = said("Không có bước “{asked}” của báo cáo.", asked=asked)
        raise BadRequest(msg)
    step = Step(asked)
    if not STEPS[step].may(request.viewer, report.unit):
        raise PermissionDenied
    return step


def _form(request: PortalRequest, step: Step) -> Form:
    made = ReviewForm if STEPS[step].is_review else WritingForm
    return made(request.POST, step=step)


def _page(
    request: PortalRequest,
    report: Report,
    form: Form | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    """Draw the report with the steps that its reader may take, and with what was typed."""
    steps, own_report = offered(report, request.viewer)
    reviews = may_review(request.viewer, report.unit)
    inside = may_propose(request.viewer, report.unit)
    page = {
        "report": report,
        "steps": steps,
        "own_report": own_report,
        "refusal": refusal,
        "reviews": reviews,
        "inside": inside,
        "differing": _differing(report, form) if refusal else [],
        "may_send_again": form is not None and (Step.WRITE in steps or form.step in steps),
        "writing": form if isinstance(form, WritingForm) else _writing(request, report),
        "review": form if isinstance(form, ReviewForm) else ReviewForm(),
        "form": form,
        # What stands is shown beside what was typed; what is only wrong stays on what was seen.
        "version": form["version"].value() if form and status == 422 else report.version,
        "entries": _entries(report, inside=inside),
        **_papers(request, report),
        "following": _following(request, report) if reviews else None,
        "rows_url": _rows_url(report) if inside and Step.WRITE in steps else "",
    }
    return render(request, "tasks/report_detail.html", page, status=status)


def _papers(request: PortalRequest, report: Report) -> dict[str, object]:
    """Return the papers under which the report was issued, and whether the viewer may issue it."""
    seen = IssuedReport.objects.visible_to(request.viewer).filter(submission=report.submission)
    issued = list(seen.with_papers()) if report.submission else []
    standing = [one for one in issued if not one.is_withdrawn]
    current = next((one for one in standing if one.version == report.version), None)
    may_issue = may_issue_report(request.viewer, report.unit, report.submission)
    return {
        "issued": issued,
        "standing": standing,
        "struck": [one for one in issued if one.is_withdrawn],
        "current": current,
        "is_changed": bool(standing) and current is None,
        "may_issue": may_issue and current is None and report.state == Submission.State.ACCEPTED,
        "issues": may_put_papers_right(request.viewer, report.unit),
        "takes_back": may_withdraw_copies(request.viewer, report.unit),
    }


def _writing(request: PortalRequest, report: Report) -> WritingForm:
    """Return the words to start from; those of the rows when they are asked for anew."""
    words = report.suggested if "suggest" in request.GET else report.words
    return WritingForm(initial=asdict(words))


def _differing(report: Report, form: Form | None) -> list[dict[str, str]]:
    """Return the typed words that are not those that stand, side by side."""
    if form is None:
        return []
    stands, typed = report.said_with(form.step), form.said
    return [
        {"label": str(form[name].label), "stands": stands[name], "typed": typed[name]}
        for name in typed
        if typed[name] != stands[name]
    ]


def _entries(report: Report, *, inside: bool) -> list[trail.Entry]:
    """Return who did what with the report; nothing of one that nobody has begun."""
    if report.submission is None:
        return []
    return trail.way_of(report.submission, but=OF_COPIES if inside else OF_COPIES | INSIDE)


def _following(request: PortalRequest, report: Report) -> dict[str, object] | None:
    if report.submission is None:
        return None
    following, waiting = queue.following(viewer=request.viewer, report=report.submission)
    return {"report": following, "waiting": waiting}


def _rows_url(report: Report) -> str:
    """Return where the rows are filled in: the officer's page, to which a row's anchor is added."""
    return reverse("tasks:home", query={"period": report.period.pk})
