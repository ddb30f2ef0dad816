"""Task tables of a document as rows, each with the headings above it, as issued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from papi_portal.text import fold
from papi_portal.wording import said
from tasks.reading import cells, nesting, stitching
from tasks.reading.columns import FILLED, PARTIES, Layout, Role
from tasks.reading.cut_rows import MAYBE_MORE
from tasks.reading.table_lines import Doubt, Line
from tasks.reading.values import Document, Heading, Part, RawRow, Remark

TOTAL = said("Dòng cộng “{words}” ({where}) không phải nhiệm vụ: đã bỏ qua.")
EMPTY_HEADING = said("Đề mục “{words}” ({where}) không có nhiệm vụ nào bên dưới.")
MAYBE_NO_HEADING = said("Đề mục “{words}” ({where}) có thể là phần tiếp của dòng cuối trang trước.")
HEADING_NOTE = said("Đề mục “{words}” ({where}) có ghi chú không được đọc: “{note}”.")
NO_TEXT = said("Dòng không có nội dung nhiệm vụ, chỉ có “{words}” ({where}): đã bỏ qua.")
TASK_OR_HEADING = said("Dòng không có cơ quan, thời gian: chưa rõ là nhiệm vụ hay đề mục.")
SAME_TASK = said("Ô nội dung gộp cho nhiều dòng: cơ quan, thời gian của các dòng được ghép lại.")
CARRIED = said("Ô để trống, lấy theo dòng trên: hãy kiểm tra.")
DITTO = said("“{mark}” được hiểu là như dòng trên: “{words}”.")
DITTO_OF_NOTHING = said("“{mark}” không có dòng trên để lấy theo.")
A_TIME = said("Ô cơ quan có vẻ là thời gian, còn ô thời gian để trống: có thể lệch cột.")

_TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\b[^.;]{0,40}", re.IGNORECASE)
_TIME = re.compile(
    r"thuong xuyen|(?:hang|moi|trong) (?:nam|quy|thang).{0,20}|(?:quy|thang|nam) [ivx\d/]+.{0,20}"
    r"|(?:truoc )?(?:ngay )?\d{1,2}/\d{1,2}(?:/\d{4})?"
)
_MARKER = re.compile(
    r"(?:^|\n|[;.]\s+)[-+•*]?\s*(?:(?:cơ quan|đơn vị|bộ phận)\s+)?"
    r"(chủ trì|thực hiện|phối hợp|hướng dẫn|theo dõi|kiểm tra)(?:\s+thực hiện)?\s*:\s*",
    re.IGNORECASE,
)
_MARKED = {"chủ trì": Role.LEAD, "thực hiện": Role.LEAD, "phối hợp": Role.SUPPORT}
_SHORT = 15
"""Words; a heading among rows is seldom longer."""


def task_rows(document: Document) -> tuple[tuple[RawRow, ...], tuple[Remark, ...]]:
    """Return the rows of all task tables in order, and remarks about tables as a whole."""
    groups, _, remarks = stitching.groups(document)
    rows: list[RawRow] = []
    for group, appendix in zip(groups, _appendices(document, groups), strict=True):
        above = (*appendix, *nesting.above(document.blocks, group.place, group.above))
        reader = _Reader(group.layout, above, _look(group.lines))
        rows += reader.read(group.lines)
        remarks += [Remark(None, *remark) for remark in group.layout.remarks]
        remarks += reader.remarks
    return tuple(rows), tuple(remarks)


def _appendices(document: Document, groups: Sequence[stitching.Group]) -> list[tuple[Heading, ...]]:
    """Return the appendix of each table as a heading, where there are several to tell apart."""
    found = [nesting.appendix(document.blocks, group.place, group.above) for group in groups]
    several = len(set(filter(None, found))) > 1
    return [(heading,) if several and heading else () for heading in found]


def task_tables(document: Document) -> tuple[int, ...]:
    """Return the positions of the blocks that are task tables or pages of them."""
    _, places, _ = stitching.groups(document)
    return places


@dataclass(frozen=True, slots=True)
class _Look:
    """How the rows with a party or a time look, so that headings can be told from them."""

    ranks: frozenset[int]
    is_strong: bool
    in_column: bool
    """Each has its number in the column for numbers."""


def _look(lines: Sequence[Line]) -> _Look:
    filled = [line for line in lines if line.is_filled]
    return _Look(
        ranks=frozenset(cells.rank(line.label) for line in filled),
        is_strong=2 * sum(line.is_strong for line in filled) >= max(len(filled), 1),
        in_column=bool(filled) and all(line.text(Role.LABEL) for line in filled),
    )


class _Reader:
    """Goes through the rows of one table and keeps the headings above and the task before."""

    def __init__(self, layout: Layout, above: tuple[Heading, ...], look: _Look) -> None:
        self.layout = layout
        self.look = look
        self.nest = nesting.Nest(above)
        self.tasks: list[tuple[tuple[Heading, ...], Line]] = []
        self.opened: list[tuple[Heading, str]] = []
        self.remarks: list[Remark] = []
        self.before: Line | None = None
        """The task before, below the same heading."""
        self.filled: dict[Role, str] = {}
        """Party, time and result last seen."""

    def read(self, lines: Sequence[Line]) -> list[RawRow]:
        """Return the tasks among the rows of the table."""
        for line in filter(_is_total, lines):
            self._remark("table", TOTAL, words=_whole(line), where=line.where)
        lines = [line for line in lines if not _is_total(line)]
        for line, following in zip_longest(lines, lines[1:]):
            if self._is_heading(line, following):
                self._open(line)
            elif not line.down.issuperset(line.texts):
                self._take(self._completed(line))
        used = {fold(heading.text) for above, _ in self.tasks for heading in above}
        for heading, where in self.opened:
            if fold(heading.text) not in used:
                self._remark(Role.GROUP, EMPTY_HEADING, words=str(heading), where=where)
        return [_row(line, above) for above, line in self.tasks]

    def _remark(self, about: str, message: str, **words: str) -> None:
        self.remarks.append(Remark(None, about, message.format(**words)))

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        if line.is_filled or line.is_wide:
            return line.is_wide
        if Role.TITLE in self.layout.roles:
            if not line.text(Role.TEXT):
                return Role.TITLE not in line.down
            if line.text(Role.TITLE) or not line.text(Role.LABEL):
                return False
        return self._reads_as_heading(line, following)

    def _reads_as_heading(self, line: Line, following: Line | None) -> bool:
        """Judge a row with words alone: by its looks, its label, and what comes below it."""
        text, depth = line.head, cells.rank(line.label)
        if cells.is_bullet(text) or cells.is_enumeration(text) or not following:
            return False
        if text.isupper() or (line.is_strong and not self.look.is_strong):
            return True
        if not line.label:
            short = len(text.split()) <= _SHORT and cells.is_unfinished(text)
            return bool(self.look.ranks) and short
        if self.look.in_column and not line.text(Role.LABEL):
            return True  # "2. Công khai, minh bạch" beside an empty number, between 5 and 6
        outer = depth not in self.look.ranks and any(depth < one for one in self.look.ranks)
        return outer or self._leads(depth, following)

    def _leads(self, depth: int, following: Line) -> bool:
        """Tell whether the row below is inside: a deeper label, or the same kind from 1 again."""
        below = cells.rank(following.label)
        if not self.look.ranks:
            return bool(following.label) and below > depth
        return below > depth or (below == depth and cells.is_first(following.label))

    def _open(self, line: Line) -> None:
        own = map(line.text, (Role.GROUP, Role.TITLE, Role.TEXT))
        words = cells.one_line(" ".join(own))
        label = cells.as_label(line.text(Role.LABEL))
        front, rest = cells.split_label(words)
        if front and label in ("", front):
            label, words = front, rest
        heading = Heading(label, words.rstrip(" :"))
        self.nest.open(heading)
        self.opened.append((heading, line.where))
        if (Role.TEXT, MAYBE_MORE) in line.doubts:
            self._remark(Role.GROUP, MAYBE_NO_HEADING, words=str(heading), where=line.where)
        if note := line.text(Role.NOTE):
            words = str(heading)
            self._remark(Role.NOTE, HEADING_NOTE, words=words, where=line.where, note=note)
        self.before = None

    def _completed(self, line: Line) -> Line:
        """Return the row with what merged cells, empty titles and dittos take from above."""
        texts, doubts = dict(line.texts), list(line.doubts)
        if self.before:
            for role in line.down:
                texts.setdefault(role, self.before.text(role))
            self._carry(texts, doubts, self.before)
        for role in FILLED:
            mark = texts.get(role, "")
            if cells.is_ditto(mark):
                texts[role] = self.filled.get(role, "") or mark
                found = DITTO if role in self.filled else DITTO_OF_NOTHING
                doubts.append((role, found.format(mark=mark, words=texts[role])))
        return replace(line, texts=texts, doubts=tuple(doubts))

    def _carry(self, texts: dict[Role, str], doubts: list[Doubt], before: Line) -> None:
        group = before.text(Role.GROUP)
        if group and not texts.get(Role.GROUP):
            texts[Role.GROUP] = group
        if texts.get(Role.TITLE) or texts.get(Role.LABEL) or not before.text(Role.TITLE):
            return
        texts[Role.TITLE] = before.text(Role.TITLE)
        texts[Role.LABEL] = before.text(Role.LABEL)
        doubts.append((Role.TITLE, CARRIED))

    def _take(self, line: Line) -> None:
        if self.before and self._is_same_task(line):
            above, before = self.tasks.pop()
            line = _merged(before, line)
        elif not line.head:
            self._remark(Role.TEXT, NO_TEXT, words=_whole(line), where=line.where)
            return
        else:
            above = (*self.nest.over(line.label), *_grouped(line))
            unsure = self.look.ranks and not (line.is_filled or line.text(Role.TITLE))
            if unsure and not line.doubts:
                line = replace(line, doubts=(*line.doubts, (Role.TEXT, TASK_OR_HEADING)))
        self.tasks.append((above, line))
        self.before = line
        self.filled |= {role: line.text(role) for role in FILLED if line.text(role)}

    def _is_same_task(self, line: Line) -> bool:
        """Tell whether label, title and text are those of the row above, merged down."""
        own = {Role.LABEL, Role.TITLE, Role.TEXT} & self.layout.roles
        return Role.TEXT in line.down and all(
            role in line.down or not line.text(role) for role in own
        )


def _whole(line: Line) -> str:
    return "; ".join(cells.one_line(text) for text in line.texts.values() if text)


def _is_total(line: Line) -> bool:
    return bool(_TOTAL.fullmatch(line.head)) and not any(map(line.text, PARTIES))


def _merged(before: Line, line: Line) -> Line:
    texts = dict(before.texts)
    for role, text in line.texts.items():
        if role not in line.down and text not in texts.get(role, "").split("\n"):
            texts[role] = "\n".join(filter(None, [texts.get(role, ""), text]))
    doubts = dict.fromkeys([*before.doubts, *line.doubts, (Role.TEXT.value, SAME_TASK)])
    return replace(before, texts=texts, doubts=tuple(doubts))


def _grouped(line: Line) -> list[Heading]:
    """Return the cells to the left of the title as headings."""
    texts = filter(None, line.text(Role.GROUP).split("\n"))
    return [Heading(*cells.split_label(cells.one_line(text))) for text in texts]


def _row(line: Line, above: tuple[Heading, ...]) -> RawRow:
    label, title, text = _names(line)
    parties = _parties(line)
    doubts = list(line.doubts)
    if not line.text(Role.DEADLINE):
        late = [role for role in PARTIES if _TIME.fullmatch(fold(line.text(role)).strip(" ."))]
        doubts += [(role, A_TIME) for role in late]
    return RawRow(
        part=Part.TABLE,
        sections=above,
        label=label,
        title=title,
        text=text,
        lead_text=cells.names(parties[Role.LEAD]),
        support_text=cells.names(parties[Role.SUPPORT]),
        guide_text=cells.names(parties[Role.GUIDE]),
        deadline_text=cells.times(line.text(Role.DEADLINE)),
        output=cells.paragraphs(line.text(Role.OUTPUT)),
        note=cells.paragraphs(line.text(Role.NOTE)),
        where=line.where,
        doubts=tuple((str(role), message) for role, message in doubts),
    )


def _names(line: Line) -> tuple[str, str, str]:
    """Return label, title and text; the label stands in its own column or in front of them."""
    label = cells.as_label(line.text(Role.LABEL))
    title = cells.one_line(line.text(Role.TITLE))
    text = cells.paragraphs(line.text(Role.TEXT))
    if not text:
        title, text = "", cells.paragraphs(line.text(Role.TITLE))
    elif not label and (alone := cells.as_label(title)):
        return alone, "", text  # the column of names holds a label for a row without a name
    front, rest = _front(title or text, is_title=bool(title))
    if front and label in ("", front):
        label = front
        title, text = (rest, text) if title else ("", rest)
    return label, title.rstrip(" :"), text


def _front(words: str, *, is_title: bool) -> tuple[str, str]:
    """Return the label in front; in a cell that lists several of a kind it is not the row's."""
    if cells.is_enumeration(words):
        return "", words
    bullet = None if is_title else cells.BULLET.match(words)
    return (words[0], words[bullet.end() :]) if bullet else cells.split_label(words)


def _parties(line: Line) -> dict[Role, str]:
    """Return who leads, supports and guides; one cell may name them all: "Phối hợp: …"."""
    found = {role: line.text(role) for role in PARTIES}
    marks = list(_MARKER.finditer(found[Role.LEAD]))
    if not marks or found[Role.SUPPORT]:
        return found
    whole = found[Role.LEAD]
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    told = {role: [text] for role, text in found.items()}
    told[Role.LEAD] = [whole[: marks[0].start()]]
    for mark, end in zip(marks, ends, strict=True):
        role = _MARKED.get(mark[1].lower(), Role.GUIDE)
        told[role].append(whole[mark.end() : end].strip(" ;\n"))
    return {role: "\n".join(filter(None, parts)) for role, parts in told.items()}
