"""Tasks written as an outline become rows: which items, whose, until when; nothing forced."""

from hypothesis import given

from tasks.reading import outline_rows
from tasks.reading.values import Block, Part, Remark
from tests.tasks.reading.outline_plans import read
from tests.tasks.reading.test_outline import documents


def test_only_who_does_what_is_read_beside_a_table() -> None:
    text = """
II. NHIỆM VỤ
1. Công khai ngân sách.
(Chi tiết tại Phụ lục kèm theo)
III. TỔ CHỨC THỰC HIỆN
1. Công an xã
- Giữ vững an ninh.
"""
    rows, remarks = read(text, has_table=True)

    assert [(row.part, row.text) for row in rows] == [(Part.ORGANISATION, "Giữ vững an ninh.")]
    assert remarks == ()


def test_paragraph_behind_a_bullet_of_a_section_goes_on_with_it() -> None:
    text = "II. NHIỆM VỤ\n- Niêm yết thủ tục.\nViệc niêm yết phải dễ thấy.\n- Tập huấn."

    rows, _ = read(text)

    assert [row.text for row in rows] == [
        "Niêm yết thủ tục.\nViệc niêm yết phải dễ thấy.",
        "Tập huấn.",
    ]


def test_duties_below_a_task_are_its_fields() -> None:
    text = """
II. NHIỆM VỤ
1. Quản trị điện tử
1.1. Nâng cấp Cổng thông tin.
- Đơn vị chủ trì: Sở Thông tin và Truyền thông.
Đơn vị phối hợp: Các sở, ngành.
- Đơn vị hướng dẫn, kiểm tra: Sở Nội vụ
- Thời gian thực hiện: Quý II/2025.
- Sản phẩm: Cổng thông tin mới.
1.2. Tập huấn (Chủ trì: Đoàn xã; thời gian: Hằng năm).
1.3. Mở chuyên mục.
Đơn vị phối hợp:
- Báo tỉnh
- Đài tỉnh
"""
    first, second, third = read(text)[0]

    assert (first.text, first.lead_text, first.support_text, first.guide_text) == (
        "Nâng cấp Cổng thông tin.",
        "Sở Thông tin và Truyền thông",
        "Các sở, ngành",
        "Sở Nội vụ",
    )
    assert (first.deadline_text, first.output) == ("Quý II/2025", "Cổng thông tin mới")
    assert (second.text, second.lead_text, second.deadline_text) == (
        "Tập huấn",
        "Đoàn xã",
        "Hằng năm",
    )
    assert (third.text, third.support_text) == ("Mở chuyên mục.", "Báo tỉnh; Đài tỉnh")
    assert first.doubts == second.doubts == third.doubts == ()


def test_duties_before_the_first_bullet_hold_for_all_those_behind_it_for_the_last() -> None:
    text = """
II. NHIỆM VỤ
- Đơn vị chủ trì: Công an xã.
- Tuyên truyền pháp luật.
- Tuần tra ban đêm.
- Thời gian thực hiện: Hằng quý.
"""
    first, second = read(text)[0]

    assert (first.text, first.lead_text) == ("Tuyên truyền pháp luật.", "Công an xã")
    assert (second.text, second.lead_text) == ("Tuần tra ban đêm.", "Công an xã")
    assert (first.deadline_text, second.deadline_text) == ("", "Hằng quý")
    assert [name for name, _ in first.doubts] == ["lead"]


def test_duties_of_a_heading_hold_for_all_below_with_a_doubt() -> None:
    text = """
II. NHIỆM VỤ
1. Kiểm soát tham nhũng trong khu vực công
Cơ quan chủ trì: Thanh tra huyện
Thời gian thực hiện: Thường xuyên
1.1. Kê khai tài sản.
1.2. Kiểm tra công vụ.
- Cơ quan chủ trì: Phòng Nội vụ
"""
    first, second = read(text)[0]

    assert (first.lead_text, first.deadline_text) == ("Thanh tra huyện", "Thường xuyên")
    assert [field for field, _ in first.doubts] == ["lead", "deadline"]
    assert (second.lead_text, second.deadline_text) == ("Phòng Nội vụ", "Thường xuyên")
    assert [field for field, _ in second.doubts] == ["deadline"]


def test_duties_of_the_last_task_only_are_not_forced_on_the_others() -> None:
    first, last = read(
        "1. Dịch vụ công\na) Sửa đường.\nb) Sửa trạm.\nĐơn vị chủ trì: Phòng Kinh tế"
    )[0]

    assert (first.lead_text, last.lead_text) == ("", "Phòng Kinh tế")
    assert [field for field, _ in first.doubts] == ["lead"]
    assert last.doubts == ()


