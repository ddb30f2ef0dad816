"""Paragraphs become a tree, by their labels and in their order, whatever the document uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import outline
from tasks.reading.outline_items import Item
from tasks.reading.values import Block, Cell, Paragraph, Table


def paragraphs(text: str) -> list[Block]:
    """Return a paragraph a line; "@" before it marks bold, "#" a heading of that level."""
    return [
        Paragraph(
            line.lstrip("@# "), heading=line.count("#"), strong=line.startswith("@"), where=f"{at}"
        )
        for at, line in enumerate(text.strip().split("\n"), start=1)
    ]


def drawn(text: str) -> str:
    """Return the tree as lines, two blanks a level: what is expected looks like it."""

    def lines(item: Item, depth: int) -> list[str]:
        below = [line for child in item.children for line in lines(child, depth + 1)]
        return ["  " * depth + item.line, *below]

    root = outline.build(paragraphs(text))
    return "\n".join(line for child in root.children for line in lines(child, 0))


def flat(tree: str) -> str:
    return "\n".join(line.strip() for line in tree.strip().split("\n"))


NESTED = {
    "I, 1, a, dash, plus": """
I. NHIỆM VỤ
  1. Công khai
    a) Ngân sách:
      - Niêm yết:
        + Tại trụ sở.
        + Tại thôn.
      - Phát thanh.
    b) Đất đai.
  2. Đối thoại
II. TỔ CHỨC""",
    "A, I, 1": """
A. NHIỆM VỤ
  I. Công khai
    1. Ngân sách
    2. Đất đai
  II. Giải trình
    1. Tiếp dân
B. TỔ CHỨC
  I. Sở Nội vụ""",
    "I above A": """
I. NHIỆM VỤ
  A. Công khai
    1. Ngân sách
  B. Giải trình
    1. Tiếp dân
II. TỔ CHỨC""",
    "parts and chapters": """
PHẦN I. ĐÁNH GIÁ
  I. Kết quả
PHẦN II. NHIỆM VỤ
  Chương 1. Công khai
    Mục 1. Ngân sách
    Mục 2. Đất đai
  Chương 2. Giải trình""",
    "1, 1.1, 1.1.1, a": """
1. Nhiệm vụ
  1.1. Công khai
    1.1.1. Ngân sách
      a) Niêm yết.
      b) Phát thanh.
    1.1.2. Đất đai
  1.2. Giải trình
2. Tổ chức
  2.1. Sở Nội vụ""",
    "1.1 straight below I": """
I. MỤC ĐÍCH
II. NHIỆM VỤ
  1.1. Công khai
  1.2. Giải trình
  2.1. Môi trường""",
    "numbers with the Roman one in front": """
II. NHIỆM VỤ
  II.1. Công khai
    II.1.1. Ngân sách
  II.2. Giải trình""",
    "1) below 1.": """
1. Công khai
  1) Ngân sách
  2) Đất đai
2. Giải trình
  1) Tiếp dân""",
    "letters with dots and numbers": """
a) Công khai
  a.1) Ngân sách
  a.2) Đất đai
b) Giải trình""",
    "capital letters alone": """
A. Việc một
B. Việc hai
C. Việc ba""",
    "i after h": """
g) Việc một
h) Việc hai
i) Việc ba
k) Việc bốn""",
    "stars above dashes": """
III. PHÂN CÔNG
  * Công an xã
    - Giữ vững an ninh.
    - Tuần tra.
    Định kỳ báo cáo.
  * Các thôn:
    Tuyên truyền.""",
    "dots above dashes": """
1. Công khai
  • Ngân sách:
    - Thu.
    - Chi.
  • Đất đai.""",
    "gap": """
4. Kiểm soát
  4.1. Tuyên truyền.
  4.4. Thanh tra.""",
    "lost heading": """
I. NHIỆM VỤ
  1. Công khai
    1.1. Ngân sách
    1.2. Đất đai
  2.1. Tiếp dân
  2.2. Đối thoại""",
    "slip of the pen": """
1. Công khai
  1.1. Ngân sách
2. Giải trình
  1.1. Tiếp dân
  1.2. Đối thoại""",
    "another mark goes on": """
II. NỘI DUNG
  1. Công khai
  2. Giải trình
    - Tiếp dân.
  3) Môi trường""",
    "letter left out": """
A. MỤC ĐÍCH
  P. Chủ tịch
C. NHIỆM VỤ""",
    "paragraph below a bullet that leads in": """
1. Công khai
  - Niêm yết:
    Tại trụ sở Ủy ban nhân dân xã.
  - Phát thanh.""",
    "numbers behind the closing formula": """
