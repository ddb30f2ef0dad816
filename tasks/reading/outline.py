"""The tree of a document's headings and items, by their labels: A, I, 1, 1.1, a), -, +.

Labels win; headings of Word or Markdown and bold print only help where there is no label.
"""

import re
from collections.abc import Iterable, Iterator

from papi_portal.text import LONG_TEXT, clean_line, fold
from tasks.reading import outline_duties, parties
from tasks.reading.outline_items import Item, Place, is_next, oddity
from tasks.reading.outline_labels import CAPITALS, Family, Mark, readings
from tasks.reading.outline_sections import SectionKind, section_kind
from tasks.reading.values import Block, Paragraph

MOST_WORDS_OF_A_TITLE = 30
MOST_WORDS_OF_A_STARRED_HEADING = 15
MOST_WORDS_BEFORE_A_CUT = 40
"""A labelled paragraph longer than this without an end is a sentence that goes on below."""
FEWEST_WORDS_OF_A_CUT = 12
"""The same of a paragraph without a label, which is no heading."""
FEWEST_WORDS_BEFORE_A_NUMBER = 5
"""A shorter paragraph before a number ("100% thủ tục …") is a heading."""
FARTHEST_JUMP = 3
"""Labels left out at most between two that follow each other, when a label is not sure."""

_DOCUMENT_TITLES = re.compile(
    r"(?:ke hoach(?: hanh dong)?|quyet dinh|chi thi|chuong trinh(?: hanh dong)?|thong bao"
    r"|bo khung nhiem vu|cong van) ?:?"
)
_APPENDIX = re.compile(r"phu luc(?: (?:so )?[ivx\d]+)?\b")
_MOST_WORDS_OF_AN_APPENDIX = 6
_RECIPIENTS = re.compile(r"no?i nhan ?:?")
_CLOSING = re.compile(
    r"tren day la\b|yeu cau .{3,120} nghiem tuc .{0,60}thuc hien"
    r"|(?:trong )?qua trinh (?:to chuc |trien khai )*thuc hien"
    r".{0,60}(?:vuong mac|phat sinh|kho khan)"
)
# Behind the article that says who carries out a decision begins the plan it promulgates.
_EXECUTED_BY = re.compile(r"\b(?:chiu trach nhiem )?thi hanh (?:quyet dinh|nghi quyet)\b")
_ENDS_A_SENTENCE = (".", ";", ":", "!", "?", "…", "/.")
_NEVER_LAST = re.compile(
    r"(?:,|\b(?:và|các|của|trong|với|cho|về|tại|theo|để|những|được|là|đến|từ|do|bằng|trên|nhằm"
    r"|như|hoặc|khi|mà|thì|vào|ở|giữa|qua))$"
)
_BEFORE_A_NUMBER = (" năm", " ngày", " tháng", " quý", " số", " đạt", " khoảng")
_PIECES = re.compile(r"(?<=[.;:…])\s+(?=\S)")
_NEW_BULLET = re.compile(rf"([-–—+•*])\s+[{CAPITALS}]")
_FEWEST_BULLETS = 2


def is_closing(text: str) -> bool:
    """Tell the formula that ends a plan ("Trên đây là …"), which belongs to no item."""
    return bool(_CLOSING.match(fold(text)))


def build(blocks: Iterable[Block]) -> Item:
    """Return the root of the tree; tables are left out, every word of the paragraphs is in it."""
    builder = _Builder()
    for block in blocks:
        if not isinstance(block, Paragraph):
            builder.newest = builder.root
            continue
        for line in block.text.split("\n"):
            for piece in _pieces(clean_line(line)):
                builder.add(piece, block)
    return builder.root


def _pieces(line: str) -> Iterator[str]:
    """Yield a paragraph's items where several certainly run together: "a) …; b) …; c) …".

    Also behind what leads in: "2. Công an tỉnh: a) …; b) …".
    """
    if not line:
        return
    current = next(iter(readings(line)), None)
    bullets = sum(bool(_NEW_BULLET.match(line, at)) for at in _starts(line))
    begin = 0
    starts = _starts(line)[1:]
    for number, at in enumerate(starts):
        following = _follows(current, line, at) or _begins_list(line, at, starts[number + 1 :])
        if following or (bullets >= _FEWEST_BULLETS and _NEW_BULLET.match(line, at)):
            yield line[begin:at].strip()
            begin, current = at, following or current
    yield line[begin:]


def _starts(line: str) -> list[int]:
    return [0, *(match.end() for match in _PIECES.finditer(line))]


