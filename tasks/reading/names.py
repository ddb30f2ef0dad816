"""Cells split into names of bodies, as written.

A comma or "và" parts two bodies only where a body begins behind it. What is not certain stays
whole, with a doubt; notes in parentheses are no names.
"""

import re
from dataclasses import dataclass

from papi_portal.text import clean, clean_line
from papi_portal.wording import said
from tasks.reading.bodies import (
    FIXED,
    LEVELS,
    SECTORS,
    SHARED_HEADS,
    bare,
    begins_body,
    goes_on_as_group,
    is_unfinished,
)
from tasks.reading.cells import is_ditto, is_void

LONGEST_NAME = 25
"""Words from which on a name is doubtful."""
LONGEST_CELL = 3000
"""Letters from which on a cell is no list of names."""

TOO_LONG = said("Ô này quá dài cho một danh sách cơ quan, đơn vị; hãy kiểm tra lại bảng.")
DITTO = said("Ô này ghi như dòng trên, nhưng không rõ là dòng nào; hãy ghi lại tên cơ quan.")
NOT_A_NAME = said("“{name}” chưa giống tên cơ quan, đơn vị; hãy xem lại.")
MAYBE_SEVERAL = said("“{name}” được giữ là một tên; hãy tách ra nếu đó là nhiều cơ quan, đơn vị.")
SHARED = said("“{name}” được hiểu là “{meant}”; hãy sửa nếu không phải.")
INCOMPLETE = said("Tên “{name}” có thể thiếu chữ; hãy xem lại văn bản gốc.")


@dataclass(frozen=True, slots=True)
class Parties:
    """Names of bodies as written, and what is doubtful about them."""

    names: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


EDGES = " \t\n.;:,…•▪■●◦·-–—+*&/"
_BULLET = re.compile(r"\s*(?:[-+*]\s*|\d{1,2}[.)]\s+|[a-z]\)\s*)")
_AND = r"(?:va|cung(?:\s+voi)?|&)(?=\s)\s*"
_JOINT = re.compile(rf"(?:\s*[,/\n]\s*(?:{_AND})?|\s+{_AND})+")
_LEADING_AND = re.compile(r"(?:(?:va|cung(?:\s+voi)?)[\s,/-]+)+")
_TRAILING_AND = re.compile(r"(?:[\s,/-]+(?:và|cùng))+$", re.IGNORECASE)
_NOTE = re.compile(r"\s*\(([^()]*)\)")
_SHORT_NAME = re.compile(r"[^\W_][\w&.,/ -]{1,14}")
_ROLE = re.compile(
    r"(?:(?:don vi|co quan|bo phan)\s+)?(?:chu tri|phoi hop|thuc hien|chiu trach nhiem|huong dan)"
    r"(?:\s+thuc hien)?\s*:\s*"
)
# A sentence end inside a name, but for "TP. Lạng Sơn"; or a role.
_LEFTOVER = re.compile(rf"\w{{3,}}\.\s|{_ROLE.pattern}")
_HALF = re.compile(r"(?:so|phong|bo)\s+(?:tai nguyen|khoa hoc|thong tin|ke hoach|giao duc)")
_HEADS = "|".join(SHARED_HEADS)
# One head with a colon for several bodies, as in "UBND các xã: …" or "Sở, ngành: …".
HEADER = re.compile(
    r"(?P<of>(?:ubnd|uy ban nhan dan|cong an|hdnd|dang uy)\s+)?(?:cac\s+)?"
    rf"(?P<kind>{_HEADS}|{LEVELS}|thon|ban)"
    rf"(?P<more>(?:\s*(?:,|\bva\b)\s*(?:ban|nganh|phong|don vi|{LEVELS}))*)\s*:\s*(?=\S)"
)
_SHARED_HEAD = re.compile(rf"(?P<several>cac\s+)?(?P<kind>{_HEADS})\s+(?=\w)")
# Behind a comma these go on with the same name: "UBND, cấp xã", "UBND các huyện, thị xã".
_TAIL = re.compile(rf"cap\s|(?:{LEVELS})(?=\s*(?:$|[,;./]|\bva\b|\b(?:{LEVELS})\b))")
_X_Y_AND_Z = re.compile(r"[^,;]{2,30}(?:,[^,;]{2,30})*\s(?:va|&)\s")
_OFFICE = re.compile(r"(?:so|phong|ban|trung tam|chi cuc|cong chuc|co quan|cuc|bao)\s")
GIVEN = re.compile(r"\bduoc (?:giao|phan cong)\b")


