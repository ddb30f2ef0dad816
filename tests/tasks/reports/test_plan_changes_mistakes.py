"""Mistakes in a workbook that comes back are told by their cell."""

from typing import Any

import pytest

from plans.models import PlanSection
from tasks.models import Task
from tests import factories
from tests.tasks.excel import Excel, drafted, task
from tests.tasks.reports.saying import sentences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({"code": "abc"}, "A2", "“abc” không phải mã dòng"),
        ({"code": 999_999_999}, "A2", "Mã 999999999 không thuộc kế hoạch này"),
        ({"code": "9" * 30}, "A2", "không phải mã dòng"),
        ({"section": "Mục lạ"}, "B2", "Kế hoạch không có mục “Mục lạ”"),
        ({"label": "x" * 21}, "C2", "Nội dung dài 21 ký tự, cho phép tối đa 20"),
        ({"title": "x" * 501}, "D2", "cho phép tối đa 500"),
        ({"text": None}, "E2", "Chưa có nhiệm vụ, giải pháp"),
        ({"text": "=A1"}, "E2", "Ô có công thức chưa tính"),
        ({"text": "x" * 10_001}, "E2", "cho phép tối đa 10000"),
        ({"deadline_text": "x" * 301}, "I2", "cho phép tối đa 300"),
        ({"deadline_kind": "lúc nào đó"}, "J2", "“lúc nào đó” không phải loại thời hạn"),
        ({"deadline_kind": "trước hoặc trong ngày"}, "L2", "phải có ngày kết thúc"),
        ({"ends_on": "31/02/2026"}, "L2", "“31/02/2026” không phải một ngày"),
        ({"starts_on": "giữa năm"}, "K2", "“giữa năm” không phải một ngày"),
        ({"starts_on": "2/1/2026", "ends_on": "1/1/2026"}, "L2", "không được trước ngày bắt đầu"),
        ({"components": "1.1, 9.9"}, "O2", "Không có mã chỉ số “9.9”"),
    ],
)
def test_mistake_names_its_cell_and_what_to_write(
    cells: dict[str, Any], cell: str, words: str
) -> None:
    factories.framework()
    plan = drafted(2)

    changes = Excel(plan).write(2, **cells).compared()

    ((where, sentence),) = sentences(changes)
    assert where == cell
    assert words in sentence
    assert changes.mistakes[0].row == 2


def test_new_row_needs_a_task() -> None:
    changes = Excel(drafted(1)).write(3, label="2)", note="xem sau").compared()

    assert sentences(changes) == [
        ("E3", "Chưa có nhiệm vụ, giải pháp. Hãy ghi nội dung, hoặc xóa dòng này khỏi tệp.")
    ]


def test_code_twice_names_the_other_row() -> None:
    plan = drafted(2)
    code = task(plan, 1).pk

    changes = Excel(plan).write(4, code=code, text="Chép").compared()

    assert sentences(changes) == [
        ("A4", f"Mã {code} đã có ở dòng 2. Hãy để trống ô này nếu là dòng mới.")
    ]


def test_code_of_another_plan_is_refused() -> None:
    plan, other = drafted(1), drafted(1)

    changes = Excel(plan).write(3, code=task(other, 1).pk, text="Của xã khác").compared()

    assert "không thuộc kế hoạch này" in sentences(changes)[0][1]


def test_all_mistakes_are_told_at_once() -> None:
    factories.framework()
    changes = (
        Excel(drafted(2))
        .write(2, label="x" * 21, components="9.9", text=None)
        .write(3, ends_on="mai")
        .compared()
    )

    assert sorted(one.cell for one in changes.mistakes) == ["C2", "E2", "L3", "O2"]


def test_two_headings_of_one_name_are_told_apart_by_the_row_above() -> None:
    plan = drafted(1)
    twins = [
        PlanSection.objects.create(
            plan=plan, part="appendix", position=number, label="a", heading="Chung"
        )
        for number in (2, 3)
    ]
    factories.task(plan)
    Task.objects.filter(position=2).update(section=twins[1])

    changes = Excel(plan).write(4, text="Dưới dòng của mục", section="a. Chung").compared()
    assert changes.added[0].values["section_id"] == twins[1].pk

    changes = Excel(plan).insert(2, text="Trên cùng", section="a. Chung").compared()
    assert "nhiều mục cùng tên" in sentences(changes)[0][1]
