"""A file is known by its content; a name that says otherwise and empty documents are refused."""

import pytest

from tasks.reading.sources import open_file
from tasks.reading.values import Cell, Paragraph, Table, UnreadableError
from tests.papi_portal.workbooks import package
from tests.tasks.reading.sources.made import BODY, TYPES, WORDS, cell, parts_of, word, workbook

SHEET_ROW = f'<row r="1">{cell("A1")}</row>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kế hoạch.docx", word()),
        ("KE HOACH.DOCX", word()),
        ("kế hoạch số 12", word()),
        ("", WORDS.encode()),
        ("dán ngày 12.5", WORDS.encode()),
        ("plan.txt", WORDS.encode()),
        ("plan.xlsx", workbook(SHEET_ROW)),
    ],
)
def test_content_decides_and_a_name_without_ending_says_nothing(name: str, data: bytes) -> None:
    (block,) = open_file(name, data).blocks

    assert WORDS in str(block)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plan.doc", word(), "đuôi .doc nhưng bên trong là tệp Word (.docx)"),
        ("plan.docx", workbook(SHEET_ROW), "đổi đuôi thành .xlsx"),
        ("plan.pdf", WORDS.encode(), "văn bản thường (.txt)"),
        ("plan.exe", WORDS.encode(), "đổi đuôi thành .txt"),
        ("plan.rtf", b"{\\rtf1 ...}", "RTF"),
        ("plan.html", b"\xef\xbb\xbf \n<HTML><body>", "trang web"),
        ("plan.doc", "<html><body>".encode("utf-16"), "trang web"),
        ("plan.odt", package({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
        ("plan.zip", package({"plan.docx": b"x"}), "tệp nén"),
        ("plan.rar", b"Rar!\x1a\x07", "tệp nén"),
        ("plan.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "Office kiểu cũ"),
        ("plan.docx", package({**parts_of(word()), BODY: b"<w:document"}), "bị hỏng"),
        ("plan.jpg", b"\xff\xd8\xff\xe0", "là ảnh"),
        ("plan.sh", b"#!/bin/sh\n", "chương trình"),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_own_words(
    name: str, data: bytes, words: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        open_file(name, data)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("main", "words"),
    [
        ("wordprocessingml.template.main+xml", "mẫu văn bản Word"),
        ("presentationml.presentation.main+xml", "bản trình chiếu"),
        ("drawingml.main+xml", "tệp nén"),
    ],
)
def test_main_part_says_what_a_package_is(main: str, words: str) -> None:
    parts = parts_of(word())
    types = parts[TYPES].replace(b"wordprocessingml.document.main+xml", main.encode())

    with pytest.raises(UnreadableError, match=words):
        open_file("", package({**parts, TYPES: types}))


def test_a_workbook_within_a_text_is_no_harm() -> None:
    chart = workbook(SHEET_ROW)

    assert open_file("a.docx", word(**{"word/embeddings/chart.xlsx": chart})).blocks


@pytest.mark.parametrize(
    "data", [word(""), word("<w:p/>" * 9), word("<w:p><w:r><w:t>-----</w:t></w:r></w:p>")]
)
def test_a_document_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="không có chữ nào"):
        open_file("a.docx", data)


def test_too_much_text_for_a_plan_is_refused() -> None:
    line = "Tuyên truyền, phổ biến pháp luật. " * 40

    with pytest.raises(UnreadableError, match="quá dài so với một kế hoạch"):
        open_file("", f"{line}\n".encode() * 4000)


def test_texts_are_cleaned_and_empty_rows_are_dropped() -> None:
    text = "\u200bNâng\u00a0cao  chỉ số\u00ad\n\nA\tB\n\t\n•Một\t hai  ba \n"

    paragraph, table = open_file("", text.encode()).blocks

    assert paragraph == Paragraph("Nâng cao chỉ số", where="dòng 1")
    assert isinstance(table, Table)
    assert table.rows == ((Cell("A"), Cell("B")), (Cell("- Một"), Cell("hai ba")))


def test_a_sentence_cut_into_two_paragraphs_is_made_whole() -> None:
    cut = ["Kiểm tra việc thực hiện", "các quy định của pháp luật.", "Chủ tịch"]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in cut)

    blocks = open_file("a.docx", word(body)).blocks

    assert [getattr(block, "text", "") for block in blocks] == [" ".join(cut[:2]), cut[2]]
