"""The blank workbook in which a plan is written: offered, filled in, read like any plan."""

import pytest

from papi_portal.workbook import XLSX
from tasks import reading
from tasks.reading.values import ReadPlan
from tasks.reports import blank_plan
from tests.papi_portal.workbooks import opened, saved
from tests.tasks.intake_pages import Facts, address, text

SUBJECT = "Nâng cao Chỉ số PAPI năm 2026 trên địa bàn xã Điềm He"
FIRST = (
    "1",
    "Công khai ngân sách",
    "Niêm yết công khai ngân sách xã",
    "UBND xã",
    "Công an xã; Phòng Kinh tế",
    "Hàng quý",
    "Biên bản",
    "Việc mới",
)
SECOND = ("2", "", "Đặt hòm thư góp ý", "Văn phòng HĐND và UBND", "", "Trước ngày 30/11/2026")


def filled(*rows: tuple[str, ...]) -> bytes:
    """Return the blank workbook with its subject and these rows typed in."""
    book = opened(blank_plan.as_xlsx())
    (sheet,) = book.worksheets
    sheet["A2"].value = SUBJECT
    for number, row in enumerate(rows, start=4):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value or None
    return saved(book)


def read(*rows: tuple[str, ...]) -> ReadPlan:
    return reading.read("Mẫu kế hoạch.xlsx", filled(*rows), ())


def test_filled_rows_are_read_cell_by_cell() -> None:
    plan = read(FIRST, SECOND)

    identity = plan.identity
    assert (identity.kind, identity.subject) == ("plan", SUBJECT)
    assert (identity.year_from, identity.year_to) == (2026, 2026)
    first, second = plan.rows
    assert (first.label, first.title, first.text) == FIRST[:3]
    assert (first.leads, first.supports) == (("UBND xã",), ("Công an xã", "Phòng Kinh tế"))
    assert (first.deadline.raw, first.output, first.note) == FIRST[5:]
    assert (second.title, second.text, second.leads) == ("", SECOND[2], (SECOND[3],))
    assert f"{second.deadline.end:%d/%m/%Y}" == "30/11/2026"
    assert not [one for one in plan.remarks if one.field == "file"]


def test_row_with_number_and_title_alone_is_a_heading() -> None:
    plan = read(("I", "Công khai, minh bạch"), FIRST, ("II", "Cung ứng dịch vụ công"), SECOND)

    assert [row.text for row in plan.rows] == [FIRST[2], SECOND[2]]
    assert [[one.text for one in row.sections] for row in plan.rows] == [
        ["Công khai, minh bạch"],
        ["Cung ứng dịch vụ công"],
    ]


def test_header_below_the_title_stays_in_sight_and_is_printed_on_each_page() -> None:
    sheet = opened(blank_plan.as_xlsx()).worksheets[0]

    assert [cell.value for cell in sheet[3]] == [one.title for one in blank_plan.COLUMNS]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert {str(rule.sqref)[:2] for rule in sheet.data_validations.dataValidation} >= {"A4", "D4"}


@pytest.mark.django_db
def test_upload_page_offers_the_workbook() -> None:
    facts = Facts()

    page = text(facts.client.get(address("intake-start")))
    response = facts.client.get(address("intake-blank"))

    assert f'<a href="{address("intake-blank")}">Tải tệp mẫu Excel</a>' in page
    assert response["Content-Type"] == XLSX
    assert response["Content-Disposition"].endswith(".xlsx")
    assert response.content.startswith(b"PK")
