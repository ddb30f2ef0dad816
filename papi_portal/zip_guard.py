"""What an upload must be before a parser opens it: its size, its parts, its declarations.

Source of the limits: attacks XL-1, XL-3 and WD-1 (zip bombs, entities, paths); the largest files of
a province stay far below each. The readers take sizes from the central directory and stop there,
so what it says, in milliseconds, is what they cost.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from papi_portal.wording import said

MIB = 1024 * 1024
LARGEST_UPLOAD = 25 * MIB
MOST_PARTS = 500
LARGEST_PART = 96 * MIB
LARGEST_TOTAL = 128 * MIB
STEEPEST = 100
"""Most bytes unpacked from one byte, for parts of more than 1 MiB."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
DIRECTORY_ENTRY = b"PK\x01\x02"
CLEARLY_TOO_MANY = 10 * MOST_PARTS
"""Entries counted before the directory is read; a sheet inside a document adds some of its own."""
ENCRYPTED = 0x1
KNOWN_METHODS = {ZIP_STORED, ZIP_DEFLATED}
DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error)

CHUNK = 256 * 1024
OVERLAP = 16
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ENCODING = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
"""Encodings in which a declaration is spelled in ASCII once zero bytes are gone."""
LEADING = b"\xef\xbb\xbf\xff\xfe \t\r\n"
EBCDIC = "<?xm".encode("cp037")
XML_PART = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
NOT_READ = re.compile(r"(?:^|/)(?:media|embeddings|fonts)/[^/]*$", re.IGNORECASE)
ESCAPING = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
CONTENT_TYPES = "[Content_Types].xml"
MACRO_PART = re.compile(r"(?:^|/)(?:vbaProject[^/]*\.bin$|macrosheets/)", re.IGNORECASE)
BINARY_PART = re.compile(r"^xl/workbook\.bin$", re.IGNORECASE)
LINK_PART = re.compile(r"^xl/externalLinks/[^/]*$", re.IGNORECASE)
CONNECTION_PART = re.compile(r"^xl/(?:connections\.xml$|queryTables/)", re.IGNORECASE)
LIVE_LINK = re.compile(rb"\b(?:ddeLink|oleLink)\b")

AS_XLSX = said("Hãy mở tệp, chọn Lưu thành (Save As) dạng .xlsx hoặc .docx, rồi tải lên lại.")
TOO_LARGE = said(
    "Tệp nặng hơn 25 MB. Hãy bỏ bớt hình ảnh hoặc tách thành nhiều tệp, rồi tải lên lại."
)
LOCKED = said(
    "Tệp đang đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại, rồi tải lên lại."
)
OLD = said("Tệp Office kiểu cũ (.xls, .doc) không đọc được. {do}", do=AS_XLSX)
OLD_WORD = said("Tệp Word kiểu cũ (.doc) không đọc được. Hãy lưu lại dạng .docx, rồi tải lên lại.")
OLD_EXCEL = said(
    "Tệp Excel kiểu cũ (.xls) không đọc được. Hãy lưu lại dạng .xlsx, rồi tải lên lại."
)
NOT_OFFICE = said("Tệp không phải Excel (.xlsx) hay Word (.docx). {do}", do=AS_XLSX)
BROKEN = said("Tệp bị hỏng hoặc tải lên chưa trọn vẹn. {do}", do=AS_XLSX)
STRANGE = said(
    "Tệp có phần mang tên bất thường, không phải do Word hay Excel tạo ra. {do}", do=AS_XLSX
)
MACROS = said(
    "Tệp có chứa macro nên không được nhận. Hãy lưu lại dạng .xlsx hoặc .docx, không macro,"
    " rồi tải lên lại."
)
BINARY = said("Tệp Excel nhị phân (.xlsb) không đọc được. Hãy lưu lại dạng .xlsx, rồi tải lên lại.")
BOMB = said(
    "Tệp giải nén ra quá lớn hoặc quá nhiều phần nên không được mở."
    " Hãy chép phần cần dùng sang một tệp mới, rồi tải tệp mới lên."
)
DECLARES = said(
    "Tệp chứa khai báo XML không an toàn (DTD, thực thể) nên không được mở. {do}", do=AS_XLSX
)
CONNECTED = said(
    "Tệp nối tới nguồn dữ liệu bên ngoài. Hãy ngắt các liên kết"
    " (Data > Queries & Connections, Edit Links > Break Link), lưu lại, rồi tải lên lại."
)
LINKED = said(
    "Tệp nối tới tệp Excel khác. Hãy ngắt các liên kết (Data > Edit Links > Break Link),"
    " lưu lại, rồi tải lên lại."
)
LINKS_NOT_FOLLOWED = said(
    "Tệp nối tới tệp Excel khác; đã đọc giá trị ghi sẵn trong tệp, hãy kiểm tra các ô lấy từ đó."
)

OLE_STREAMS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", OLD_WORD),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
)
"""Streams of an OLE file are named in UTF-16; the first that is found decides."""


class BadPackageError(Exception):
    """Raised for a file that is not opened; its text says why and what to do, in Vietnamese."""


def check_size(data: bytes) -> None:
    """Raise BadPackageError for more than 25 MiB."""
    if len(data) > LARGEST_UPLOAD:
        raise BadPackageError(TOO_LARGE)


