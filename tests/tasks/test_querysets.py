"""Rows in the office's words: what is visible to whom, and what is owed when and by whom."""

from collections.abc import Callable

import pytest

from plans.access import Role
from plans.models import Period, Plan, Succession, Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Party, Progress, Task
from tests import factories

pytestmark = pytest.mark.django_db


def seen_tasks(person: User) -> set[Task]:
    return set(Task.objects.visible_to(factories.viewer(person)))


def seen_assignments(person: User) -> set[Assignment]:
    return set(Assignment.objects.visible_to(factories.viewer(person)))


def owed(person: User) -> set[Assignment]:
    return set(Assignment.objects.all().reporting().owed_by(factories.viewer(person)))


def department(province: Territory, name: str = "Sở Y tế") -> Unit:
    return factories.unit(province, name, kind=Unit.Kind.DEPARTMENT)


# Visible


def test_officer_sees_the_commune_and_no_neighbour() -> None:
    province = factories.province()
    own, other = (factories.commune(parent=province) for _ in range(2))
    plan, foreign = factories.issued_plan(own), factories.issued_plan(other)
    officer = factories.officer(own)

    assert seen_tasks(officer) == set(plan.tasks.all())
    assert seen_assignments(officer) == set(factories.reporting(plan))
    assert seen_tasks(factories.officer(other)) == set(foreign.tasks.all())


def test_officer_reads_the_province_plan_but_not_who_does_what_there() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    issued, _draft = factories.issued_plan(province), factories.task(factories.plan(province))
    officer = factories.officer(commune)

    assert seen_tasks(officer) == set(issued.tasks.all())
    assert seen_assignments(officer) == set()


def test_unit_of_a_commune_sees_its_own_assignments_only() -> None:
    commune = factories.commune()
    police = factories.unit(commune)
    plan = factories.plan(commune)
    mine, others = factories.task(plan, lead=police), factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    policeman = factories.member(police)

    assert seen_tasks(policeman) == {mine, others}
    assert {one.task for one in seen_assignments(policeman)} == {mine}


def test_reviewer_sees_every_commune_of_the_province_and_no_other_province() -> None:
    province = factories.province()
    communes = [factories.commune(parent=province) for _ in range(2)]
    plans = [factories.issued_plan(commune) for commune in communes]
    factories.issued_plan(factories.commune())

    assert seen_tasks(factories.reviewer(province)) == {
        task for plan in plans for task in plan.tasks.all()
    }


def test_reviewer_sees_communes_below_districts() -> None:
    province = factories.province()
    district = Territory.objects.create(
        level=Territory.Level.DISTRICT, code="188", name="Huyện Văn Quan", parent=province
    )
    plan = factories.issued_plan(factories.commune(parent=district))

    assert seen_tasks(factories.reviewer(province)) == set(plan.tasks.all())


def test_successor_reads_the_predecessor_and_records_nothing_there() -> None:
    province = factories.province()
    old, new = (factories.commune(parent=province) for _ in range(2))
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)
    plan = factories.issued_plan(old)
    officer = factories.officer(new)

    assert seen_tasks(officer) == set(plan.tasks.all())
    assert owed(officer) == set()


def test_draft_of_ones_own_is_visible_and_a_draft_above_is_not() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    own = factories.task(factories.plan(commune))
    factories.task(factories.plan(province))

    assert seen_tasks(factories.officer(commune)) == {own}
    assert seen_tasks(factories.member(factories.unit(commune))) == set()


def test_progress_follows_its_assignment() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    progress = factories.recorded(factories.reporting(factories.issued_plan(commune))[0], period)
    own, stranger = (
        factories.viewer(factories.officer(place)) for place in (commune, factories.commune())
    )

    assert list(Progress.objects.all().visible_to(own)) == [progress]
    assert not Progress.objects.all().visible_to(stranger).exists()


# Visible to guiding units


class Guided:
    """A department, a province, and two communes whose plans work on components 1.1 and 1.2."""

    def __init__(self) -> None:
        made = factories.framework()
        self.guided, self.other = (factories.component(made, code) for code in ("1.1", "1.2"))
        self.province = factories.province()
        self.department = department(self.province)
        self.expert = factories.member(self.department, Role.SECTOR)
        self.communes = [factories.commune(parent=self.province) for _ in range(2)]
        self.plans = [factories.plan(commune) for commune in self.communes]
        for plan in self.plans:
            factories.task(plan, components=(self.guided,))
            factories.task(plan, components=(self.other,))
            actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    def name_guide(self, plan: Plan, guide: Unit) -> None:
        task = factories.task(plan, components=(self.guided,))
        factories.party(task, Party.Role.GUIDE, unit=guide)

    def about_guided(self) -> set[Task]:
        return set(Task.objects.filter(plan__in=self.plans, components=self.guided))


