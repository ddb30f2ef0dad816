"""Labels at the beginning of paragraphs: "PHẦN I", A., I., 1., 1.1., a), (1), -, +."""

import re
from dataclasses import dataclass
from enum import IntEnum


class Family(IntEnum):
    """Kinds of paragraphs by their labels, the outer ones first as most documents nest them."""

    ROOT = 0
    PART = 1
    ARTICLE = 2
    TITLE = 3
    """A heading in capitals, or one that names a section, without a label."""
    UPPER = 4
    ROMAN = 5
    SUBTITLE = 6
    """Any other heading without a label."""
    GROUP = 7
    """ "Nội dung 1:", "Nhiệm vụ 2.": a word and its number."""
    NUMBER = 8
    LETTER = 9
    PAREN = 10
    LOWER_ROMAN = 11
    LEAD_IN = 12
    """A paragraph without a label that ends with a colon."""
    DASH = 13
    PLUS = 14
    BULLET = 15
    TEXT = 16


Kind = tuple[Family, int]
"""A family and how many parts its labels have: 1.1 is (NUMBER, 2)."""

CAPITALS = "".join(
    one for one in map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]) if one.isupper()
)
LETTERS = "abcdđefghijklmnopqrstuvwxyz"
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
PART_WORDS = ("phần", "chương", "mục")
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}

_OPENING = r"[“”\"'‘«(\[]"
# Behind a closed label: blanks, or the text at once ("1.1.Nội dung", "c)Thực hiện"), or nothing.
_FREE = rf"(?:\s+|(?=[^\W\d_]|{_OPENING})|$)"
# Behind a label that could as well be a word: a capital.
_NEW = rf"(?:\s*(?=[{CAPITALS}]|{_OPENING})|\s*$)"
_BLANK_AND_NEW = rf"\s+(?=[{CAPITALS}]|{_OPENING})"

_MANY = r"(?:[IVX]{1,5}|[A-H]|\d{1,2})(?:\.\d{1,2}){1,3}(?!\d)"

