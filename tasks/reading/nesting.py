"""Headings above the rows of a task table: those in the table, and paragraphs over it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from papi_portal.text import fold
from tasks.reading import cells
from tasks.reading.values import Block, Heading, Paragraph

_NOISE = re.compile(
    r"[-–—_=*.\s]*(?:(?:trang )?\d{1,4}(?: ?/ ?\d{1,4})?)?[-–—_=*.\s]*|\(?tiep theo.*"
)
_NEW_SHEET = re.compile(
    r"phu luc|phu bieu|bieu so|noi nhan|tren day la|(?:tm|kt|tl|tuq)\.|chu tich"
    r"|(?:pho )?giam doc|\((?:ban hanh )?kem theo"
)
_APPENDIX = re.compile(
    r"(?:phu luc|phu bieu|bieu)(?: (?:so )?(?:[ivx]+|\d{1,2}|[a-h]))?\b[\s.:–-]*"
)
_ISSUED_WITH = re.compile(r"\((?:ban hanh )?kem theo")
_NUMBERED = re.compile(
    r"(?:phan|chuong|noi dung|chi so(?: noi dung)?|nhom|muc|truc|linh vuc) (?:\d+|[ivx]+)\b"
)
_TITLE = re.compile(r"ke hoach|quyet dinh|chi thi|chuong trinh(?: hanh dong)?|bo khung nhiem vu")
_NO_HEADING = re.compile(r"bang |bieu |danh muc|ke hoach|don vi tinh|kem theo|ghi chu|\(")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORDS = 30
_SHORT = 15
_NEAR = 4
"""Paragraphs that may stand between a heading and its table."""
_BY_WORD = 8
"""Rank of "Phần 1", "Nội dung I": inside A, outside I."""


def is_noise(text: str) -> bool:
    """Tell whether a paragraph between two pages says nothing: "- 3 -", "Trang 2/5"."""
    return bool(_NOISE.fullmatch(fold(text)))


def is_new_sheet(paragraph: Paragraph) -> bool:
    """Tell whether an appendix begins or the document ends here."""
    return bool(_NEW_SHEET.match(fold(paragraph.text)))


def parts(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph between two tables begins something new."""
    return bool(heading_of(paragraph)) or is_new_sheet(paragraph)


def heading_of(paragraph: Paragraph) -> Heading | None:
    """Return a paragraph as a heading: it has a label or a level, and is no sentence."""
    text = cells.one_line(paragraph.text)
    if cells.is_bullet(text) or len(text.split()) > _WORDS or text.endswith((".", ";", ",")):
        return None
    label, words = cells.split_label(text)
    known = label or paragraph.heading or _NUMBERED.match(fold(text))
    return Heading(label, words) if known and not is_new_sheet(paragraph) else None


def above(blocks: Sequence[Block], place: int, words: Sequence[str] = ()) -> tuple[Heading, ...]:
    """Return the headings over the table at this place, the outermost first.

    `words` stand in the table itself, over its header. An appendix begins anew: what stands over
    "PHỤ LỤC" or over a signature is not about its tables.
    """
    found: list[tuple[int, Heading]] = []
    paragraphs = list(_backwards(blocks, place, words))
    titled = any(_TITLE.fullmatch(fold(one.text)) for one in paragraphs[1:_NEAR])
    for distance, paragraph in enumerate(paragraphs):
        if is_new_sheet(paragraph):
            break
        bare = None if distance or titled else _bare_heading(paragraph)
        heading = heading_of(paragraph) or bare
        if heading is None and not found and distance >= _NEAR:
            break
        if heading and (not found or _depth(heading, paragraph) < found[-1][0]):
            found.append((_depth(heading, paragraph), heading))
    return tuple(heading for _, heading in reversed(found))


def appendix_label(text: str) -> str:
    """Return "PHỤ LỤC I" when a line says that an appendix begins, with its name or alone."""
    begins = _APPENDIX.match(fold(text))
    alone = begins and begins.end() == len(text)
    return text[: begins.end()].rstrip(" .:–-") if begins and (alone or text.isupper()) else ""


def appendix(blocks: Sequence[Block], place: int, words: Sequence[str] = ()) -> Heading | None:
    """Return the appendix that the table at this place belongs to: "PHỤ LỤC I" and its name.

    The name stands between "PHỤ LỤC I" and "(Kèm theo …)", or in capitals.
    """
    lines: list[str] = []
    for paragraph in _backwards(blocks, place, words):
        text = cells.one_line(paragraph.text)
        if label := appendix_label(text):
            rest = text.removeprefix(label).lstrip(" .:–-")
            name = " ".join(filter(None, [rest, *_name(lines[::-1])]))
            return Heading(label, name) if name else Heading("", label)
        lines.append(text)
    return None


