"""Lines of an outline that say who does a task and when: "Đơn vị chủ trì: …", "Thời gian: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from tasks.reading import deadlines, parties
from tasks.reading.folding import flat
from tasks.reading.outline_labels import CAPITALS
from tasks.reading.values import Deadline


@dataclass(frozen=True, slots=True)
class Duties:
    """Who leads, supports and guides, until when, with what result: words as issued."""

    lead: str = ""
    support: str = ""
    guide: str = ""
    deadline: str = ""
    output: str = ""
    note: str = ""

    def or_else(self, other: "Duties") -> "Duties":
        """Return these duties, with those of `other` where these say nothing."""
        return replace(other, **dict(self.said()))

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield the fields that say something, with their words."""
        for field in fields(self):
            if words := getattr(self, field.name):
                yield field.name, words


NO_DUTIES = Duties()

# Patterns meet text without dấu in lower case.
_SOMEBODY = (
    r"(?:cac )?(?:co quan|don vi|bo phan|ca nhan|nguoi|dau moi|cong chuc)"
    r"(?:(?:,|/| va)? ?(?:co quan|don vi|bo phan|ca nhan|dia phuong|nguoi|to chuc))*"
)
_AND = r"(?:,|/| -| va| hoac)? ?"
_LEADING = r"(?:chu tri|chiu trach nhiem(?: chinh)?|phu trach|dau moi|tham muu)"
_DOING = rf"(?:{_LEADING}|thuc hien|trien khai|trach nhiem|phoi hop|tong hop|chinh)"
_SUPPORTING = r"(?:cung )?(?:tham gia )?phoi hop"
_GUIDING = r"(?:huong dan|theo doi|kiem tra|giam sat|don doc|tong hop|chi dao)"
_TIME = r"(?:thoi gian|thoi han|tien do|thoi diem|han)"
_TIME_OF = r"(?:thuc hien|hoan thanh|trien khai|bao cao|to chuc|ket thuc)"
_RESULT = r"(?:san pham|ket qua)(?: (?:dau ra|du kien|dat duoc|can dat|thuc hien|hoan thanh))"

_NAMES = {
    "lead": (
        rf"{_SOMEBODY} (?:duoc )?(?:giao )?(?:{_LEADING}|thuc hien|trien khai)(?:{_AND}{_DOING})*"
        rf"|(?:giao )?chu tri(?:{_AND}{_DOING})*"
        r"|phan cong(?: thuc hien| trach nhiem)?|trach nhiem (?:chu tri|thuc hien)"
    ),
    "support": (
        rf"(?:{_SOMEBODY} )?{_SUPPORTING}(?:{_AND}(?:thuc hien|tham gia|trien khai|cung|voi))*"
    ),
    "guide": rf"{_SOMEBODY} {_GUIDING}(?:{_AND}{_GUIDING})*(?: (?:thuc hien|trien khai))?",
    "deadline": rf"{_TIME}(?: {_TIME_OF}(?:{_AND}{_TIME_OF})*)?|hoan thanh",
    "output": rf"{_RESULT}|(?:ket qua{_AND})?san pham(?:{_AND}ket qua)?",
    "note": r"ghi chu",
}
# In parentheses at the end of a task, or before a unit, shorter words are enough:
# "(thực hiện: Sở Nội vụ)".
_SHORT = {"lead": r"|thuc hien|chiu trach nhiem|phu trach|don vi|co quan"}
# Behind the sentences of a task only full names are certain.
_TELLING = re.compile(rf"{_SOMEBODY} |chu tri$|{_TIME} {_TIME_OF}|{_RESULT}|san pham")

_START = r"(?:^|[.;,(]\s*|\n\s*|\s[-–+*•]\s+)"
_STOPS = " .;,-–(\n"
# Not behind "TP." and "TT.", which stand inside names.
_SENTENCE_AFTER = re.compile(rf"(?<![A-Z]{{2}})[.]\s+(?=[{CAPITALS}])")
_PARENTHESES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)[\s.;]*$")
_TAKES_IT_ON = re.compile(rf"\b(?:{_LEADING}|thuc hien)\b")
_TIMES = re.compile(r"[,;]\s*(?:thực hiện|hoàn thành)?(?P<time>[^,;]+)")
_ANY_YEAR = 2000
"""To tell a time from other words: what it means is read later, with the plan's own year."""
_FEWEST_WORDS_OF_A_SENTENCE = 4
_WITHOUT_COLON = re.compile(rf"(?:{_TIME}) {_TIME_OF}(?:{_AND}{_TIME_OF})*\b\s*")
_MOST_WORDS_OF_A_TIME = 15


