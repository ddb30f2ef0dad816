"""Words inside table cells: labels in front, bullets run together, wrapped lines, dittos."""

import re
from itertools import chain, pairwise

from papi_portal.text import fold

BULLET = re.compile(r"[-–—+*•●▪■◦\uf0b7\uf0a7](?:\s+|(?=[^\W\d_]))")
_NUMBERS = r"\d{1,3}(?:\.\d{1,2}){0,4}"
_LETTERS = r"[IVX]{1,5}(?:\.\d{1,2}){0,3}|[A-ZĐ](?:\.?\d{1,2}){0,2}|[a-zđ](?:\.?\d{1,2})?"
_CORE = rf"(?:{_NUMBERS}|{_LETTERS})"
_FRONT = re.compile(
    rf"(?:(\({_CORE}\)|{_CORE}\))\s*|({_CORE}/)\s+|({_CORE})([.:]?)(\s*)([-–]\s+)?)"
)
_CODE = r"\w{1,3}(?:\.\w{1,2}){1,3}|[A-ZĐ]{1,3}[.-]?\d{1,3}"
_ALONE = re.compile(rf"\(?(?:{_CORE}|{_CODE})[.)/:]{{0,2}}|[-–—+*•]")
# A spreadsheet takes the label 1.1 for a number and shows it as one.
_DECIMAL = re.compile(r"^(\d{1,2}),(\d{1,2})$")
_ENDS = (".", ";", ":", "!", "?", "…")

# "Văn hóa - Thông tin", "Địa chính - Xây dựng": what stands behind the dash of an office's name.
_SECOND_HALVES = (
    "chinh|dan so|do thi|dao tao|du lich|gia dinh|ha tang|ho tich|ke toan|kinh te|lao dong|"
    "moi truong|nong nghiep|nong thon|quan su|tai chinh|the thao|thong ke|thong tin|"
    "thuong binh|thuong mai|thuy loi|tre em|truyen thong|tu phap|van hoa|van xa|"
    "xa hoi|xay dung|y te"
)
_OFFICE = re.compile(rf"(?:{_SECOND_HALVES})\b")
_AFTER_END = re.compile(r"(?<=[.;:…])[\"”)]?\s+(?=[-–—]\s+\S|[+*]\s+[^\W\d_])")
_AFTER_WORD = re.compile(r"(?<=[\w),])\s+(?=[-–—]\s+[^\W\d_])")
_DOT = re.compile(r"\s+(?=[•●▪■◦\uf0b7\uf0a7])")

_DITTO = re.compile(r"[-–(\s]*(?:n\s?t|n\.t\.?|nhu tren|nhu (?:dong|muc|o|noi dung) tren)[-–).\s]*")
_DITTO_MARKS = frozenset({'"', "''", "”", "“", "“”", "″", "〃", "//", '-"-', "-”-"})
_VOID = frozenset({"-", "–", "—", "/", "…", "...", ".", "_"})
_HALF_TIME = re.compile(r"(?:^|\s)(?:quy|thang|nam|ngay|truoc|sau|tu|den|giai doan|va|[-–/,])$|/$")

# Names with "và" inside, by the words before it: a cut behind "và" has to go on like this.
_HALF_NAMES = {
    "tai nguyen": "moi truong",
    "giao duc": "dao tao",
    "khoa hoc": "cong nghe",
    "ke hoach": "dau tu",
    "nong nghiep": "phat trien|moi truong",
    "thong tin": "truyen thong",
    "thuong binh": "xa hoi",
    "dan toc": "ton giao",
    "the thao": "du lich",
    "hdnd": "ubnd",
}


def one_line(text: str) -> str:
    """Return the text with its lines joined by blanks."""
    return " ".join(text.split())


def split_label(text: str) -> tuple[str, str]:
    """Return the label in front of the text ("a)", "1.1", "I") and the words behind it.

    A closing dot or colon is no part of the label. A number without a mark behind it is a label
    only when it is dotted and a capital follows: "2 ứng cử viên" and "2.500 hồ sơ" have none.
    """
    match = _FRONT.match(text)
    if not match:
        return "", text
    rest = text[match.end() :]
    if not rest:
        return "", text
    if match[1] or match[2]:
        return match[1] or match[2], rest
    core, dot, blank, dash = match[3], match[4], match[5], match[6]
    if dot and blank:
        return core, rest
    capital = rest.lstrip("“\"'(")[:1].isupper()
    marked = dash or (dot and core[-1].isdigit()) or ("." in core and blank)
    return (core, rest) if marked and capital else ("", text)


def as_label(text: str) -> str:
    """Return the label that a cell consists of, without a closing dot; "" when it is words."""
    text = _DECIMAL.sub(r"\1.\2", one_line(text))
    return text.rstrip(".:") if _ALONE.fullmatch(text) else ""


def rank(label: str) -> int:
    """Return how deep such a label usually stands: A 0, I 10, 1 20, 1.1 21, a 30, - 50, + 60.

    Labels of one rank are of one kind; no label is the deepest, 90.
    """
    bare = label.strip("().:/ ")
    depth = bare.count(".")
    if bare[:1].isdigit():
        return (40 if label.endswith(")") else 20) + depth
    if re.match(r"[IVX]+(?:\.|$)", bare):
        return 10 + depth
    if bare[:1].isalpha():
        return (0 if bare[0].isupper() else 30) + (5 if bare[-1].isdigit() else 0)
    return 90 if not bare else 60 if bare == "+" else 50


