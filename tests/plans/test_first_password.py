"""First passwords: a link said once, used once, for a day; who gives it, and where it is not."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from plans import actions
from plans.access import Role
from plans.models import Event, Membership, User
from tests import factories

pytestmark = pytest.mark.django_db

CODE = re.compile(r"http://testserver/first-password/#([0-9a-z-]+)")
PASSWORD = "Sông Kỳ Cùng chảy ngược"


class Facts:
    """A commune's officer, whose account is new, and the reviewer who deals the posts out."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune("Xã Điềm He", parent=self.province)
        self.officer = factories.officer(self.commune)
        self.post = Membership.objects.get(user=self.officer)
        self.reviewer = factories.reviewer(self.province)
        self.client = factories.signed_in(self.reviewer)

    @property
    def address(self) -> str:
        return f"/people/{self.post.pk}/first-password/"

    def code(self, client: Client | None = None) -> str:
        """Return the code of the link that the page shows when it is asked for one."""
        shown = (client or self.client).post(self.address).content.decode()
        found = CODE.search(shown)
        assert found, shown
        return found[1]


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def choose(code: str, password: str = PASSWORD, again: str | None = None) -> Any:
    typed = {"code": code, "password": password, "again": password if again is None else again}
    return Client().post("/first-password/", typed)


def turn_to(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def opens(person: User, password: str = PASSWORD) -> bool:
    return User.objects.get(pk=person.pk).check_password(password)


def test_new_holder_gets_an_account_and_chooses_the_password(facts: Facts) -> None:
    address = f"/people/{facts.post.pk}/hand-over/"
    typed = {"receiver": "new", "username": "le-c", "full_name": "Lê Văn C", "on": "22/11/2026"}

    answer = facts.client.post(address, {**typed, "email": "le-c@langson.gov.vn"})

    facts.post = Membership.objects.get(user__username="le-c")
    assert answer["Location"] == facts.address
    assert facts.post.user.email == "le-c@langson.gov.vn"
    assert choose(facts.code())["Location"] == "/accounts/login/"
    assert opens(facts.post.user)
    signed_in = Client().post("/accounts/login/", {"login": "le-c", "password": PASSWORD})
    assert signed_in.status_code == 302


def test_words_to_send_say_who_what_where_and_until_when(facts: Facts) -> None:
    shown = facts.client.post(facts.address).content.decode()

    assert f"Kính gửi ông/bà {facts.officer.full_name}," in shown
    assert "ông/bà giữ vai trò cán bộ cập nhật, UBND xã Điềm He" in shown
    assert f"Tên đăng nhập: {facts.officer.username}" in shown
    assert "10:42 ngày 22/11/2026" in shown
    assert "chưa có: cổng không gửi được thư nhắc việc" in shown


def test_link_is_not_shown_again(facts: Facts) -> None:
    facts.code()

    assert not CODE.search(facts.client.get(facts.address).content.decode())
    assert not CODE.search(facts.client.get("/people/").content.decode())


def test_link_works_once(facts: Facts) -> None:
    code = facts.code()
    choose(code)

    answer = choose(code, "Một mật khẩu khác hẳn")

    assert answer.status_code == 422
    assert "Liên kết này đã dùng, đã hết hạn" in answer.content.decode()
    assert opens(facts.officer)


def test_link_works_for_a_day(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    code, made_at = facts.code(), timezone.now()

    turn_to(monkeypatch, made_at + timedelta(hours=24, minutes=1))
    assert choose(code).status_code == 422
    assert not opens(facts.officer)
    turn_to(monkeypatch, made_at + timedelta(hours=23, minutes=59))
    assert choose(code).status_code == 302
    assert opens(facts.officer)


def test_new_link_ends_the_one_before(facts: Facts) -> None:
    first, second = facts.code(), facts.code()

    assert choose(first).status_code == 422
    assert choose(second).status_code == 302


def test_link_of_an_account_closed_since_is_worth_nothing(facts: Facts) -> None:
    code = facts.code()
    User.objects.filter(pk=facts.officer.pk).update(is_active=False)

    assert choose(code).status_code == 422


@pytest.mark.parametrize(
    "code", ["", "x", "1-", "-1", "1-2-3", "z" * 100, "\0", "ỹ-1-a", "0-0-0", "zzzzzzzzzzzzz-1-a"]
)
def test_what_is_no_code_opens_nothing(facts: Facts, code: str) -> None:
    assert choose(code).status_code == 422
    assert not User.objects.get(pk=facts.officer.pk).has_usable_password()


def test_code_for_one_person_does_not_serve_another(facts: Facts) -> None:
    other = factories.officer(factories.commune("Xã Khác", parent=facts.province))
    signed = facts.code().partition("-")[2]

    assert choose(f"{int_to_base36(other.pk)}-{signed}").status_code == 422
    assert not opens(other)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngắn", None, "12"),
        ("123456789012345", None, "số"),
        (PASSWORD, "Khác hẳn thế này", "Hai lần gõ mật khẩu chưa giống nhau."),
        ("", None, "Gõ mật khẩu muốn đặt."),
    ],
)
def test_weak_or_mistyped_password_is_refused_and_the_link_still_works(
    facts: Facts, password: str, again: str | None, said: str
) -> None:
    code = facts.code()

    answer = choose(code, password, again)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert f'value="{code}"' in shown
    assert not password or f'value="{password}"' not in shown
    assert choose(code).status_code == 302


