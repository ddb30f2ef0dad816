"""Know text in the old Vietnamese encodings (TCVN3 of .VnTime, VNI), which displays as nonsense.

Their letters reach us as Latin-1 signs ("céng hoµ"). The conversion tables are viparse's; whether
to convert is decided here, so that Unicode text is never touched.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
SUBSET = re.compile(r"^[A-Z]{6}\+")
"""What a PDF puts before the name of a font of which it holds some letters."""
UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠ-ưẠ-ỹ\u0300-\u0323]")
"""Letters of Vietnamese that no old font has: a text with one of them is Unicode."""
FOREIGN = re.compile("[¡-¿Ä-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ]")
"""Signs of Latin-1 that Vietnamese does not write; old text is full of them."""
TELLING = re.compile(r"[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïðñöøûüþÿ¸µ¶¨¾¼½¬¦]|[^\W\d_][·«®§]|[·«®§][^\W\d_]")
"""Those of them of which one is enough in a text of a few words: "25 m²" and "§ 3" have none."""
FEWEST_SIGNS = 8
"""Below this number of foreign signs a document is taken as it is: "25 m²", "±", "½"."""
SURELY_CAPITALS = 4


def encoding_of(font: str) -> str:
    """Return "tcvn3" or "vni" when a font's name says so, else ""."""
    name = SUBSET.sub("", font).lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else ""


def is_suspect(text: str) -> bool:
    """Tell whether a text could be in an old encoding at all; hardly any can."""
    return not text.isascii() and not UNICODE_ONLY.search(text)


def suggestion(text: str, *, font: str = "") -> str | None:
    """Return what a short text in an old encoding probably says, None if it is not in one.

    Only a suggestion: few words are ambiguous, so a person must confirm it. Takes the text as it
    stands in the file: cleaning removes the soft hyphen, which is the letter ư of TCVN3.
    """
    named = encoding_of(font)
    if not is_suspect(text) or not (named or TELLING.search(text)):
        return None
    candidates = [named] if named else list(NAMES)
    return min((converted(text, one, font=font) for one in candidates), key=_strangeness)


def encoding_in(text: str, *, named: str = "") -> str:
    """Return the encoding of a long text, "" when it is Unicode or another language after all.

    `named` is the encoding that its fonts speak of; it is believed only when the letters agree.
    """
    if len(FOREIGN.findall(text)) < (1 if named else FEWEST_SIGNS):
        return ""
    if named:
        return named if reads_better(_applied(text, named), text) else ""
    from viparse.normalize.detector import detect_encoding_by_content

    return detect_encoding_by_content(text, {name: _charmap(name) for name in NAMES}).encoding or ""


def converted(text: str, encoding: str, *, font: str = "") -> str:
    """Return a text in Unicode, in capitals where the font or its bare letters are capitals."""
    result = _applied(text, encoding)
    if font.endswith("H") and encoding_of(font) == "tcvn3":
        return result.upper()
    # TCVN3 has no accented capitals: "QUYÕT §ÞNH" comes out as "QUYếT ĐịNH".
    bare = [letter for letter in result if letter.isascii() and letter.isalpha()]
    shouted = len(bare) >= SURELY_CAPITALS and all(letter.isupper() for letter in bare)
    return result.upper() if shouted else result


def reads_better(after: str, before: str) -> bool:
    """Tell whether a conversion made a text more like Vietnamese."""
    return _score(after) > _score(before)


def _strangeness(text: str) -> tuple[int, float]:
    return len(FOREIGN.findall(text)), -_score(text)


def _score(text: str) -> float:
    from viparse.normalize.frequency import vietnamese_score

    return float(vietnamese_score(text))


def _applied(text: str, encoding: str) -> str:
    from viparse.normalize.tables import convert

    return str(convert(text, _charmap(encoding)))


@cache
def _charmap(encoding: str) -> "Charmap":
    # Imported only now: it loads all of viparse, and hardly any text gets here.
    from viparse.normalize.encodings import CHARMAPS

    return CHARMAPS[encoding]
