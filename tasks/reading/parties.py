"""Who does what: names of bodies in cells (`tasks.reading.names`), headings and sentences."""

import re
from dataclasses import dataclass

from papi_portal.text import clean, clean_line
from papi_portal.wording import said
from tasks.reading.bodies import bare, begins_body
from tasks.reading.cells import is_ditto
from tasks.reading.names import EDGES, GIVEN, HEADER, Parties, split
from tasks.reading.verbs import first_verb

__all__ = ["Named", "Parties", "from_sentence", "heading_unit", "is_ditto", "split"]

LONGEST_HEADING = 50
"""Words from which on a heading is no mere name."""
LONGEST_AT_END = 10
"""Words from which on a name that only the sentence's end closes is not clear."""
LONGEST_PHRASE = 600
"""Letters from which on a phrase is no list of names."""

NO_SUPPORT = said("Chưa tách được đơn vị phối hợp trong câu “{line}”; hãy ghi vào ô phối hợp.")
NO_LEAD = said("Chưa tách được đơn vị được giao trong câu “{line}”; hãy ghi vào ô chủ trì.")


@dataclass(frozen=True, slots=True)
class Named:
    """Bodies that a sentence names as leading, supporting or guiding, and what is doubtful."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


# What stands before the unit in a heading or an assignment.
_GIVING = re.compile(r"(?:(?:kinh |tran trong )?de nghi|giao(?: cho)?(?! thong\b)|yeu cau)\s+")
_ABOUT = re.compile(r"(?:(?:trach nhiem|nhiem vu)(?: cu the)? cua|doi voi|phan cong)\s+")
_LABEL = re.compile(r"(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[ivx]{1,5}\.|[a-z][.)])\s+")
_SENTENCE_END = re.compile(r"[.:](?=\s|$)|\n")
_MODES = (
    r"(?:(?:chu tri|chu dong|tich cuc|thuong xuyen|lam dau moi|co trach nhiem|tiep tuc|dinh ky"
    r"|tang cuong|kip thoi)(?:\s*,\s*|\s+va\s+|\s+))*"
)
_WITH = re.compile(
    rf"\s*{_MODES}phoi hop(?:\s+(?:chat che|hieu qua|tot|dong bo|kip thoi|thuong xuyen)|\s*,)*"
    r"(?P<with>\s+(?:voi|cung(?:\s+voi)?))?\s+"
)
_HEADS = re.compile(r"\b(?:chu tri|dau moi)\b")
_GUIDED = re.compile(
    r"\b(?:theo|duoi)\s+(?:su\s+)?huong dan(?:\s+(?:chuyen mon|nghiep vu))?(?:\s*,\s*nghiep vu)?"
    r"\s+cua\s+"
)
_CLAUSE = re.compile(r"(?:^|(?<=[.;:])\s+)", re.MULTILINE)
_CLAUSE_OF_UNIT = re.compile(r"\s(?:được|do|mà|đã)\s")
_SHOWN = 12


def heading_unit(text: str) -> str | None:
    """Return the unit a heading names and nothing else, without "Đề nghị" or "Trách nhiệm của".

    None for names of contents ("Công khai, minh bạch") and for sentences that say what to do.
    """
    words = clean_line(text)
    words = words[_opening(words)[0] :].strip(EDGES)
    if not begins_body(words, sure=True) or len(words.split()) > LONGEST_HEADING:
        return None
    given = GIVEN.search(bare(words))
    if given and text.rstrip().endswith("."):
        return None
    scope = words[: given.start() if given else None]
    header = HEADER.match(bare(words))
    if first_verb(scope) is not None or _SENTENCE_END.search(words, header.end() if header else 0):
        return None
    return words if all(begins_body(name) for name in split(scope).names) else None


def _opening(text: str) -> tuple[int, bool]:
    """Return where the words behind a label and "Giao" begin, and whether something is given."""
    plain, at, given = bare(text), 0, False
    for opening in (_LABEL, _GIVING, _ABOUT):
        match = opening.match(plain, at)
        at = match.end() if match else at
        given = given or (match is not None and opening is _GIVING)
    return at, given


def from_sentence(text: str) -> Named:
    """Return who leads, supports and guides according to the words of a task itself.

    The leading unit begins the text ("Sở Công Thương chủ trì …", "Giao Sở Nội vụ …"); supporting
    ones stand behind "chủ trì, phối hợp với" at the head of a clause. A phrase without a clear
    end yields a doubt and no name.
    """
    text = clean(text)
    doubts: list[str] = []
    leads, after = _leads(text, doubts)
    supports = _supports(text, after, doubts)
    guides = [
        name for match in _GUIDED.finditer(bare(text)) for name in _phrase(text, match.end()) or ()
    ]
    return Named(leads, tuple(dict.fromkeys(supports)), tuple(dict.fromkeys(guides)), tuple(doubts))


def _leads(text: str, doubts: list[str]) -> tuple[tuple[str, ...], int]:
    """Return the unit that begins the text and where its words end."""
    line = text.split("\n", 1)[0]
    at, given = _opening(line)
    if not begins_body(line, at, sure=True) or not (given or line[at].isupper()):
        return (), 0
    colon = line.find(":", at)
    if colon > 0 and len(text) > colon + 1 and (unit := heading_unit(line[at:colon])):
        return _named(unit, doubts), colon + 1
    if heading_unit(line[at:]):
        return (), 0
    verb = first_verb(line, at)
    clause = _CLAUSE_OF_UNIT.search(line, at, verb or at)
    unit = heading_unit(line[at : clause.start() if clause else verb]) if verb else None
    if verb and unit:
        return _named(unit, doubts), verb
    if given:
        doubts.append(NO_LEAD.format(line=_shown(line)))
    return (), 0


def _named(unit: str, doubts: list[str]) -> tuple[str, ...]:
    found = split(unit)
    doubts += found.doubts
    return found.names


def _supports(text: str, after: int, doubts: list[str]) -> list[str]:
    plain, names = bare(text), []
    starts = {after, *(match.end() for match in _CLAUSE.finditer(plain, after))}
    for start in sorted(starts):
        label = _LABEL.match(plain, start)
        if label and text[start] == "+":
            continue  # a duty of whom the line above addresses
        match = _WITH.match(plain, label.end() if label else start)
        # Who merely takes part ("Phối hợp với Sở Nội vụ …") may be the supporter themselves.
        if match is None or not _HEADS.search(match[0]):
            continue
        if not (match["with"] or begins_body(text, match.end(), sure=True)):
            continue
        found = _phrase(text, match.end())
        if found is None:
            doubts.append(NO_SUPPORT.format(line=_shown(text[start:])))
        else:
            names += found
    return names


def _phrase(text: str, at: int) -> list[str] | None:
    """Return the names from here to a verb or the end of the sentence; None if unclear."""
    text = text[at : at + LONGEST_PHRASE]
    end = _SENTENCE_END.search(text)
    verb = first_verb(text[: end.start() if end else None])
    stop = verb if verb is not None else end.start() if end else len(text)
    words = text[:stop]
    for semicolon in re.finditer(r";\s*", words):
        if not begins_body(words, semicolon.end()):
            words = words[: semicolon.start()]
            break
    found = split(words)
    short = verb is not None or all(len(name.split()) <= LONGEST_AT_END for name in found.names)
    clear = short and not found.doubts and all(begins_body(name) for name in found.names)
    # "các cơ quan được giao …": nobody can tell where such a clause ends.
    open_end = _CLAUSE_OF_UNIT.search(text[: stop + len("được ")])
    return list(found.names) if clear and not open_end else None


def _shown(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")
