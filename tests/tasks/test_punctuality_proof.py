"""The punctuality workbook's proof: each row done and its evidence, each extension, in one file."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from plans import actions as plan_actions
from plans.models import Unit
from tasks.models import Evidence, Progress
from tasks.reports import punctuality_proof
from tasks.reports.done_rows import DONE
from tests import factories

pytestmark = pytest.mark.django_db
State = Progress.State


class Facts:
    """A commune with three rows: shown in two ways, not shown, and not done."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune("Xã Một", parent=self.province)
        self.plan = factories.issued_plan(self.commune, tasks=3)
        self.period = factories.period(self.province)
        self.reviewer = factories.reviewer(self.province)
        self.officer = factories.officer(self.commune)
        first, second, third = factories.reporting(self.plan)
        self.shown = factories.recorded(first, self.period)
        factories.recorded(second, self.period, state=State.COMPLETED)
        factories.recorded(third, self.period, state=State.IN_PROGRESS)
        self.show(kind="file", file="a.pdf", file_name="Biên bản.pdf", sha256="ab" * 32)
        self.show(kind="document", number="12/BC-UBND", issued_on=factories.TODAY)

    def show(self, **kept: Any) -> Evidence:
        return Evidence.objects.create(
            progress=self.shown, added_at=factories.NOW, added_by=self.officer, **kept
        )

    def sheet(self, title: str, query: str = "") -> list[list[Any]]:
        answer = factories.signed_in(self.reviewer).get(
            f"/reports/punctuality.xlsx?year=2026{query}"
        )
        assert answer.status_code == 200
        book: Any = load_workbook(BytesIO(answer.content))
        return [[cell.value for cell in row] for row in book[title].iter_rows(min_row=2)][1:]


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_each_row_done_is_named_with_its_evidence_or_without(facts: Facts) -> None:
    titles = [row.task.title for row in factories.reporting(facts.plan)]

    found = facts.sheet("Minh chứng")

    assert [row[0] for row in found] == ["UBND xã Một"] * 3
    assert [row[3] for row in found] == ["Quý IV/2026"] * 3
    assert [title in row[4] for title, row in zip([titles[0], *titles[:2]], found, strict=True)]
    assert [row[5:8] for row in found] == [
        ["có", "tệp", "Biên bản.pdf"],
        ["có", "số, ngày văn bản", "12/BC-UBND"],
        ["không", None, None],
    ]
    assert found[0][9] == "ab" * 32
    assert found[1][8].date() == factories.TODAY


def test_rows_named_are_those_that_the_figures_count(facts: Facts) -> None:
    (figures,) = facts.sheet("Tổng hợp")
    rows = facts.sheet("Minh chứng")

    tasks = {row[4]: row[5] for row in rows}
    assert figures[11:13] == [len(tasks), list(tasks.values()).count("có")]
    assert figures[11] == Progress.objects.filter(state__in=DONE).count()


def test_infected_file_shows_nothing_and_one_that_waits_keeps_its_name(facts: Facts) -> None:
    files = Evidence.objects.filter(kind="file")
    files.update(scan="waiting")
    assert facts.sheet("Minh chứng")[0][7:] == ["chờ quét vi-rút", None, None]

    files.update(scan="infected", file="")
    assert [row[6] for row in facts.sheet("Minh chứng")] == ["số, ngày văn bản", None]


def test_figures_count_no_infected_file(facts: Facts) -> None:
    Evidence.objects.exclude(kind="file").delete()
    assert facts.sheet("Tổng hợp")[0][11:13] == [2, 1]

    Evidence.objects.update(scan="infected", file="")

    assert facts.sheet("Tổng hợp")[0][11:13] == [2, 0]


def test_extension_says_who_gave_it_when_until_when_and_why(facts: Facts) -> None:
    plan_actions.extend_period(
        period=facts.period,
        units=[facts.plan.issuer],
        due_on=factories.TODAY.replace(month=12, day=25),
        reason="Bão lũ",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )

    (row,) = facts.sheet("Gia hạn")

    assert row[:3] == ["UBND xã Một", "Xã Một", "Quý IV/2026"]
    assert (f"{row[3]:%d/%m/%Y}", row[4]) == ("25/12/2026", "Bão lũ")
    assert row[5:] == ["21/11/2026 10:42", facts.reviewer.full_name]


def test_file_of_one_unit_holds_that_unit_alone(facts: Facts) -> None:
    other = factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))
    factories.recorded(factories.reporting(other)[0], facts.period)

    assert {row[0] for row in facts.sheet("Minh chứng")} == {"UBND xã Một", "UBND xã Hai"}
    alone = facts.sheet("Minh chứng", f"&unit={other.issuer_id}")
    assert {row[0] for row in alone} == {"UBND xã Hai"}
    stranger = factories.unit(factories.province("Tỉnh Khác"), kind=Unit.Kind.DEPARTMENT)
    client = factories.signed_in(facts.reviewer)
    assert client.get(f"/reports/punctuality.xlsx?year=2026&unit={stranger.pk}").status_code == 404


def test_what_one_file_does_not_hold_is_said(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    other = factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))
    factories.recorded(factories.reporting(other)[0], facts.period)
    monkeypatch.setattr(punctuality_proof, "MOST_ROWS", 1)

    answer = factories.signed_in(facts.reviewer).get("/reports/punctuality.xlsx?year=2026")
    book: Any = load_workbook(BytesIO(answer.content))

    assert book["Minh chứng"].cell(2, 1).value == (
        "Chỉ gồm 1 đơn vị đầu; tải tệp riêng của từng đơn vị còn lại."
    )
    rows = book["Minh chứng"].iter_rows(min_row=4, values_only=True)
    assert len({row[0] for row in rows}) == 1


def test_queries_of_the_file_stay_the_same_however_many_communes(facts: Facts) -> None:
    client = factories.signed_in(facts.reviewer)
    with CaptureQueriesContext(connection) as few:
        client.get("/reports/punctuality.xlsx?year=2026")
    for number in range(20):
        plan = factories.issued_plan(factories.commune(f"Xã {number}", parent=facts.province))
        factories.recorded(factories.reporting(plan)[0], facts.period)
    with CaptureQueriesContext(connection) as many:
        client.get("/reports/punctuality.xlsx?year=2026")

    assert len(many) == len(few)