# Who gives links out


def test_link_for_somebody_with_a_password_is_refused(facts: Facts) -> None:
    choose(facts.code())

    answer = facts.client.post(facts.address)

    assert answer.status_code == 422
    assert "đã tự đặt mật khẩu" in answer.content.decode()
    assert not CODE.search(answer.content.decode())


@pytest.mark.parametrize(
    "more",
    [
        lambda facts: {"unit": factories.committee(facts.province), "role": Role.AUDITOR},
        lambda _facts: {
            "unit": factories.committee(factories.commune("Xã Ngoài")),
            "role": Role.OFFICER,
        },
    ],
)
def test_reviewer_gives_no_link_to_who_holds_more_than_they_deal_out(
    facts: Facts, more: Callable[[Facts], dict[str, Any]]
) -> None:
    Membership.objects.create(user=facts.officer, **more(facts))

    answer = facts.client.post(facts.address)

    assert answer.status_code == 422
    assert "ngoài phạm vi được bàn giao" in answer.content.decode()
    keeper = User.objects.create_superuser("quan-tri")
    assert facts.code(factories.signed_in(keeper))


@pytest.mark.parametrize("mark", ["is_superuser", "is_staff"])
def test_reviewer_gives_no_link_to_administrators(facts: Facts, mark: str) -> None:
    User.objects.filter(pk=facts.officer.pk).update(**{mark: True})

    assert facts.client.post(facts.address).status_code == 422


def test_post_out_of_reach_does_not_exist(facts: Facts) -> None:
    for person in (
        facts.officer,
        factories.leader(facts.commune),
        factories.reviewer(factories.province("Tỉnh Khác")),
    ):
        assert factories.signed_in(person).get(facts.address).status_code == 404
        assert factories.signed_in(person).post(facts.address).status_code == 404
    assert not User.objects.get(pk=facts.officer.pk).has_usable_password()


# The canary


def test_neither_link_nor_password_stands_in_trail_session_or_log(
    facts: Facts, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = facts.code()
    choose(code, "ngắn")
    choose(code)
    choose(code)
    secret = code.rpartition("-")[2]

    events = [f"{one.sentence} {one.words} {one.details}" for one in Event.objects.all()]
    sessions = [str(one.get_decoded()) for one in Session.objects.all()]
    logged = [record.getMessage() for record in caplog.records]
    assert [one.verb for one in Event.objects.filter(verb__startswith="person.")] == [
        "person.password",
        "person.invite",
    ]
    for place in (*events, *sessions, *logged):
        assert secret not in place
        assert PASSWORD not in place


def test_giving_out_and_using_leave_their_names(facts: Facts) -> None:
    choose(facts.code())

    used, given = Event.objects.filter(verb__startswith="person.")
    assert (given.actor, given.subject) == (facts.reviewer, facts.officer)
    assert given.sentence == f"cấp cho {facts.officer} liên kết đặt mật khẩu lần đầu"
    assert (used.actor, used.sentence) == (facts.officer, "tự đặt mật khẩu lần đầu")


def test_who_deals_no_posts_out_gives_no_links(facts: Facts) -> None:
    leader = factories.viewer(factories.leader(facts.commune))

    with pytest.raises(PermissionDenied):
        actions.invite_person(person=facts.officer, by=leader, at=factories.NOW)


def test_who_gives_no_link_past_the_page_either(facts: Facts) -> None:
    reviewer = factories.viewer(facts.reviewer)
    User.objects.filter(pk=facts.officer.pk).update(is_active=False)

    with pytest.raises(actions.InvitationError, match="đang bị khóa; mở khóa trước"):
        actions.invite_person(person=facts.officer, by=reviewer, at=factories.NOW)

    assert not Event.objects.exists()
