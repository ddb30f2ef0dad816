"""Where a plan says what it strives for: sections "Mục tiêu", and sentences with "phấn đấu"."""

import re
from collections.abc import Iterator

from tasks.reading.anatomy import Anatomy, dissect
from tasks.reading.citations import SENTENCE_END
from tasks.reading.folding import CAPITAL, flat
from tasks.reading.text_lines import is_frame
from tasks.reading.values import Cell, Document, Table

_LABELS = (
    (0, re.compile(rf"(?:PHẦN|Phần)\s+\w+\W*|[A-H]\.\s*(?=[{CAPITAL}])")),
    (1, re.compile(r"[IVX]{1,5}\s*[.)/:-]\s*")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s*(?=\D)")),
    (2, re.compile(r"\d{1,2}\s*[.)](?:\s+|(?=[^\W\d]))")),
    (4, re.compile(r"\(?[a-zđ\d]{1,2}\)\s*")),
    (6, re.compile(r"[-–—•*]\s*")),
    (7, re.compile(r"\+\s*")),
)
"""Levels of paragraphs by their labels, 0 the outermost."""
UNLABELLED, BULLET = 5, 6
LONGEST_HEADING = 16

_GOALS = re.compile(r"(?:(?:cac|ve|mot so|nhung)\s+)*(?:muc tieu|chi tieu)\b")
_NO_GOALS = re.compile(
    r"(?:muc dich|yeu cau|quan diem|nhiem vu|noi dung|giai phap|to chuc thuc hien|kinh phi|pham vi"
    r"|doi tuong)\b"
)
_STRIVES = re.compile(r"\bphan dau\b")
_OF_AN_INDEX = re.compile(r"\b(?:chi so|papi|par[ -]?index|sipas|pci)\b")


def label_of(paragraph: str) -> tuple[int, str]:
    """Return the level of a paragraph by its label, 0 the outermost, and the words behind it."""
    for level, label in _LABELS:
        if found := label.match(paragraph):
            return level, paragraph[found.end() :].strip()
    return UNLABELLED, paragraph.strip()


def paragraphs_of(document: Document) -> tuple[str, ...]:
    """Return the paragraphs that say what the plan strives for, labels kept.

    A table among them is one paragraph, a row a line, cells parted by " | ".
    """
    sections = _Goals()
    return tuple(
        text for entry in _entries(document, dissect(document)) for text in sections.of(entry)
    )


def _entries(document: Document, where: Anatomy) -> Iterator[str]:
    """Yield the lines of the body and of appendices, each table as one entry."""
    inside = where.inside()
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            if not is_frame(block):
                yield "\n".join(" | ".join(_texts(row)) for row in block.rows)
        else:
            yield from inside.get(number, ())


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row if cell.text and not cell.across]


class _Goals:
    """Whether the paragraph at hand stands in a section of goals."""

    def __init__(self) -> None:
        self.inside = False
        self.level = 0

    def of(self, paragraph: str) -> list[str]:
        """Return what the paragraph says of goals: all of it, some sentences, nothing."""
        if "\n" in paragraph or " | " in paragraph:
            return [paragraph] if self.inside else []
        level, said = label_of(paragraph)
        if _is_heading_of_goals(level, said):
            self.inside = True
            # Below a heading without a label numbers are goals; Roman numbers end it.
            self.level = 1 if level == UNLABELLED else level
            return [paragraph] if said.partition(":")[2].strip() or _long(said) else []
        if self.inside and self._ends(level, said):
            self.inside = False
        if self.inside:
            return [paragraph]
        return [one for one in SENTENCE_END.split(said) if _strives(one)]

    def _ends(self, level: int, said: str) -> bool:
        if level == UNLABELLED:
            return said.isupper() and not _long(said)
        other = level < BULLET and not _long(said) and _NO_GOALS.match(flat(said))
        return level <= self.level or bool(other)


def _long(said: str) -> bool:
    return len(said.split()) > LONGEST_HEADING


def _is_heading_of_goals(level: int, said: str) -> bool:
    if level >= BULLET:
        return False
    words = flat(said)
    lead = words.partition(":")[0]
    if _GOALS.match(words):
        return not _long(lead)
    outer = level <= 1 or said.isupper()
    return outer and not _long(said) and "muc tieu" in words


def _strives(sentence: str) -> bool:
    words = flat(sentence)
    return bool(_STRIVES.search(words) and _OF_AN_INDEX.search(words))