def test_heading_that_may_be_a_unit_is_doubted() -> None:
    (row,) = read("III. TỔ CHỨC THỰC HIỆN\n1. Bình dân học vụ số\n- Mở lớp học.")[0]

    assert (row.lead_text, row.text) == ("", "Mở lớp học.")
    assert [field for field, _ in row.doubts] == ["lead"]


def test_odd_labels_are_doubts_of_their_rows_and_remarks_of_headings() -> None:
    rows, remarks = read("I. NHIỆM VỤ\n1. Công khai.\n3. Đối thoại.\nIII. GIẢI PHÁP\n1. Tập huấn.")

    assert [[field for field, _ in row.doubts] for row in rows] == [[], ["label"], []]
    assert ["“I” là mục “III”" in remark.message for remark in remarks] == [True]


def test_label_without_words_is_no_row() -> None:
    rows, _ = read("II. NHIỆM VỤ\n1.\n2. Công khai ngân sách xã.")

    assert [row.label for row in rows] == ["2"]


def test_who_only_gives_a_task_to_others_does_not_lead_it() -> None:
    rows, _ = read("II. NHIỆM VỤ\n1. UBND xã giao các thôn tuyên truyền.\n2. Công an xã tuần tra.")

    assert [row.lead_text for row in rows] == ["", "Công an xã"]


def test_tasks_announced_within_the_aims_are_rows() -> None:
    rows, _ = read("I. MỤC TIÊU\n1. Tăng điểm.\n2. Nhiệm vụ\n2.1. Họp dân.\n2.2. Phát thanh.")

    assert [row.text for row in rows] == ["Họp dân.", "Phát thanh."]


def test_paragraph_goes_on_with_the_bullet_above_it() -> None:
    rows, _ = read("II. NHIỆM VỤ\n- Niêm yết tại trụ sở.\nHằng tuần có tin mới.\n- Phát thanh.")

    assert [row.text for row in rows] == [
        "Niêm yết tại trụ sở.\nHằng tuần có tin mới.",
        "Phát thanh.",
    ]


def test_paragraph_and_duties_above_the_first_task_are_no_rows() -> None:
    duties = "II. NHIỆM VỤ\n- Chủ trì: Sở Y tế\n1. Khám bệnh.\n2. Chữa bệnh."
    words = "II. NHIỆM VỤ\nCác việc cần làm ngay.\n- Niêm yết.\n- Phát thanh."

    assert [(row.text, row.lead_text) for row in read(duties)[0]] == [
        ("Khám bệnh.", "Sở Y tế"),
        ("Chữa bệnh.", "Sở Y tế"),
    ]
    assert [row.text for row in read(words)[0]] == ["Niêm yết.", "Phát thanh."]


def test_common_duties_that_nobody_wrote_down_are_no_row() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm chung.\n2. Sở Y tế\n- Khám bệnh."

    assert [row.text for row in read(text)[0]] == ["Khám bệnh."]


def test_unit_without_a_task_is_remarked() -> None:
    rows, remarks = read("III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n2. Sở Nội vụ\n- Theo dõi.")

    assert [row.lead_text for row in rows] == ["Sở Nội vụ"]
    assert ["“1. Sở Y tế”" in remark.message for remark in remarks] == [True]


def test_appendix_that_is_not_there_is_remarked() -> None:
    rows, remarks = read(
        "I. MỤC ĐÍCH\n1. Nâng cao điểm số.\nII. NỘI DUNG\n1. Nhiệm vụ cụ thể\n(Có Phụ lục kèm theo)"
    )

    assert rows == ()
    assert remarks == (Remark(None, "rows", outline_rows.NO_TABLE),)


def test_numbers_that_start_anew_are_remarked() -> None:
    _, remarks = read("II. NHIỆM VỤ\n1. Công khai.\n2. Đối thoại.\n1. Tập huấn.")

    assert [remark.message for remark in remarks] == [
        outline_rows.STARTS_ANEW.format(named="Mục “II. NHIỆM VỤ”")
    ]


def test_rows_say_where_they_stand() -> None:
    assert [row.where for row in read("II. NHIỆM VỤ\n1. Công khai.\n2. Đối thoại.")[0]] == [
        "2",
        "3",
    ]


@given(documents())
def test_anything_is_read_without_an_error(blocks: list[Block]) -> None:
    for has_table in (False, True):
        rows, _ = outline_rows.task_rows(blocks, has_table=has_table)
        assert all(row.text for row in rows)
