"""Sign-in: local accounts only, sign-up closed, the demo password refused outside the demo."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from plans.models import User

DEMO_PASSWORD = "papi-demo"  # noqa: S105 - public on purpose, and refused outside the demo


class PortalBackend(ModelBackend):
    """Django's sign-in, except that a demo database taken elsewhere opens to nobody."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def display_name(user: User) -> str:
    """Return the name that allauth's messages use."""
    return user.full_name
