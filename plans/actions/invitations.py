"""Let a person who has no password choose their first one, by a link that is said only once.

The link carries a code of Django's own kind: signed, for one person, dead with the first use, with
the next link, or after a day. Nothing of it is kept, so nothing of it can be read later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36

from papi_portal.wording import said
from plans.access import Right, Viewer
from plans.actions.events import home_of, leave_event
from plans.models import Membership, User

NOT_TAKEN = said(
    "Liên kết này đã dùng, đã hết hạn, đã có liên kết mới thay, hoặc chép chưa đủ."
    " Đề nghị người đã gửi (Sở Nội vụ) cấp liên kết mới."
)
ALREADY = said("{name} đã tự đặt mật khẩu; nếu quên, đề nghị quản trị hệ thống đặt lại.")
SHUT = said("Tài khoản “{username}” đang bị khóa; mở khóa trước.")
OUT_OF_REACH = said(
    "{name} còn giữ vai trò ngoài phạm vi được bàn giao;"
    " đề nghị quản trị hệ thống cấp liên kết đặt mật khẩu."
)


class InvitationError(Exception):
    """Raised when no link is given out, or one is not taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What lets a person choose their first password, and until when."""

    code: str
    until: datetime


class Codes(PasswordResetTokenGenerator):
    """Django's one-time codes, made and checked at a moment that is passed in."""

    key_salt = "plans.actions.invitations"

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def _now(self) -> datetime:
        return timezone.make_naive(self.at)


def invitation_stop(person: User, *, by: Viewer) -> str:
    """Return why this viewer gives the person no link, empty if they may: one query at most.

    Whoever gets the link could sign in as the person. So only an account that nobody has signed in
    to yet gets one, and from a reviewer only one whose posts they deal out anyway.
    """
    if person.has_usable_password():
        return ALREADY.format(name=person)
    if not person.is_active:
        return SHUT.format(username=person.username)
    if by.sees_all:
        return ""
    reached = Membership.objects.handed_over_by(by).values("pk")
    if (
        person.is_superuser
        or person.is_staff
        or person.memberships.exclude(pk__in=reached).exists()
    ):
        return OUT_OF_REACH.format(name=person)
    return ""


@transaction.atomic
def invite_person(*, person: User, by: Viewer, at: datetime) -> Invitation:
    """Give a person who holds a post a new link, said only now; the one of before is dead.

    Raises PermissionDenied, and InvitationError as `invitation_stop` says.
    """
    if not by.may(Right.APPOINT):
        raise PermissionDenied
    held = User.objects.select_for_update().get(pk=person.pk)
    stop = invitation_stop(held, by=by)
    if stop:
        raise InvitationError(stop)
    # Another unusable password: what was signed for the one before is worth nothing any more.
    held.set_unusable_password()
    held.save(update_fields=["password"])
    _note("invite", f"cấp cho {held} liên kết đặt mật khẩu lần đầu", held, by, at)
    return invitation(held, at=at)


def invitation(person: User, *, at: datetime) -> Invitation:
    """Return what lets a person without a password choose one; nothing is written."""
    code = f"{int_to_base36(person.pk)}-{Codes(at).make_token(person)}"
    return Invitation(code, at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))


def invited(code: str, *, at: datetime, held: bool = False) -> User:
    """Return whom a code lets choose a password; raises InvitationError when nobody."""
    known, _, token = code.strip().partition("-")
    people = User.objects.select_for_update() if held else User.objects.all()
    try:
        person = people.filter(pk=base36_to_int(known), is_active=True).first()
    except (ValueError, OverflowError):
        person = None
    if person is None or not Codes(at).check_token(person, token):
        raise InvitationError(NOT_TAKEN)
    return person


@transaction.atomic
def choose_first_password(*, code: str, password: str, at: datetime) -> User:
    """Give the person whom a code means their password; of two at once, the first has it.

    Raises InvitationError when the code is not, or no longer, one.
    """
    person = invited(code, at=at, held=True)
    person.set_password(password)
    person.save(update_fields=["password"])
    by = Membership.objects.all().viewer(person, timezone.localtime(at).date())
    _note("password", "tự đặt mật khẩu lần đầu", person, by, at)
    return person


def _note(verb: str, sentence: str, person: User, by: Viewer, at: datetime) -> None:
    leave_event(
        verb=f"person.{verb}",
        sentence=sentence,
        by=by,
        at=at,
        about=person,
        territory=home_of(by),
    )