1. Mục đích
2. Yêu cầu
Trên đây là Kế hoạch.
1. Công khai""",
}


@pytest.mark.parametrize("tree", NESTED.values(), ids=NESTED.keys())
def test_items_are_nested_as_the_document_means_them(tree: str) -> None:
    assert drawn(flat(tree)) == tree.strip("\n")


def test_repeated_and_missing_labels_are_doubted() -> None:
    (letters, numbers) = outline.build(
        paragraphs("I. A\nc) Một\nd) Hai\nd) Ba\ne) Bốn\nIII. B\n1. Một\n2. Hai\n4. Ba")
    ).children

    assert [bool(item.doubt) for item in letters.children] == [False, False, True, False]
    assert "“d)”" in letters.children[2].doubt
    assert "“II”" not in numbers.doubt
    assert "“I” là mục “III”" in numbers.doubt
    assert "“2” là mục “4”" in numbers.children[2].doubt


def test_numbers_that_start_anew_stay_on_their_level() -> None:
    tree = drawn("1. Mục đích\n2. Yêu cầu\n1. Công khai\n1.1. Ngân sách\n2. Giải trình")

    assert tree == "1. Mục đích\n2. Yêu cầu\n1. Công khai\n  1.1. Ngân sách\n2. Giải trình"


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (
            "1. Nâng cao trách nhiệm trong\nviệc quản lý.",
            "1. Nâng cao trách nhiệm trong việc quản lý.",
        ),
        ("1. Công khai đất đai;\nrà soát dự án.", "1. Công khai đất đai; rà soát dự án."),
        ("1. Phấn đấu đến năm\n2025 hoàn thành.", "1. Phấn đấu đến năm 2025 hoàn thành."),
        ("1. Phối hợp với các\nSở, ngành.", "1. Phối hợp với các Sở, ngành."),
        ("1.\nCông khai ngân sách.", "1. Công khai ngân sách."),
        ("II. NHIỆM VỤ NÂNG CAO\nCHỈ SỐ PAPI", "II. NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI"),
    ],
)
def test_sentence_cut_by_a_page_is_whole_again(cut: str, whole: str) -> None:
    assert drawn(cut) == whole


@pytest.mark.parametrize(
    "tree",
    [
        "1. Công an xã\n  Giữ vững an ninh.",
        "1. Đối thoại\n  100% thôn tổ chức đối thoại.",
        "1. Công khai.\n  2024 là năm trọng tâm.",
        "1. Công khai ngân sách.\n  đơn vị chủ trì: UBND xã",
        "II. TỔ CHỨC THỰC HIỆN\n  VĂN PHÒNG UBND XÃ\n    - Theo dõi.",
    ],
)
def test_paragraph_that_begins_anew_is_not_joined(tree: str) -> None:
    assert drawn(flat(tree)) == tree


def test_lead_in_cut_by_a_page_still_leads_in() -> None:
    tree = drawn("Tổ chức thực hiện kế hoạch theo quy định của\npháp luật:\n- Niêm yết.")

    assert tree == "Tổ chức thực hiện kế hoạch theo quy định của pháp luật:\n  - Niêm yết."


def test_text_of_any_length_is_not_joined_for_ever() -> None:
    root = outline.build(paragraphs(f"1. {'Công khai, ' * 1000}\nminh bạch."))

    assert [child.text for child in root.children[0].children] == ["minh bạch."]


def test_blank_lines_within_a_paragraph_say_nothing() -> None:
    root = outline.build([Paragraph("1. Công khai.\n\n2. Giải trình.")])

    assert [child.line for child in root.children] == ["1. Công khai.", "2. Giải trình."]


def test_items_run_together_in_one_paragraph_are_parted_where_certain() -> None:
    text = "2.1. Tiếp dân. 2.2. Đối thoại theo Điều 2. Khoản 1.\na) Một; b) Hai; c) Ba."

    assert drawn(text).split("\n") == [
        "2.1. Tiếp dân.",
        "2.2. Đối thoại theo Điều 2. Khoản 1.",
        "  a) Một;",
        "  b) Hai;",
        "  c) Ba.",
    ]
    assert drawn("1. Gồm: - Thu rác; - Trồng cây.") == "1. Gồm:\n  - Thu rác;\n  - Trồng cây."
    assert drawn("1. Nhóm: (1) cao; (2) thấp.") == "1. Nhóm: (1) cao; (2) thấp."


def test_list_behind_its_unit_is_parted_also_where_the_page_ends() -> None:
    assert drawn("2. Công an tỉnh: a) Tuần tra; b) Báo cáo.").split("\n") == [
        "2. Công an tỉnh:",
        "  a) Tuần tra;",
        "  b) Báo cáo.",
    ]
    assert drawn("2. Công an tỉnh: a) Tuần tra;") == "2. Công an tỉnh:\n  a) Tuần tra;"
    assert drawn("2. Hồ sơ gồm: a) Đơn") == "2. Hồ sơ gồm: a) Đơn"


def test_promulgated_plan_is_no_part_of_the_decision_s_last_article() -> None:
    tree = drawn("Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này./.\nI. MỤC TIÊU\n1. Tăng")

    assert tree.split("\n")[1:] == ["I. MỤC TIÊU", "  1. Tăng"]


def test_headings_without_labels_hold_what_follows() -> None:
    tree = """
