"""Rows of a plan written as an outline: which headings, items and bullets are tasks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from papi_portal.text import fold
from papi_portal.wording import said
from tasks.reading import outline, outline_duties, parties
from tasks.reading.outline_drafts import (
    Draft,
    Surroundings,
    beginning_unit,
    draft,
    duties_of,
    heading_words,
    is_heading,
    is_reference,
    together,
    told_apart,
)
from tasks.reading.outline_items import Item
from tasks.reading.outline_labels import Family
from tasks.reading.outline_sections import SectionKind, names_dimension, section_kind
from tasks.reading.values import Block, Part, RawRow, Remark

NO_TABLE = said(
    "Văn bản nhắc tới phụ lục nhưng tệp không có bảng nhiệm vụ; "
    "nếu nhiệm vụ nằm trong phụ lục, hãy tải tệp có phụ lục lên."
)
STARTS_ANEW = said(
    "{named} có số thứ tự bắt đầu lại giữa chừng; có thể thiếu tiêu đề, kiểm tra lại tệp."
)
ONLY_A_UNIT = said("{named} chỉ nêu đơn vị, chưa thấy nhiệm vụ bên dưới.")
MAYBE_A_UNIT = said("Chưa rõ “{words}” có phải là đơn vị chủ trì không.")
MAYBE_OF_ALL = said("Dòng “{words}” chỉ có ở mục cuối; chưa rõ có áp dụng cho mục này không.")
SECTIONS = (Family.PART, Family.ARTICLE, Family.TITLE, Family.UPPER, Family.ROMAN)
NUMBERED_SECTIONS = (Family.PART, Family.UPPER, Family.ROMAN)
ITEMS = (*SECTIONS, Family.SUBTITLE, Family.GROUP, Family.NUMBER, Family.LETTER)
HEADINGS = (*SECTIONS, Family.SUBTITLE, Family.LEAD_IN)
ACTING = (SectionKind.TASKS, SectionKind.ORGANISATION)

_COMMON = re.compile(r"(?:\w+ )?(?:trach nhiem|nhiem vu|yeu cau) chung")
_HAS_TO = re.compile(
    r"\s(?:(?:có|chịu) (?:trách nhiệm|nhiệm vụ)|(?:nhiệm vụ|nội dung|công việc) sau)"
    r"(?: sau)?(?: đây)?\s?:?$"
)
_MENTION = re.compile(
    r"phu luc(?: [ivx\d]+)?[^.;]{0,60}(?:kem theo|dinh kem)|co phu luc|chi tiet[^.;]{0,80}phu luc"
)


def task_rows(
    blocks: Sequence[Block], *, has_table: bool
) -> tuple[tuple[RawRow, ...], tuple[Remark, ...]]:
    """Return the rows of an outline and what is doubtful about the whole.

    Beside task tables only "who does what" gives rows: the rest is the plan's body.
    """
    walk = _Walk(has_table=has_table)
    walk.document(outline.build(blocks))
    return tuple(one.row() for one in walk.drafts), tuple(walk.remarks)


class _Walk:
    """Goes through the tree once and collects rows in reading order."""

    def __init__(self, *, has_table: bool) -> None:
        self.has_table = has_table
        self.drafts: list[Draft] = []
        self.remarks: list[Remark] = []

    def document(self, root: Item) -> None:
        """Read what stands between the opening and the closing formula, and the appendices."""
        begun, closed = not self._has_preamble(root), False
        for child in root.children:
            begun = begun or child.family in (*NUMBERED_SECTIONS, Family.ARTICLE)
            closed = outline.is_closing(child.text) or (closed and child.family is not Family.TITLE)
            plain = child.family is Family.TEXT or (child.mark is None and not child.children)
            if begun and not closed and not plain:
                self.section(child, Surroundings())
        if not any(outline.is_appendix(child.text) for child in root.children):
            self._remark_missing_appendix(root)

    def _has_preamble(self, root: Item) -> bool:
        """Tell whether sections are numbered from I or A, so that a list before them is none."""
        for child in root.children:
            if outline.is_closing(child.text):
                return False
            if child.family in NUMBERED_SECTIONS and child.mark:
                return child.mark.value == 1
        return False

    def _remark_missing_appendix(self, root: Item) -> None:
        for section in root.children:
            acting = section_kind(section.text) is not SectionKind.NO_TASKS
            if acting and section.family in ITEMS and not self.has_table:
                mentions = (line for line in section.lines() if _MENTION.search(fold(line)))
                if next(mentions, None) is not None:
                    self.remarks.append(Remark(None, "rows", NO_TABLE))
                    return

    def section(self, item: Item, around: Surroundings) -> None:
        """Read a heading with what is below it, or an item that is one row."""
        around = self._light_of(item, around)
        if around.kind is SectionKind.NO_TASKS:
            self._sections_within(item, around)
            return
        items = [child for child in item.children if _is_item(child)]
        if items:
            self._with_items(item, items, around)
        elif (unit := _unit(item, around)) is not None:
            self._below_unit(item, around, unit)
        elif self._is_list(item, around):
            self._list(item, around)
        else:
            self._row(item, around)

    def _light_of(self, item: Item, around: Surroundings) -> Surroundings:
        """Return the surroundings in the light of what this heading announces."""
        heads = item.family in SECTIONS or bool(item.children and is_heading(item, item.text))
        inside = around.kind if heads else SectionKind.TASKS
        kind = section_kind(item.text, inside=inside)
        if outline.is_appendix(item.text):
            kinds = [section_kind(one.text) for one in item.children if one.family is Family.TEXT]
            kind = SectionKind.NO_TASKS if SectionKind.NO_TASKS in kinds else kind
        if item.family is Family.ARTICLE and kind is SectionKind.OPEN:
            kind = SectionKind.ORGANISATION
        if kind is SectionKind.OPEN or (kind is not SectionKind.NO_TASKS and not heads):
            return around
        organised = kind is SectionKind.ORGANISATION
        return replace(around, kind=kind, part=Part.ORGANISATION if organised else around.part)

    def _sections_within(self, item: Item, around: Surroundings) -> None:
        """Read the tasks inside a section of aims, where a heading announces them."""
        for child in item.children:
            acting = section_kind(child.text) in ACTING
            if acting and child.family in (*SECTIONS, Family.NUMBER) and child.last:
                opened = replace(around, kind=SectionKind.OPEN)
                self.section(child, opened.below(item))

    def _with_items(self, item: Item, items: list[Item], around: Surroundings) -> None:
        """Read a heading with numbered or lettered items below."""
        self._remark(item.doubt, around)
        first = item.children.index(items[0])
        labelled = [
            child for child in item.children if child.family in ITEMS and child not in items
        ]
        shared, _ = told_apart([*item.children[:first], *labelled])
        below = around.below(item, unit=_unit(item, around) or "")
        self._lead_in(item.children[:first], below)
        below = replace(below, shared=shared.or_else(below.shared))
        starts = []
        for before, child in zip([None, *items], items, strict=False):
            if before and _starts_anew(before, child):
                below = replace(below, kind=SectionKind.OPEN)
                self._remark(STARTS_ANEW.format(named=_named(below)), below)
            starts.append(len(self.drafts))
            self.section(child, below)
        _doubt_last_line(self.drafts[starts[0] :], self.drafts[starts[-1] :])

    def _lead_in(self, children: Iterable[Item], around: Surroundings) -> None:
        """Read what stands before the first item: bullets are tasks, paragraphs lead in."""
        for child in children:
            unit_acts = child.family is Family.TEXT and (
                around.unit or (around.part is Part.ORGANISATION and beginning_unit(child.text))
            )
            if child.family in (Family.TEXT, Family.LEAD_IN) and not unit_acts:
                self._group(child.children, around)
            elif duties_of(child) is None:
                self._row(child, around)

    def _below_unit(self, item: Item, around: Surroundings, unit: str) -> None:
        """Read what a unit has to do: each bullet or paragraph is a row."""
        if not item.children and item.text.endswith("."):
            self._row(item, around)
            return
        self._remark(item.doubt, around)
        before = len(self.drafts)
        self._group(item.children, around.below(item, unit=unit), texts=True)
        if len(self.drafts) == before:
            named = _named(around.below(item))
            self._remark(ONLY_A_UNIT.format(named=named), around)

    def _is_list(self, item: Item, around: Surroundings) -> bool:
        """Tell a heading with tasks of their own below it from an item that is one task."""
        if item.family in HEADINGS:
            return bool(item.children)
        if not any(_is_task_line(child) for child in item.children):
            return False
        if not is_heading(item, item.text) or beginning_unit(item.text):
            return False
        announced = section_kind(item.text) in ACTING or around.part is Part.ORGANISATION
        return announced or names_dimension(item.text)

    def _list(self, item: Item, around: Surroundings) -> None:
        """Read a section or a dimension that goes straight into bullets or paragraphs."""
        self._remark(item.doubt, around)
        below = around.below(item)
        named = item.family in HEADINGS or section_kind(item.text) is not SectionKind.OPEN
        if around.part is Part.ORGANISATION and not named:
            message = MAYBE_A_UNIT.format(words=heading_words(item.text))
            below = replace(below, doubts=(("lead", message),))
        bullets = any(one.family >= Family.PAREN and one.mark for one in item.children)
        section = item.family in SECTIONS and around.part is Part.OUTLINE
        self._group(item.children, below, texts=not (bullets and section))

    def _group(
        self, children: Iterable[Item], around: Surroundings, *, texts: bool = False
    ) -> None:
        """Read bullets and paragraphs as rows; a line of duties belongs to the row before it."""
        start = len(self.drafts)
        for child in children:
            found = duties_of(child)
            if found and len(self.drafts) > start:
                self.drafts[-1].duties = together(self.drafts[-1].duties, found[0])
            elif found:
                around = replace(around, shared=found[0].or_else(around.shared))
            elif child.family is Family.TEXT and not texts:
                if len(self.drafts) > start:
                    self.drafts[-1].lines.append(child.text)
            else:
                self._grouped(child, around)

    def _grouped(self, child: Item, around: Surroundings) -> None:
        unit = _unit(child, around) if child.children else None
        if unit is not None:
            self._below_unit(child, around, unit)
        elif child.family is Family.LEAD_IN and not around.unit:
            lead = beginning_unit(child.text)
            self._group(child.children, replace(around, unit=lead), texts=True)
        else:
            self._row(child, around)

    def _row(self, item: Item, around: Surroundings) -> None:
        if self._wanted(around) and (made := draft(item, around)):
            self.drafts.append(made)

    def _wanted(self, around: Surroundings) -> bool:
        return not self.has_table or around.part is Part.ORGANISATION

    def _remark(self, message: str, around: Surroundings) -> None:
        if message and self._wanted(around):
            self.remarks.append(Remark(None, "rows", message))


def _unit(item: Item, around: Surroundings) -> str | None:
    """Return the unit that a heading only names; "" for "Trách nhiệm chung" without one."""
    words = outline_duties.cut_off(item.text)[0]
    if _COMMON.fullmatch(fold(heading_words(words))):
        return around.unit
    if _HAS_TO.search(words) and (lead := beginning_unit(words)):
        return lead
    return parties.heading_unit(_HAS_TO.sub("", words))


def _is_item(item: Item) -> bool:
    """Tell a numbered or lettered item; "b) Cơ quan chủ trì: …" is none."""
    return item.family in ITEMS and duties_of(item) is None


def _starts_anew(before: Item, item: Item) -> bool:
    """Tell that a heading between two items is missing: 3 is followed by another 1."""
    if before.mark is None or item.mark is None or before.mark.kind != item.mark.kind:
        return False
    return before.mark.path[:-1] == item.mark.path[:-1] and item.mark.value < before.mark.value


def _named(around: Surroundings) -> str:
    return said("Mục “{heading}”", heading=str(around.sections[-1]))


def _is_task_line(item: Item) -> bool:
    return not is_reference(item.text) and duties_of(item) is None


def _doubt_last_line(drafts: Sequence[Draft], of_last: Sequence[Draft]) -> None:
    """Doubt the rows without a lead above a line of duties that only the last of them has."""
    others = drafts[: len(drafts) - len(of_last)]
    lines = [one.duties.lead for one in of_last if one.duties.lead]
    if len(lines) != 1 or any(one.lead for one in others):
        return
    message = MAYBE_OF_ALL.format(words=lines[0])
    for one in others:
        one.doubts.append(("lead", message))
