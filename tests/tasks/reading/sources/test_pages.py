"""PDFs are read in the order of the eye: blocks side by side, paragraphs, ruled tables."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from papi_portal import pdf, zip_guard
from tasks.reading.sources import open_file, pages
from tasks.reading.values import Document, Paragraph, Table, UnreadableError
from tests.tasks.reading.hostile import IMAGE_PAGE, TEXT_PAGE, locked_pdf
from tests.tasks.reading.sources import made

SOFFICE = shutil.which("soffice")
STYLE = """
@page { size: A4; margin: 20mm 20mm 20mm 30mm; @top-center { content: counter(page) } }
body { font: 13pt/1.3 "Liberation Serif"; text-align: justify; margin: 0 }
p { margin: 0 0 6pt; text-indent: 10mm } p.c { text-align: center; text-indent: 0 }
p.n { text-indent: 0 } ul { margin: 0 } li { margin: 0 0 6pt }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group }
td, th { border: 1px solid; padding: 2pt 5pt; vertical-align: top; text-align: left }
table.free td { border: 0; text-align: center; width: 50% }
"""
LONG = (
    "Tiếp tục tuyên truyền, phổ biến các quy định của pháp luật về thực hiện dân chủ ở cơ sở đến"
    " cán bộ, công chức, viên chức và Nhân dân trên địa bàn xã. Công khai kết quả thực hiện tại"
    " trụ sở Ủy ban nhân dân xã và trên Trang thông tin điện tử"
)

pytestmark = pytest.mark.skipif(pdf.problem() is not None, reason=str(pdf.problem()))


def printed(body: str) -> bytes:
    return pdf.render(f"<style>{STYLE}</style><body>{body}")


def read(body: str) -> Document:
    return open_file("a.pdf", printed(body))


def drawn(document: Document) -> list[object]:
    """Return paragraphs as texts, tables as rows; "^" is filled from above, "<" from the left."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[f"{'^' * c.down}{'<' * c.across}{c.text}" for c in row] for row in block.rows]
        for block in document.blocks
    ]


def test_wrapped_lines_are_one_paragraph_and_indented_ones_begin_another() -> None:
    body = f"<p>{LONG}.</p><p>{LONG};</p><p>- {LONG}</p><p>a) {LONG}.</p><p>Cụ thể:</p>"

    assert drawn(read(body)) == [f"{LONG}.", f"{LONG};", f"- {LONG}", f"a) {LONG}.", "Cụ thể:"]


def test_lines_hanging_below_a_label_belong_to_it() -> None:
    assert drawn(read(f"<ul><li>{LONG}.</li><li>{LONG}</li></ul>")) == [f"- {LONG}.", f"- {LONG}"]


def test_paragraphs_without_indent_are_parted_by_their_white() -> None:
    body = f'<p class="n" style="margin-bottom: 24pt">{LONG}.</p><p class="n">{LONG}.</p>'

    assert drawn(read(body)) == [f"{LONG}.", f"{LONG}."]


def test_title_over_two_lines_is_one_and_its_kind_stands_alone() -> None:
    title = "Nâng cao Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) trên địa bàn xã"
    body = f'<p class="c"><b>KẾ HOẠCH</b></p><p class="c"><b>{title} Hà Bắc năm 2026</b></p>'

    document = read(f"{body}<p>{LONG}.</p>")

    assert drawn(document) == ["KẾ HOẠCH", f"{title} Hà Bắc năm 2026", f"{LONG}."]
    assert [getattr(block, "strong", None) for block in document.blocks] == [True, True, False]


def test_blocks_side_by_side_are_read_one_after_the_other() -> None:
    head = (
        '<table class="free"><tr><td>ỦY BAN NHÂN DÂN<br><b>XÃ LIÊN HỘI</b><br>Số: 354/KH-UBND</td>'
        "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>"
        "<i>Liên Hội, ngày 30 tháng 5 năm 2024</i></td></tr></table>"
    )
    foot = (
        '<table class="free"><tr><td style="text-align: left">Nơi nhận:<br>- Phòng Nội vụ;<br>'
        "- Các ban, ngành, đoàn thể xã;<br>- Lưu: VT.</td>"
        "<td>CHỦ TỊCH<br><br><br>Triệu Lê Phụng</td></tr></table>"
    )

    assert drawn(read(f"{head}<p>{LONG}.</p>{foot}")) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ LIÊN HỘI",
        "Số: 354/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Liên Hội, ngày 30 tháng 5 năm 2024",
        f"{LONG}.",
        "Nơi nhận:",
        "- Phòng Nội vụ;",
        "- Các ban, ngành, đoàn thể xã;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Triệu Lê Phụng",
    ]


