"""The page of those who have not reported, and its files."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Extension, User
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
        "Người liên hệ,Chức vụ,Điện thoại,Thư điện tử"
    )
    assert row == (
        f"{facts.commune.code},UBND xã Điềm He,chưa nộp,2,2,17/12/2026,,trong hạn (còn 26 ngày),"
        "'=HYPERLINK(1),,0912 345 678,"
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


def test_reminder_opens_as_a_letter_already_written(facts: Facts, client: Client) -> None:
    User.objects.filter(pk=facts.leader.pk).update(email="son.hv+papi@langson.gov.vn")

    page = unescape(client.get("/reports/remind/").content.decode())

    links = [
        one for one in re.findall(r'href="(mailto:[^"]*)"', page) if one.startswith("mailto:son")
    ]
    (one,) = links
    assert one.startswith("mailto:son.hv%2Bpapi@langson.gov.vn?subject=")
    fields = parse_qs(one.partition("?")[2])
    assert fields["subject"] == ["Nhắc nộp báo cáo PAPI Quý IV/2026"]
    assert fields["body"][0].startswith("Kính gửi UBND xã Điềm He: báo cáo Quý IV/2026")


def test_all_are_written_to_at_once_without_seeing_each_other(facts: Facts, client: Client) -> None:
    User.objects.filter(pk=facts.leader.pk).update(email="son@langson.gov.vn")

    page = unescape(client.get("/reports/remind/").content.decode())

    assert 'href="mailto:?bcc=son@langson.gov.vn&subject=' in page
    assert "Soạn thư điện tử (Bcc 1 địa chỉ)" in page


def test_more_addresses_than_a_link_holds_are_given_to_copy(facts: Facts, client: Client) -> None:
    for number in range(60):
        commune = factories.commune(f"Xã {number}", parent=facts.province)
        factories.issued_plan(commune)
        leader = factories.leader(commune)
        User.objects.filter(pk=leader.pk).update(email=f"chutich.xa.so.{number}@langson.gov.vn")

    page = client.get("/reports/remind/").content.decode()

    assert "mailto:?bcc" not in page
    assert "chutich.xa.so.0@langson.gov.vn, " in page.partition('id="dia-chi-thu"')[2]
    assert 'data-copies="dia-chi-thu"' in page


def test_without_addresses_no_letter_is_offered(client: Client) -> None:
    page = client.get("/reports/remind/").content.decode()

    assert "mailto:" not in page
    assert "dia-chi-thu" not in page


def test_those_whose_day_has_passed_are_shown_and_written_alone(
    facts: Facts, client: Client
) -> None:
    before = factories.period(facts.province, ordinal=3)
    neighbour = factories.commune("Xã Hai", parent=facts.province)
    factories.issued_plan(neighbour)
    Extension.objects.create(
        period=before,
        unit=factories.committee(neighbour),
        due_on=factories.TODAY,
        reason="Mưa lũ",
        granted_at=factories.NOW,
        granted_by=facts.reviewer,
    )
    here = f"?period={before.pk}"

    everyone = client.get(f"/reports/remind/{here}").content.decode()
    late = client.get(f"/reports/remind/{here}&show=late").content.decode()

    assert f'href="{here}&amp;show=late"' in everyone
    assert f'href="/reports/remind.csv{here}&amp;show=late"' in late
    assert ("UBND xã Hai" in everyone, "UBND xã Hai" in late) == (True, False)
    assert "Hai" not in client.get(f"/reports/remind.txt{here}&show=late").content.decode()
    now = client.get(f"/reports/remind/?period={facts.period.pk}&show=late").content.decode()
    assert "Chưa đơn vị nào quá hạn" in now
