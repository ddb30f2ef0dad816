"""Files that mean harm or are broken, made by code: past the limits, but quick to make."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pypdf

from tests.papi_portal.workbooks import ole, package
from tests.tasks.reading.sources.made import (
    BODY,
    RELATIONS,
    SHEET,
    TYPES,
    WORD_NAMESPACE,
    WORDS,
    cell,
    page,
    parts_of,
    pdf,
    stream,
    word,
    workbook,
)

MIB = 1024 * 1024
TEXT_PAGE = stream(b"BT /F1 13 Tf 72 700 Td (Ke hoach nang cao chi so PAPI) Tj ET")
IMAGE_PAGE = stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q")


def zip_bomb() -> bytes:
    return word(**{"word/media/image1.xml": bytes(97 * MIB)})


def steep_part() -> bytes:
    return workbook(**{"xl/sharedStrings.xml": b"<sst>" + b" " * (2 * MIB) + b"</sst>"})


def huge_shared_string() -> bytes:
    """Say 512 MiB in the directory: what a reader believes, and refuses to unpack."""
    data = bytearray(workbook(**{"xl/sharedStrings.xml": b"<sst>" + b"a" * MIB + b"</sst>"}))
    place = data.rindex(b"xl/sharedStrings.xml") - 46
    data[place + 24 : place + 28] = (512 * MIB).to_bytes(4, "little")
    return bytes(data)


def many_parts() -> bytes:
    return word(**{f"word/media/{number}.bin": b"" for number in range(10_000)})


def nested_zip() -> bytes:
    return package({"plan.docx": word(), "inner.zip": package({"a": b"a"})})


def escaping_path() -> bytes:
    return word(**{"../../etc/cron.d/plan": b"x"})


def locked_part() -> bytes:
    """Set the flag of encryption on every part."""
    data = bytearray(word())
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


def with_type(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return an Office file whose main part says that it is of another type."""
    parts = parts_of(data)
    return package({**parts, TYPES: parts[TYPES].replace(old, new)})


def macro_workbook() -> bytes:
    old, new = b"openxmlformats-officedocument.spreadsheetml.sheet", b"ms-excel.sheet.macroEnabled"
    return with_type(workbook(**{"xl/vbaProject.bin": b"x"}), b"vnd." + old, b"vnd." + new)


def hidden_macro() -> bytes:
    return workbook(**{"xl/vbaProject.bin": b"x"})


def macro_word() -> bytes:
    old, new = b"openxmlformats-officedocument.wordprocessingml.document", b"ms-word.document"
    return with_type(word(), b"vnd." + old + b".main", b"vnd." + new + b".macroEnabled.main")


def binary_workbook() -> bytes:
    old = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    new = b"ms-excel.sheet.binary.macroEnabled.main"
    return with_type(workbook(**{"xl/workbook.bin": b"x"}), old, new)


def linked_workbook() -> bytes:
    link = b"<externalLink><externalBook/></externalLink>"
    return workbook(
        f'<row r="1">{cell("A1")}</row>', **{"xl/externalLinks/externalLink1.xml": link}
    )


def live_workbook() -> bytes:
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return workbook(**{"xl/externalLinks/externalLink1.xml": link})


def connected_workbook() -> bytes:
    return workbook(**{"xl/connections.xml": b"<connections/>"})


def far_cell() -> bytes:
    return workbook(
        f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>',
    )


def far_column() -> bytes:
    return workbook(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>')


def many_rows() -> bytes:
    # One block repeated: rows without a number follow the one above, and the parser is none wiser.
    block = "".join(f"<row><c><v>{n * 7919}</v></c></row>" for n in range(1_000))
    return workbook(block * 200)


def wide_rows() -> bytes:
    cells = "".join("<c><v>1</v></c>" for _ in range(16_384))
    return workbook(f'<row r="1">{cells}</row><row r="2">{cells}</row>')


def empty_formatted_rows() -> bytes:
    empty = (f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, 25_000))
    return workbook(f'<row r="1">{cell("A1")}</row>' + "".join(empty))


def lying_dimension() -> bytes:
    return workbook(f'<row r="1">{cell("A1")}</row>', '<dimension ref="A1:XFD1048576"/>')


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def laughing_sheet() -> bytes:
    return workbook(**{SHEET: f"{LAUGHS}<worksheet>&b;</worksheet>".encode()})


def laughing_word_in_utf_16() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<document>&b;</document>'
    return word(**{BODY: text.encode("utf-16")})


