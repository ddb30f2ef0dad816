"""The register narrowed: what stands, what was withdrawn, what has no number and whom to ask."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans.models import Membership, User
from tasks import actions
from tasks.models import Submission
from tests import factories
from tests.tasks.report_pages import plain
from tests.tasks.test_issued_list import Facts, withdraw

pytestmark = pytest.mark.django_db
QUERIES = {"/reports/issued/": 13, "/reports/issued.xlsx": 6}
MISSING = "?show=missing&year=2026"


@pytest.fixture
def facts(db: None) -> Facts:
    """Return two communes that issued, and a third whose report was accepted only."""
    made = Facts(communes=2)
    accept(made, "Xã 3")
    return made


def accept(facts: Facts, name: str) -> Submission:
    commune = factories.commune(name, parent=facts.province)
    plan = factories.issued_plan(commune)
    return factories.submission(plan, facts.period, state="accepted")


def page(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(reverse("tasks:issued-list") + query)
    assert response.status_code == 200
    return plain(response)


def workbook(person: User, query: str) -> list[dict[str, Any]]:
    answer = factories.signed_in(person).get(reverse("tasks:issued-list-file") + query)
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].values)
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def test_counts_on_top_say_what_each_choice_lists(facts: Facts) -> None:
    withdraw(facts.issued[1])

    shown = page(facts.reviewer)

    assert "Mọi số 2 Đang có hiệu lực 1 Đã hủy số 1 Chưa ban hành 2" in shown


@pytest.mark.parametrize(
    ("show", "units"),
    [("standing", {"UBND xã 1"}), ("withdrawn", {"UBND xã 2"}), ("?", {"UBND xã 1", "UBND xã 2"})],
)
def test_state_narrows_page_and_workbook_alike(facts: Facts, show: str, units: set[str]) -> None:
    withdraw(facts.issued[1])

    shown = page(facts.reviewer, f"?show={show}")

    assert f"{len(units)} văn bản" in shown
    found = workbook(facts.reviewer, f"?show={show}&year=2026")
    assert {one["Đơn vị ban hành"] for one in found} == units


def test_accepted_report_without_a_number_is_listed_with_whom_to_ask(facts: Facts) -> None:
    report = Submission.objects.get(unit__territory__name="Xã 3")
    leader = factories.leader(report.unit.territory)
    User.objects.filter(pk=leader.pk).update(phone="0912345678", full_name="Lý Thị Hoa")
    Membership.objects.filter(user=leader).update(title="Chủ tịch")

    html = factories.signed_in(facts.reviewer).get(reverse("tasks:issued-list") + MISSING)

    shown = plain(html)
    assert "1 báo cáo đã duyệt, chưa ban hành" in shown
    assert "chưa có số" in shown
    assert "Lý Thị Hoa, Chủ tịch, 0912 345 678" in shown
    assert report.get_absolute_url() in html.content.decode()
    (row,) = workbook(facts.reviewer, MISSING)
    assert "Lý Thị Hoa, Chủ tịch, 0912 345 678" in row["Người liên hệ"]
    own = page(leader, MISSING)
    assert "Lý Thị Hoa, Chủ tịch" in own
    assert "0912" not in own
    assert "0912" not in workbook(leader, MISSING)[0]["Người liên hệ"]


def test_withdrawn_number_and_a_later_version_leave_the_report_without_one(facts: Facts) -> None:
    struck, amended = facts.issued
    withdraw(struck)
    seen: dict[str, Any] = {
        "submission": amended.submission,
        "by": factories.viewer(facts.reviewer),
        "at": factories.NOW,
    }
    back = actions.take_back_acceptance(version=amended.version, reason="Sai", **seen)
    actions.accept_submission(version=back.version, **seen)

    Membership.objects.filter(unit=struck.unit).delete()
    shown = page(facts.reviewer, MISSING)

    assert "chưa có ai của đơn vị dùng cổng" in shown
    assert "3 báo cáo đã duyệt, chưa ban hành" in shown
    assert "đã hủy số 25/BC-UBND, chưa có số khác" in shown
    assert "đã ban hành số 25/BC-UBND; được duyệt lại sau đó" in shown


def test_period_and_unit_narrow_all_of_it(facts: Facts) -> None:
    plan = factories.issued_plan(factories.commune("Xã 4", parent=facts.province))
    other = factories.period(facts.province, ordinal=3)
    factories.submission(plan, other, state="accepted")

    assert "Mọi số 0 Đang có hiệu lực 0 Đã hủy số 0 Chưa ban hành 1" in page(
        facts.reviewer, f"?period={other.pk}"
    )
    of_period = page(facts.reviewer, f"{MISSING}&period={other.pk}")
    assert "Báo cáo Quý III/2026" in of_period
    assert "1 báo cáo đã duyệt" in of_period
    unit = facts.issued[0].unit
    assert "Mọi số 1 Đang có hiệu lực 1 Đã hủy số 0 Chưa ban hành 0" in page(
        facts.reviewer, f"?unit={unit.pk}"
    )
    assert factories.signed_in(facts.reviewer).get("/reports/issued/?period=x").status_code == 404


def test_empty_lists_say_so_and_where_to_go(facts: Facts) -> None:
    leader = facts.issued[0].issued_by

    assert "Mọi báo cáo đã duyệt đều đã ban hành" in page(leader, MISSING)
    assert "Không có số nào như đã lọc năm 2026" in page(leader, "?show=withdrawn")
    third = factories.officer(Submission.objects.get(unit__territory__name="Xã 3").unit.territory)
    assert "Xem 1 báo cáo chưa ban hành" in page(third)


@pytest.mark.parametrize("reports", [1, 4])
def test_number_of_queries_is_fixed_for_what_has_no_number(
    reports: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts = Facts(communes=1)
    for number in range(reports):
        factories.leader(accept(facts, f"Xã 1{number}").unit.territory)
    client = factories.signed_in(facts.reviewer)

    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            client.get(address + MISSING)