def written(*places: tuple[int, int, str], size: int = 13) -> bytes:
    """Return a PDF with words at these places, from the lower left corner."""
    texts = [b"BT /F1 %d Tf %d %d Td (%b) Tj ET" % (size, x, y, t.encode()) for x, y, t in places]
    return made.page(made.stream(b" ".join(texts)))


def test_lines_of_two_blocks_need_not_stand_level() -> None:
    left = [(85, 300 - 13 * row, f"- Noi nhan {row};") for row in range(5)]
    right = [
        (350, 307, "TM. UY BAN NHAN DAN"),
        (380, 290, "CHU TICH"),
        (360, 220, "Trieu Le Phung"),
    ]

    document = open_file("a.pdf", written((85, 330, "Tren day la Ke hoach./."), *left, *right))

    assert drawn(document) == [
        "Tren day la Ke hoach./.",
        *(text for _, _, text in left),
        *(text for _, _, text in right),
    ]


TABLE = """
<table><thead><tr><th rowspan=2>STT</th><th rowspan=2>Nhiệm vụ</th><th colspan=2>Cơ quan</th></tr>
<tr><th>Chủ trì</th><th style="width: 16%">Thời gian</th></tr></thead>
<tr><td colspan=4><b>I. Tham gia của người dân</b></td></tr>{}</table>
"""


def test_ruled_table_keeps_its_merged_cells_and_lines() -> None:
    row = (
        "<tr><td>1</td><td rowspan=2>Phát triển kinh tế - xã hội trên địa bàn xã, gồm:<br>"
        "- Tuyên truyền;<br>- Niêm yết.</td><td>Công chức Văn hóa - Thông tin</td>"
        "<td>Thường xuyên</td></tr><tr><td>2</td><td>UBND xã</td><td></td></tr>"
    )

    document = read(f"<p>{LONG}.</p>{TABLE.format(row)}<p>Ghi chú cuối</p>")

    assert drawn(document) == [
        f"{LONG}.",
        [
            ["STT", "Nhiệm vụ", "Cơ quan", "<Cơ quan"],
            ["^STT", "^Nhiệm vụ", "Chủ trì", "Thời gian"],
            ["I. Tham gia của người dân", *["<I. Tham gia của người dân"] * 3],
            [
                "1",
                "Phát triển kinh tế - xã hội trên địa bàn xã, gồm:\n- Tuyên truyền;\n- Niêm yết.",
                "Công chức Văn hóa - Thông tin",
                "Thường xuyên",
            ],
            [
                "2",
                "^Phát triển kinh tế - xã hội trên địa bàn xã, gồm:\n- Tuyên truyền;\n- Niêm yết.",
                "UBND xã",
                "",
            ],
        ],
        "Ghi chú cuối",
    ]
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.rows[2][0].strong
    assert not table.rows[3][1].strong


def test_table_over_pages_is_one_a_page_and_page_numbers_are_gone() -> None:
    rows = "".join(
        f"<tr><td>{number}</td><td>{LONG}</td><td>UBND xã</td><td>Quý I</td></tr>"
        for number in range(1, 19)
    )

    document = read(TABLE.format(rows))

    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) == len(document.blocks) == 3
    assert [table.where for table in tables] == ["trang 1", "trang 2", "trang 3"]
    assert {table.rows[0][1].text for table in tables} == {"Nhiệm vụ"}
    numbers = [row[0].text for table in tables for row in table.rows[2:]]
    assert [one for one in numbers if one.isdigit()] == [str(one) for one in range(1, 19)]


def test_running_heads_go_and_a_sentence_over_two_pages_is_whole() -> None:
    sentences = [f"Mục {number}: {LONG}." for number in range(40)]
    head = (
        '<style>@page { @bottom-left { content: "Kế hoạch PAPI - " counter(page) "/9" } }</style>'
    )

    document = read(head + "".join(f"<p>{one}</p>" for one in sentences))

    assert drawn(document) == sentences
    assert document.blocks[-1].where == "trang 4"


