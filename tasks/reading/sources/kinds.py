"""Which kind a file is, by its content; every kind that cannot be read has its own sentence."""

import re
from enum import StrEnum
from zipfile import ZipFile

from papi_portal import zip_guard
from papi_portal.wording import said
from tasks.reading.values import UnreadableError


class Kind(StrEnum):
    """The kinds of files that can be read."""

    WORD = ".docx"
    EXCEL = ".xlsx"
    PDF = ".pdf"
    TEXT = ".txt"


BY_ENDING = {
    "docx": Kind.WORD,
    "xlsx": Kind.EXCEL,
    "xltx": Kind.EXCEL,
    "pdf": Kind.PDF,
    "txt": Kind.TEXT,
    "text": Kind.TEXT,
    "md": Kind.TEXT,
    "tsv": Kind.TEXT,
}
WORDS = {
    Kind.WORD: said("tệp Word (.docx)"),
    Kind.EXCEL: said("tệp Excel (.xlsx)"),
    Kind.PDF: said("tệp PDF (.pdf)"),
    Kind.TEXT: said("văn bản thường (.txt)"),
}
ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,4})$")

TEMPLATE = said(
    "Tệp là mẫu văn bản Word (.dotx); hãy mở bằng Word, lưu lại dạng .docx rồi tải lại."
)
SLIDES = said("Tệp là bản trình chiếu; hãy tải bản Word, Excel hoặc PDF của kế hoạch.")
OPEN_DOCUMENT = said(
    "Tệp dạng OpenDocument không đọc được; hãy lưu lại dạng .docx hoặc .xlsx rồi tải lại."
)
ARCHIVE = said(
    "Tệp là tệp nén, không phải văn bản; hãy giải nén rồi tải từng tệp Word, Excel hoặc PDF."
)
WEB_PAGE = said(
    "Tệp là trang web (HTML, XML), không phải văn bản; hãy chép nội dung rồi dán vào ô văn bản."
)
RICH_TEXT = said("Tệp RTF không đọc được; hãy mở bằng Word, lưu lại dạng .docx rồi tải lại.")
PROGRAM = said(
    "Tệp là chương trình máy tính, không phải văn bản; hãy tải tệp Word, Excel hoặc PDF."
)
IMAGE = said("Tệp là ảnh, không có chữ để đọc; hãy tải bản Word hoặc dán văn bản.")

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"{\\rtf", RICH_TEXT),
    (b"MIME-Version:", WEB_PAGE),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"RIFF", IMAGE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
)
MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?|html|head|body|script|svg|meta|title|iframe|img)\b", re.IGNORECASE
)
# The content type of a package's main part; the first that is found decides.
MAIN_TYPES: tuple[tuple[bytes, Kind | str], ...] = (
    (b"wordprocessingml.document.main+xml", Kind.WORD),
    (b"wordprocessingml.template.main+xml", TEMPLATE),
    (b"spreadsheetml.sheet.main+xml", Kind.EXCEL),
    (b"spreadsheetml.template.main+xml", Kind.EXCEL),
    (b"presentationml", SLIDES),
)


def kind_of(name: str, data: bytes) -> Kind:
    """Return the kind of a file, judged by its content alone.

    Raises UnreadableError for kinds that cannot be read and for a name that says otherwise, and
    BadPackageError; a name without an ending says nothing (pasted text).
    """
    kind = _content_kind(data)
    ending = ENDING.search(name)
    if ending and BY_ENDING.get(ending[1].lower()) is not kind:
        raise UnreadableError(
            said(
                "Tệp có đuôi .{ending} nhưng bên trong là {kind}; hãy kiểm tra lại tệp, đổi đuôi"
                " thành {right} rồi tải lại.",
                ending=ending[1],
                kind=WORDS[kind],
                right=str(kind),
            )
        )
    return kind


def _content_kind(data: bytes) -> Kind:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f\v")
    if head.startswith(zip_guard.ZIP):
        with zip_guard.open_package(data) as package:
            return _package_kind(package)
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(zip_guard.OLE):
        raise UnreadableError(zip_guard.ole_reason(data))
    for beginning, reason in BEGINNINGS:
        if head.startswith(beginning):
            raise UnreadableError(reason)
    # UTF-16 without its zero bytes reads as ASCII.
    if MARKUP.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")):
        raise UnreadableError(WEB_PAGE)
    return Kind.TEXT


def _package_kind(package: ZipFile) -> Kind:
    names = package.namelist()
    if zip_guard.CONTENT_TYPES not in names:
        raise UnreadableError(OPEN_DOCUMENT if "content.xml" in names else ARCHIVE)
    types = zip_guard.content_types(package)
    kind = next((kind for mark, kind in MAIN_TYPES if mark in types), ARCHIVE)
    if not isinstance(kind, Kind):
        raise UnreadableError(kind)
    return kind
