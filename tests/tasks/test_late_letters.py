"""Letters to units that have not reported, as files: who gets them, to whom they go."""

from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse

from papi_portal import pdf
from plans import letterheads
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db
NAMES = ("tasks:late-letter-file", "tasks:late-letters-file")
names = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.reviewer)


def address(name: str, facts: Facts, kind: str = "docx", **more: int) -> str:
    return reverse(name, args=[kind], query={"period": facts.period.pk, **more})


def read(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
@names
def test_letters_are_had_as_pdf(facts: Facts, client: Client, name: str) -> None:
    response = client.get(address(name, facts, "pdf"))

    assert response.content.startswith(b"%PDF-")


def test_letters_are_had_as_word_under_their_names(facts: Facts, client: Client) -> None:
    to_all, to_each = (client.get(address(name, facts)) for name in NAMES)

    begin = "Công văn đôn đốc nộp báo cáo Quý IV-2026 gửi"
    assert unquote(to_all["Content-Disposition"]).endswith(f"{begin} 1 đơn vị.docx")
    assert unquote(to_each["Content-Disposition"]).endswith(f"{begin} UBND xã Điềm He.docx")
    assert "Kính gửi: Ủy ban nhân dân xã Điềm He" in read(to_each.content)


def test_letter_to_one_goes_to_nobody_else(facts: Facts, client: Client) -> None:
    factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))

    told = read(client.get(address(NAMES[1], facts, unit=facts.unit.pk)).content)

    assert "xã Điềm He" in told
    assert "xã Hai" not in told


def test_who_is_not_late_or_is_not_reviewed_gets_no_letter(facts: Facts, client: Client) -> None:
    other = factories.issued_plan(factories.commune("Xã Xa")).issuer
    assert client.get(address(NAMES[1], facts, unit=other.pk)).status_code == 404

    facts.submission()

    assert [client.get(address(name, facts)).status_code for name in NAMES] == [404, 404]


@names
@pytest.mark.parametrize("kind", ["xlsx", "doc", "html"])
def test_letter_is_no_table(facts: Facts, client: Client, name: str, kind: str) -> None:
    assert client.get(address(name, facts, kind)).status_code == 404


@names
def test_province_without_periods_has_no_letters(name: str) -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert client.get(reverse(name, args=["docx"])).status_code == 404


@names
def test_only_who_reviews_reminds(facts: Facts, name: str) -> None:
    for person in (facts.officer, facts.leader):
        assert factories.signed_in(person).get(address(name, facts)).status_code == 403
    assert factories.signed_in(facts.reviewer).post(address(name, facts)).status_code == 405


def test_page_leads_to_the_letters_and_to_the_letterhead(facts: Facts, client: Client) -> None:
    page = client.get("/reports/remind/").content.decode().replace("&amp;", "&")

    for kind in ("pdf", "docx"):
        for name in NAMES:
            assert f'href="{address(name, facts, kind)}"' in page
        assert f'href="{address(NAMES[1], facts, kind, unit=facts.unit.pk)}"' in page
    office = facts.reviewer.memberships.get().unit
    assert reverse("tasks:letterhead-edit", args=[office.pk]) in page


def test_page_says_what_the_letters_would_lack_and_where_to_fill_it(facts: Facts) -> None:
    office = facts.reviewer.memberships.get().unit
    client = factories.signed_in(facts.reviewer)
    address = reverse("tasks:late-reports")
    lacks = "Công văn in ra sẽ thiếu họ tên người ký (chỗ ký để trống)."

    page = client.get(address).content.decode()
    assert lacks in page
    assert page.count(reverse("tasks:letterhead-edit", args=[office.pk])) == 2
    letterhead = letterheads.build(office)
    letterhead.signatory, letterhead.version = "Trần Văn B", 1
    letterhead.save()

    assert lacks not in client.get(address).content.decode()
