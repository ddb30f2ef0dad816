"""Difficulties of all communes on one page, answered once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.pages import asked_number, sheet
from papi_portal.text import clean_line
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from plans.models import Unit
from tasks import actions
from tasks.forms.follow_up import AnswerForm
from tasks.models import Progress
from tasks.reports import difficulties as report
from tasks.views.periods import choose_period

LONGEST_SEARCH = 100


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def difficulties(request: PortalRequest) -> HttpResponse:
    """Show what is difficult and asked for in a period; answer what was ticked."""
    choice = choose_period(request)
    if choice is None:
        return render(request, "tasks/difficulties.html", {"found": None})
    found = report.find(viewer=request.viewer, period=choice.period, asked=_asked(request))
    form = _form(request, found)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _is_answered(request, form):
            return redirect(request.get_full_path())
    rows = sheet(found.entries, request)
    page = {
        "choice": choice,
        "found": found,
        "form": form,
        "sheet": rows,
        "dimensions": report.build(found=found, entries=list(rows.object_list)),
        "show": "unanswered" if found.asked.unanswered else "",
        "place": choice.period.territory.name_inside,
    }
    status = 422 if form and form.errors else 200
    return render(request, "tasks/difficulties.html", page, status=status)


def _asked(request: PortalRequest) -> report.Asked:
    return report.Asked(
        dimension=asked_number(request, "dimension"),
        territory=asked_number(request, "territory"),
        words=clean_line(request.GET.get("q", "")[:LONGEST_SEARCH]),
        unanswered=request.GET.get("show") == "unanswered",
    )


def _form(request: PortalRequest, found: report.Found) -> AnswerForm | None:
    """Return the form of an answer for those who may answer anything of the period."""
    names = {post.unit_id: post.unit_name for post in request.viewer.posts}
    units = [(pk, name) for pk, name in names.items() if pk in found.answering_ids]
    return AnswerForm(request.POST or None, units=units) if units else None


def _is_answered(request: PortalRequest, form: AnswerForm) -> bool:
    """Answer what was ticked; tell in the form why not."""
    chosen = form.cleaned_data["progress"]
    records = list(Progress.objects.visible_to(request.viewer).filter(pk__in=chosen))
    if len(records) != len(chosen):
        raise Http404
    unit = Unit.objects.get(pk=form.cleaned_data["unit"])
    try:
        actions.answer_difficulties(
            progress=records,
            text=form.cleaned_data["text"],
            unit=unit,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.LockedError as error:
        form.add_error(None, str(error))
        return False
    messages.success(
        request, said("Đã trả lời {records} khó khăn, kiến nghị.", records=len(records))
    )
    return True
