"""A document becomes a plan: its tables and outline as rows, every doubt a remark about its row."""

from datetime import date

import pytest

from tasks.reading import assemble
from tasks.reading.values import (
    Block,
    Deadline,
    Document,
    FrameworkNames,
    Part,
    ReadPlan,
    ReadRow,
    Remark,
)
from tests.tasks.reading.grids import document
from tests.tasks.reading.versions import FRAMEWORKS

HEAD = (
    "ỦY BAN NHÂN DÂN / XÃ ĐIỀM HE",
    "Số: 12/KH-UBND",
    "Điềm He, ngày 05 tháng 02 năm 2026",
    "KẾ HOẠCH",
    "Nâng cao Chỉ số PAPI năm 2026",
)
HEADER = "STT | Nội dung | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
PARTICIPATION = "1. Tham gia của người dân ở cấp cơ sở | < | < | < | < | <\n"
DUTIES = (
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Công an xã",
    "- Bảo đảm an ninh, trật tự trên địa bàn.",
)


def read(
    *blocks: Block | str, frameworks: tuple[FrameworkNames, ...] = FRAMEWORKS, head: bool = True
) -> ReadPlan:
    return assemble.plan(document(*(HEAD if head else ()), *blocks), frameworks)


def row_of(line: str, *, under: str = PARTICIPATION) -> ReadRow:
    """Return a task table's only row, drawn below a heading row."""
    (found,) = read(HEADER + under + line).rows
    return found


def doubts(plan: ReadPlan, field: str) -> list[tuple[int | None, str]]:
    return [(one.row, one.message) for one in plan.remarks if one.field == field]


# Rows of a table


def test_row_of_a_table_is_understood_in_all_its_cells() -> None:
    found = row_of(
        "1.1 | Tri thức công dân | - Phát thanh; / - Họp thôn. | Công chức Văn hóa - Xã hội"
        " | Công an xã; các thôn | Trước ngày 30/6/2026"
    )

    assert (found.part, found.label, found.title) == (Part.TABLE, "1.1", "Tri thức công dân")
    assert (found.text, found.items) == (
        "- Phát thanh;\n- Họp thôn.",
        ("Phát thanh;", "Họp thôn."),
    )
    assert found.leads == ("Công chức Văn hóa - Xã hội",)
    assert found.supports == ("Công an xã", "các thôn")
    assert found.support_text == "Công an xã; các thôn"
    assert (found.deadline.kind, found.deadline.end) == (Deadline.BY_DATE, date(2026, 6, 30))
    assert (found.framework, found.components) == ("papi-2021", ("1.1",))
    assert [str(heading) for heading in found.sections] == ["1. Tham gia của người dân ở cấp cơ sở"]


def test_document_is_told_by_its_head() -> None:
    known = read(HEADER + "1 | | Họp thôn | UBND xã | | Quý II").identity

    assert (known.kind, known.number, known.issued_on) == (
        "plan",
        "12/KH-UBND",
        date(2026, 2, 5),
    )
    assert (known.subject, known.year_from) == ("Nâng cao Chỉ số PAPI năm 2026", 2026)


def test_quarter_without_a_year_is_of_the_plan() -> None:
    assert row_of("1 | | Họp thôn | UBND xã | | Quý II").deadline.end == date(2026, 6, 30)


def test_deadline_within_the_text_is_found_when_its_cell_is_empty() -> None:
    found = row_of("1 | | Họp thôn, hoàn thành trước ngày 30/6/2026. | UBND xã | |")

    assert "30/6/2026" in found.deadline.raw
    assert found.deadline.end == date(2026, 6, 30)


def test_row_without_a_lead_is_in_doubt() -> None:
    plan = read(HEADER + PARTICIPATION + "1 | | Họp thôn | UBND xã | |\n2 | | Phát loa | | |")

    assert [row for row, _ in doubts(plan, "lead")] == [2]


