"""Each row knows its plan, the unit whose report covers it, and what alone it is about."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F

from indicators.models import Component
from plans.models import Territory, Unit
from tasks import actions, load
from tasks.models import Assignment, Party
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
PROVINCE = Territory.Level.PROVINCE


def mistold() -> set[Assignment]:
    """Return the rows that know a plan or reporter other than their task says."""
    rows = Assignment.objects.order_by()
    in_province = rows.filter(task__plan__territory__level=PROVINCE)
    elsewhere = rows.exclude(task__plan__territory__level=PROVINCE)
    return {
        *rows.exclude(plan=F("task__plan")),
        *in_province.exclude(reporter=F("unit")),
        *elsewhere.exclude(reporter=F("task__plan__issuer")),
        *elsewhere.exclude(reporter__territory=F("plan__territory")),
    }


def misplaced() -> list[Assignment]:
    """Return the rows that do not know the component which their task has alone."""
    found = []
    for row in Assignment.objects.prefetch_related("task__components"):
        about = [one.pk for one in row.task.components.all()]
        if row.component_id != (about[0] if len(about) == 1 else None):
            found.append(row)
    return found


def issued(place: Territory, *leads: Unit) -> list[Assignment]:
    """Return what a plan of a place gives units that lead its one task, and the police to help."""
    plan = factories.plan(place)
    task = factories.task(plan, lead=leads[0])
    for one in leads[1:]:
        factories.party(task, Party.Role.LEAD, unit=one)
    factories.party(task, Party.Role.SUPPORT, unit=factories.unit(place, "Công an"))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    return list(plan.assignments.order_by("role", "pk"))


def about(*codes: tuple[str, ...]) -> list[Assignment]:
    """Return the rows of a plan with one task for each of these, about these components."""
    framework = factories.framework()
    plan = factories.plan(factories.commune())
    for of_task in codes:
        components = [factories.component(framework, code) for code in of_task]
        factories.task(plan, components=tuple(components))
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    return factories.reporting(plan)


def test_departments_report_for_themselves() -> None:
    province = factories.province()
    health, justice = (factories.unit(province, name) for name in ("Sở Y tế", "Sở Tư pháp"))

    given = issued(province, health, justice)

    assert [one.reporter for one in given] == [one.unit for one in given]
    assert {health, justice} < {one.reporter for one in given}


def test_the_ubnd_reports_for_all_units_of_its_plan() -> None:
    commune = factories.commune()
    police, culture = (factories.unit(commune, name) for name in ("Công an xã", "Văn hóa"))

    given = issued(commune, police, culture)

    assert {one.reporter for one in given} == {factories.committee(commune)}
    assert {one.plan.territory for one in given} == {commune}


def test_those_above_and_elsewhere_report_by_whose_plan_it_is() -> None:
    province = factories.province()
    district = Territory.objects.create(level="district", code="190", name="Huyện", parent=province)
    commune = factories.commune(parent=district)
    ubnd, health = factories.committee(commune), factories.unit(province, "Sở Y tế")

    assert {one.reporter for one in issued(province, ubnd)} >= {ubnd}
    assert {one.reporter for one in issued(district, ubnd)} == {factories.committee(district)}
    assert {one.reporter for one in issued(commune, health)} == {ubnd}
    assert not mistold()


def test_rows_of_a_whole_province_know_what_their_tasks_say() -> None:
    load.make(load.Size(communes=3, tasks=9, periods=1), seed=1, on=TODAY)

    assert Assignment.objects.filter(reports=True).count() > 27
    assert Assignment.objects.exclude(component=None).exists()
    assert not mistold()
    assert not misplaced()


def test_rows_of_before_are_told() -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    given = [*issued(province, factories.unit(province, "Sở Y tế"))]
    given += issued(commune, factories.unit(commune, "Công an xã"))
    wrong = factories.plan(factories.commune("Xã Khác"), year=date.max.year)
    Assignment.objects.update(plan=wrong, reporter=wrong.issuer)
    assert mistold() == set(given)
    migration = import_module("tasks.migrations.0014_rows_are_told_who_reports")

    migration.tell(apps, SimpleNamespace(connection=connection))

    assert not mistold()


def test_a_row_knows_its_component_if_its_task_has_one_alone() -> None:
    given = about(("1.1",), ("1.1", "2.1"), ())

    assert [one.component and one.component.code for one in given] == ["1.1", None, None]


def test_rows_of_before_are_told_their_components() -> None:
    about(("1.1",), ("1.1", "2.1"), ("2.1",), ())
    wrong = Component.objects.get(code="1.2")
    Assignment.objects.update(component=wrong)
    assert len(misplaced()) == 4
    migration = import_module("tasks.migrations.0019_rows_are_told_what_they_are_about")

    migration.tell(apps, SimpleNamespace(connection=connection))

    assert not misplaced()


def test_a_row_whose_component_is_no_more_asks_its_task() -> None:
    (row,) = about(("1.1",))

    Component.objects.get(code="1.1").delete()

    row.refresh_from_db()
    assert row.component is None
