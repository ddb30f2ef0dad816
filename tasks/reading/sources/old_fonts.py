"""Text typed with the fonts of the nineties (.VnTime, VNI-Times), turned into Unicode.

Their letters reach us as Latin-1 signs ("céng hoµ"). The conversion tables are viparse's; whether
to convert is decided here, per document, so that Unicode text is never touched.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.reading.values import Remark

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
SUBSET = re.compile(r"^[A-Z]{6}\+")
UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠ-ưẠ-ỹ\u0300-\u0323]")
"""Letters of Vietnamese that no old font has: a text with one of them is Unicode."""
FOREIGN = re.compile("[¡-¿Ä-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ]")
"""Signs of Latin-1 that Vietnamese does not write; old text is full of them."""
FEWEST_SIGNS = 8
"""Below this number of foreign signs a document is taken as it is: "25 m²", "±", "½"."""
MOSTLY = 0.1
"""With less Unicode than this beside it, all old text is converted, down to single words."""
SURELY_CAPITALS = 4
SAMPLE_LENGTH = 40


def encoding_of(font: str) -> str:
    """Return "tcvn3" or "vni" when a font's name says so, else ""."""
    name = SUBSET.sub("", font).lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one font; the name is "" where the file does not say."""

    text: str
    font: str = ""

    @property
    def is_suspect(self) -> bool:
        return not self.text.isascii() and not UNICODE_ONLY.search(self.text)


class OldFonts:
    """Which old alphabets a document uses, learnt from all of its text; none for most."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        suspects: dict[str, list[str]] = {}
        modern = 0
        for piece in pieces:
            if piece.is_suspect:
                suspects.setdefault(encoding_of(piece.font), []).append(piece.text)
            elif not piece.text.isascii():
                modern += len(piece.text)
        old = sum(map(len, suspects.get("", [])))
        self._is_mixed = modern > MOSTLY * old
        self.sample: tuple[str, str, str] | None = None
        self._charmaps = {
            named: charmap
            for named, texts in suspects.items()
            if (charmap := _charmap(named, " ".join(texts)))
        }

    def to_unicode(self, piece: Piece) -> str:
        """Return the text of a piece in Unicode; most pieces come back as they are."""
        named = encoding_of(piece.font)
        charmap = self._charmaps.get(named)
        if charmap is None or not (piece.is_suspect or (named and piece.text.isascii())):
            return piece.text
        converted = _converted(piece, charmap)
        if not named and self._is_mixed and not _reads_better(converted, piece.text):
            return piece.text
        if converted != piece.text and (not self.sample or len(self.sample[1]) < SAMPLE_LENGTH):
            self.sample = charmap.name, piece.text.strip(), converted.strip()
        return converted

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Say what was converted, with words before and after; nothing when nothing was."""
        if not self.sample:
            return ()
        name, before, after = self.sample
        message = (
            f"Văn bản dùng phông cũ {NAMES[name]}, đã đề nghị chuyển sang Unicode:"
            f" “{_shortened(before)}” → “{_shortened(after)}”; hãy kiểm tra lại chữ,"
            " nhất là chữ hoa."
        )
        return (Remark(None, "font", message),)


def _charmap(named: str, text: str) -> "Charmap | None":
    """Return the table for texts in fonts of that kind, or None when they are Unicode after all."""
    if len(FOREIGN.findall(text)) < (1 if named else FEWEST_SIGNS):
        return None
    # Imported only now: it loads all of viparse, and hardly any document gets here.
    from viparse.normalize.detector import detect_encoding_by_content
    from viparse.normalize.encodings import CHARMAPS

    candidates = {name: CHARMAPS[name] for name in NAMES}
    if named:
        charmap = candidates[named]
        return charmap if _reads_better(_applied(text, charmap), text) else None
    found = detect_encoding_by_content(text, candidates).encoding
    return candidates[found] if found else None


def _applied(text: str, charmap: "Charmap") -> str:
    from viparse.normalize.tables import convert

    return str(convert(text, charmap))


def _reads_better(after: str, before: str) -> bool:
    from viparse.normalize.frequency import vietnamese_score

    return bool(vietnamese_score(after) > vietnamese_score(before))


def _converted(piece: Piece, charmap: "Charmap") -> str:
    """Return the text in Unicode, in capitals where the font or its bare letters are capitals."""
    text = _applied(piece.text, charmap)
    if SUBSET.sub("", piece.font).lower().startswith(".vn") and piece.font.endswith("H"):
        return text.upper()
    # TCVN3 has no accented capitals: "QUYÕT §ÞNH" comes out as "QUYếT ĐịNH".
    bare = [letter for letter in text if letter.isascii() and letter.isalpha()]
    shouted = len(bare) >= SURELY_CAPITALS and all(letter.isupper() for letter in bare)
    return text.upper() if shouted else text


def _shortened(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= SAMPLE_LENGTH else f"{text[:SAMPLE_LENGTH].rstrip()}…"