def test_deadline_that_is_not_understood_is_in_doubt_and_keeps_its_words() -> None:
    plan = read(HEADER + PARTICIPATION + "1 | | Họp thôn | UBND xã | | khi hoa gạo nở")

    (row, message) = doubts(plan, "deadline")[0]
    assert row == 1
    assert "khi hoa gạo nở" in message
    assert plan.rows[0].deadline.raw == "khi hoa gạo nở"


# Rows of the outline


def test_duties_below_a_table_are_rows_of_their_own_part() -> None:
    plan = read(*DUTIES, HEADER + "1 | | Họp thôn | UBND xã | |")

    duty = plan.rows[1]
    assert [row.part for row in plan.rows] == [Part.TABLE, Part.ORGANISATION]
    assert (duty.text, duty.leads) == ("Bảo đảm an ninh, trật tự trên địa bàn.", ("Công an xã",))
    assert duty.components == ()


def test_duty_of_the_same_words_in_another_order_is_another() -> None:
    table = (
        HEADER + PARTICIPATION + "1 | Pháp luật | Tuyên truyền cho người dân ở thôn | UBND xã | |"
    )
    duties = (*DUTIES[:2], "- Ở thôn cho người dân tuyên truyền.")

    assert [row.text for row in read(table, *duties).rows] == [
        "Tuyên truyền cho người dân ở thôn",
        "Ở thôn cho người dân tuyên truyền.",
    ]


def test_duty_that_repeats_a_row_of_the_table_is_said_once() -> None:
    plan = read(
        *DUTIES,
        HEADER + "1 | | Bảo đảm an ninh, trật tự trên địa bàn | Công an xã | | Thường xuyên",
    )

    assert [row.part for row in plan.rows] == [Part.TABLE]
    duties = plan.sections[-1]
    assert "Bảo đảm an ninh" in f"{duties.text}{[part.text for part in duties.parts]}"


def test_plan_without_a_table_is_read_from_its_outline() -> None:
    plan = read(
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "1. Tham gia của người dân ở cấp cơ sở",
        "a) Tổ chức đối thoại với Nhân dân.",
        "Đơn vị chủ trì: Công an xã. Thời gian: Thường xuyên.",
        "b) Niêm yết danh sách cử tri.",
    )

    first, second = plan.rows
    assert (first.part, first.label, first.text) == (
        Part.OUTLINE,
        "a)",
        "Tổ chức đối thoại với Nhân dân.",
    )
    assert (first.leads, first.deadline.kind) == (("Công an xã",), Deadline.ONGOING)
    assert first.components[0].startswith("1")
    assert second.label == "b)"


def test_unit_that_begins_a_sentence_leads_it() -> None:
    plan = read(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Công an xã chủ trì, phối hợp với Đoàn Thanh niên tổ chức tuần tra ban đêm.",
    )

    (found,) = plan.rows
    assert found.leads == ("Công an xã",)
    assert found.supports == ("Đoàn Thanh niên",)


# Links


@pytest.mark.parametrize(
    ("heading", "title", "codes"),
    [
        ("1. Tham gia của người dân ở cấp cơ sở", "Cơ hội tham gia", ("1.2",)),
        ("6. Cung ứng dịch vụ công", "Y tế công lập", ("6.1",)),
        ("6. Cung ứng dịch vụ công", "Việc khác hẳn", ("6",)),
        ("Nội dung khác", "Tri thức công dân", ("1.1",)),
    ],
)
def test_row_is_linked_to_the_narrowest_certain_component(
    heading: str, title: str, codes: tuple[str, ...]
) -> None:
    found = row_of(
        f"1 | {title} | Làm việc này | UBND xã | |", under=f"{heading} | < | < | < | < | <\n"
    )

    assert found.components == codes


def test_link_to_a_dimension_alone_is_said_to_be_wide() -> None:
    plan = read(HEADER + PARTICIPATION + "1 | Việc khác hẳn | Làm việc này | UBND xã | |")

    assert [row for row, _ in doubts(plan, "components")] == [1]


def test_row_about_another_index_is_linked_to_that_as_a_whole() -> None:
    found = row_of(
        "1 | | Rà soát thủ tục | UBND xã | |", under="B. CHỈ SỐ PAR INDEX | < | < | < | < | <\n"
    )

    assert (found.framework, found.components) == ("par_index-2022", ("0",))


