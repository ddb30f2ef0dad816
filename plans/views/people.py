"""Who holds which post, and the handing over of one."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from papi_portal.pages import sheet
from papi_portal.text import clean_line, fold, side_by_side
from papi_portal.wording import said
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.models import Membership
from plans.people_forms import HandOverForm

if TYPE_CHECKING:
    from plans.models.people import MembershipQuerySet

HANDED_OVER = said("{name} giữ vai trò {role}, {unit} từ ngày {on:%d/%m/%Y}.")
NO_MAIL = said(
    "Tài khoản “{username}” không có địa chỉ thư điện tử: cổng không gửi được thư nhắc việc,"
    " người nhận tự xem mục Việc chờ tôi."
)


@require_safe
@requires(Right.APPOINT)
def post_list(request: PortalRequest) -> HttpResponse:
    """Show who holds which post at which unit, searched by name with or without dấu."""
    words = clean_line(request.GET.get("q", ""))[:100]
    posts = [one for one in posts_to_hand_over(request) if _says(one, words)]
    page = {"sheet": sheet(posts, request), "words": words}
    return render(request, "plans/post_list.html", page)


@require_http_methods(["GET", "POST"])
@requires(Right.APPOINT)
def post_hand_over(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the day and the next holder; hand the post over."""
    post = get_object_or_404(posts_to_hand_over(request), pk=pk)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.hand_over_post(
                membership=post,
                to=form.next_holder,
                on=form.cleaned_data["on"],
                by=request.viewer,
                at=timezone.now(),
            )
        except actions.NotHandedOverError as error:
            form.add_error(None, str(error))
        else:
            _tell(request, new)
            if not new.user.has_usable_password():
                return redirect("plans:post-first-password", new.pk)
            return redirect("plans:post-list")
    page = {"post": post, "form": form}
    return render(request, "plans/post_hand_over.html", page, status=422 if form.errors else 200)


def posts_to_hand_over(request: PortalRequest) -> "MembershipQuerySet":
    """Return the posts, held now or later, that this person may hand over."""
    return (
        Membership.objects.handed_over_by(request.viewer)
        .ending_from(request.today)
        .select_related("user", "unit__territory")
        .order_by("unit__territory__code", "unit__name", "role", "valid_from", "pk")
    )


def _says(post: Membership, words: str) -> bool:
    parts = (post.unit.name, post.unit.territory.name, post.user.full_name, post.user.username)
    said = fold(" ".join((*parts, post.get_role_display(), post.title)))
    return all(side_by_side(word).search(said) for word in words.split())


def _tell(request: PortalRequest, new: Membership) -> None:
    said = HANDED_OVER.format(
        name=new.user, role=new.get_role_display(), unit=new.unit, on=new.valid_from
    )
    messages.success(request, said)
    if not new.user.email:
        messages.warning(request, NO_MAIL.format(username=new.user.username))
