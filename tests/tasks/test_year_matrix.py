"""The reports of a year: communes, departments and plans with their own periods."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Period, Territory, Unit, User
from tasks import actions
from tasks.reports import rollup, year_matrix
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:year-matrix")


def page(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def province_with(communes: int) -> Territory:
    province = factories.province()
    for ordinal in (3, 4):
        factories.period(province, ordinal=ordinal)
    for at in range(communes):
        factories.issued_plan(factories.commune(f"Xã Đồng {at}", parent=province))
    return province


def test_each_cell_says_state_and_days_and_leads_to_the_report() -> None:
    province = province_with(2)
    plan = province.children.get(name="Xã Đồng 0").plans.get()
    period = province.periods.get(ordinal=4)
    factories.submission(plan, period, state="accepted")

    shown = page(factories.reviewer(province))

    assert "Báo cáo các kỳ năm 2026, tỉnh Lạng Sơn" in shown
    for words in ("đã duyệt", "đúng hạn", "chưa nộp", "đã nộp 1/2", "đã nộp 0/2"):
        assert words in shown
    assert reverse("tasks:report-detail", args=[plan.pk, plan.issuer_id, period.pk]) in shown


def test_departments_of_the_province_have_their_own_table() -> None:
    province = province_with(1)
    health = factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    period = province.periods.get(ordinal=4)

    shown = page(factories.reviewer(province))

    assert "Sở, ngành (1)" in shown
    assert reverse("tasks:report-detail", args=[plan.pk, health.pk, period.pk]) in shown
    assert "Sở Y tế" not in page(factories.officer(province.children.get()))


def test_plan_with_its_own_periods_has_its_own_table() -> None:
    province = province_with(2)
    plan = Territory.objects.get(name="Xã Đồng 1").plans.get()
    own = factories.period(province, ordinal=2)
    own.plan = plan
    own.save()

    shown = page(factories.reviewer(province))

    assert f"{plan}, {plan.issuer}: lịch riêng (1)" in shown
    assert shown.count(f'<a href="#plan-{plan.pk}">theo lịch riêng</a>') == 2
    assert reverse("tasks:report-detail", args=[plan.pk, plan.issuer_id, own.pk]) in shown


def test_figures_lead_to_as_many_rows_of_the_desk() -> None:
    province = province_with(4)
    period = province.periods.get(ordinal=4)
    Period.objects.filter(pk=period.pk).update(
        data_to=factories.TODAY - timedelta(days=9), due_commune_on=factories.TODAY - timedelta(3)
    )
    for name, state in (("Xã Đồng 0", "accepted"), ("Xã Đồng 1", "returned")):
        factories.submission(province.children.get(name=name).plans.get(), period, state=state)

    found = year_matrix.build(
        viewer=factories.viewer(factories.reviewer(province)),
        year=2026,
        calendar=None,
        on=factories.TODAY,
    )
    assert found
    column = found.tables[0].columns[-1]
    assert (column.owed, column.counts["handed_in"], column.counts["handed_in_late"]) == (4, 1, 1)
    assert (column.counts["on_time"], column.counts["late"]) == (0, 3)
    desk = rollup.build(
        viewer=factories.viewer(factories.reviewer(province)),
        period=column.period,
        on=factories.TODAY,
    )
    for figure in ("handed_in", "handed_in_late", "on_time", "late"):
        assert len(desk.communes.showing(figure)) == column.counts[figure]


def test_name_is_found_without_its_marks() -> None:
    province = province_with(2)

    shown = page(factories.reviewer(province), "?q=DONG+1")

    assert "Xã Đồng 1" in shown
    assert "Xã Đồng 0" not in shown


@pytest.mark.parametrize("words", ["không+có", "ong"])
def test_name_that_nobody_bears_leads_back_to_all(words: str) -> None:
    shown = page(factories.reviewer(province_with(1)), f"?q={words}")

    assert "Không có đơn vị nào như vậy" in shown


def test_year_without_periods_shows_one_that_has_some() -> None:
    assert "Báo cáo các kỳ năm 2026" in page(factories.reviewer(province_with(1)), "?year=1999")


def test_officer_sees_the_own_commune_only() -> None:
    province_with(2)

    shown = page(factories.officer(Territory.objects.get(name="Xã Đồng 1")))

    assert "Xã Đồng 1" in shown
    assert "Xã Đồng 0" not in shown


def test_stranger_of_another_province_sees_nothing_of_this_one() -> None:
    province = province_with(1)

    shown = page(factories.officer(factories.commune()), f"?calendar={province.pk}")

    assert "Chưa có kỳ báo cáo nào" in shown
    assert "Xã Đồng 0" not in shown


@pytest.mark.parametrize("name", ["year", "calendar"])
def test_nonsense_number_finds_nothing(name: str) -> None:
    client = factories.signed_in(factories.reviewer(province_with(1)))

    assert client.get(ADDRESS, {name: "x"}).status_code == 404


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_page_takes_no_post() -> None:
    assert (
        factories.signed_in(factories.reviewer(province_with(1))).post(ADDRESS).status_code == 405
    )


def test_number_of_queries_is_the_same_for_3_communes_and_60() -> None:
    counts = []
    for communes in (3, 60):
        client = factories.signed_in(factories.reviewer(province_with(communes)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
