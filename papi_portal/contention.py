"""Two acts that waited for each other: the database ends one, which is tried once more."""

import logging
import time
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OVERTAKEN = frozenset({"40P01", "55P03"})
"""What PostgreSQL calls a deadlock, and a lock that was waited for too long."""
HELD = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""How SQLite calls a database that somebody else holds; longer names say why."""
PAUSE = 0.2
"""Seconds in which the other, who was let through, finishes: else both meet again."""
CONFLICT, UNAVAILABLE = 409, 503

log = logging.getLogger("papi.contention")


class ContentionMiddleware:
    """Send a form once more whose act was ended for another's sake; then say that it was.

    An act is one transaction, so nothing of it was kept; and a form sent twice is done once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Call the view again for what the database ended; leave all else to others."""
        if request.method in SAFE or not _is_contention(error) or request.resolver_match is None:
            return None
        log.warning("%s %s tried again: %s", request.method, request.path, error)
        for _, uploads in request.FILES.lists():
            for upload in uploads:
                upload.seek(0)
        time.sleep(PAUSE)
        view, args, kwargs = request.resolver_match
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except OperationalError as again:
            if not _is_contention(again):
                raise
            log.warning("%s %s given up: %s", request.method, request.path, again)
            return _given_up(request)
        return answer


def _is_contention(error: Exception) -> bool:
    """Tell whether the database ended a transaction because another was in its way."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None) or ""
    return getattr(cause, "pgcode", None) in OVERTAKEN or name.startswith(HELD)


def _given_up(request: HttpRequest) -> HttpResponse:
    """Say it on a page of its own; a script keeps what was typed and tries again by itself."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=UNAVAILABLE)
    return render(request, "409.html", status=CONFLICT)