def split(text: str) -> Parties:
    """Return the names in a cell, or in a phrase that names bodies.

    A body behind a shared head word gets it: "Sở Nội vụ, Tài chính" gives "Sở Nội vụ" and "Sở Tài
    chính", with a doubt unless a colon or "các" makes it certain.
    """
    text = clean(text)
    if is_void(text):
        return Parties()
    if is_ditto(text):
        return Parties(doubts=(DITTO,))
    if len(text) > LONGEST_CELL:
        return Parties(doubts=(TOO_LONG,))
    found = [
        _shared(name)
        for segment in _segments(_without_notes(text))
        for name in _cut(segment)
        if name
    ]
    return Parties(
        tuple(name for one in found for name in one.names),
        tuple(doubt for one in found for doubt in one.doubts),
    )


def _without_notes(text: str) -> str:
    """Take notes in parentheses out, but for short names such as "(MTTQ)"."""

    def kept(note: re.Match[str]) -> str:
        return note[0] if note[1].isupper() and _SHORT_NAME.fullmatch(note[1]) else ""

    before, rest = text, _NOTE.sub(kept, text)
    while rest != before:
        before, rest = rest, _NOTE.sub(kept, rest)
    return rest if rest.strip(EDGES) else re.sub(r"[()]", " ", text)


def _segments(text: str) -> list[str]:
    """Cut where two names part for certain: at semicolons and bullets.

    A dash in front of a line may also be that of "Lao động\\n- Thương binh và Xã hội".
    """
    bulleted = bool(_BULLET.match(bare(text)))
    segments = [""]
    for line in text.split("\n"):
        bullet = _BULLET.match(bare(line))
        if bullet and (bulleted or begins_body(line, bullet.end())):
            segments.append(line[bullet.end() :])
        else:
            segments[-1] += f"\n{line}"
    return [part for segment in segments for part in re.split("[;•▪■●◦]", segment)]


def _cut(segment: str) -> list[str]:
    """Cut a stretch without semicolons where a body begins behind a comma, "và" or line break."""
    segment = segment.strip(EDGES)
    plain = bare(segment)
    role = _ROLE.match(plain) or _LEADING_AND.match(plain)
    start = role.end() if role else 0
    fixed = [match.span() for match in FIXED.finditer(plain)]
    names = []
    for joint in _JOINT.finditer(plain, start):
        before, after = plain[start : joint.start()], plain[joint.end() :]
        parts = (
            not any(a <= joint.start() and joint.end() <= b for a, b in fixed)
            and begins_body(segment, joint.end())
            and _parts(before, joint[0], after)
            and not (joint[0] == "\n" and _wraps(before, segment[joint.end() :]))
        )
        if parts:
            names.append(_tidy(segment[start : joint.start()]))
            start = joint.end()
    return [*names, _tidy(segment[start:])]


def _parts(before: str, joint: str, after: str) -> bool:
    """Tell whether the body that begins behind a joint is another one; bare texts."""
    if not before.strip() or goes_on_as_group(before, after):
        return False
    if "/" in joint:
        return min(len(before.split()), len(after.split())) > 1
    shared = _SHARED_HEAD.match(before)
    return not (shared and re.match(rf"(?:{SHARED_HEADS[shared['kind']]})(?!\w)", after))


