"""The poster of a plan: its blocks, what is said of a task, and how it goes on sheets."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from papi_portal import pdf
from plans.models import Plan, Unit
from tasks import actions
from tasks.models import Party, Task
from tasks.reports import poster, poster_sheets
from tasks.reports.poster import Poster, PosterTask
from tests import factories
from tests.tasks.reports.test_quarterly_files import folded

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
HOSTILE = "<img src=file:///etc/passwd><style>*{}</style>"
MILLIMETRE = 72 / 25.4
"""In points, in which PDF measures."""


def plan_with(tasks: int, *, dimensions: int = 8) -> Plan:
    """Return an issued plan whose tasks are about the dimensions in turn."""
    index = factories.framework(dimensions=dimensions)
    made = factories.plan(factories.commune(), number="12/KH-UBND")
    for number in range(tasks):
        component = factories.component(index, f"{number % dimensions + 1}.1")
        factories.task(made, components=(component,), ends_on=date(2026, 11, 30))
    return actions.issue_plan(plan=made, by=None, at=factories.NOW)


def build(plan: Plan) -> Poster:
    return poster.build(Plan.objects.select_related("territory", "issuer").get(pk=plan.pk))


def pages(found: Poster, size: str = "a3") -> list[tuple[float, float, str]]:
    """Return width, height in mm and words of each page."""
    read = PdfReader(BytesIO(poster_sheets.as_pdf(found, size))).pages
    return [
        (
            round(float(page.mediabox.width) / MILLIMETRE),
            round(float(page.mediabox.height) / MILLIMETRE),
            page.extract_text(),
        )
        for page in read
    ]


def test_every_dimension_is_a_block_and_says_when_it_has_no_task() -> None:
    plan = plan_with(3)
    factories.task(plan)

    found = build(plan)

    assert (found.place, found.title) == ("Xã Điềm He", "Nâng cao Chỉ số PAPI năm 2026")
    assert found.source == (
        "Theo Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của UBND xã Điềm He"
    )
    titles = [block.title for block in found.blocks]
    assert titles == [*(f"{number}. Nội dung {number}" for number in range(1, 9)), "Nhiệm vụ khác"]
    assert found.blocks[0].tasks == (
        PosterTask("Nhiệm vụ 1", "UBND xã Điềm He", "Trước ngày 30/11/2026"),
    )
    assert [task.text for task in found.blocks[7].tasks] == ["Không có nhiệm vụ riêng."]


def test_plan_about_no_dimension_is_divided_as_it_is_written() -> None:
    found = build(factories.issued_plan(factories.commune(), tasks=2))

    assert [(block.title, len(block.tasks)) for block in found.blocks] == [
        ("1. Sự tham gia của người dân", 2)
    ]


def test_long_task_is_cut_and_a_bullet_left_out() -> None:
    plan = plan_with(1)
    text = "- " + "Tuyên truyền sâu rộng " * 20
    Task.objects.filter(plan=plan).update(title="", text=text, deadline_text="x " * 100)

    (task,) = build(plan).blocks[0].tasks

    assert task.text.startswith("Tuyên truyền")
    assert task.text.endswith("…")
    assert len(task.text) <= poster.LONGEST_TASK + 1
    assert len(task.deadline) <= poster.LONGEST_DEADLINE + 1


@pytest.mark.parametrize(
    "written", ["Ông Nguyễn Văn A", "đồng chí Lê Thị B, Phó Chủ tịch", "Bà Trần Thị C"]
)
def test_no_person_is_named(written: str) -> None:
    plan = plan_with(1)
    Party.objects.filter(task__plan=plan).update(unit=None, text=written)
    Task.objects.filter(plan=plan).update(lead_text=written)
    Plan.objects.filter(pk=plan.pk).update(signatory="Triệu Lê Phụng")

    found = build(plan)

    assert found.blocks[0].tasks[0].lead == ""
    assert "Triệu Lê Phụng" not in repr(found)


def test_body_that_is_not_in_the_portal_is_named_as_written() -> None:
    plan = plan_with(1)
    Party.objects.filter(task__plan=plan).update(unit=None, text="Điện lực Bà Rịa")

    assert build(plan).blocks[0].tasks[0].lead == "Điện lực Bà Rịa"


@needs_pango
@pytest.mark.parametrize(("size", "wide", "high"), [("a3", 420, 297), ("a4", 297, 210)])
def test_sheet_has_its_size_and_all_words(size: str, wide: int, high: int) -> None:
    found = build(plan_with(10))

    ((width, height, told),) = pages(found, size)

    assert (width, height) == (wide, high)
    said = folded(told)
    words = [found.title, found.source, found.place.upper()]
    for block in found.blocks:
        words += [block.title, *(part for task in block.tasks for part in (task.text, task.who))]
    assert [one for one in words if folded(one) not in said] == []


@needs_pango
@pytest.mark.parametrize("tasks", [1, 22, 60])
def test_many_tasks_flow_to_more_sheets_and_stay_readable(tasks: int) -> None:
    plan = plan_with(tasks)
    Task.objects.filter(plan=plan).update(title="Công khai, minh bạch việc thu chi ngân sách xã")

    found = build(plan)
    laid = poster_sheets.lay_out(found)

    assert laid.points >= 18
    assert len(pages(found)) == len(laid.sheets)
    shown = [
        task
        for sheet in laid.sheets
        for column in sheet
        for block in column
        for task in block.tasks
        if task != poster.NOTHING
    ]
    assert len(shown) == tasks


def test_few_tasks_are_written_larger() -> None:
    plan = plan_with(3, dimensions=3)
    few = poster_sheets.lay_out(build(plan))
    for _ in range(20):
        factories.task(plan)
    many = poster_sheets.lay_out(build(plan))

    assert few.points == max(poster_sheets.POINTS)
    assert many.points < few.points


def test_block_that_goes_on_bears_its_title_again() -> None:
    laid = poster_sheets.lay_out(build(plan_with(40, dimensions=1)))

    titles = [block.title for sheet in laid.sheets for column in sheet for block in column]

    assert titles[0] == "1. Nội dung 1"
    assert set(titles[1:]) == {"1. Nội dung 1 (tiếp theo)"}


@needs_pango
def test_hostile_text_is_text_and_a_long_word_stays_on_the_sheet() -> None:
    plan = plan_with(8)
    Unit.objects.filter(pk=plan.issuer_id).update(name=HOSTILE)
    Task.objects.filter(plan=plan).update(title="a" * 500)
    Plan.objects.filter(pk=plan.pk).update(subject=HOSTILE + "b" * 400)

    found = build(plan)
    printed = pages(found)

    assert len(printed) == len(poster_sheets.lay_out(found).sheets)
    assert folded(HOSTILE) in folded(printed[0][2])
    assert folded("a" * poster.LONGEST_TASK) in folded(printed[0][2])


@needs_pango
def test_draft_is_marked_and_an_empty_plan_says_so() -> None:
    ((_, _, told),) = pages(build(factories.plan(factories.commune())))

    assert "DỰ THẢO" in told
    assert "Kế hoạch chưa có nhiệm vụ." in told


def test_number_of_queries_is_the_same_for_3_and_for_30_tasks() -> None:
    counts = []
    for tasks in (3, 30):
        index = f"papi-{tasks}"
        plan = factories.issued_plan(factories.commune(), tasks=tasks, number=index)
        known = Plan.objects.select_related("territory", "issuer").get(pk=plan.pk)
        with CaptureQueriesContext(connection) as caught:
            poster.build(known)
        counts.append(len(caught))

    assert counts == [4, 4]
