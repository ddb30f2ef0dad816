"""Hand a post over to its next holder: one act, two people, no gap between them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions.events import leave_event
from plans.models import Membership, User
from plans.models.lasting import overlapping

ACCOUNT_LOCKS = 2
"""First key of our advisory lock on the making of accounts; that of periods is 1."""
FARTHEST = timedelta(days=366)
"""A day farther from today than this is a slip of the pen."""

PROTECTED = said("Tài khoản quản trị hệ thống chỉ do quản trị hệ thống thay đổi.")
ONESELF = said("Không ai tự nhận vai trò do mình bàn giao; đề nghị quản trị hệ thống làm việc này.")
SAME = said("{name} đang giữ vai trò này; chọn người khác nhận.")
SHUT = said("Tài khoản “{username}” đang bị khóa; mở khóa trước, hoặc chọn người khác.")
TAKEN = said("Tên đăng nhập “{username}” đã có người dùng ({name}).")
ENDED = said("{name} chỉ giữ vai trò này đến hết ngày {until:%d/%m/%Y}; không còn gì để bàn giao.")
TOO_SOON = said("{name} giữ vai trò này từ ngày {since:%d/%m/%Y}; ngày bàn giao phải sau ngày đó.")
TOO_FAR = said("Ngày {on:%d/%m/%Y} cách hôm nay hơn một năm; kiểm tra lại ngày.")
OVERLAP = said("{name} đã giữ vai trò này tại {unit} trong thời gian đó.")


class NotHandedOverError(Exception):
    """Raised when a post cannot be handed over so; says why, and nothing has changed."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person who has no account yet: it is made without a password, so nobody signs in yet."""

    username: str
    full_name: str
    phone: str = ""
    email: str = ""


@transaction.atomic
def hand_over_post(
    *, membership: Membership, to: User | NewAccount, on: date, by: Viewer, at: datetime
) -> Membership:
    """Give a post to its next holder from a day; the holder until then keeps it to the day before.

    The new holder gets the same role at the same unit, with the same title and last day. Raises
    PermissionDenied, and NotHandedOverError when people or days do not fit.
    """
    held = Membership.objects.handed_over_by(by).filter(pk=membership.pk)
    post = held.select_for_update(of=("self",)).select_related("user", "unit__territory").first()
    if post is None:
        raise PermissionDenied
    _refuse_day(post, on, today=by.on)
    person = _account(to, post, by, at) if isinstance(to, NewAccount) else to
    _refuse_people(post, person, on, by)
    new = Membership.objects.create(
        user=person,
        unit=post.unit,
        role=post.role,
        title=post.title,
        valid_from=on,
        valid_to=post.valid_to,
    )
    post.valid_to = on - timedelta(days=1)
    post.save(update_fields=["valid_to"])
    sentence = (
        f"bàn giao vai trò {post.get_role_display()}, {post.unit}: {post.user} đến hết ngày"
        f" {post.valid_to:%d/%m/%Y}, {person} từ ngày {on:%d/%m/%Y}"
    )
    details = {"post": post.pk, "new_post": new.pk}
    _note("post.end", sentence, post, post.user, by, at, details)
    _note("post.begin", sentence, post, person, by, at, details)
    return new


def _refuse_day(post: Membership, on: date, *, today: date) -> None:
    if abs(on - today) > FARTHEST:
        raise NotHandedOverError(TOO_FAR.format(on=on))
    if post.valid_from and on <= post.valid_from:
        raise NotHandedOverError(TOO_SOON.format(name=post.user, since=post.valid_from))
    if post.valid_to and on > post.valid_to:
        raise NotHandedOverError(ENDED.format(name=post.user, until=post.valid_to))


def _refuse_people(post: Membership, person: User, on: date, by: Viewer) -> None:
    if person == post.user:
        raise NotHandedOverError(SAME.format(name=person))
    if not person.is_active:
        raise NotHandedOverError(SHUT.format(username=person.username))
    if not by.sees_all:
        if person == by.user:
            raise NotHandedOverError(ONESELF)
        if person.is_superuser or post.user.is_superuser:
            raise NotHandedOverError(PROTECTED)
    others = Membership.objects.filter(overlapping(on, post.valid_to))
    if others.filter(user=person, unit=post.unit, role=post.role).exists():
        raise NotHandedOverError(OVERLAP.format(name=person, unit=post.unit))


def _account(new: NewAccount, post: Membership, by: Viewer, at: datetime) -> User:
    _hold_accounts()
    taken = User.objects.filter(username__iexact=new.username).first()
    if taken:
        raise NotHandedOverError(TAKEN.format(username=new.username, name=taken))
    person = User.objects.create_user(
        new.username,
        full_name=new.full_name,
        phone=new.phone,
        email=new.email,
        joined_at=at,
    )
    sentence = f"thêm tài khoản “{person.username}” cho {person}, chưa có mật khẩu"
    _note("person.add", sentence, post, person, by, at)
    return person


def _hold_accounts() -> None:
    """Let one person at a time make accounts, so that the second sees the name that is taken.

    On SQLite the immediate transaction is that hold.
    """
    if connection.vendor == "postgresql":  # pragma: no cover - branches are counted on SQLite
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [ACCOUNT_LOCKS])


def _note(
    verb: str,
    sentence: str,
    post: Membership,
    person: User,
    by: Viewer,
    at: datetime,
    details: dict[str, int] | None = None,
) -> None:
    leave_event(
        verb=verb,
        sentence=sentence,
        by=by,
        at=at,
        about=person,
        territory=post.unit.territory,
        details=details,
    )
