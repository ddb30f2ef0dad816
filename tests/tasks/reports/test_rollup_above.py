"""Communes that have not issued a plan of their own owe what the province's plan gives them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, Territory
from tasks.reports import quarterly_province, rollup, year_matrix
from tasks.reports.handing_in import Report
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework(db: None) -> Plan:
    """Return an issued plan of a province whose rows two communes lead."""
    province = factories.province()
    for name in ("Xã Điềm He", "Xã Na Sầm"):
        factories.committee(factories.commune(name, parent=province))
    factories.period(province)
    return deriving.framework(province)


def report_of(framework: Plan, name: str) -> Report:
    viewer = factories.viewer(factories.reviewer(framework.territory))
    period = framework.territory.periods.get()
    found = rollup.build(viewer=viewer, period=period, on=factories.TODAY)
    (row,) = (one for one in found.communes.rows if one.name == name)
    return row.report


def test_they_have_not_handed_in_and_become_late(framework: Plan) -> None:
    period = framework.territory.periods.get()
    report = report_of(framework, "Xã Na Sầm")

    assert (report.word, report.plan) == ("chưa nộp", framework.pk)
    assert report.due_on == period.due_commune_on


def test_own_plan_takes_the_place_of_the_provinces(framework: Plan) -> None:
    commune = Territory.objects.get(name="Xã Điềm He")
    own = deriving.issued(deriving.derived(framework, commune))

    assert report_of(framework, "Xã Điềm He").plan == own.pk
    assert report_of(framework, "Xã Na Sầm").plan == framework.pk


def test_commune_that_no_plan_names_has_none(framework: Plan) -> None:
    factories.commune("Xã Hội Hoan", parent=framework.territory)

    assert report_of(framework, "Xã Hội Hoan").word == "chưa có kế hoạch"


def test_printed_report_says_the_same(framework: Plan) -> None:
    period = framework.territory.periods.get()

    units = quarterly_province.build(
        issuer=framework.issuer, period=period, on=factories.TODAY
    ).units

    assert [(one.name, one.has_plan, one.is_handed_in) for one in units] == [
        ("Xã Điềm He", True, False),
        ("Xã Na Sầm", True, False),
    ]


def test_year_says_the_same(
    framework: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = factories.viewer(factories.reviewer(framework.territory))

    with django_assert_num_queries(6):
        found = year_matrix.build(viewer=viewer, year=2026, calendar=None, on=factories.TODAY)

    assert found
    (communes,) = (one for one in found.tables if one.key == year_matrix.COMMUNES)
    assert [row.cells[0].word for row in communes.rows] == ["chưa nộp", "chưa nộp"]
