"""Plain and pasted text: tables by tabs and pipes, headings, paragraphs made whole again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading.sources import markup, open_file, plain
from tasks.reading.values import Cell, Paragraph, Table, UnreadableError

SEEDS = sorted((Path(settings.BASE_DIR).parent / "shared" / "seeds").glob("*.txt"))
SENTENCE = "Nâng cao chất lượng điều hành, quản trị và hành chính công của chính quyền các cấp"


def read(text: str) -> list[object]:
    """Return paragraphs as their texts, tables as rows of texts."""
    blocks = open_file("", text.encode()).blocks
    return [one.text if isinstance(one, Paragraph) else texts(one.rows) for one in blocks]


def texts(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_lines_with_tabs_are_a_table_until_a_line_without() -> None:
    text = "Phụ lục kèm theo\nNội dung\tCơ quan\tThời gian\n1. Tham gia\t\t\n\ta\tb\nGhi chú hết"

    assert read(text) == [
        "Phụ lục kèm theo",
        [["Nội dung", "Cơ quan", "Thời gian"], ["1. Tham gia", "", ""], ["", "a", "b"]],
        "Ghi chú hết",
    ]


def test_header_printed_again_begins_another_table() -> None:
    page = "Nội dung\tThời gian\nd) Tham gia đóng\tThường\n"

    first, second = open_file("", f"{page}\n{page}".encode()).blocks

    assert (first.where, second.where) == ("dòng 1", "dòng 4")
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert first.rows == second.rows


def test_bullets_flattened_into_a_cell_stand_on_their_own_lines() -> None:
    cell = '<ul style="x"> - Tuyên truyền quy định của tỉnh - Luật Đất đai. </ul>'

    assert read(f"Nội dung\tNhiệm vụ\na)\t{cell}\nb)\tPhổ biến: - Một; - Hai.") == [
        [
            ["Nội dung", "Nhiệm vụ"],
            ["a)", "- Tuyên truyền quy định của tỉnh\n- Luật Đất đai."],
            ["b)", "Phổ biến:\n- Một;\n- Hai."],
        ]
    ]


def test_cells_that_excel_quotes_keep_their_lines() -> None:
    text = 'STT\tNội dung\tGhi chú\n1\t"- Một;\n- Hai ""ba"""\tx\n2\tBốn\t"a""b"\nHết bảng rồi'

    blocks = open_file("", text.encode()).blocks

    assert read(text) == [
        [["STT", "Nội dung", "Ghi chú"], ["1", '- Một;\n- Hai "ba"', "x"], ["2", "Bốn", 'a"b']],
        "Hết bảng rồi",
    ]
    assert blocks[1].where == "dòng 5"


def test_quotes_around_a_paragraph_are_no_cell() -> None:
    assert read('"Một hai ba;\nbốn năm sáu"\n\nBảy tám')[0] == '"Một hai ba;'


def test_cells_that_word_copies_as_several_lines_are_put_together() -> None:
    text = (
        "STT\tNhiệm vụ\tCơ quan\tThời gian\n"
        "1\tTuyên truyền:\n- Luật Đất đai;\n- Luật Cư trú.\tUBND xã\tQuý I\n"
        "2\tPhổ biến\tCông an xã\tQuý II\n"
        "II\tCông khai\n"
        "3\tNiêm yết\tVăn phòng\tQuý III"
    )

    assert read(text) == [
        [
            ["STT", "Nhiệm vụ", "Cơ quan", "Thời gian"],
            ["1", "Tuyên truyền:\n- Luật Đất đai;\n- Luật Cư trú.", "UBND xã", "Quý I"],
            ["2", "Phổ biến", "Công an xã", "Quý II"],
            ["II", "Công khai", "", ""],
            ["3", "Niêm yết", "Văn phòng", "Quý III"],
        ]
    ]


def test_row_that_lacks_cells_takes_none_from_the_lines_below() -> None:
    header, row = ["A", "B", "C"], ["1", "Họp dân", ""]
    short = "A\tB\tC\n1\tHọp dân\n"

    assert read(f"{short}Phát thanh\tCông an\tQuý I") == [
        [header, row, ["Phát thanh", "Công an", "Quý I"]]
    ]
    assert read(short + "Tuyên truyền.\n" * 60)[:2] == [[header, row], "Tuyên truyền."]


