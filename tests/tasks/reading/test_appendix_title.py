"""The name of the appendix that is printed over the tasks: of the one that holds them, or none."""

import pytest

from tasks.reading import assemble, identity
from tasks.reading.values import Block
from tests.tasks.reading.grids import document
from tests.tasks.reading.versions import FRAMEWORKS

HEAD = (
    "ỦY BAN NHÂN DÂN / XÃ ĐIỀM HE",
    "Số: 12/KH-UBND",
    "KẾ HOẠCH",
    "Nâng cao Chỉ số PAPI năm 2026",
    "I. NHIỆM VỤ",
)
SIGNED = ("Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Triệu Lê Phụng")
OUTLINE = ("1. Công an xã bảo đảm an ninh, trật tự. Thời gian: thường xuyên.",)
TASKS = (
    "STT | Nội dung | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
    "1 | Tri thức | Phát thanh | UBND xã | Công an xã | Hàng quý"
)
SCORES = "Năm | Xếp hạng | Điểm\n2018 | 29 | 44,37\n2019 | 13 | 45,06"
WITH = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2026 của UBND xã Điềm He)"


def title(*blocks: Block | str) -> str:
    plan = assemble.plan(document(*HEAD, *blocks), FRAMEWORKS)
    assert plan.rows
    return plan.identity.appendix_title


@pytest.mark.parametrize(
    "heading",
    [
        ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", WITH),
        ("PHỤ LỤC I: DANH MỤC NHIỆM VỤ", WITH),
        (f"PHỤ LỤC I: DANH MỤC NHIỆM VỤ {WITH}",),
        ("PHỤ LỤC", f"DANH MỤC NHIỆM VỤ {WITH}"),
        ("PHỤ LỤC", f"DANH MỤC NHIỆM VỤ (Ban hành {WITH[1:].lower()}"),
    ],
)
def test_document_that_it_goes_with_is_no_part_of_the_name(heading: tuple[str, ...]) -> None:
    assert title(*SIGNED, *heading, TASKS) == "DANH MỤC NHIỆM VỤ"


def test_appendix_of_scores_gives_no_name_to_tasks_in_the_body() -> None:
    scores = ("PHỤ LỤC", "KẾT QUẢ CHỈ SỐ PAPI NĂM 2019", WITH, SCORES)

    assert title(*OUTLINE, *SIGNED, *scores) == ""
    assert title(TASKS, *SIGNED, *scores) == ""


def test_second_appendix_names_the_tasks_that_it_holds() -> None:
    first = ("PHỤ LỤC I", "KẾT QUẢ CHỈ SỐ PAPI NĂM 2019", WITH, SCORES)
    second = ("PHỤ LỤC II", "DANH MỤC NHIỆM VỤ", WITH, TASKS)

    assert title(*SIGNED, *first, *second) == "DANH MỤC NHIỆM VỤ"


def test_tasks_in_several_appendices_have_no_common_name() -> None:
    first = ("PHỤ LỤC I", "NHIỆM VỤ CỦA TỈNH", WITH, TASKS)
    second = ("PHỤ LỤC II", "NHIỆM VỤ CỦA XÃ", WITH, TASKS)

    assert title(*SIGNED, *first, *second) == ""


def test_name_ends_where_the_table_begins() -> None:
    assert title(*SIGNED, "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", TASKS, "GHI CHÚ CHUNG") == (
        "DANH MỤC NHIỆM VỤ"
    )


def test_tasks_of_an_outline_in_the_appendix_have_its_name() -> None:
    assert title(*SIGNED, "PHỤ LỤC", "NHIỆM VỤ NĂM 2026", WITH, *OUTLINE) == "NHIỆM VỤ NĂM 2026"


def test_document_that_is_named_in_a_line_is_known() -> None:
    sheet = document(f"PHỤ LỤC: NHIỆM VỤ NĂM 2026 {WITH}", TASKS)

    found = identity.read(sheet)

    assert (found.number, found.appendix_title) == ("12/KH-UBND", "NHIỆM VỤ NĂM 2026")
