"""Pages of posts: who holds which, searched, and handed over to the next."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.models import Membership, User
from tests import factories

pytestmark = pytest.mark.django_db
NEW: dict[str, Any] = {
    "receiver": "new",
    "username": "le-c",
    "full_name": "Lê Văn C",
    "phone": "0912",
}


class Facts:
    """A commune's officer, a colleague elsewhere, and a reviewer of the province."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune("Xã Điềm He", parent=self.province)
        self.officer = factories.officer(self.commune)
        self.post = Membership.objects.get(user=self.officer)
        self.next = factories.user("nguoi-moi", full_name="Trần Thị B")
        self.client = factories.signed_in(factories.reviewer(self.province))

    @property
    def address(self) -> str:
        return f"/people/{self.post.pk}/hand-over/"

    def send(self, client: Client | None = None, **typed: Any) -> Any:
        known = {"on": "22/11/2026", "receiver": "known", "username": "nguoi-moi"}
        return (client or self.client).post(self.address, {**known, **typed})


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_reviewer_finds_the_posts_of_the_communes_with_or_without_dau(facts: Facts) -> None:
    factories.officer(factories.commune("Xã Khác", parent=facts.province))
    factories.officer(factories.commune("Xã Ngoài"))

    everything = facts.client.get("/people/").content.decode()
    found = facts.client.get("/people/?q=diem+HE+can+bo").content.decode()

    assert ("xã Điềm He" in everything, "xã Khác" in everything) == (True, True)
    assert "xã Ngoài" not in everything
    assert ("xã Điềm He" in found, "xã Khác" in found) == (True, False)
    assert facts.address in found
    assert "xã Điềm He" not in facts.client.get("/people/?q=iem").content.decode()
    assert f'href="/trail/?person={facts.officer.pk}"' in found


def test_post_is_handed_over_to_somebody_with_an_account(facts: Facts) -> None:
    facts.next.set_password("Sông Kỳ Cùng chảy ngược")
    facts.next.save()

    answer = facts.send()

    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    shown = facts.client.get("/people/").content.decode()
    assert "Trần Thị B giữ vai trò cán bộ cập nhật, UBND xã Điềm He từ ngày 22/11/2026." in shown
    assert "đến hết 21/11/2026" in shown


def test_new_account_is_made_and_its_missing_password_and_address_told(facts: Facts) -> None:
    answer = facts.send(**NEW)

    person = User.objects.get(username="le-c")
    assert (person.full_name, person.phone, person.email) == ("Lê Văn C", "0912", "")
    assert answer["Location"] == f"/people/{person.memberships.get().pk}/first-password/"
    shown = facts.client.get(answer["Location"]).content.decode()
    assert "Tài khoản “le-c” không có địa chỉ thư điện tử" in shown
    assert "Người này chưa có mật khẩu" in shown
    assert answer["Location"] in facts.client.get("/people/").content.decode()


def test_new_account_with_an_address_hears_nothing_about_mails(facts: Facts) -> None:
    answer = facts.send(**NEW, email="le-c@langson.gov.vn")

    assert User.objects.get(username="le-c").email == "le-c@langson.gov.vn"
    shown = facts.client.get(answer["Location"]).content.decode()
    assert "không gửi được thư nhắc việc" not in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": ""}, "Ghi ngày người mới nhận vai trò."),
        ({"on": "31/02/2027"}, "Người mới nhận từ ngày"),
        ({"username": "khong-co"}, "Không có tài khoản “khong-co”."),
        ({"username": ""}, "Ghi tên đăng nhập của người nhận."),
        ({"receiver": "new", "username": "moi"}, "Ghi họ và tên người nhận"),
        (
            {"receiver": "new", "username": "nguoi-moi", "full_name": "Lê Văn C"},
            "Tên đăng nhập “nguoi-moi” đã có người dùng (Trần Thị B).",
        ),
        ({"receiver": "new", "username": "lê c'", "full_name": "Lê Văn C"}, "Tên đăng nhập"),
        ({**NEW, "email": "le-c@langson"}, "Ghi đúng địa chỉ thư"),
        ({"on": "22/11/2062"}, "cách hôm nay hơn một năm"),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    facts: Facts, typed: dict[str, Any], said: str
) -> None:
    answer = facts.send(**typed)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown.replace("&#x27;", "'")
    assert all(f'value="{word}"' in shown for word in typed.values() if word.isascii() and word)
    assert Membership.objects.filter(unit=facts.post.unit).count() == 1


def test_second_click_says_that_it_is_done(facts: Facts) -> None:
    facts.send()

    answer = facts.send(username=factories.user("nguoi-ba").username)

    assert answer.status_code == 422
    assert "không còn gì để bàn giao" in answer.content.decode()


@pytest.mark.parametrize("address", ["/people/", "hand-over"])
def test_pages_do_not_exist_for_those_who_hand_nothing_over(facts: Facts, address: str) -> None:
    client = factories.signed_in(facts.officer)

    answer = client.get(facts.address if address == "hand-over" else address)

    assert answer.status_code == 404


def test_post_out_of_reach_does_not_exist(facts: Facts) -> None:
    stranger = factories.signed_in(factories.reviewer(factories.province("Tỉnh Khác")))

    assert stranger.get(facts.address).status_code == 404
    assert facts.send(stranger).status_code == 404
    assert Membership.objects.filter(unit=facts.post.unit).count() == 1


@pytest.mark.parametrize("number", [3, 60])
def test_queries_stay_the_same_however_many_posts(
    facts: Facts, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        factories.officer(factories.commune(f"Xã {count}", parent=facts.province))

    with django_assert_num_queries(4):
        facts.client.get("/people/")
