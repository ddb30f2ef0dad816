"""Whole tables: no cell is lost, hundreds of rows are quick, a plan of a province is read."""

import re
from itertools import groupby

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from papi_portal.text import clean
from tasks.reading import tables
from tasks.reading.values import Block, Cell, Document, Paragraph, RawRow, Table
from tests.tasks.reading.table_rows import HEADER, TITLED, doubted, rows

SEED = settings.BASE_DIR.parent / "shared" / "seeds" / "000_9bfd24a32b4c88af.txt"
MARKS = ["", "", "", "-", "nt", "1", "2.", "a)", "I", "A.", "x"]
BEGINNINGS = [
    "- Làm",
    "xã",
    "và",
    "Sở",
    "Quý I",
    "1. Tham gia",
    "a) Nhỏ; b)",
    "- A. - B",
    "CÔNG KHAI",
]
CELLS = st.sampled_from([*MARKS, *BEGINNINGS, "Tổng cộng", "Chủ trì, {0}", "Giáo dục và", "đất,"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=12), st.integers(0, 12))
def test_no_cell_of_a_table_is_ever_lost(grid: list[list[str]], cut: int) -> None:
    header = tuple(map(Cell, f"{TITLED} | Kinh phí".split(" | ")))
    tokens = {(y, x): f"w{y}w{x}w" for y, row in enumerate(grid) for x, _ in enumerate(row)}
    body = [
        tuple(
            Cell(text if text in MARKS else f"{text} {tokens[y, x]}") for x, text in enumerate(row)
        )
        for y, row in enumerate(grid)
    ]

    found, about = tables.task_rows(
        Document((Table((header, *body[:cut])), Table((header, *body[cut:]))))
    )

    said = " ".join([*map(str, found), *(remark.message for remark in about)])
    for row in body:
        for cell in row:
            assert cell.text in MARKS or cell.text.split()[-1] in said


def test_hundreds_of_rows_are_read_at_once() -> None:
    body = "\n".join(f"{n} | Làm việc {n} | Sở A | Sở B | Quý I" for n in range(1, 1001))

    assert len(rows(f"{HEADER}\n{body}")) == 1000


def seed() -> Document:
    """Return seed 000 with its runs of lines with tabs as tables."""
    text = re.sub(r"<[^>]+>|\*", " ", SEED.read_text(encoding="utf-8"))
    blocks: list[Block] = []
    for tabbed, run in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if tabbed:
            drawn = (tuple(Cell(clean(cell)) for cell in line.split("\t")) for line in run)
            blocks.append(Table(tuple(drawn)))
        else:
            blocks += [Paragraph(clean(line)) for line in run if line.strip()]
    return Document(tuple(blocks))


@pytest.mark.skipif(not SEED.exists(), reason="the seed plans are not here")
class TestSeed:
    @pytest.fixture
    def found(self) -> tuple[RawRow, ...]:
        found, about = tables.task_rows(seed())
        assert about == ()
        return found

    def test_every_row_is_found_once(self, found: tuple[RawRow, ...]) -> None:
        labels = [row.label for row in found]

        assert labels == [
            *("a)", "b)", "c)", "d)"),
            *("a)", "b)", "c)", "d)"),
            *("a)", "b)", "c)"),
            *("a)", "b)"),
            "",
            *("a)", "b)", "c)"),
            *("a)", "b)"),
            *("a)", "b)", "c)"),
        ]

    def test_headings_are_the_dimensions(self, found: tuple[RawRow, ...]) -> None:
        headings = list(dict.fromkeys(str(one) for row in found for one in row.sections))

        assert all(len(row.sections) == 1 for row in found)
        assert [heading.split(".")[0] for heading in headings] == list("12345678")
        assert headings[3] == "4. Kiểm soát tham nhũng trong khu vực công"

    def test_rows_cut_by_pages_are_whole(self, found: tuple[RawRow, ...]) -> None:
        given, land, corrupt, reply = (found[place] for place in (3, 7, 11, 21))

        assert given.title == "Tham gia đóng góp tự nguyện"
        assert (given.lead_text, given.deadline_text) == ("UBND cấp xã", "Thường xuyên")
        assert given.support_text.startswith("Ủy ban MTTQ Việt Nam và Đoàn thể xã, Công chức")
        assert given.text.split("\n")[0].endswith("về huy động sự đóng góp tự nguyện;")
        assert len(land.text.split("\n")) == 3
        assert doubted(land) == ["support"]
        assert corrupt.title == "Kiểm soát tham nhũng trong chính quyền địa phương"
        assert reply.title == "Phục đáp của chính quyền qua Cổng thông tin điện tử"
        assert reply.lead_text == "Văn phòng HĐND và UBND huyện, cấp xã"

    def test_titles_parties_and_times_are_as_issued(self, found: tuple[RawRow, ...]) -> None:
        assert [row.title for row in found if not row.title or row.title[0].islower()] == []
        assert [row.deadline_text for row in found].count("Thường xuyên") == 20
        assert [row.deadline_text for row in found].count("Hàng năm") == 2
        assert [row.lead_text for row in found].count("UBND cấp xã") == 8
        assert found[5].lead_text == "UBND, cấp xã"
        assert found[6].support_text == (
            "Văn hóa - Thông tin, Kế toán - Tài chính, Văn phòng – Thống kê"
        )
        assert found[17].lead_text == "Phòng Tài nguyên và Môi trường, cấp xã"

    def test_bullets_stand_on_their_own_lines(self, found: tuple[RawRow, ...]) -> None:
        bullets = [len(row.text.split("\n")) for row in found]

        assert bullets == [2, 2, 1, 2, 1, 1, 2, 3, 1, 3, 2, 3, 3, 6, 5, 1, 1, 1, 3, 1, 1, 2]


def test_words_numbered_beside_an_empty_number_are_a_heading() -> None:
    """The dimensions have their own numbers in front, the tasks are counted through."""
    found = rows(
        """
        STT | Nhiệm vụ, giải pháp       | Cơ quan chủ trì | Thời gian
            | 1. Tham gia của người dân |                 |
        1   | Tổ chức hội nghị          | UBND xã         | Quý I
        2   | Niêm yết công khai        | UBND xã         | Quý II
            | 2. Công khai, minh bạch   |                 |
        3   | Đăng tải ngân sách        | UBND xã         | Quý III
        """
    )

    assert [(row.label, str(row.sections[0])) for row in found] == [
        ("1", "1. Tham gia của người dân"),
        ("2", "1. Tham gia của người dân"),
        ("3", "2. Công khai, minh bạch"),
    ]
