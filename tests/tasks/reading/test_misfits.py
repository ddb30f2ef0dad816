"""Documents that are no plans, and tables that pasting took apart, are known by their looks."""

import pytest

from tasks.reading import misfits
from tests.tasks.reading.grids import document


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("BÁO CÁO", "Báo cáo"),
        ("BÁO CÁO KẾT QUẢ THỰC HIỆN CHỈ SỐ PAPI NĂM 2025", "Báo cáo"),
        ("GIẤY MỜI", "Giấy mời"),
        ("TỜ TRÌNH", "Tờ trình"),
        ("KẾ HOẠCH", ""),
        ("THÔNG BÁO", ""),
        ("Báo cáo kết quả thực hiện", ""),
        ("BÁO CÁO UBND TỈNH TRƯỚC NGÀY 15/12", ""),
    ],
)
def test_title_tells_what_is_no_plan(title: str, kind: str) -> None:
    assert misfits.kind_of_no_plan(document("ỦY BAN NHÂN DÂN XÃ", title, "Về Chỉ số PAPI")) == kind


def test_header_on_lines_of_its_own_tells_a_table_taken_apart() -> None:
    assert misfits.is_taken_apart(
        document("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "1", "Họp thôn")
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("I. NHIỆM VỤ", "Thời gian: Quý I", "Cơ quan chủ trì: UBND xã", "Ghi chú"),
        ("Nhiệm vụ", "Giải pháp", "Nội dung"),
        ("Nhiệm vụ", "Họp thôn.", "Cơ quan chủ trì", "Thời gian", "Ghi chú"),
    ],
)
def test_headings_and_lines_of_duties_are_no_table(lines: tuple[str, ...]) -> None:
    assert not misfits.is_taken_apart(document(*lines))
