"""Who reads a report, who judges it, whose rows are read: the rights themselves, without pages."""

import pytest

from plans.access import Role
from plans.models import Membership, Period, Territory, Unit, User
from tasks.access import (
    inspected_units,
    is_inspector,
    may_print_province,
    may_read_report,
    may_review,
    reviewing_unit_id,
)
from tasks.models import Assignment, Submission
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Territory:
    return factories.province()


def department(province: Territory, name: str) -> Unit:
    return factories.unit(province, name, kind=Unit.Kind.DEPARTMENT)


def reads(person: User, report: Submission) -> tuple[bool, bool]:
    """Return whether the person may read a report, and whether the list of reports has it."""
    viewer = factories.viewer(person)
    listed = Submission.objects.visible_to(viewer).filter(pk=report.pk).exists()
    return may_read_report(viewer, report.plan, report.unit), listed


def test_reviewer_judges_every_unit_of_the_province_but_their_own(province: Territory) -> None:
    own, other = department(province, "Sở Nội vụ"), department(province, "Sở Y tế")
    below = factories.committee(factories.commune(parent=province))
    elsewhere = factories.committee(factories.commune())
    reviewer = factories.viewer(factories.member(own, Role.REVIEWER))

    judged = {unit for unit in (own, other, below, elsewhere) if may_review(reviewer, unit)}

    assert judged == {other, below}


def test_report_is_read_by_its_unit_its_plans_territory_and_those_above(
    province: Territory,
) -> None:
    health, other = department(province, "Sở Y tế"), department(province, "Sở Tài chính")
    plan = factories.issued_plan(province)
    report = Submission.objects.create(plan=plan, unit=health, period=factories.period(province))

    assert reads(factories.member(health), report) == (True, True)
    assert reads(factories.officer(province), report) == (True, True)
    assert reads(factories.reviewer(province), report) == (True, True)
    assert reads(factories.member(other), report) == (False, False)
    assert reads(factories.officer(factories.commune(parent=province)), report) == (False, False)
    assert reads(factories.reviewer(factories.province("Tỉnh Hà Giang")), report) == (False, False)


def test_report_of_another_places_unit_is_read_from_its_own_place_and_from_the_plans(
    province: Territory,
) -> None:
    commune, health = factories.commune(parent=province), department(province, "Sở Y tế")
    period = factories.period(province)
    upwards = Submission.objects.create(
        plan=factories.issued_plan(province), unit=factories.unit(commune), period=period
    )
    downwards = Submission.objects.create(
        plan=factories.issued_plan(commune), unit=health, period=period
    )
    here, beside = factories.officer(commune), factories.officer(factories.commune(parent=province))

    assert reads(here, upwards) == reads(here, downwards) == (True, True)
    assert reads(factories.officer(province), downwards) == (True, True)
    assert reads(beside, upwards) == reads(beside, downwards) == (False, False)


def test_rows_that_a_commune_gives_to_others_are_read_there_too(province: Territory) -> None:
    commune, health = factories.commune(parent=province), department(province, "Sở Y tế")
    task = factories.task(factories.plan(commune), lead=health)
    given = factories.given(task, health, role="lead", reports=True)
    neighbour = factories.officer(factories.commune(parent=province))

    def reading(person: User) -> bool:
        return Assignment.objects.visible_to(factories.viewer(person)).filter(pk=given.pk).exists()

    assert reading(factories.officer(commune))
    assert reading(factories.member(health))
    assert not reading(neighbour)


def test_whole_province_is_printed_by_who_reads_all_of_it(province: Territory) -> None:
    commune = factories.commune(parent=province)
    common = factories.period(province)
    plan = factories.issued_plan(commune)
    own = Period.objects.create(
        territory=commune,
        plan=plan,
        kind=Period.Kind.QUARTER,
        year=2026,
        ordinal=4,
        name="Quý IV/2026",
        data_from=common.data_from,
        data_to=common.data_to,
        due_commune_on=common.due_commune_on,
        due_province_on=common.due_province_on,
    )
    reviewer = factories.viewer(factories.reviewer(province))

    assert may_print_province(reviewer, common)
    assert not may_print_province(reviewer, own)
    assert not may_print_province(factories.viewer(factories.officer(commune)), common)


def test_reviewer_of_two_places_acts_for_the_one_whose_period_it_is(province: Territory) -> None:
    other = factories.province("Tỉnh Hà Giang")
    person = factories.reviewer(other)
    home = department(province, "Sở Nội vụ")
    Membership.objects.create(user=person, unit=home, role=Role.REVIEWER)
    period = factories.period(province)

    assert reviewing_unit_id(factories.viewer(person), period) == home.pk
    assert reviewing_unit_id(factories.viewer(factories.officer(province)), period) is None


def test_inspectors_look_into_the_units_below_them_and_not_into_their_own(
    province: Territory,
) -> None:
    own, below = department(province, "Thanh tra tỉnh"), factories.commune(parent=province)
    inspected = factories.unit(below)
    auditor = factories.viewer(factories.member(own, Role.AUDITOR))

    assert is_inspector(auditor)
    assert not is_inspector(factories.viewer(factories.officer(province)))
    assert set(inspected_units(auditor)) == {inspected, factories.committee(province)}


def test_superuser_reads_every_territory(province: Territory) -> None:
    superuser = factories.user()
    superuser.is_superuser = True
    viewer = factories.viewer(superuser)

    assert viewer.reads_all_of(province.pk)
    assert set(Territory.objects.filter(viewer.reads_territory(""))) == {province}