def test_labels_before_a_tab_are_a_list_and_no_table() -> None:
    assert read("1.\tMục đích của kế hoạch\n2.\tYêu cầu\n-\tNâng cao") == [
        "1. Mục đích của kế hoạch",
        "2. Yêu cầu",
        "- Nâng cao",
    ]


def test_markdown_table_loses_its_rule() -> None:
    text = "| STT | Nội dung |\n|-----|:---|\n| 1 | *Tri thức* a \\| b |\n| - | **Điểm** |"

    (table,) = open_file("", text.encode()).blocks

    assert read(text) == [[["STT", "Nội dung"], ["1", "Tri thức a | b"], ["-", "Điểm"]]]
    assert isinstance(table, Table)
    assert [row[1].strong for row in table.rows] == [False, False, True]


def test_headings_and_strong_lines_are_told() -> None:
    blocks = open_file("", "## **KẾ HOẠCH**\n\n#### 1. Mục đích\n\n**CHỦ TỊCH**".encode()).blocks

    assert blocks == (
        Paragraph("KẾ HOẠCH", 2, True, "dòng 1"),
        Paragraph("1. Mục đích", 4, False, "dòng 3"),
        Paragraph("CHỦ TỊCH", 0, True, "dòng 5"),
    )


def test_sentence_cut_by_a_page_is_made_whole() -> None:
    text = "- Nhà nước hoạt động\n\nhiệu lực, hiệu quả.\n\nCụ thể:\n\nnhư sau"

    assert read(text) == ["- Nhà nước hoạt động hiệu lực, hiệu quả.", "Cụ thể:", "như sau"]


def test_text_broken_at_a_width_is_joined_by_its_full_lines() -> None:
    full = f"{SENTENCE},\n{SENTENCE.lower()}\n{SENTENCE}"
    text = "\n".join([full.lower()] * 4 + [SENTENCE, "Ủy ban nhân dân xã", "KẾT THÚC"])

    read_lines = read(text)

    assert read_lines[-2:] == [f"{read_lines[-2]}", "KẾT THÚC"]
    assert str(read_lines[-2]).endswith(f"{SENTENCE} Ủy ban nhân dân xã")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        SENTENCE.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings_of_unicode_are_recognised(data: bytes) -> None:
    (paragraph,) = open_file("a.txt", data).blocks

    assert paragraph == Paragraph(SENTENCE, where="dòng 1")


def test_old_code_page_is_recognised() -> None:
    """Windows-1258 writes tones as signs of their own: a + dot below."""
    (paragraph,) = open_file(
        "a.txt", "K\u00ea\u0301 hoa\u0323ch n\u0103m 2026".encode("cp1258")
    ).blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Kế hoạch năm 2026"


def test_old_font_in_the_code_page_of_the_west_is_recognised() -> None:
    text = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
    (paragraph,) = open_file("a.txt", text.encode("cp1252")).blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.startswith("Cộng hoà xã hội chủ nghĩa Việt Nam")


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 50, bytes(range(256)), b"PDF\x01 a b c d"])
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="Không nhận ra loại tệp"):
        plain.read(data)


def test_twenty_thousand_lines_are_enough() -> None:
    with pytest.raises(UnreadableError, match=r"quá 20\.000 dòng"):
        plain.read(b"a b c\n" * 20_001)


@given(st.lists(st.text(alphabet='ab1. -\t|"*#<>đ\n', max_size=30)).map("\n".join))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        blocks = open_file("", text.encode() or b" ").blocks
    except UnreadableError:
        return

    letters = "".join(sign for sign in text if sign in "ab1đ")
    kept = "".join(map(str, blocks)) if blocks else ""
    assert kept
    assert not letters or any(sign in kept for sign in letters)


@pytest.mark.skipif(not SEEDS, reason="the seed plans are not beside the repository")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name[:3])
def test_seed_loses_no_word_and_is_no_old_font(seed: Path) -> None:
    source = seed.read_bytes()

    document = open_file(seed.name, source)

    blocks = " ".join(
        block.text
        if isinstance(block, Paragraph)
        else " ".join(cell.text for row in block.rows for cell in row)
        for block in document.blocks
    )
    words = {word for word in markup.without_tags(source.decode()).split() if word.isalpha()}
    assert words <= set(blocks.replace("“", " ").split()) | words.intersection(blocks.split("“"))
    assert document.remarks == ()
