"""A plan's rows as a workbook that people change in Excel and bring back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from indicators.models import PAPI, Component, Framework
from papi_portal import workbook
from papi_portal.text import clean
from papi_portal.workbook import Column, Sheet
from papi_portal.workbook.columns import Value
from papi_portal.zip_guard import BadPackageError
from plans.models import Plan, PlanSection
from tasks.models import Task
from tasks.reading import portal_workbook
from tasks.reading.portal_workbook import COLUMNS, KEYS, Texts
from tasks.reading.written import BETWEEN_HEADINGS

KINDS = tuple(word for value, word in Task.DeadlineKind.choices)
ASKED = tuple(
    replace(column, choices=KINDS) if column is portal_workbook.KIND else column
    for column in COLUMNS
)
"""The columns, with what may be picked of kinds in every plan."""
INDEX = (
    Column("code", "Mã", 18),
    Column("name", "Tên", 60),
    Column("framework", "Bộ tiêu chí", 30),
)
NO_CELL = (
    "Tệp có ô dài hơn 32.767 ký tự nên không ghi lại được kèm cột Lỗi. Hãy sửa theo bảng các ô có"
    " lỗi trên trang này."
)
HOW = (
    "Sửa trực tiếp trong các ô. Thêm dòng mới ở chỗ cần thêm và để trống “Mã dòng”.",
    "Dòng bị xóa khỏi tệp chỉ bị xóa khỏi kế hoạch khi được đánh dấu lúc xem lại thay đổi.",
    "Sửa xong, lưu tệp .xlsx rồi tải lên ở trang “Nhập kế hoạch từ tệp” để xem lại.",
    "Cổng cho xem nội dung cũ bên cạnh nội dung mới, chỉ ghi khi được xác nhận.",
)


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A task with what it says in each column, cleaned; days as dd/mm/yyyy."""

    task: Task
    texts: Texts


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan's rows in their order, and what the words in their cells mean."""

    plan: Plan
    rows: tuple[SaidRow, ...]
    codes: Mapping[str, Component]
    """Components by code as written: bare for the PAPI version of the plan's first year."""
    sections: tuple[tuple[PlanSection, str], ...]
    """Headings in the document's order, each with its path."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, with the plan's own headings to pick from."""
        paths = dict.fromkeys(_fitting(path) for _, path in self.sections)
        section = replace(portal_workbook.SECTION, choices=(portal_workbook.NO_SECTION, *paths))
        return tuple(section if one is portal_workbook.SECTION else one for one in ASKED)


def build(plan: Plan) -> PlanSheet:
    """Return what the workbook of a plan says: five queries at any length."""
    paths = _paths(plan)
    codes = _codes(plan)
    words = {component.pk: code for code, component in codes.items()}
    order = {pk: place for place, pk in enumerate(words)}
    rows = []
    for task in plan.tasks.prefetch_related("components").order_by("position"):
        about = sorted((one.pk for one in task.components.all()), key=order.__getitem__)
        rows.append(SaidRow(task, _texts(task, paths, [words[pk] for pk in about])))
    sections = tuple((section, path) for section, path in paths.values())
    return PlanSheet(plan=plan, rows=tuple(rows), codes=codes, sections=sections)


def as_xlsx(sheet: PlanSheet, *, at: datetime) -> bytes:
    """Write the workbook, with what each row said at the moment in a hidden sheet."""
    before = {said.task.pk: said.texts for said in sheet.rows}
    exported_at = at.isoformat()
    hidden = portal_workbook.meta(
        plan=sheet.plan.pk,
        exported_at=exported_at,
        rows=before,
        seal=_signer().sign(_digest(sheet.plan.pk, exported_at, before)),
    )
    tasks = Sheet(portal_workbook.SHEET, sheet.columns, map(_cells, sheet.rows))
    return workbook.write([tasks, *_others(sheet)], hidden)


