"""One row of a plan's workbook that came back: what its cells mean, what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from papi_portal.text import LONG_TEXT, clean_line, fold
from papi_portal.wording import said
from plans.models import PlanSection
from tasks.models import Party, Task
from tasks.parties import Directory
from tasks.reading import deadlines, parties
from tasks.reading.portal_workbook import COLUMNS, KEYS, NO_SECTION, Texts
from tasks.reports.appendix import NOT_PRINTED
from tasks.reports.differences import Difference, difference
from tasks.reports.plan_workbook import PlanSheet, day_text

TITLES = {column.key: column.title for column in COLUMNS}
EMPTY: Texts = dict.fromkeys(KEYS, "")
LINES = {"label": 20, "title": 500, "deadline_text": 300}
"""Columns of one line, with the most characters they take."""
ROLES = {
    "lead_text": Party.Role.LEAD,
    "support_text": Party.Role.SUPPORT,
    "guide_text": Party.Role.GUIDE,
}
UNDERSTOOD = ("deadline_kind", "starts_on", "ends_on")
"""Columns that the portal reads out of the deadline's words unless a person filled them in."""
DATED = {Task.DeadlineKind.BY_DATE, Task.DeadlineKind.FROM_TO}
LONGEST_NAME = 300
DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
BETWEEN_CODES = re.compile(r"[,;\s]+")

NO_TEXT = said("Chưa có nhiệm vụ, giải pháp. Hãy ghi nội dung, hoặc xóa dòng này khỏi tệp.")
TOO_LONG = said("Nội dung dài {length} ký tự, cho phép tối đa {most}. Hãy rút gọn.")
UNKNOWN_SECTION = said(
    "Kế hoạch không có mục “{text}”. Hãy chọn một mục trong danh sách của ô, hoặc “{none}”."
)
TWO_SECTIONS = said(
    "Kế hoạch có nhiều mục cùng tên “{text}”. Hãy để dòng này ngay dưới một dòng của mục."
)
NO_KIND = said("“{text}” không phải loại thời hạn. Hãy chọn một giá trị trong danh sách của ô.")
NO_DAY = said("“{text}” không phải một ngày. Hãy ghi ngày/tháng/năm, ví dụ 30/06/2026.")
NO_CODE = said("Không có mã chỉ số “{text}”. Hãy tra mã ở trang “Chỉ số” của tệp.")
NO_END = said("Thời hạn theo ngày phải có ngày kết thúc. Hãy ghi cột “Đến ngày”.")
BACKWARDS = said("Ngày kết thúc không được trước ngày bắt đầu.")
READ_AGAIN = said("đọc từ cột “Thời gian thực hiện”")
AS_ABOVE = said("Ô “Mục” để trống: xếp vào mục của dòng kề trên.")


class WrongCellError(Exception):
    """Raised for a cell that cannot be understood; the text says why and what to write."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a cell and what it means: a unit, a group, or nothing certain."""

    role: str
    text: str
    meaning: str
    unit_id: int | None
    group: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell means: its text in the portal's form, and the values of the task."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a row: at export, in the portal now, and in the file."""

    key: str
    before: str
    now: str
    meaning: Meaning
    is_written: bool = True
    """Not so if only the portal changed it; it is shown because the row is in conflict."""

    @property
    def title(self) -> str:
        return TITLES[self.key]

    @property
    def new(self) -> str:
        return self.meaning.text

    @property
    def difference(self) -> Difference:
        return difference(self.now, self.new)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a cell of the file."""

    row: int
    cell: str
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file: its number in the sheet, the texts and problems of its cells by column."""

    number: int
    cells: Mapping[str, Texts]

    def text(self, key: str) -> str:
        return self.cells[key]["text"] if key in self.cells else ""

    def is_blank(self, key: str) -> bool:
        """Whether the cell is there and nobody wrote in it."""
        cell = self.cells[key]
        return not (cell["text"] or cell["problem"])

    def mistake(self, key: str, sentence: str) -> Mistake:
        """Return what is wrong with one cell of this row."""
        at = self.cells[key]["at"] if key in self.cells else ""
        return Mistake(self.number, at, TITLES[key], sentence)


