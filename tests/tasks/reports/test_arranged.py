"""The appendix by dimension, lead unit and deadline, and in the form with six columns."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from papi_portal import drawings
from plans.models import Plan, PlanSection
from tasks.models import Party, Task
from tasks.reports import appendix, arranged
from tasks.reports.arranged import SIX, SIX_COLUMNS, Choice
from tests import factories

pytestmark = pytest.mark.django_db
Kind = Task.DeadlineKind


def groups(plan: Plan, by: str) -> list[tuple[str, list[str]]]:
    found = arranged.build(plan, Choice(by=by)).groups
    return [(group.heading, [row.content for row in group.rows]) for group in found]


def lead_with(task: Task, *names: str, group: str = "") -> None:
    task.parties.all().delete()
    for position, name in enumerate(names, start=1):
        unit = None if group else factories.unit(task.plan.territory, name)
        Party.objects.create(
            task=task, role=Party.Role.LEAD, position=position, text=name, unit=unit, group=group
        )


# The choice


@pytest.mark.parametrize(
    ("asked", "choice"),
    [
        ({}, Choice()),
        ({"by": "lead"}, Choice(by="lead")),
        ({"by": "deadline", "columns": "six"}, Choice(by="deadline", columns="six")),
        ({"by": "màu", "columns": "9"}, Choice()),
    ],
)
def test_choice_is_read_from_the_address_and_nonsense_asks_for_the_issued_form(
    asked: dict[str, str], choice: Choice
) -> None:
    assert Choice.of(asked, None) == choice


def test_choice_is_written_back_into_an_address() -> None:
    assert Choice().query == ""
    assert Choice(by="lead", columns=SIX).query == "?by=lead&columns=six"


def test_nothing_chosen_is_the_issued_form() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)

    assert arranged.build(plan, Choice()) == appendix.build(plan)


# The orders


def test_row_of_several_leads_stands_under_each_and_keeps_its_number() -> None:
    plan = factories.plan(factories.commune())
    first, second, third = (factories.task(plan) for _ in range(3))
    lead_with(first, "Công an xã", "Văn phòng")
    lead_with(second, "các đoàn thể", group=Party.Group.ASSOCIATIONS)
    third.parties.all().delete()

    assert groups(plan, "lead") == [
        ("Công an xã", ["Nhiệm vụ 1"]),
        ("Văn phòng", ["Nhiệm vụ 1"]),
        ("Các đoàn thể", ["Nhiệm vụ 2"]),
        ("Chưa nêu đơn vị chủ trì", ["Nhiệm vụ 3"]),
    ]
    six = arranged.build(plan, Choice(by="lead", columns=SIX))
    assert [row.content for row in six.rows] == ["1", "1", "2", "3"]


def test_rows_stand_under_the_dimensions_they_work_on() -> None:
    framework = factories.framework()
    parts = {one.code: one for one in framework.components.all()}
    plan = factories.plan(factories.commune())
    factories.task(plan, components=(parts["2.1"], parts["1"]))
    factories.task(plan, components=(parts["1.2"], parts["1.1"]))
    factories.task(plan, components=(parts["0"],))
    factories.task(plan)

    assert groups(plan, "dimension") == [
        ("PAPI", ["Nhiệm vụ 3"]),
        ("1. Nội dung 1", ["Nhiệm vụ 1", "Nhiệm vụ 2"]),
        ("2. Nội dung 2", ["Nhiệm vụ 1"]),
        ("Nhiệm vụ chưa gắn nội dung chỉ số", ["Nhiệm vụ 4"]),
    ]


def test_last_days_come_first_in_order_then_what_recurs_and_what_names_no_time() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan)
    factories.task(plan, ends_on=date(2026, 12, 5))
    factories.task(plan, ends_on=date(2026, 3, 9))
    factories.task(plan, ends_on=date(2026, 12, 5))
    ongoing = factories.task(plan, ends_on=date(2026, 12, 31))
    blank = factories.task(plan)
    Task.objects.filter(pk=ongoing.pk).update(deadline_kind=Kind.QUARTERLY)
    Task.objects.filter(pk=blank.pk).update(deadline_kind=Kind.NONE)

    assert groups(plan, "deadline") == [
        ("Đến hết ngày 09/03/2026", ["Nhiệm vụ 3"]),
        ("Đến hết ngày 05/12/2026", ["Nhiệm vụ 2", "Nhiệm vụ 4"]),
        ("Hằng quý", ["Nhiệm vụ 5"]),
        ("Thường xuyên", ["Nhiệm vụ 1"]),
        ("Không nêu thời hạn", ["Nhiệm vụ 6"]),
    ]


def test_every_kind_of_deadline_has_its_place() -> None:
    assert set(arranged.UNDATED) == set(Kind)


@pytest.mark.parametrize("by", ["dimension", "lead", "deadline"])
def test_no_row_is_lost_and_duties_of_the_body_stay_out(by: str) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=4)
    duties = PlanSection.objects.create(plan=plan, part="body", position=9, heading="Công an xã")
    Task.objects.create(plan=plan, section=duties, position=9, label="-", text="Tuần tra")

    found = arranged.build(plan, Choice(by=by))

    wanted = {row.task_id for row in appendix.build(plan).rows}
    assert {row.task_id for row in found.rows} == wanted


# The form with six columns


def test_six_columns_have_the_name_above_the_text_and_what_a_row_brings() -> None:
    plan = factories.plan(factories.commune())
    made = factories.task(plan)
    Task.objects.filter(pk=made.pk).update(output="Báo cáo", support_text="Đoàn thể xã")

    found = arranged.build(plan, Choice(columns=SIX))

    assert found.columns == SIX_COLUMNS
    assert [group.heading for group in found.groups] == ["1. Sự tham gia của người dân"]
    (row,) = found.rows
    assert row.cells == (
        "1)",
        "Nhiệm vụ 1\n- Tuyên truyền;\n- Niêm yết công khai.",
        "UBND xã Điềm He",
        "Đoàn thể xã",
        "Thường xuyên",
        "Báo cáo",
    )


def test_bullets_are_no_numbers_so_rows_are_counted() -> None:
    plan = factories.plan(factories.commune())
    for _ in range(2):
        made = factories.task(plan, text="Họp thôn")
        Task.objects.filter(pk=made.pk).update(label="-", title="")

    rows = arranged.build(plan, Choice(columns=SIX)).rows

    assert [(row.content, row.lines) for row in rows] == [
        ("1", ("- Họp thôn",)),
        ("2", ("- Họp thôn",)),
    ]


def test_rows_without_names_are_counted_when_their_order_changes() -> None:
    plan = factories.plan(factories.commune())
    for day in (9, 8):
        made = factories.task(plan, ends_on=date(2026, 3, day))
        Task.objects.filter(pk=made.pk).update(title="")

    found = arranged.build(plan, Choice(by="deadline"))

    assert found.columns[0] == "STT"
    assert [row.content for row in found.rows] == ["1", "2"]


# On paper


def test_paper_says_how_its_rows_stand() -> None:
    plan = factories.issued_plan(factories.commune(), number="354/KH-UBND")

    paper = appendix.as_paper(arranged.build(plan, Choice(by="lead")))

    assert paper.title == "Phụ lục Kế hoạch số 354/KH-UBND, theo đơn vị chủ trì"
    assert "Xếp theo đơn vị chủ trì" in [getattr(one, "text", "") for one in paper.parts[0].blocks]


def test_word_and_excel_have_the_chosen_rows() -> None:
    plan = factories.issued_plan(factories.commune(), tasks=3)
    found = arranged.build(plan, Choice(by="deadline", columns=SIX))
    paper = appendix.as_paper(found)

    word = docx.Document(BytesIO(drawings.draw(paper, "docx"))).tables[0]
    sheet = openpyxl.load_workbook(BytesIO(drawings.draw(paper, "xlsx"))).worksheets[0]

    wanted = [row.cells for row in found.rows]
    assert [tuple(cell.text for cell in row.cells) for row in word.rows[2:]] == wanted
    drawn = [tuple(cell or "" for cell in row) for row in sheet.values][-len(wanted) :]
    assert drawn == wanted


@pytest.mark.parametrize("by", ["dimension", "lead", "deadline"])
def test_number_of_queries_is_the_same_for_3_rows_and_30(
    by: str, django_assert_max_num_queries: Any
) -> None:
    for rows in (3, 30):
        made = factories.issued_plan(factories.commune(), tasks=rows)
        plan = Plan.objects.select_related("issuer").get(pk=made.pk)
        with django_assert_max_num_queries(5):
            arranged.build(plan, Choice(by=by, columns=SIX))
