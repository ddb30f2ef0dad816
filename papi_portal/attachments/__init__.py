"""The one door for files that people attach: size, name, beginning, structure; then it is kept.

Source of the rules: attacks UP-1, UP-2, UP-4 and UP-7. What a file says of itself counts for
nothing; documents are opened and pictures drawn anew in a child process, so that of a picture
nothing but its pixels is kept (no place, no comment, no second file behind it).
"""

import re
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from papi_portal import text, zip_guard
from papi_portal.attachments.refusals import (
    BEGINNINGS,
    EMPTY,
    HEAVY,
    HEIC,
    PDF_JUNK,
    SVG,
    UNKNOWN,
    WEB_PAGE,
    BadAttachmentError,
)
from papi_portal.child import Door
from papi_portal.wording import said

MIB = 1024 * 1024
LONGEST_NAME = 200
MARKUP = re.compile(rb"\s*<(?:!|\?|/?[a-z])", re.IGNORECASE)
PDF_HEADER = re.compile(rb"%PDF-[12]\.\d[\s\0%]")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that is kept; the first of its endings is the right one."""

    word: str
    endings: tuple[str, ...]
    media_type: str
    job: str


OPEN_XML = "application/vnd.openxmlformats-officedocument"
PDF = Format(said("tệp PDF"), ("pdf",), "application/pdf", "check_pdf")
WORD = Format(said("tệp Word"), ("docx",), f"{OPEN_XML}.wordprocessingml.document", "check_office")
EXCEL = Format(said("tệp Excel"), ("xlsx",), f"{OPEN_XML}.spreadsheetml.sheet", "check_office")
JPEG = Format(said("ảnh JPG"), ("jpg", "jpeg", "jfif"), "image/jpeg", "redraw")
PNG = Format(said("ảnh PNG"), ("png",), "image/png", "redraw")
IMAGES = (JPEG, PNG)
OFFICE = {*WORD.endings, *EXCEL.endings}
FORMATS = (PDF, WORD, EXCEL, *IMAGES)
SHOWN_INLINE = frozenset(one.media_type for one in IMAGES)
"""What a browser may draw by itself: pixels that we have drawn."""
DOOR = Door(
    place=f"{__name__}:DOOR",
    jobs={name: f"{__name__}.inside:{name}" for name in ("check_pdf", "check_office", "redraw")},
    values=(),
    refusal=BadAttachmentError,
    heavy=HEAVY,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file fit to be kept: its name to show, its type as found, its bytes."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def accept(name: str, data: bytes, *, largest: int) -> Attachment:
    """Return a stranger's file fit to be kept; raise BadAttachmentError for what is not.

    `largest` in bytes. Documents stay as they are, pictures are drawn anew.
    """
    if not data:
        raise BadAttachmentError(EMPTY)
    check_size(len(data), largest)
    shown = shown_name(name)
    found = _format(shown, data)
    redrawn = DOOR.run(found.job, data, ending=found.endings[0])
    content = b64decode(redrawn) if redrawn else data
    return Attachment(_named_rightly(shown, found), found.media_type, content)


def check_size(size: int, largest: int) -> None:
    """Raise BadAttachmentError for more bytes than allowed, with both figures in MB."""
    if size > largest:
        weighs = f"{size / MIB:.1f}".replace(".", ",")
        msg = said(
            "Tệp nặng {weighs} MB, cho phép tối đa {most} MB."
            " Hãy giảm độ phân giải khi quét, hoặc tách thành nhiều tệp, rồi tải lên lại.",
            weighs=weighs,
            most=largest // MIB,
        )
        raise BadAttachmentError(msg)


def shown_name(name: str) -> str:
    """Return a name fit to be shown: no folders, no marks that hide or turn letters.

    Names that Windows keeps for devices get a line in front; a long name keeps its ending.
    """
    base = text.clean_line(name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    if RESERVED.match(base):
        base = f"_{base}"
    stem, dot, ending = base.rpartition(".")
    if len(base) <= LONGEST_NAME or not dot or len(ending) > 10:
        return base[:LONGEST_NAME] or "tệp không tên"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _format(name: str, data: bytes) -> Format:
    """Return what a file is by its beginning, if the ending of its name says the same.

    Pictures pass under each other's ending: phones and chat programs mix these up.
    """
    ending = _ending(name)
    found = _by_beginning(data, ending)
    named = next((one for one in FORMATS if ending in one.endings), None)
    if ending and named is not found and not (named in IMAGES and found in IMAGES):
        msg = said(
            "Tệp có đuôi .{ending} nhưng bên trong là {kind}. Hãy kiểm tra lại tệp, đổi đuôi"
            " thành .{right} rồi chọn lại.",
            ending=ending,
            kind=found.word,
            right=found.endings[0],
        )
        raise BadAttachmentError(msg)
    return found


def _by_beginning(data: bytes, ending: str) -> Format:
    head = data[:1024]
    if PDF_HEADER.match(head):
        return PDF
    if head.startswith(zip_guard.ZIP) and ending in OFFICE:
        return WORD if ending in WORD.endings else EXCEL
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    raise BadAttachmentError(_reason(head, data))


def _reason(head: bytes, data: bytes) -> str:
    """Return what a file is that is not kept, and what to do."""
    if head.startswith(zip_guard.OLE):
        return zip_guard.ole_reason(data)
    for beginning, reason in BEGINNINGS:
        if head.startswith(beginning):
            return reason
    if head[4:8] == b"ftyp":
        return HEIC
    # UTF-16 without its zero bytes reads as ASCII.
    plain = head.replace(b"\0", b"").lstrip(zip_guard.LEADING)
    if MARKUP.match(plain):
        return SVG if b"<svg" in plain.lower() else WEB_PAGE
    return PDF_JUNK if b"%PDF-" in head else UNKNOWN


def _named_rightly(name: str, found: Format) -> str:
    """Return the name with an ending that says what the file is."""
    ending = _ending(name)
    if ending in found.endings:
        return name
    stem = name.removesuffix(f".{name.rpartition('.')[2]}") if ending else name
    return f"{stem}.{found.endings[0]}"
