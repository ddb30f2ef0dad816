"""What a sentence promises in numbers: points, groups, ranks, steps, shares."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.reading.folding import flat

UNCLEAR = "unclear"
"""Kind of a promise that can be seen but not be kept as a target: a rank within a region."""

GROUP_SIZES = (15, 16)
"""Provinces that PAPI counts to its highest group: a quarter of 60 to 63."""

_NUM = r"\d{1,3}(?:[.,]\d{1,4})?"
_TO = r"\s*(?:-|–|—|den)\s*(?:thu\s+|tren\s+)?"
_RANGE = rf"(?P<value>{_NUM})(?:{_TO}(?P<to>{_NUM}))?"
_OPEN, _SHUT = r"[“\"'‘]?", r"[”\"'’]?"
_GROUP = (
    r"(?P<group>trung\s+binh\s*[-–]?\s*(?:cao|thap)|cao\s+nhat|thap\s+nhat"
    rf"|(?:(?<=nhom )|(?<=diem )|(?<=loai )|(?<=muc )){_OPEN}(?:cao|thap)\b)"
)
_FEW_WORDS = r"(?:\s+(?!bac\b|hang\b|so voi)[a-z]+){0,5}?"
_COUNTED = r"(?:chi so|noi dung|linh vuc|tieu chi|truc)"
_VERB = r"(?:xep|dung|giu|dat|vao|o)"
_PLACE = rf"(?:{_VERB}\s+(?:hang\s+|vi tri\s+)?thu|thu hang|vi tri|thu tu|xep hang|hang)(?:\s+thu)?"
_OF_MANY = r"(?:tinh|thanh pho|dia phuong|don vi|xa)\b"
_AHEAD = r"\b(?:dung dau|dan dau|(?:dung |xep )(?:thu )?nhat)\b"
_REGION = r"\b(?:vung|khu vuc)\b(?! cong)"

_COMMITS = re.compile(
    r"(?:\b(?:dat|tu|tren|toi thieu|it nhat|len|duoi|hon|la|muc|diem so)|[:≥|]|>=)\s*$"
)
_COMPARES = re.compile(r"\b(?:so voi|trung binh|binh quan)\b[^,;()]*$")
_DENIES = re.compile(r"\b(?:khong|thoat|khoi|tranh)\b[^,;.]{0,30}$")
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_YEAR_BEHIND = re.compile(r"[^,;.()]{0,12}?\bnam\s+(20\d\d)\b")
_NAME_OF_REGION = re.compile(
    r".*?(?=\s*(?:[,.;:()]|$|\bnăm\b|\bvà (?:tăng|đạt|đứng|dẫn|xếp|có|nằm|thuộc|trong|phấn đấu)\b))"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, in the words of `ReadTarget`, and where it stands in the sentence."""

    kind: str
    start: int
    end: int
    value: str = ""
    value_to: str = ""
    group: str = ""
    count: int | None = None
    region: str = ""
    year: int | None = None


def find(sentence: str, *, year: int | None) -> list[Promise]:
    """Return the promises of a sentence in its order; results of years before are none."""
    said = flat(sentence)
    found: list[Promise] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(said):
            taken = any(match.start() < one.end and one.start < match.end() for one in found)
            one = None if taken else read(match, sentence)
            found += [one] if one else []
    dated = [_dated(one, said) for one in sorted(found, key=lambda one: one.start)]
    return [one for one in dated if one.year is None or year is None or one.year >= year]


def _dated(one: Promise, said: str) -> Promise:
    """Add the year that a promise is for: named before it, not as what it is compared with."""
    before = [
        int(match[1])
        for match in _YEAR.finditer(said[: one.end])
        if not _COMPARES.search(said[: match.start()])
    ]
    behind = _YEAR_BEHIND.match(said[one.end :])
    if behind and not before and not _COMPARES.search(behind[0].rpartition("nam")[0]):
        before = [int(behind[1])]
    return replace(one, year=before[-1]) if before else one


def _decimal(written: str | None) -> str:
    return (written or "").replace(",", ".")


def _numbers(kind: str) -> Callable[[re.Match[str], str], Promise | None]:
    def read(match: re.Match[str], _: str) -> Promise:
        value, to = _decimal(match["value"]), _decimal(match["to"])
        if kind == "steps_up":
            value, to = value.lstrip("0"), to.lstrip("0")
        return Promise(kind, match.start(), match.end(), value, to)

    return read


def _committed(kind: str) -> Callable[[re.Match[str], str], Promise | None]:
    """Read a number only behind words that promise it ("đạt", "từ"), not behind "so với"."""

    def read(match: re.Match[str], _: str) -> Promise | None:
        before = match.string[: match.start()]
        if not _COMMITS.search(before) or _COMPARES.search(before):
            return None
        return _numbers(kind)(match, "")

    return read


