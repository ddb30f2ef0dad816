"""What happens to people who are not signed in (any more), and to what they had typed."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from papi_portal.wording import said

NOT_SAVED = said(
    "Phiên làm việc đã hết nên nội dung vừa gửi chưa được lưu. Bấm Quay lại của trình duyệt để lấy"
    " lại chữ, đăng nhập ở một thẻ khác, rồi lưu lại."
)
KEPT = said(
    "Phiên làm việc đã hết nên nội dung vừa gửi chưa được lưu, nhưng vẫn được giữ trong một giờ."
    " Đăng nhập lại ở đây: chữ vừa nhập sẽ hiện ra để xem và lưu."
)
FIELD = "typed_by"
"""Name of the hidden field that says in whose page a form was filled in."""
HOUR = 60 * 60
LONGEST_SESSION = 24 * HOUR
LARGEST = 2 * 1024 * 1024
"""What is kept weighs at most this many bytes: 60 rows of long text and more."""
SALT = "kept-form"


class SignInMiddleware(LoginRequiredMiddleware):
    """Send people to sign in, and keep what they typed or say that it was not taken."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        response = super().handle_no_permission(request, view_func)
        if request.method == "POST":
            kept = _keep(request, response)
            messages.warning(request, KEPT if kept else NOT_SAVED)
        return response


def signature(user_id: int) -> str:
    """Return the value of FIELD in a form of this user: without it, nothing sent is kept."""
    return signing.dumps(user_id, salt=SALT)


def _keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep a form of the portal for an hour under a random name that only this browser knows.

    Nobody else's form is kept: the signature proves that it was filled in by a signed-in person.
    """
    if request.headers.get("HX-Request") or FIELD not in request.POST:
        return False  # with script, the text is still on the screen
    try:
        user_id = signing.loads(request.POST[FIELD], salt=SALT, max_age=LONGEST_SESSION)
    except signing.BadSignature:
        return False
    typed = request.POST.urlencode()
    if len(typed) > LARGEST:
        return False
    name = secrets.token_urlsafe(32)
    cache.set(_key(name), {"path": request.path, "user": user_id, "typed": typed}, HOUR)
    response.set_signed_cookie(
        _cookie(),
        name,
        salt=SALT,
        max_age=HOUR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return True


def take_kept(request: HttpRequest, path: str) -> QueryDict | None:
    """Return, once, what the signed-in person had typed for this address in this browser."""
    name = request.get_signed_cookie(_cookie(), default="", salt=SALT, max_age=HOUR) or ""
    kept = cache.get(_key(name)) if name else None
    if kept is None or kept["user"] != request.user.pk or kept["path"] != path:
        return None
    # Of two pages that ask at the same moment, one gets it.
    if not cache.add(f"{_key(name)}:taken", True, HOUR):  # noqa: FBT003 - a mark
        return None
    cache.set(_key(name), None, 1)
    return QueryDict(kept["typed"])


def _key(name: str) -> str:
    return f"kept-form:{name}"


def _cookie() -> str:
    return "__Host-kept" if settings.SESSION_COOKIE_SECURE else "kept"
