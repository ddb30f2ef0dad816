"""The page of one's due days: the secret address is made, said once, replaced and revoked."""

import re
from hashlib import sha256

import pytest
from django.test import Client

from plans.models import CalendarFeed, Event, User
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'value="http://testserver(/calendar/([\w-]{43})\.ics)"')


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.officer)


def made(client: Client) -> str:
    """Make an address and return its path."""
    found = ADDRESS.search(client.post("/calendar/", {"act": "make"}).content.decode())
    assert found is not None
    return found[1]


def test_page_shows_the_due_days_and_offers_an_address(client: Client) -> None:
    page = client.get("/calendar/").content.decode()

    assert "Hạn nộp báo cáo Quý IV/2026 (cấp xã)" in page
    assert "17/12/2026" in page
    assert "Tạo địa chỉ lịch" in page
    assert "Hủy địa chỉ" not in page


def test_address_is_said_once_and_only_its_hash_is_kept(facts: Facts, client: Client) -> None:
    address = made(client)
    secret = address.removeprefix("/calendar/").removesuffix(".ics")

    assert secret not in client.get("/calendar/").content.decode()
    feed = CalendarFeed.objects.get()
    assert feed.user == facts.officer
    assert feed.secret_hash == sha256(secret.encode()).hexdigest()
    assert secret not in "".join(map(str, Event.objects.values_list("sentence", "details")))


def test_address_is_random() -> None:
    person = factories.officer(factories.commune())
    client = factories.signed_in(person)

    assert made(client) != made(client)


def test_new_address_takes_the_place_of_the_old(client: Client) -> None:
    old = made(client)
    new = made(client)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert CalendarFeed.objects.count() == 1


def test_revoked_address_is_gone(client: Client) -> None:
    address = made(client)

    response = client.post("/calendar/", {"act": "revoke"}, follow=True)

    assert "Đã hủy địa chỉ lịch" in response.content.decode()
    assert Client().get(address).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_revoking_without_an_address_changes_nothing(client: Client) -> None:
    assert client.post("/calendar/", {"act": "revoke"}).status_code == 302
    assert not Event.objects.filter(verb__startswith="feed.").exists()


def test_both_are_in_the_trail(facts: Facts, client: Client) -> None:
    made(client)
    client.post("/calendar/", {"act": "revoke"})

    found = Event.objects.filter(actor=facts.officer, verb__startswith="feed.").order_by("pk")
    assert [(one.verb, one.territory) for one in found] == [
        ("feed.make", facts.commune),
        ("feed.revoke", facts.commune),
    ]


def test_one_persons_address_is_not_revoked_by_another(facts: Facts, client: Client) -> None:
    address = made(client)

    factories.signed_in(facts.leader).post("/calendar/", {"act": "revoke"})

    assert Client().get(address).status_code == 200


def test_who_is_not_signed_in_or_holds_no_post_makes_none(facts: Facts) -> None:
    assert Client().post("/calendar/", {"act": "make"}).status_code == 302
    assert factories.signed_in(factories.user()).get("/calendar/").status_code == 403
    administrator = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    client = factories.signed_in(administrator)
    assert client.post("/calendar/", {"act": "make"}).status_code == 403
    assert "/calendar/" not in client.get("/waiting/").content.decode()
    assert not CalendarFeed.objects.exists()
