"""Headers of task tables are recognised in any wording and order, and only as a whole."""

import pytest

from tasks.reading import columns
from tasks.reading.columns import Role
from tests.tasks.reading.grids import table


def roles(drawing: str) -> list[str]:
    layout = columns.find(table(drawing))
    return [column.role.value for column in layout.columns] if layout else []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Nội dung | Nhiệm vụ, giải pháp | Cơ quan thực hiện | Cơ quan phối hợp | Thời gian",
            "title text lead support deadline",
        ),
        (
            "STT | Nội dung | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm",
            "label title text lead support deadline output",
        ),
        (
            "TT | Tên nhiệm vụ | Sản phẩm đầu ra | Thời hạn hoàn thành | Đơn vị chủ trì | Ghi chú",
            "label text output deadline lead note",
        ),
        (
            "Số TT | Chỉ số thành phần | Nội dung thực hiện | Tham mưu | Kiểm tra | Tiến độ",
            "label title text lead guide deadline",
        ),
        (
            "STT | NỘI DUNG CÔNG VIỆC | ĐƠN VỊ CHỊU TRÁCH NHIỆM | HƯỚNG DẪN, ĐÔN ĐỐC | TIẾN ĐỘ",
            "label text lead guide deadline",
        ),
        ("Nội dung, chỉ số | Đơn vị đầu mối | Các đơn vị liên quan", "text lead support"),
        ("TT | Chỉ số | Tiêu chí | Đơn vị chủ trì | Hạn", "label title text lead deadline"),
        ("TT | Chỉ số | Cơ quan chủ trì | Thời gian hoàn thành", "label text lead deadline"),
        ("TT | Nhiệm vụ | Giải pháp | Chủ trì | Thời gian", "label title text lead deadline"),
        (
            "Lĩnh vực | Tiêu chí | Nhiệm vụ | Người thực hiện | Ngày hoàn thành",
            "section title text lead deadline",
        ),
        (
            "Stt | Nhiệm vụ (theo Kế hoạch của tỉnh) | Cơ quan, / đơn vị chủ trì | Thời gian",
            "label text lead deadline",
        ),
        ("STT | Nội dung | Thời gian | Địa điểm", "label text deadline note"),
        ("STT | Nhiệm vụ, giải pháp", "label text"),
        (
            "TT | Tên đề án, văn bản | Cơ quan chủ trì soạn thảo | Thời gian",
            "label text lead deadline",
        ),
        (
            "Thời hạn HT | ĐV chủ trì | CQ phối hợp | Nội dung PAPI | Việc cần làm | KQ, sản phẩm",
            "deadline lead support title text output",
        ),
        ("TT | ND công việc | Đ/v TH | T/g HT", "label text lead deadline"),
        ("STT | Nhiệm vụ | Văn bản giao | Chủ trì | Thời hạn", "label text note lead deadline"),
    ],
)
def test_columns_are_known_by_their_words(header: str, expected: str) -> None:
    layout = columns.find(table(header))

    assert layout is not None
    assert layout.is_task
    assert [column.role.value for column in layout.columns] == expected.split()


@pytest.mark.parametrize(
    "header",
    [
        "Stt | Chỉ số nội dung/Chỉ số thành phần | Điểm số (từ 1 - 10) | Xếp nhóm",
        "STT | Nội dung | Năm 2023 | Năm 2024 | Tăng/giảm",
        "TT | Tiêu chí | Điểm tối đa | Xếp hạng | Đơn vị",
        "TT | Nhiệm vụ | Kết quả thực hiện | Tỷ lệ",
        "STT | Nhiệm vụ | Kết quả đạt được",
    ],
)
def test_scores_and_results_are_no_tasks(header: str) -> None:
    layout = columns.find(table(header))

    assert layout is None or not layout.is_task


@pytest.mark.parametrize(
    "row",
    [
        "1 | Nhiệm vụ 1 | Các cơ quan liên quan | Thường xuyên",
        "Hoạt động giám sát của MTTQ | Phòng Nội vụ | Phòng Văn hóa - Xã hội | Năm 2024",
        "Nơi nhận: | TM. ỦY BAN NHÂN DÂN",
        "STT | Họ và tên | Chức vụ | Số điện thoại",
        "Đơn vị tính | Số lượng | Kinh phí",
    ],
)
def test_rows_and_other_lists_are_no_headers(row: str) -> None:
    assert columns.find(table(row)) is None


