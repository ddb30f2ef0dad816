"""The guides, open to everybody: who cannot sign in yet needs them most."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans import guides


@login_not_required
@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show one guide, with the way to the others."""
    if name not in guides.NAMES:
        raise Http404
    page = {"guide": guides.guide(name), "guides": guides.everything()}
    return render(request, "plans/guide.html", page)
