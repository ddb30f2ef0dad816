"""Which kind a file is, by its content; every kind that cannot be read has its own sentence."""

import re
from enum import StrEnum
from zipfile import ZipFile

from tasks.reading.sources import guard
from tasks.reading.values import UnreadableError


class Kind(StrEnum):
    """The kinds of files that can be read, in the words of the messages."""

    WORD = "tệp Word (.docx)"
    EXCEL = "tệp Excel (.xlsx)"
    PDF = "tệp PDF (.pdf)"
    TEXT = "văn bản thường (.txt)"


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
ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,4})$")

OLD_WORD = (
    "Tệp Word kiểu cũ (.doc) không đọc được; hãy mở bằng Word, lưu lại dạng .docx rồi tải lại."
)
OLD_EXCEL = "Tệp Excel kiểu cũ (.xls) không đọc được; hãy lưu lại dạng .xlsx rồi tải lại."
OLD_OFFICE = "Tệp Office kiểu cũ không đọc được; hãy lưu lại dạng .docx hoặc .xlsx rồi tải lại."
BINARY_EXCEL = "Tệp Excel nhị phân (.xlsb) không đọc được; hãy lưu lại dạng .xlsx rồi tải lại."
WORD_MACRO = "Tệp Word có chứa macro; hãy lưu lại dạng .docx, không macro, rồi tải lại."
EXCEL_MACRO = "Tệp Excel có chứa macro; hãy lưu lại dạng .xlsx, không macro, rồi tải lại."
TEMPLATE = "Tệp là mẫu văn bản Word (.dotx); hãy mở bằng Word, lưu lại dạng .docx rồi tải lại."
SLIDES = "Tệp là bản trình chiếu; hãy tải bản Word, Excel hoặc PDF của kế hoạch."
OPEN_DOCUMENT = (
    "Tệp dạng OpenDocument không đọc được; hãy lưu lại dạng .docx hoặc .xlsx rồi tải lại."
)
LINKED = (
    "Bảng tính có liên kết tới tệp khác hoặc nguồn dữ liệu bên ngoài; trong Excel hãy ngắt liên kết"
    " (Data > Edit Links > Break Link), lưu lại dạng .xlsx rồi tải lại."
)
ARCHIVE = "Tệp là tệp nén, không phải văn bản; hãy giải nén rồi tải từng tệp Word, Excel hoặc PDF."
WEB_PAGE = (
    "Tệp là trang web (HTML, XML), không phải văn bản; hãy chép nội dung rồi dán vào ô văn bản."
)
RICH_TEXT = "Tệp RTF không đọc được; hãy mở bằng Word, lưu lại dạng .docx rồi tải lại."
PROGRAM = "Tệp là chương trình máy tính, không phải văn bản; hãy tải tệp Word, Excel hoặc PDF."
IMAGE = "Tệp là ảnh, không có chữ để đọc; hãy tải bản Word hoặc dán văn bản."

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
OLE = b"\xd0\xcf\x11\xe0"
# Streams of an OLE file are named in UTF-16; the first that is found decides.
OLE_STREAMS = (
    ("EncryptedPackage", guard.LOCKED),
    ("WordDocument", OLD_WORD),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
)
MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?|html|head|body|script|svg|meta|title|iframe|img)\b", re.IGNORECASE
)
# The content type of a package's main part; the first that is found decides.
MAIN_TYPES: tuple[tuple[bytes, Kind | str], ...] = (
    (b"ms-word.document.macroEnabled.main", WORD_MACRO),
    (b"ms-word.template.macroEnabledTemplate.main", WORD_MACRO),
    (b"ms-excel.sheet.binary.macroEnabled.main", BINARY_EXCEL),
    (b"ms-excel.sheet.macroEnabled.main", EXCEL_MACRO),
    (b"ms-excel.template.macroEnabled.main", EXCEL_MACRO),
    (b"wordprocessingml.document.main+xml", Kind.WORD),
    (b"wordprocessingml.template.main+xml", TEMPLATE),
    (b"spreadsheetml.sheet.main+xml", Kind.EXCEL),
    (b"spreadsheetml.template.main+xml", Kind.EXCEL),
    (b"presentationml", SLIDES),
)
TYPES_PART = "[Content_Types].xml"
LARGEST_TYPES_PART = guard.MIB
OUTSIDE_DATA = re.compile(r"xl/(?:externalLinks/|connections\.xml|queryTables/)", re.IGNORECASE)


def kind_of(name: str, data: bytes) -> Kind:
    """Return the kind of a file, judged by its content alone.

    Raises UnreadableError for kinds that cannot be read and for a name that says otherwise; a name
    without an ending says nothing (pasted text).
    """
    kind = _content_kind(data)
    ending = ENDING.search(name)
    if ending and BY_ENDING.get(ending[1].lower()) is not kind:
        right = re.search(r"\.\w+", kind)
        raise UnreadableError(
            f"Tệp có đuôi .{ending[1]} nhưng bên trong là {kind}; hãy kiểm tra lại tệp, đổi đuôi"
            f" thành {right[0] if right else ''} rồi tải lại."
        )
    return kind


def _content_kind(data: bytes) -> Kind:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f\v")
    if head.startswith(b"PK\x03\x04"):
        with guard.open_package(data) as package:
            return _package_kind(package)
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(OLE):
        raise UnreadableError(_ole_reason(data))
    for beginning, reason in BEGINNINGS:
        if head.startswith(beginning):
            raise UnreadableError(reason)
    # UTF-16 without its zero bytes reads as ASCII.
    if MARKUP.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")):
        raise UnreadableError(WEB_PAGE)
    return Kind.TEXT


def _ole_reason(data: bytes) -> str:
    found = (reason for name, reason in OLE_STREAMS if name.encode("utf-16-le") in data)
    return next(found, OLD_OFFICE)


def _package_kind(package: ZipFile) -> Kind:
    names = package.namelist()
    if TYPES_PART not in names:
        raise UnreadableError(OPEN_DOCUMENT if "content.xml" in names else ARCHIVE)
    if package.getinfo(TYPES_PART).file_size > LARGEST_TYPES_PART:
        raise UnreadableError(guard.BOMB)
    types = package.read(TYPES_PART).replace(b"\0", b"")
    kind = next((kind for mark, kind in MAIN_TYPES if mark in types), ARCHIVE)
    if not isinstance(kind, Kind):
        raise UnreadableError(kind)
    _check_parts(kind, names)
    return kind


def _check_parts(kind: Kind, names: list[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableError(WORD_MACRO if kind is Kind.WORD else EXCEL_MACRO)
    if any(OUTSIDE_DATA.match(name) for name in names):
        raise UnreadableError(LINKED)
