"""The text of a Word paragraph as the final document shows it, run by run.

python-docx's `paragraph.text` misses insertions, links and content controls; here the XML is
walked: deletions and field codes are left out, results of fields and insertions are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from tasks.reading.sources.old_fonts import Piece
from tasks.reading.sources.word_looks import Element, Look, Looks, W

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BOX = W + "txbxContent"
RUN = W + "r"
TRACKED = {W + tag for tag in ("ins", "del", "moveFrom", "moveTo")}
LEFT_OUT = {
    *(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "rt", "sdtPr", "object")),
    COMPATIBLE + "Fallback",
    BOX,
}
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    # In a TCVN3 font this is the letter ư; elsewhere cleaning takes it away.
    W + "softHyphen": "\u00ad",
}
SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F02D": "-", "F0E0": "→", "F0FC": "✓"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with one look."""

    text: str
    look: Look

    @property
    def piece(self) -> Piece:
        return Piece(self.text, self.look.font)


class Fields:
    """Which fields are open: between "begin" and "separate" stands the code, which nobody sees."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    @property
    def hides(self) -> bool:
        return any(self._in_code)

    def meet(self, kind: str) -> None:
        """Take note of the beginning, the middle or the end of a field."""
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code:
            self._in_code.pop()
            if kind == "separate":
                self._in_code.append(False)

    def end_paragraph(self) -> None:
        """Forget a code that its paragraph leaves open: a broken file must not swallow the rest."""
        if self.hides:
            self._in_code.clear()


def stretches(paragraph: Element, looks: Looks, fields: Fields) -> Iterator[Stretch]:
    """Yield the visible text of a paragraph; neighbours that look alike come as one.

    Joined because old fonts write one letter with two signs, which formatting may tear apart.
    """
    properties = paragraph.find(W + "pPr")
    before: Stretch | None = None
    for run in _runs(paragraph):
        text = _maths(run) if run.tag != RUN else _run_text(run, fields)
        look = looks.of_run(run.find(W + "rPr"), properties)
        if not text or look.hidden:
            continue
        if before and before.look == look:
            before = Stretch(before.text + text, look)
            continue
        if before:
            yield before
        before = Stretch(text, look)
    if before:
        yield before
    fields.end_paragraph()


def boxes(paragraph: Element) -> list[Element]:
    """Return the text boxes anchored in a paragraph, each once and without those within others."""
    return [
        box
        for box in paragraph.iter(BOX)
        if not any(
            one.tag in {BOX, COMPATIBLE + "Fallback"}
            for one in takewhile(lambda one: one is not paragraph, box.iterancestors())
        )
    ]


def is_merged_away(paragraph: Element) -> bool:
    """Say whether the end of a paragraph was deleted, so that the next one goes on with it."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + tag) is not None for tag in ("del", "moveFrom"))


def _runs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in LEFT_OUT or not isinstance(child.tag, str):
            continue
        if child.tag in {RUN, MATHS + "oMath"}:
            yield child
        else:
            yield from _runs(child)


def _run_text(run: Element, fields: Fields) -> str:
    texts = []
    for child in run:
        if child.tag == W + "fldChar":
            fields.meet(child.get(W + "fldCharType", ""))
        elif not fields.hides:
            texts.append(_sign(child))
    return "".join(texts)


def _sign(child: Element) -> str:
    if child.tag == W + "t":
        return child.text or ""
    if child.tag == W + "br":
        return "\n" if child.get(W + "type") in {None, "textWrapping"} else ""
    if child.tag == W + "sym":
        return SYMBOLS.get(child.get(W + "char", "").upper(), "")
    if child.tag == W + "ruby":
        return "".join(base.text or "" for base in child.iterfind(f"{W}rubyBase//{W}t"))
    return SIGNS.get(child.tag, "")


def _maths(run: Element) -> str:
    return "".join(run.itertext(MATHS + "t"))
