"""Who signs in, out, or is turned away stands in the trail, with the address they came from."""

import pytest
from django.test import Client

from plans.models import Event, Membership, User
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def officer() -> User:
    person = factories.officer(factories.commune())
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(name: str, password: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": name, "password": password})
    return client


def test_signing_in_and_out_is_noted_with_the_address(officer: User) -> None:
    client = sign_in(officer.username, PASSWORD)
    client.post("/accounts/logout/")

    out, came = Event.objects.all()

    assert [came.verb, out.verb] == ["account.sign_in", "account.sign_out"]
    for event in (came, out):
        assert (event.actor, event.subject) == (officer, officer)
        assert event.territory == Membership.objects.get().unit.territory
        assert event.details == {"address": "127.0.0.1"}


def test_wrong_password_is_noted_as_nobodys_doing(officer: User) -> None:
    sign_in(officer.username, "sai-mat-khau")

    event = Event.objects.get()

    assert (event.verb, event.actor, event.subject) == ("account.refused", None, officer)
    assert event.sentence == f"từ chối đăng nhập vào tài khoản “{officer.username}”"
    assert event.territory == Membership.objects.get().unit.territory


def test_unknown_name_is_not_repeated_because_it_may_be_a_password() -> None:
    sign_in("mat-khau-go-nham", "x")

    event = Event.objects.get()

    assert (event.verb, event.territory) == ("account.refused", None)
    assert "mat-khau-go-nham" not in f"{event.sentence} {event.words} {event.details}"


def test_comings_and_goings_are_read_by_those_who_look_after_and_by_oneself(officer: User) -> None:
    commune = Membership.objects.get().unit.territory
    assert commune.parent
    colleague, reviewer = factories.officer(commune), factories.reviewer(commune.parent)
    sign_in(officer.username, PASSWORD)

    read = {
        person: Event.objects.visible_to(factories.viewer(person)).count()
        for person in (officer, colleague, reviewer)
    }

    assert read == {officer: 1, colleague: 0, reviewer: 1}