def test_guide_reads_its_component_in_the_communes_below_and_nothing_else() -> None:
    facts = Guided()
    plan = factories.plan(facts.province)
    facts.name_guide(plan, facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    below = Task.objects.filter(plan__in=facts.plans)
    assert seen_tasks(facts.expert) & set(below) == facts.about_guided()
    assignments = [one for one in seen_assignments(facts.expert) if one.task.plan in facts.plans]
    assert {one.task for one in assignments} == facts.about_guided()


def test_unit_reads_each_task_it_is_named_in_and_a_guide_also_its_lead() -> None:
    facts = Guided()
    commune = factories.commune(parent=facts.province)
    plan = factories.plan(commune)
    guided, supported, _other = (factories.task(plan) for _ in range(3))
    factories.party(guided, Party.Role.GUIDE, unit=facts.department)
    factories.party(supported, Party.Role.SUPPORT, unit=facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert seen_tasks(facts.expert) == {guided, supported}
    leads = {one for one in seen_assignments(facts.expert) if one.role == Party.Role.LEAD}
    assert {one.task for one in leads} == {guided}


def test_guide_records_nothing_of_what_it_reads() -> None:
    facts = Guided()
    plan = factories.plan(facts.province)
    facts.name_guide(plan, facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert owed(facts.expert) == set()


def test_guide_named_in_a_draft_reads_nothing_yet() -> None:
    facts = Guided()
    facts.name_guide(factories.plan(facts.province), facts.department)

    assert seen_tasks(facts.expert) == set()


def test_guide_reads_no_draft_below() -> None:
    facts = Guided()
    plan = factories.plan(facts.province)
    facts.name_guide(plan, facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    draft = factories.task(factories.plan(facts.communes[0], year=2027), components=(facts.guided,))

    assert draft not in seen_tasks(facts.expert)


def test_guide_reads_nothing_of_another_province() -> None:
    facts = Guided()
    plan = factories.plan(facts.province)
    facts.name_guide(plan, facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    elsewhere = factories.plan(factories.commune())
    foreign = factories.task(elsewhere, components=(facts.guided,))
    actions.issue_plan(plan=elsewhere, by=None, at=factories.NOW)

    assert foreign not in seen_tasks(facts.expert)


def test_department_named_by_one_commune_does_not_guide_the_others() -> None:
    facts = Guided()
    plan = factories.plan(facts.communes[0], year=2026)
    facts.name_guide(plan, facts.department)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert not seen_tasks(facts.expert) & facts.about_guided()


def test_guide_inside_a_commune_does_not_read_the_neighbours() -> None:
    facts = Guided()
    here, neighbour = facts.communes
    police = factories.unit(here)
    plan = factories.plan(here)
    facts.name_guide(plan, police)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    foreign = set(Task.objects.filter(plan__territory=neighbour))
    assert not seen_tasks(factories.member(police)) & foreign
    assert not seen_tasks(factories.officer(here)) & foreign


# Owed in a period


def test_owed_in_are_the_reporting_rows_of_plans_of_that_year() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    this_year, _last_year = (factories.issued_plan(commune, year=year) for year in (2026, 2025))
    factories.task(factories.plan(commune))
    factories.issued_plan(factories.commune())

    assert set(Assignment.objects.all().owed_in(period)) == set(factories.reporting(this_year))


def test_supporting_units_owe_nothing() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.plan(commune)
    factories.party(factories.task(plan), Party.Role.SUPPORT, unit=factories.unit(commune))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert Assignment.objects.count() == 2
    assert [one.role for one in Assignment.objects.all().owed_in(period)] == ["lead"]


def test_plan_with_its_own_calendar_does_not_owe_in_the_province_calendar() -> None:
    commune = factories.commune()
    general = factories.period(commune)
    plan = factories.issued_plan(commune)
    own = factories.period(commune, ordinal=3)
    Period.objects.filter(pk=own.pk).update(plan=plan)
    own.refresh_from_db()

    assert not Assignment.objects.all().owed_in(general).exists()
    assert set(Assignment.objects.all().owed_in(own)) == set(factories.reporting(plan))


def test_replaced_plan_owes_nothing() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.issued_plan(commune)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.REPLACED, ended_on=period.data_to)

    assert not Assignment.objects.all().owed_in(period).exists()


# Owed by a person


def test_officer_of_the_ubnd_owes_every_row_of_the_commune() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    factories.task(plan, lead=factories.unit(commune))
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    factories.issued_plan(factories.commune())

    assert owed(factories.officer(commune)) == set(factories.reporting(plan))


def test_officer_of_another_unit_owes_its_rows_only() -> None:
    commune = factories.commune()
    police = factories.unit(commune)
    plan = factories.plan(commune)
    mine = factories.task(plan, lead=police)
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert {one.task for one in owed(factories.member(police))} == {mine}


def test_commune_owes_its_plan_even_where_a_unit_above_is_named() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    plan = factories.plan(commune)
    factories.task(plan, lead=department(province))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert owed(factories.officer(commune)) == set(factories.reporting(plan))


@pytest.mark.parametrize(
    "person",
    [
        lambda commune: factories.member(factories.committee(commune), Role.AUDITOR),
        lambda commune: factories.reviewer(commune.parent),
        lambda _commune: factories.officer(factories.commune()),
    ],
    ids=["auditor", "reviewer", "stranger"],
)
def test_who_records_nothing_owes_nothing(person: Callable[[Territory], User]) -> None:
    commune = factories.commune()
    factories.issued_plan(commune)

    assert owed(person(commune)) == set()


def test_auditor_here_who_is_officer_elsewhere_owes_nothing_here() -> None:
    here, elsewhere = factories.commune(), factories.commune()
    factories.issued_plan(here)
    plan = factories.issued_plan(elsewhere)
    person = factories.officer(elsewhere)
    person.memberships.create(unit=factories.committee(here), role=Role.AUDITOR)

    assert owed(person) == set(factories.reporting(plan))
