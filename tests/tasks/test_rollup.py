"""The province's page: who has reported what."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape, strip_tags

from plans.access import Role
from plans.models import Territory, User
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:rollup")


def page(person: User, query: str = "") -> str:
    response = factories.signed_in(person).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def body(shown: str) -> list[str]:
    """Return the rows of the matrix, as plain words."""
    table = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    return [" ".join(strip_tags(row).split()) for row in table.split("<tr>")[1:]]


def province_with(communes: int) -> Territory:
    province = factories.province()
    period = factories.period(province)
    for at in range(communes):
        plan = factories.issued_plan(factories.commune(f"Xã {at}", parent=province), tasks=2)
        factories.recorded(factories.reporting(plan)[0], period)
    return province


def test_reviewer_sees_each_commune_with_figures_that_open_their_rows() -> None:
    province = province_with(2)
    factories.framework()

    shown = page(factories.reviewer(province))

    said = "chưa nộp trong hạn (còn 26 ngày) 1/2 – – 1/2"
    assert sorted(body(shown)) == [f"Xã {at} {said}" for at in range(2)]
    assert "Tổng hợp Quý IV/2026, tỉnh Lạng Sơn" in shown
    assert "sắp đến hạn" not in shown


def test_links_of_figures_lead_to_that_many_rows() -> None:
    province = province_with(2)
    client = factories.signed_in(factories.reviewer(province))
    shown = client.get(ADDRESS).content.decode()

    figures = re.findall(r'<a href="(/reports/rollup/rows/[^"]*)">(?:\d+/)?(\d+)</a>', shown)

    assert len(figures) == 7  # two communes, two columns; their totals; what is missing
    for link, total in figures:
        rows = client.get(link.replace("&amp;", "&")).content.decode()
        assert f"{total} nhiệm vụ, Quý IV/2026" in rows


def test_figures_on_top_choose_the_communes_shown() -> None:
    province = province_with(3)
    factories.commune("Xã Không", parent=province)
    plans = [commune.plans.get() for commune in province.children.exclude(name="Xã Không")]
    period = province.periods.get()
    factories.submission(plans[0], period)
    factories.submission(plans[1], period, state="accepted")
    reviewer = factories.reviewer(province)

    def names(show: str) -> list[str]:
        return [row[:4] for row in body(page(reviewer, f"?show={show}"))]

    assert names("owing") == ["Xã 2"]
    assert names("submitted") == ["Xã 0"]
    assert names("accepted") == ["Xã 1"]
    assert names("planned") == ["Xã 2", "Xã 0", "Xã 1"]
    assert len(names("nonsense")) == 4


def test_officer_sees_the_own_commune_only() -> None:
    province_with(2)
    own = Territory.objects.get(name="Xã 1")

    shown = page(factories.officer(own))

    assert len(body(shown)) == 1
    assert "Xã 0" not in shown


def test_auditor_sees_what_the_reviewer_sees() -> None:
    province = province_with(2)
    inspection = factories.unit(province, "Thanh tra tỉnh", kind="department")

    assert len(body(page(factories.member(inspection, Role.AUDITOR)))) == 2


def test_stranger_of_another_province_sees_nothing_of_this_one() -> None:
    province = province_with(1)
    period = province.periods.get()

    shown = page(factories.officer(factories.commune()), f"?period={period.pk}")

    assert "Chưa có kỳ báo cáo nào" in shown
    assert "Xã 0" not in shown


def test_sector_without_rows_gets_an_explanation() -> None:
    province = province_with(1)
    health = factories.unit(province, "Sở Y tế", kind="department")

    assert "Không có xã, phường nào để tổng hợp" in page(factories.member(health, Role.SECTOR))


def test_name_of_a_commune_is_shown_as_text() -> None:
    province = factories.province()
    factories.period(province)
    factories.commune("Xã <script>x()</script>", parent=province)

    shown = page(factories.reviewer(province))

    assert escape("Xã <script>x()</script>") in shown
    assert "<script>x()" not in shown


def test_late_report_says_how_late(monkeypatch: pytest.MonkeyPatch) -> None:
    province = province_with(1)
    period = province.periods.get()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: period.due_province_on)

    (row,) = body(page(factories.reviewer(province)))

    assert "quá hạn 3 ngày" in row


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_roll_up_takes_no_post() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert client.post(ADDRESS).status_code == 405


def test_number_of_queries_is_the_same_for_3_communes_and_60() -> None:
    counts = []
    for communes in (3, 60):
        client = factories.signed_in(factories.reviewer(province_with(communes)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        commune = factories.commune()
        factories.period(commune)
        factories.issued_plan(commune, tasks=rows)
        assert commune.parent is not None
        client = factories.signed_in(factories.reviewer(commune.parent))
        with CaptureQueriesContext(connection) as queries:
            assert f"0/{rows}" in client.get(ADDRESS).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_locked_period_is_called_locked_and_counts_no_days() -> None:
    commune = factories.commune()
    factories.issued_plan(commune)
    period = factories.period(commune, ordinal=1, state="closed")
    assert commune.parent is not None
    client = factories.signed_in(factories.reviewer(commune.parent))

    page = client.get(reverse("tasks:rollup"), {"period": period.pk}).content.decode()

    assert "(đã khóa)" in page
    assert "quá hạn" not in page


def test_officer_of_a_commune_reads_the_matrix_under_their_own_name() -> None:
    commune = factories.commune()
    factories.issued_plan(commune)
    factories.period(commune)

    page = factories.signed_in(factories.officer(commune)).get(reverse("tasks:rollup"))

    assert "Tổng hợp Quý IV/2026, UBND xã Điềm He" in page.content.decode()


@pytest.mark.parametrize("show", ["submitted", "accepted", "returned", "draft"])
def test_figure_of_nothing_opens_no_commune(show: str) -> None:
    commune = factories.commune()
    factories.issued_plan(commune)
    factories.period(commune)
    assert commune.parent is not None
    client = factories.signed_in(factories.reviewer(commune.parent))

    page = client.get(reverse("tasks:rollup"), {"show": show}).content.decode()

    assert "Không có xã, phường nào như vậy" in page
    assert "Xã Điềm He" not in page
