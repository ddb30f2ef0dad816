"""Sign-in: local accounts only, sign-up closed, the demo password refused outside the demo.

Who came, went, or was turned away stands in the trail with the address they came from.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from plans import actions
from plans.access import Viewer
from plans.models import Membership, User

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
    """Accounts are made by administrators; coming and going is noted."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(  # type: ignore[override] # the rest is allauth's own business
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        """Note who signed in, once nothing stands in their way any more."""
        self._note(request, user, "account.sign_in", "đăng nhập")
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]
        """Note that somebody chose another password of their own."""
        super().set_password(user, password)
        self._note(self.request, user, "person.password", "đổi mật khẩu")

    def logout(self, request: HttpRequest) -> None:
        """Note who signed out."""
        if isinstance(request.user, User):
            self._note(request, request.user, "account.sign_out", "đăng xuất")
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a refused sign-in; never an unknown name, which may be a password typed too soon."""
        name = str(credentials.get("username", ""))
        user = User.objects.filter(username=name).first()
        known = f"từ chối đăng nhập vào tài khoản “{name}”"
        actions.leave_event(
            verb="account.refused",
            sentence=known if user else "từ chối đăng nhập bằng một tên không có trong cổng",
            by=None,
            at=timezone.now(),
            about=user,
            territory=actions.home_of(_viewer(user)) if user else None,
            details={"address": self.get_client_ip(request)},
        )

    def _note(self, request: HttpRequest, user: User, verb: str, sentence: str) -> None:
        viewer = _viewer(user)
        actions.leave_event(
            verb=verb,
            sentence=sentence,
            by=viewer,
            at=timezone.now(),
            about=user,
            territory=actions.home_of(viewer),
            details={"address": self.get_client_ip(request)},
        )


def _viewer(user: User) -> Viewer:
    return Membership.objects.all().viewer(user, timezone.localdate())


def display_name(user: User) -> str:
    """Return the name that allauth's messages use."""
    return user.full_name
