"""A plan's rows leave as a workbook that reads well in Excel and knows where it came from."""

from datetime import date, datetime, time
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from papi_portal.workbook import read_meta
from plans.models import PlanSection
from tasks.models import Task
from tasks.reading import portal_workbook
from tasks.reports import plan_workbook
from tests import factories
from tests.papi_portal.workbooks import opened

pytestmark = pytest.mark.django_db


def sheets(plan: Any) -> Any:
    return opened(plan_workbook.as_xlsx(plan_workbook.build(plan), at=factories.NOW))


def cells(plan: Any) -> dict[str, Any]:
    """Return the first row below the header by the titles of its columns."""
    header, row, *_ = sheets(plan)["Nhiệm vụ"].iter_rows(values_only=True)
    return dict(zip((title.rstrip(" *") for title in header), row, strict=True))


def test_row_says_what_the_task_says() -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    about = (factories.component(made, "2"), factories.component(made, "1.1"))
    task = factories.task(plan, components=about, ends_on=date(2026, 6, 30))
    Task.objects.update(support_text="Các đoàn thể", output="Báo cáo", note="Hằng quý")

    assert cells(plan) == {
        "Mã dòng": task.pk,
        "Mục": "1. Sự tham gia của người dân",
        "Ký hiệu": "1)",
        "Nội dung": "Nhiệm vụ 1",
        "Nhiệm vụ, giải pháp": "- Tuyên truyền;\n- Niêm yết công khai.",
        "Chủ trì": "UBND xã Điềm He",
        "Phối hợp": "Các đoàn thể",
        "Hướng dẫn, kiểm tra": None,
        "Thời gian thực hiện": "Trước ngày 30/06/2026",
        "Loại thời hạn": "trước hoặc trong ngày",
        "Từ ngày": None,
        "Đến ngày": task.ends_on and opened_day(task.ends_on),
        "Sản phẩm": "Báo cáo",
        "Ghi chú": "Hằng quý",
        "Chỉ số": "1.1, 2",
    }


def opened_day(day: date) -> Any:
    """Return a day as openpyxl gives it back."""
    return datetime.combine(day, time())


def test_section_is_said_with_those_above_it() -> None:
    plan = factories.plan(factories.commune())
    task = factories.task(plan)
    inner = PlanSection.objects.create(
        plan=plan, parent=task.section, part="appendix", position=2, label="a", heading="Bầu cử"
    )
    Task.objects.update(section=inner)

    assert cells(plan)["Mục"] == "1. Sự tham gia của người dân > a. Bầu cử"


def test_rows_stand_in_the_order_of_the_plan() -> None:
    plan = factories.plan(factories.commune())
    first, second = factories.task(plan), factories.task(plan)
    Task.objects.filter(pk=first.pk).update(position=9)

    codes = [row[0] for row in sheets(plan)["Nhiệm vụ"].iter_rows(min_row=2, values_only=True)]

    assert codes == [second.pk, first.pk]


def test_code_of_another_version_or_index_carries_its_framework() -> None:
    now, old = factories.framework(), factories.framework(code="papi-2018", first_year=2018)
    type(old).objects.filter(pk=old.pk).update(last_year=2020)
    plan = factories.plan(factories.commune())
    about = (factories.component(now, "1.2"), factories.component(old, "1.2"))
    factories.task(plan, components=about)

    assert cells(plan)["Chỉ số"] == "1.2, papi-2018:1.2"


def test_second_sheet_names_every_code_that_may_be_written() -> None:
    factories.framework(dimensions=1)
    plan = factories.plan(factories.commune())
    factories.task(plan)

    rows = list(sheets(plan)["Chỉ số"].iter_rows(values_only=True))

    assert rows == [
        ("Mã", "Tên", "Bộ tiêu chí"),
        ("0", "PAPI", "PAPI 2021 - nay"),
        ("1", "Nội dung 1", "PAPI 2021 - nay"),
        ("1.1", "Thành phần 1.1", "PAPI 2021 - nay"),
        ("1.2", "Thành phần 1.2", "PAPI 2021 - nay"),
    ]


def test_guide_says_how_to_bring_it_back_and_what_the_code_is() -> None:
    plan = factories.plan(factories.commune())

    book = sheets(plan)
    words = " ".join(str(cell.value) for row in book["Hướng dẫn"] for cell in row)

    assert "Nhập kế hoạch từ tệp" in words
    assert "không sửa; để trống ở dòng mới" in words
    prompts = [one.prompt for one in book["Nhiệm vụ"].data_validations.dataValidation]
    assert portal_workbook.CODE.help in prompts
    assert [one for one in book.sheetnames if book[one].sheet_state == "hidden"] == [
        "choices",
        "meta",
    ]


def test_kinds_of_deadlines_are_chosen_in_words() -> None:
    plan = factories.plan(factories.commune())

    words = [cell.value for cell in sheets(plan)["choices"]["B"]]

    assert words == [str(word) for word in Task.DeadlineKind.labels]


@pytest.mark.parametrize("text", ["=1+1", "-5", "+84", "@a", "#N/A", "_x0041_", "a\nb", "\x07b"])
def test_text_is_never_a_formula_and_never_stops_the_file(text: str) -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, text=text)

    cell = sheets(plan)["Nhiệm vụ"]["E2"]

    assert cell.data_type == "s"


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, text="dài " * 10_000)

    text = cells(plan)["Nhiệm vụ, giải pháp"]

    assert text.endswith("dài […]")
    assert len(text) < 32_767


def test_seal_is_of_this_portal_plan_moment_and_rows(settings: Any) -> None:
    plan = factories.plan(factories.commune())
    task = factories.task(plan)
    data = plan_workbook.as_xlsx(plan_workbook.build(plan), at=factories.NOW)
    values = portal_workbook.read(data)
    assert values
    assert plan_workbook.is_ours(values)

    said = values["before"][str(task.pk)]
    for other in (
        {"plan": plan.pk + 1},
        {"exported_at": "2026-11-22"},
        {"before": {str(task.pk): said | {"text": "Khác"}}},
        {"seal": ""},
    ):
        assert not plan_workbook.is_ours(values | other)
    settings.SECRET_KEY = "another portal"
    assert not plan_workbook.is_ours(values)


def test_hidden_sheet_says_when_it_was_given_away() -> None:
    plan = factories.plan(factories.commune())

    said = read_meta(plan_workbook.as_xlsx(plan_workbook.build(plan), at=factories.NOW))

    assert said["plan"] == str(plan.pk)
    assert said["exported_at"] == factories.NOW.isoformat()


@pytest.mark.parametrize("count", [3, 300])
def test_number_of_queries_does_not_grow(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    about = factories.component(made, "1.1")
    for _ in range(count):
        factories.task(plan, components=(about,))

    with django_assert_num_queries(5):
        sheet = plan_workbook.build(plan)
        plan_workbook.as_xlsx(sheet, at=factories.NOW)

    assert len(sheet.rows) == count
