"""Documents typed with the fonts of the nineties (.VnTime, VNI-Times), turned into Unicode.

Whether to convert is decided per document, from all of its text, so that Unicode is never touched.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from papi_portal import legacy_text
from papi_portal.legacy_text import encoding_of
from papi_portal.wording import said
from tasks.reading.values import Remark

MOSTLY = 0.1
"""With less Unicode than this beside it, all old text is converted, down to single words."""
SAMPLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one font; the name is "" where the file does not say."""

    text: str
    font: str = ""

    @property
    def is_suspect(self) -> bool:
        return legacy_text.is_suspect(self.text)


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
        self._encodings = {
            named: legacy_text.encoding_in(" ".join(texts), named=named)
            for named, texts in suspects.items()
        }

    def to_unicode(self, piece: Piece) -> str:
        """Return the text of a piece in Unicode; most pieces come back as they are."""
        named = encoding_of(piece.font)
        encoding = self._encodings.get(named)
        if not encoding or not (piece.is_suspect or (named and piece.text.isascii())):
            return piece.text
        converted = legacy_text.converted(piece.text, encoding, font=piece.font)
        if not named and self._is_mixed and not legacy_text.reads_better(converted, piece.text):
            return piece.text
        if converted != piece.text and (not self.sample or len(self.sample[1]) < SAMPLE_LENGTH):
            self.sample = encoding, piece.text.strip(), converted.strip()
        return converted

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Say what was converted, with words before and after; nothing when nothing was."""
        if not self.sample:
            return ()
        name, before, after = self.sample
        message = said(
            "Văn bản dùng phông cũ {font}, đã đề nghị chuyển sang Unicode:"
            " “{before}” → “{after}”; hãy kiểm tra lại chữ, nhất là chữ hoa.",
            font=legacy_text.NAMES[name],
            before=_shortened(before),
            after=_shortened(after),
        )
        return (Remark(None, "font", message),)


def _shortened(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= SAMPLE_LENGTH else f"{text[:SAMPLE_LENGTH].rstrip()}…"
