"""Make and revoke the secret address at which a person's calendar reads their due days."""

import secrets
from datetime import datetime

from django.db import transaction

from plans.access import Viewer
from plans.actions.events import home_of, leave_event
from plans.models import CalendarFeed
from plans.models.reminders import hash_of

SECRET_BYTES = 32


@transaction.atomic
def make_calendar_feed(*, by: Viewer, at: datetime) -> str:
    """Give a person's calendar a new secret, said only now; the address of before is no more."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = {"secret_hash": hash_of(secret), "made_at": at}
    CalendarFeed.objects.update_or_create(user=by.user, defaults=made)
    _leave_event("make", "tạo địa chỉ lịch hạn nộp của mình", by, at)
    return secret


@transaction.atomic
def revoke_calendar_feed(*, by: Viewer, at: datetime) -> bool:
    """Close a person's secret address; tell whether there was one."""
    revoked, _ = CalendarFeed.objects.filter(user=by.user).delete()
    if revoked:
        _leave_event("revoke", "hủy địa chỉ lịch hạn nộp của mình", by, at)
    return bool(revoked)


def _leave_event(verb: str, sentence: str, by: Viewer, at: datetime) -> None:
    leave_event(
        verb=f"feed.{verb}",
        sentence=sentence,
        by=by,
        at=at,
        about=by.user,
        territory=home_of(by),
    )
