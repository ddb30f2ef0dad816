"""What changed above since a plan was derived, row by row, and how it is answered."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from plans.models import Event, Plan, Unit
from tasks import actions, updates
from tasks.models import Party, Task, UpdateAnswer
from tasks.updates import ChangeKind
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db
CHANGED, NEW, DROPPED = ChangeKind.CHANGED, ChangeKind.NEW, ChangeKind.DROPPED


class Facts:
    """A framework of three rows, a commune's draft derived from it, and its officer."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.framework = deriving.framework(self.province, rows=3)
        self.commune = factories.commune(parent=self.province)
        self.plan = deriving.derived(self.framework, self.commune)
        self.by = factories.viewer(factories.officer(self.commune))

    def amend(self) -> Plan:
        """Issue a next version: row 1 has other words, row 2 is gone, a fourth is new."""
        amended = deriving.Amended(self.framework)
        amended.change(1, text="Việc đã sửa", deadline_text="Quý IV/2026")
        new = factories.task(amended.draft, text="Việc mới")
        Task.objects.filter(pk=new.pk).update(title="Việc mới")
        amended.row(2).delete()
        self.framework = amended.issue()
        return self.framework

    def changes(self, plan: Plan | None = None) -> list[tuple[str, str]]:
        found = updates.build(plan or self.plan)
        return [(one.kind.value, one.above.title) for one in found.changes]

    def answer(self, act: Callable[..., object], *titles: str) -> None:
        found = updates.build(self.plan).changes
        rows = {one.above.pk for one in found if one.above.title in titles} if titles else None
        act(plan=self.plan, rows=rows, by=self.by, at=factories.NOW)

    def texts(self) -> list[str]:
        return list(self.plan.tasks.order_by("position").values_list("text", flat=True))


ALL = [("changed", "Nhiệm vụ 1"), ("new", "Việc mới"), ("dropped", "Nhiệm vụ 2")]
UNCHANGED = "- Tuyên truyền;\n- Niêm yết công khai."


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_nothing_changed_as_long_as_nothing_took_its_place(facts: Facts) -> None:
    found = updates.build(facts.plan)

    assert (found.newest, found.changes) == (None, ())


def test_changed_new_and_dropped_rows_are_told(facts: Facts) -> None:
    newest = facts.amend()

    found = updates.build(facts.plan)

    assert found.newest == newest
    assert facts.changes() == ALL
    changed, new, dropped = found.changes
    assert changed.mine == (facts.plan.tasks.get(position=1),)
    assert changed.before
    assert (changed.before.text, changed.above.text) == (UNCHANGED, "Việc đã sửa")
    assert (new.mine, new.before) == ((), None)
    assert dropped.mine == (facts.plan.tasks.get(position=2),)


def test_draft_above_changes_nothing_below(facts: Facts) -> None:
    deriving.Amended(facts.framework).change(1, text="Chưa ban hành")

    assert facts.changes() == []


def test_row_that_the_commune_adapted_is_marked(facts: Facts) -> None:
    facts.plan.tasks.filter(position=1).update(text="Xã viết lại")
    facts.amend()

    (changed, *_) = updates.build(facts.plan).changes

    assert changed.is_adapted
    facts.plan.tasks.filter(position=1).update(text=UNCHANGED)
    (changed, *_) = updates.build(facts.plan).changes
    assert not changed.is_adapted


def test_row_that_the_commune_dropped_is_not_asked_about(facts: Facts) -> None:
    facts.plan.tasks.filter(position__in=[1, 2]).delete()
    facts.amend()

    assert facts.changes() == [("new", "Việc mới")]


def test_row_of_the_communes_own_is_never_touched(facts: Facts) -> None:
    own = factories.task(facts.plan, text="Việc riêng của xã")
    facts.amend()

    facts.answer(actions.take_updates)

    own.refresh_from_db()
    assert own.text == "Việc riêng của xã"


