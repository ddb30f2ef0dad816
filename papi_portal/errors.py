"""Pages for what went wrong: what it is and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form has grown old; the browser still holds what was typed."""
    return render(request, "403_csrf.html", status=403)
