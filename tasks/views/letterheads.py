"""How a body's documents begin and end, written once by who drafts for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.pages import asked_number
from papi_portal.wording import said
from plans import letterheads
from plans.access import PortalRequest, Right, requires
from plans.models import Letterhead, Plan, Unit
from tasks import actions
from tasks.access import may_draft_for
from tasks.forms.letterhead import LetterheadForm
from tasks.models import Assignment
from tasks.views.chosen import plans_seen


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def letterhead_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write what a body's documents print above and below the text: for all, or for a plan."""
    visible = Unit.objects.visible_to(request.viewer).select_related("territory__parent__parent")
    unit = get_object_or_404(visible, pk=pk)
    if not may_draft_for(request.viewer, unit):
        raise PermissionDenied
    plan = _plan(request, unit)
    form = LetterheadForm(request.POST or None, letterhead=_stands(unit, plan))
    page: dict[str, object] = {
        "unit": unit,
        "plan": plan,
        "form": form,
        "others": [] if plan else plans_seen(request).filter(letterheads__unit=unit),
    }
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tasks/letterhead_edit.html", page, status=status)
    saved = {"words": form.words, "version": form.cleaned_data["version"]}
    try:
        actions.save_letterhead(unit=unit, plan=plan, **saved, by=request.viewer, at=timezone.now())
    except actions.ConflictError:
        form, differing = form.on_top_of(LetterheadForm(letterhead=_stands(unit, plan)))
        page |= {"form": form, "differing": differing}
        return render(request, "tasks/letterhead_edit.html", page, status=409)
    messages.success(request, said("Đã lưu thể thức văn bản."))
    return redirect(plan or unit)


def _plan(request: PortalRequest, unit: Unit) -> Plan | None:
    """Return the plan that was asked for: 404 unless the body issued it or reports on it."""
    asked = asked_number(request, "plan")
    if not asked:
        return None
    seen = Assignment.objects.visible_to(request.viewer)
    reported = seen.reported_by(unit).values("plan")
    own = plans_seen(request).filter(Q(issuer=unit) | Q(pk__in=reported))
    return get_object_or_404(own, pk=asked)


def _stands(unit: Unit, plan: Plan | None) -> Letterhead:
    """Return what stands for just this; what stands for all only suggests what a plan's may say."""
    found = letterheads.build(unit, plan)
    if found.plan_id != (plan and plan.pk):
        found.version = 0
    return found
