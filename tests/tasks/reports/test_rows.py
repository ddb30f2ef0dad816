"""The rows behind a figure, as values."""

from datetime import date

import pytest

from indicators.models import Framework
from tasks import actions
from tasks.reports import rollup, rows
from tests import factories

pytestmark = pytest.mark.django_db


def test_row_says_who_what_and_where_it_stands() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.plan(commune)
    factories.task(plan, ends_on=date(2026, 11, 1))
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    assignments = factories.reporting(plan)
    factories.recorded(assignments[0], period, difficulty="Thiếu người")

    first, second = rows.build(assignments=assignments, period=period, on=factories.TODAY)

    assert (first.territory, first.unit) == ("Xã Điềm He", "UBND xã Điềm He")
    assert (first.state_word, first.result) == ("đã thực hiện trong kỳ", "Đã tổ chức 4 hội nghị")
    assert first.difficulty == "Thiếu người"
    assert first.due.text == "quá hạn 20 ngày"
    assert (second.state_word, second.result) == ("chưa cập nhật", "")


def test_progress_of_another_period_is_not_shown() -> None:
    commune = factories.commune()
    before, period = (factories.period(commune, ordinal=ordinal) for ordinal in (3, 4))
    (assignment,) = factories.reporting(factories.issued_plan(commune))
    factories.recorded(assignment, before)

    (row,) = rows.build(assignments=[assignment], period=period, on=factories.TODAY)

    assert row.state == ""


def test_column_is_named_as_in_the_index() -> None:
    dimension = factories.component(factories.framework(), "2")
    viewer = factories.viewer(factories.officer(factories.commune()))

    assert rows.dimension_name(dimension.pk, viewer) == "2. Nội dung 2"
    assert rows.dimension_name(rollup.REST, viewer) == "Nhiệm vụ chưa gắn với nội dung nào"
    assert rows.dimension_name(None, viewer) == ""


def test_part_of_another_provinces_own_set_is_not_named() -> None:
    own = factories.framework()
    Framework.objects.filter(pk=own.pk).update(territory=factories.province("Tỉnh Hà Giang"))
    dimension, part = factories.component(own, "2"), factories.component(own, "2.1")
    viewer = factories.viewer(factories.officer(factories.commune()))

    assert rows.dimension_name(dimension.pk, viewer) == "Nhiệm vụ chưa gắn với nội dung nào"
    assert rows.component_name(part.pk, viewer) == ""
