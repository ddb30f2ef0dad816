"""A draft as it is being written."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Component, Framework, Index
from plans.models import Plan, PlanSection, Unit
from tasks import actions
from tasks.models import Party, Task
from tasks.reports import drafting
from tests import factories

pytestmark = pytest.mark.django_db


def test_rows_stand_under_their_headings_in_document_order() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    body = PlanSection.objects.create(plan=plan, part="body", position=1, heading="TỔ CHỨC")
    inside, bare = factories.task(plan), factories.task(plan)
    Task.objects.filter(pk=inside.pk).update(section=body)
    Task.objects.filter(pk=bare.pk).update(section=None)

    found = drafting.build(plan)

    assert [(str(group.section), len(group.rows)) for group in found.groups] == [
        ("None", 1),
        ("TỔ CHỨC", 1),
        ("1. Sự tham gia của người dân", 1),
    ]
    assert len(found.rows) == 3


def test_heading_without_rows_is_shown() -> None:
    plan = factories.plan(factories.commune())
    PlanSection.objects.create(plan=plan, part="appendix", position=1, heading="Công khai")

    assert [group.rows for group in drafting.build(plan).groups] == [()]


def test_names_are_shown_with_what_they_mean() -> None:
    commune = factories.commune()
    assert commune.parent
    task = factories.task(factories.plan(commune))
    health = factories.unit(commune.parent, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    factories.party(task, Party.Role.GUIDE, unit=health)
    factories.party(task, Party.Role.SUPPORT, group=Party.Group.ASSOCIATIONS, text="Đoàn thể xã")
    factories.party(task, Party.Role.SUPPORT, text="Ai đó")

    found = drafting.build(task.plan)

    assert {(one.text, one.meaning) for one in found.rows[0].named} == {
        ("UBND xã Điềm He", "UBND xã Điềm He"),
        ("Sở Y tế", "Sở Y tế, tỉnh Lạng Sơn"),
        ("Đoàn thể xã", "các đoàn thể"),
        ("Ai đó", ""),
    }
    assert found.open_names == 1


def test_row_whose_day_is_of_last_year_is_marked() -> None:
    plan = factories.plan(factories.commune())
    for ends_on in (date(2025, 12, 31), date(2026, 1, 1)):
        factories.task(plan, ends_on=ends_on)

    found = drafting.build(plan)

    assert [row.is_stale for row in found.rows] == [True, False]
    assert found.stale == 1


def test_copy_shows_what_was_done_last() -> None:
    commune = factories.commune()
    third, fourth = (factories.period(commune, ordinal=ordinal) for ordinal in (3, 4))
    plan = factories.issued_plan(commune, tasks=2)
    first, _ = factories.reporting(plan)
    officer = factories.officer(commune)
    factories.recorded(first, third, result="Họp 2 lần", by=officer)
    factories.recorded(first, fourth, result="Họp 5 lần", by=officer)
    draft = actions.copy_plan(plan=plan, year=2027, by=factories.viewer(officer), at=factories.NOW)

    found = drafting.build(draft)

    done, silent = (row.last for row in found.rows)
    assert done
    assert (done.period, done.result, done.state) == (
        "Quý IV/2026",
        "Họp 5 lần",
        "done_in_period",
    )
    assert (silent, found.has_last) == (None, True)
    assert not drafting.build(plan).has_last


def test_what_a_province_did_is_not_shown_for_a_commune() -> None:
    commune = factories.commune()
    assert commune.parent
    period = factories.period(commune)
    above = factories.issued_plan(commune.parent)
    (assignment,) = factories.reporting(above)
    factories.recorded(assignment, period)
    task = factories.task(factories.plan(commune))
    Task.objects.filter(pk=task.pk).update(origin=assignment.task)

    assert not drafting.build(task.plan).has_last


def test_costs_the_same_for_three_rows_and_for_thirty(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    commune = factories.commune()
    assert commune.parent
    plan = factories.plan(commune)
    for rows in (3, 30):
        for number in range(plan.tasks.count(), rows):
            name = f"Sở thứ {number}"
            lead = factories.unit(commune.parent, name, kind=Unit.Kind.DEPARTMENT)
            factories.task(plan, lead=lead)
        read = Plan.objects.select_related("territory").get(pk=plan.pk)
        with django_assert_max_num_queries(8):
            drafting.build(read)


def test_copying_says_which_days_move() -> None:
    plan = factories.plan(factories.commune())
    for day in (date(2026, 6, 30), date(2026, 9, 30), None):
        factories.task(plan, ends_on=day)
    Task.objects.filter(plan=plan, position=1).update(deadline_text="Trước 30/6")

    found = drafting.copying(plan)

    assert (found.tasks, found.sections, found.dated) == (3, 1, 1)
    assert [task.position for task in found.named_years] == [2]


def test_row_may_be_about_the_versions_of_its_year_and_what_it_was_about() -> None:
    old = factories.framework(code="papi-2018", first_year=2018)
    Framework.objects.filter(pk=old.pk).update(last_year=2020)
    factories.framework()
    other = Index.objects.create(code="sipas", name="SIPAS", short_name="SIPAS", position=2)
    sipas = Framework.objects.create(index=other, code="sipas-2017", first_year=2017)
    Component.objects.create(
        framework=sipas, code="0", depth=0, position=0, name="SIPAS", scale_min=0, scale_max=100
    )
    task = factories.task(
        factories.plan(factories.commune()), components=(factories.component(old, "1.1"),)
    )

    choices = [label for _, label in drafting.component_choices(task.plan, task)]

    assert choices[0] == "PAPI 1.1. Thành phần 1.1", "of the old version, because the row has it"
    assert "PAPI (cả chỉ số)" in choices
    assert choices[-1] == "SIPAS (cả chỉ số)"
    assert len(choices) == 1 + 7 + 1
    assert len(drafting.component_choices(task.plan, None)) == 8