def is_first(label: str) -> bool:
    """Tell whether a sequence begins here: "1", "2.1", "a)", "I", "A", a bullet or no label."""
    last = label.strip("().:/ ").rpartition(".")[2]
    return last in {"1", "01", "a", "A", "I"} or rank(label) >= 50


def is_bullet(text: str) -> bool:
    """Tell whether the text begins with the mark of a bullet."""
    return bool(BULLET.match(text))


def begins_low(text: str) -> bool:
    """Tell whether the text goes on in mid-sentence: a small letter in front, and no label."""
    return text[:1].islower() and not split_label(text)[0]


def is_unfinished(text: str) -> bool:
    """Tell whether the last sentence of a cell has no end mark."""
    return bool(text) and not text.endswith(_ENDS)


def is_open_list(text: str) -> bool:
    """Tell whether a list of names has to go on: it ends with a comma, a dash or "và"."""
    return text.endswith((",", "-", "–")) or fold(text).endswith(" va")


def is_ditto(text: str) -> bool:
    """Tell whether the cell says "the same as above"."""
    return text.strip() in _DITTO_MARKS or bool(_DITTO.fullmatch(fold(text)))


def is_void(text: str) -> bool:
    """Tell whether the cell holds only a dash or dots, which say "nothing"."""
    return text.strip() in _VOID


def glue(above: str, below: str) -> str:
    """Return a cell that a page break had cut, joined by a blank, or a new line at a bullet."""
    if not above or not below:
        return above or below
    if is_bullet(below) or split_label(below)[0]:
        return f"{above}\n{below}"
    tight = above[-1:] in "-/" and above[-2:-1].isalnum()
    return f"{above}{'' if tight else ' '}{below}"


def lost_between(above: str, below: str) -> bool:
    """Tell whether words are missing where a list of parties was cut behind "và"."""
    head = fold(above)
    if not head.endswith(" va"):
        return False
    tails = (tail for half, tail in _HALF_NAMES.items() if head.endswith(f"{half} va"))
    return any(not re.match(rf"(?:{tail})\b", fold(below)) for tail in tails)


def paragraphs(text: str) -> str:
    """Return a cell as paragraphs: each bullet on its own line, wrapped lines joined."""
    bulleted = is_bullet(text)
    lines: list[str] = []
    for line in filter(None, map(one_line, text.split("\n"))):
        if lines and _wraps(lines[-1], line, bulleted=bulleted):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(chain.from_iterable(_split(line, bulleted=bulleted) for line in lines))


def names(text: str) -> str:
    """Return a cell of parties: a line break stays, because it may stand between two names."""
    lines: list[str] = []
    for line in filter(None, map(one_line, text.split("\n"))):
        if lines and _ends_name(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        elif lines and (begins_low(line) or is_open_list(lines[-1]) or _is_open(lines[-1])):
            lines[-1] = glue(lines[-1], line)
        else:
            lines.append(line)
    return "\n".join(lines)


def times(text: str) -> str:
    """Return a cell of a time: wrapped lines joined, the times of two actors on two lines."""
    lines: list[str] = []
    for line in filter(None, map(one_line, text.split("\n"))):
        goes_on = bool(lines) and not is_bullet(line) and not lines[-1].endswith((";", "."))
        if goes_on and (not line[:1].isupper() or _HALF_TIME.search(fold(lines[-1]))):
            lines[-1] = glue(lines[-1], line)
        else:
            lines.append(line)
    return "\n".join(lines)


def is_enumeration(text: str) -> bool:
    """Tell whether several lines begin with bullets or with labels of one kind."""
    lines = text.split("\n")
    ranks = [rank(label) for line in lines if (label := split_label(line)[0])]
    return sum(map(is_bullet, lines)) > 1 or any(a == b for a, b in pairwise(ranks))


def _split(line: str, *, bulleted: bool) -> list[str]:
    cuts = {match.end() for mark in (_AFTER_END, _DOT) for match in mark.finditer(line)}
    if bulleted:
        found = _AFTER_WORD.finditer(line)
        cuts |= {match.end() for match in found if _starts_bullet(line, match)}
    places = [0, *sorted(cuts), len(line)]
    return [line[a:b].strip() for a, b in pairwise(places)]


def _starts_bullet(line: str, gap: re.Match[str]) -> bool:
    """Tell a bullet from the dash of a name, where the sentence before has no end mark."""
    before, after = line[: gap.start()].split()[-3:], line[gap.end() :].lstrip("-–— ")
    named = any(word[:1].isupper() for word in before)
    return after[:1].isupper() and not named and not _OFFICE.match(fold(after))


def _wraps(above: str, line: str, *, bulleted: bool) -> bool:
    if not line or is_bullet(line) or split_label(line)[0] or above.endswith((";", ":")):
        return False
    if above.endswith(_ENDS):
        return line[:1].islower()
    return not line[:1].isupper() or (bulleted and is_unfinished(above))


def _ends_name(above: str, line: str) -> bool:
    """Tell whether a line is the second half of an office's name, wrapped at its dash."""
    half = BULLET.sub("", line, count=1)
    bulleted = is_bullet(line) and not is_bullet(above) and not above.endswith((*_ENDS, ","))
    return bulleted and bool(_OFFICE.match(fold(half)))


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")
