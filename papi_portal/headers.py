"""Response headers that Django does not set by itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
PUBLIC = "/public/"
"""How the addresses begin of the pages that are everybody's."""


class HeadersMiddleware:
    """Keep signed-in pages out of every cache and devices out of reach of pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if "public" not in response.headers.get("Cache-Control", ""):  # static files are
            response.headers.setdefault("Cache-Control", "no-store, private")
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response


def is_public(request: HttpRequest) -> bool:
    """Tell whether a page is everybody's: answered to all alike, signed in or not."""
    return request.path_info.startswith(PUBLIC)


class PublicPagesMiddleware:
    """Answer everybody's pages as if the browser had sent no cookie, and set none.

    So they cannot differ from reader to reader, and a cache between may keep one for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_public(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        response.headers.pop("Vary", None)
        return response