class RowReader:
    """Understands rows with the headings, components and bodies of one plan."""

    def __init__(self, sheet: PlanSheet, directory: Directory) -> None:
        self.plan = sheet.plan
        self.codes = {code.lower(): component.pk for code, component in sheet.codes.items()}
        self.written_codes = list(sheet.codes)
        self.paths = {section.pk: path for section, path in sheet.sections}
        self.unprinted = {
            section.pk for section, _ in sheet.sections if section.part == PlanSection.Part.BODY
        }
        self.kinds = {fold(word): value for value, word in Task.DeadlineKind.choices}
        self.directory = directory

    def changed(
        self, row: FileRow, before: Texts, *, above: int | None, task: Task | None
    ) -> tuple[dict[str, Meaning], list[Mistake]]:
        """Return what the cells mean in which a row differs from before, and what is wrong with it.

        A deadline whose words changed is read again when nobody filled in its kind and days.
        `above` is the heading of the row above, `task` the row as it stands, None for a new one.
        """
        found: dict[str, Meaning] = {}
        mistakes = list(self._cells(row, before, above, found))
        if row.is_blank("text") and (task is None or before["text"]):
            mistakes.append(row.mistake("text", NO_TEXT))
        if mistakes:
            return found, mistakes
        if task is None:
            self._complete(row, found, above)
        if "deadline_text" in found and found.keys().isdisjoint(UNDERSTOOD):
            found |= self._read_again(found["deadline_text"])
        return found, list(_check_days(row, found, task))

    def _cells(
        self, row: FileRow, before: Texts, above: int | None, found: dict[str, Meaning]
    ) -> Iterator[Mistake]:
        """Understand the cells that people touched, and yield what is wrong with others."""
        for key in filter(row.cells.__contains__, KEYS):
            cell = row.cells[key]
            if _is_untouched(key, cell, before):
                continue
            try:
                meaning = self._meaning(key, cell, above)
            except WrongCellError as error:
                yield row.mistake(key, str(error))
            else:
                if meaning.text != before[key]:
                    found[key] = meaning

    def _meaning(self, key: str, cell: Texts, above: int | None) -> Meaning:
        text = cell["text"]
        if cell["problem"]:
            raise WrongCellError(cell["problem"])
        if key == "section":
            return self._section(text, above)
        if key == "deadline_kind":
            return self._kind(text)
        if key in UNDERSTOOD:
            return _day(key, text)
        if key == "components":
            return self._components(text)
        return self._words(key, text)

    def _words(self, key: str, text: str) -> Meaning:
        text = clean_line(text) if key in LINES else text
        most = LINES.get(key, LONG_TEXT)
        if len(text) > most:
            raise WrongCellError(TOO_LONG.format(length=len(text), most=most))
        if key not in ROLES:
            return Meaning(text, {key: text})
        names = parties.split(text)
        bodies = tuple(self._body(ROLES[key], name[:LONGEST_NAME]) for name in names.names)
        return Meaning(text, {key: text}, bodies, names.doubts)

    def _body(self, role: str, name: str) -> Body:
        found = self.directory.resolve(name)
        group = said("nhóm {name}", name=Party.Group(found.group).label) if found.group else ""
        meaning = found.unit.name if found.unit else group
        return Body(role, name, meaning, found.unit.pk if found.unit else None, found.group)

    def _section(self, text: str, above: int | None) -> Meaning:
        fitting = [pk for pk, path in self.paths.items() if fold(path) == fold(text)]
        if not fitting and fold(text).strip("() ") == fold(NO_SECTION).strip("()"):
            return self._under(None)
        if not fitting:
            raise WrongCellError(UNKNOWN_SECTION.format(text=text, none=NO_SECTION))
        if len(fitting) > 1 and above not in fitting:
            raise WrongCellError(TWO_SECTIONS.format(text=text))
        return self._under(above if above in fitting else fitting[0])

    def _under(self, section: int | None, *remarks: str) -> Meaning:
        """Return the meaning of a heading by its key, None for none."""
        told = (*remarks, NOT_PRINTED) if section in self.unprinted else remarks
        said = self.paths[section] if section else NO_SECTION
        return Meaning(said, {"section_id": section}, remarks=told)

    def _kind(self, text: str) -> Meaning:
        value = self.kinds.get(fold(text)) if text else Task.DeadlineKind.NONE.value
        if value is None:
            raise WrongCellError(NO_KIND.format(text=text))
        return _kind_meaning(value)

    def _components(self, text: str) -> Meaning:
        asked = [code.strip(".") for code in BETWEEN_CODES.split(text) if code.strip(".")]
        unknown = next((code for code in asked if code.lower() not in self.codes), None)
        if unknown is not None:
            raise WrongCellError(NO_CODE.format(text=unknown))
        chosen = {code.lower() for code in asked}
        codes = [code for code in self.written_codes if code.lower() in chosen]
        keys = tuple(self.codes[code.lower()] for code in codes)
        return Meaning(", ".join(codes), {"components": keys})

    def _complete(self, row: FileRow, found: dict[str, Meaning], above: int | None) -> None:
        """Give a new row the heading above it, and the kind that its days alone tell."""
        if self.paths and not row.text("section"):
            found["section"] = self._under(above, AS_ABOVE)
        if "deadline_kind" not in found and "ends_on" in found:
            kinds = Task.DeadlineKind
            found["deadline_kind"] = _kind_meaning(
                kinds.FROM_TO if "starts_on" in found else kinds.BY_DATE
            )

    def _read_again(self, words: Meaning) -> dict[str, Meaning]:
        years = {"year": self.plan.year_from, "year_to": self.plan.year_to}
        understood = deadlines.read(words.text, **years)
        deadline = understood.deadline
        return {
            "deadline_text": replace(words, remarks=understood.doubts),
            "deadline_kind": _kind_meaning(deadline.kind.value, READ_AGAIN),
            "starts_on": _day_meaning("starts_on", deadline.start, READ_AGAIN),
            "ends_on": _day_meaning("ends_on", deadline.end, READ_AGAIN),
        }


