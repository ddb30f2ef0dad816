"""Mails: who gets one on which day, once, with what in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from plans import actions as plan_actions
from plans.models import Digest, Event, Membership, User
from tasks import waiting
from tasks.actions import reminders
from tasks.models import Submission
from tests import factories
from tests.tasks.awaiting import DUE, Facts, addressed

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def facts(db: None, settings: Any) -> Facts:
    settings.PUBLIC_URL = "https://papi.example"
    return Facts()


def receivers(on: date) -> list[User]:
    return [letter.user for letter in reminders.letters(on=on)]


def send(on: date = DUE) -> list[tuple[str, str]]:
    """Send the mails of a day; return to whom, and what went wrong."""
    letters = reminders.letters(on=on)
    done = reminders.send_letters(letters, at=factories.NOW)
    return [(letter.user.email, problem) for letter, problem in done]


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (-8, False),
        (-7, True),
        (-6, False),
        (-4, False),
        (-3, True),
        (-2, False),
        (-1, True),
        (0, True),
        (1, True),  # a Friday
        (2, False),
        (3, False),
        (4, True),  # Monday again
    ],
)
def test_days_on_which_rows_not_recorded_are_written_about(
    facts: Facts, days: int, written: bool
) -> None:
    officer = addressed(facts.officer, "canbo@papi.example")

    assert receivers(DUE + timedelta(days=days)) == ([officer] if written else [])


@pytest.mark.parametrize(("on", "written"), [(MONDAY, True), (factories.TODAY, False)])
def test_what_somebody_waits_for_is_written_about_on_working_days(
    facts: Facts, on: date, written: bool
) -> None:
    addressed(facts.officer, "canbo@papi.example")
    leader = addressed(facts.leader, "chutich@papi.example")
    facts.propose()

    assert receivers(on) == ([leader] if written else [])


def test_returned_report_and_reports_in_review_are_written_about(facts: Facts) -> None:
    officer = addressed(facts.officer, "canbo@papi.example")
    reviewer = addressed(facts.reviewer, "sonoivu@papi.example")
    other = factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))
    factories.submission(other, facts.period)

    assert receivers(MONDAY) == [reviewer]

    facts.submission(Submission.State.RETURNED)

    assert receivers(MONDAY) == [officer, reviewer]


def test_only_active_people_in_a_post_with_an_address_are_written_to(facts: Facts) -> None:
    addressed(facts.officer, "canbo@papi.example")
    for change in ({"is_active": False}, {"is_active": True, "email": ""}):
        User.objects.filter(pk=facts.officer.pk).update(**change)
        assert receivers(DUE) == []

    addressed(facts.officer, "canbo@papi.example")
    Membership.objects.filter(user=facts.officer).update(valid_to=DUE - timedelta(days=1))
    assert receivers(DUE) == []


def test_mail_says_what_waits_and_leads_there(facts: Facts) -> None:
    addressed(facts.officer, "canbo@papi.example")
    facts.record(1)

    assert send(DUE + timedelta(days=1)) == [("canbo@papi.example", "")]

    (sent,) = mail.outbox
    assert sent.subject == "Cổng theo dõi PAPI: 1 việc chờ ông/bà, 1 việc quá hạn"
    assert sent.to == ["canbo@papi.example"]
    assert sent.body == (
        "Kính gửi ông/bà Nguyễn Văn A,\n\n"
        "Đến ngày 18/12/2026, trên Cổng theo dõi PAPI có 1 việc chờ ông/bà:\n\n"
        "1. Báo cáo Quý IV/2026, Kế hoạch năm 2026, UBND xã Điềm He:"
        " còn 1/2 nhiệm vụ chưa cập nhật.\n"
        "   Hạn 17/12/2026, quá hạn 1 ngày.\n"
        f"   https://papi.example/?period={facts.period.pk}\n\n"
        "Xem tất cả: https://papi.example/waiting/\n\n"
        "Thư này do Cổng theo dõi PAPI tự động gửi, mỗi ngày nhiều nhất một thư;"
        " ông/bà không cần trả lời.\n"
    )


def test_nothing_late_is_no_word_in_the_subject(facts: Facts) -> None:
    addressed(facts.officer, "canbo@papi.example")
    send(DUE)

    assert mail.outbox[0].subject == "Cổng theo dõi PAPI: 1 việc chờ ông/bà"


def test_second_run_of_a_day_sends_nothing_and_the_next_day_again(facts: Facts) -> None:
    addressed(facts.officer, "canbo@papi.example")

    assert len(send()) == 1
    assert send() == []
    assert len(send(DUE + timedelta(days=1))) == 1
    assert (len(mail.outbox), Digest.objects.count()) == (2, 2)


def test_day_is_claimed_before_the_mail_leaves(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command at work at this very moment finds nothing to send."""
    addressed(facts.officer, "canbo@papi.example")
    others: list[list[tuple[str, str]]] = []

    def meanwhile(_message: EmailMessage) -> int:
        others.append(send())
        return 1

    monkeypatch.setattr(EmailMessage, "send", meanwhile)

    assert send() == [("canbo@papi.example", "")]
    assert others == [[]]