def test_frame_around_text_is_no_table() -> None:
    assert drawn(read("<table><tr><td>Nơi nhận:</td></tr></table>")) == ["Nơi nhận:"]
    rows = "<tr><td>Nơi nhận:</td></tr><tr><td>- Lưu: VT.</td></tr>"
    assert drawn(read(f"<table>{rows}</table>")) == ["Nơi nhận:", "- Lưu: VT."]


def test_drawing_with_thousands_of_crossings_is_no_table() -> None:
    across = [b"20 %d m 570 %d l S" % (20 + 4 * one, 20 + 4 * one) for one in range(200)]
    down = [b"%d 20 m %d 820 l S" % (20 + 4 * one, 20 + 4 * one) for one in range(130)]
    text = b"BT /F1 13 Tf 72 700 Td (Ke hoach nang cao chi so) Tj ET"

    drawing = made.page(made.stream(b" ".join([*across, *down, text])))

    assert drawn(open_file("a.pdf", drawing)) == ["Ke hoach nang cao chi so"]


def joined(*files: bytes) -> bytes:
    writer, kept = pypdf.PdfWriter(), BytesIO()
    for file in files:
        writer.append(BytesIO(file))
    writer.write(kept)
    return kept.getvalue()


def test_pages_that_are_images_are_named() -> None:
    image = made.page(IMAGE_PAGE, b"/XObject << /Im1 6 0 R >>")

    document = open_file("a.pdf", joined(printed(f"<p>{LONG}</p>"), image, image))

    assert [remark.message for remark in document.remarks] == [
        "Trang 2, 3 là ảnh, không đọc được; hãy kiểm tra có thiếu nội dung."
    ]
    with pytest.raises(UnreadableError, match="PDF ảnh"):
        open_file("a.pdf", joined(image, image))


EMPTY = made.pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (locked_pdf(), zip_guard.LOCKED),
        (made.page(TEXT_PAGE)[:120], pages.BROKEN),
        (EMPTY, pages.BROKEN),
    ],
    ids=["locked", "cut off", "without pages"],
)
def test_file_that_does_not_open_says_why(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_file("a.pdf", data)

    assert str(refused.value) == str(why)


def test_pages_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    one = made.page(TEXT_PAGE)
    monkeypatch.setattr(pages, "MOST_PAGES", 2)

    assert open_file("a.pdf", joined(one, one)).blocks
    with pytest.raises(UnreadableError) as refused:
        open_file("a.pdf", joined(one, one, one))
    assert str(refused.value) == str(pages.TOO_MANY_PAGES)


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    text = b"BT /F1 13 Tf 72 700 Td (Ke hoach nang cao chi so) Tj ET"

    twice = made.page(made.stream(text + b" " + text))

    assert drawn(open_file("a.pdf", twice)) == ["Ke hoach nang cao chi so"]


def test_letters_without_an_alphabet_are_refused() -> None:
    font = (
        b"/Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
        b" /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (Identity) /Supplement 0 >> >>]"
    )
    text = made.stream(b"BT /F1 13 Tf 72 700 Td <" + b"01020304" * 30 + b"> Tj ET")
    unknown = made.page(text).replace(b"/Type1 /BaseFont /Times-Roman", font)

    with pytest.raises(UnreadableError, match="không kèm bảng mã"):
        open_file("a.pdf", unknown)


def test_file_locked_for_changes_only_is_read() -> None:
    writer, kept = pypdf.PdfWriter(BytesIO(made.page(TEXT_PAGE))), BytesIO()
    writer.encrypt("", "chủ", algorithm="RC4-128")
    writer.write(kept)

    assert drawn(open_file("a.pdf", kept.getvalue())) == ["Ke hoach nang cao chi so PAPI"]


def test_old_font_is_converted_by_its_letters() -> None:
    document = read("<p>Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc</p>")

    assert drawn(document) == ["Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"]
    assert document.remarks[0].field == "font"


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_print_of_a_word_file_says_what_the_word_file_says(tmp_path: Path) -> None:
    indent = '<w:pPr><w:jc w:val="both"/><w:ind w:firstLine="700"/></w:pPr>'
    lines = [f"{number}. {LONG}." for number in range(1, 16)]
    body = "".join(f"<w:p>{indent}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    source = tmp_path / "a.docx"
    source.write_bytes(made.word(body))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]

    subprocess.run([*command, str(source)], check=True, capture_output=True)  # noqa: S603

    printed = open_file("a.pdf", source.with_suffix(".pdf").read_bytes())
    assert drawn(printed) == drawn(open_file("a.docx", source.read_bytes())) == lines