def open_office(data: bytes) -> ZipFile:
    """Return an Office file of bounded cost, without macros or DTD; else raise BadPackageError."""
    check_size(data)
    if data.startswith(OLE):
        raise BadPackageError(ole_reason(data))
    if not data.startswith(ZIP):
        raise BadPackageError(NOT_OFFICE)
    package = open_package(data)
    if CONTENT_TYPES not in package.namelist():
        raise BadPackageError(NOT_OFFICE)
    return package


def ole_reason(data: bytes) -> str:
    """Return what an OLE file is and what to do: with a password, or as Office 97 wrote it."""
    found = (reason for name, reason in OLE_STREAMS if name.encode("utf-16-le") in data)
    return next(found, OLD)


def refuse_at_sight(data: bytes) -> None:
    """Raise BadPackageError for what a zip's directory and its content types give away.

    Costs milliseconds and unpacks nothing else: done before a reader is started, so that a macro
    is called a macro on the busiest day, too. Says nothing about files that are no zip.
    """
    check_size(data)
    if data.startswith(ZIP):
        _listed(data).close()


def open_package(data: bytes) -> ZipFile:
    """Return a zip of any kind, its directory and the declarations in its parts checked.

    Takes at most the time to unpack 128 MiB once. Raises BadPackageError; a file that lies about
    its sizes is "broken".
    """
    package = _listed(data)
    try:
        for part in package.infolist():
            _check_part(package, part)
    except DAMAGE as error:
        raise BadPackageError(BROKEN) from error
    return package


def _listed(data: bytes) -> ZipFile:
    """Return a zip whose directory and content types are in order; the rest is not looked at."""
    # Counted before zipfile builds an object for each of a million entries.
    if data.count(DIRECTORY_ENTRY) > CLEARLY_TOO_MANY:
        raise BadPackageError(BOMB)
    try:
        package = ZipFile(BytesIO(data))
        parts = package.infolist()
        for breaks, reason in DIRECTORY_RULES:
            if breaks(parts):
                raise BadPackageError(reason)
        if CONTENT_TYPES in package.namelist():
            content_types(package)
    except DAMAGE as error:
        raise BadPackageError(BROKEN) from error
    return package


def content_types(package: ZipFile) -> bytes:
    """Return what an Office package says of its parts.

    Raises BadPackageError for macros, also those in sheets, and for workbooks without XML.
    """
    if package.getinfo(CONTENT_TYPES).file_size > MIB:
        raise BadPackageError(BOMB)
    types = package.read(CONTENT_TYPES).replace(b"\0", b"")
    names = package.namelist()
    if b"sheet.binary." in types or any(map(BINARY_PART.search, names)):
        raise BadPackageError(BINARY)
    if b"macroEnabled" in types or any(map(MACRO_PART.search, names)):
        raise BadPackageError(MACROS)
    return types


def links_outside(package: ZipFile) -> bool:
    """Tell whether a workbook refers to other workbooks; the values last seen there are in it.

    Raises BadPackageError for data connections, DDE and OLE links, whose values nobody here has
    seen. The readers follow nothing of it anyway.
    """
    names = package.namelist()
    links = [name for name in names if LINK_PART.search(name)]
    live = any(LIVE_LINK.search(package.read(name).replace(b"\0", b"")) for name in links)
    if live or any(map(CONNECTION_PART.search, names)):
        raise BadPackageError(CONNECTED)
    return bool(links)


def _too_big(parts: list[ZipInfo]) -> bool:
    return (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_TOTAL
        or any(part.file_size > LARGEST_PART or _is_steep(part) for part in parts)
    )


def _is_steep(part: ZipInfo) -> bool:
    return part.file_size > MIB and part.file_size > STEEPEST * part.compress_size


def _strange(parts: list[ZipInfo]) -> bool:
    names = {part.filename.lower() for part in parts}
    # The original name: what follows a zero byte is cut off from the other.
    return len(names) < len(parts) or any(ESCAPING.search(part.orig_filename) for part in parts)


def _encrypted(parts: list[ZipInfo]) -> bool:
    return any(part.flag_bits & ENCRYPTED for part in parts)


def _unreadable(parts: list[ZipInfo]) -> bool:
    return any(part.compress_type not in KNOWN_METHODS for part in parts)


DIRECTORY_RULES: tuple[tuple[Callable[[list[ZipInfo]], bool], str], ...] = (
    (_too_big, BOMB),
    (_strange, STRANGE),
    (_encrypted, LOCKED),
    (_unreadable, BROKEN),
)


def _check_part(package: ZipFile, part: ZipInfo) -> None:
    """Refuse a DTD or an entity in any part, whatever it is called, but pictures and their like."""
    named_xml = XML_PART.search(part.filename)
    if NOT_READ.search(part.filename) and not named_xml:
        return
    with package.open(part) as stream:
        chunks = iter(lambda: stream.read(CHUNK), b"")
        first = next(chunks, b"")
        start = first[:400].replace(b"\0", b"").lstrip(LEADING)
        if start.startswith(EBCDIC) or (named_xml and start and not start.startswith(b"<")):
            raise BadPackageError(BROKEN)
        encoding = ENCODING.match(start)
        if (encoding and encoding[1].lower() not in ENCODINGS) or _declares(chain([first], chunks)):
            raise BadPackageError(DECLARES)


def _declares(chunks: Iterator[bytes]) -> bool:
    """Tell whether a DTD or an entity is declared, in UTF-8 or UTF-16 of either order."""
    tail = b""
    for chunk in chunks:
        window = tail + chunk.replace(b"\0", b"")
        if DECLARATION.search(window):
            return True
        tail = window[-OVERLAP:]
    return False