def _compiled(more: dict[str, str]) -> re.Pattern[str]:
    names = (f"(?P<{field}>{words}{more.get(field, '')})" for field, words in _NAMES.items())
    return re.compile(rf"{_START}(?:{'|'.join(names)})\s*:\s*(?=\S)")


_FIELD = _compiled({})
_FIELD_IN_PARENTHESES = _compiled(_SHORT)


def read_line(text: str) -> tuple[Duties, str] | None:
    """Return what a line "Đơn vị chủ trì: A. Đơn vị phối hợp: B" says and the words left over.

    None when the line is something else; `text` comes without the bullet in front.
    """
    if inner := _PARENTHESES.fullmatch(text):
        return _read(inner[1], _FIELD_IN_PARENTHESES)
    if found := _read(text, _FIELD):
        return found
    short = _read(text, _FIELD_IN_PARENTHESES)
    if short and parties.heading_unit(short[0].lead) is not None:
        return short
    plain = flat(text)
    match = _WITHOUT_COLON.match(plain)
    if match and len(plain.split()) <= _MOST_WORDS_OF_A_TIME and match.end() < len(text):
        return Duties(deadline=text[match.end() :].strip(_STOPS + ":")), ""
    return None


def cut_off(text: str) -> tuple[str, Duties]:
    """Return a task without the duties at its end, and those duties.

    Cut is only what is wholly read: "(Chủ trì: A; thời gian: quý II)" or sentences behind the
    task; anything else stays in the text.
    """
    if (inner := _PARENTHESES.search(text)) and inner.start():
        found = _read(inner[1], _FIELD_IN_PARENTHESES)
        if found and not found[1]:
            return text[: inner.start()].rstrip(), found[0]
    for match in _FIELD.finditer(flat(text)):
        if match.start() == 0 or not _TELLING.match(match[match.lastgroup or 0]):
            continue
        found = _read(text[match.start() + 1 :].lstrip(" -–+*•"), _FIELD)
        if found and not found[1]:
            return text[: match.start() + 1].rstrip(" ,;-–+*•"), found[0]
    return text, Duties()


def in_parentheses(text: str) -> Duties:
    """Return what parentheses at the end of a task say: "(Sở Y tế chủ trì, phối hợp với …)"."""
    inner = _PARENTHESES.search(text)
    if inner is None or not inner.start():
        return NO_DUTIES
    said = parties.from_sentence(inner[1])
    if said.doubts or not (said.leads and _TAKES_IT_ON.search(flat(inner[1]))):
        return NO_DUTIES
    times = (match["time"].strip() for match in _TIMES.finditer(inner[1]))
    deadline = next((words for words in times if _is_time(words)), "")
    return Duties("; ".join(said.leads), "; ".join(said.supports), deadline=deadline)


def _is_time(words: str) -> bool:
    return deadlines.read(words, year=_ANY_YEAR).deadline.kind is not Deadline.NONE


def _read(text: str, pattern: re.Pattern[str]) -> tuple[Duties, str] | None:
    matches = list(pattern.finditer(flat(text)))
    if not matches or matches[0].start() != 0 or text[:1] in ".;,":
        return None
    ends = [match.start() for match in matches[1:]] + [len(text)]
    read = Duties()
    rest = ""
    for match, end in zip(matches, ends, strict=True):
        words, rest = _value(text[match.end() : end])
        field = match.lastgroup or ""
        together = "; ".join(filter(None, (getattr(read, field), words)))
        read = replace(read, **{field: together})
        if rest and end < len(text):
            return None
    return read, rest


def _value(words: str) -> tuple[str, str]:
    """Return a value without its stops, and a whole sentence behind it, which is no value."""
    after = _SENTENCE_AFTER.search(words)
    if after and len(words[after.end() :].split()) >= _FEWEST_WORDS_OF_A_SENTENCE:
        return words[: after.start()].strip(_STOPS), words[after.end() :].strip()
    return words.strip().rstrip(_STOPS), ""
