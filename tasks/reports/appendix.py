"""The appendix of a plan as issued: sections and rows, in the document's own words and order."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from papi_portal import pdf
from plans.models import Plan, PlanSection
from tasks.models import Task
from tasks.reading.anatomy import begin_of_issued_with
from tasks.standing import in_words

COLUMNS = (
    "Nội dung",
    "Nhiệm vụ, giải pháp",
    "Cơ quan thực hiện",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
)

NOT_PRINTED = (
    "Mục này thuộc phần chính của văn bản (Tổ chức thực hiện):"
    " nhiệm vụ không in trong bảng phụ lục."
)
"""Said of a row that is put under a heading of the body: see `Appendix.duties`."""


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One row of the table; `lines` are the items of its main cell."""

    task_id: int
    content: str
    lines: tuple[str, ...]
    lead: str
    support: str
    deadline: str


@dataclass(frozen=True, slots=True)
class AppendixGroup:
    """A heading row with the rows under it; the heading is empty for rows without one."""

    heading: str
    rows: tuple[AppendixRow, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The whole appendix."""

    plan: Plan
    title: str
    attached: str
    columns: tuple[str, ...]
    groups: tuple[AppendixGroup, ...]
    duties: tuple[AppendixGroup, ...]
    """Tasks that stand in the body, under "Tổ chức thực hiện": not in the printed table."""

    @property
    def rows(self) -> tuple[AppendixRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def build(plan: Plan) -> Appendix:
    """Return the plan's appendix: two queries, whatever the number of rows.

    Headings stand in the document's order, those without rows included.
    """
    rows: dict[int | None, list[AppendixRow]] = {}
    for task in Task.objects.filter(plan=plan).order_by("position"):
        rows.setdefault(task.section_id, []).append(_row(task))
    groups = [AppendixGroup("", tuple(rows[None]))] if None in rows else []
    duties = []
    for section in plan.sections.order_by("part", "position"):
        group = AppendixGroup(section.title, tuple(rows.get(section.pk, ())))
        if section.part == PlanSection.Part.APPENDIX:
            groups.append(group)
        elif group.rows:
            duties.append(group)
    if not any(group.rows for group in groups):
        groups, duties = [*groups, *duties], []
    return Appendix(
        plan=plan,
        title=_title(plan) or plan.subject.upper(),
        attached=_attached(plan),
        columns=COLUMNS,
        groups=tuple(groups),
        duties=tuple(duties),
    )


def as_html(appendix: Appendix) -> str:
    """Draw the appendix for print: A4 landscape, in the form of Nghị định 30/2020, Phụ lục I."""
    return render_to_string("print/appendix.html", {"appendix": appendix})


def as_pdf(appendix: Appendix) -> bytes:
    """Print the appendix here and now, however long it is."""
    return pdf.render(as_html(appendix))


def _row(task: Task) -> AppendixRow:
    return AppendixRow(
        task_id=task.pk,
        content=f"{task.label} {task.title}".strip(),
        lines=tuple(task.lines),
        lead=task.lead_text,
        support=task.support_text,
        deadline=task.deadline_text,
    )


def _title(plan: Plan) -> str:
    """Return the appendix's name without "(Kèm theo …)": that line is written by itself."""
    title: str = plan.appendix_title
    return title[: begin_of_issued_with(title)].strip()


def _attached(plan: Plan) -> str:
    """Return the line under the title: what the appendix belongs to."""
    if plan.is_illustration:
        return "(Bản minh họa của cổng, không phải văn bản đã ban hành)"
    number = plan.number or "…/…"
    when = in_words(plan.issued_on) if plan.issued_on else "ngày … tháng … năm …"
    issuer = plan.issuer.name.replace("UBND", "Ủy ban nhân dân")
    return f"(Kèm theo {plan.get_kind_display()} số {number} {when} của {issuer})"