def refusing(*addresses: str) -> Any:
    def refuse(message: EmailMessage) -> int:
        if message.to[0] in addresses:
            msg = "550 no such person"
            raise OSError(msg)
        mail.outbox.append(message)
        return 1

    return refuse


def test_mail_that_does_not_leave_gives_the_day_back_and_holds_up_nobody(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    addressed(facts.officer, "canbo@papi.example")
    addressed(facts.leader, "chutich@papi.example")
    monkeypatch.setattr(EmailMessage, "send", refusing("canbo@papi.example"))

    assert send() == [("canbo@papi.example", "550 no such person"), ("chutich@papi.example", "")]
    assert [digest.user for digest in Digest.objects.all()] == [facts.leader]

    monkeypatch.setattr(EmailMessage, "send", refusing())
    assert send() == [("canbo@papi.example", "")]


def test_server_that_takes_nothing_is_not_asked_for_everybody(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [factories.officer(facts.commune) for _ in range(5)]
    addresses = [addressed(one, f"{one.username}@papi.example").email for one in people]
    monkeypatch.setattr(EmailMessage, "send", refusing(*addresses))

    with pytest.raises(reminders.MailServerError, match="3 mails in a row did not leave: 550"):
        send()
    assert not Digest.objects.exists()


def test_line_break_in_a_name_or_comment_makes_no_header(facts: Facts) -> None:
    addressed(facts.officer, "canbo@papi.example")
    facts.record()
    facts.send_back("Sửa\nBcc: ai@do.example")

    send(MONDAY)

    (sent,) = mail.outbox
    assert "Bcc" not in sent.message()
    assert sent.recipients() == ["canbo@papi.example"]


def test_nothing_to_do_is_worth_no_mail() -> None:
    assert not reminders.is_worth_a_mail([], DUE)


def test_everything_that_waits_is_in_the_mail_of_a_day_that_matters(facts: Facts) -> None:
    leader = addressed(facts.leader, "chutich@papi.example")
    factories.plan(facts.commune)

    (letter,) = reminders.letters(on=DUE)

    viewer = factories.viewer(leader, DUE)
    assert list(letter.items) == waiting.build(viewer=viewer, on=DUE)
    assert len(letter.items) == 2


def test_who_has_no_password_finds_the_way_in_where_mails_are_sent(
    facts: Facts, settings: Any
) -> None:
    addressed(facts.officer, "canbo@papi.example")
    settings.MAIL_SERVER = settings.MAIL_SERVER._replace(host="mail.papi.example")

    send()

    text = str(mail.outbox[0].body)
    assert f"Tên đăng nhập: {facts.officer.username}." in text
    code = text.partition("https://papi.example/first-password/#")[2].split()[0]
    assert plan_actions.invited(code, at=factories.NOW) == facts.officer
    event = Event.objects.get(verb="person.invite")
    assert (event.actor, event.subject) == (None, facts.officer)
    assert code not in f"{event.sentence} {event.details}"


def test_nobody_finds_a_way_in_in_a_printed_mail_or_with_a_password(
    facts: Facts, settings: Any
) -> None:
    addressed(facts.officer, "canbo@papi.example")
    send()
    Digest.objects.all().delete()
    settings.MAIL_SERVER = settings.MAIL_SERVER._replace(host="mail.papi.example")
    facts.officer.set_password("Sông Kỳ Cùng chảy ngược")
    facts.officer.save()
    send()

    assert len(mail.outbox) == 2
    assert not any("first-password" in str(one.body) for one in mail.outbox)
    assert not Event.objects.filter(verb="person.invite").exists()
