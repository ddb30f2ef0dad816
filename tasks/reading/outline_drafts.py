"""One row of an outline in the making: the item's words, who does it, what is doubtful."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from papi_portal.text import fold
from papi_portal.wording import said
from tasks.reading import outline_duties, parties
from tasks.reading.folding import flat
from tasks.reading.outline_duties import NO_DUTIES, Duties
from tasks.reading.outline_items import Item
from tasks.reading.outline_labels import Family
from tasks.reading.outline_sections import SectionKind, is_dimension, section_kind
from tasks.reading.values import Heading, Part, RawRow

TAKEN_OVER = said("Lấy theo dòng ghi chung của mục “{heading}”; hãy kiểm tra.")
MOST_WORDS_OF_A_HEADING = 40
MOST_WORDS_OF_A_CLOSED_HEADING = 8
"""A heading that ends with a dot ("3. Chỉ số năng lực cạnh tranh.") is no longer than this."""

_DOCUMENT = r"(?:ke hoach|quyet dinh|chi thi|chuong trinh|van ban|bo khung(?: nhiem vu)?)"
_NO_TASK = re.compile(
    rf"{_DOCUMENT} nay (?:duoc )?(?:thay|co hieu luc|bai bo|ap dung|lam can cu)"
    rf"|(?:bai bo|thay the) {_DOCUMENT}\b|{_DOCUMENT} so .{{1,120}} het hieu luc"
    r"|(?:ban hanh|phe duyet) kem theo\b|.{0,400}\bchiu trach nhiem thi hanh\b"
    r"|tren day la\b"
)
_REFERENCE = re.compile(
    r"\(?(?:co|chi tiet|cu the|xem|theo|kem|noi dung|cac nhiem vu|nhiem vu)\b.{0,120}\bphu luc\b"
)
_MOST_WORDS_OF_A_REFERENCE = 25
MOST_WORDS_OF_A_NAME = 12
_ASKED = re.compile(r"(?:de nghi|giao|yeu cau|phan cong|trach nhiem cua|doi voi)(?: cho)? ")


_GIVES = re.compile(r"\s+(?:yeu cau|giao|de nghi|phan cong|ban hanh)\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands above rows: the kind of section, headings, and the unit they speak of."""

    kind: SectionKind = SectionKind.OPEN
    part: Part = Part.OUTLINE
    sections: tuple[Heading, ...] = ()
    unit: str = ""
    shared: Duties = NO_DUTIES
    """Duties that stand once for all items below."""
    doubts: tuple[tuple[str, str], ...] = ()

    def below(self, item: Item, *, unit: str = "") -> "Surroundings":
        """Return what surrounds the parts of this item."""
        words, duties = outline_duties.cut_off(item.text)
        heading = Heading(item.label if is_labelled(item) else "", heading_words(words))
        return replace(
            self,
            sections=(*self.sections, heading),
            unit=unit or self.unit,
            shared=duties.or_else(self.shared),
        )


@dataclass(slots=True)
class Draft:
    """A row that may still get a line "Đơn vị chủ trì: …" from below."""

    item: Item
    around: Surroundings
    title: str
    lines: list[str]
    duties: Duties
    lead_of_text: str
    doubts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lead(self) -> str:
        """Return who leads: by a line of its own, by its sentence, by the headings above."""
        own = self.duties.lead or self.lead_of_text
        return own or self.around.shared.lead or self.around.unit

    def row(self) -> RawRow:
        """Return the row; what only a line under a heading says is taken with a doubt."""
        own = replace(self.duties, lead=self.duties.lead or self.lead_of_text)
        duties = own.or_else(self.around.shared)
        return RawRow(
            part=self.around.part,
            sections=self.around.sections,
            label=self.item.label,
            title=self.title,
            text="\n".join(self.lines),
            lead_text=self.lead,
            support_text=duties.support,
            guide_text=duties.guide,
            deadline_text=duties.deadline,
            output=duties.output,
            note=duties.note,
            where=self.item.where,
            doubts=(*self.doubts, *self.around.doubts, *self._taken_over(own)),
        )

    def _taken_over(self, own: Duties) -> Iterator[tuple[str, str]]:
        said = dict(own.said())
        heading = self.around.sections[-1] if self.around.sections else ""
        for name, _ in self.around.shared.said():
            if name not in said:
                yield name, TAKEN_OVER.format(heading=heading)


