"""Who has not reported: units, whom to call there, and words that remind them, ready to be sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import cached_property

from papi_portal import mailto
from papi_portal.addresses import pattern
from papi_portal.wording import said
from plans.access import Role, Viewer
from plans.models import Membership, Period, Territory, Unit
from tasks import standing
from tasks.access import reviewed_territories
from tasks.models import Assignment
from tasks.reports import owing
from tasks.reports.owing import CurrentReport
from tasks.standing import Standing, in_words

MISSING, PROPOSED, RETURNED = "chưa nộp", "đã trình lãnh đạo, chưa nộp", "bị trả lại, chưa nộp lại"
ASKED = "sớm cập nhật và nộp báo cáo trên Cổng theo dõi PAPI"
LATE = "late"
ASKED_FOR = (Role.LEADER, Role.OFFICER)
"""Whom to call at a unit: its leaders, where it has none in the portal its officers."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call."""

    name: str
    title: str
    phone: str
    email: str

    @property
    def dialled(self) -> str:
        """The number without the blanks between its groups."""
        return self.phone.replace(" ", "")


@dataclass(frozen=True, slots=True)
class LateRow:
    """A unit that has not handed in: rows still missing, its day, whom to call, what to say."""

    unit: Unit
    state_word: str
    total: int
    missing: int
    due_on: date
    is_extended: bool
    due: Standing
    contacts: tuple[Contact, ...]
    text: str
    subject: str
    unit_url: str

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.due.kind == "late"

    @property
    def called(self) -> list[tuple[Contact, str]]:
        """Whom to call, each with a link that opens the reminder as a letter; "" without e-mail."""
        return [
            (
                one,
                mailto.link(to=one.email, subject=self.subject, body=self.text)
                if one.email
                else "",
            )
            for one in self.contacts
        ]

    @property
    def place(self) -> str:
        """Name of the field in which its words stand."""
        return f"nhac-{self.unit.pk}"

    @property
    def figures(self) -> str:
        """How many of its rows are missing."""
        return f"{self.missing}/{self.total}"

    @property
    def whose(self) -> str:
        """What chooses its rows in an address, as the desk does."""
        if self.unit.territory.level == Territory.Level.PROVINCE:
            return f"unit={self.unit.pk}"
        return f"territory={self.unit.territory_id}"

    @property
    def missing_word(self) -> str:
        """How many rows are missing, in words."""
        if self.missing:
            return said(
                "còn {missing}/{total} nhiệm vụ chưa cập nhật",
                missing=self.missing,
                total=self.total,
            )
        return said("đã cập nhật đủ {total} nhiệm vụ", total=self.total)


