"""The register of issued reports: a unit's own, or all that the level above reads."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans.access import Role
from plans.models import User
from tasks import actions
from tasks.models import IssuedReport
from tests import factories
from tests.tasks.report_pages import plain
from tests.tasks.showing import attachment

pytestmark = pytest.mark.django_db
QUERIES = {"/reports/issued/": 13, "/reports/issued.xlsx": 6}


class Facts:
    """A province, some communes with an issued report each."""

    def __init__(self, communes: int = 1) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.issued = [self.issue(f"Xã {number}") for number in range(1, communes + 1)]
        self.reviewer = factories.reviewer(self.province)

    def issue(self, name: str, number: str = "25/BC-UBND") -> IssuedReport:
        commune = factories.commune(name, parent=self.province)
        report = factories.submission(factories.issued_plan(commune), self.period, state="accepted")
        return actions.issue_report(
            submission=report,
            issuing=actions.Issuing(number, factories.TODAY, report.version),
            printed=actions.Printed(pdf=b"%PDF-", word=b"PK"),
            by=factories.viewer(factories.leader(commune)),
            at=factories.NOW,
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts(communes=2)


def page(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(reverse("tasks:issued-list") + query)
    assert response.status_code == 200
    return plain(response)


def withdraw(issued: IssuedReport) -> None:
    by = factories.viewer(issued.issued_by)
    actions.withdraw_number(issued=issued, reason="Gõ nhầm số", by=by, at=factories.NOW)


def sign(issued: IssuedReport, content: bytes = b"%PDF-1") -> None:
    by = factories.viewer(issued.issued_by)
    actions.add_signed_copy(issued=issued, file=attachment(content), by=by, at=factories.NOW)


def test_reviewer_reads_the_numbers_of_all_units_and_a_leader_their_own(facts: Facts) -> None:
    for person, count in {facts.reviewer: 2, facts.issued[0].issued_by: 1}.items():
        shown = page(person)
        assert "Sổ văn bản đã ban hành năm 2026" in shown
        assert f"{count} văn bản" in shown
        assert shown.count("25/BC-UBND 21/11/2026") == count
        assert shown.count("Báo cáo Quý IV/2026, ") == count
    assert "UBND xã 2" in page(facts.reviewer)
    assert "UBND xã 2" not in page(facts.issued[0].issued_by)
    assert "ban hành năm 2026, UBND xã 1" in page(facts.issued[0].issued_by)


def test_state_of_each_number_is_said_and_its_files_are_linked(facts: Facts) -> None:
    first, second = facts.issued
    sign(first)
    withdraw(second)

    answer = factories.signed_in(facts.reviewer).get(reverse("tasks:issued-list"))

    html, shown = answer.content.decode(), plain(answer)
    assert "có bản ký" in shown
    assert "<del>25/BC-UBND</del>" in html
    assert "hủy lúc 10:42 21/11/2026: Gõ nhầm số" in shown
    assert first.signed.get().get_absolute_url() in html
    for one in facts.issued:
        assert one.get_absolute_url() in html
        assert reverse("tasks:issued-file", args=[one.pk, "docx"]) in html


def test_paper_that_amends_and_the_one_that_is_amended_name_each_other() -> None:
    facts = Facts()
    (issued,) = facts.issued
    reader = factories.viewer(facts.reviewer)
    back = actions.take_back_acceptance(
        submission=issued.submission,
        version=issued.version,
        reason="Sai",
        by=reader,
        at=factories.NOW,
    )
    again = actions.accept_submission(
        submission=back, version=back.version, by=reader, at=factories.NOW
    )
    actions.issue_report(
        submission=again,
        issuing=actions.Issuing("31/BC-UBND", factories.TODAY, again.version),
        printed=actions.Printed(pdf=b"%PDF-2", word=b"PK2"),
        by=factories.viewer(issued.issued_by),
        at=factories.NOW,
    )

    shown = page(facts.reviewer)

    assert "sửa đổi số 25/BC-UBND" in shown
    assert "được sửa đổi bởi số 31/BC-UBND" in shown


def test_register_is_narrowed_to_a_year_and_a_unit(facts: Facts) -> None:
    unit = facts.issued[1].unit

    narrowed = page(facts.reviewer, f"?year=2026&unit={unit.pk}")
    assert "1 văn bản" in narrowed
    assert "Sổ văn bản đã ban hành năm 2026, UBND xã 2" in narrowed
    assert "Năm 2025 chưa có báo cáo nào được ban hành" in page(facts.reviewer, "?year=2025")
    alone = page(facts.reviewer, f"?unit={factories.unit(facts.province).pk}")
    assert "Không có số nào như đã lọc năm 2026" in alone
    assert factories.signed_in(facts.reviewer).get("/reports/issued/?year=x").status_code == 404


def test_who_reads_nothing_is_told_how_it_fills(db: None) -> None:
    shown = page(factories.officer(factories.commune()))

    assert "Năm 2026 chưa có báo cáo nào được ban hành" in shown
    assert "Tải sổ văn bản" not in shown


def test_workbook_has_every_number_with_its_state_and_hashes(facts: Facts) -> None:
    first, second = facts.issued
    sign(first, b"%PDF-1")
    sign(first, b"%PDF-2")
    withdraw(second)

    answer = factories.signed_in(facts.reviewer).get(reverse("tasks:issued-list-file"))

    rows = list(openpyxl.load_workbook(BytesIO(answer.content))["Sổ văn bản"].values)
    said = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert rows[0][0] == "Sổ văn bản đã ban hành năm 2026"
    assert [one["Tình trạng"] for one in said] == ["có bản ký", "đã hủy số"]
    assert [one["Lý do hủy"] for one in said] == [None, "Gõ nhầm số"]
    assert said[0]["SHA-256 bản đã ký"] == first.signed.all()[0].sha256
    assert {one["Số, ký hiệu"] for one in said} == {"25/BC-UBND"}


@pytest.mark.parametrize("communes", [1, 4])
def test_number_of_queries_is_fixed(
    communes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts = Facts(communes=communes)
    sign(facts.issued[0])
    client = factories.signed_in(facts.reviewer)

    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            client.get(address)


def test_register_is_found_from_the_desk_and_from_the_unit(facts: Facts) -> None:
    issued = facts.issued[0]
    inspector = factories.member(
        factories.unit(facts.province, "Thanh tra tỉnh", kind="department"), Role.AUDITOR
    )
    ways = {
        facts.reviewer: reverse("tasks:rollup"),
        inspector: reverse("tasks:unit-detail", args=[issued.unit_id]),
        issued.issued_by: issued.submission.get_absolute_url(),
    }

    for person, address in ways.items():
        html = factories.signed_in(person).get(address).content.decode()
        assert reverse("tasks:issued-list") in html
