"""Headings tell tasks from grounds and aims, and who does what from both."""

import pytest

from tasks.reading.outline_sections import (
    SectionKind,
    is_dimension,
    names_dimension,
    section_kind,
)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", SectionKind.NO_TASKS),
        ("MỤC ĐÍCH, YÊU CẦU VÀ MỤC TIÊU CỦA KẾ HOẠCH", SectionKind.NO_TASKS),
        ("Quan điểm chỉ đạo", SectionKind.NO_TASKS),
        ("Chỉ tiêu cụ thể", SectionKind.NO_TASKS),
        ("Căn cứ pháp lý", SectionKind.NO_TASKS),
        ("Tồn tại, hạn chế và nguyên nhân", SectionKind.NO_TASKS),
        ("KINH PHÍ THỰC HIỆN", SectionKind.NO_TASKS),
        ("THỜI GIAN THỰC HIỆN", SectionKind.NO_TASKS),
        ("Đề xuất, kiến nghị", SectionKind.NO_TASKS),
        ("Kiến nghị cấp có thẩm quyền sửa đổi quy định", SectionKind.OPEN),
        ("Kết quả thực hiện năm 2023", SectionKind.NO_TASKS),
        ("Mục tiêu chung: nâng cao chất lượng nhiệm vụ", SectionKind.NO_TASKS),
        ("NHIỆM VỤ, GIẢI PHÁP", SectionKind.TASKS),
        ("Một số giải pháp khác", SectionKind.TASKS),
        ("NỘI DUNG KẾ HOẠCH.", SectionKind.TASKS),
        ("GIẢI PHÁP, NHIỆM VỤ VÀ TRÁCH NHIỆM THỰC HIỆN", SectionKind.TASKS),
        ("TỔ CHỨC THỰC HIỆN.", SectionKind.ORGANISATION),
        ("Kinh phí và tổ chức thực hiện", SectionKind.ORGANISATION),
        ("Tiến độ và phân công nhiệm vụ", SectionKind.ORGANISATION),
        ("Trách nhiệm của các sở, ngành", SectionKind.ORGANISATION),
        ("Chế độ báo cáo", SectionKind.ORGANISATION),
        ("Nâng cao chất lượng và tổ chức thực hiện", SectionKind.ORGANISATION),
        ("Mục tiêu, nhiệm vụ", SectionKind.OPEN),
        ("Đánh giá kết quả năm 2023 và nhiệm vụ năm 2024", SectionKind.OPEN),
        ("Trách nhiệm giải trình với người dân", SectionKind.OPEN),
        ("Tổ chức thực hiện tốt nhiệm vụ chuyên môn", SectionKind.OPEN),
        ("Nâng cao tinh thần, trách nhiệm của cán bộ", SectionKind.OPEN),
        ("Yêu cầu các sở, ngành khẩn trương triển khai", SectionKind.OPEN),
        ("Hạn chế ô nhiễm môi trường", SectionKind.OPEN),
    ],
)
def test_heading_announces_what_stands_below(heading: str, kind: SectionKind) -> None:
    assert section_kind(heading) is kind


@pytest.mark.parametrize("task", ["Kết quả khảo sát được công khai", "Tình hình an ninh"])
def test_a_look_back_is_none_inside_a_section_of_tasks(task: str) -> None:
    assert section_kind(task, inside=SectionKind.TASKS) is SectionKind.OPEN


@pytest.mark.parametrize(
    "heading",
    [
        "Đối với nội dung “Công khai, minh bạch”:",
        "Chỉ số nội dung 1: Tham gia của người dân ở cấp cơ sở",
        "Nâng cao hiệu quả kiểm soát tham nhũng trong khu vực công",
        "Chỉ số năng lực cạnh tranh.",
        "Quản trị điện tử",
    ],
)
def test_headings_name_a_dimension_or_an_index(heading: str) -> None:
    assert names_dimension(heading)


@pytest.mark.parametrize(
    "task",
    [
        "Công khai, minh bạch thu chi ngân sách",
        "Quản trị môi trường: thực hiện các việc sau",
        "Thủ tục hành chính công bố đầy đủ",
    ],
)
def test_tasks_that_begin_like_a_dimension_are_none(task: str) -> None:
    assert not names_dimension(task)
    assert not is_dimension(task)