@dataclass(frozen=True)
class Late:
    """All units that have not handed in their reports for a period, the latest first."""

    period: Period
    everyone: tuple[LateRow, ...]
    show: str = ""
    """"late" narrows to those whose day has passed; anything else shows all."""

    @cached_property
    def rows(self) -> tuple[LateRow, ...]:
        """The units that are shown and reminded."""
        narrowed = self.show == LATE
        return tuple(row for row in self.everyone if row.is_late or not narrowed)

    @cached_property
    def text(self) -> str:
        """What is said to all of them, each with what it lacks."""
        return _to_all(self.period, self.rows) if self.rows else ""

    @property
    def period_text(self) -> str:
        return str(self.period.pk)

    @property
    def overdue(self) -> int:
        """Units whose day has passed."""
        return sum(row.is_late for row in self.everyone)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses of those who are called, each once."""
        return tuple(
            dict.fromkeys(one.email for row in self.rows for one in row.contacts if one.email)
        )

    @property
    def addresses_text(self) -> str:
        """The addresses as they are pasted into a mail program."""
        return ", ".join(self.addresses)

    @property
    def letter(self) -> str:
        """A link that opens one letter to all of them; "" if it would be too long for one."""
        body = (
            f"Kính gửi các đơn vị: đến nay đơn vị chưa nộp báo cáo {self.period.name}."
            f" Đề nghị đơn vị {ASKED}."
        )
        found = mailto.link(bcc=self.addresses, subject=_subject(self.period), body=body)
        return found if self.addresses and len(found) <= mailto.LONGEST else ""


def build(*, viewer: Viewer, period: Period, on: date, show: str = "") -> Late:
    """Return who of those the viewer reviews has not reported: six queries at most."""
    by_unit = defaultdict[int, list[CurrentReport]](list)
    for report in owed_below(viewer, [period]):
        by_unit[report.unit.pk].append(report)
    called = contacts(by_unit, on)
    url = pattern("tasks:unit-detail")
    rows = [_row(reports, called[unit], url(unit), on) for unit, reports in by_unit.items()]
    return Late(period, tuple(sorted(rows, key=_lateness)), show)


def owed_below(viewer: Viewer, periods: Sequence[Period]) -> list[CurrentReport]:
    """Return the reports not handed in by units that the viewer reviews: five queries at most."""
    rows = Assignment.objects.answered_in(reviewed_territories(viewer))
    return [one for one in owing.build(periods=periods, rows=rows) if not one.is_handed_in]


def contacts(units: Iterable[int], on: date) -> dict[int, tuple[Contact, ...]]:
    """Return whom to call at each unit: one query."""
    posts = Membership.objects.in_force(on).filter(
        unit__in=units, role__in=ASKED_FOR, user__is_active=True
    )
    found = defaultdict[tuple[int, str], list[Contact]](list)
    for post in posts.select_related("user"):
        person = Contact(post.user.full_name, post.title, grouped(post.user.phone), post.user.email)
        found[post.unit_id, post.role].append(person)
    return {
        unit: next((tuple(found[unit, role]) for role in ASKED_FOR if found[unit, role]), ())
        for unit in units
    }


def grouped(phone: str) -> str:
    """Return a phone number in groups, as it is read aloud; Excel, too, then keeps its zero."""
    if phone.isdecimal() and len(phone) in {10, 11}:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    return phone


def _row(
    reports: list[CurrentReport], contacts: tuple[Contact, ...], unit_url: str, on: date
) -> LateRow:
    """Return one unit: the rows of its plans are added up, one day counts for all."""
    first = reports[0]
    row = LateRow(
        unit=first.unit,
        state_word=_state_word(reports),
        total=sum(one.total for one in reports),
        missing=sum(one.missing for one in reports),
        due_on=first.due_on,
        is_extended=first.is_extended,
        due=standing.of_date(first.due_on, on=on),
        contacts=contacts,
        text="",
        subject=_subject(first.period),
        unit_url=unit_url,
    )
    return replace(row, text=_to_one(row, first.period))


def _state_word(reports: list[CurrentReport]) -> str:
    if any(one.is_returned for one in reports):
        return RETURNED
    return PROPOSED if all(one.is_proposed for one in reports) else MISSING


def _lateness(row: LateRow) -> tuple[date, float, str, int]:
    """Whose day passed longest ago first, of one day who has recorded the least."""
    return (row.due_on, -row.missing / row.total, row.unit.territory.code, row.unit.pk)


def _subject(period: Period) -> str:
    return f"Nhắc nộp báo cáo PAPI {period.name}"


def _to_all(period: Period, rows: Sequence[LateRow]) -> str:
    lines = [f"- {row.unit}: {row.missing_word}, hạn {_due(row)}" for row in rows]
    head = (
        f"Kính gửi các đơn vị: {len(rows)} đơn vị chưa nộp báo cáo {period.name}."
        f" Đề nghị các đơn vị có tên dưới đây {ASKED}:"
    )
    return "\n".join([head, *lines]) + "\n"


def _to_one(row: LateRow, period: Period) -> str:
    said = "bị trả lại và chưa được nộp lại" if row.state_word == RETURNED else "chưa được nộp"
    return (
        f"Kính gửi {row.unit}: báo cáo {period.name} của đơn vị {said}, {row.missing_word}."
        f" Hạn nộp: {_due(row)}. Đề nghị đơn vị {ASKED}."
    )


def _due(row: LateRow) -> str:
    extended = " (đã gia hạn)" if row.is_extended else ""
    return f"{in_words(row.due_on)}{extended}, {row.due.text}"
