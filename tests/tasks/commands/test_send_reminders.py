"""The command that writes to people what waits for them."""

from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from plans.models import Digest
from tests.tasks.awaiting import Facts, addressed

pytestmark = pytest.mark.django_db
REFUSED = "550 no such person"


@pytest.fixture(autouse=True)
def facts(db: None) -> Facts:
    made = Facts()
    addressed(made.officer, "canbo@papi.example")
    return made


def said(*words: str) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("send_reminders", *words, stdout=out)
    return out.getvalue()


def test_mails_of_a_day_are_sent_and_counted() -> None:
    assert said("--on", "2026-12-17") == "1 mails sent.\n"
    assert said("--on", "2026-12-17") == "0 mails sent.\n"
    assert len(mail.outbox) == 1


def test_without_a_day_it_is_today_a_saturday_on_which_nothing_is_due() -> None:
    assert said() == "0 mails sent.\n"


def test_rehearsal_says_who_would_get_what_and_sends_nothing(facts: Facts) -> None:
    assert said("--on", "2026-12-18", "--dry-run") == (
        f"{facts.officer.username} <canbo@papi.example>:"
        " Cổng theo dõi PAPI: 1 việc chờ ông/bà, 1 việc quá hạn\n"
        "  - Báo cáo Quý IV/2026, Kế hoạch năm 2026, UBND xã Điềm He:"
        " còn 2/2 nhiệm vụ chưa cập nhật; quá hạn 1 ngày\n"
    )
    assert mail.outbox == []
    assert not Digest.objects.exists()


def refuse(_message: EmailMessage) -> int:
    raise OSError(REFUSED)


def test_mail_that_did_not_leave_is_named_and_fails_the_command(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailMessage, "send", refuse)

    with pytest.raises(CommandError) as raised:
        said("--on", "2026-12-17")
    assert str(raised.value) == (
        f"Not sent:\n{facts.officer.username} <canbo@papi.example>: 550 no such person"
    )


def test_server_that_is_down_ends_the_command(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (facts.leader, facts.reviewer):
        addressed(person, f"{person.username}@papi.example")
    monkeypatch.setattr(EmailMessage, "send", refuse)

    with pytest.raises(CommandError, match="The rest was not tried"):
        said("--on", "2026-12-18")
