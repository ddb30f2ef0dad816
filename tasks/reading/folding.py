"""Fold Vietnamese text without moving its letters: a place in the folded text is one in the text.

`papi_portal.text.fold` closes up blanks and so cannot say where something stands.
"""

import re
import unicodedata

_LETTERS = [*map(chr, range(0x41, 0x250)), *map(chr, range(0x1EA0, 0x1EFA))]
CAPITAL = "".join(letter for letter in _LETTERS if letter.isupper())
"""The capitals of Vietnamese for a character class: in Unicode they alternate with the small."""
SMALL = "".join(letter for letter in _LETTERS if letter.islower())

WORD = re.compile(r"[a-z0-9]+")


def flat(text: str) -> str:
    """Return the text in lower case, without dấu and đ as d, each letter in its place.

    Holds for composed (NFC) text; a mark that stands alone stays where it is.
    """
    return text.translate(_BARE)


class _Bare(dict[int, str]):
    """Letters without dấu by their code, each folded once: texts are compared very often."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_BARE = _Bare()


def edited_once(one: str, other: str) -> bool:
    """Tell whether one letter changed, added, left out or two swapped make them the same."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None
    )
    if start is None:
        return True
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
