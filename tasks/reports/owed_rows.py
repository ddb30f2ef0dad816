"""What is owed, as values: rows, groups, reports, and how far a unit is with them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import cached_property

from papi_portal import figures
from papi_portal.wording import said
from plans.models import Period
from tasks.models import Answer
from tasks.standing import Standing

TYPED = (
    "state",
    "result",
    "figure_done",
    "figure_planned",
    "figure_unit",
    "difficulty",
    "proposal",
    "reason",
)
"""Names of what an officer types in a row."""
REPEATED = ("state", "result", "figure_done", "figure_planned", "figure_unit", "reason")
"""Names of what "như kỳ trước" takes over: difficulties are told anew in each period."""
OPENING = 160
"""Characters of a result that a folded row shows, if its two lines have room for them."""


def fingerprint(typed: Mapping[str, str]) -> str:
    """Return a short mark of texts as they are stored: the same for the same words."""
    words = "\x00".join(typed[name] for name in TYPED)
    return f"{zlib.crc32(words.encode()):08x}"


def share_done(done: Decimal | None, planned: Decimal | None) -> Decimal | None:
    """Return what was done in percent of what was planned, to one decimal."""
    return round(100 * done / planned, 1) if done is not None and planned else None


@dataclass(frozen=True, slots=True)
class LastRecord:
    """What was reported in the period before."""

    period_id: int
    period: str
    state: str
    state_word: str
    result: str
    figure_done: Decimal | None = None
    figure_planned: Decimal | None = None
    figure_unit: str = ""
    reason: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def title(self) -> str:
        """What it is called beside the row."""
        return said("Kỳ trước ({period})", period=self.period)

    @property
    def typed(self) -> dict[str, str]:
        """The texts that "như kỳ trước" fills in."""
        return {name: _written(getattr(self, name)) for name in REPEATED}

    @property
    def packed(self) -> str:
        """These texts for the script, as JSON."""
        return json.dumps(self.typed, ensure_ascii=False)


@dataclass(frozen=True)
class OwedRow:
    """One row to report on: the task, where it stands and what has been typed so far."""

    assignment_id: int
    period_id: int
    task_id: int
    task_url: str
    dimension_id: int
    plan_id: int
    name: str
    """The task in one line: what buttons and links call it."""
    label: str
    title: str
    lines: tuple[str, ...]
    unit: str
    deadline_text: str
    due: Standing
    due_on: date
    """Last day in time of the report that covers the row."""
    extended_to: date | None
    reporting_id: int
    """The unit whose report covers the row."""
    report_state: str
    state: str
    state_word: str
    result: str
    figure_done: Decimal | None
    figure_planned: Decimal | None
    figure_unit: str
    difficulty: str
    proposal: str
    reason: str
    version: int
    saved_at: datetime | None
    saved_by: str
    saved_word: str
    last: LastRecord | None
    lock: str
    evidence: int
    """How many pieces of evidence the row has in this period."""
    answers: tuple[Answer, ...] = ()
    record_url: str = ""
    evidence_url: str = ""

    @property
    def is_reported(self) -> bool:
        """Whether anything has been recorded in this period."""
        return self.version > 0

    @cached_property
    def number(self) -> str:
        """What the ids of the row's elements end with."""
        return str(self.assignment_id)

    @cached_property
    def prefix(self) -> str:
        """What the names of the row's fields begin with in a form of many rows."""
        return f"r{self.assignment_id}"

    @cached_property
    def typed(self) -> dict[str, str]:
        """What stands in the row's fields."""
        return {name: _written(getattr(self, name)) for name in TYPED}

    @property
    def seen(self) -> str:
        """The mark of what stands in the row, by which a page that was left untouched is known."""
        return fingerprint(self.typed)

    @property
    def is_returned(self) -> bool:
        """Whether the report that covers the row was sent back."""
        return self.report_state == "returned"

    @property
    def share(self) -> str:
        """What was done of what was planned, in words; empty without both figures."""
        percent = share_done(self.figure_done, self.figure_planned)
        if percent is None:
            return ""
        return said("đạt {share} kế hoạch", share=f"{figures.written(percent)}%")

    @property
    def is_over(self) -> bool:
        """Whether more was done than planned: possible, and often a slip of the pen."""
        return (share_done(self.figure_done, self.figure_planned) or 0) > 100

    @property
    def is_as_last(self) -> bool:
        """Whether a result stands in the very words of the period before."""
        return bool(self.last and self.result and self.result == self.last.result)

    @property
    def opening(self) -> str:
        """The first words of the result, as many as a folded row has room for."""
        return self.result if len(self.result) <= OPENING else f"{self.result[:OPENING]}…"

    @property
    def figures_text(self) -> str:
        """The figures in one line; empty without any."""
        if self.figure_done is None and self.figure_planned is None:
            return ""
        done, planned = figures.written(self.figure_done), figures.written(self.figure_planned)
        amount = f"{done or '–'}/{planned or '–'} {self.figure_unit}".rstrip()
        return said("{amount}, {share}", amount=amount, share=self.share) if self.share else amount

    @property
    def marks(self) -> list[str]:
        """What else is worth knowing of a folded row."""
        told = (
            self.figures_text,
            said("minh chứng: {kind}", kind=self.evidence),
            said("có khó khăn, vướng mắc") if self.difficulty else "",
            said("có trả lời") if self.answers else "",
            self.saved_text,
        )
        return [text for text in told if text]

    @property
    def saved_text(self) -> str:
        """When it was saved, and whether as in the period before; empty before the first time."""
        if not self.saved_word:
            return ""
        as_last = said(" · chữ như kỳ trước") if self.is_as_last else ""
        return said("đã lưu {when}{as_last}", when=self.saved_word, as_last=as_last)


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A plan whose rows are owed, by name and issuer."""

    id: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CoveringReport:
    """The report of a unit on a plan that covers rows of the page, and how it stands."""

    plan: OwedPlan
    unit_id: int
    unit: str
    state: str
    state_word: str
    is_readable: bool
    """Whether the viewer reads the whole report, not only rows of it."""


def group_key(plan_id: int, dimension_id: int | None) -> str:
    """Return the key of a plan's rows about one dimension, or about none."""
    return f"{plan_id}-{dimension_id or 0}"


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """The rows of one plan about one dimension, or about none."""

    key: str
    plan: OwedPlan
    title: str
    rows: tuple[OwedRow, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def reported(self) -> int:
        return sum(row.is_reported for row in self.rows)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are owed, are recorded, and say what is difficult: of all, or of a group."""

    key: str
    total: int = 0
    reported: int = 0
    with_difficulty: int = 0

    @property
    def missing(self) -> int:
        return self.total - self.reported


@dataclass(frozen=True, slots=True)
class Owed:
    """Everything owed in a period, grouped by plan, then by dimension."""

    period: Period
    due: Standing
    due_on: date
    is_extended: bool
    groups: tuple[OwedGroup, ...]
    reports: tuple[CoveringReport, ...]

    @property
    def period_text(self) -> str:
        return str(self.period.pk)

    @property
    def rows(self) -> tuple[OwedRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def has_many_plans(self) -> bool:
        """Whether rows must say of which plan they are."""
        return len({group.plan.id for group in self.groups}) > 1

    @property
    def dimensions(self) -> dict[int, str]:
        """The dimensions to choose from, in the order of the page."""
        return {group.rows[0].dimension_id: group.title for group in self.groups}

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def reported(self) -> int:
        return sum(group.reported for group in self.groups)

    @property
    def missing(self) -> int:
        return self.total - self.reported

    @property
    def with_difficulty(self) -> int:
        return sum(bool(row.difficulty) for row in self.rows)

    @property
    def returned(self) -> int:
        return sum(row.is_returned for row in self.rows)

    @property
    def repeatable(self) -> tuple[OwedRow, ...]:
        """The rows that are still empty and have a record of the period before to go on with."""
        return tuple(row for row in self.rows if row.last and not row.is_reported and not row.lock)

    @property
    def is_open(self) -> bool:
        """Whether any row may be changed."""
        return any(not row.lock for row in self.rows)

    @property
    def lock(self) -> str:
        """Why nothing can be changed, empty if something can."""
        locks = {row.lock for row in self.rows}
        return locks.pop() if len(locks) == 1 else ""


def _written(value: str | Decimal | None) -> str:
    return value if isinstance(value, str) else figures.written(value)
