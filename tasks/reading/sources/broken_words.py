"""Words that a narrow cell has broken over two lines without a hyphen: "Thườn" / "g xuyên".

Where a line is full to its last letter, `MARK` stands between the lines. Words grow together only
where that is certain; what may be one word or two stays apart, and its cell is marked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.reading.syllables import is_syllable
from tasks.reading.values import Block, Cell, Paragraph

MARK = "\ufdd0"
"""No character: it stands in no file."""
MOST_PIECES = 4
"""Into which a word is broken: no syllable has more than seven letters."""

_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(rf"(?<!{MARK})\b{_LETTERS}\b(?!{MARK})")
_PIECES = re.compile(rf"{_LETTERS}(?:{MARK}{_LETTERS})+")
_YEAR = re.compile(rf"(?<=[/.-])2{MARK}?0{MARK}?\d{MARK}?\d(?![\d{MARK}])|\bnăm 20{MARK}\d\d\b")
_DIGITS = re.compile(rf"\d{MARK}\d")


def parts_letters(before: str, after: str) -> bool:
    """Tell whether a word or number may go on from the end of one line to the next."""
    last, first = before[-1:], after[:1]
    return (last.isalpha() and first.isalpha()) or (last.isdigit() and first.isdigit())


def mended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without marks: certain words whole, cells with doubtful ones marked."""
    seen = frozenset(word for text in _texts(blocks) for word in _words(text))
    mender = _Mender(seen)
    return tuple(
        block
        if isinstance(block, Paragraph)
        else replace(block, rows=tuple(tuple(map(mender.cell, row)) for row in block.rows))
        for block in blocks
    )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if not cell.across)


def _words(text: str) -> Iterable[str]:
    """Return the words that stand whole; a single letter is a label rather than a word."""
    return (word.lower() for word in _WORD.findall(text) if len(word) > 1)


@dataclass(frozen=True, slots=True)
class _Mender:
    """Knows the words that stand whole somewhere in the document."""

    seen: frozenset[str]

    def cell(self, cell: Cell) -> Cell:
        """Return a cell whose broken words are whole, or marked as perhaps broken."""
        if MARK not in cell.text:
            return cell
        text = _YEAR.sub(lambda year: year[0].replace(MARK, ""), cell.text)
        doubtful = bool(_DIGITS.search(text))
        for chain in set(_PIECES.findall(text)):
            whole = self._whole(chain.split(MARK))
            doubtful = doubtful or any(map(self._is_doubtful, pairwise(whole)))
            text = re.sub(rf"(?<!{MARK}){re.escape(chain)}(?!{MARK})", " ".join(whole), text)
        return replace(cell, text=text.replace(MARK, " "), is_broken=doubtful)

    def _whole(self, pieces: list[str]) -> list[str]:
        """Return pieces with those that are certainly one word put together, the longest first."""
        done, at = [], 0
        while at < len(pieces):
            sizes = range(min(MOST_PIECES, len(pieces) - at), 1, -1)
            size = next((n for n in sizes if self._is_one(pieces[at : at + n])), 1)
            done.append("".join(pieces[at : at + size]))
            at += size
        return done

    def _is_one(self, pieces: Sequence[str]) -> bool:
        word = "".join(pieces)
        if not _is_written_as_one(word) or not self._is_known(word):
            return False
        if all(map(self._is_known, pieces)):
            return word.lower() in self.seen and any(one.lower() not in self.seen for one in pieces)
        return True

    def _is_doubtful(self, pair: tuple[str, str]) -> bool:
        word = "".join(pair)
        if not _is_written_as_one(word):
            return False
        if word.isupper() and all(len(one) > 1 for one in pair):
            return False  # two abbreviations: "HĐND" / "UBND"
        return self._is_known(word) or not all(map(self._is_known, pair))

    def _is_known(self, word: str) -> bool:
        return word.lower() in self.seen or is_syllable(word)


def _is_written_as_one(word: str) -> bool:
    """Tell whether capitals stand as in one word: none, the first letter, or all."""
    return word.isupper() or word[1:].islower()
