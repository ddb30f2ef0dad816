"""Write the trail."""

from datetime import datetime
from typing import Any

from django.db import models

from papi_portal.text import fold
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
    actor_text = ", ".join(filter(None, (by.user.full_name, by.place))) if by else SYSTEM
    return Event.objects.create(
        at=at,
        actor=by.user if by else None,
        actor_text=actor_text,
        verb=verb,
        sentence=sentence,
        words=fold(f"{actor_text} {sentence}"),
        territory=territory,
        details=details or {},
        subject=about,
    )


def home_of(viewer: Viewer) -> Territory | None:
    """Return the place a person works for, where what they do of their own is noted: one query."""
    ids = [post.territory_ids[0] for post in viewer.posts[:1]]
    return Territory.objects.filter(pk__in=ids).first()
