"""The roll-up: communes by dimension, each figure equal to the rows behind it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role, Viewer
from plans.models import Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Party
from tasks.reports import rollup, rows
from tasks.reports.matrix import Cell, RollupRow
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """A province in a quarter, with this year's version of PAPI and an older one."""

    def __init__(self) -> None:
        self.new = factories.framework()
        self.old = factories.framework(code="papi-2018", first_year=2018)
        self.old.last_year = 2020
        self.old.save()
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.reviewer = factories.viewer(factories.reviewer(self.province))

    def commune(self, name: str, *tasks: str, reported: int = 0) -> Territory:
        """Return a commune whose plan has a task for each word: codes, "old 1.1", or nothing."""
        made = factories.commune(name, parent=self.province)
        self.issue(made, *tasks, reported=reported)
        return made

    def issue(self, place: Territory, *tasks: str, reported: int = 0) -> list[Assignment]:
        plan = factories.plan(place)
        for words in tasks:
            components = [
                factories.component(self.old if word.startswith("old") else self.new, word[-3:])
                for word in words.split(", ")
                if word
            ]
            factories.task(plan, components=tuple(components))
        actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        assignments = factories.reporting(plan)
        for assignment in assignments[:reported]:
            factories.recorded(assignment, self.period)
        return assignments

    def build(self, viewer: Viewer | None = None) -> rollup.Rollup:
        return rollup.build(viewer=viewer or self.reviewer, period=self.period, on=factories.TODAY)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def figures(row: RollupRow) -> dict[str, tuple[int, int]]:
    return {column.short: (cell.reported, cell.total) for cell, column in row.cells}


def by_name(found: rollup.Rollup) -> dict[str, RollupRow]:
    return {row.name: row for row in found.communes.rows}


def test_cells_count_reported_rows_of_all_rows(facts: Facts) -> None:
    facts.commune("Xã A", "1.1", "1.2", "2.1", reported=2)
    facts.commune("Xã B", "1.1")
    facts.commune("Xã C", "2.1", "2.2", reported=1)

    found = facts.build()

    one, two = "1. Nội dung 1", "2. Nội dung 2"
    assert {name: figures(row) for name, row in by_name(found).items()} == {
        "Xã A": {one: (2, 2), two: (0, 1)},
        "Xã B": {one: (0, 1), two: (0, 0)},
        "Xã C": {one: (0, 0), two: (1, 2)},
    }
    assert [cell for cell, _ in found.communes.totals] == [Cell(2, 3), Cell(1, 3)]
    assert found.communes.whole == Cell(3, 6)
    assert found.communes.whole.missing == 3


def test_row_about_two_dimensions_counts_in_both_and_once_in_the_whole(facts: Facts) -> None:
    facts.commune("Xã A", "1.1, 1.2, 2.1", reported=1)

    found = facts.build()

    assert figures(found.communes.rows[0]) == {"1. Nội dung 1": (1, 1), "2. Nội dung 2": (1, 1)}
    assert found.communes.rows[0].whole == found.communes.whole == Cell(1, 1)


@pytest.mark.parametrize("words", ["", "old 1.1", "old 1.1, old 2.1"])
def test_row_that_this_years_version_does_not_cover_is_counted_apart(
    facts: Facts, words: str
) -> None:
    facts.commune("Xã A", words, "1.1")

    found = facts.build()

    assert found.communes.columns[-1].short == "Khác"
    assert figures(found.communes.rows[0])["Khác"] == (0, 1)
    assert found.communes.rows[0].whole == Cell(0, 2)


def test_row_about_the_whole_index_is_counted_apart(facts: Facts) -> None:
    facts.commune("Xã A", "0", "1.1")

    assert figures(facts.build().communes.rows[0])["Khác"] == (0, 1)


def test_row_of_both_versions_is_not_counted_apart(facts: Facts) -> None:
    facts.commune("Xã A", "1.1, old 2.1")

    columns = facts.build().communes.columns
    assert [column.short for column in columns] == ["1. Nội dung 1", "2. Nội dung 2"]


def test_no_column_apart_where_everything_is_covered(facts: Facts) -> None:
    facts.commune("Xã A", "1.1")

    assert len(facts.build().communes.columns) == 2


def test_plan_of_the_province_is_not_a_communes_figure(facts: Facts) -> None:
    facts.commune("Xã A", "1.1")
    facts.issue(facts.province, "1.1", "2.1")

    assert facts.build().communes.whole == Cell(0, 1)


def test_order_puts_who_has_not_reported_on_top_and_no_plan_last(facts: Facts) -> None:
    factories.commune("Không kế hoạch", parent=facts.province)
    states = {
        "Đã duyệt": "accepted",
        "Chờ duyệt": "submitted",
        "Bị trả lại": "returned",
        "Đang soạn": "draft",
    }
    for name, state in states.items():
        plan = facts.commune(name, "1.1", "1.2", reported=1).plans.get()
        factories.submission(plan, facts.period, state=state)
    facts.commune("Chưa nộp, chưa ghi", "1.1", "1.2")

    found = facts.build()

    names = [row.name for row in found.communes.showing("")]
    assert names[0] == "Chưa nộp, chưa ghi"
    assert set(names[1:3]) == {"Bị trả lại", "Đang soạn"}
    assert names[3:] == ["Chờ duyệt", "Đã duyệt", "Không kế hoạch"]
    assert [row.report.word for row in found.communes.showing("")] == [
        "chưa nộp",
        *(by_name(found)[name].report.word for name in names[1:3]),
        "chờ duyệt",
        "đã duyệt",
        "chưa có kế hoạch",
    ]
    counts = found.communes.counts
    assert (counts["owing"], counts["returned"], counts["planned"]) == (2, 1, 5)


