"""Words of table headers: what each says by itself, in any wording.

Offices word headers freely (domain.md, sections 4 and 5); the rules look at folded words, the
first that fits wins.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from papi_portal.text import fold


class Kind(StrEnum):
    """What the words of one header cell say, before the cells beside it are looked at."""

    LABEL = "label"
    NAME = "name"
    CONTENT = "content"
    TASK = "task"
    LEAD = "lead"
    SUPPORT = "support"
    GUIDE = "guide"
    DEADLINE = "deadline"
    OUTPUT = "output"
    NOTE = "note"
    SCORE = "score"
    OTHER = "other"


_PARTY = (
    r"(?:co quan|don vi|bo phan|to chuc|ca nhan|nguoi|can bo|cong chuc|phong(?: ban)?\b|ban nganh"
    r"|dia phuong|chu the|cap (?:tinh|huyen|xa|thuc)|tap the|phan cong|trach nhiem|thanh vien"
    r"|lanh dao)"
)
_CHECKING = "huong dan|kiem tra|theo doi|don doc|giam sat|tham dinh"
_DOING = "nhiem vu|giai phap|cong viec|hoat dong|bien phap|dau viec"
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.LABEL, r"(?:s\.?\s?t\.?\s?t|t\.?\s?t|so tt|(?:so )?thu tu|so|muc|ma(?: so)?|#)\.?$"),
        (Kind.OTHER, r"don vi tinh|dvt\b|so luong|(?:nguon )?(?:kinh phi|von)|du toan|so van ban"),
        (Kind.OTHER, r"(?:so, )?ky hieu|van ban (?:giao|chi dao|lien quan|can cu|huong dan)"),
        (Kind.OTHER, r"can cu|co so phap ly|minh chung|tai lieu|dia diem|doi tuong|quy mo"),
        (Kind.OTHER, rf"(?:muc tieu|chi tieu)(?!.*(?:{_DOING}))|ton tai|han che|nguyen nhan"),
        (Kind.DEADLINE, r"thoi (?:gian|han|diem|ky)|han\b(?! che)|tien do|lo trinh|moc thoi gian"),
        (Kind.DEADLINE, r"(?:ngay|nam|thang) (?:bat dau|ket thuc|thuc hien|hoan thanh)"),
        (Kind.DEADLINE, r"bat dau|ket thuc|hoan thanh|quy (?:[ivx]+|\d)\b|thang \d+"),
        (Kind.SCORE, r"(?:tong |thang |so )?diem\b|xep |thu hang|t[yi] le|trong so|gia tri"),
        (
            Kind.SCORE,
            r"nam(?: \d{4})?$|ket qua (?:nam|diem|cham|xep)|tang[ ,/]*giam|so sanh|hien trang",
        ),
        (Kind.OUTPUT, r"san pham|ket qua|dau ra|ho so\b"),
        (Kind.NOTE, r"ghi chu|luu y|chu thich"),
        (Kind.LEAD, rf"(?:{_PARTY}.*)?(?:chu tri|dau moi|chiu trach nhiem|tham muu)"),
        (Kind.SUPPORT, rf"(?:{_PARTY}.*)?(?:phoi hop|lien quan)|{_PARTY}.*(?:tham gia|cung )"),
        (Kind.GUIDE, rf"(?:{_PARTY}.*)?(?:{_CHECKING})|lanh dao"),
        (Kind.LEAD, rf"{_PARTY}|phu trach"),
        (Kind.NAME, r"nhom\b"),
        (Kind.TASK, rf".*(?:{_DOING})|noi dung (?:thuc hien|trien khai|can |cong tac)|viec "),
        (Kind.NAME, r".*(?:chi so|tieu chi|linh vuc|hang muc|thanh phan)|truc "),
        (Kind.NAME, r"de an|chuyen de|van de|van ban|du an|mo hinh"),
        (Kind.CONTENT, r"noi dung"),
    )
)
_LEADING = re.compile("chu tri|dau moi|chiu trach nhiem|tham muu|thuc hien")
_IN_FRONT = re.compile(
    r"^(?:(?:cac|ten|danh muc|du kien|dang ky) "
    r"|yeu cau (?=ve|ket qua|san pham|thoi|tien do)(?:ve )?)+"
)
# "ĐV chủ trì", "Thời hạn HT", "KQ, sản phẩm": offices shorten the words of narrow columns.
_SHORT_FOR = {
    "cq": "co quan",
    "dv": "don vi",
    "bp": "bo phan",
    "kq": "ket qua",
    "nd": "noi dung",
    "nv": "nhiem vu",
    "gp": "giai phap",
    "sp": "san pham",
    "tg": "thoi gian",
    "t/g": "thoi gian",
    "th": "thuc hien",
    "ht": "hoan thanh",
    "ph": "phoi hop",
}
_SHORTENED = re.compile(rf"(?<!\w)(?:{'|'.join(_SHORT_FOR)})(?!\w)")
_IN_PARENTHESES = re.compile(r"\([^)]*\)?")
_LONGEST = 140
"""Folded letters; the words of a header are few, those of a task are many."""

_VOCABULARY = frozenset(
    re.findall(
        r"\w+",
        "stt tt so thu tu ma muc noi dung nhiem vu giai phap cong viec hoat dong bien phap chi "
        "tieu linh vuc thanh phan nhom ten danh cac co quan don vi bo to chuc ca nhan nguoi thuc "
        "hien chu tri phoi hop chiu trach tham muu dau moi phu huong dan kiem tra theo doi doc "
        "giam sat lien thoi gian han diem tien do hoan du kien lo trinh san pham ket qua ra dat "
        "ghi chu kinh phi va the trien khai i ii iii iv quy bat thuc gia truc",
    )
)
"""Words that headers consist of; names of offices, numbers and verbs of tasks are not there."""


def is_pure(name: str) -> bool:
    """Tell whether a cell consists of words of headers only."""
    found = re.findall(r"\w+", _spelled_out(_IN_PARENTHESES.sub(" ", name)))
    return bool(found) and _VOCABULARY.issuperset(found)


def _bare(name: str) -> str:
    return _IN_FRONT.sub("", _spelled_out(_IN_PARENTHESES.sub(" ", name)).strip(" :.*-"))


def _spelled_out(name: str) -> str:
    return _SHORTENED.sub(lambda short: _SHORT_FOR[short[0]], fold(name).replace("d/v", "dv"))


def match(name: str) -> Kind | None:
    """Return what the words of one header cell say, or None."""
    bare = _bare(name) if len(name) < 3 * _LONGEST else ""
    if not bare or len(bare) > _LONGEST:
        return None
    return next((kind for kind, pattern in _RULES if pattern.match(bare)), None)


def kinds(names: Sequence[Sequence[str]]) -> list[Kind | None]:
    """Return what the columns' headers say, each given as its words from top to bottom.

    The lowest words count, then all of them together. Beside a time limit, "Tiến độ" is not a
    time but how far the task is: such a table comes from a report.
    """
    found = [_kind(parts) for parts in names]
    how_far = [bool(parts) and _bare(parts[-1]).startswith("tien do") for parts in names]
    times = [place for place, one in enumerate(found) if one is Kind.DEADLINE]
    if not all(how_far[place] for place in times):
        for place in times:
            found[place] = Kind.OTHER if how_far[place] else Kind.DEADLINE
    return found


def _kind(parts: Sequence[str]) -> Kind | None:
    if not parts:
        return None
    found, whole = match(parts[-1]), match(" ".join(parts))
    if not found or (found is Kind.LEAD and not _LEADING.search(_bare(parts[-1]))):
        found = whole or found
    return found or (Kind.LEAD if _bare(parts[-1]) == "thuc hien" else None)
