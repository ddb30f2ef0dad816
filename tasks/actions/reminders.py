"""Write to people what waits for them: one mail a day at most, never within a web request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from plans.actions import invitation, leave_event
from plans.models import Digest, Membership, User
from tasks import waiting
from tasks.waiting import AT_ONCE, Item

DAYS_BEFORE = frozenset({7, 3, 1, 0})
"""Days before a due day on which it is written about."""
DAYS_AFTER = frozenset({0, 1})
"""Days on which news are written about: mails may have left before they came."""
SATURDAY = 5
GIVES_UP_AFTER = 3
"""Mails in a row that do not leave: then it is the server, and the others are not tried."""
CLOSING = (
    "Thư này do Cổng theo dõi PAPI tự động gửi, mỗi ngày nhiều nhất một thư;"
    " ông/bà không cần trả lời."
)

CHOOSE = (
    "Ông/bà chưa đặt mật khẩu. Tên đăng nhập: {username}. Ông/bà tự đặt mật khẩu trong 24 giờ tại:"
    "\n{address}\nLiên kết dùng được một lần, đề nghị không chuyển cho người khác."
)


class MailServerError(Exception):
    """Raised when mails do not leave; the text says why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One day's mail to a person: what waits for them."""

    user: User
    on: date
    items: tuple[Item, ...]

    @property
    def subject(self) -> str:
        """How much waits, and how much of it is late."""
        late = sum(item.is_late for item in self.items)
        overdue = f", {late} việc quá hạn" if late else ""
        return f"Cổng theo dõi PAPI: {len(self.items)} việc chờ ông/bà{overdue}"

    @property
    def text(self) -> str:
        """The whole mail as plain text."""
        numbered = (_entry(number, item) for number, item in enumerate(self.items, start=1))
        head = (
            f"Kính gửi ông/bà {self.user.full_name},\n\nĐến ngày {self.on:%d/%m/%Y},"
            f" trên Cổng theo dõi PAPI có {len(self.items)} việc chờ ông/bà:"
        )
        all_of_it = f"Xem tất cả: {settings.PUBLIC_URL}/waiting/"
        return "\n\n".join([head, *numbered, all_of_it, CLOSING]) + "\n"


def _entry(number: int, item: Item) -> str:
    due = f"\n   Hạn {item.due_on:%d/%m/%Y}, {item.due.text}." if item.due_on else ""
    return f"{number}. {item.sentence}.{due}\n   {settings.PUBLIC_URL}{item.url}"


def letters(*, on: date) -> Iterator[Letter]:
    """Yield the mails of a day: to active people with an address for whom enough waits.

    Each person costs as many queries as their page “Việc chờ tôi”.
    """
    posts = Membership.objects.in_force(on)
    people = User.objects.filter(is_active=True, pk__in=posts.values("user")).exclude(email="")
    for user in people:
        viewer = Membership.objects.all().viewer(user, on)
        items = waiting.build(viewer=viewer, on=on)
        if is_worth_a_mail(items, on):
            yield Letter(user, on, tuple(items))


def is_worth_a_mail(items: Iterable[Item], on: date) -> bool:
    """Tell whether a day is one on which what waits is written to the person.

    That is 7, 3 and 1 days before a due day, the day itself, each working day while something
    is late or somebody else waits for it, and the day of some news and the next one.
    """
    working = on.weekday() < SATURDAY
    return any(
        (item.due_on is not None and (item.due_on - on).days in DAYS_BEFORE)
        or (item.came_on is not None and (on - item.came_on).days in DAYS_AFTER)
        or (working and (item.is_late or item.kind in AT_ONCE))
        for item in items
    )


def send_letters(to_send: Iterable[Letter], *, at: datetime) -> Iterator[tuple[Letter, str]]:
    """Send each mail whose person had none that day; yield it with what went wrong, if anything.

    Raises MailServerError when several in a row do not leave.
    """
    failed = 0
    for letter in to_send:
        try:
            sent = send_letter(letter, at=at)
        except (OSError, ValueError) as error:
            failed += 1
            yield letter, str(error) or type(error).__name__
            if failed == GIVES_UP_AFTER:
                msg = f"{failed} mails in a row did not leave: {error}"
                raise MailServerError(msg) from error
            continue
        if sent:
            failed = 0
            yield letter, ""


def send_letter(letter: Letter, *, at: datetime) -> bool:
    """Send one mail; tell whether it was sent, False when the person had one that day.

    The day is claimed first, so that two commands at once do not send twice; a mail that does not
    leave gives it back. Raises OSError (of SMTP, too) or ValueError (an address that is none).
    """
    claim, claimed = Digest.objects.get_or_create(
        user=letter.user, on=letter.on, defaults={"sent_at": at}
    )
    if not claimed:
        return False
    try:
        text = letter.text + _way_in(letter.user, at)
        EmailMessage(letter.subject, text, to=[letter.user.email]).send()
    except BaseException:
        claim.delete()
        raise
    return True


def _way_in(user: User, at: datetime) -> str:
    """Return how a person without a password chooses one, empty for all others.

    Where mails are printed instead of sent, nobody gets a link: whoever reads the print could use
    it.
    """
    if user.has_usable_password() or not settings.MAIL_SERVER.host:
        return ""
    page = f"{settings.PUBLIC_URL}{reverse('plans:first-password')}"
    leave_event(
        verb="person.invite",
        sentence=f"ghi trong thư nhắc việc liên kết đặt mật khẩu lần đầu của {user}",
        by=None,
        at=at,
        about=user,
    )
    address = f"{page}#{invitation(user, at=at).code}"
    return f"\n{CHOOSE.format(username=user.username, address=address)}\n"
