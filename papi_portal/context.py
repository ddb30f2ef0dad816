"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the viewer (None before sign-in) and whether this is the demo."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "viewer": getattr(request, "viewer", None) if signed_in else None,
        "is_demo": settings.DEMO,
    }