def _name(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines below "PHỤ LỤC I" that name the appendix."""
    ends = [at for at, line in enumerate(lines[:_NEAR]) if _ISSUED_WITH.match(fold(line))]
    return lines[: ends[0]] if ends else list(takewhile(str.isupper, lines[:_NEAR]))


def rank(heading: Heading) -> int:
    """Return how deep a heading usually stands, as `cells.rank`."""
    numbered = not heading.label and _NUMBERED.match(fold(heading.text))
    return _BY_WORD if numbered else cells.rank(heading.label)


@dataclass(slots=True)
class Nest:
    """Headings that hold for the next row of a table, while its rows are gone through."""

    base: tuple[Heading, ...] = ()
    """Headings over the table: rows cannot end them."""
    inner: list[tuple[int, Heading]] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _last: str = ""
    """Label of the last task: numbers may run on through all headings."""
    _has_tasks: bool = False

    def open(self, heading: Heading) -> None:
        """Put a heading where its label belongs: beside one of its kind, else below the last.

        One without a label stands below a heading only when no task came in between.
        """
        if not self.inner and self.base and _same(heading, self.base[-1]):
            return
        depth = self._depth(heading)
        ranks = [one for one, _ in self.inner]
        if depth in ranks:
            del self.inner[ranks.index(depth) :]
        elif not heading.label and self._has_tasks:
            del self.inner[-1:]
        elif depth in self._seen or not cells.is_first(heading.label):
            self.inner = [one for one in self.inner if one[0] < depth]
        self.inner.append((depth, heading))
        self._seen.add(depth)
        self._has_tasks = False

    def over(self, label: str) -> tuple[Heading, ...]:
        """Return the headings over a task; one numbered on after a heading ends that heading."""
        depth = cells.rank(label)
        ranks = [one for one, _ in self.inner]
        if label and depth in ranks and not _follows(self._last, label):
            place = ranks.index(depth)
            if _follows(self.inner[place][1].label, label):
                del self.inner[place:]
        self._last = label
        self._has_tasks = True
        return (*self.base, *(heading for _, heading in self.inner))

    def _depth(self, heading: Heading) -> int:
        """Return the rank; "I" after "H" is a letter."""
        after_h = heading.label == "I" and any(one.label == "H" for _, one in self.inner)
        return cells.rank("A") if after_h else rank(heading)


def _backwards(blocks: Sequence[Block], place: int, words: Sequence[str]) -> Iterator[Paragraph]:
    yield from (Paragraph(text) for text in reversed(words))
    for block in reversed(blocks[:place]):
        if isinstance(block, Paragraph) and not is_noise(block.text):
            yield block


def _bare_heading(paragraph: Paragraph) -> Heading | None:
    """Return a bold line right above a table as its heading, unless it names the table."""
    text = cells.one_line(paragraph.text)
    fits = paragraph.strong and not text.isupper() and len(text.split()) <= _SHORT
    fits = fits and not text.endswith((".", ";", ",")) and not cells.is_bullet(text)
    return Heading("", text) if fits and not _NO_HEADING.match(fold(text)) else None


def _depth(heading: Heading, paragraph: Paragraph) -> int:
    """Return the rank; the level of a heading without a label counts as if it were numbered."""
    return rank(heading) if heading.label or not paragraph.heading else 10 * paragraph.heading


def _same(one: Heading, other: Heading) -> bool:
    return fold(one.text) == fold(other.text)


def _follows(before: str, label: str) -> bool:
    """Tell whether a label is the next of its kind: "2" after "1", "1.3" after "1.2", "đ)"."""
    if not before or cells.rank(before) != cells.rank(label):
        return False
    head, _, last = before.strip("().:/ ").rpartition(".")
    other, _, now = label.strip("().:/ ").rpartition(".")
    step = _ordinal(now) - _ordinal(last)
    return head == other and (step == 1 or (last == "d" and now == "e"))


def _ordinal(part: str) -> int:
    if part.isdigit():
        return int(part)
    return (_ROMANS.index(part) if part in _ROMANS else _LETTERS.find(part[:1].lower())) + 1
