"""What one has asked for in the background: how far it is, what came of it."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from papi_portal.pages import attachment, sheet
from papi_portal.wording import said
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.jobs import MADE_ANEW, noted, withheld
from plans.models import Job, JobWorker

SANDBOX = "sandbox; default-src 'none'"
CANCELLED = said("Đã hủy: {job}.")
TOO_LATE = said("{job} đã kết thúc trước khi hủy.")


@require_safe
@requires(Right.READ)
def job_list(request: PortalRequest) -> HttpResponse:
    """Show what one has asked for, the latest first."""
    found = sheet(Job.objects.visible_to(request.viewer), request)
    notes = noted(request.viewer, found)
    page = {
        "sheet": found,
        "jobs": [(job, notes.get(job.pk)) for job in found],
        "kept_days": settings.JOBS_KEPT_DAYS,
    }
    return render(request, "plans/job_list.html", page)


@require_safe
@requires(Right.READ)
def job_detail(request: PortalRequest, pk: str) -> HttpResponse:
    """Show how far a job is; to a script what changed since it looked, or nothing."""
    job = _own(request, pk)
    if request.htmx and request.GET.get("seen") == job.standing:
        return HttpResponse(status=204)
    at = timezone.now()
    page = {
        "job": job,
        "before": Job.objects.ahead_of(job).count() if job.is_waiting else 0,
        "is_unheard": job.is_waiting and not JobWorker.objects.heard(at).exists(),
        **_given(request, job),
    }
    template = "plans/job_state.html" if request.htmx else "plans/job_detail.html"
    return render(request, template, page)


@require_POST
@requires(Right.READ)
def job_cancel(request: PortalRequest, pk: str) -> HttpResponse:
    """Give up what waits or is being made."""
    job = _own(request, pk)
    if actions.cancel_job(job=job, by=request.viewer, at=timezone.now()):
        note = noted(request.viewer, [_own(request, pk)]).get(job.pk)
        if note:
            messages.warning(request, note.sentence)
        else:
            messages.success(request, CANCELLED.format(job=job))
    else:
        messages.warning(request, TOO_LATE.format(job=job))
    return redirect(job)


@require_POST
@requires(Right.READ)
def job_again(request: PortalRequest, pk: str) -> HttpResponse:
    """Ask again for what failed, was given up or is not given any more."""
    job = _own(request, pk)
    if not (job.may_be_asked_again or _given(request, job)["may_be_made_anew"]):
        return redirect(job)
    try:
        new = actions.ask_for_job_again(job=job, by=request.viewer, at=timezone.now())
    except actions.TooManyJobsError as error:
        messages.error(request, str(error))
        return redirect("plans:job-list")
    return redirect(new)


@require_safe
@requires(Right.READ)
def job_file(request: PortalRequest, pk: str) -> HttpResponse:
    """Give the result to be saved, or say why the person does not get it any more."""
    job = _own(request, pk)
    if not job.is_done:
        raise Http404
    given = _given(request, job)
    if given["withheld"]:
        return render(request, "plans/job_detail.html", {"job": job, **given}, status=404)
    try:
        content = job.file.open("rb")
    except FileNotFoundError as error:  # removed in this moment
        raise Http404 from error
    response: HttpResponse = FileResponse(  # type: ignore[assignment]  # streams
        content, content_type=job.media_type
    )
    response["Content-Disposition"] = attachment(job.file_name)
    response["Content-Security-Policy"] = SANDBOX
    return response


def _given(request: PortalRequest, job: Job) -> dict[str, object]:
    """Return why a result is not given, "" if it is, whether anew is of use, and what is noted."""
    why = withheld(job, request.viewer) if job.is_done else ""
    note = noted(request.viewer, [job]).get(job.pk)
    return {"withheld": why, "may_be_made_anew": why in MADE_ANEW, "note": note}


def _own(request: PortalRequest, pk: str) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
