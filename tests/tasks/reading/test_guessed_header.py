"""Columns of a table without a header are told by their cells, or left alone."""

import pytest

from tasks.reading import guessed_header
from tests.tasks.reading.grids import table


def roles(drawing: str) -> list[str]:
    layout = guessed_header.find(table(drawing))
    return [column.role.value for column in layout.columns] if layout else []


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (
            """
            1 | Niêm yết công khai ngân sách xã | Phòng Kinh tế | Các thôn | Quý I
            2 | Thu gom rác thải sinh hoạt | Phòng Kinh tế | | Thường xuyên
            """,
            "label text lead support deadline",
        ),
        (
            """
            Công khai | Niêm yết công khai ngân sách xã | Quý I | UBND xã
            Môi trường | Thu gom rác thải sinh hoạt | Quý II | UBND xã
            """,
            "title text deadline lead",
        ),
        (
            """
            Mã | Việc | Phụ trách | Hạn chót
            1 | Niêm yết công khai ngân sách xã | Phòng Kinh tế | Quý I
            2 | Thu gom rác thải sinh hoạt | Phòng Kinh tế | Quý II
            """,
            "label text lead deadline",
        ),
    ],
)
def test_columns_are_told_by_their_cells(drawing: str, expected: str) -> None:
    assert roles(drawing) == expected.split()


@pytest.mark.parametrize(
    "drawing",
    [
        "1 | Nguyễn Văn An | Trưởng phòng | 4,98\n2 | Trần Thị Bình | Chuyên viên | 3,33",
        "1 | Công khai, minh bạch | 5,21 | 5,40\n2 | Quản trị điện tử | 3,10 | 3,32",
        "1 | Niêm yết công khai ngân sách xã | Phòng Kinh tế | Quý I",
        "Phòng Kinh tế | Quý I\nPhòng Kinh tế | Quý II",
        "Thu | Niêm yết công khai ngân sách xã | UBND\nRác | Thu gom rác thải sinh hoạt | UBND",
        "",
    ],
)
def test_other_tables_are_left_alone(drawing: str) -> None:
    assert roles(drawing) == []