def _follows(current: Mark | None, line: str, at: int) -> Mark | None:
    """Return the label that continues the current one with a capital behind it."""
    if current is None or not current.value:
        return None
    for mark in readings(line, at):
        same = (mark.kind, mark.path[:-1], mark.close) == (
            current.kind,
            current.path[:-1],
            current.close,
        )
        if same and mark.value == current.value + 1 and mark.rest[:1].isupper():
            return mark
    return None


def _begins_list(line: str, at: int, later: Iterable[int]) -> Mark | None:
    """Return the label "a)" or "1)" behind a colon, when "b)" or "2)" follows on the same line.

    Behind a mere unit it is a list for certain: a page may have cut the line before "b)".
    """
    before = line[:at].rstrip()
    if not before.endswith(":"):
        return None
    of_unit = parties.heading_unit(before) is not None
    for mark in readings(line, at):
        first = mark.value == 1 and mark.close == ")" and mark.rest[:1].isupper()
        if first and (of_unit or any(_follows(mark, line, other) for other in later)):
            return mark
    return None


class _Builder:
    """Puts paragraphs below one another as they come."""

    def __init__(self) -> None:
        self.root = Item(Family.ROOT)
        self.open = [self.root]
        """The path from the root to the item that was opened last."""
        self.newest = self.root
        self.labelled = False
        """Whether a label or a section has come since the document's or appendix's title."""

    def add(self, text: str, paragraph: Paragraph) -> None:
        """Put one paragraph or item where it belongs."""
        if self.newest.family is Family.ARTICLE and _EXECUTED_BY.search(fold(self.newest.text)):
            self.newest = self.root
            del self.open[1:]
        mark = self._mark(text, paragraph)
        if mark is not None:
            self._add_marked(mark, paragraph)
        elif self._continues(text):
            self._join(text)
        else:
            self._add_unmarked(text, paragraph)

    def _mark(self, text: str, paragraph: Paragraph) -> Mark | None:
        """Return the reading of the label that fits the sequence best; None without a label."""
        marks = readings(text)
        for mark in marks:
            if any(is_next(mark, above.last.get(mark.kind)) for above in self.open):
                return mark
        for mark in marks:
            if mark.sure and not (mark.family is Family.LOWER_ROMAN and mark.value > 1):
                return mark
            if self._is_likely(mark, paragraph):
                return mark
        return None

    def _is_likely(self, mark: Mark, paragraph: Paragraph) -> bool:
        """Tell whether a label that could be a word is one: it continues, or heads a title."""
        before = (above.last.get(mark.kind) for above in self.open)
        if any(one and 0 < mark.value - one.value <= FARTHEST_JUMP for one in before):
            return mark.close != "" or mark.rest.isupper() or paragraph.strong
        stands_out = mark.rest.isupper() or paragraph.strong or paragraph.heading > 0
        return mark.value == 1 and (stands_out or mark.close != "")

    def _continues(self, text: str) -> bool:
        """Tell whether a paragraph goes on with the one before, cut by a line or page break."""
        before = self.newest.text
        if self.newest is self.root or outline_duties.read_line(text):
            return False
        if not before:
            return self.newest.mark is not None
        if len(before) > LONG_TEXT:
            return False
        if before.endswith(_ENDS_A_SENTENCE):
            return text[0].islower() and before.endswith(";")
        if before.isupper():
            return text.isupper() and self._is_bare_heading() and not _begins_anew(text)
        if text[0].islower() or (text[0].isdigit() and _expects_number(before)):
            return True
        return bool(_NEVER_LAST.search(before)) or self._is_cut(before)

    def _is_bare_heading(self) -> bool:
        return self.newest.mark is not None and not self.newest.children

    def _is_cut(self, before: str) -> bool:
        """Tell a long sentence without an end, cut by a page break, from a heading."""
        if not self.labelled or self.newest.strong or self.newest.heading:
            return False
        longest = MOST_WORDS_BEFORE_A_CUT if self.newest.mark else FEWEST_WORDS_OF_A_CUT
        return len(before.split()) > longest and not outline_duties.read_line(before)

    def _join(self, text: str) -> None:
        self.newest.text = f"{self.newest.text} {text}".strip()
        if self.newest.family is Family.TEXT and text.endswith(":"):
            self.newest.family = Family.LEAD_IN
            self.open.append(self.newest)

    def _add_marked(self, mark: Mark, paragraph: Paragraph) -> None:
        if mark.family < Family.DASH:
            self.labelled = True
        at = Place(self.open, mark).index()
        parent = self.open[at]
        item = Item(mark.family, mark, mark.rest, paragraph.heading, paragraph.strong)
        item.doubt = oddity(mark, parent.last.get(mark.kind))
        parent.last[mark.kind] = mark
        self._put(item, at, paragraph)

    def _add_unmarked(self, text: str, paragraph: Paragraph) -> None:
        family, at = self._unmarked(text, paragraph)
        item = Item(family, None, text, paragraph.heading, paragraph.strong)
        self._put(item, at, paragraph)

    def _put(self, item: Item, at: int, paragraph: Paragraph) -> None:
        item.where = paragraph.where
        self.open[at].children.append(item)
        del self.open[at + 1 :]
        if item.family is not Family.TEXT:
            self.open.append(item)
        self.newest = item

    def _unmarked(self, text: str, paragraph: Paragraph) -> tuple[Family, int]:
        """Return what a paragraph without a label is, and the place of its parent."""
        words = fold(text)
        if is_closing(text) or _DOCUMENT_TITLES.fullmatch(words):
            self.labelled = self.labelled and not _DOCUMENT_TITLES.fullmatch(words)
            return Family.TEXT, 0
        if _RECIPIENTS.fullmatch(words) or is_appendix(text):
            self.labelled = False
            return Family.TITLE, 0
        if _is_title(text, paragraph):
            if _announces(text) and self._may_head_a_section(text):
                self.labelled = True
                return Family.TITLE, self._above(Family.TITLE)
            if self.labelled:
                return Family.SUBTITLE, self._for_subtitle(paragraph)
        if text.endswith(":"):
            return Family.LEAD_IN, self._above(Family.LEAD_IN)
        return Family.TEXT, self._holder_of_text()

    def _holder_of_text(self) -> int:
        """Return the place of what a plain paragraph belongs to: seldom a bullet."""
        return max(at for at, one in enumerate(self.open) if self._may_hold_text(one))

    def _may_hold_text(self, one: Item) -> bool:
        if one.family < Family.LEAD_IN or _is_starred_heading(one):
            return True
        return one is self.newest and one.family >= Family.DASH and one.text.endswith(":")

    def _may_head_a_section(self, text: str) -> bool:
        """Tell a section's heading from one inside a section: capitals, or none are labelled."""
        sections = (Family.UPPER, Family.ROMAN)
        return text.isupper() or not any(one.family in sections for one in self.open)

    def _above(self, family: Family) -> int:
        """Return the place of the nearest open item that may hold one of this family."""
        return max(at for at, one in enumerate(self.open) if one.family < family)

    def _for_subtitle(self, paragraph: Paragraph) -> int:
        """Return the place beside another such heading, else above bullets; levels decide first."""
        if paragraph.heading:
            higher = (one.heading and one.heading < paragraph.heading for one in self.open)
            places = [at for at, is_higher in enumerate(higher) if is_higher]
            if places:
                return places[-1]
        beside = [at - 1 for at, one in enumerate(self.open) if one.family is Family.SUBTITLE]
        return beside[-1] if beside else self._above(Family.LEAD_IN)


