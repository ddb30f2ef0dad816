"""What an upload may be before a parser sees it: its size, its parts, its declarations.

Source of the limits: the attacks XL-1, XL-3 and WD-1 (zip bombs, entities, paths); what a central
directory says is checked in milliseconds, and declared sizes hold because zipfile reads no more.
"""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tasks.reading.values import UnreadableError

MIB = 1024 * 1024
LARGEST_FILE = 25 * MIB
MOST_PARTS = 500
LARGEST_PART = 96 * MIB
LARGEST_TOTAL = 128 * MIB
RATIO_FROM = 1 * MIB
HIGHEST_RATIO = 100
MOST_CHARACTERS = 5_000_000
"""Of all texts together: more is no plan, and the answer has to fit into the web process."""

SAVE_AGAIN = "hãy mở bằng Word hoặc Excel, lưu thành tệp mới rồi tải lại."
TOO_LARGE = "Tệp nặng hơn 25 MB; hãy bỏ bớt hình ảnh hoặc tách phụ lục ra tệp riêng rồi tải lại."
EMPTY = "Tệp rỗng; hãy kiểm tra lại tệp trên máy rồi tải lại."
BOMB = f"Tệp nén bất thường, giải nén ra quá lớn hoặc quá nhiều phần; {SAVE_AGAIN}"
STRANGE_PATH = f"Tệp có phần mang tên bất thường, không phải do Word hay Excel tạo ra; {SAVE_AGAIN}"
LOCKED = "Tệp được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu, lưu lại rồi tải lên."
DECLARATIONS = f"Tệp chứa khai báo XML không an toàn (DTD, thực thể); {SAVE_AGAIN}"
BROKEN = f"Tệp hỏng hoặc tải lên chưa trọn vẹn; {SAVE_AGAIN}"
TOO_LONG = "Văn bản quá dài so với một kế hoạch; hãy tách phần kế hoạch và phụ lục ra tệp riêng."

DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
KNOWN_METHODS = {ZIP_STORED, ZIP_DEFLATED}
ESCAPING = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")

CHUNK = 1 * MIB
MARKS = (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
BEGINNINGS = tuple(mark + one for mark in MARKS for one in (b"<", b"<\0", b"\0<"))
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^[^>]{0,200}encoding\s*=\s*["']([\w.-]+)""")
KNOWN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}


def check_size(data: bytes) -> None:
    """Refuse an empty file and one of more than 25 MiB."""
    if not data:
        raise UnreadableError(EMPTY)
    if len(data) > LARGEST_FILE:
        raise UnreadableError(TOO_LARGE)


def open_package(data: bytes) -> ZipFile:
    """Return the zip package, its directory and the declarations in its XML parts checked.

    Raises UnreadableError for bombs, escaping paths, encryption, DTDs and entities.
    """
    # Counted before zipfile builds an object for each of a million entries.
    if data.count(DIRECTORY_ENTRY) > 10 * MOST_PARTS:
        raise UnreadableError(BOMB)
    try:
        package = ZipFile(BytesIO(data))
        parts = package.infolist()
        for breaks, reason in DIRECTORY_RULES:
            if breaks(parts):
                raise UnreadableError(reason)
        for part in parts:
            _check_declarations(package, part)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(BROKEN) from error
    return package


def _too_big(parts: list[ZipInfo]) -> bool:
    return (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_TOTAL
        or any(part.file_size > LARGEST_PART or _inflated(part) for part in parts)
    )


def _inflated(part: ZipInfo) -> bool:
    return part.file_size > RATIO_FROM and part.file_size > HIGHEST_RATIO * part.compress_size


def _strange(parts: list[ZipInfo]) -> bool:
    names = {part.filename.lower() for part in parts}
    return len(names) < len(parts) or any(ESCAPING.search(part.orig_filename) for part in parts)


DIRECTORY_RULES: tuple[tuple[Callable[[list[ZipInfo]], bool], str], ...] = (
    (_too_big, BOMB),
    (_strange, STRANGE_PATH),
    (lambda parts: any(part.flag_bits & ENCRYPTED for part in parts), LOCKED),
    (lambda parts: any(part.compress_type not in KNOWN_METHODS for part in parts), BOMB),
)


def _check_declarations(package: ZipFile, part: ZipInfo) -> None:
    """Refuse a DTD or an entity anywhere in an XML part, whatever the part is called."""
    with package.open(part) as stream:
        chunk = stream.read(CHUNK)
        if not chunk.lstrip().startswith(BEGINNINGS):
            return
        encoding = ENCODING.match(chunk.replace(b"\0", b""))
        if encoding and encoding[1].lower() not in KNOWN_ENCODINGS:
            raise UnreadableError(DECLARATIONS)
        tail = b""
        while chunk:
            # Without its zero bytes UTF-16 reads as ASCII, in either order of bytes.
            plain = tail + chunk.replace(b"\0", b"")
            if DECLARED.search(plain):
                raise UnreadableError(DECLARATIONS)
            tail, chunk = plain[-16:], stream.read(CHUNK)
