"""Who is looking, on which day: worked out once for each request, when first asked.

And in which language they read, and who was refused what, for the log of the machine.
"""

import logging
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from papi_portal.headers import is_public
from plans.access import PortalRequest, Viewer
from plans.models import Language, Membership, User

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


class LanguageMiddleware:
    """Answer in the language that the reader chose, and in Vietnamese to whoever chose none.

    What a browser says of itself is not asked: it must not turn an official's page into English.
    Files are documents, which are Vietnamese for every reader. Everybody's pages are the same for
    all, so their address says the language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response


def _language(request: HttpRequest) -> str:
    if PurePosixPath(request.path).suffix:
        return Language.VIETNAMESE
    if is_public(request):
        return Language.ENGLISH if request.GET.get("lang") == "en" else Language.VIETNAMESE
    chosen = request.user.language if isinstance(request.user, User) else ""
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in Language.values else Language.VIETNAMESE


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
