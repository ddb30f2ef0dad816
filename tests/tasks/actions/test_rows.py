"""Writing the rows of a draft: changed, added, removed, moved - and nothing of an issued plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Viewer
from plans.models import Event, Plan, PlanSection
from tasks import actions
from tasks.actions import TypedLinks, TypedParty, TypedRow
from tasks.actions.rows import newest_row
from tasks.models import Party, Task
from tests import factories

pytestmark = pytest.mark.django_db
ROW = TypedRow(text="Họp dân", label="b)", title="Tiếp dân", lead_text="UBND xã")


class Facts:
    """A draft with three rows, and an officer who writes it."""

    def __init__(self) -> None:
        self.plan = factories.plan(factories.commune())
        self.rows = [factories.task(self.plan) for _ in range(3)]
        self.by = factories.viewer(factories.officer(self.plan.territory))

    def edit(self, row: TypedRow = ROW, *, version: int = 1, by: Viewer | None = None) -> Task:
        return actions.edit_row(
            task=self.rows[0],
            row=row,
            links=TypedLinks(),
            version=version,
            by=by or self.by,
            at=factories.NOW,
        )

    def titles(self) -> list[str]:
        return list(self.plan.tasks.order_by("position").values_list("title", flat=True))

    def positions(self) -> list[int]:
        return list(self.plan.tasks.order_by("position").values_list("position", flat=True))


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_row_is_saved_with_its_links_and_the_trail_keeps_the_old(facts: Facts) -> None:
    made = factories.framework()
    police = factories.unit(facts.plan.territory)
    links = TypedLinks(
        components=(factories.component(made, "1.1").pk, factories.component(made, "2").pk),
        parties=(
            TypedParty(Party.Role.LEAD, "Công an", police.pk),
            TypedParty(Party.Role.LEAD, "Các đoàn thể", group=Party.Group.ASSOCIATIONS),
            TypedParty(Party.Role.SUPPORT, "Ai đó"),
        ),
    )
    dated = replace(ROW, deadline_kind="by_date", deadline_text="30/6", ends_on=date(2026, 6, 30))

    task = actions.edit_row(
        task=facts.rows[0], row=dated, links=links, version=1, by=facts.by, at=factories.NOW
    )

    assert (task.text, task.title, task.ends_on) == ("Họp dân", "Tiếp dân", date(2026, 6, 30))
    assert [one.code for one in task.components.order_by("code")] == ["1.1", "2"]
    named = task.parties.order_by("role", "position").values_list(
        "role", "position", "text", "unit", "group"
    )
    assert list(named) == [
        ("lead", 1, "Công an", police.pk, ""),
        ("lead", 2, "Các đoàn thể", None, "associations"),
        ("support", 1, "Ai đó", None, ""),
    ]
    event = Event.objects.about(facts.plan).get()
    assert event.verb == "row.edit"
    assert event.details["title"] == ["Nhiệm vụ 1", "Tiếp dân"]
    assert event.details["parties"][0] == [["lead", "UBND xã Điềm He"]]


def test_save_counts_the_version_and_an_older_one_is_told(facts: Facts) -> None:
    assert facts.edit().version == 2

    with pytest.raises(actions.ConflictError) as refused:
        facts.edit(replace(ROW, text="Đè lên"))

    assert refused.value.current == facts.rows[0]
    facts.rows[0].refresh_from_db()
    assert facts.rows[0].text == "Họp dân"


def test_row_moved_to_another_heading_stands_last_under_it(facts: Facts) -> None:
    second = PlanSection.objects.create(
        plan=facts.plan, part="appendix", position=2, label="2", heading="Công khai"
    )
    Task.objects.filter(pk=facts.rows[2].pk).update(section=second)

    facts.edit(replace(ROW, section_id=second.pk))

    assert facts.titles() == ["Nhiệm vụ 2", "Nhiệm vụ 3", "Tiếp dân"]
    assert facts.positions() == [1, 2, 3]


def test_new_row_stands_last_under_its_heading(facts: Facts) -> None:
    first = facts.rows[0].section
    second = PlanSection.objects.create(
        plan=facts.plan, part="appendix", position=2, label="2", heading="Công khai"
    )
    Task.objects.filter(pk=facts.rows[2].pk).update(section=second)

    task = actions.add_row(
        plan=facts.plan,
        row=replace(ROW, section_id=first.pk if first else None),
        links=TypedLinks(parties=(TypedParty(Party.Role.LEAD, "UBND xã"),)),
        newest=facts.rows[2].pk,
        by=facts.by,
        at=factories.NOW,
    )

    assert facts.titles() == ["Nhiệm vụ 1", "Nhiệm vụ 2", "Tiếp dân", "Nhiệm vụ 3"]
    assert task.parties.get().text == "UBND xã"
    assert Event.objects.about(facts.plan).get().verb == "row.add"


def test_first_row_of_a_draft_may_stand_under_no_heading(facts: Facts) -> None:
    empty = factories.plan(facts.plan.territory)

    task = actions.add_row(
        plan=empty, row=ROW, links=TypedLinks(), newest=0, by=facts.by, at=factories.NOW
    )

    assert (task.position, task.section) == (1, None)


def test_row_is_not_added_twice_by_two_clicks(facts: Facts) -> None:
    seen = newest_row(facts.plan)

    def add() -> Task:
        return actions.add_row(
            plan=facts.plan,
            row=ROW,
            links=TypedLinks(),
            newest=seen,
            by=facts.by,
            at=factories.NOW,
        )

    add()
    with pytest.raises(actions.ConflictError):
        add()

    assert facts.titles().count("Tiếp dân") == 1


def test_removed_row_leaves_its_words_in_the_trail(facts: Facts) -> None:
    actions.delete_row(task=facts.rows[1], version=1, by=facts.by, at=factories.NOW)

    assert facts.titles() == ["Nhiệm vụ 1", "Nhiệm vụ 3"]
    event = Event.objects.about(facts.plan).get()
    assert event.sentence.startswith("xóa nhiệm vụ “2) Nhiệm vụ 2”")
    assert event.details["text"] == "- Tuyên truyền;\n- Niêm yết công khai."


def test_row_that_somebody_changed_is_not_removed(facts: Facts) -> None:
    facts.edit()

    with pytest.raises(actions.ConflictError):
        actions.delete_row(task=facts.rows[0], version=1, by=facts.by, at=factories.NOW)

    assert len(facts.titles()) == 3


@pytest.mark.parametrize(
    ("row", "steps", "order"),
    [
        (1, -1, ["Nhiệm vụ 2", "Nhiệm vụ 1", "Nhiệm vụ 3"]),
        (1, 1, ["Nhiệm vụ 1", "Nhiệm vụ 3", "Nhiệm vụ 2"]),
        (0, -1, ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 3"]),
        (2, 1, ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 3"]),
    ],
)
def test_row_moves_one_step_and_not_over_the_end(
    facts: Facts, row: int, steps: int, order: list[str]
) -> None:
    actions.move_row(task=facts.rows[row], steps=steps, by=facts.by, at=factories.NOW)

    assert facts.titles() == order
    assert facts.positions() == [1, 2, 3]


def test_row_moves_under_its_own_heading_only(facts: Facts) -> None:
    other = PlanSection.objects.create(plan=facts.plan, part="appendix", position=2, heading="B")
    Task.objects.filter(pk=facts.rows[1].pk).update(section=other)

    actions.move_row(task=facts.rows[0], steps=1, by=facts.by, at=factories.NOW)

    assert facts.titles() == ["Nhiệm vụ 3", "Nhiệm vụ 2", "Nhiệm vụ 1"]


def test_row_clicked_twice_moves_from_where_it_stands(facts: Facts) -> None:
    stale = Task.objects.get(pk=facts.rows[0].pk)
    actions.move_row(task=facts.rows[0], steps=1, by=facts.by, at=factories.NOW)

    actions.move_row(task=stale, steps=1, by=facts.by, at=factories.NOW)

    assert facts.titles() == ["Nhiệm vụ 2", "Nhiệm vụ 3", "Nhiệm vụ 1"]
    assert facts.positions() == [1, 2, 3]


def test_row_removed_meanwhile_is_not_moved(facts: Facts) -> None:
    Task.objects.filter(pk=facts.rows[0].pk).delete()

    with pytest.raises(actions.LockedError, match="đã bị xóa khỏi dự thảo"):
        actions.move_row(task=facts.rows[0], steps=1, by=facts.by, at=factories.NOW)


Act = Callable[[Facts, Viewer], object]
ACTS: dict[str, Act] = {
    "edit": lambda facts, by: facts.edit(by=by),
    "add": lambda facts, by: actions.add_row(
        plan=facts.plan,
        row=ROW,
        links=TypedLinks(),
        newest=facts.rows[2].pk,
        by=by,
        at=factories.NOW,
    ),
    "delete": lambda facts, by: actions.delete_row(
        task=facts.rows[0], version=1, by=by, at=factories.NOW
    ),
    "move": lambda facts, by: actions.move_row(
        task=facts.rows[0], steps=1, by=by, at=factories.NOW
    ),
    "head": lambda facts, by: actions.edit_plan(
        plan=facts.plan, head={"subject": "Khác"}, version=1, by=by, at=factories.NOW
    ),
    "section": lambda facts, by: actions.edit_section(
        section=PlanSection.objects.get(),
        typed={"label": "", "heading": "Khác", "text": ""},
        version=1,
        by=by,
        at=factories.NOW,
    ),
    "discard": lambda facts, by: actions.discard_draft(plan=facts.plan, by=by, at=factories.NOW),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_issued_plan_is_kept_as_it_is(facts: Facts, act: Act) -> None:
    actions.issue_plan(plan=facts.plan, by=None, at=factories.NOW)

    with pytest.raises(actions.LockedError, match="đã ban hành, không sửa được nữa"):
        act(facts, facts.by)

    assert facts.titles() == ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 3"]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_stranger_writes_nothing(facts: Facts, act: Act) -> None:
    stranger = factories.viewer(factories.officer(factories.commune()))

    with pytest.raises(PermissionDenied):
        act(facts, stranger)

    assert Plan.objects.get(pk=facts.plan.pk).version == 1


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"section"}))
def test_draft_that_was_thrown_away_takes_nothing(facts: Facts, name: str) -> None:
    Plan.objects.all().delete()

    with pytest.raises(actions.LockedError, match="đã bị xóa"):
        ACTS[name](facts, facts.by)
