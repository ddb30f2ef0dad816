"""Task tables cut by pages come together again, and nothing else does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import stitching, tables
from tasks.reading.columns import Role
from tasks.reading.table_lines import Line
from tasks.reading.values import Block, Cell, Document, Paragraph, RawRow, Table
from tests.tasks.reading.grids import document

HEADER = "STT | Nhiệm vụ, giải pháp | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"
TITLED = "Nội dung | Nhiệm vụ | Cơ quan thực hiện | Cơ quan phối hợp | Thời gian"


def lines(*blocks: Block | str) -> list[list[Line]]:
    groups, _, _ = stitching.groups(document(*blocks))
    return [group.lines for group in groups]


def texts(*blocks: Block | str) -> list[list[str]]:
    return [[line.text(Role.TEXT) for line in group] for group in lines(*blocks)]


@pytest.mark.parametrize("between", [(), ("2",), ("- 3 -", "Trang 4/9"), ("UBND XÃ HÀ BẮC", "5")])
@pytest.mark.parametrize("header", [HEADER, "(1) | (2) | (3) | (4) | (5)", ""])
def test_table_goes_on_with_and_without_its_header(between: tuple[str, ...], header: str) -> None:
    first = f"{HEADER}\n(1) | (2) | (3) | (4) | (5)\n1 | Làm A | Sở A | | Quý I"
    second = f"{header}\n2 | Làm B | Sở B | | Quý II"

    assert texts(first, *between, second) == [["Làm A", "Làm B"]]


def test_header_in_the_middle_of_a_grid_is_no_row() -> None:
    first, second, third = (f"{n} | Làm {n} | Sở A | | Quý I" for n in (1, 2, 3))

    assert texts(f"{HEADER}\n{first}\n{second}\n{HEADER}\n{third}") == [["Làm 1", "Làm 2", "Làm 3"]]


def test_empty_column_of_a_page_does_not_part_the_table() -> None:
    first = f"{HEADER}\n1 | Làm A | Sở A | Sở C | Quý I"
    second = "2 | Làm B | | Sở B | Sở D | Quý II"

    assert texts(first, second) == [["Làm A", "Làm B"]]


def test_page_with_other_columns_keeps_its_words_with_a_doubt() -> None:
    first = f"{HEADER}\n1 | Làm A | Sở A | Sở C | Quý I"

    [[_, line]] = lines(first, "2 | Làm B | Sở B | Quý II")

    assert line.texts == {Role.LABEL: "2", Role.TEXT: "Làm B\nSở B\nQuý II"}
    assert [field for field, _ in line.doubts] == ["text"]


@pytest.mark.parametrize(
    "other",
    [
        "Nơi nhận: | | | | CHỦ TỊCH",
        "STT | Họ và tên | Chức vụ | Đơn vị | Ghi chú\n1 | Ông A | CT | UBND |",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | a | b | c | d",
        "1 | Làm B",
    ],
)
def test_other_tables_are_no_part_of_a_task_table(other: str) -> None:
    assert texts(f"{HEADER}\n1 | Làm A | Sở A | | Quý I", other) == [["Làm A"]]


def test_next_appendix_without_a_header_is_another_table() -> None:
    first = f"{HEADER}\n1 | Làm A | Sở A | | Quý I"

    assert texts(first, "PHỤ LỤC II", "1 | Làm B | Sở B | | Quý II") == [["Làm A"]]


def test_next_appendix_may_be_a_row_above_its_header() -> None:
    first, second = (f"{HEADER}\n1 | Làm {x} | Sở A | | Quý I" for x in "AB")

    assert texts(f"{first}\nPHỤ LỤC II | | | |\n{second}") == [["Làm A"], ["Làm B"]]


def test_heading_between_tables_parts_them() -> None:
    first, second = (f"{HEADER}\n1 | Làm {x} | Sở A | | Quý I" for x in "AB")

    assert texts(first, "2. Công khai, minh bạch", second) == [["Làm A"], ["Làm B"]]
    assert texts(first, "2. Công khai, minh bạch", "1 | Làm B | Sở B | | Quý II") == [
        ["Làm A"],
        ["Làm B"],
    ]


def test_two_headers_in_one_grid_are_two_tables() -> None:
    other = "STT | Nhiệm vụ | Sản phẩm | Cơ quan chủ trì | Thời gian\n1 | Làm B | BC | Sở A | Quý I"

    assert texts(f"{HEADER}\n1 | Làm A | Sở A | | Quý I\n{other}") == [["Làm A"], ["Làm B"]]


def test_rows_before_another_header_belong_to_the_page_before() -> None:
    other = "STT | Nhiệm vụ | Sản phẩm | Cơ quan chủ trì | Thời gian\n1 | Làm C | BC | Sở A | Quý I"
    pages = (f"{HEADER}\n1 | Làm A | Sở A | | Quý I", f"2 | Làm B | Sở A | | Quý I\n{other}")

    assert texts(*pages) == [["Làm A", "Làm B"], ["Làm C"]]


def test_large_table_without_a_known_header_is_remarked() -> None:
    _, blocks, remarks = stitching.groups(document("A1 | B1 | C1\nA2 | B2 | C2\nA3 | B3 | C3"))

    assert blocks == ()
    assert [(remark.row, remark.field) for remark in remarks] == [(None, "table")]
    assert "trang 1" in remarks[0].message


def test_letterhead_and_signature_are_passed_over_in_silence() -> None:
    groups, blocks, remarks = stitching.groups(document("UBND TỈNH | CỘNG HÒA", "Nơi nhận: | KT."))

    assert (groups, blocks, remarks) == ([], (), [])


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (
            "d) Đóng | - Tin | UBND cấp | MTTQ | Thường",
            "góp tự nguyện | cho dân. | xã | xã | xuyên",
            "d) Đóng góp tự nguyện | - Tin cho dân. | UBND cấp xã | MTTQ xã | Thường xuyên",
        ),
        (
            "a) Giá đất | - Niêm yết giá | UBND | Phòng Nội vụ, | Quý I",
            " | đất. | | Phòng Tư pháp |",
            "a) Giá đất | - Niêm yết giá đất. | UBND | Phòng Nội vụ, Phòng Tư pháp | Quý I",
        ),
        (
            "a) Công khai | - Công khai Bảng giá. | UBND | | Quý I",
            " | - Công khai quy hoạch. | | |",
            "a) Công khai | - Công khai Bảng giá. / - Công khai quy hoạch. | UBND | | Quý I",
        ),
        (
            "a) Kiểm soát tham nhũng trong chính | Làm | UBND | Sở B | Quý I",
            "quyền địa phương | | | |",
            "a) Kiểm soát tham nhũng trong chính quyền địa phương | Làm | UBND | Sở B | Quý I",
        ),
        (
            "a) Công khai | Làm A | Văn phòng HĐND và | Sở B | Quý I",
            " | | UBND | |",
            "a) Công khai | Làm A | Văn phòng HĐND và UBND | Sở B | Quý I",
        ),
    ],
)
def test_row_cut_by_the_page_is_joined(above: str, below: str, joined: str) -> None:
    usual = "b) Tiếp cận | Làm tiếp | Sở A | Sở B | Quý II"
    whole = lines(f"{TITLED}\n{joined}\n{usual}")

    cut = lines(f"{TITLED}\n{above}", "7", f"{TITLED}\n{below}\n{usual}")

    assert [line.texts for line in cut[0]] == [line.texts for line in whole[0]]
    assert cut[0][0].doubts == ()


@pytest.mark.parametrize(
    "below",
    [
        "b) Cơ hội tham gia | làm ngay | Sở B | | Quý II",
        "Dịch vụ chứng thực | Làm B | Sở B | | Quý II",
        "2. Công khai, minh bạch | | | |",
        "*Công khai, minh bạch | < | < | < | <",
    ],
)
def test_new_row_on_a_new_page_stays_a_row(below: str) -> None:
    first = f"{TITLED}\na) Tri thức | Làm A | Sở A | | Quý I\nc) Bầu cử | Làm C | Sở A | | Quý I"

    [found] = lines(first, below)

    assert len(found) == 3
    assert found[2].doubts == ()


def test_row_without_its_own_label_stays_a_row_with_a_doubt() -> None:
    first = f"{TITLED}\na) Tri thức | Làm A. | Sở A | | Quý I\nb) Bầu cử | Làm C. | Sở A | | Quý I"

    [[_, _, doubtful]] = lines(first, " | Làm D | Sở B | | Quý II")

    assert [field for field, _ in doubtful.doubts] == ["text"]


def test_paragraph_without_anything_else_is_joined_with_a_doubt() -> None:
    first = f"{HEADER}\n1 | Làm A. | Sở A | | Quý I\n2 | Làm B | Sở A | | Quý I"

    [[_, joined]] = lines(first, " | Theo Luật | | |")

    assert joined.text(Role.TEXT) == "Làm B Theo Luật"
    assert [field for field, _ in joined.doubts] == ["text"]


def test_heading_without_a_label_stays_one_where_others_have_none_either() -> None:
    first = f"{HEADER}\n | Tham gia | | |\n1 | Làm A | Sở A | | Quý I"

    assert texts(first, " | Công khai | | |\n2 | Làm B | Sở A | | Quý I") == [
        ["Tham gia", "Làm A", "Công khai", "Làm B"]
    ]


@pytest.mark.parametrize("name", ["Internet tại địa phương", "*Công khai, minh bạch"])
def test_words_of_a_title_alone_are_joined_unless_they_are_bold(name: str) -> None:
    first = f"{TITLED}\na) Tri thức | Làm A | Sở A | | Quý I\nb) Tiếp cận | Làm C | Sở A | | Quý I"

    [found] = lines(first, f"{name} | | | |")

    assert len(found) == (3 if name.startswith("*") else 2)
    assert [field for field, _ in found[1].doubts] == ([] if name.startswith("*") else ["text"])


def test_long_paragraphs_between_two_tables_part_them() -> None:
    first = f"{HEADER}\n1 | Làm A | Sở A | | Quý I"

    assert texts(first, "một đoạn văn dài " * 10, "2 | Làm B | Sở B | | Quý II") == [["Làm A"]]
    assert texts(first, *"abcd", "2 | Làm B | Sở B | | Quý II") == [["Làm A"]]


def test_points_inside_a_cell_are_no_labels_of_rows() -> None:
    first = f"{HEADER}\n1 | Gồm: / a) Làm A; | Sở A | | Quý I"

    [[joined]] = lines(first, " | b) Làm B. | | |")

    assert joined.text(Role.TEXT) == "Gồm:\na) Làm A;\nb) Làm B."


def test_small_letters_tell_nothing_where_every_row_begins_with_one() -> None:
    rows = "\n".join(f"làm {n} | Sở A | thường xuyên" for n in "abcdef")
    header = "Nhiệm vụ | Cơ quan thực hiện | Thời gian"

    assert len(lines(f"{header}\n{rows}", f"{header}\n{rows}")[0]) == 12


def test_row_goes_on_over_three_pages() -> None:
    pages = [
        f"{HEADER}\n{row}"
        for row in ("1 | Làm | Sở | | Quý I", " | tất | Nội | |", " | cả | vụ | |")
    ]

    [[line]] = lines(*pages)

    assert line.text(Role.TEXT) == "Làm tất cả"
    assert line.text(Role.LEAD) == "Sở Nội vụ"


def test_words_lost_in_a_name_at_the_cut_are_doubted() -> None:
    first = f"{HEADER}\n1 | Làm | Sở A | Phòng Tài nguyên và | Quý I"

    [[line]] = lines(first, " | ngay | | Địa chính-Xây dựng, Kế toán |")

    assert line.text(Role.SUPPORT) == "Phòng Tài nguyên và Địa chính-Xây dựng, Kế toán"
    assert [field for field, _ in line.doubts] == ["support"]


WORDS = st.sampled_from(
    ["tuyên", "truyền", "phổ biến", "Luật", "của", "UBND", "xã,", "nhân dân;", "và", "Nhà nước."]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: " ".join(["Làm", *words]))
OFFICES = st.lists(
    st.sampled_from(["Sở Nội vụ", "Công an xã", "Văn phòng HĐND và UBND", "UBND cấp xã"]),
    min_size=1,
    max_size=3,
).map(", ".join)
TIMES = st.sampled_from(["Thường xuyên", "Quý I năm 2026", "Trước ngày 30/6/2026"])
ROWS = st.lists(st.tuples(SENTENCES, OFFICES, OFFICES, TIMES), min_size=2, max_size=8)


def grid(rows: list[tuple[str, ...]], *, header: bool = True) -> Table:
    top = [tuple(map(Cell, HEADER.split(" | ")))] if header else []
    return Table((*top, *(tuple(map(Cell, row)) for row in rows)), "trang")


def read(*blocks: Block) -> list[tuple[str, ...]]:
    rows, _ = tables.task_rows(Document(blocks))
    return [fields(row) for row in rows]


def fields(row: RawRow) -> tuple[str, ...]:
    return row.label, row.text, row.lead_text, row.support_text, row.deadline_text


@given(ROWS, st.sets(st.integers(1, 7)), st.booleans())
def test_table_cut_between_rows_reads_as_if_uncut(
    rows: list[tuple[str, ...]],
    cuts: set[int],
    repeated: bool,
) -> None:
    numbered = [(str(n), *row) for n, row in enumerate(rows, start=1)]
    places = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    pages: list[Block] = []
    for start, end in pairwise(places):
        pages += [grid(numbered[start:end], header=repeated or not start), Paragraph(f"- {end} -")]

    assert read(*pages) == read(grid(numbered))


@given(ROWS, st.data())
def test_row_cut_inside_loses_no_word(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    numbered = [(str(n), *row) for n, row in enumerate(rows, start=1)]
    place = data.draw(st.integers(0, len(rows) - 1), "row")
    halves = []
    for cell in numbered[place]:
        words = cell.split()
        cut = data.draw(st.integers(min(1, len(words)), len(words)), "cut")
        halves.append((" ".join(words[:cut]), " ".join(words[cut:])))
    first = [*numbered[:place], tuple(half[0] for half in halves)]
    second = [tuple(half[1] for half in halves), *numbered[place + 1 :]]
    whole = read(grid(numbered))

    found = read(grid(first), Paragraph("2"), grid(second))

    assert bag(found) == bag(whole)
    if halves[1][1][:1].islower():
        assert found == whole


def bag(rows: list[tuple[str, ...]]) -> list[str]:
    return sorted(" ".join(" ".join(row) for row in rows).split())
