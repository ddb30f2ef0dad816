"""Texts as a search shows them: the part where the words stand, and which words these are."""

import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext

from papi_portal.asked_words import AskedWords
from papi_portal.text import clean_line, side_by_side
from tasks.reading.folding import WORD, flat

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it was asked for."""
LONGEST = 220
"""Letters of a long text that are shown."""
BEFORE = 60
"""Letters shown before the first word that was asked for."""


def pieces(text: str, asked: AskedWords) -> Pieces:
    """Return the text, its words that were asked for apart."""
    found: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _places(text, asked):
        found += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return tuple(piece for piece in (*found, (text[end:], False)) if piece[0])


def excerpt(text: str, asked: AskedWords) -> Pieces:
    """Return about two lines of a text, those where most of the words stand close together."""
    line = _line(text)
    _, shown = _cut(line, _closest(_places(line, asked), line))
    return pieces(shown, asked)


def passage(text: str, words: str) -> Pieces:
    """Return about two lines of a text, those where the words stand side by side."""
    line = _line(text)
    found = side_by_side(words).search(flat(line))
    first, last = found.span() if found else (0, 0)
    moved, shown = _cut(line, first)
    first, last = first + moved, last + moved
    parts = (shown[:first], False), (shown[first:last], True), (shown[last:], False)
    return tuple(part for part in parts if part[0])


def of_output(found: Pieces) -> Pieces:
    """Return a part of what comes of a task, and before it that it is this."""
    return ((gettext("Sản phẩm đầu ra: {output}").format(output=""), False), *found)


def says_together(texts: Sequence[str], asked: AskedWords) -> bool:
    """Tell whether the words stand side by side in one of these texts, in the order as asked."""
    phrase = " " + " ".join(word.bare for word in asked.words) + (" " if not asked.begun else "")
    return any(phrase in f" {' '.join(WORD.findall(flat(text)))} " for text in texts)


def says_any(text: str, asked: AskedWords) -> bool:
    """Tell whether one of the words stands in the text."""
    return bool(_places(text, asked))


def _places(text: str, asked: AskedWords) -> list[tuple[int, int]]:
    words = WORD.finditer(flat(text))
    return [one.span() for one in words if asked.stands_in(one[0])]


def _closest(places: list[tuple[int, int]], line: str) -> int:
    """Return where the part begins in which most different words stand, closest together."""
    best, begins = (0, 0), 0
    for at, (start, _) in enumerate(places):
        said: set[str] = set()
        end = start
        for first, last in places[at:]:
            if last - start > LONGEST - BEFORE:
                break
            if (word := flat(line[first:last])) not in said:
                said.add(word)
                end = last
        if (len(said), start - end) > best:
            best, begins = (len(said), start - end), start
    return begins


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", clean_line(text))


def _cut(line: str, place: int) -> tuple[int, str]:
    """Return the part of a line around a place, and by how much it moved to the right."""
    start = _word_from(line, place - BEFORE)
    shown = line[start : start + LONGEST]
    if start + LONGEST < len(line):
        shown = f"{shown.rpartition(' ')[0] or shown}…"
    return (1 - start, f"…{shown}") if start else (0, shown)


def _word_from(line: str, place: int) -> int:
    """Return where the first word from a place on begins; the whole line's beginning if near."""
    return 0 if place <= 0 else line.find(" ", place) + 1
