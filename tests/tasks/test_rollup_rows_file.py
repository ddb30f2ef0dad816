"""The rows behind a figure, narrowed, and as a workbook."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import User
from tasks import actions
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:rollup-rows-file")


class Facts:
    """A commune with three rows: one completed with figures, one in progress, one not recorded."""

    def __init__(self) -> None:
        self.commune = factories.commune("Xã Đồng Đăng")
        assert self.commune.parent is not None
        self.province = self.commune.parent
        self.period = factories.period(self.commune)
        self.rows = factories.reporting(factories.issued_plan(self.commune, tasks=3))
        by = factories.viewer(factories.officer(self.commune))
        for row, state in zip(self.rows, ("completed", "in_progress"), strict=False):
            actions.record_progress(
                assignment=row,
                period=self.period,
                recorded=actions.Recorded(
                    state=state,
                    result=f"=Kết quả {state}",
                    figure_done=Decimal(12),
                    figure_planned=Decimal(15),
                    figure_unit="cuộc",
                    difficulty="Thiếu người" if state == "in_progress" else "",
                ),
                version=0,
                by=by,
                at=factories.NOW,
            )
        self.reviewer = factories.reviewer(self.province)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def written(person: User, query: str = "") -> list[tuple[object, ...]]:
    """Return the lines of the workbook below its title."""
    response = factories.signed_in(person).get(ADDRESS + query)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    head = next(at for at, line in enumerate(lines) if line[0] == "Xã, phường")
    return lines[head + 1 :]


def test_workbook_holds_what_was_reported(facts: Facts) -> None:
    first, second, third = written(facts.reviewer)

    assert first[0] == "Xã Đồng Đăng"
    assert first[5:8] == ("đã hoàn thành", "=Kết quả completed", "12/15 cuộc (80%)")
    assert second[8] == "Thiếu người"
    assert (third[5], third[11]) == ("chưa cập nhật", 0)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("?show=missing", [2]),
        ("?show=completed", [0]),
        ("?show=done", [0]),
        ("?show=in_progress", [1]),
        ("?difficulty=1", [1]),
        ("?q=ket+qua+COMPLETED", [0]),
        ("?q=dong+dang", [0, 1, 2]),
        ("?q=không+có", []),
        ("?show=nonsense", [0, 1, 2]),
    ],
)
def test_page_and_workbook_are_narrowed_alike(facts: Facts, query: str, places: list[int]) -> None:
    client = factories.signed_in(facts.reviewer)

    shown = client.get(reverse("tasks:rollup-rows") + query).content.decode()

    found = [at for at, row in enumerate(facts.rows) if row.task.get_absolute_url() in shown]
    assert found == places
    assert len(written(facts.reviewer, query)) == len(places)


def test_page_leads_to_the_workbook_of_the_same_rows(facts: Facts) -> None:
    client = factories.signed_in(facts.reviewer)

    shown = client.get(reverse("tasks:rollup-rows"), {"show": "missing"}).content.decode()

    assert f'href="{ADDRESS}?show=missing"' in shown
    assert "Tải 1 nhiệm vụ về Excel" in shown


def test_officer_gets_the_own_rows_only(facts: Facts) -> None:
    factories.issued_plan(factories.commune("Xã Khác", parent=facts.province))

    assert len(written(factories.officer(facts.commune))) == 3
    assert written(factories.officer(factories.commune("Xã Mới", parent=facts.province))) == []


def test_stranger_of_another_province_gets_no_file(facts: Facts) -> None:
    assert (
        factories.signed_in(factories.officer(factories.commune())).get(ADDRESS).status_code == 404
    )


def test_visitor_signs_in_first() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_file_takes_no_post(facts: Facts) -> None:
    assert factories.signed_in(facts.reviewer).post(ADDRESS).status_code == 405
