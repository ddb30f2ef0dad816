"""Who is looking, on which day: worked out once for each request, when first asked.

And who was refused what, for the log of the machine.
"""

import logging
from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from plans.access import PortalRequest, Viewer
from plans.models import Membership

REFUSED = frozenset({403, 404})
"""What may not be done; and what may not be seen, which is answered as if it did not exist."""

security = logging.getLogger("papi.security")


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


class RefusalsMiddleware:
    """Log what a signed-in person was refused: who, what, from where; never what was typed.

    It is the log of the machine and not the trail: a refused act writes nothing to the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSED and request.user.is_authenticated:
            security.warning(
                "refused %s %s %s to user %s from %s",
                response.status_code,
                request.method,
                escape_uri_path(request.path),
                request.user.pk,
                get_adapter(request).get_client_ip(request),
            )
        return response