def _is_untouched(key: str, cell: Texts, before: Texts) -> bool:
    """Tell whether nobody touched a cell: then it is never wrong. No heading means the same one."""
    if cell["text"] != before[key]:
        return key == "section" and not cell["text"]
    return bool(cell["text"] or not cell["problem"])


def _check_days(row: FileRow, found: Mapping[str, Meaning], task: Task | None) -> Iterator[Mistake]:
    """Yield what is wrong with the kind and the days of a deadline together, if any changed."""
    if found.keys().isdisjoint(UNDERSTOOD):
        return
    values = {name: getattr(task, name) for name in UNDERSTOOD} if task else {}
    for key in UNDERSTOOD:
        values |= found[key].values if key in found else {}
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if values.get("deadline_kind") in DATED and not ends:
        yield row.mistake("ends_on", NO_END)
    if starts and ends and ends < starts:
        yield row.mistake("ends_on", BACKWARDS)


def _day(key: str, text: str) -> Meaning:
    if not text:
        return _day_meaning(key, None)
    typed = DAY.fullmatch(text)
    try:
        day, month, year = map(int, typed.groups()) if typed else (0, 0, 0)
        return _day_meaning(key, date(year, month, day))
    except ValueError as error:
        raise WrongCellError(NO_DAY.format(text=text)) from error


def _day_meaning(key: str, day: date | None, *remarks: str) -> Meaning:
    return Meaning(day_text(day), {key: day}, remarks=remarks)


def _kind_meaning(value: str, *remarks: str) -> Meaning:
    word = str(Task.DeadlineKind(value).label)
    return Meaning(word, {"deadline_kind": value}, remarks=remarks)
