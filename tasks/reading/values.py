"""What reading a plan document yields: plain frozen values, no models, no HTTP.

A file becomes a `Document` (blocks in reading order); tables and outline of it become
`RawRow`s (texts as issued); those become `ReadRow`s (texts understood) in a `ReadPlan`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnreadableError(Exception):
    """Say in one Vietnamese sentence why a file cannot be read, and what to do."""


class Part(StrEnum):
    """Where in the document a row stands."""

    TABLE = "table"
    OUTLINE = "outline"
    ORGANISATION = "organisation"


class Deadline(StrEnum):
    """How a plan words the time of a task."""

    ONGOING = "ongoing"
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    BY_DATE = "by_date"
    FROM_TO = "from_to"
    YEARS = "years"
    AFTER_EVENT = "after_event"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something not understood or doubtful: the row by its position from 1 (None: the document)."""

    row: int | None
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph outside tables, its list label written out in front ("1.1. …", "- …")."""

    text: str
    heading: int = 0
    """Heading level from 1; 0 when the file does not say."""
    strong: bool = False
    """Bold throughout."""
    where: str = ""
    """Where a person finds it: "trang 3", "dòng 41"."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a table's grid; a merged cell fills several places with the same text."""

    text: str = ""
    down: bool = False
    """Belongs to a cell that began in a row above."""
    across: bool = False
    """Belongs to a cell that began in a column to the left."""
    strong: bool = False
    is_broken: bool = False
    """A word in it may have been broken over two lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid; lines inside a cell are separated by newlines."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in reading order, cleaned to NFC, with what was repaired or lost."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above rows: label without its closing dot, and words."""

    label: str
    text: str

    def __str__(self) -> str:
        mark = "" if not self.label or self.label.endswith((")", ".")) else "."
        return f"{self.label}{mark} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A task as issued: every text as the document has it, nothing understood yet."""

    part: Part
    sections: tuple[Heading, ...]
    """Headings above the row, the outermost first."""
    label: str
    """ "a)", "đ)", "1.1", "-": as issued, without a closing dot."""
    title: str
    """Short name of the row where the document has one apart from the task; else ""."""
    text: str
    """One paragraph or bullet a line, bullet marks kept."""
    lead_text: str = ""
    support_text: str = ""
    guide_text: str = ""
    deadline_text: str = ""
    output: str = ""
    note: str = ""
    where: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    """(field, message) pairs about this row."""


@dataclass(frozen=True, slots=True)
class ReadDeadline:
    """The time of a task: words as issued, kind, first and last day where certain."""

    raw: str = ""
    kind: Deadline = Deadline.NONE
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A task understood: names of parties apart, deadline as a date, codes of components."""

    part: Part
    sections: tuple[Heading, ...]
    label: str
    title: str
    text: str
    items: tuple[str, ...]
    components: tuple[str, ...]
    """Codes in `framework`: "1" a dimension, "1.2" a sub-indicator, "0" the whole index."""
    framework: str
    """Code of the framework the components belong to; "" when there are none."""
    lead_text: str
    support_text: str
    guide_text: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    guides: tuple[str, ...]
    deadline: ReadDeadline
    output: str
    note: str
    where: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the plan rests on, carries out, continues, amends or replaces."""

    relation: str
    """One of rests_on, carries_out, continues, amends, replaces."""
    text: str
    kind: str = ""
    """Word for the kind of document as cited: "Kế hoạch"."""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """One promise about an index or a component, in the words and kinds of `indicators.Target`."""

    component: str
    """Code in the version of `index` for the plan's year; "0" the whole index."""
    kind: str
    """One of score_min, group_min, rank_range, first_in_region, steps_up, change,
    count_in_group, percent_min."""
    text: str
    value: str = ""
    """Decimal with a point, "" when the kind has none."""
    value_to: str = ""
    group: str = ""
    """CN, TBC, TBT or TN."""
    count: int | None = None
    region: str = ""
    year: int | None = None
    index: str = "papi"
    """Code of the index; its version is that of the plan's year."""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of the body with its text and parts, kept so that the document stays whole."""

    heading: Heading
    text: str = ""
    parts: tuple["ReadSection", ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What the document is: who issued what, when, on what ground, signed by whom."""

    kind: str = ""
    """One of plan, decision, programme, directive, framework; "" unknown."""
    number: str = ""
    issued_on: date | None = None
    place: str = ""
    issuer: str = ""
    subject: str = ""
    year_from: int | None = None
    year_to: int | None = None
    basis: tuple[Citation, ...] = ()
    """Without those replaced."""
    replaces: tuple[Citation, ...] = ()
    opening: str = ""
    closing: str = ""
    signed_for: str = ""
    signatory_post: str = ""
    signatory: str = ""
    recipients: tuple[str, ...] = ()
    appendix_title: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentName:
    """A component as the reader may meet it in a heading."""

    code: str
    depth: int
    name: str
    short_name: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkNames:
    """One version of an index with the names of its components."""

    code: str
    index: str
    """Code of the index: papi, par-index, sipas, pci …"""
    index_names: tuple[str, ...]
    """Name and short name of the index."""
    first_year: int
    last_year: int | None
    components: tuple[ComponentName, ...]

    def __hash__(self) -> int:
        """Tell versions apart by their codes: what names something in them is remembered by it."""
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A document read: what it is, its tasks, promises and body, and what is doubtful."""

    identity: Identity
    rows: tuple[ReadRow, ...]
    targets: tuple[ReadTarget, ...]
    sections: tuple[ReadSection, ...]
    remarks: tuple[Remark, ...]
