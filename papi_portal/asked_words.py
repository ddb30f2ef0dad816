"""What somebody types to find things: words with and without dấu, and what they stand in a text.

Vietnamese is asked for as it is typed: without dấu by many, with the mark of the tone in the old
place ("hoà") or the new ("hòa"), composed or not. All of these are the same word here.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from papi_portal.text import clean_line

LONGEST = 100
"""Letters of one search that are read."""
MOST = 8
"""Words of one search that are asked for."""
BEGUN = 3
"""Letters from which on the last word may be the beginning of a longer one.

Two letters begin half of all syllables, and many words have no more: "xã", "tổ", "y tế".
"""
MARKS = "\u0300-\u036f"
"""Marks above and below letters, for a character class."""
LETTERS = f"0-9a-zđ{MARKS}"
"""What words are made of, as `marked` writes them."""

_WORD = re.compile(f"[{LETTERS}]+")
_MARK = re.compile(f"[{MARKS}]")
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_MOVABLE = re.compile(f"(.*)(?:(o)({_TONE}?)([ae])|(u)({_TONE}?)(y))({_TONE}?)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, in small composed letters (`said`), and without dấu (`bare`)."""

    said: str
    bare: str

    @property
    def is_marked(self) -> bool:
        """Whether it was typed with dấu."""
        return self.said != self.bare

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word with its mark where it is, and in the other place where one is known."""
        return tuple(dict.fromkeys((self.said, *_moved(self.said))))


@dataclass(frozen=True)
class AskedWords:
    """The words of a search: each is to be found, in any order, the last as a beginning."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def read(cls, typed: str) -> Self:
        """Return what was typed, cut to what is asked for; nonsense asks for nothing."""
        text = clean_line(typed[: 2 * LONGEST])[:LONGEST].strip()
        words = dict.fromkeys(words_in(text))
        return cls(text, tuple(words)[:MOST])

    @property
    def is_enough(self) -> bool:
        """Whether it says enough to look for: two letters or digits."""
        return sum(len(word.bare) for word in self.words) > 1

    @property
    def marked(self) -> tuple[Word, ...]:
        """Those that were typed with dấu."""
        return tuple(word for word in self.words if word.is_marked)

    @property
    def begun(self) -> Word | None:
        """The word that may go on: the last, if it says enough."""
        last = self.words[-1] if self.words else None
        return last if last and len(last.bare) >= BEGUN else None

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(word.bare for word in self.words)

    def stands_in(self, bare: str) -> bool:
        """Tell whether a word of a text, without dấu, is one of those asked for."""
        return bare in self._wanted or bool(self.begun and bare.startswith(self.begun.bare))


def words_in(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    found = (
        Word(unicodedata.normalize("NFC", said), _MARK.sub("", said).replace("đ", "d"))
        for said in _WORD.findall(unicodedata.normalize("NFD", text).lower())
    )
    return [word for word in found if word.bare]


def _moved(said: str) -> list[str]:
    """Return "hoà" for "hòa" and the other way round; nothing where marks have one place."""
    found = _MOVABLE.fullmatch(unicodedata.normalize("NFD", said))
    if found is None:
        return []
    before, *vowels, last = found.groups()
    first, tone, second = (one or "" for one in (vowels[:3] if vowels[0] else vowels[3:]))
    if bool(tone) == bool(last):
        return []
    return [unicodedata.normalize("NFC", f"{before}{first}{last}{second}{tone}")]
