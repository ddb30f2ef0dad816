"""What stands above the title: the issuing body, the number, the place and the day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.reading.citations import NUMBER, day_in, plain_number
from tasks.reading.folding import CAPITAL

LEVELS = (
    "đặc khu",
    "huyện",
    "phường",
    "quận",
    "thành phố",
    "thị trấn",
    "thị xã",
    "tỉnh",
    "tp.",
    "tp",
    "xã",
)
_LEVEL = "|".join(re.escape(level) for level in LEVELS)
_NUMBER = re.compile(rf"\bSố(?:\s*/?\s*(?:ký )?hiệu)?\s*[:.]?\s*(?P<number>{NUMBER})")
_NO_NUMBER = re.compile(r"\bSố\s*:?[\s.…_]*/\s*[A-ZĐ][A-Za-zĐ]*(?:\s*[-–]\s*[A-ZĐ]+)*")
_PLACE_AND_DAY = re.compile(
    rf"(?P<place>[{CAPITAL}][^,\n|]{{1,60}}?)\s*,\s*(?P<day>ngày[\s.…_]*(?P<d>\d{{0,2}})[\s.…_]*"
    r"(?:tháng|[/-])[\s.…_]*(?P<m>\d{0,2})[\s.…_]*(?:năm|[/-])\s*(?P<y>\d{4}|\d{0,3}))"
)
_OF_THE_PARTY = r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
LONGEST_PLACE = 7
"""Words, dashes counted: "Thành phố Bà Rịa - Vũng Tàu"."""
_MOTTO = re.compile(
    rf"\s*(?:CỘNG\s+H[ÒO][ÀA]|CHỦ NGHĨA VIỆT NAM|Độc\s+lập\s*[-–]|{_OF_THE_PARTY}).*"
)
_OFFICES = (
    "[ỦU][ỶY] BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|[ỦU][ỶY] BAN M|SỞ|PHÒNG|BAN|BỘ|VĂN PHÒNG"
    "|CÔNG AN|THANH TRA|TRUNG TÂM|CỤC|CHI CỤC|ĐẢNG BỘ|BẢO HIỂM XÃ HỘI"
    "|(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) [ỦU][ỶY]"
)
_OFFICE = re.compile(rf"(?:{_OFFICES})\b")
_PARTY_COMMITTEE = re.compile(r"(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) [ỦU][ỶY]|ĐẢNG BỘ")
# Committees that bear the name of a place without a word for its level: "Tỉnh ủy Lạng Sơn".
_OF_A_PLACE = re.compile(r"(?P<office>(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) [ỦU][ỶY])\b\s*(?P<name>.*)")
# "Xã hội" is no commune, but "xã Hội Hoan" is one.
_WHOLE_NAME = re.compile(
    rf"(?P<office>.*?)\s*\b(?P<level>{_LEVEL})(?!\s+hội(?:$|\s+(?:{_LEVEL})\b))\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_NEW_WORD = re.compile(r"(^|,\s+|\s-\s|\bvà\s)(\w)")
_ALWAYS_UPPER = re.compile(r"\b(?:ubnd|hđnd|mttq)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Number, place and day as far as they are filled in, and who issues."""

    issuer: str = ""
    of_party: bool = False
    """The issuer is a body of the Party, not of the State."""
    number: str = ""
    number_left_blank: bool = False
    place: str = ""
    issued_on: date | None = None
    day_left_blank: str = ""
    """The words of a day that is not filled in, or does not exist."""
    year: int | None = None


def read(lines: Iterable[str]) -> Letterhead:
    """Return what the lines above the title say; what is not there stays empty."""
    above = "\n".join(lines)
    number = _NUMBER.search(above)
    blank = None if number else _NO_NUMBER.search(above)
    # The place may stand on the line of the number: without it the place begins the line.
    rest = _NO_NUMBER.sub("\n", _NUMBER.sub("\n", above))
    placed = _PLACE_AND_DAY.search(rest)
    day = day_in(placed["day"]) if placed else None
    issuer = _issuer(_PLACE_AND_DAY.sub("\n", rest).split("\n"))
    committee = _PARTY_COMMITTEE.match(issuer.upper())
    return Letterhead(
        issuer=issuer,
        of_party=bool(committee or re.search(_OF_THE_PARTY, above)),
        number=plain_number(number["number"]) if number else "",
        number_left_blank=blank is not None,
        place=" ".join(placed["place"].split()) if placed else "",
        issued_on=day,
        day_left_blank=" ".join(placed["day"].split()) if placed and day is None else "",
        year=int(placed["y"]) if placed and len(placed["y"]) == len("2024") else None,
    )


def is_place_and_day(line: str) -> bool:
    """Say whether a line is nothing but place and day: "Lào Cai, ngày 16 tháng 5 năm 2020"."""
    found = _PLACE_AND_DAY.fullmatch(line.strip(" *_."))
    return bool(found and len(found["place"].split()) <= LONGEST_PLACE)


def _issuer(lines: Iterable[str]) -> str:
    """Return the last office named, with the lines that go on with its name."""
    name: list[str] = []
    for line in (_MOTTO.sub("", one).strip(" -–_*|") for one in lines):
        if _OFFICE.match(line):
            name = [line]
        elif name and line.isupper() and _goes_on(name[-1], line):
            name.append(line)
    written = " ".join(name)
    return as_in_a_sentence(written) if len(written.split()) > 1 and _is_whole(written) else ""


def _goes_on(name: str, line: str) -> bool:
    """Tell whether a line in capitals says where the office above it is."""
    bare = _OF_A_PLACE.fullmatch(name)
    return bool(re.match(rf"(?:{_LEVEL})\s", line, re.IGNORECASE) or (bare and not bare["name"]))


def _is_whole(written: str) -> bool:
    """Tell whether an office is named with its place, or needs none ("Sở Nội vụ")."""
    bare = re.fullmatch(r"(?:[ỦU][ỶY] BAN|HỘI ĐỒNG) NHÂN DÂN", written)
    return bare is None


def as_in_a_sentence(written: str) -> str:
    """Return a name in capitals as a sentence has it: "Ủy ban nhân dân xã Liên Hội"."""
    if not written.isupper():
        return written
    if committee := _OF_A_PLACE.fullmatch(written):
        place = committee["name"]
        named = as_in_a_sentence(place) if _WHOLE_NAME.match(place) else place.title()
        return f"{committee['office'].capitalize()} {named}".strip()
    whole = _WHOLE_NAME.match(written)
    office = _office(whole["office"] if whole else written)
    if whole is None:
        return office
    return f"{office} {whole['level'].lower()} {whole['name'].title()}".strip()


def _office(written: str) -> str:
    """Return the kind of office with the capitals of its field: "Sở Nội vụ"."""
    head = next((one for one in _HEADS if written.startswith(one)), "")
    field = written.removeprefix(head).strip().lower()
    field = _NEW_WORD.sub(lambda new: new[1] + new[2].upper(), field)
    name = f"{head.capitalize()} {field}".strip()
    return _ALWAYS_UPPER.sub(lambda short: short[0].upper(), name)


_HEADS = (
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "BẢO HIỂM XÃ HỘI",
    "CHI CỤC",
    "CÔNG AN",
    "ĐẢNG BỘ",
    "ĐẢNG ỦY",
    "ĐẢNG UỶ",
    "THANH TRA",
    "TRUNG TÂM",
    "VĂN PHÒNG",
    "BAN",
    "BỘ",
    "CỤC",
    "PHÒNG",
    "SỞ",
)
