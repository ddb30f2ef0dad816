"""A province with its page switched on, and what is asked of it without signing in."""

from typing import Any

from django.test import Client
from django.utils import timezone

from plans import actions
from plans.models import Territory, User
from tests import factories
from tests.factories import Browser


def administrator() -> User:
    found = User.objects.filter(username="quan-tri").first()
    return found or User.objects.create_superuser("quan-tri", full_name="Quản trị")


def switched_on(province: Territory, licence: str = "Tự do") -> Territory:
    by = factories.viewer(administrator())
    actions.publish(province=province, licence=licence, by=by, at=timezone.now())
    return province


def switched_off(province: Territory) -> None:
    by = factories.viewer(administrator())
    actions.unpublish(province=province, by=by, at=timezone.now())


def asked(address: str, client: Client | None = None, *, seen: str = "", since: str = "") -> Any:
    """Return the answer to somebody who is nobody, and who may have seen a copy before."""
    headers = {"If-None-Match": seen, "If-Modified-Since": since}
    known = {name: value for name, value in headers.items() if value}
    return (client or Browser()).get(address, headers=known)


def text(address: str) -> str:
    answer = asked(address)
    assert answer.status_code == 200
    return str(answer.content.decode() if not answer.streaming else answer.getvalue().decode())