def laughing_types() -> bytes:
    return word(**{TYPES: parts_of(word())[TYPES].replace(b"<Types", LAUGHS.encode() + b"<Types")})


def outside_entity() -> bytes:
    return word(**{BODY: f"{OUTSIDE}<document>&a;</document>".encode()})


def strange_encoding() -> bytes:
    return word(**{BODY: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>'})


def xinclude() -> bytes:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    return workbook(f'<row r="1">{cell("A1")}</row>', "", include)


def uncalculated() -> bytes:
    rows = f'<row r="1">{cell("A1")}<c r="B1"><f>1+1</f></c><c r="C1"><f>2+2</f><v>4</v></c></row>'
    return workbook(rows)


def deep_tables() -> bytes:
    open_, close = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return word(open_ * 50 + close * 50)


def many_paragraphs() -> bytes:
    block = "".join(f"<w:p><w:r><w:t>{n * 7919}</w:t></w:r></w:p>" for n in range(1_000))
    return word(block * 200)


def million_empty_paragraphs() -> bytes:
    return word("<w:p/>" * 1_000_000)


def attached_template() -> bytes:
    settings = (
        f'<w:settings xmlns:w="{WORD_NAMESPACE}" xmlns:r="{RELATIONS}">'
        '<w:attachedTemplate r:id="rId1"/></w:settings>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/attachedTemplate" TargetMode="External"'
        ' Target="http://127.0.0.1:9/evil.dotm"/></Relationships>'
    )
    named = {
        "word/settings.xml": settings.encode(),
        "word/_rels/settings.xml.rels": relations.encode(),
    }
    return word(**named)


def inserted_chunk() -> bytes:
    body = f'<w:altChunk r:id="rId99"/><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>'
    return word(body, **{"word/chunk.html": b"<script>alert(1)</script>"})


def embedded_object() -> bytes:
    body = f"<w:p><w:r><w:object><w:t>ole</w:t></w:object><w:t>{WORDS}</w:t></w:r></w:p>"
    return word(body, **{"word/embeddings/oleObject1.bin": ole("Package")})


def tracked_changes() -> bytes:
    kept, gone = "<w:r><w:t>{}</w:t></w:r>", "<w:r><w:delText>{}</w:delText></w:r>"
    return word(
        f"<w:p>{kept.format('Kế hoạch ')}<w:del>{gone.format('năm 2025')}</w:del>"
        f"<w:ins>{kept.format('năm 2026')}</w:ins></w:p>"
    )


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(page(TEXT_PAGE)))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def active_pdf() -> bytes:
    launch = b"/OpenAction << /S /Launch /F (cmd.exe) >>"
    script = b"/AA << /WC << /S /JavaScript /JS (app.launchURL('http://127.0.0.1:9')) >> >>"
    return page(TEXT_PAGE, catalogue=launch + script)


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 1_003))
    blank = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    pages = b"<< /Type /Pages /Kids [%b] /Count 1000 >>" % kids
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[blank] * 1_000)


def stream_bomb() -> bytes:
    """Return a page of 1 GiB of zero bytes, blanks to a PDF, compressed twice."""
    packer = zlib.compressobj(1)
    # A flushed block stands on its own, so that it can be repeated; the checksum of so many zeros
    # follows from their number.
    first = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (1024 * MIB % 65_521 << 16 | 1).to_bytes(4, "big")
    twice = zlib.compress(first + again * 1023 + packer.flush()[:-4] + checksum)
    return page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def scanned_pdf() -> bytes:
    return page(IMAGE_PAGE, b"/XObject << /Im1 6 0 R >>")


def broken_references() -> bytes:
    return page(TEXT_PAGE).replace(b"startxref\n", b"startxref\n9999")


def cut_pdf() -> bytes:
    return page(TEXT_PAGE)[:120]


def cut_word() -> bytes:
    return word()[:-200]


NO_WORDS = ""
"""The file is read, and nothing of its trap is found in what was read."""

FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.docx", zip_bomb, "giải nén ra quá lớn"),
    "part of a steep ratio": ("a.xlsx", steep_part, "giải nén ra quá lớn"),
    "shared string of 512 MiB": ("a.xlsx", huge_shared_string, "giải nén ra quá lớn"),
    "10,000 parts": ("a.docx", many_parts, "quá nhiều phần"),
    "nested zip": ("a.docx", nested_zip, "Tệp là tệp nén"),
    "path out of the zip": ("a.docx", escaping_path, "tên bất thường"),
    "encrypted part": ("a.docx", locked_part, "mật khẩu"),
    "encrypted package": ("a.xlsx", lambda: ole("EncryptionInfo", "EncryptedPackage"), "mật khẩu"),
    "Excel 97": ("a.xls", lambda: ole("Workbook"), "lưu lại dạng .xlsx"),
    "Word 97": ("a.doc", lambda: ole("1Table", "WordDocument"), "lưu lại dạng .docx"),
    "workbook with macro": ("a.xlsm", macro_workbook, "không macro"),
    "macro in an xlsx": ("a.xlsx", hidden_macro, "không macro"),
    "Word with macro": ("a.docm", macro_word, "không macro"),
    "binary workbook": ("a.xlsb", binary_workbook, "nhị phân (.xlsb)"),
    # A stray link to another workbook is common, and what it last said is in the file: it is read,
    # with a remark. What DDE or a connection would bring, nobody has seen.
    "external link": ("a.xlsx", linked_workbook, NO_WORDS),
    "external link with DDE": ("a.xlsx", live_workbook, "ngắt các liên kết"),
    "data connection": ("a.xlsx", connected_workbook, "ngắt các liên kết"),
    "far cell": ("a.xlsx", far_cell, "quá 20.000 dòng"),
    "far column": ("a.xlsx", far_column, "cột thứ 64 (XFD1)"),
    "200,000 rows": ("a.xlsx", many_rows, "quá 20.000 dòng"),
    "16,384 columns": ("a.xlsx", wide_rows, "cột thứ 64 (BM1)"),
    "25,000 empty rows": ("a.xlsx", empty_formatted_rows, NO_WORDS),
    "lying dimension": ("a.xlsx", lying_dimension, NO_WORDS),
    "billion laughs in a sheet": ("a.xlsx", laughing_sheet, "XML không an toàn"),
    "billion laughs in UTF-16": ("a.docx", laughing_word_in_utf_16, "XML không an toàn"),
    "billion laughs in the types": ("a.docx", laughing_types, "XML không an toàn"),
    "entity from outside": ("a.docx", outside_entity, "XML không an toàn"),
    "encoding that hides a DTD": ("a.docx", strange_encoding, "XML không an toàn"),
    "XInclude": ("a.xlsx", xinclude, NO_WORDS),
    "formula without a value": ("a.xlsx", uncalculated, NO_WORDS),
    "tables 50 deep": ("a.docx", deep_tables, "lồng nhau quá 5 lớp"),
    "200,000 paragraphs": ("a.docx", many_paragraphs, "quá 20.000 đoạn"),
    "a million empty paragraphs": ("a.docx", million_empty_paragraphs, "giải nén ra quá lớn"),
    "attached template": ("a.docx", attached_template, NO_WORDS),
    "inserted chunk": ("a.docx", inserted_chunk, NO_WORDS),
    "embedded object": ("a.docx", embedded_object, NO_WORDS),
    "tracked changes": ("a.docx", tracked_changes, NO_WORDS),
    "cut Word file": ("a.docx", cut_word, "hỏng"),
    "encrypted PDF": ("a.pdf", locked_pdf, "mật khẩu"),
    "PDF with script and launch": ("a.pdf", active_pdf, NO_WORDS),
    "1,000 pages": ("a.pdf", many_pages, "quá 300 trang"),
    "stream bomb": ("a.pdf", stream_bomb, "hỏng"),
    "scanned PDF": ("a.pdf", scanned_pdf, "PDF ảnh, không đọc được bảng"),
    "broken cross-references": ("a.pdf", broken_references, NO_WORDS),
    "cut PDF": ("a.pdf", cut_pdf, "hỏng"),
    "PDF called docx": ("a.docx", lambda: page(TEXT_PAGE), "đổi đuôi thành .pdf"),
    "web page called docx": ("a.docx", lambda: b"<!DOCTYPE html><script>", "trang web"),
    "program called pdf": ("a.pdf", lambda: b"MZ\x90\0" + bytes(300), "chương trình"),
    "picture called pdf": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "là ảnh"),
    "JPEG with a page in it": ("a.pdf", lambda: b"\xff\xd8\xff\xe0<html><script>", "là ảnh"),
    "empty file": ("a.docx", lambda: b"", "Tệp rỗng"),
    "one byte": ("a.txt", lambda: b"a", "quá ngắn"),
    "noise": ("a.txt", lambda: bytes(range(256)) * 9, "Không nhận ra loại tệp"),
    "25 MiB and a byte": ("a.txt", lambda: b"a " * (25 * MIB // 2) + b"a", "nặng hơn 25 MB"),
}
"""Name of the attack: name of the file, its maker, words of the refusal ("" it is read)."""