def test_header_is_found_below_the_title_of_a_sheet() -> None:
    drawing = """
        PHỤ LỤC | < | <
        NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI | < | <
         | |
        STT | Nhiệm vụ | Cơ quan chủ trì
        1 | Tuyên truyền | Sở Nội vụ"""

    layout = columns.find(table(drawing))

    assert layout is not None
    assert (layout.start, layout.end) == (3, 4)


@pytest.mark.parametrize(
    "drawing",
    [
        """
        STT | Nhiệm vụ | Phân công | < | Thời gian
        ^ | ^ | Chủ trì | Phối hợp | ^""",
        """
        STT | Nhiệm vụ | Cơ quan thực hiện | | Thời gian
         | | Chủ trì | Phối hợp | """,
        """
        STT | Nhiệm vụ | Cơ quan, đơn vị | < | Thời gian
        ^ | ^ | Thực hiện | Phối hợp | ^""",
    ],
)
def test_header_over_several_rows_is_one(drawing: str) -> None:
    layout = columns.find(table(f"{drawing}\n1 | Làm | Sở A | Sở B | Quý I"))

    assert layout is not None
    assert roles(drawing) == ["label", "text", "lead", "support", "deadline"]
    assert layout.end == len(drawing.strip().split("\n"))


def test_three_rows_of_a_header_go_from_general_to_particular() -> None:
    drawing = """
        STT | Nhiệm vụ | Phân công | < | < | Thời gian
        ^ | ^ | Chủ trì | Phối hợp | < | ^
        ^ | ^ | ^ | Cấp tỉnh | Cấp xã | ^"""

    assert roles(drawing) == ["label", "text", "lead", "support", "support", "deadline"]


def test_heading_below_a_wide_header_cell_stays_a_row() -> None:
    drawing = """
        Nội dung | < | Cơ quan thực hiện | Thời gian
        Nội dung 1: Tham gia của người dân | < | |
        a) | Tuyên truyền | Sở Nội vụ | Quý I"""

    layout = columns.find(table(drawing))

    assert layout is not None
    assert layout.end == 1
    assert roles(drawing) == ["text", "text", "lead", "deadline"]


def test_title_row_right_above_the_header_is_no_part_of_it() -> None:
    layout = columns.find(table("1. Tham gia | < | <\nSTT | Nhiệm vụ | Cơ quan chủ trì"))

    assert layout is not None
    assert layout.start == 1


def test_unnamed_first_column_with_numbers_is_the_label() -> None:
    assert roles(" | Nhiệm vụ | Cơ quan chủ trì\n1 | Làm | Sở A") == ["label", "text", "lead"]


def test_how_far_a_task_is_no_time_beside_its_time_limit() -> None:
    header = "STT | Tên nhiệm vụ | Đơn vị chủ trì | Thời hạn | Tiến độ"

    assert roles(header) == ["label", "text", "lead", "deadline", "note"]


def test_two_columns_of_one_kind_and_unplaced_columns_are_remarked() -> None:
    layout = columns.find(table("STT | Nhiệm vụ | Cơ quan | Cơ quan thực hiện | Kinh phí"))

    assert layout is not None
    assert [field for field, _ in layout.remarks] == ["lead", "note"]
    assert "“Cơ quan”, “Cơ quan thực hiện”" in layout.remarks[0][1]
    assert "“Kinh phí”" in layout.remarks[1][1]


def test_one_column_for_all_parties_is_remarked() -> None:
    layout = columns.find(table("Nhiệm vụ | Cơ quan chủ trì, phối hợp | Thời gian"))

    assert layout is not None
    assert layout.columns[1].role is Role.LEAD
    assert [field for field, _ in layout.remarks] == ["lead"]


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ("(1) | (2) | (3) | (4)", True),
        ("1 | 2 | 3", True),
        ("A | B | 1 | 2", True),
        ("(1) | (2) | (3) | (4) | (5)=(3)+(4)", False),
        ("1 | Làm | Sở A", False),
        ("1 | 3 | 2", False),
        ("x | x | x", False),
    ],
)
def test_row_that_counts_the_columns_is_known(row: str, *, counts: bool) -> None:
    assert columns.is_numbering(table(row).rows[0]) is counts


def test_header_comes_again_with_other_line_breaks() -> None:
    layout = columns.find(table("STT | Nhiệm vụ, giải pháp | Cơ quan chủ trì | Thời gian"))

    assert layout is not None
    assert layout.is_header(
        table("STT | Nhiệm vụ, / giải pháp | Cơ quan / chủ trì | Thời gian").rows[0]
    )
    assert not layout.is_header(table("1 | Nhiệm vụ, giải pháp | Cơ quan chủ trì | Quý I").rows[0])


def test_empty_table_has_no_header() -> None:
    assert columns.find(table("")) is None