def _wraps(before: str, below: str) -> bool:
    """Tell whether a line break without a comma only wraps a name; `before` is bare text."""
    several = re.match(r"các\s", below) and not re.search(r"\b(?:ubnd|hdnd|truong)$", before)
    return is_unfinished(before) or (below[0].islower() and not several)


def _tidy(name: str) -> str:
    return _TRAILING_AND.sub("", clean_line(name).strip(EDGES)).rstrip(EDGES)


def _shared(name: str) -> Parties:
    """Return the names in a phrase with one head word for several bodies, or the name itself."""
    plain = bare(name)
    header = HEADER.match(plain)
    if header:
        return _listed(name, header)
    head = _SHARED_HEAD.match(plain)
    if head:
        items = _items(name[head.end() :], also_and=bool(head["several"]))
        if len(items) > 1 and all(_is_sector(item, head["kind"]) for item in items):
            word = name[head.start("kind") : head.end("kind")]
            names = tuple(f"{_capital(word)} {item}" for item in items)
            doubt = SHARED.format(name=name, meant="; ".join(names))
            return Parties(names, () if head["several"] else (doubt,))
    return Parties((name,), tuple(_doubts(name)))


def _listed(name: str, header: re.Match[str]) -> Parties:
    """Return the names behind a colon: "Các Sở: Nội vụ, Y tế", "UBND các xã: Hồng Quang, …"."""
    kind = header["kind"]
    head = _capital(name[header.start("kind") : header.end("kind")])
    if header["of"]:
        head = f"{name[: header.end('of')].strip()} {head.lower()}"
    names, doubts = [], []
    for item in _items(name[header.end() :], also_and=True):
        if kind in SHARED_HEADS:
            full = f"{head} {item}" if _is_sector(item, kind) else item
        else:
            full = item if header["more"] or bare(item).startswith(kind) else f"{head} {item}"
        names.append(full)
        doubts += _doubts(full)
    return Parties(tuple(names), tuple(doubts))


def _items(text: str, *, also_and: bool) -> list[str]:
    """Cut at each comma that is not inside a fixed phrase; at "và", too, if asked."""
    plain, start = bare(text), 0
    items: list[str] = []
    fixed = [match.span() for match in FIXED.finditer(plain)]
    for joint in _JOINT.finditer(plain):
        within = any(a <= joint.start() and joint.end() <= b for a, b in fixed)
        if not within and (also_and or items or "," in joint[0]):
            items.append(text[start : joint.start()])
            start = joint.end()
    return [tidy for item in (*items, text[start:]) if (tidy := _tidy(item))]


def _is_sector(item: str, kind: str) -> bool:
    territory = rf"(?:\s+(?:{LEVELS})\b.*)?"
    return bool(re.fullmatch(rf"(?:{SHARED_HEADS[kind]}){territory}", bare(item)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _doubts(name: str) -> list[str]:
    plain = bare(name)
    known = re.match(rf"(?:{SECTORS}|{LEVELS})(?!\w)", plain)
    if not (known or begins_body(name)) or len(name.split()) > LONGEST_NAME:
        return [NOT_A_NAME.format(name=name)]
    if _HALF.fullmatch(plain):
        return [INCOMPLETE.format(name=name)]
    several = _LEFTOVER.search(plain) or _may_be_several(plain)
    return [MAYBE_SEVERAL.format(name=name)] if several else []


def _may_be_several(plain: str) -> bool:
    """Tell whether a comma was kept for no certain reason; bare text."""
    fixed = [match.span() for match in FIXED.finditer(plain)]
    given = GIVEN.search(plain)
    for comma in re.finditer(r"\s*,\s*", plain[: given.start() if given else None]):
        before, after = plain[: comma.start()], plain[comma.end() :]
        certain = (
            any(a <= comma.start() and comma.end() <= b for a, b in fixed)
            or goes_on_as_group(before, after)
            or _TAIL.match(after)
            or (_OFFICE.match(plain) and _X_Y_AND_Z.match(after))
        )
        if not certain:
            return True
    return False
