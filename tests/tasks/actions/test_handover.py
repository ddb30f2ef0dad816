"""Each row is reported once: by the commune's own row as soon as its plan is issued."""

import pytest

from plans.models import Period, Plan
from tasks import actions
from tasks.models import Assignment
from tasks.reports import issuing
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A framework of two rows, a commune's plan derived from it, and two quarters."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.before, self.now = (
            factories.period(self.province, ordinal=ordinal) for ordinal in (3, 4)
        )
        self.commune, self.other = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.issuer = factories.committee(self.commune)
        factories.committee(self.other)
        self.framework = deriving.framework(self.province)
        self.plan = deriving.derived(self.framework, self.commune)
        self.leader = factories.viewer(factories.leader(self.commune))

    def owing(self, period: Period | None = None) -> list[tuple[Plan, str]]:
        """Return what the commune's UBND owes in a period: plan and row."""
        owed = Assignment.objects.all().owed_in(period or self.now).filter(unit=self.issuer)
        rows = owed.select_related("task__plan").order_by("task__plan_id", "task__position")
        return [(one.task.plan, one.task.title) for one in rows]

    def both(self, plan: Plan) -> list[tuple[Plan, str]]:
        return [(plan, "Nhiệm vụ 1"), (plan, "Nhiệm vụ 2")]


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_draft_leaves_the_report_with_the_framework(facts: Facts) -> None:
    assert facts.owing() == facts.both(facts.framework)


def test_issued_plan_answers_from_this_day_on(facts: Facts) -> None:
    promised = issuing.build(plan=facts.plan, on=factories.TODAY).taken_over

    plan = deriving.issued(facts.plan)

    assert promised == 2
    assert facts.owing() == facts.both(plan)
    assert facts.owing(facts.before) == facts.both(facts.framework), "what closed before stays"
    others = Assignment.objects.filter(unit__territory=facts.other, reports=True)
    assert {one.handed_over_on for one in others} == {None}


def test_row_that_the_commune_left_out_stays_owed_above(facts: Facts) -> None:
    facts.plan.tasks.get(position=2).delete()

    plan = deriving.issued(facts.plan)

    assert set(facts.owing()) == {(facts.framework, "Nhiệm vụ 2"), (plan, "Nhiệm vụ 1")}


def test_closed_plan_gives_the_report_back(facts: Facts) -> None:
    plan = deriving.issued(facts.plan)

    actions.close_plan(plan=plan, reason="Hết việc", by=facts.leader, at=factories.NOW)

    assert facts.owing() == facts.both(facts.framework)


def test_amended_plan_of_the_commune_goes_on_answering(facts: Facts) -> None:
    plan = deriving.issued(facts.plan)
    draft = actions.amend_plan(plan=plan, by=facts.leader, at=factories.NOW)
    draft.tasks.get(position=2).delete()

    amended = deriving.issued(draft)

    assert set(facts.owing()) == {(amended, "Nhiệm vụ 1"), (facts.framework, "Nhiệm vụ 2")}


def test_next_version_of_the_framework_asks_nobody_twice(facts: Facts) -> None:
    plan = deriving.issued(facts.plan)
    amended = deriving.Amended(facts.framework)
    factories.party(factories.task(amended.draft), "lead", group="communes", text="UBND cấp xã")

    newest = amended.issue()

    assert set(facts.owing()) == {*facts.both(plan), (newest, "Nhiệm vụ 3")}


def test_copy_for_another_year_answers_for_nothing_above(facts: Facts) -> None:
    plan = deriving.issued(facts.plan)
    draft = actions.copy_plan(plan=plan, year=2027, by=facts.leader, at=factories.NOW)

    copied = deriving.issued(draft)

    assert copied.takes_over_on is None
    assert facts.owing() == facts.both(plan)


def test_plan_of_its_own_takes_nothing_over(facts: Facts) -> None:
    own = factories.issued_plan(facts.commune)

    assert own.takes_over_on is None
    assert set(facts.owing()) == {*facts.both(facts.framework), (own, "Nhiệm vụ 1")}


@pytest.mark.parametrize("taking", [False, True])
def test_framework_amended_before_the_commune_issues_is_answered_for(
    facts: Facts, taking: bool
) -> None:
    amended = deriving.Amended(facts.framework)
    amended.change(1, text="Việc nói khác")
    added = factories.task(amended.draft, text="Việc mới")
    factories.party(added, "lead", group="communes", text="UBND cấp xã")
    newest = amended.issue()
    if taking:
        actions.take_updates(plan=facts.plan, rows=None, by=facts.leader, at=factories.NOW)
    promised = issuing.build(plan=facts.plan, on=factories.TODAY).taken_over

    plan = deriving.issued(facts.plan)

    third = (plan if taking else newest, "Nhiệm vụ 3")
    assert promised == (3 if taking else 2)
    assert facts.owing() == sorted([*facts.both(plan), third], key=lambda one: (one[0].pk, one[1]))

    actions.close_plan(plan=plan, reason="Hết việc", by=facts.leader, at=factories.NOW)
    assert facts.owing() == [*facts.both(newest), (newest, "Nhiệm vụ 3")]


def test_closed_plan_gives_back_what_a_later_version_never_asked(facts: Facts) -> None:
    plan = deriving.issued(facts.plan)
    newest = deriving.Amended(deriving.Amended(facts.framework).issue()).issue()
    assert facts.owing() == facts.both(plan)

    actions.close_plan(plan=plan, reason="Hết việc", by=facts.leader, at=factories.NOW)

    assert facts.owing() == facts.both(newest)


def test_framework_of_another_year_is_not_answered_for(facts: Facts) -> None:
    by = factories.viewer(factories.reviewer(facts.province))
    copied = actions.copy_plan(plan=facts.framework, year=2027, by=by, at=factories.NOW)
    next_year = deriving.issued(copied)

    deriving.issued(facts.plan)

    given = Assignment.objects.filter(task__plan=next_year, handed_over_on__isnull=False)
    assert not given.exists()
