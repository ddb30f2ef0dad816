"""Who is looking, on which day: worked out once for each request, when first asked."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from plans.access import PortalRequest, Viewer
from plans.models import Membership


class ViewerMiddleware:
    """Give each request today's date and the viewer.

    Only here is the clock read for the pages: everything below gets the day passed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        portal_request = cast("PortalRequest", request)
        portal_request.today = timezone.localdate()
        portal_request.viewer = cast("Viewer", SimpleLazyObject(lambda: _viewer(portal_request)))
        return self.get_response(request)


def _viewer(request: PortalRequest) -> Viewer:
    return Membership.objects.all().viewer(request.user, request.today)
