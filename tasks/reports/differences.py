"""Two versions of a text, cut where they differ, so that a page can mark the words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")
"""A word with the blanks behind it: blanks of their own are alike and make comparing slow."""
MOST_COMPARED = 100_000
"""Pairs of words from which on texts are told apart as wholes: comparing takes their square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; changed if the other version does not have it here."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Both versions in pieces; put together they are the texts."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def difference(old: str, new: str) -> Difference:
    """Return where two versions of a text differ, word by word."""
    before, after = WORD.findall(old), WORD.findall(new)
    if not before or not after or len(before) * len(after) > MOST_COMPARED:
        return Difference(_whole(old), _whole(new))
    left, right = list[Piece](), list[Piece]()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if b > a:
            left.append(Piece("".join(before[a:b]), kind != "equal"))
        if d > c:
            right.append(Piece("".join(after[c:d]), kind != "equal"))
    return Difference(tuple(left), tuple(right))


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()