@pytest.mark.parametrize(
    ("headings", "text", "codes"),
    [
        (("1. Tham gia của người dân ở cấp cơ sở", "1.2. Cơ hội tham gia"), "Họp", ("1.2",)),
        (("Công khai, minh bạch và quản trị điện tử",), "Việc khác hẳn", ("2", "8")),
        (("A. CHỈ SỐ PAPI",), "Việc khác hẳn", ("0",)),
        (("A. CHỈ SỐ PAPI",), "Nâng cao tri thức công dân ở các thôn", ("1.1",)),
        (("Việc chung",), "Việc khác hẳn", ()),
    ],
)
def test_headings_above_a_row_are_read_from_the_outermost_inwards(
    headings: tuple[str, ...], text: str, codes: tuple[str, ...]
) -> None:
    across = "".join(f"{heading} | < | < | < | < | <\n" for heading in headings)

    assert row_of(f"1 | | {text} | UBND xã | |", under=across).components == codes


def test_heading_of_several_indices_links_to_the_first_and_says_so() -> None:
    plan = read(
        HEADER
        + "B. CHỈ SỐ PAR INDEX, SIPAS | < | < | < | < | <\n"
        + "1 | | Rà soát thủ tục | UBND xã | |"
    )

    assert plan.rows[0].components == ("0",)
    assert [row for row, _ in doubts(plan, "components")] == [1]


def test_plan_of_an_unknown_year_is_linked_to_the_newest_version_and_it_is_said() -> None:
    plan = read(
        "KẾ HOẠCH",
        "Nâng cao Chỉ số PAPI",
        HEADER + PARTICIPATION + "1 | Cơ hội tham gia | Họp thôn | UBND xã | |",
        head=False,
    )

    assert plan.identity.year_from is None
    assert (plan.rows[0].framework, plan.rows[0].components) == ("papi-2021", ("1.2",))
    assert None in [row for row, _ in doubts(plan, "components")]


def test_without_a_version_of_the_year_nothing_is_linked_and_it_is_said() -> None:
    plan = read(
        HEADER + PARTICIPATION + "1 | Cơ hội tham gia | Họp thôn | UBND xã | |", frameworks=()
    )

    assert (plan.rows[0].framework, plan.rows[0].components) == ("", ())
    assert doubts(plan, "components")


# The whole


def test_promises_are_read_beside_the_rows() -> None:
    plan = read(
        "I. MỤC TIÊU",
        "Phấn đấu năm 2026 Chỉ số PAPI đạt từ 43 điểm trở lên.",
        HEADER + "1 | | Họp thôn | UBND xã | |",
    )

    assert [(one.component, one.kind, one.value) for one in plan.targets] == [
        ("0", "score_min", "43")
    ]


def test_document_without_tasks_says_what_to_do() -> None:
    plan = read("Kính gửi: Ủy ban nhân dân các xã.")

    assert plan.rows == ()
    ((row, message),) = doubts(plan, "rows")
    assert row is None
    assert "dán riêng phần nhiệm vụ" in message


def test_remarks_of_the_file_come_first_and_each_is_kept_once() -> None:
    repaired = Remark(None, "font", "Đã đổi phông TCVN3.")
    drawn = document(*HEAD, HEADER + "1 | | Họp thôn | | |")

    plan = assemble.plan(Document(drawn.blocks, (repaired,)), FRAMEWORKS)

    assert plan.remarks[0] == repaired
    assert len(set(plan.remarks)) == len(plan.remarks)
    assert plan.identity.remarks == ()


def test_remarks_name_rows_that_are_there() -> None:
    plan = read(HEADER + PARTICIPATION + "1 | | Họp thôn | | |\n2 | | Phát loa | | | mai", *DUTIES)

    named = {one.row for one in plan.remarks} - {None}
    assert named <= set(range(1, len(plan.rows) + 1))
    assert {1, 2} <= named
