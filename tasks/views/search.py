"""Find anything: one field in the frame of every page, and what it leads to."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.asked_words import AskedWords
from papi_portal.pages import sheet
from plans.access import PortalRequest, Right, requires
from tasks.reports import search as report


@require_safe
@requires(Right.READ)
def search(request: PortalRequest) -> HttpResponse:
    """Show the first of each kind that says what is asked for, or all of one kind by sheets."""
    sought = AskedWords.read(request.GET.get("q", ""))
    chosen = next((one for one in report.KINDS if one.key == request.GET.get("kind")), None)
    page: dict[str, object] = {"sought": sought, "kind": chosen}
    if sought.is_enough:
        asked = report.Search(request.viewer, sought, request.today)
        groups = [report.group(asked, kind) for kind in ([chosen] if chosen else report.KINDS)]
        if chosen:
            page["sheet"] = shown = sheet(groups[0].ids, request)
            page["found"] = [(groups[0], chosen.hits(asked, list(shown)))]
        else:
            page["found"] = [
                (group, group.kind.hits(asked, group.ids[: report.FIRST])) for group in groups
            ]
        page["count"] = sum(len(group.ids) for group in groups)
    return render(request, "tasks/search.html", page)