NHIỆM VỤ, GIẢI PHÁP
  - Công khai.
TỔ CHỨC THỰC HIỆN
  - Theo dõi."""

    assert drawn(flat(tree)) == tree.strip()


def test_bold_headings_stand_beside_one_another() -> None:
    tree = drawn("II. NỘI DUNG\n@Nhóm thứ nhất\n1. Họp dân.\n@Nhóm thứ hai\n1. Niêm yết.")

    assert tree.split("\n") == [
        "II. NỘI DUNG",
        "  Nhóm thứ nhất",
        "    1. Họp dân.",
        "  Nhóm thứ hai",
        "    1. Niêm yết.",
    ]


def test_levels_of_headings_decide_where_labels_say_nothing() -> None:
    tree = drawn(
        "# I. NHIỆM VỤ\n## Công khai\n### Ngân sách\n- Thu.\n### Đất đai\n## Giải trình\n- Tiếp."
    )

    assert tree.split("\n") == [
        "I. NHIỆM VỤ",
        "  Công khai",
        "    Ngân sách",
        "      - Thu.",
        "    Đất đai",
        "  Giải trình",
        "    - Tiếp.",
    ]


def test_colon_holds_the_bullets_below() -> None:
    tree = "1. Sở Nội vụ\n  Chỉ đạo UBND cấp xã:\n    - Tuyên truyền.\n    - Niêm yết.\n2. Sở Y tế"

    assert drawn(flat(tree)) == tree


def test_closing_formula_and_recipients_belong_to_no_item() -> None:
    tree = drawn(
        "1. Sở Y tế\n- Báo cáo.\nTrên đây là Kế hoạch của UBND xã./.\nNơi nhận:\n- UBND huyện;\n"
        "PHỤ LỤC\n1. Công khai"
    )

    assert tree.split("\n") == [
        "1. Sở Y tế",
        "  - Báo cáo.",
        "Trên đây là Kế hoạch của UBND xã./.",
        "Nơi nhận:",
        "  - UBND huyện;",
        "PHỤ LỤC",
        "  1. Công khai",
    ]


def test_initials_and_words_are_no_letters_of_a_list() -> None:
    text = "1. Thành phần\nP. Chủ tịch UBND xã.\nV. Nguyễn"

    assert [child.label for child in outline.build(paragraphs(text)).children[0].children] == [""]


def test_tables_are_left_out_and_part_sentences() -> None:
    table = Table(((Cell("1. Trong bảng"),),))
    root = outline.build([Paragraph("1. Công khai"), table, Paragraph("ngân sách xã")])

    assert [line for child in root.children for line in child.lines()] == [
        "1. Công khai",
        "ngân sách xã",
    ]


def test_items_say_where_they_stand() -> None:
    root = outline.build(paragraphs("I. Việc\n1. Một"))

    assert root.children[0].children[0].where == "2"


LABELS = ["", "I. ", "II. ", "A. ", "B. ", "1. ", "2. ", "1) ", "1.1. ", "1.2. ", "2.1. ", "a) "]
LABELS += ["b) ", "đ) ", "(1) ", "(i) ", "- ", "+ ", "* ", "PHẦN I. ", "Điều 1. ", "a.1) ", "i) "]
WORDS = ["Công khai", "NHIỆM VỤ", "theo dõi;", "Sở Nội vụ:", "Đơn vị chủ trì: Sở Y tế.", "2025"]
WORDS += ["Trên đây là Kế hoạch", "PHỤ LỤC", "Nơi nhận:", "Làm tốt.", "a) Một; b) Hai.", "các"]


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    """Draw paragraphs with any labels in any order, bold and with heading levels or not."""
    return [
        Paragraph(f"{label}{words}", heading=heading, strong=strong)
        for label, words, heading, strong in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(LABELS),
                    st.sampled_from(WORDS),
                    st.integers(0, 3),
                    st.booleans(),
                ),
                max_size=25,
            )
        )
    ]


@given(documents())
def test_every_word_stays_once_and_in_order(blocks: list[Block]) -> None:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]

    assert " ".join(outline.build(blocks).lines()).split() == " ".join(texts).split()
