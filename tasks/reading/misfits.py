"""Signs that a document is no plan, or that pasting has taken its table apart."""

import re
from itertools import islice

from papi_portal.text import fold
from tasks.reading import header_words, text_lines
from tasks.reading.header_words import Kind
from tasks.reading.values import Document, Paragraph

_NO_PLANS = re.compile(
    r"(giay moi|bao cao|to trinh|bien ban|phieu (?:trinh|chuyen|yeu cau)|don de nghi|hop dong"
    r"|giay (?:uy quyen|gioi thieu|di duong)|bang (?:luong|cham cong|thanh toan).{0,60})"
    r"(?: (?:ket qua|tinh hinh|tong ket|so ket|cong tac|thang|quy|nam|6 thang).*)?"
)
_SENTENCE = re.compile(r":|[.;]$")
_HEAD = 20
"""Lines among which the kind of a document stands."""
_FEWEST_HEADERS = 4
_LONGEST_HEADER = 6
"""Words."""
_TASKS = frozenset({Kind.TASK, Kind.CONTENT, Kind.NAME})
_REST = frozenset({Kind.LEAD, Kind.SUPPORT, Kind.DEADLINE})


def kind_of_no_plan(document: Document) -> str:
    """Return the title of a document that gives no tasks ("Giấy mời", "Báo cáo"), or ""."""
    for line in islice(text_lines.of(document), _HEAD):
        found = _NO_PLANS.fullmatch(line.words.strip(" .:"))
        if found and line.is_upper:
            return line.text[: len(found[1])].strip().capitalize()
    return ""


def is_taken_apart(document: Document) -> bool:
    """Tell whether the header of a table stands there cell by cell, each in its own paragraph."""
    seen: set[Kind] = set()
    for block in document.blocks:
        words = block.text if isinstance(block, Paragraph) else ""
        kind = header_words.match(words) if words and not _SENTENCE.search(words) else None
        seen = {*seen, kind} if kind and len(fold(words).split()) <= _LONGEST_HEADER else set()
        if len(seen) >= _FEWEST_HEADERS and seen & _TASKS and seen & _REST:
            return True
    return False
