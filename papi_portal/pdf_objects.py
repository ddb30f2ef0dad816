"""What PDF files are made of, as text: objects that were read, strings, a font of few letters.

Source of the form: ISO 32000-1, 7.3 and 9.6.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

FACE = "PAPIAA+Liberation-Serif"
ENCODING = "cp1252"
"""WinAnsiEncoding, whose letters a simple font can have."""
SERIF_LATIN = 2 + 32
"""Flags of a font: it has serifs, and letters of Latin script only."""


@dataclass(frozen=True, slots=True)
class Font:
    """Some letters of a typeface: the file that draws them, and what a PDF says of it."""

    file: str
    """A stream."""
    descriptor: str
    """A dictionary up to the number of the file."""
    font: str
    """A dictionary up to the number of the descriptor."""
    widths: Mapping[str, int]
    """Of its letters, in thousandths of its size."""

    def width(self, words: str, size: float) -> float:
        return sum(self.widths[letter] for letter in words) * size / 1000


def written(value: object) -> str:
    """Return an object that pdfminer read, and whatever it refers to as a reference."""
    from pdfminer.pdftypes import PDFObjRef
    from pdfminer.psparser import PSLiteral

    if isinstance(value, str):
        return value
    if isinstance(value, PDFObjRef):
        return f"{value.objid} 0 R"
    if isinstance(value, PSLiteral):
        return _name(value.name)
    if isinstance(value, Mapping):
        pairs = " ".join(f"{_name(key)} {written(one)}" for key, one in value.items())
        return f"<< {pairs} >>"
    if isinstance(value, list):
        return f"[{' '.join(map(written, value))}]"
    if isinstance(value, bytes):
        return f"<{value.hex()}>"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return f"{value:f}" if isinstance(value, float) else str(value)


def string(words: str) -> str:
    """Return words as a string of PDF, of which nothing is read as anything but words."""
    return f"<feff{words.encode('utf-16-be', errors='replace').hex()}>"


def stream(content: str, about: str = "") -> str:
    """Return a stream of ASCII; `about` is what else its dictionary says."""
    return f"<< {about}/Length {len(content)} >>\nstream\n{content}\nendstream"


@cache
def font(file: Path, letters: str) -> Font:
    """Return letters of a TrueType file, each of which WinAnsiEncoding has."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with TTFont(file, recalcTimestamp=False) as face:
        options = subset.Options(layout_features=[], name_IDs=[])
        options.drop_tables.append("FFTM")  # cannot be cut, and says only when it was made
        cut = subset.Subsetter(options)
        cut.populate(text=letters)
        cut.subset(face)
        small = BytesIO()
        face.save(small)
        per_em, names, advances = face["head"].unitsPerEm, face.getBestCmap(), face["hmtx"]
        widths = {one: round(advances[names[ord(one)]][0] * 1000 / per_em) for one in set(letters)}
        lines = [
            round(line * 1000 / per_em) for line in (face["hhea"].ascent, face["hhea"].descent)
        ]
    by_code = {one.encode(ENCODING)[0]: width for one, width in widths.items()}
    first, last = min(by_code), max(by_code)
    packed = f"{zlib.compress(small.getvalue()).hex()}>"
    told = " ".join(str(by_code.get(code, 0)) for code in range(first, last + 1))
    return Font(
        file=stream(packed, f"/Filter [/ASCIIHexDecode /FlateDecode] /Length1 {small.tell()} "),
        descriptor=(
            f"<< /Type /FontDescriptor /FontName /{FACE} /Flags {SERIF_LATIN}"
            f" /FontBBox [0 {lines[1]} 1000 {lines[0]}] /ItalicAngle 0 /StemV 80"
            f" /Ascent {lines[0]} /Descent {lines[1]} /CapHeight {lines[0]} /FontFile2"
        ),
        font=(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{FACE} /Encoding /WinAnsiEncoding"
            f" /FirstChar {first} /LastChar {last} /Widths [{told}] /FontDescriptor"
        ),
        widths=widths,
    )


def _name(name: str | bytes) -> str:
    """Return a name; what is no letter or digit is written by its number."""
    raw = name.encode() if isinstance(name, str) else name
    plain = (chr(one) if chr(one).isalnum() and one < 128 else f"#{one:02x}" for one in raw)
    return f"/{''.join(plain)}"
