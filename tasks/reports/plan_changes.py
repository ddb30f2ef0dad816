"""What a plan's workbook that comes back would change: old beside new, nothing written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from papi_portal import zip_guard
from papi_portal.text import cut
from papi_portal.wording import said
from plans.models import Plan
from tasks.parties import Directory
from tasks.reading.portal_workbook import KEYS, NO_SECTION, Texts
from tasks.reports import plan_workbook
from tasks.reports.changed_rows import (
    EMPTY,
    TITLES,
    Body,
    Field,
    FileRow,
    Meaning,
    Mistake,
    RowReader,
)
from tasks.reports.plan_workbook import PlanSheet, SaidRow

NAME_LENGTH = 120

BAD_CODE = said("“{text}” không phải mã dòng. Hãy để nguyên mã, hoặc để trống nếu là dòng mới.")
FOREIGN = said("Mã {code} không thuộc kế hoạch này. Hãy để trống ô này nếu là dòng mới.")
TWICE = said("Mã {code} đã có ở dòng {other}. Hãy để trống ô này nếu là dòng mới.")
DELETED = said(
    "Nhiệm vụ này đã bị xóa trong cổng sau khi tải tệp. Hãy để trống ô này để thêm lại như dòng"
    " mới, hoặc xóa dòng khỏi tệp."
)
ORDER_KEPT = said("Thứ tự các dòng trong tệp khác với cổng; thứ tự trong cổng được giữ nguyên.")
NOT_READ = said("Cột “{title}” không có trong mẫu nên không được đọc.")
COLUMN_GONE = said("Tệp không còn cột “{title}”; nội dung cột này được giữ nguyên.")
ALREADY_GONE = said("{count} dòng của tệp đã bị xóa trong cổng sau khi tải tệp; không thêm lại.")
ADDED_SINCE = said("{count} nhiệm vụ được thêm trong cổng sau khi tải tệp; được giữ nguyên.")


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that the file changes, or adds."""

    code: int
    """Key of the task; 0 for a new row."""
    version: int
    number: int
    """Number of the row in the sheet."""
    name: str
    fields: tuple[Field, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Values of the task to write, `components` as keys."""
        found: dict[str, Any] = {}
        for one in self.fields:
            found |= one.meaning.values if one.is_written else {}
        return found

    @property
    def roles(self) -> dict[str, tuple[Body, ...]]:
        """The bodies named in each cell of parties that changed, by the cell's field."""
        cells = ("lead_text", "support_text", "guide_text")
        return {one.key: one.meaning.bodies for one in self.fields if one.key in cells}


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A row of the plan that the file has no more."""

    task_id: int
    version: int
    name: str
    text: str
    is_edited: bool
    """Changed in the portal since the export."""


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The whole difference between a plan and its workbook."""

    plan: Plan
    changed: tuple[RowChange, ...]
    conflicts: tuple[RowChange, ...]
    """Rows changed in the file and, since the export, in the portal."""
    added: tuple[RowChange, ...]
    missing: tuple[MissingRow, ...]
    unchanged: tuple[str, ...]
    """Names of the other rows of the file."""
    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...]
    sequence: tuple[tuple[int, int | None], ...]
    """The rows of the file in their order: number in the sheet, and task unless new."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that could be written."""
        return not (self.changed or self.conflicts or self.added or self.missing)

    @property
    def errors(self) -> dict[int, str]:
        """What is wrong with each row of the sheet, a line for each cell."""
        lines = defaultdict[int, list[str]](list)
        for one in self.mistakes:
            lines[one.row].append(f"{one.column}: {one.sentence}")
        return {row: "\n".join(found) for row, found in lines.items()}

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that a person sees here and of the versions it stands on."""
        seen = (
            self.plan.state,
            self.changed,
            self.conflicts,
            self.added,
            self.missing,
            self.mistakes,
            self.notes,
            self.sequence,
        )
        return sha256(repr(seen).encode()).hexdigest()


def compare(plan: Plan, values: Mapping[str, Any], *, on: date) -> PlanChanges:
    """Compare a plan with what `portal_workbook.read` found: eight queries at any length.

    Names mean what they mean on the day of issue of a draft, else on the day `on`.
    """
    day = plan.issued_on if plan.is_draft and plan.issued_on else on
    directory = Directory.of(plan.territory, on=day)
    return _Comparison(plan_workbook.build(plan), values, directory).outcome()


class _Comparison:
    """One pass over the rows of the file."""

    def __init__(self, sheet: PlanSheet, values: Mapping[str, Any], directory: Directory) -> None:
        self.plan = sheet.plan
        self.values = values
        self.now = {said.task.pk: said for said in sheet.rows}
        # Workbooks given away earlier leave the cell of a row without a heading empty.
        self.before = {
            int(code): texts | {"section": texts["section"] or NO_SECTION}
            for code, texts in values["before"].items()
        }
        self.reader = RowReader(sheet, directory)
        self.above = sheet.rows[0].task.section_id if sheet.rows else None
        self.numbers: dict[int, int] = {}
        self.changed: list[RowChange] = []
        self.conflicts: list[RowChange] = []
        self.added: list[RowChange] = []
        self.unchanged: list[str] = []
        self.mistakes: list[Mistake] = []
        self.sequence: list[tuple[int, int | None]] = []
        self.gone = 0

    def outcome(self) -> PlanChanges:
        for row in self.values["rows"]:
            self._row(FileRow(row["number"], row["cells"]))
        return PlanChanges(
            plan=self.plan,
            changed=tuple(self.changed),
            conflicts=tuple(self.conflicts),
            added=tuple(self.added),
            missing=tuple(self._missing()),
            unchanged=tuple(self.unchanged),
            mistakes=tuple(self.mistakes),
            notes=tuple(self._notes()),
            sequence=tuple(self.sequence),
        )

    def _row(self, row: FileRow) -> None:
        text = row.text("code")
        problem = row.cells["code"]["problem"]
        if problem or (text and not (text.isascii() and text.isdecimal() and len(text) < 19)):
            self._mistake(row, problem or BAD_CODE.format(text=text))
        elif not text:
            self._new(row)
        elif int(text) in self.numbers:
            self._mistake(row, TWICE.format(code=text, other=self.numbers[int(text)]))
        else:
            self.numbers[int(text)] = row.number
            self._coded(row, int(text))

    def _coded(self, row: FileRow, code: int) -> None:
        if code in self.now:
            self._known(row, self.now[code])
        elif code not in self.before:
            self._mistake(row, FOREIGN.format(code=code))
        elif any(row.text(key) != self.before[code][key] for key in row.cells if key in KEYS):
            self._mistake(row, DELETED)
        else:
            self.gone += 1

    def _mistake(self, row: FileRow, sentence: str) -> None:
        self.mistakes.append(row.mistake("code", sentence))

    def _known(self, row: FileRow, said: SaidRow) -> None:
        task, now = said.task, said.texts
        before = self.before.get(task.pk, now)
        found, mistakes = self.reader.changed(row, before, above=self.above, task=task)
        self.mistakes += mistakes
        self.sequence.append((row.number, task.pk))
        fields = _fields(found, before, now)
        name = _name(now)
        if any(one.is_written for one in fields):
            edited = before != now
            kept = fields if edited else tuple(one for one in fields if one.is_written)
            rows = self.conflicts if edited else self.changed
            rows.append(RowChange(task.pk, task.version, row.number, name, kept))
        elif not mistakes:
            self.unchanged.append(name)
        section = found["section"].values if "section" in found else {}
        self.above = section.get("section_id", task.section_id)

    def _new(self, row: FileRow) -> None:
        found, mistakes = self.reader.changed(row, EMPTY, above=self.above, task=None)
        self.mistakes += mistakes
        if mistakes:
            return
        self.sequence.append((row.number, None))
        fields = _fields(found, EMPTY, EMPTY)
        said = EMPTY | {key: meaning.text for key, meaning in found.items()}
        self.added.append(RowChange(0, 0, row.number, _name(said), fields))
        if "section" in found:
            self.above = found["section"].values["section_id"]

    def _missing(self) -> Iterator[MissingRow]:
        for pk, row in self.now.items():
            if pk in self.before and pk not in self.numbers:
                yield MissingRow(
                    task_id=pk,
                    version=row.task.version,
                    name=_name(row.texts),
                    text=row.texts["text"],
                    is_edited=self.before[pk] != row.texts,
                )

    def _notes(self) -> Iterator[str]:
        if self.values.get("linked"):
            yield zip_guard.LINKS_NOT_FOLLOWED
        present = set(self.values["columns"])
        for title in self.values["unknown"]:
            yield NOT_READ.format(title=title)
        for key in KEYS:
            if key not in present:
                yield COLUMN_GONE.format(title=TITLES[key])
        order = {pk: place for place, pk in enumerate(self.now)}
        places = [order[pk] for _, pk in self.sequence if pk is not None]
        if places != sorted(places):
            yield ORDER_KEPT
        if self.gone:
            yield ALREADY_GONE.format(count=self.gone)
        since = [pk for pk in self.now if pk not in self.before]
        if since:
            yield ADDED_SINCE.format(count=len(since))


def _fields(found: Mapping[str, Meaning], before: Texts, now: Texts) -> tuple[Field, ...]:
    """Return what the file changes, and what only the portal changed since the export."""
    fields = []
    for key in KEYS:
        if key in found and found[key].text != now[key]:
            fields.append(Field(key, before[key], now[key], found[key]))
        elif key not in found and before[key] != now[key]:
            fields.append(Field(key, before[key], now[key], Meaning(before[key]), is_written=False))
    return tuple(fields)


def _name(texts: Texts) -> str:
    return f"{texts['label']} {cut(texts['title'] or texts['text'], NAME_LENGTH)}".strip()