def test_all_is_taken_over_in_one_act(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    made = factories.framework()
    newest = facts.amend()
    above = newest.tasks.get(title="Nhiệm vụ 1")
    factories.party(above, Party.Role.GUIDE, unit=health)
    above.components.add(factories.component(made, "1.1"))

    facts.answer(actions.take_updates)

    assert facts.texts() == ["Việc đã sửa", UNCHANGED, "Việc mới"]
    taken = facts.plan.tasks.get(position=1)
    assert (taken.deadline_text, taken.version) == ("Quý IV/2026", 2)
    assert {(one.role, one.unit) for one in taken.parties.all()} == {
        ("lead", facts.plan.issuer),
        ("guide", health),
    }
    assert [one.code for one in taken.components.all()] == ["1.1"]
    new = facts.plan.tasks.get(text="Việc mới")
    assert new.origin == newest.tasks.get(text="Việc mới")
    assert new.section == taken.section
    assert facts.changes() == []
    event = Event.objects.about(facts.plan).filter(verb="plan.update").get()
    assert event.sentence.startswith("nhận 3 thay đổi từ Bộ khung nhiệm vụ số")


@pytest.mark.parametrize(
    ("title", "left"),
    [("Nhiệm vụ 1", ALL[1:]), ("Việc mới", [ALL[0], ALL[2]]), ("Nhiệm vụ 2", ALL[:2])],
)
@pytest.mark.parametrize("taken", [True, False])
def test_rows_are_answered_one_by_one(
    facts: Facts, title: str, left: list[tuple[str, str]], taken: bool
) -> None:
    facts.amend()

    facts.answer(actions.take_updates if taken else actions.keep_own_rows, title)

    assert facts.changes() == left
    assert UpdateAnswer.objects.get().taken is taken


def test_kept_rows_stay_and_are_not_asked_about_again(facts: Facts) -> None:
    facts.amend()
    before = facts.texts()

    facts.answer(actions.keep_own_rows)

    assert facts.texts() == before
    assert facts.changes() == []
    event = Event.objects.about(facts.plan).filter(verb="plan.keep").get()
    assert event.sentence.startswith("giữ nguyên Kế hoạch năm 2026 trước 3 thay đổi từ")
    assert event.actor == facts.by.user


def test_next_version_asks_only_about_what_it_changed(facts: Facts) -> None:
    facts.amend()
    facts.answer(actions.keep_own_rows, "Nhiệm vụ 1")
    facts.answer(actions.take_updates)
    amended = deriving.Amended(facts.framework)
    amended.draft.tasks.filter(title="Nhiệm vụ 3").update(text="Sửa lần hai")
    amended.issue()

    assert facts.changes() == [("changed", "Nhiệm vụ 3")]


def test_two_versions_at_once_ask_once(facts: Facts) -> None:
    facts.amend()
    amended = deriving.Amended(facts.framework)
    amended.draft.tasks.filter(title="Nhiệm vụ 1").update(text="Sửa lần hai")
    newest = amended.issue()

    found = updates.build(facts.plan)

    assert found.newest == newest
    assert facts.changes() == ALL
    assert found.changes[0].above.text == "Sửa lần hai"


def test_replacement_without_links_is_matched_by_its_words(facts: Facts) -> None:
    above = deriving.framework(facts.province, rows=0, number="99/BK-UBND")
    Plan.objects.filter(pk=above.pk).update(state=Plan.State.DRAFT)
    facts.framework.tasks.filter(position=1).update(text="Việc một")
    facts.framework.tasks.filter(position=2).update(text="Việc hai")
    facts.framework.tasks.filter(position=3).update(text="Việc ba")
    for text in ("VIỆC MỘT", "Việc ba", "Việc bốn"):
        factories.task(above, text=text)
    above.refresh_from_db()
    above.bases.create(position=1, relation="replaces", text="Thay thế", document=facts.framework)
    actions.issue_plan(plan=above, by=None, at=factories.NOW)

    found = updates.build(facts.plan)

    by_kind = {one.kind: one.above.text for one in found.changes}
    assert by_kind[NEW] == "Việc bốn"
    assert by_kind[DROPPED] == "Việc hai"
    assert by_kind[CHANGED] in {"VIỆC MỘT", "Việc ba"}, "its lead and label are others"


def test_amended_plan_of_the_commune_knows_what_was_answered(facts: Facts) -> None:
    facts.plan = deriving.issued(facts.plan)
    facts.amend()
    facts.answer(actions.keep_own_rows, "Nhiệm vụ 1")

    draft = actions.amend_plan(plan=facts.plan, by=facts.by, at=factories.NOW)

    assert facts.changes(draft) == ALL[1:]
    assert {one.mine for one in updates.build(draft).changes} - {()} == {
        (draft.tasks.get(position=2),)
    }, "through the commune's own versions"


def test_issued_plan_takes_nothing_over_and_may_keep(facts: Facts) -> None:
    facts.plan = deriving.issued(facts.plan)
    facts.amend()

    with pytest.raises(actions.LockedError, match="lập bản sửa đổi, bổ sung"):
        facts.answer(actions.take_updates)
    facts.answer(actions.keep_own_rows)

    assert facts.texts() == [UNCHANGED] * 3
    assert facts.changes() == []


def test_ended_plan_answers_nothing(facts: Facts) -> None:
    facts.amend()
    Plan.objects.filter(pk=facts.plan.pk).update(
        state="closed", issued_on=factories.TODAY, ended_on=factories.TODAY, end_reason="Hết việc"
    )

    with pytest.raises(actions.LockedError, match="không cần trả lời"):
        facts.answer(actions.keep_own_rows)


@pytest.mark.parametrize("act", [actions.take_updates, actions.keep_own_rows])
def test_stranger_answers_nothing(facts: Facts, act: Callable[..., object]) -> None:
    facts.amend()
    stranger = factories.viewer(factories.officer(factories.commune()))

    with pytest.raises(PermissionDenied):
        act(plan=facts.plan, rows=None, by=stranger, at=factories.NOW)


@pytest.mark.parametrize("act", [actions.take_updates, actions.keep_own_rows])
def test_answering_about_nothing_leaves_no_trace(facts: Facts, act: Callable[..., object]) -> None:
    facts.amend()

    assert act(plan=facts.plan, rows={0}, by=facts.by, at=factories.NOW) == []
    assert facts.changes() == ALL
    assert Event.objects.about(facts.plan).count() == 1


def test_new_row_brings_its_heading_along(facts: Facts) -> None:
    amended = deriving.Amended(facts.framework)
    section = amended.draft.sections.create(part="appendix", position=9, label="9", heading="Khác")
    Task.objects.filter(pk=factories.task(amended.draft, text="Việc mới").pk).update(
        section=section
    )
    bare = factories.task(amended.draft, text="Việc không mục")
    Task.objects.filter(pk=bare.pk).update(section=None)
    amended.issue()

    facts.answer(actions.take_updates)

    assert str(facts.plan.tasks.get(text="Việc mới").section) == "9. Khác"
    assert facts.plan.tasks.get(text="Việc không mục").section is None


@pytest.mark.parametrize("rows", [3, 60])
def test_costs_the_same_for_few_rows_and_for_many(
    rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    province = factories.province()
    above = deriving.framework(province, rows=rows)
    plan = deriving.derived(above, factories.commune(parent=province))
    amended = deriving.Amended(above)
    amended.draft.tasks.update(text="Sửa hết")
    amended.issue()

    with django_assert_max_num_queries(9):
        assert len(updates.build(plan).changes) == rows