def draft(item: Item, around: Surroundings) -> Draft | None:
    """Return the row of an item with all that stands below it; None when it holds no task."""
    own, duties = outline_duties.cut_off(item.text)
    found, lines = told_apart(item.children)
    duties = together(duties, found)
    lead = beginning_unit(own)
    if not (duties.lead or lead):
        duties = duties.or_else(outline_duties.in_parentheses(own))
    title = ""
    if lines and not lead and is_labelled(item) and is_heading(item, own):
        title = heading_words(own)
    elif own:
        lines.insert(0, own)
    lines = [line for line in lines if not is_reference(line)]
    doubts = [("label", item.doubt)] if item.doubt else []
    if not lines or not (title or is_task(item, lines)):
        return None
    return Draft(item, around, title, lines, duties, lead, doubts)


def told_apart(children: Iterable[Item]) -> tuple[Duties, list[str]]:
    """Return the duties that lines below an item give, and its other lines as they stand."""
    duties = NO_DUTIES
    lines: list[str] = []
    for child in children:
        found = duties_of(child)
        if found is None:
            lines += child.lines()
            continue
        duties = together(duties, found[0])
        lines += [found[1]] if found[1] else []
    return duties, lines


def duties_of(item: Item) -> tuple[Duties, str] | None:
    """Return what a line of duties says, its names perhaps as bullets below; None without any."""
    if not item.children:
        return outline_duties.read_line(item.text)
    listed = [child.text for child in item.children]
    names_only = not any(child.children or beginning_unit(child.text) for child in item.children)
    if not (item.text.endswith(":") and names_only):
        return None
    return outline_duties.read_line(f"{item.text} {'; '.join(listed)}")


def together(one: Duties, other: Duties) -> Duties:
    """Return the duties of both; what both say is joined."""
    said = dict(one.said())
    more = {name: f"{said[name]}; {words}" for name, words in other.said() if name in said}
    return replace(one.or_else(other), **more)


def heading_words(text: str) -> str:
    """Return a heading without the colon or the dot at its end."""
    words = text.rstrip(": ")
    return words if words.endswith("..") else words.rstrip(".").rstrip()


def is_heading(item: Item, words: str) -> bool:
    """Tell the name of what follows from its first sentence."""
    count = len(words.split())
    if item.heading or item.strong or words.endswith(":"):
        return True
    if words.endswith((".", ";", ",", "!", "?", "…")):
        return words.endswith(".") and count <= MOST_WORDS_OF_A_CLOSED_HEADING
    return count <= MOST_WORDS_OF_A_HEADING


def is_reference(text: str) -> bool:
    """Tell a line that only points to an appendix: "(Có Phụ lục kèm theo)"."""
    words = fold(text)
    return bool(_REFERENCE.match(words)) and len(words.split()) <= _MOST_WORDS_OF_A_REFERENCE


def is_task(item: Item, lines: list[str]) -> bool:
    """Tell a task from formulas and aims, and from a heading with nothing below."""
    text = lines[0]
    kind = section_kind(text, inside=SectionKind.TASKS)
    if _NO_TASK.match(fold(text)) or kind is SectionKind.NO_TASKS:
        return False
    if len(lines) > 1 or not is_heading(item, text):
        return True
    announces = kind is not SectionKind.OPEN and _is_name(text)
    untitled = item.family in (Family.TITLE, Family.SUBTITLE, Family.LEAD_IN)
    leads_in = is_labelled(item) and text.endswith(":")
    return not (announces or untitled or leads_in or is_dimension(text))


def _is_name(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS_OF_A_NAME and ": " not in text


def beginning_unit(text: str) -> str:
    """Return the unit, as written, that a sentence begins with ("Sở Y tế chủ trì …"), or "".

    Who only gives a task to others ("UBND xã giao …") does not lead it.
    """
    leads = parties.from_sentence(text).leads
    plain = flat(text)
    asked = _ASKED.match(plain)
    start = asked.end() if asked else 0
    if not leads or not plain.startswith(flat(leads[0]), start):
        return ""
    end = start
    for name in leads:
        end = plain.find(flat(name), end) + len(name)
    if _GIVES.match(plain, end):
        return ""
    written = text[start:end]
    return written if parties.split(written).names == leads else "; ".join(leads)


def is_labelled(item: Item) -> bool:
    """Tell numbered and lettered items from bullets and paragraphs."""
    return item.mark is not None and item.family < Family.PAREN
