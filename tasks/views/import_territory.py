"""Whose plan an uploaded document is, chosen by one click on what the preview suggests."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from papi_portal.pages import whole_number
from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from tasks import actions
from tasks.access import territories_to_plan_for
from tasks.views.imports import refusals_told, waiting_intake


@require_POST
@requires(Right.READ)
@refusals_told
def intake_territory(request: PortalRequest, pk: int) -> HttpResponse:
    """Make the document the plan of another territory that one plans for; all else stays."""
    intake = waiting_intake(request, pk)
    number = whole_number(request.POST.get("territory", ""))
    territory = territories_to_plan_for(request.viewer).filter(pk=number or 0).first()
    if territory is None:
        raise Http404
    actions.correct_head(intake=intake, edit=lambda values: values, territory=territory)
    messages.success(
        request,
        said(
            "Văn bản nay là kế hoạch của {territory}{end_mark}; hãy xem lại.",
            territory=territory,
            end_mark=territory.end_mark,
        ),
    )
    return redirect(intake)
