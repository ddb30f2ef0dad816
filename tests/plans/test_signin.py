"""Sign-in: local accounts only, and the demo's public password only in the demo."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from plans.models import User
from plans.signin import DEMO_PASSWORD
from tests import factories

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PASSWORD = "mot-mat-khau-dai"


def officer(password: str = PASSWORD) -> User:
    """Return an officer with a password."""
    person = factories.officer(factories.commune())
    person.set_password(password)
    person.save()
    return person


def signing_in(client: Client, person: User, password: str, **more: str) -> "Answer":
    return client.post(LOGIN, {"login": person.username, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/plans/").status_code == 200


def test_sign_in_page_speaks_vietnamese() -> None:
    page = Client().get(LOGIN, headers={"Accept-Language": "en,fr;q=0.5"}).content.decode()

    assert '<html lang="vi">' in page
    for words in ("Đăng nhập", "Tên đăng nhập", "Mật khẩu"):
        assert words in page


def test_right_password_opens_the_home() -> None:
    client = Client()

    answer = signing_in(client, officer(), PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_wrong_password_is_told_in_vietnamese_and_opens_nothing() -> None:
    client = Client()

    answer = signing_in(client, officer(), "sai-mat-khau")

    assert answer.status_code == 200
    assert "không đúng" in answer.content.decode()
    assert not is_signed_in(client)


def test_unknown_name_is_answered_like_a_wrong_password() -> None:
    person = officer()

    known = signing_in(Client(), person, "sai-mat-khau").context["form"].errors
    unknown = signing_in(Client(), User(username="khong-co"), "x").context["form"].errors

    assert known == unknown


def test_closed_account_opens_nothing() -> None:
    person, client = officer(), Client()
    User.objects.update(is_active=False)

    signing_in(client, person, PASSWORD)

    assert not is_signed_in(client)


def test_sixth_wrong_password_is_told_to_wait() -> None:
    person, client = officer(), Client()
    for _ in range(5):
        assert "Hãy chờ" not in signing_in(client, person, "sai").content.decode()

    sixth = signing_in(client, person, PASSWORD)

    assert "Hãy chờ 5 phút rồi thử lại" in sixth.content.decode()
    assert not is_signed_in(client)


def test_colleagues_behind_one_address_are_not_held_up() -> None:
    person, colleague, client = officer(), officer(), Client()
    for _ in range(6):
        signing_in(Client(), person, "sai")

    signing_in(client, colleague, PASSWORD)

    assert is_signed_in(client)


@pytest.mark.parametrize(("demo", "opens"), [(True, True), (False, False)])
def test_demo_password_opens_only_the_demo(settings: Any, demo: bool, opens: bool) -> None:
    settings.DEMO = demo
    person, client = officer(DEMO_PASSWORD), Client()
    assert person.check_password(DEMO_PASSWORD)

    signing_in(client, person, DEMO_PASSWORD)

    assert is_signed_in(client) is opens


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_demo_password_is_shown_only_in_the_demo(settings: Any, demo: bool, shown: bool) -> None:
    settings.DEMO = demo

    assert (DEMO_PASSWORD in Client().get(LOGIN).content.decode()) is shown


def test_nobody_signs_up() -> None:
    typed = {"username": "ke-la", "password1": PASSWORD, "password2": PASSWORD}

    Client().post("/accounts/signup/", typed)

    assert not User.objects.exists()


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example/", "javascript:x"])
def test_sign_in_leads_to_no_other_site(address: str) -> None:
    answer = signing_in(Client(), officer(), PASSWORD, next=address)

    assert answer["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for() -> None:
    answer = signing_in(Client(), officer(), PASSWORD, next="/plans/?page=2")

    assert answer["Location"] == "/plans/?page=2"


def test_sign_out_ends_the_session() -> None:
    person, client = officer(), Client()
    signing_in(client, person, PASSWORD)
    taken = client.cookies["__Host-session"].value

    answer = client.post("/accounts/logout/")

    assert answer["Location"] == LOGIN
    assert not is_signed_in(client)
    thief = Client()
    thief.cookies["__Host-session"] = taken
    assert not is_signed_in(thief)


def test_link_alone_signs_nobody_out() -> None:
    client = factories.signed_in(officer())

    client.get("/accounts/logout/")

    assert is_signed_in(client)


def test_session_is_new_after_sign_in() -> None:
    client = Client()
    session = client.session
    session["seen"] = True
    session.save()

    signing_in(client, officer(), PASSWORD)

    assert client.session.session_key != session.session_key
