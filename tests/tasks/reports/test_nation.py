"""All provinces beside each other: each the sum of what its own desk shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import Period, Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Task
from tasks.reports import nation, rollup
from tasks.reports.matrix import Cell
from tests import factories

pytestmark = pytest.mark.django_db


def superuser() -> User:
    return User.objects.create_superuser("quan-tri")


class Facts:
    """Provinces with a quarter each, and who reads them all."""

    def __init__(self) -> None:
        self.version = factories.framework()
        self.root = factories.viewer(superuser())

    def province(self, name: str, state: str = Period.State.OPEN) -> Period:
        return factories.period(factories.province(name), state=state)

    def commune(self, period: Period, name: str, *tasks: str, reported: int = 0) -> Territory:
        """Return a commune whose plan has a task for each word: codes of components, or none."""
        made = factories.commune(name, parent=period.territory)
        plan = factories.plan(made)
        for words in tasks:
            codes = [word for word in words.split(", ") if word]
            about = tuple(factories.component(self.version, code) for code in codes)
            factories.task(plan, components=about)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        for row in factories.reporting(plan)[:reported]:
            factories.recorded(row, period)
        return made

    def build(self) -> nation.Nation:
        term = next(iter(nation.terms(self.root)))
        return nation.build(viewer=self.root, term=term)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_each_province_adds_up_to_its_own_desk(facts: Facts) -> None:
    first, second = facts.province("Tỉnh Một"), facts.province("Tỉnh Hai")
    facts.commune(first, "Xã A", "1.1", "1.1, 1.2, 2.1", "", reported=2)
    facts.commune(first, "Xã B", "2.1")
    facts.commune(second, "Xã C", "1.1, 2.1", "2.2", reported=1)

    found = facts.build()

    rows = {row.name: row for row in found.rows}
    assert {name: row.whole for name, row in rows.items()} == {
        "Tỉnh Một": Cell(2, 4),
        "Tỉnh Hai": Cell(1, 2),
    }
    assert found.totals == (Cell(3, 6), Cell(3, 3), Cell(2, 4), Cell(0, 1))
    for row in found.rows:
        desk = rollup.build(viewer=facts.root, period=row.period, on=factories.TODAY).communes
        shown = {column.short: cell for cell, column in row.cells if cell.total}
        assert shown == {column.short: cell for cell, column in desk.totals if cell.total}
        assert row.whole == desk.whole


def test_rows_of_a_provinces_plan_count_where_communes_answer_for_them(facts: Facts) -> None:
    period = facts.province("Tỉnh Một")
    commune = facts.commune(period, "Xã A", "1.1")
    plan = factories.plan(period.territory)
    committee = factories.committee(commune)
    given = factories.task(plan, components=(factories.component(facts.version, "2.1"),))
    factories.party(given, "lead", unit=committee)
    own = factories.task(plan)
    department = factories.unit(period.territory, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    factories.party(own, "lead", unit=department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    row = facts.build().rows[0]

    desk = rollup.build(viewer=facts.root, period=period, on=factories.TODAY).communes
    assert row.whole == desk.whole == Cell(0, 2)


def test_communes_count_as_on_the_desk_whichever_plan_they_report_on(facts: Facts) -> None:
    period = facts.province("Tỉnh Một")
    own = facts.commune(period, "Xã A", "1.1", reported=1)
    both = facts.commune(period, "Xã B", "1.1")
    given, silent = (factories.commune(name, parent=period.territory) for name in ("Xã C", "Xã D"))
    plan = factories.plan(period.territory)
    for one in (both, given, silent):
        factories.task(plan, lead=factories.committee(one))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    for given_row in factories.reporting(plan)[:2]:
        factories.recorded(given_row, period)
        factories.submission(plan, period, unit=given_row.unit)
    factories.submission(own.plans.get(), period)

    row = facts.build().rows[0]

    desk = rollup.build(viewer=facts.root, period=period, on=factories.TODAY).communes.counts
    assert row.handed_in == Cell(desk["handed_in"], desk["planned"])
    assert row.handed_in == Cell(2, 4), "xã B owes its own, xã D has not begun"


def test_what_begins_later_or_ended_is_not_owed(facts: Facts) -> None:
    period = facts.province("Tỉnh Một")
    facts.commune(period, "Xã A", "1.1", "1.2", "2.1")
    first, second, _ = Assignment.objects.order_by("pk")
    Task.objects.filter(pk=first.task_id).update(starts_on=period.data_to + timedelta(days=1))
    Assignment.objects.filter(pk=second.pk).update(handed_over_on=period.data_to)

    assert facts.build().rows[0].whole == Cell(0, 1)


def test_reports_count_when_they_have_been_handed_in(facts: Facts) -> None:
    period = facts.province("Tỉnh Một")
    for name, state in (("Xã A", "submitted"), ("Xã B", "accepted"), ("Xã C", "returned")):
        commune = facts.commune(period, name, "1.1", reported=1)
        factories.submission(commune.plans.get(), period, state=state)
    facts.commune(period, "Xã D", "1.1")

    assert facts.build().handed_in == Cell(2, 4)


def test_terms_are_those_that_have_begun_the_latest_first(facts: Facts) -> None:
    place = factories.province("Tỉnh Một")
    for ordinal, state in ((1, "closed"), (2, "open"), (3, "planned")):
        factories.period(place, ordinal=ordinal, state=state)

    assert list(nation.terms(facts.root).values()) == ["Quý II/2026", "Quý I/2026"]


def test_provinces_that_are_behind_come_first(facts: Facts) -> None:
    behind, ahead = facts.province("Tỉnh Một"), facts.province("Tỉnh Hai")
    facts.commune(ahead, "Xã A", "1.1", reported=1)
    facts.commune(behind, "Xã B", "1.1")

    assert [row.name for row in facts.build().rows] == ["Tỉnh Một", "Tỉnh Hai"]


def test_number_of_queries_does_not_grow(facts: Facts) -> None:
    counted = []
    for names in (("Tỉnh 1",), ("Tỉnh 2", "Tỉnh 3", "Tỉnh 4")):
        for name in names:
            facts.commune(facts.province(name), f"Xã của {name}", "1.1", "1.1, 2.1", reported=1)
        with CaptureQueriesContext(connection) as queries:
            facts.build()
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 11


def test_page_shows_the_term_that_is_asked_for(facts: Facts, client: Client) -> None:
    period = facts.province("Tỉnh Một")
    facts.commune(period, "Xã A", "1.1", reported=1)
    earlier = factories.period(period.territory, ordinal=3, state="closed")
    client.force_login(facts.root.user)

    shown = client.get("/reports/nation/").content.decode()
    before = client.get(f"/reports/nation/?term=2026-quarter-{earlier.ordinal}").content.decode()

    assert "Tổng hợp Quý IV/2026" in shown
    assert f"/reports/rollup/?period={period.pk}" in shown
    assert "Tổng hợp Quý III/2026" in before
    assert f"/reports/rollup/?period={earlier.pk}" in before


def test_page_without_any_period_says_so(client: Client) -> None:
    client.force_login(superuser())

    assert "Chưa có kỳ báo cáo nào" in client.get("/reports/nation/").content.decode()
