"""Word files are read as their final text looks on paper: numbers, merges, changes, text boxes."""

import pytest

from tasks.reading.sources import open_file
from tasks.reading.values import Cell, Document, Paragraph, Table, UnreadableError
from tests.tasks.reading.sources.made import WORD_NAMESPACE, WORDS, parts_of, word

STYLES = "word/styles.xml"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, looks: str = "") -> str:
    made = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{looks}</w:pPr>{made}</w:p>"


def cell(*paragraphs: str, looks: str = "") -> str:
    made = "".join(one if one.startswith("<w:") else paragraph(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{made}</w:tc>"


def table(*rows: list[str]) -> str:
    made = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def read(body: str, **parts: bytes) -> Document:
    return open_file("a.docx", word(body, **parts))


def texts(body: str, **parts: bytes) -> list[str]:
    return [
        block.text if isinstance(block, Paragraph) else "table"
        for block in read(body, **parts).blocks
    ]


def grid(body: str) -> list[list[str]]:
    """Return the first table; "^" a place filled from above, "<" from the left."""
    (found,) = read(body).blocks
    assert isinstance(found, Table)
    return [[f"{'^' * one.down}{'<' * one.across}{one.text}" for one in row] for row in found.rows]


def styles(*described: str) -> dict[str, bytes]:
    """Return the part of styles with more of them."""
    kept = parts_of(word())[STYLES].decode()
    return {STYLES: kept.replace("</w:styles>", "".join(described) + "</w:styles>").encode()}


def test_insertions_links_and_controls_are_text_and_deletions_are_not() -> None:
    body = paragraph(
        "Kế hoạch ",
        f"<w:del><w:r><w:delText>cũ </w:delText></w:r>{run('xóa ')}</w:del>",
        f"<w:ins>{run('số ')}</w:ins>",
        f"<w:moveFrom>{run('chuyển ')}</w:moveFrom>",
        f"<w:moveTo>{run('12')}</w:moveTo>",
        f"<w:hyperlink><w:smartTag>{run('/KH')}</w:smartTag></w:hyperlink>",
        f"<w:sdt><w:sdtPr><w:t>mẫu</w:t></w:sdtPr><w:sdtContent>{run('-UBND')}</w:sdtContent></w:sdt>",
    )

    document = read(body)

    assert [str(getattr(one, "text", "")) for one in document.blocks] == ["Kế hoạch số 12/KH-UBND"]
    assert "Track Changes" in document.remarks[0].message


def test_results_of_fields_are_text_and_their_codes_are_not() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>DATE</w:instrText></w:r>" + run("mã")
    body = paragraph(
        "ngày ", field("begin"), code, field("separate"), run("30"), field("end"), "/5"
    )
    simple = paragraph("Năm ", f"<w:fldSimple>{run('2026')}</w:fldSimple>")
    broken = paragraph(field("begin"), code) + paragraph("Vẫn còn chữ")

    assert texts(body + simple + broken) == ["ngày 30/5", "Năm 2026", "Vẫn còn chữ"]


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    merged = paragraph("Nâng cao ", looks="<w:rPr><w:del/></w:rPr>") + paragraph("chỉ số PAPI")

    assert texts(merged) == ["Nâng cao chỉ số PAPI"]


def test_signs_and_breaks() -> None:
    body = paragraph(
        "<w:r><w:t>Kế hoạch</w:t><w:br/><w:t>Nâng cao</w:t><w:tab/><w:t>chỉ</w:t></w:r>",
        '<w:r><w:sym w:font="Symbol" w:char="F02D"/><w:noBreakHyphen/><w:t>số</w:t></w:r>',
        '<w:r><w:br w:type="page"/><w:t xml:space="preserve"> an</w:t><w:softHyphen/>'
        "<w:t>toàn</w:t>"
        "<w:footnoteReference/></w:r>",
    )

    assert texts(body) == ["Kế hoạch", "Nâng cao chỉ--số antoàn"]


def test_formulas_and_the_words_below_their_pronunciation_are_text() -> None:
    words = f"<w:rt>{run('zì')}</w:rt><w:rubyBase>{run('chữ ')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{words}</w:ruby></w:r>"
    maths = f'<m:oMath xmlns:m="{MATHS}"><m:r><m:t>x = 1</m:t></m:r></m:oMath>'

    assert texts(paragraph(ruby, maths)) == ["chữ x = 1"]


def test_field_that_ends_without_a_beginning_hides_nothing() -> None:
    assert texts(paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', WORDS)) == [WORDS]


def test_remarks_of_programs_between_paragraphs_and_cells_are_passed_over() -> None:
    mark = "<!-- made by -->"

    assert texts(mark + paragraph("Một.") + mark + paragraph("Hai.")) == ["Một.", "Hai."]
    assert grid(table([cell("A"), mark, cell("B")])) == [["A", "B"]]


def test_file_without_styles_and_lists_is_read() -> None:
    package = f'<Relationships xmlns="{PACKAGE}/relationships"/>'

    document = read(paragraph(WORDS), **{"word/_rels/document.xml.rels": package.encode()})

    assert document.blocks == (Paragraph(WORDS, where="đoạn 1"),)


def test_line_broken_by_hand_within_a_sentence_is_whole() -> None:
    body = paragraph("<w:r><w:t>Nâng cao chỉ số</w:t><w:br/><w:t>của xã</w:t></w:r>")

    assert texts(body) == ["Nâng cao chỉ số của xã"]


def test_looks_come_from_runs_and_styles() -> None:
    described = styles(
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="Goc"/>'
        "<w:rPr><w:caps/></w:rPr></w:style>",
        '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>",
        '<w:style w:type="paragraph" w:styleId="De"><w:name w:val="heading 4"/></w:style>',
        '<w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>',
    )
    body = (
        paragraph("mục đích", looks='<w:pStyle w:val="Muc"/>')
        + paragraph("Một", run(" hai", "<w:b/>"))
        + paragraph(run("Ba", "<w:b/>"), run(" "), run("bốn", '<w:b w:val="1"/>'))
        + paragraph(run("không", '<w:b w:val="0"/>'), looks='<w:pStyle w:val="Goc"/>')
        + paragraph(run("ẩn", "<w:vanish/>"), run("hiện"))
        + paragraph("Mục lớn", looks='<w:pStyle w:val="Heading3"/>')
        + paragraph("Thân bài", looks='<w:outlineLvl w:val="9"/>')
        + paragraph("Mục nhỏ", looks='<w:pStyle w:val="De"/>')
        + paragraph(run("Nhấn mạnh", '<w:rStyle w:val="Dam"/>'))
    )

    found = [
        (one.text, one.heading, one.strong)
        for one in read(body, **described).blocks
        if isinstance(one, Paragraph)
    ]

    assert found == [
        ("MỤC ĐÍCH", 2, True),
        ("Một hai", 0, False),
        ("Ba bốn", 0, True),
        ("không", 2, False),
        ("hiện", 0, False),
        ("Mục lớn", 3, True),
        ("Thân bài", 0, False),
        ("Mục nhỏ", 4, False),
        ("Nhấn mạnh", 0, True),
    ]


def test_styles_based_on_each_other_in_a_ring_end() -> None:
    described = styles(
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )

    assert texts(paragraph(WORDS, looks='<w:pStyle w:val="A"/>'), **described) == [WORDS]


def test_table_of_contents_is_left_out() -> None:
    described = styles(
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    )
    body = paragraph("I. MỤC ĐÍCH\t2", looks='<w:pStyle w:val="TOC1"/>') + paragraph(WORDS)

    assert texts(body, **described) == [WORDS]


def test_merged_cells_fill_all_their_places() -> None:
    down, restart = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    body = table(
        [cell("STT", looks=restart), cell("Cơ quan", looks='<w:gridSpan w:val="2"/>')],
        [cell("", looks=down), cell("Chủ trì"), cell("Phối hợp")],
        [cell("A. Tham gia", looks='<w:gridSpan w:val="3"/>')],
        ['<w:trPr><w:gridBefore w:val="1"/></w:trPr>', cell("UBND xã"), cell("Công an")],
        [cell("1"), cell("Sở"), cell("bỏ", looks='<w:hMerge w:val="continue"/>')],
    )

    assert grid(body) == [
        ["STT", "Cơ quan", "<Cơ quan"],
        ["^STT", "Chủ trì", "Phối hợp"],
        ["A. Tham gia", "<A. Tham gia", "<A. Tham gia"],
        ["", "UBND xã", "Công an"],
        ["1", "Sở", "<Sở"],
    ]


def test_deleted_rows_are_gone_and_rows_in_controls_are_there() -> None:
    body = table(
        [cell("1"), cell("Một")],
        ["<w:trPr><w:del/></w:trPr>", cell("2"), cell("Hai")],
    ).replace(
        "</w:tbl>",
        f"<w:sdt><w:sdtContent><w:tr>{cell('3')}{cell('Ba')}</w:tr></w:sdtContent></w:sdt></w:tbl>",
    )

    assert grid(body) == [["1", "Một"], ["3", "Ba"]]


def test_cell_has_a_line_for_each_paragraph_and_row_of_an_inner_table() -> None:
    inner = table([cell("Chỉ tiêu"), cell("100%")], [cell("Hồ sơ"), cell("95%")])
    bold = paragraph(run("Nhiệm vụ:", "<w:b/>"))
    body = table([cell(bold), cell("- Một;", "- Hai", "của xã.", inner)])

    (found,) = read(body).blocks

    assert isinstance(found, Table)
    assert found.rows == (
        (
            Cell("Nhiệm vụ:", strong=True),
            Cell("- Một;\n- Hai của xã.\nChỉ tiêu 100%\nHồ sơ 95%"),
        ),
    )


def test_frame_of_one_column_is_no_table() -> None:
    assert texts(table([cell("Nơi nhận:", "- Như trên;")], [cell("- Lưu: VT.")])) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]


@pytest.mark.parametrize(("deep", "fits"), [(5, True), (6, False)])
def test_tables_within_tables_have_a_limit(deep: int, fits: bool) -> None:
    body = WORDS
    for _ in range(deep):
        body = table([cell(body), cell("x")])

    if fits:
        assert WORDS in str(read(body))
    else:
        with pytest.raises(UnreadableError, match="quá 5 lớp"):
            read(body)


def test_text_box_is_read_once_and_before_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('ỦY BAN NHÂN DÂN')}{paragraph('XÃ A')}</w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )

    body = paragraph("KẾ HOẠCH", f"<w:r>{choice}</w:r>") + paragraph(
        f"<w:r><w:pict>{box}</w:pict></w:r>"
    )

    assert texts(body) == ["ỦY BAN NHÂN DÂN", "XÃ A", "KẾ HOẠCH", "ỦY BAN NHÂN DÂN", "XÃ A"]


