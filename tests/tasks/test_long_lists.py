"""Lists of a whole province come in sheets; what is counted and chosen is all of it."""

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role
from tasks.models import Assignment, Progress
from tasks.models.tasks import in_somebodys_hands
from tasks.reports import punctuality, rows
from tests import factories

if TYPE_CHECKING:
    from django.test import Client

    from plans.models import Plan

pytestmark = pytest.mark.django_db
NAMES = ("Xã Ba Bể", "Xã Cao Lộc", "Xã Đình Lập")


class Facts:
    """Three communes that have handed in, seen by the reviewer of their province."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.plans: list[Plan] = []
        for name in NAMES:
            plan = factories.issued_plan(factories.commune(name, parent=self.province))
            (row,) = factories.reporting(plan)
            factories.recorded(row, self.period, result=f"Đã niêm yết tại {name}")
            self.plans.append(plan)
        self.sent = [factories.submission(plan, self.period) for plan in self.plans]
        self.reviewer = factories.reviewer(self.province)
        self.client: Client = factories.signed_in(self.reviewer)

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    def named(self, address: str) -> list[str]:
        """Return the communes whose UBND stands in the rows of a page."""
        table = self.page(address).partition("<tbody>")[2].partition("</tbody>")[0]
        return [name for name in NAMES if f"UBND {name.replace('Xã', 'xã')}" in table]


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr("papi_portal.pages.ROWS_PER_SHEET", 2)
    return Facts()


@pytest.mark.parametrize(
    "address",
    ["/reports/queue/", "/reports/punctuality/?year=2026", "/reports/coverage/?year=2026"],
)
def test_each_commune_stands_on_one_sheet_of_the_list(facts: Facts, address: str) -> None:
    to = "&" if "?" in address else "?"

    first, second = facts.named(address), facts.named(f"{address}{to}page=2")

    assert (len(first), len(second)) == (2, 1)
    assert sorted(first + second) == sorted(NAMES)


def test_one_box_chooses_the_reports_of_all_sheets(facts: Facts) -> None:
    shown = facts.page("/reports/queue/?page=2")

    every = ",".join(f"{one.pk}-{one.version}" for one in facts.sent)
    assert f'value="{every}"' in shown
    assert "Chọn cả 3 báo cáo" in shown


def test_figures_of_the_year_count_all_sheets(facts: Facts) -> None:
    shown = facts.page("/reports/punctuality/?year=2026&page=2")

    assert '<a href="/reports/punctuality/rows/?year=2026&amp;show=on_time">100,0%</a>' in shown
    assert '<a href="/reports/punctuality/rows/?year=2026&amp;show=done">0,0%</a>' in shown


def test_year_of_one_unit_is_its_row_in_that_of_all(facts: Facts) -> None:
    viewer = factories.viewer(facts.reviewer)
    unit = facts.plans[1].issuer_id

    every = punctuality.build(viewer=viewer, year=2026, on=factories.TODAY)
    one = punctuality.build(viewer=viewer, year=2026, on=factories.TODAY, unit=unit)

    assert len(every.rows) == 3
    assert one.rows == tuple(row for row in every.rows if row.unit.pk == unit)
    assert (one.on_time.text, one.evidence.part, one.evidence.whole) == ("100,0%", 0, 1)


def test_search_in_rows_keeps_their_order(facts: Facts) -> None:
    viewer = factories.viewer(facts.reviewer)

    def behind(words: str) -> list[int]:
        asked = rows.Asked(words=words)
        return list(rows.behind(viewer=viewer, period=facts.period, asked=asked))

    every = [
        one.pk
        for plan in sorted(facts.plans, key=lambda plan: plan.territory.code)
        for one in factories.reporting(plan)
    ]
    assert behind("") == behind("da niem yet") == every
    assert behind("tại xã cao") == [factories.reporting(facts.plans[1])[0].pk]
    assert behind("không có chữ này") == []


def test_row_is_in_the_hands_of_its_unit_or_of_the_ubnd_above_it() -> None:
    communes = [factories.commune(name) for name in (*NAMES, "Xã Văn Lãng")]
    given = []
    for commune in communes:
        plan = factories.issued_plan(commune)
        police = factories.unit(commune)
        given.append(factories.given(plan.tasks.get(), police, role="support"))
    factories.member(given[0].unit)
    factories.officer(communes[1])
    factories.member(given[2].unit, Role.AUDITOR)

    held = Assignment.objects.filter(in_somebodys_hands(factories.TODAY), role="support")

    assert set(held) == {given[0], given[1]}


@pytest.mark.parametrize("who", ["reviewer", "officer", "colleague", "stranger"])
def test_record_is_seen_by_who_sees_its_row(facts: Facts, who: str) -> None:
    commune = facts.plans[0].territory
    person = {
        "reviewer": lambda: facts.reviewer,
        "officer": lambda: factories.officer(commune),
        "colleague": lambda: factories.member(factories.unit(commune)),
        "stranger": lambda: factories.officer(factories.commune()),
    }[who]()
    viewer = factories.viewer(person)

    seen = set(Assignment.objects.visible_to(viewer).filter(reports=True))

    assert {one.assignment for one in Progress.objects.visible_to(viewer)} == seen
    assert len(seen) == {"reviewer": 3, "officer": 1}.get(who, 0)


@pytest.mark.parametrize("number", [3, 30])
def test_review_of_a_report_takes_as_many_queries_for_3_rows_as_for_30(number: int) -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.issued_plan(commune, tasks=number)
    for row in factories.reporting(plan):
        factories.recorded(row, period)
    sent = factories.submission(plan, period)
    client = factories.signed_in(factories.reviewer(period.territory))
    client.get(sent.get_absolute_url())  # what is kept for all requests is asked for once

    with CaptureQueriesContext(connection) as queries:
        assert client.get(sent.get_absolute_url()).status_code == 200

    assert len(queries) == 17