_PATTERNS: tuple[tuple[Family, bool, str], ...] = (
    (
        Family.PART,
        True,
        r"(?P<written>(?i:phần|chương|mục)\s+"
        r"(?P<path>(?i:thứ)\s+\w+|[IVX]{1,5}|\d{1,2}|[A-H])\b\s*(?P<close>[.:–-]?))" + _NEW,
    ),
    (Family.ARTICLE, True, r"(?P<written>Điều\s+(?P<path>\d{1,2})\s*(?P<close>[.:]))" + _FREE),
    (
        Family.GROUP,
        True,
        r"(?P<written>(?i:(?:trục )?nội dung|nhiệm vụ|giải pháp|chỉ số(?: nội dung)?|nhóm|lĩnh vực)"
        r"(?i: nhiệm vụ| giải pháp)?\s+(?i:số )?(?P<path>\d{1,2}|[IVX]{1,4})\s*(?P<close>[.:]))"
        + _NEW,
    ),
    (
        Family.NUMBER,
        True,
        rf"(?P<written>(?P<path>{_MANY})(?:(?P<close>[.)/:]){_FREE}|{_BLANK_AND_NEW}))",
    ),
    (Family.NUMBER, True, r"(?P<written>(?P<path>\d{1,2}) ?(?P<close>[.)]))" + _FREE),
    (Family.NUMBER, True, r"(?P<written>(?P<path>\d{1,2})(?P<close>[/-]))" + _NEW),
    (Family.NUMBER, False, r"(?P<written>(?P<path>[1-9]\d?)(?P<close>))" + _BLANK_AND_NEW),
    (Family.PAREN, True, r"(?P<written>\((?P<path>\d{1,2})(?P<close>\)))" + _FREE),
    (
        Family.LOWER_ROMAN,
        True,
        r"(?P<written>\(?(?P<path>i{1,3}|iv|vi{0,3}|ix|x)(?P<close>\)))" + _FREE,
    ),
    (Family.LETTER, True, r"(?P<written>(?P<path>[a-zđ]\.?\d{1,2})(?P<close>[.)]))" + _FREE),
    (Family.LETTER, True, r"(?P<written>\(?(?P<path>[a-zđ]) ?(?P<close>\)))" + _FREE),
    (Family.LETTER, True, r"(?P<written>(?P<path>[a-zđ])(?P<close>[./]))" + _NEW),
    (Family.LETTER, False, r"(?P<written>(?P<path>[a-zđ])(?P<close>\.))\s+(?=\S)"),
    (Family.ROMAN, True, r"(?P<written>(?P<path>[IVX]{1,6}) ?(?P<close>[.)/:-]))" + _NEW),
    (
        Family.ROMAN,
        False,
        rf"(?P<written>(?P<path>[IVX]{{1,6}})(?P<close>))\s+(?=[{CAPITALS}]{{2}})",
    ),
    (Family.UPPER, False, r"(?P<written>(?P<path>[A-ZĐ])(?P<close>[.)/]))" + _NEW),
    (Family.DASH, True, r"(?P<written>(?P<path>[-–—−‐‑])(?P<close>))" + _FREE),
    (Family.PLUS, True, r"(?P<written>(?P<path>\+)(?P<close>))" + _FREE),
    (
        Family.BULLET,
        True,
        r"(?P<written>(?P<path>[*•·∙▪■□●○◦‣✓✔➢►❖\uf020-\uf0ff])(?P<close>))" + _FREE,
    ),
    (Family.BULLET, True, r"(?P<written>(?P<path>o)(?P<close>))" + _BLANK_AND_NEW),
)
_COMPILED = tuple((family, sure, re.compile(pattern)) for family, sure, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Mark:
    """A label read in one way, and the words behind it."""

    family: Family
    path: tuple[str, ...]
    """Its parts: ("1", "1") for 1.1."""
    close: str
    written: str
    """The label as it stands, with its closing dot."""
    rest: str
    sure: bool
    """False for what could as well be a word or a name: it must fit the sequence."""

    @property
    def kind(self) -> Kind:
        return self.family, len(self.path)

    @property
    def value(self) -> int:
        """Return the place in its sequence from 1; bullets have none (0)."""
        return _value(self.family, self.path[-1])


def readings(text: str, at: int = 0) -> list[Mark]:
    """Return every way to read what begins at this place as a label, the likeliest first.

    "I." is the first of Roman numbers, or a letter after H; the sequence decides.
    Dates ("30/6/2023"), years and numbers of things ("16 tỉnh") are no labels.
    """
    found = []
    for family, sure, pattern in _COMPILED:
        match = pattern.match(text, at)
        if match and _is_number(family, match["path"]):
            written = match["written"].strip()
            path = _path(family, match["path"], written)
            rest = text[match.end() :].strip()
            found.append(Mark(family, path, match["close"] or "", written, rest, sure))
    return found


def without_dot(written: str) -> str:
    """Return a label as rows carry it: "1.1." as "1.1", "a)" as it is."""
    return written.rstrip(".:/–- ") or written


def _path(family: Family, words: str, written: str) -> tuple[str, ...]:
    if family is Family.PART:
        return *PART_WORDS[: PART_WORDS.index(written.lower().split()[0])], words
    if family is Family.NUMBER:
        return tuple(words.split("."))
    if family is Family.LETTER and len(words) > 1:
        return words[0], words[1:].lstrip(".")
    return (words,)


def _is_number(family: Family, words: str) -> bool:
    if family not in (Family.ROMAN, Family.LOWER_ROMAN):
        return True
    return bool(re.fullmatch(r"(?i:x{0,3}(?:ix|iv|v?i{0,3}))", words))


def _value(family: Family, last: str) -> int:
    if family >= Family.LEAD_IN:
        return 0
    if last.isdigit():
        return int(last)
    if family in _MAY_BE_ROMAN and _is_roman(last):
        return _roman(last.lower())
    if family is Family.PART and last.lower().split()[-1] in ORDINALS:
        return ORDINALS.index(last.lower().split()[-1]) + 1
    return LETTERS.find(last.lower()) + 1


_MAY_BE_ROMAN = (Family.ROMAN, Family.LOWER_ROMAN, Family.PART, Family.GROUP)


def _is_roman(words: str) -> bool:
    return set(words.lower()) <= set(ROMAN_DIGITS)


def _roman(digits: str) -> int:
    values = [ROMAN_DIGITS[digit] for digit in digits]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
