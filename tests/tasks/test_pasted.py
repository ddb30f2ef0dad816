"""A table copied from Excel is read line by line, and nothing in it is guessed."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks import pasted, standing
from tasks.pasted import Pasted
from tasks.reports.owed_rows import OwedRow
from tests.factories import TODAY

HEADER = "STT\tNhiệm vụ\tTình hình\tKết quả\n"


def row(number: int, title: str, *, label: str = "", text: str = "", **other: Any) -> OwedRow:
    """Return an empty row that is owed, with as little as a table could name."""
    facts: dict[str, Any] = {
        "task_url": "/",
        "lines": tuple(text.split("\n")),
        "due": standing.of_date(TODAY, on=TODAY),
        "due_on": TODAY,
        "extended_to": None,
        "figure_done": None,
        "figure_planned": None,
        "saved_at": None,
        "last": None,
        **dict.fromkeys(("task_id", "dimension_id", "plan_id", "reporting_id"), 1),
        **dict.fromkeys(("period_id", "version", "evidence"), 0),
        **dict.fromkeys(("unit", "deadline_text", "report_state", "state", "state_word"), ""),
        **dict.fromkeys(("result", "figure_unit", "difficulty", "proposal", "reason"), ""),
        **dict.fromkeys(("saved_by", "saved_word", "lock"), ""),
    }
    name = f"{label} {title or text}".strip()
    return OwedRow(**{**facts, **other}, assignment_id=number, name=name, label=label, title=title)


MEETING = row(1, "Đối thoại với dân", label="a)", text="- Mỗi quý một lần;\n- Có biên bản.")
NOTICE = row(2, "", label="b)", text="Niêm yết thủ tục tại “một cửa”.")
ROWS = (MEETING, NOTICE)


def read(text: str, rows: tuple[OwedRow, ...] = ROWS) -> Pasted:
    return pasted.read(pasted.split(text), rows)


def typed(text: str, rows: tuple[OwedRow, ...] = ROWS) -> dict[int, dict[str, str]]:
    return {number: dict(said.typed) for number, said in read(text, rows).said.items()}


def strays(text: str, rows: tuple[OwedRow, ...] = ROWS) -> list[tuple[int, str]]:
    return [(one.line, one.sentence) for one in read(text, rows).strays]


def test_each_line_is_about_the_row_that_it_names() -> None:
    found = typed(
        f"{HEADER}1\tĐối thoại với dân\tđang thực hiện\tĐã họp\n"
        "2\tNiêm yết thủ tục tại “một cửa”.\tđã hoàn thành\tĐã xong\n"
    )

    assert found == {
        1: {"state": "in_progress", "result": "Đã họp"},
        2: {"state": "completed", "result": "Đã xong"},
    }


@pytest.mark.parametrize(
    "name",
    [
        "a) Đối thoại với dân",
        "ĐỐI THOẠI VỚI DÂN",
        "doi thoai  voi dan.",
        '"Đối thoại với dân\n- Mỗi quý một lần;\n- Có biên bản."',
        '"a) Đối thoại với dân\n+ Mỗi quý một lần\n+ Có biên bản"',
        "Mỗi quý một lần; Có biên bản",
    ],
)
def test_row_is_known_by_its_title_its_text_or_both(name: str) -> None:
    assert typed(f"Nhiệm vụ\tKết quả\n{name}\tĐã họp") == {1: {"result": "Đã họp"}}


def test_cell_of_several_lines_comes_in_quotes() -> None:
    text = 'Nhiệm vụ\tKết quả\r\nĐối thoại với dân\t"Họp ""mở"":\r\n- hai lần;\tđủ"\r\n'

    assert typed(text) == {1: {"result": 'Họp "mở":\n- hai lần;\tđủ'}}


@pytest.mark.parametrize(
    "cell", ['"Một cửa"', '"Một cửa" và liên thông', '"chưa đóng', 'năm "tốt"']
)
def test_quotes_in_a_cell_of_one_line_are_its_own(cell: str) -> None:
    text = f"Nhiệm vụ\tKết quả\tKhó khăn\nĐối thoại với dân\t{cell}\tKhông\n"

    assert typed(text) == {1: {"result": cell, "difficulty": "Không"}}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_machine_ends_them(end: str) -> None:
    text = end.join(("", "Nhiệm vụ\tKết quả", "Đối thoại với dân\tXong", "", ""))

    assert typed(text) == {1: {"result": "Xong"}}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Tiến độ", "state"),
        ("TÌNH HÌNH THỰC HIỆN", "state"),
        ("Kết quả thực hiện trong kỳ báo cáo", "result"),
        ('"Kết quả\nthực hiện *"', "result"),
        ("Thực hiện", "figure_done"),
        ("Kế hoạch", "figure_planned"),
        ("ĐVT", "figure_unit"),
        ("Khó khăn/vướng mắc", "difficulty"),
        ("Kiến nghị, đề xuất", "proposal"),
        ("Lý do", "reason"),
    ],
)
def test_columns_go_by_the_names_that_officers_use(heading: str, key: str) -> None:
    found = typed(f"{heading}\tNội dung công việc\nchưa\tĐối thoại với dân")

    assert found == {1: {key: "not_started" if key == "state" else "chưa"}}


@pytest.mark.parametrize("heading", ["Kết quả kỳ trước", "Kế hoạch năm 2025", "Ghi chú"])
def test_column_that_is_not_known_is_said_and_not_used(heading: str) -> None:
    found = read(f"Nhiệm vụ\tKết quả\t{heading}\t\nĐối thoại với dân\tXong\tCũ\t")

    assert found.unread == (heading,)
    assert dict(found.said[1].typed) == {"result": "Xong"}


def test_of_two_names_the_one_nearer_to_the_portal_s_is_used() -> None:
    found = read("Nội dung\tNhiệm vụ\tKết quả\n1. Tham gia\tĐối thoại với dân\tXong")

    assert found.unread == ("Nội dung",)
    assert dict(found.said[1].typed) == {"result": "Xong"}


def test_column_that_comes_twice_is_not_used() -> None:
    text = "Nhiệm vụ\tKết quả\tKết quả\tTình hình\nĐối thoại với dân\tXong\tChưa\tđang"

    assert typed(text) == {1: {"state": "in_progress"}}
    assert strays(text) == [(1, "có hai cột “Kết quả”; xóa hoặc đổi tên một cột rồi dán lại.")]


def test_two_columns_of_names_leave_nothing_to_go_by() -> None:
    text = "Nhiệm vụ\tNhiệm vụ\tKết quả\nĐối thoại với dân\tKhác\tXong"

    assert typed(text) == {}
    assert len(strays(text)) == 1


def test_header_may_stand_below_the_name_of_the_table() -> None:
    text = f"BẢNG THEO DÕI\t\t\t\n\n{HEADER}1\tĐối thoại với dân\t\tXong\n2\tLạ\t\tXong"

    assert typed(text) == {1: {"result": "Xong"}}
    assert [line for line, _ in strays(text)] == [5]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\t",
        "Đối thoại với dân\tđang thực hiện\tĐã họp",
        "STT\tNhiệm vụ\n1\tĐối thoại với dân",
        "STT\tKết quả\n1\tXong",
        "Nhiệm vụ; Kết quả\nĐối thoại với dân; Xong",
    ],
)
def test_without_a_header_nothing_is_taken(text: str) -> None:
    assert typed(text) == {}
    assert strays(text) == [(1, pasted.NO_HEADER)]


def test_figures_stay_as_they_were_typed() -> None:
    text = "Nhiệm vụ\tThực hiện\tKế hoạch\tĐVT\nĐối thoại với dân\t1.250,5\t120 %\tlượt"

    assert typed(text) == {
        1: {"figure_done": "1.250,5", "figure_planned": "120 %", "figure_unit": "lượt"}
    }


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "#N/A"])
def test_what_looks_like_a_formula_is_just_text(cell: str) -> None:
    assert typed(f"Nhiệm vụ\tKết quả\nĐối thoại với dân\t{cell}") == {1: {"result": cell}}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Chưa thực hiện", "not_started"),
        ("ĐANG TRIỂN KHAI", "in_progress"),
        ("đã thực hiện trong kỳ", "done_in_period"),
        ("Hoàn thành.", "completed"),
        ("khong phat sinh", "nothing_arose"),
        ("Tạm hoãn", "suspended"),
    ],
)
def test_states_go_by_their_words(word: str, state: str) -> None:
    assert typed(f"Nhiệm vụ\tTình hình\nĐối thoại với dân\t{word}") == {1: {"state": state}}


def test_unknown_word_for_a_state_is_said_and_the_rest_of_the_line_is_kept() -> None:
    text = f"{HEADER}1\tĐối thoại với dân\tsắp xong\tĐã họp"

    assert typed(text) == {1: {"result": "Đã họp"}}
    ((line, sentence),) = strays(text)
    assert line == 2
    assert sentence.startswith("không rõ tình hình “sắp xong”; dùng một trong: chưa thực hiện,")


def test_unknown_task_is_said_with_its_line() -> None:
    text = f"{HEADER}1\tViệc lạ\tđang\tXong\n2\t\tđang\tXong\n3\tNhóm việc\t\t"

    assert typed(text) == {}
    assert strays(text) == [
        (2, "“Việc lạ”: không có nhiệm vụ nào tên như vậy trong kỳ này."),
        (3, "không ghi tên nhiệm vụ."),
    ]


def test_task_that_comes_twice_is_taken_once() -> None:
    text = f"{HEADER}1\tĐối thoại với dân\t\tXong\n2\ta) Đối thoại với dân\t\tChưa"

    assert typed(text) == {1: {"result": "Xong"}}
    assert strays(text) == [(3, "“a) Đối thoại với dân”: đã có ở dòng 2.")]


def test_tasks_of_one_name_are_told_apart_by_their_label() -> None:
    rows = (row(1, "Họp thôn", label="1.a"), row(2, "Họp thôn", label="1.b"))

    text = f"{HEADER}1.b\tHọp thôn\t\tHai\n1.A\tHọp thôn\t\tMột"

    assert typed(text, rows) == {1: {"result": "Một"}, 2: {"result": "Hai"}}


@pytest.mark.parametrize("label", ["", "7", "a)"])
def test_tasks_that_cannot_be_told_apart_are_left_alone(label: str) -> None:
    rows = (row(1, "Họp thôn", label="a)"), row(2, "Họp thôn", label="a)"))

    text = f"{HEADER}{label}\tHọp thôn\tđang\tXong"

    assert typed(text, rows) == {}
    assert strays(text, rows) == [
        (2, "“Họp thôn”: có 2 nhiệm vụ cùng tên; hãy nhập tay từng nhiệm vụ.")
    ]


def test_empty_cells_and_short_lines_say_nothing() -> None:
    text = f"{HEADER}1\tĐối thoại với dân\nb)\tNiêm yết thủ tục tại “một cửa”\t \tXong"

    assert typed(text) == {2: {"result": "Xong"}}


@given(st.text(alphabet='\t\n\r" aĐ=,', max_size=80))
def test_whatever_is_pasted_is_read(text: str) -> None:
    assert read(f"Nhiệm vụ\tKết quả\n{text}").said.keys() <= {1, 2}


@given(st.lists(st.lists(st.text(alphabet='x"\n\t ', max_size=9), min_size=1), min_size=1))
def test_cells_come_back_as_excel_writes_them(lines: list[list[str]]) -> None:
    def written(cell: str) -> str:
        quoted = cell.replace('"', '""')
        return f'"{quoted}"' if any(mark in cell for mark in '\n\t"') else cell

    text = "\n".join("\t".join(map(written, line)) for line in [["."], *lines, ["."]])

    assert pasted.split(text) == [["."], *lines, ["."]]


@pytest.mark.parametrize(
    "text",
    [
        "".join((HEADER, *(f"{at}\tNhiệm vụ {at}\tđang\tĐã họp {at}\n" for at in range(5000)))),
        HEADER + '\t"' * 300_000,
        HEADER + '"a\t' * 300_000,
        HEADER + '""""x\t' * 200_000,
        "\t" * 1_000_000,
        f"{HEADER}\tĐối thoại với dân\t\t{'dài ' * 250_000}",
    ],
)
def test_long_tables_are_read_in_a_moment(text: str) -> None:
    rows = tuple(row(at, f"Nhiệm vụ {at}") for at in range(300))
    started = time.process_time()

    read(text, rows)

    assert time.process_time() - started < 3
