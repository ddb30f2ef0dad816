"""Open plans of territories that are no more, and which of their rows overlap."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, Succession, Territory, User
from tasks import succession
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db
SAME = "Tuyên truyền, phổ biến quy định về bầu cử trưởng thôn tới từng hộ dân"
NEARLY = "Tuyên truyền phổ biến các quy định về bầu cử trưởng thôn đến từng hộ dân."


class Facts:
    """A commune formed of two with a plan each, and its officer."""

    def __init__(self) -> None:
        self.framework = factories.framework()
        self.new = factories.commune("Xã Mới")
        self.plans = [self._plan(name) for name in ("Xã Một", "Xã Hai")]
        self.officer: User = factories.officer(self.new)

    def _plan(self, name: str) -> Plan:
        old = factories.commune(name, parent=self.new.parent)
        plan = factories.issued_plan(old)
        Territory.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
        Succession.objects.create(predecessor=old, successor=self.new, kind=Succession.Kind.WHOLE)
        return plan

    def row(self, number: int, text: str, *codes: str) -> Task:
        """Add a row about some components to one of the two plans."""
        task = factories.task(
            self.plans[number],
            text=text,
            components=tuple(factories.component(self.framework, code) for code in codes),
        )
        Task.objects.filter(pk=task.pk).update(title="")
        return task

    def found(self, *, on: date = factories.TODAY) -> tuple[succession.Source, ...]:
        return succession.sources(factories.viewer(self.officer), self.new, on=on)

    def rows(self) -> dict[Task, succession.CarriedRow]:
        return {row.task: row for source in self.found() for row in source.rows}


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_running_plans_of_what_was_merged_are_found(facts: Facts) -> None:
    assert [source.plan for source in facts.found()] == facts.plans
    assert [len(source.rows) for source in facts.found()] == [1, 1]


def test_plan_that_is_over_or_not_yet_left_is_not_found(facts: Facts) -> None:
    assert facts.found(on=date(2027, 1, 1)) == ()
    assert facts.found(on=date(2026, 6, 30)) == ()


@pytest.mark.parametrize(
    ("state", "found", "chosen"),
    [
        ("issued", True, True),
        ("closed", True, False),
        ("replaced", False, None),
        ("draft", False, None),
    ],
)
def test_state_decides_what_is_offered(
    facts: Facts, state: str, found: bool, chosen: bool | None
) -> None:
    ended = {"ended_on": factories.TODAY, "end_reason": "Tiếp nhận"}
    is_over = state in {"closed", "replaced"}
    Plan.objects.filter(pk=facts.plans[0].pk).update(state=state, **(ended if is_over else {}))

    rows = {row.task.plan: row.is_chosen for row in facts.rows().values()}

    assert (facts.plans[0] in rows) is found
    assert rows.get(facts.plans[0]) is chosen
    assert rows[facts.plans[1]] is True


def test_rows_about_the_same_with_like_words_overlap(facts: Facts) -> None:
    one, two = facts.row(0, SAME, "1.1"), facts.row(1, NEARLY, "1.1", "2.1")

    rows = facts.rows()

    assert (rows[one].alike, rows[two].alike) == ((two,), (one,))
    assert (rows[one].is_chosen, rows[two].is_chosen) == (True, False), "one of both is enough"


@pytest.mark.parametrize(
    ("text", "codes"),
    [(NEARLY, ("2.1",)), (NEARLY, ()), ("Niêm yết công khai danh sách hộ nghèo", ("1.1",))],
)
def test_other_component_or_other_words_do_not_overlap(
    facts: Facts, text: str, codes: tuple[str, ...]
) -> None:
    one, two = facts.row(0, SAME, "1.1"), facts.row(1, text, *codes)

    rows = facts.rows()

    assert (rows[one].alike, rows[two].alike) == ((), ())
    assert rows[one].is_chosen
    assert rows[two].is_chosen


def test_rows_of_one_plan_never_overlap(facts: Facts) -> None:
    one, two = facts.row(0, SAME, "1.1"), facts.row(0, SAME, "1.1")

    rows = facts.rows()

    assert (rows[one].alike, rows[two].alike) == ((), ())


def test_overlap_with_a_closed_plan_leaves_the_open_one_chosen(facts: Facts) -> None:
    one, two = facts.row(0, SAME, "1.1"), facts.row(1, SAME, "1.1")
    Plan.objects.filter(pk=facts.plans[0].pk).update(
        state="closed", ended_on=factories.TODAY, end_reason="Tiếp nhận"
    )

    rows = facts.rows()

    assert (rows[one].is_chosen, rows[two].is_chosen) == (False, True)


@pytest.mark.parametrize("rows", [1, 40])
def test_costs_the_same_at_any_length(
    facts: Facts, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        facts.row(number % 2, SAME, "1.1")
    viewer = factories.viewer(facts.officer)

    with django_assert_max_num_queries(3):
        assert succession.sources(viewer, facts.new, on=factories.TODAY)
