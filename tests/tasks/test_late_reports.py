"""The page of those who have not reported, and its files."""

from urllib.parse import unquote

import pytest
from django.test import Client

from plans.access import Role
from plans.models import User
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    made = Facts()
    User.objects.filter(pk=made.leader.pk).update(phone="0912345678", full_name="Hoàng Văn Sơn")
    return made


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.reviewer)


def test_page_names_units_people_and_words_to_copy(facts: Facts, client: Client) -> None:
    page = client.get("/reports/remind/").content.decode()

    assert "1 đơn vị chưa nộp báo cáo Quý IV/2026" in page
    assert 'href="tel:0912345678">0912 345 678</a>' in page
    assert 'data-copies="loi-nhac"' in page
    assert f'data-copies="nhac-{facts.unit.pk}"' in page
    words = (
        f'<textarea id="nhac-{facts.unit.pk}" rows="6" readonly aria-label="Lời nhắc {facts.unit}">'
    )
    assert f"{words}Kính gửi UBND xã" in page


def test_other_period_may_be_asked_for(facts: Facts, client: Client) -> None:
    before = factories.period(facts.province, ordinal=3)

    page = client.get(f"/reports/remind/?period={before.pk}").content.decode()

    assert "1 đơn vị chưa nộp báo cáo Quý III/2026" in page
    assert "Trong đó 1 đơn vị đã quá hạn." in page


def test_nobody_to_remind_is_said(facts: Facts, client: Client) -> None:
    facts.submission()

    assert "Không còn đơn vị nào phải nhắc" in client.get("/reports/remind/").content.decode()


def test_without_a_period_the_page_says_so() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert "Chưa có kỳ báo cáo nào" in client.get("/reports/remind/").content.decode()
    assert client.get("/reports/remind.txt").status_code == 404


def test_text_file_holds_the_same_words(client: Client) -> None:
    answer = client.get("/reports/remind.txt")

    assert answer.content.decode().startswith("Kính gửi các đơn vị: 1 đơn vị chưa nộp báo cáo")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Chưa nộp báo cáo Quý IV-2026.txt" in unquote(answer["Content-Disposition"])


def test_table_opens_in_excel(facts: Facts, client: Client) -> None:
    User.objects.filter(pk=facts.leader.pk).update(full_name="=HYPERLINK(1)")

    content = client.get("/reports/remind.csv").content

    assert content.startswith(b"\xef\xbb\xbf")
    header, row = content.decode("utf-8-sig").splitlines()
    assert header == (
        "Mã số,Đơn vị,Tình trạng,Chưa cập nhật,Tổng số nhiệm vụ,Hạn nộp,Gia hạn,So với hạn,"
        "Người liên hệ,Chức vụ,Điện thoại"
    )
    assert row == (
        f"{facts.commune.code},UBND xã Điềm He,chưa nộp,2,2,17/12/2026,,trong hạn (còn 26 ngày),"
        "'=HYPERLINK(1),,0912 345 678"
    )


def test_other_kinds_of_file_are_not_found(client: Client) -> None:
    assert client.get("/reports/remind.exe").status_code == 404


@pytest.mark.parametrize("address", ["/reports/remind/", "/reports/remind.csv"])
def test_numbers_of_leaders_are_for_those_who_review(facts: Facts, address: str) -> None:
    auditor = factories.member(facts.reviewer.memberships.get().unit, Role.AUDITOR)
    for person in (facts.officer, facts.leader, auditor):
        assert factories.signed_in(person).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_page_is_only_read(client: Client) -> None:
    assert client.post("/reports/remind/").status_code == 405
