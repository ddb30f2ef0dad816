"""Vietnamese text: one clean form to store, one folded form to search.

Source of the traps: Unicode TCVN 6909:2001 is composed (NFC); copies from PDF bring
no-break spaces, soft hyphens, zero-width and direction marks.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import filterfalse

LONG_TEXT = 10_000
"""Longest text an officer may store in one field, in characters."""

# What a keyboard, Word, a PDF page or an old mainframe ends a line with.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Soft hyphen, zero-width and direction marks, byte-order mark: invisible, and harmful in search.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# What XML cannot hold: a Word or Excel file with one of them would not open.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BLANKS = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, no invisible marks, single blanks, lines kept.

    Doing it twice changes nothing.
    """
    if text.isascii() and text.isprintable():  # most cells of long lists: figures and codes
        return " ".join(text.split())
    text = CONTROLS.sub("", INVISIBLE.sub("", LINE_ENDS.sub("\n", text)))
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", BLANK_LINES.sub("\n\n", "\n".join(lines)).strip())


def clean_line(text: str) -> str:
    """Return the text cleaned and on one line."""
    return " ".join(clean(text).split())


def cut(text: str, longest: int) -> str:
    """Return the text on one line; of a longer one whole words of so many letters, then "…"."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head = line[:longest]
    words = head if line[longest] == " " else head.rpartition(" ")[0] or head
    return f"{words.rstrip(' ,;:.-–')}…"


def fold(text: str) -> str:
    """Return the text as it is searched: lower case, without dấu, đ as d, single blanks."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    return " ".join(bare.lower().split())


@lru_cache(maxsize=100)
def side_by_side(words: str) -> re.Pattern[str]:
    """Return the pattern by which these words stand in a folded text: side by side.

    They stand from the beginning of a word, so that "an" is in "xã An Hòa" and not in "Lạng Sơn";
    no words stand in every text.
    """
    wanted = fold(clean_line(words))
    begins = r"(?<![^\W_])" if wanted[:1].isalpha() or wanted[:1].isdecimal() else ""
    return re.compile(begins + re.escape(wanted))


def saying(words: str) -> Callable[[str | None], bool]:
    """Return what tells whether these words stand in a text, with or without dấu."""
    search = side_by_side(words).search
    return lambda text: search(fold(text or "")) is not None
