"""What happens to people who are not signed in (any more)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect

NOT_SAVED = (
    "Phiên làm việc đã hết nên nội dung vừa gửi chưa được lưu. Bấm Quay lại của trình duyệt để lấy"
    " lại chữ, đăng nhập ở một thẻ khác, rồi lưu lại."
)


class SignInMiddleware(LoginRequiredMiddleware):
    """Send people to sign in, and say so when what they sent was not taken."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method == "POST":
            messages.warning(request, NOT_SAVED)
        return super().handle_no_permission(request, view_func)
