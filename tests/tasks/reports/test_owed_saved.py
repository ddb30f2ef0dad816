"""What a save shows again is what the whole page would show, without building it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Viewer
from plans.models import Period
from tasks import actions
from tasks.models import Assignment, Progress
from tasks.reports import owed
from tasks.reports.owed_rows import OwedRow
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A commune with two plans in a quarter, rows under two dimensions and under none."""

    def __init__(self) -> None:
        self.framework = factories.framework()
        self.commune = factories.commune()
        self.before = factories.period(self.commune, ordinal=3)
        self.period = factories.period(self.commune, ordinal=4)
        self.officer = factories.officer(self.commune)
        self.rows = [*self.issue("1.1", "2.1", ""), *self.issue("1.1", "1.2", "2.1")]

    def issue(self, *codes: str, ends_on: date | None = None) -> list[Assignment]:
        plan = factories.plan(self.commune)
        for code in codes:
            components = (factories.component(self.framework, code),) if code else ()
            factories.task(plan, components=components, ends_on=ends_on)
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        return factories.reporting(plan)

    def record(self, at: int, *, difficulty: str = "", period: Period | None = None) -> Progress:
        return factories.recorded(self.rows[at], period or self.period, difficulty=difficulty)

    @property
    def viewer(self) -> Viewer:
        return factories.viewer(self.officer)

    def row(self, assignment: Assignment) -> OwedRow:
        found = owed.build_row(
            viewer=self.viewer,
            assignment_id=assignment.pk,
            period=self.period,
            before=self.before,
            on=factories.TODAY,
        )
        assert found is not None
        return found[1]


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def assert_counted_as_on_the_page(facts: Facts) -> None:
    page = owed.build(
        viewer=facts.viewer, period=facts.period, before=facts.before, on=factories.TODAY
    )
    for group in page.groups:
        for row in group.rows:
            counts, of_group = owed.count(viewer=facts.viewer, period=facts.period, row=row)
            assert (counts.total, counts.reported, counts.missing, counts.with_difficulty) == (
                page.total,
                page.reported,
                page.missing,
                page.with_difficulty,
            )
            assert (of_group.key, of_group.total, of_group.reported) == (
                group.key,
                group.total,
                group.reported,
            )


def test_counts_are_those_of_the_page(facts: Facts) -> None:
    facts.record(0)
    facts.record(3, difficulty="Thiếu kinh phí")
    facts.record(4, difficulty="Thiếu người")
    facts.record(5, difficulty="Kỳ trước", period=facts.before)

    counts, _ = owed.count(viewer=facts.viewer, period=facts.period, row=facts.row(facts.rows[0]))

    assert (counts.total, counts.reported, counts.with_difficulty) == (6, 3, 2)
    assert_counted_as_on_the_page(facts)


def test_row_about_two_dimensions_is_counted_once_under_the_first(facts: Facts) -> None:
    facts.rows[1].task.components.add(factories.component(facts.framework, "1.2"))
    facts.record(1)

    assert_counted_as_on_the_page(facts)


def test_rows_of_others_and_rows_not_begun_are_not_counted(facts: Facts) -> None:
    factories.issued_plan(factories.commune("Xã Khác", parent=facts.commune.parent))
    later = facts.rows[2].task
    later.starts_on = facts.period.data_to + timedelta(days=1)
    later.save()

    counts, _ = owed.count(viewer=facts.viewer, period=facts.period, row=facts.row(facts.rows[0]))

    assert counts.total == 5
    assert_counted_as_on_the_page(facts)


def test_group_whose_rows_are_gone_counts_nothing(facts: Facts) -> None:
    row = facts.row(facts.rows[2])
    later = facts.rows[2].task
    later.starts_on = facts.period.data_to + timedelta(days=1)
    later.save()

    _, group = owed.count(viewer=facts.viewer, period=facts.period, row=row)

    assert (group.total, group.reported) == (0, 0)


@pytest.mark.parametrize("state", ["in_progress", "completed"])
def test_saved_row_is_the_row_as_read_again(facts: Facts, state: str) -> None:
    (assignment,) = facts.issue("1.1", ends_on=factories.TODAY - timedelta(days=2))
    facts.rows.append(assignment)
    facts.record(-1, period=facts.before)
    before = facts.row(assignment)

    record = factories.recorded(assignment, facts.period, difficulty="Thiếu kinh phí", state=state)
    saved = owed.recorded_row(before, assignment.task, record, factories.TODAY)

    assert saved == facts.row(assignment)
    assert (saved.version, saved.state, saved.is_as_last) == (1, state, True)
    assert saved.due.kind == ("none" if state == "completed" else "late")


def test_save_by_script_takes_as_many_queries_for_2_rows_and_for_40(facts: Facts) -> None:
    client = factories.signed_in(facts.officer)
    numbers = []
    for more in (1, 2, 40):  # at the first time, what is kept for all requests is asked for
        first, *_ = facts.issue(*["1.1"] * more)
        address = f"/progress/{first.pk}/{facts.period.pk}/"
        sent = {"state": "in_progress", "result": "Đã họp", "version": 0}
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, sent, headers={"HX-Request": "true"})
        assert response.status_code == 200
        numbers.append(len(queries))
    assert numbers[1] == numbers[2] <= 20
