"""The store of evidence that a unit fills in a year: the UBND's for all whom it reports for."""

from typing import Any

import pytest

from plans.models import Period, Plan, Unit
from tasks import actions
from tasks.models import Assignment, Evidence
from tests import factories
from tests.tasks.showing import attachment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_ten_bytes(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT, settings.EVIDENCE_PER_YEAR = tmp_path, 10


def issued(plan: Plan, *leads: Unit) -> list[Assignment]:
    """Return the rows of a plan, one for each of these units, which lead them."""
    for lead in leads:
        factories.task(plan, lead=lead)
    return factories.reporting(actions.issue_plan(plan=plan, by=None, at=factories.NOW))


def add(row: Assignment, content: bytes) -> Evidence:
    """Put a file to what a row reports in the one period of its place, by its own officer."""
    place = row.unit.territory
    period = Period.objects.first() or factories.period(place)
    by = factories.member(row.unit)
    factories.recorded(row, period, by=by)
    return actions.add_evidence(
        assignment=row,
        period=period,
        shown=attachment(content),
        by=factories.viewer(by),
        at=factories.NOW,
    )


def test_files_of_all_units_of_a_commune_fill_the_store_of_its_ubnd() -> None:
    commune = factories.commune()
    plan = factories.plan(commune)
    own, polices = issued(plan, plan.issuer, factories.unit(commune, "Công an xã"))
    add(own, b"123456")

    with pytest.raises(actions.EvidenceRefusedError, match=r"của UBND xã Điềm He đã gần đầy"):
        add(polices, b"12345")


def test_one_store_is_for_all_plans_by_which_a_ubnd_reports() -> None:
    commune = factories.commune()
    first, second = (
        factories.reporting(factories.issued_plan(commune, number=number))[0]
        for number in ("11/KH-UBND", "12/KH-UBND")
    )
    add(first, b"123456")

    with pytest.raises(actions.EvidenceRefusedError, match="đã gần đầy"):
        add(second, b"12345")


def test_departments_of_a_province_have_a_store_each_and_communes_their_own() -> None:
    province = factories.province()
    departments = (factories.unit(province, name) for name in ("Sở Y tế", "Sở Tư pháp"))
    rows = issued(factories.plan(province), *departments)
    for name in ("Xã Một", "Xã Hai"):
        plan = factories.issued_plan(factories.commune(name, parent=province))
        rows += factories.reporting(plan)
    period = factories.period(province)

    assert {add(row, b"1234567").progress.period for row in rows} == {period}
