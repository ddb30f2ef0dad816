"""The list for reminding: on a page, as a text and as a table."""

from datetime import date

import pytest
from django.test import Client

from plans.models import Plan, Territory
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db
HEAD = "Kính gửi UBND các xã, phường: 1 xã, phường chưa ban hành kế hoạch thực hiện Bộ khung"
LINE = "- UBND xã Hai: chưa có"


def reviewer_of_two_communes() -> Client:
    """Return a reviewer whose first commune has issued and whose second has nothing."""
    province = factories.province()
    framework = deriving.framework(province)
    Plan.objects.filter(pk=framework.pk).update(below_due_on=date(2026, 11, 15))
    first, _ = (factories.commune(name, parent=province) for name in ("Xã Một", "Xã Hai"))
    deriving.issued(deriving.derived(framework, first))
    return factories.signed_in(factories.reviewer(province))


def test_page_holds_the_words_to_copy() -> None:
    shown = reviewer_of_two_communes().get("/reports/issuance/remind/").content.decode()

    assert HEAD in shown
    assert "1 xã, phường chưa ban hành kế hoạch" in shown
    assert f"{LINE}\n</textarea>" in shown
    assert "xã Một" not in shown


def test_each_commune_has_words_of_its_own_to_copy() -> None:
    shown = reviewer_of_two_communes().get("/reports/issuance/remind/").content.decode()
    commune = Territory.objects.get(name="Xã Hai")

    assert f'<textarea id="nhac-{commune.pk}"' in shown
    assert ">Kính gửi UBND xã Hai:" in shown
    assert f'data-copies="nhac-{commune.pk}"' in shown
    assert 'data-copies="loi-nhac"' in shown
    assert shown.count("Sao chép lời nhắc") == 2
    assert "onclick" not in shown


def test_text_file_holds_the_same_lines() -> None:
    answer = reviewer_of_two_communes().get("/reports/issuance/remind.txt")

    head, line = answer.content.decode().splitlines()
    assert (head.startswith(HEAD), line) == (True, LINE)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert ".txt" in answer["Content-Disposition"]


def test_table_opens_in_excel() -> None:
    client = reviewer_of_two_communes()
    Territory.objects.filter(name="Xã Hai").update(name="=HYPERLINK(1)", code="06280")

    content = client.get("/reports/issuance/remind.csv").content

    assert content.startswith(b"\xef\xbb\xbf")
    header, row = content.decode("utf-8-sig").splitlines()
    assert header == 'Mã số,"Xã, phường",Tình trạng,Hạn ban hành,So với hạn'
    assert row == "06280,'=HYPERLINK(1),chưa có,15/11/2026,quá hạn 6 ngày"


def test_nobody_to_remind_is_said() -> None:
    province = factories.province()
    deriving.framework(province)

    shown = factories.signed_in(factories.reviewer(province)).get("/reports/issuance/remind/")

    assert "Không còn xã, phường nào phải nhắc" in shown.content.decode()


@pytest.mark.parametrize("address", ["/reports/issuance/remind/", "/reports/issuance/remind.txt"])
def test_without_a_plan_above_there_is_no_list(address: str) -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert client.get(address).status_code == 404


def test_other_kinds_of_file_are_not_found() -> None:
    assert reviewer_of_two_communes().get("/reports/issuance/remind.exe").status_code == 404
