"""A plan's workbook with mistakes comes back with what is wrong in its last column."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from papi_portal.workbook import CUT, LONGEST_TEXT, XLSX, read_meta
from papi_portal.zip_guard import BadPackageError
from tasks.models import Intake
from tasks.reading import portal_workbook
from tasks.reports import plan_workbook
from tasks.reports.plan_changes import compare
from tests import factories
from tests.papi_portal.workbooks import opened, saved
from tests.tasks.excel import PLACES, Excel, drafted
from tests.tasks.test_plan_changes import Desk, words

pytestmark = pytest.mark.django_db
LAST = len(PLACES) + 1


@pytest.fixture
def desk() -> Desk:
    return Desk(drafted(2))


def wrong(desk: Desk) -> Intake:
    """Bring a workbook whose second task has two mistakes."""
    file = Excel(desk.plan).write(2, text="Việc đổi")
    return desk.bring(file.write(3, ends_on="mai", components="9.9"))


def address(intake: Intake) -> str:
    return reverse("tasks:plan-changes-errors", args=[intake.pk])


def test_page_with_mistakes_offers_the_workbook_and_one_without_does_not(desk: Desk) -> None:
    offered = "Tải lại tệp kèm cột Lỗi"
    intake = wrong(desk)

    assert f'href="{address(intake)}">{offered}</a>' in desk.see(intake).content.decode()
    assert offered not in words(desk.see(desk.bring(Excel(desk.plan).write(2, text="Khác"))))


def test_each_wrong_row_says_what_is_wrong_in_which_cell(desk: Desk) -> None:
    response = desk.client.get(address(wrong(desk)))

    book = opened(response.content)
    sheet = book[portal_workbook.SHEET]
    assert sheet.cell(1, LAST).value == "Lỗi"
    assert sheet.cell(2, PLACES["text"]).value == "Việc đổi"
    assert not sheet.cell(2, LAST).value
    day, code = sheet.cell(3, LAST).value.split("\n")
    assert day.startswith("Đến ngày: “mai” không phải một ngày.")
    assert code.startswith("Chỉ số: Không có mã chỉ số “9.9”.")
    assert book.sheetnames[:3] == ["Nhiệm vụ", "Chỉ số", "Hướng dẫn"]
    assert response["Content-Type"] == XLSX
    assert "c%C3%B3%20c%E1%BB%99t" in response["Content-Disposition"]


def test_returned_workbook_is_mended_and_read_as_the_same_plans(desk: Desk) -> None:
    content = desk.client.get(address(wrong(desk))).content
    book = opened(content)
    for key in ("ends_on", "components"):
        book[portal_workbook.SHEET].cell(3, PLACES[key]).value = None

    values = portal_workbook.read(saved(book))

    assert read_meta(content)["plan"] == str(desk.plan.pk)
    assert values is not None
    assert plan_workbook.is_ours(values)
    changes = compare(desk.plan, values, on=factories.TODAY)
    assert (changes.mistakes, changes.notes, changes.missing) == ((), (), ())
    assert [row.values for row in changes.changed] == [{"text": "Việc đổi"}]


def test_workbook_that_cannot_be_given_back_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = wrong(desk)

    def refuse(*_: Any) -> bytes:
        raise BadPackageError(plan_workbook.NO_CELL)

    monkeypatch.setattr(plan_workbook, "returned", refuse)

    assert plan_workbook.NO_CELL in words(desk.client.get(address(intake), follow=True))


def test_cell_longer_than_excel_takes_is_refused_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, data = plan_workbook.build(desk.plan), Excel(desk.plan).data
    monkeypatch.setattr("papi_portal.workbook.rows.LONGEST_CELL", 5)

    with pytest.raises(BadPackageError, match="32\\.767 ký tự"):
        plan_workbook.returned(sheet, data, {})


def test_very_long_sentence_is_cut_to_what_a_cell_holds(desk: Desk) -> None:
    sheet, data = plan_workbook.build(desk.plan), Excel(desk.plan).data

    content = plan_workbook.returned(sheet, data, {2: "a" * 40_000})

    said = opened(content)[portal_workbook.SHEET].cell(2, LAST).value
    assert said == "a" * LONGEST_TEXT + CUT


def test_only_what_waits_and_is_kept_comes_back(desk: Desk) -> None:
    intake = wrong(desk)
    Path(intake.file.path).unlink()
    assert desk.client.get(address(intake)).status_code == 404

    decided = wrong(desk)
    desk.client.post(reverse("tasks:plan-changes", args=[decided.pk]), {"discard": "1"})
    assert desk.client.get(address(decided)).status_code == 404


def test_workbook_of_another_person_is_not_found(desk: Desk) -> None:
    intake = wrong(desk)
    colleague = factories.signed_in(factories.officer(desk.plan.territory))

    assert colleague.get(address(intake)).status_code == 404