def _expects_number(before: str) -> bool:
    long = len(before.split()) > FEWEST_WORDS_BEFORE_A_NUMBER
    return long or before.endswith(_BEFORE_A_NUMBER)


def _begins_anew(text: str) -> bool:
    return _announces(text) or parties.heading_unit(text) is not None


def _announces(text: str) -> bool:
    return section_kind(text) is not SectionKind.OPEN


def _is_starred_heading(item: Item) -> bool:
    """Tell a bullet that names what stands below: "* Công an xã"."""
    short = len(item.text.split()) <= MOST_WORDS_OF_A_STARRED_HEADING
    return item.family is Family.BULLET and short and not item.text.endswith((".", ";", ","))


def is_appendix(text: str) -> bool:
    """Tell whether a paragraph only says that an appendix begins."""
    words = fold(text)
    return bool(_APPENDIX.match(words)) and len(words.split()) <= _MOST_WORDS_OF_AN_APPENDIX


def _is_title(text: str, paragraph: Paragraph) -> bool:
    """Tell a heading without a label: marked as one, bold, or in capitals; short, no sentence."""
    if not (paragraph.heading or paragraph.strong or text.isupper()):
        return False
    if text.endswith((";", ",")) or text.startswith("(") or text[0].islower():
        return False
    inside = text.rstrip(":")
    short = len(text.split()) <= MOST_WORDS_OF_A_TITLE and ": " not in inside
    return short and not outline_duties.read_line(text)
