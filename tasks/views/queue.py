"""The reports that wait for a reviewer: one by one, or many in one act."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.pages import sheet, whole_number
from papi_portal.wording import Said, said
from plans.access import PortalRequest, Right, requires
from plans.actions import WrongStateError
from plans.models import Period
from plans.models.periods import with_before
from tasks import actions
from tasks.access import reviewed_territories
from tasks.actions import Seen
from tasks.forms.report import ReviewForm
from tasks.models import Submission
from tasks.reports import queue
from tasks.steps import Step
from tasks.views.periods import choose_period


@require_safe
@requires(Right.REVIEW)
def report_queue(request: PortalRequest) -> HttpResponse:
    """Show what waits for the reviewer in a period, narrowed by place, lateness or concerns."""
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/report_queue.html", {"queue": None})
    found = queue.build(
        viewer=request.viewer, period=choice.period, before=choice.before, on=request.today
    )
    words, show = request.GET.get("q", ""), request.GET.get("show", "")
    rows = found.showing(words=words, show=show)
    page = {
        "queue": found,
        "rows": rows,
        "sheet": sheet(rows, request),
        "all_chosen": ",".join(row.chosen for row in rows),
        "q": words,
        "show": show,
        "choice": choice,
    }
    return render(request, "tasks/report_queue.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def report_accept(request: PortalRequest) -> HttpResponse:
    """Show which reports would be accepted and what is open in them; accept all or none."""
    chosen = _chosen(request)
    if request.method == "GET" or not chosen:
        return _preview(request, chosen, "tasks/report_accept.html", None)
    return _taken(
        request,
        chosen,
        "tasks/report_accept.html",
        None,
        lambda: actions.accept_submissions(seen=chosen, by=request.viewer, at=timezone.now()),
        said("Đã duyệt {count} báo cáo."),
    )


@require_http_methods(["GET", "POST"])
@requires(Right.REVIEW)
def report_return(request: PortalRequest) -> HttpResponse:
    """Return several reports with one reason and comment: all or none."""
    chosen = _chosen(request)
    form = ReviewForm(request.POST or None, step=Step.RETURN)
    if request.method == "GET" or not chosen or not form.is_valid():
        return _preview(request, chosen, "tasks/report_return.html", form)
    return _taken(
        request,
        chosen,
        "tasks/report_return.html",
        form,
        lambda: actions.return_submissions(
            seen=chosen,
            reason=form.cleaned_data["reason"],
            comment=form.cleaned_data["comment"],
            by=request.viewer,
            at=timezone.now(),
        ),
        said("Đã trả lại {count} báo cáo."),
    )


def _chosen(request: PortalRequest) -> list[Seen]:
    """Return the ticked reports with the versions that were seen; 404 for one out of reach.

    One box may stand for many: "3-2,6-1".
    """
    sent = request.POST if request.method == "POST" else request.GET
    versions: dict[int, int] = {}
    for one in filter(None, ",".join(sent.getlist("chosen")).split(",")):
        pk, _, version = one.partition("-")
        number, seen = whole_number(pk), whole_number(version)
        if number is None or seen is None:
            raise Http404
        versions[number] = seen
    found = (
        Submission.objects.filter(
            pk__in=versions, unit__territory__in=reviewed_territories(request.viewer)
        )
        .exclude(unit__in=request.viewer.unit_ids)
        .order_by("unit", "pk")
    )
    if request.method == "POST":
        found = found.select_related("period", "unit__territory__parent__parent", "plan")
    reports = list(found)
    if len(reports) != len(versions):
        raise Http404
    return [Seen(one, versions[one.pk]) for one in reports]


def _preview(
    request: PortalRequest,
    chosen: list[Seen],
    template: str,
    form: ReviewForm | None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    """Show the chosen reports before anything happens to them; those that moved on are told."""
    if not chosen:
        messages.warning(request, said("Chọn ít nhất một báo cáo trong danh sách chờ duyệt."))
        return redirect("tasks:report-queue")
    period, before = with_before(chosen[0].submission.period_id, Period.objects.all())
    found = queue.build(viewer=request.viewer, period=period, before=before, on=request.today)
    rows = found.of({one.submission.pk for one in chosen})
    gone = [one.submission for one in chosen if one.submission.state != queue.State.SUBMITTED]
    prefetch_related_objects(gone, "plan", "unit__territory")
    page = {
        "rows": rows,
        "gone": gone,
        "concerning": sum(bool(row.concerns) for row in rows),
        "period": period,
        "form": form,
        "refusal": refusal,
    }
    wrong = form is not None and bool(form.errors)
    return render(request, template, page, status=422 if wrong else status)


def _taken(
    request: PortalRequest,
    chosen: list[Seen],
    template: str,
    form: ReviewForm | None,
    act: Callable[[], list[Submission]],
    done: Said,
) -> HttpResponse:
    """Do it and go back to the queue; when one cannot be, say which and why: nothing is done."""
    try:
        taken = act()
    except (actions.LockedError, WrongStateError) as error:
        return _preview(request, _chosen(request), template, form, status=409, refusal=str(error))
    except PermissionDenied as error:
        return _preview(request, chosen, template, form, status=403, refusal=str(error))
    messages.success(request, done.format(count=len(taken)))
    period = chosen[0].submission.period_id
    return redirect(reverse("tasks:report-queue", query={"period": period}))
