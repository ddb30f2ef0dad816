"""Tasks of a province's plans belong to its own sets of criteria, and pages keep to one."""

from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Framework
from plans.models import Plan
from tasks import actions, catalogue
from tasks.models import Task
from tasks.reading.indices import index_of
from tasks.reports import coverage, drafting, plan_workbook, rollup, rows
from tests import factories
from tests.indicators import own_sets
from tests.indicators.own_sets import component
from tests.plans.list_pages import text
from tests.tasks import uploads
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db


class Facts(own_sets.Facts):
    """A province with its own set, and another with one of the same name."""

    def __init__(self) -> None:
        super().__init__()
        factories.framework()
        self.made = self.take_in()
        self.other = own_sets.Facts("Tỉnh Cao Bằng", "04")
        self.strange = self.other.take_in()
        self.period = factories.period(self.province)
        self.viewer = factories.viewer(self.person)

    def plan(self) -> Plan:
        """Return an issued plan of the commune with tasks of both kinds, one reported."""
        plan = factories.plan(self.commune)
        nation = Framework.objects.get(code="papi-2021")
        for about in (("1.1",), ("1.2.1", "2"), ()):
            factories.task(plan, components=tuple(component(self.made, one) for one in about))
        factories.task(plan, components=(component(nation, "1.1"),))
        plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)
        factories.recorded(factories.reporting(plan)[0], self.period)
        return plan


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_row_may_be_about_the_own_set_at_any_depth_and_not_about_others(facts: Facts) -> None:
    for place in (facts.commune, facts.province):
        offered = dict(drafting.component_choices(factories.plan(place), None))

        for one in facts.made.components.all():
            assert str(one.pk) in offered, one
        assert "CCHC cấp xã 1.2.1. Đúng hạn" in offered.values()
        assert not {str(one.pk) for one in facts.strange.components.all()} & offered.keys()


def test_row_is_saved_with_a_component_of_the_own_set_alone(facts: Facts) -> None:
    plan = factories.plan(facts.commune)
    client = factories.signed_in(factories.officer(facts.commune))
    page = reverse("tasks:row-add", args=[plan.pk])
    typed = {"text": "Niêm yết", "deadline_kind": "ongoing", "version": "0"}

    def sent(about: Framework) -> int:
        typed["components"] = str(component(about, "1.1").pk)
        return int(client.post(page, typed).status_code)

    assert sent(facts.strange) == 422
    assert sent(facts.made) == 302
    assert plan.tasks.get().components.get() == component(facts.made, "1.1")


def test_workbook_of_a_plan_names_the_own_set(facts: Facts) -> None:
    sheet = plan_workbook.build(factories.plan(facts.commune))

    assert sheet.codes["20-cchc-cap-xa-2025:1.2.1"] == component(facts.made, "1.2.1")
    assert not any(code.startswith("04-") for code in sheet.codes)


def test_document_may_name_the_own_index_in_a_heading(facts: Facts) -> None:
    line = [facts.province.pk, facts.commune.pk]

    known = {one.code for one in catalogue.frameworks(line)}

    assert known == {"papi-2021", facts.made.code}


def test_read_row_may_be_about_the_own_set(facts: Facts) -> None:
    read = row(framework=facts.made.code, components=["1.2.1"])
    intake = uploads.waiting(facts.commune, read)
    client = factories.signed_in(intake.uploaded_by)

    page = text(client.get(reverse("tasks:intake-row", args=[intake.pk, 1])))

    assert f'value="{facts.made.code}:1.2.1"' in page
    assert "CCHC cấp xã 1.2.1. Đúng hạn" in page
    assert facts.strange.code not in page
    (task,) = uploads.confirmed(intake).tasks.all()
    assert task.components.get() == component(facts.made, "1.2.1")


def test_read_row_never_takes_the_set_of_another_province(facts: Facts) -> None:
    read = row(framework=facts.strange.code, components=["1.1"])
    intake = uploads.waiting(facts.commune, read)

    (task,) = uploads.confirmed(intake).tasks.all()

    assert not task.components.exists()


def test_uploaded_document_that_names_the_own_index_is_tied_to_it(facts: Facts) -> None:
    known = catalogue.frameworks([one.pk for one in facts.commune.line()])

    assert index_of("II. Bộ chỉ số cải cách hành chính cấp xã", known) == (facts.made.index.code,)


def test_rollup_counts_by_the_dimensions_of_the_own_set(facts: Facts) -> None:
    facts.plan()
    code = facts.made.index.code

    found = rollup.build(
        viewer=facts.viewer, period=facts.period, on=factories.TODAY, index=code
    ).communes

    (line,) = found.rows
    cells = {column.short.partition(".")[0]: cell.text for cell, column in line.cells}
    assert line.whole.text == "1/2"
    assert (cells["1"], cells["2"]) == ("1/2", "0/1")
    for cell, column in found.totals:
        asked = rows.Asked(index=code, dimension=column.key)
        behind = rows.behind(viewer=facts.viewer, period=facts.period, asked=asked)
        assert len(behind) == cell.total, column.name


def test_pages_offer_the_own_index_to_the_province_alone(facts: Facts) -> None:
    facts.plan()
    factories.period(facts.other.province)
    desk = reverse("tasks:rollup")

    assert "?index=20-cchc-cap-xa" in text(facts.client.get(desk))
    assert "20-cchc-cap-xa" not in text(facts.other.client.get(desk))
    asked = text(facts.client.get(f"{desk}?index=20-cchc-cap-xa"))
    assert "Chỉ đạo, điều hành" in asked


def test_coverage_counts_the_components_of_the_own_set(facts: Facts) -> None:
    plan = facts.plan()

    found = coverage.of_plan(plan, on=factories.TODAY, index=facts.made.index.code)

    assert found.missing == 2, "1.2 has no task of its own; TT has none"


def test_page_of_a_task_names_the_own_set(facts: Facts) -> None:
    task = facts.plan().tasks.order_by("position")[0]

    page = text(facts.client.get(reverse("tasks:task-detail", args=[task.pk])))

    assert "1.1. Kế hoạch" in page
    assert "CCHC cấp xã 2025" in page


def test_copy_to_a_year_of_the_next_version_goes_on_there(facts: Facts) -> None:
    plan = facts.plan()
    rows_: tuple[dict[str, Any], ...] = own_sets.ROWS
    new = facts.take_in(*rows_[:3], index=facts.made.index_id, first_year="2027")
    officer = factories.viewer(factories.officer(facts.commune))

    draft = actions.copy_plan(plan=plan, year=2027, by=officer, at=factories.NOW)

    first, second, *_ = draft.tasks.order_by("position")
    assert list(first.components.all()) == [component(new, "1.1")]
    assert not second.components.exists()
    assert Task.objects.filter(components=component(facts.made, "1.1")).count() == 1
