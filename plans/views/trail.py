"""The trail, searched by those who audit, and what of it anybody may read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from papi_portal import csv_files
from papi_portal.pages import attachment, sheet
from papi_portal.templatetags.portal import moment
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.models import Event
from plans.trail import entries, find, kind_of
from plans.trail_forms import TrailForm

MOST = 50_000
"""Lines of one file; who needs more narrows the days."""
TITLES = ("Thời điểm", "Người thực hiện", "Loại việc", "Nội dung", "Địa bàn", "Địa chỉ IP")


@require_safe
@requires(Right.READ)
def trail(request: PortalRequest) -> HttpResponse:
    """Show who did what, the latest first, narrowed as asked."""
    form = TrailForm(request.GET, viewer=request.viewer)
    form.is_valid()
    found = sheet(find(form.asked, request.viewer).defer("details", "words"), request)
    page = {
        "form": form,
        "asked": form.asked,
        "sheet": found,
        "entries": entries(list(found.object_list), request.viewer),
    }
    return render(request, "plans/trail.html", page)


@require_POST
@requires(Right.READ)
def trail_export(request: PortalRequest) -> HttpResponse:
    """Give what is asked for as a table for Excel, and note in the trail that it was taken."""
    form = TrailForm(request.GET, viewer=request.viewer)
    form.is_valid()
    found = find(form.asked, request.viewer).select_related("territory").defer("words")[:MOST]
    rows = [_as_row(event) for event in found]
    actions.note_export(
        asked=str(form.asked), count=len(rows), by=request.viewer, at=timezone.now()
    )
    response = HttpResponse(csv_files.write([TITLES, *rows]), content_type=csv_files.CSV)
    response["Content-Disposition"] = attachment(f"Nhật ký - {request.today:%Y-%m-%d}.csv")
    return response


def _as_row(event: Event) -> tuple[str, ...]:
    place = str(event.territory or "")
    address = str(event.details.get("address", ""))
    return (
        moment(event.at),
        event.actor_text,
        kind_of(event.verb),
        event.sentence,
        place,
        address,
    )