def returned(sheet: PlanSheet, content: bytes, errors: Mapping[int, str]) -> bytes:
    """Write a workbook that came back once more, with what is wrong in its column "Lỗi".

    Raises BadPackageError, with a sentence, for a file that cannot be given back so.
    """
    table = workbook.read_strange(content, sheet.columns, links=True)
    shown = {row: workbook.fitting(text) for row, text in errors.items()}
    try:
        return workbook.with_errors(table, shown, table.meta, _others(sheet))
    except ValueError as error:
        raise BadPackageError(NO_CELL) from error


def _others(sheet: PlanSheet) -> list[Sheet]:
    """Return the sheets that help to fill in the first: codes of indices, and how it is done."""
    index = [
        (code, component.name, str(component.framework)) for code, component in sheet.codes.items()
    ]
    guide = workbook.guide(ASKED)
    how = [("Cách dùng", "", line, "") for line in HOW]
    return [
        Sheet(portal_workbook.COMPONENTS.title, INDEX, index),
        replace(guide, rows=[*how, *guide.rows]),
    ]


def is_ours(values: Mapping[str, Any]) -> bool:
    """Tell whether this very portal sealed what a workbook says of the moment of its export."""
    try:
        sealed = _signer().unsign(str(values["seal"]))
    except BadSignature:
        return False
    return sealed == _digest(values["plan"], values["exported_at"], values["before"])


def _signer() -> Signer:
    return Signer(salt="tasks.plan-workbook")


def _digest(plan: int, exported_at: str, before: Mapping[Any, Texts]) -> str:
    rows = sorted((int(code), [texts[key] for key in KEYS]) for code, texts in before.items())
    return sha256(dumps([plan, exported_at, rows]).encode()).hexdigest()


def _paths(plan: Plan) -> dict[int | None, tuple[PlanSection, str]]:
    """Return each heading with those above it on one line, by its key, in document order."""
    sections = list(plan.sections.order_by("-part", "position"))
    known = {section.pk: section for section in sections}
    paths: dict[int | None, tuple[PlanSection, str]] = {}
    for section in sections:
        titles, at = [section.title], section.parent_id
        while at is not None:
            titles.append(known[at].title)
            at = known[at].parent_id
        paths[section.pk] = section, clean(BETWEEN_HEADINGS.join(reversed(titles)))
    return paths


def _codes(plan: Plan) -> dict[str, Component]:
    """Return what rows may be about, by code: versions of the plan's year, and what rows have."""
    papi = Framework.objects.measuring(PAPI, plan.year_from).first()
    line = [one.pk for one in plan.territory.line()]
    of_year = Component.objects.choosable(line, plan.year_from).values("pk")
    had = Component.objects.filter(tasks__plan=plan).values("pk")
    found = Component.objects.filter(Q(pk__in=of_year) | Q(pk__in=had))
    ordered = sorted(
        found.select_related("framework__index").order_by(
            "framework__index__position", "framework", "position"
        ),
        key=lambda one: one.framework != papi,
    )
    return {_code(component, papi): component for component in ordered}


def _code(component: Component, papi: Framework | None) -> str:
    if component.framework == papi:
        return component.code
    return f"{component.framework.code}:{component.code}"


def _texts(
    task: Task, paths: Mapping[int | None, tuple[PlanSection, str]], codes: Iterable[str]
) -> Texts:
    section = _fitting(paths[task.section_id][1]) if task.section_id else ""
    plain = {
        key: _fitting(getattr(task, key))
        for key in KEYS
        if key not in {"section", "deadline_kind", "starts_on", "ends_on", "components"}
    }
    return {
        **plain,
        "section": section or portal_workbook.NO_SECTION,
        "deadline_kind": task.get_deadline_kind_display(),
        "starts_on": day_text(task.starts_on),
        "ends_on": day_text(task.ends_on),
        "components": ", ".join(codes),
    }


def _fitting(text: str) -> str:
    return workbook.fitting(clean(text))


def day_text(day: date | None) -> str:
    """Return a day as a cell shows it, empty for none."""
    return f"{day:%d/%m/%Y}" if day else ""


def _cells(said: SaidRow) -> list[Value]:
    days = {"starts_on": said.task.starts_on, "ends_on": said.task.ends_on}
    return [said.task.pk, *(days.get(key, said.texts[key]) or None for key in KEYS)]