def test_letterhead_typed_with_tabs_has_two_sides() -> None:
    body = "".join(
        paragraph(f"<w:r><w:t>{left}</w:t><w:tab/><w:tab/><w:t>{right}</w:t></w:r>")
        for left, right in [
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("XÃ A", "Độc lập - Tự do - Hạnh phúc"),
        ]
    )

    assert grid(body) == [
        ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ A", "Độc lập - Tự do - Hạnh phúc"],
    ]


@pytest.mark.parametrize(
    "sides",
    [
        [("1.", "Mục đích"), ("2.", "Yêu cầu")],
        [("Đơn vị chủ trì:", "UBND xã"), ("Đơn vị phối hợp:", "Công an xã")],
        [("Số: 12/KH-UBND", "Xã A, ngày 02 tháng 01 năm 2026")],
    ],
)
def test_other_tabs_are_blanks(sides: list[tuple[str, str]]) -> None:
    body = "".join(
        paragraph(f"<w:r><w:t>{left}</w:t><w:tab/><w:t>{right}</w:t></w:r>")
        for left, right in sides
    )

    assert texts(body) == [f"{left} {right}" for left, right in sides]


def test_header_is_read_only_where_the_body_is_empty() -> None:
    header = f'<w:hdr xmlns:w="{WORD_NAMESPACE}">{paragraph(WORDS)}</w:hdr>'.encode()
    kept = parts_of(word())
    relations, types = kept["word/_rels/document.xml.rels"], kept["[Content_Types].xml"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    parts = {
        "word/header1.xml": header,
        "word/_rels/document.xml.rels": relations.replace(
            b"</Relationships>",
            b'<Relationship Id="rId77" Type="' + kind + b'" Target="header1.xml"/></Relationships>',
        ),
        "[Content_Types].xml": types.replace(
            b"</Types>",
            b'<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.header+xml"/></Types>',
        ),
    }

    assert texts("<w:p/>", **parts) == [WORDS]
    assert texts(paragraph("Thân bài"), **parts) == ["Thân bài"]


def test_old_fonts_are_converted_run_by_run() -> None:
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capital = '<w:rFonts w:ascii=".VnTimeH"/>'
    body = (
        paragraph(run("kÕ ho¹ch ", capital), run("n\u00adíc", old) + "<w:r/>")
        + paragraph(run("Hµnh chÝ", old), run("nh c", old + "<w:b/>"), run("«ng", old))
        + paragraph("Xã Tiền Phong", run(" (PAPI) đã có", old))
    )

    document = read(body)

    assert [getattr(one, "text", "") for one in document.blocks] == [
        "KẾ HOẠCH nước",
        "Hành chính công",
        "Xã Tiền Phong (PAPI) đã có",
    ]
    assert "phông cũ TCVN3 (ABC)" in document.remarks[0].message


def test_paragraphs_tell_their_place() -> None:
    body = paragraph("Một") + "<w:p/>" + paragraph("Hai.") + table([cell("a"), cell("b")])

    assert [block.where for block in read(body).blocks] == ["đoạn 1", "đoạn 3", "bảng 1"]


def test_twenty_thousand_paragraphs_are_enough() -> None:
    body = "".join(f"<w:p><w:r><w:t>{number}</w:t></w:r></w:p>" for number in range(20_001))

    with pytest.raises(UnreadableError, match=r"quá 20\.000 đoạn"):
        read(body)


def test_a_million_paragraphs_are_counted_before_they_are_taken_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = word("".join(paragraph(f"Đoạn văn số {number}") for number in range(20_001)))
    monkeypatch.setattr("docx.Document", lambda *_args: pytest.fail("taken apart"))

    with pytest.raises(UnreadableError, match=r"quá 20\.000 đoạn"):
        open_file("a.docx", file)


def test_long_paragraphs_are_read_where_they_are_few() -> None:
    words = " ".join(map(str, range(200_000)))

    assert texts(paragraph(words)) == [words]
