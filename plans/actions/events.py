"""Write the trail."""

from datetime import datetime
from typing import Any

from django.db import models

from plans.access import Viewer
from plans.models import Event, Territory

SYSTEM = "Hệ thống"


def leave_event(
    *,
    verb: str,
    sentence: str,
    by: Viewer | None,
    at: datetime,
    about: models.Model | None = None,
    territory: Territory | None = None,
    details: dict[str, Any] | None = None,
) -> Event:
    """Write one entry of the trail; without a person it is the system's own."""
    return Event.objects.create(
        at=at,
        actor=by.user if by else None,
        actor_text=", ".join(filter(None, (by.user.full_name, by.place))) if by else SYSTEM,
        verb=verb,
        sentence=sentence,
        territory=territory,
        details=details or {},
        subject=about,
    )