def _risen(match: re.Match[str], _: str) -> Promise:
    return Promise("score_min", match.start(), match.end(), _decimal(match["value"]))


def _unclear(match: re.Match[str], _: str) -> Promise:
    return Promise(UNCLEAR, match.start(), match.end())


def _first(match: re.Match[str], _: str) -> Promise:
    return Promise("rank_range", match.start(), match.end(), "1", "1")


def _first_of(match: re.Match[str], _: str) -> Promise:
    return Promise("rank_range", match.start(), match.end(), "1", match["to"])


def _highest(match: re.Match[str], _: str) -> Promise:
    """Read "nhóm 16 tỉnh đạt điểm cao nhất" as the group, another number as a rank."""
    if int(match["to"]) in GROUP_SIZES:
        return Promise("group_min", match.start(), match.end(), group="CN")
    return _first_of(match, "")


def _rank(match: re.Match[str], _: str) -> Promise:
    """Read "hạng 10 - 15" as a range; "hạng 15" is kept by every better rank."""
    first, last = (match["value"], match["to"]) if match["to"] else ("1", match["value"])
    return Promise("rank_range", match.start(), match.end(), str(int(first)), str(int(last)))


def _first_in_region(match: re.Match[str], sentence: str) -> Promise:
    name = _NAME_OF_REGION.match(sentence, match.end())
    if not (name and name[0]):
        return _unclear(match, sentence)
    return Promise("first_in_region", match.start(), name.end(), region=name[0].strip())


def _group(match: re.Match[str], _: str) -> Promise:
    if _DENIES.search(match.string[: match.start()]):
        return _unclear(match, "")
    return Promise("group_min", match.start(), match.end(), group=_code(match["group"]))


def _count(match: re.Match[str], _: str) -> Promise:
    code, count = _code(match["group"]), int(match["count"])
    return Promise("count_in_group", match.start(), match.end(), group=code, count=count)


def _code(group: str) -> str:
    low = "thap" in group
    if "trung" in group:
        return "TBT" if low else "TBC"
    return "TN" if low else "CN"


_WHOLE_RANGE = r"(?P<value>\d+)(?:\s*(?:-|–|—|den)\s*(?:thu\s+)?(?P<to>\d+))?"
_RISES = rf"\btang{_FEW_WORDS}\s+"
_UP_TO = rf"tu\s+{_NUM}(?:\s+diem)?\s+len\s+(?:tren\s+)?(?P<value>{_NUM})\s*diem"
# Earlier ones come first and take their words away from the later.
_PATTERNS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (_RISES + _UP_TO, _risen),
        (rf"{_RISES}{_RANGE}\s*diem", _numbers("change")),
        (rf"{_RISES}{_WHOLE_RANGE}\s+(?:bac|thu hang|hang)\b", _numbers("steps_up")),
        (rf"\b(?P<count>\d+)(?:/\d+)?\s+{_COUNTED}\b[^.;]{{0,90}}?{_GROUP}", _count),
        (rf"\b{_PLACE}\s+\d+[^.;,]{{0,30}}?{_REGION}", _unclear),
        (rf"\b\d+/\d+\s+{_OF_MANY}[^.;,]{{0,20}}?{_REGION}", _unclear),
        (rf"{_AHEAD}[^.;,]{{0,40}}?{_REGION}\s+", _first_in_region),
        (rf"\b(?P<to>\d+)(?:/\d+)?\s+{_OF_MANY}[^.;]{{0,40}}?\b(?:dan|dung) dau\b", _first_of),
        (rf"{_AHEAD}\s+(?:ca nuoc|toan quoc)\b", _first),
        (r"\btop\s+(?P<to>\d+)", _first_of),
        (rf"\b{_PLACE}\s+(?:tu\s+)?(?:thu\s+)?{_WHOLE_RANGE}(?!\s*diem|[,.]?\d)", _rank),
        (rf"\bxep\s+{_WHOLE_RANGE}/\d+", _rank),
        (rf"\bnhom\s+(?P<to>\d+)\s+{_OF_MANY}[^.;]{{0,40}}?\bcao nhat\b", _highest),
        (rf"\bnhom\b[^.;]{{0,80}}?{_GROUP}", _group),
        (rf"\b(?:xep loai|muc|tu|loai)\s+{_OPEN}{_GROUP}{_SHUT}\s+tro len", _group),
        (rf"{_RANGE}\s*diem\b", _committed("score_min")),
        (rf"{_RANGE}\s*%", _committed("percent_min")),
    )
)
