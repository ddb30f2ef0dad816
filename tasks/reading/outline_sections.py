"""What a heading announces: tasks, who does what, or grounds and aims without tasks."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from papi_portal.text import fold


class SectionKind(Enum):
    """What stands below a heading; OPEN says neither, so what is above it decides."""

    TASKS = auto()
    ORGANISATION = auto()
    NO_TASKS = auto()
    OPEN = auto()


MOST_LETTERS = 400
"""What stands behind so many letters is no part of a heading."""
LONGEST_HEADING = 30
"""Words from which on only the beginning of a heading is trusted."""

_ANY_OF_THEM = r"(?:(?:cac|mot so|nhung|ve|phan)\s+)*"
_DOCUMENT = r"(?:ke hoach|chuong trinh|quyet dinh|chi thi|bo khung|de an)"
_TASKS = re.compile(_ANY_OF_THEM + r"(?:nhiem vu|giai phap|noi dung|bien phap|cong viec)\b")
_ORGANISATION = re.compile(
    _ANY_OF_THEM + r"(?:"
    rf"(?:cong tac )?to chuc (?:trien khai )?thuc hien(?: {_DOCUMENT}\b.*)?$"
    r"|to chuc trien khai$|to chuc va thuc hien$"
    rf"|trien khai thuc hien(?: {_DOCUMENT}\b.*)?$"
    r"|phan cong\b|giao nhiem vu\b|che do (?:thong tin|bao cao)\b"
    r"|trach nhiem\b(?! giai trinh)"
    r")"
)
_NO_TASKS = re.compile(
    _ANY_OF_THEM + r"(?:"
    r"muc dich\b|muc tieu\b|chi tieu\b|quan diem\b|(?:nguon )?kinh phi\b|thuc trang\b"
    r"|yeu cau(?: chung| cu the| doi voi .*| cua .*)?$"
    r"|can cu(?: phap ly.*| xay dung.*| ban hanh.*| thuc tien.*)?$"
    r"|co so (?:phap ly|thuc tien|xay dung)\b|su can thiet\b|dat van de\b|mo dau\b"
    r"|(?:nhung )?(?:ton tai|han che|thuan loi|kho khan|uu diem)$|nguyen nhan\b"
    r"|(?:de xuat|kien nghi)(?: (?:voi|doi voi) .*)?$"
    r"|(?:thoi gian|tien do|dia diem)(?: (?:va )?(?:thuc hien|trien khai|to chuc))?$"
    r"|noi nhan\b|ghi chu\b|bai hoc kinh nghiem\b"
    r")"
)
# Headings of a look back; inside a section of tasks the same words begin a task.
_LOOK_BACK = re.compile(
    _ANY_OF_THEM + r"(?:danh gia(?: chung| ket qua.*| tinh hinh.*| thuc trang.*)?$"
    r"|(?:ket qua|tinh hinh|pham vi|doi tuong|chi tiet diem so)\b)"
)
# Telling also behind words that announce nothing: "Tiến độ và tổ chức thực hiện".
_ORGANISED = re.compile(
    r"to chuc (?:trien khai )?thuc hien|phan cong (?:nhiem vu|trach nhiem|thuc hien|to chuc .*)"
)
_DIMENSIONS = (
    r"(?:tham gia cua nguoi dan|cong khai,? minh bach|trach nhiem giai trinh"
    r"|kiem soat tham nhung|thu tuc hanh chinh cong|cung ung dich vu (?:hanh chinh )?cong"
    r"|quan tri moi truong|quan tri dien tu)"
)
_OFFICIAL_END = (
    r"(?: (?:voi nguoi dan|trong khu vuc cong|(?:o )?(?:cap )?co so"
    r"|trong (?:viec )?(?:ra quyet dinh|hoach dinh chinh sach).*))?[”\".:]*"
)
_NAMES_DIMENSION = re.compile(
    r".{0,40}\b(?:noi dung|chi so|linh vuc|tieu chi)\b.{0,30}[“\"'”«].*"
    rf"|(?:\w+ ){{0,6}}[“\"]?{_DIMENSIONS}{_OFFICIAL_END}|(?:(?:ve|doi voi|nhom) )*chi so .*"
)
_ONLY_DIMENSION = re.compile(
    r"(?:(?:su|ve|doi voi|chi so|noi dung|linh vuc|nang cao) )*"
    rf"[“\"]?{_DIMENSIONS}{_OFFICIAL_END}"
)
MOST_WORDS_OF_A_DIMENSION = 25
_BETWEEN_PARTS = re.compile(r"[,;/&]|\bva\b")
_HEADING_ENDS = re.compile(r"[:.]")


def section_kind(heading: str, *, inside: SectionKind = SectionKind.OPEN) -> SectionKind:
    """Return what a heading announces, read in the light of the section it stands in.

    Tasks beside aims ("Mục tiêu, nhiệm vụ") stay open: the headings below decide.
    """
    words = _HEADING_ENDS.split(fold(heading[:MOST_LETTERS]), maxsplit=1)[0].strip()
    parts = [part.strip() for part in _BETWEEN_PARTS.split(words)]
    if len(words.split()) > LONGEST_HEADING:
        parts = parts[:1]
    whole = _of_part(words, inside)
    telling = [*_telling(parts, inside), *([] if whole is SectionKind.OPEN else [whole])]
    acting = [kind for kind in telling if kind is not SectionKind.NO_TASKS]
    if not acting:
        return SectionKind.NO_TASKS if telling else SectionKind.OPEN
    mixed = SectionKind.NO_TASKS in telling
    return SectionKind.OPEN if mixed and acting[0] is SectionKind.TASKS else acting[0]


def _telling(parts: list[str], inside: SectionKind) -> Iterator[SectionKind]:
    """Yield what the parts of a heading announce, from the first on until one says nothing."""
    certain = True
    for part in parts:
        kind = _of_part(part, inside)
        certain = certain and kind is not SectionKind.OPEN
        if certain:
            yield kind
        elif _ORGANISED.fullmatch(part):
            yield SectionKind.ORGANISATION


def _of_part(words: str, inside: SectionKind) -> SectionKind:
    if _ORGANISATION.match(words):
        return SectionKind.ORGANISATION
    if _TASKS.match(words):
        return SectionKind.TASKS
    if _NO_TASKS.match(words):
        return SectionKind.NO_TASKS
    if inside is SectionKind.OPEN and _LOOK_BACK.match(words):
        return SectionKind.NO_TASKS
    return SectionKind.OPEN


def names_dimension(heading: str) -> bool:
    """Tell whether a heading is about a dimension or an index, so that tasks stand below it."""
    words = fold(heading).rstrip(":")
    name = words.rsplit(": ", maxsplit=1)[-1]
    return len(words.split()) <= MOST_WORDS_OF_A_DIMENSION and bool(
        _NAMES_DIMENSION.fullmatch(name)
    )


def is_dimension(text: str) -> bool:
    """Tell the bare name of a dimension from a task that begins with it."""
    return bool(_ONLY_DIMENSION.fullmatch(fold(text)))