def test_commune_with_two_plans_is_as_far_as_the_one_behind(facts: Facts) -> None:
    commune = facts.commune("Xã A", "1.1")
    factories.submission(commune.plans.get(), facts.period, state="accepted")
    facts.issue(commune, "2.1")

    (row,) = facts.build().communes.rows

    assert (row.state, row.whole) == ("missing", Cell(0, 2))


@pytest.mark.parametrize(
    ("state", "is_late"), [("", True), ("returned", True), ("submitted", False)]
)
def test_late_is_who_has_not_handed_in_after_the_due_day(
    facts: Facts, state: str, is_late: bool
) -> None:
    plan = facts.commune("Xã A", "1.1").plans.get()
    factories.commune("Không kế hoạch", parent=facts.province)
    if state:
        factories.submission(plan, facts.period, state=state)
    after = facts.period.due_province_on

    found = rollup.build(viewer=facts.reviewer, period=facts.period, on=after)

    assert {name: row.is_late for name, row in by_name(found).items()} == {
        "Xã A": is_late,
        "Không kế hoạch": False,
    }
    assert not any(row.is_late for row in facts.build().communes.rows)


def test_commune_that_ended_before_the_period_is_not_listed(facts: Facts) -> None:
    ended = facts.commune("Xã Cũ", "1.1")
    Territory.objects.filter(pk=ended.pk).update(valid_to=factories.TODAY.replace(year=2025))

    assert facts.build().communes.rows == ()


@pytest.mark.parametrize(
    ("reported", "total", "step"),
    [(0, 0, None), (0, 9, 0), (1, 300, 1), (33, 100, 1), (34, 100, 2), (67, 100, 3), (5, 5, 4)],
)
def test_step_of_colour_follows_the_share(reported: int, total: int, step: int | None) -> None:
    assert Cell(reported, total).step == step


# Each figure opens its rows


def guide(facts: Facts) -> User:
    """Return a person of a department that guides component 1.1."""
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    task = factories.task(plan, components=(factories.component(facts.new, "1.1"),))
    factories.party(task, Party.Role.GUIDE, unit=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    return factories.member(health, Role.SECTOR)


def viewers(facts: Facts, commune: Territory) -> dict[str, User]:
    police = factories.unit(commune)
    Assignment.objects.filter(pk=factories.reporting(commune.plans.get())[0].pk).update(unit=police)
    return {
        "reviewer": factories.reviewer(facts.province),
        "officer": factories.officer(commune),
        "policeman": factories.member(police),
        "guide": guide(facts),
        "superuser": factories.user(),
    }


@pytest.mark.parametrize("who", ["reviewer", "officer", "policeman", "guide", "superuser"])
@pytest.mark.parametrize("missing_only", [False, True])
def test_every_figure_equals_the_rows_behind_it(facts: Facts, who: str, missing_only: bool) -> None:
    first = facts.commune("Xã A", "1.1", "1.2, 2.1", "old 1.1, old 2.1", "", reported=2)
    facts.commune("Xã B", "1.1, old 2.1", "2.2", reported=1)
    facts.issue(facts.province, "1.1", "2.1")
    person = viewers(facts, first)[who]
    person.is_superuser = who == "superuser"
    viewer = factories.viewer(person)
    found = facts.build(viewer)

    def behind(territory_id: int | None, dimension_id: int | None) -> int:
        asked = rows.Asked(
            territory=territory_id,
            dimension=dimension_id,
            show="missing" if missing_only else "",
        )
        return len(rows.behind(viewer=viewer, period=facts.period, asked=asked))

    def figure(cell: Cell) -> int:
        return cell.missing if missing_only else cell.total

    assert found.communes.whole.total > 0
    assert behind(None, None) == figure(found.communes.whole)
    for cell, column in found.communes.totals:
        assert behind(None, column.key) == figure(cell)
    for row in found.communes.showing(""):
        assert behind(row.owner.pk, None) == figure(row.whole)
        for cell, column in row.cells:
            assert behind(row.owner.pk, column.key) == figure(cell)


def test_officer_sees_the_own_commune_only(facts: Facts) -> None:
    own = facts.commune("Xã A", "1.1")
    facts.commune("Xã B", "1.1", "1.2")

    found = facts.build(factories.viewer(factories.officer(own)))

    assert [row.owner for row in found.communes.showing("")] == [own]
    assert found.communes.whole == Cell(0, 1)


def test_guide_sees_figures_of_its_component_and_cannot_open_the_communes(facts: Facts) -> None:
    facts.commune("Xã A", "1.1", "1.2", "2.1")
    facts.commune("Xã B", "2.1")

    found = facts.build(factories.viewer(guide(facts)))

    assert [(row.name, row.whole, row.url) for row in found.communes.showing("")] == [
        ("Xã A", Cell(0, 1), "")
    ]


def test_number_of_queries_is_the_same_for_3_communes_and_60(facts: Facts) -> None:
    counts = []
    for number in (3, 57):
        for at in range(number):
            facts.commune(f"Xã {number} {at}", "1.1", "2.1", reported=1)
        with CaptureQueriesContext(connection) as queries:
            facts.build()
        counts.append(len(queries))
    assert counts == [6, 6]
