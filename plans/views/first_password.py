"""First passwords: a link is given out, and the person who got it chooses one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from papi_portal.wording import said
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.models import Membership
from plans.people_forms import FirstPasswordForm
from plans.views.people import posts_to_hand_over

WORDS = (
    "Kính gửi ông/bà {name},\n"
    "Trên Cổng theo dõi PAPI, ông/bà giữ vai trò {role}, {unit}{since}.\n"
    "Tên đăng nhập: {username}\n"
    "Ông/bà tự đặt mật khẩu tại: {address}\n"
    "Liên kết dùng được một lần, đến {until:%H:%M} ngày {until:%d/%m/%Y};"
    " chỉ dành cho ông/bà, đề nghị không chuyển cho người khác."
)
CHOSEN = said("Đã đặt mật khẩu cho tài khoản “{username}”. Hãy đăng nhập bằng mật khẩu vừa đặt.")


@require_http_methods(["GET", "POST"])
@requires(Right.APPOINT)
def post_first_password(request: PortalRequest, pk: int) -> HttpResponse:
    """Give whoever holds a post a link to their first password, shown in this answer alone."""
    post = get_object_or_404(posts_to_hand_over(request), pk=pk)
    stop, words = actions.invitation_stop(post.user, by=request.viewer), ""
    if request.method == "POST" and not stop:
        try:
            made = actions.invite_person(person=post.user, by=request.viewer, at=timezone.now())
        except actions.InvitationError as error:
            stop = str(error)
        else:
            words = _words(request, post, made)
    page = {"post": post, "stop": stop, "words": words}
    status = 422 if stop and request.method == "POST" else 200
    return render(request, "plans/post_first_password.html", page, status=status)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """Let whoever has a code choose their first password.

    The code comes behind the # of the link, which browsers keep to themselves, and then in the
    form: no address that a log writes down has it in it.
    """
    form = FirstPasswordForm(request.POST or None, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            person = actions.choose_first_password(
                code=typed["code"], password=typed["password"], at=timezone.now()
            )
        except actions.InvitationError as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, CHOSEN.format(username=person.username))
            return redirect("account_login")
    page = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "plans/first_password.html", page, status=status)


def _words(request: PortalRequest, post: Membership, made: actions.Invitation) -> str:
    """Return what to send to the person, by Zalo or by hand."""
    page = request.build_absolute_uri(reverse("plans:first-password"))
    return WORDS.format(
        name=post.user,
        role=post.get_role_display(),
        unit=post.unit,
        since=f" từ ngày {post.valid_from:%d/%m/%Y}" if post.valid_from else "",
        username=post.user.username,
        address=f"{page}#{made.code}",
        until=timezone.localtime(made.until),
    )
