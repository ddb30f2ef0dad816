"""The appendix of a plan as issued: sections and rows, in the document's own words and order."""

from dataclasses import dataclass

from indicators.models import Index
from papi_portal.paper import Block, Heading, Line, Look, Paper, Part, Row, Table
from papi_portal.workbook import Band
from plans.letterheads import in_full
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
BULLETS = {"-", "–", "+", "•"}
LABELS, OUTPUT = "STT", "Sản phẩm đầu ra"
"""The first column where rows have no name but a label; the sixth where they bring something."""

NOT_PRINTED = (
    "Mục này thuộc phần chính của văn bản (Tổ chức thực hiện):"
    " nhiệm vụ không in trong bảng phụ lục."
)
"""Said of a row that is put under a heading of the body: see `Appendix.duties`."""

EXTRACT = "Trích: các nhiệm vụ gắn với {index}"


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One row of the table; `lines` are the items of its main cell."""

    task_id: int
    content: str
    lines: tuple[str, ...]
    lead: str
    support: str
    deadline: str
    output: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in each column, the sixth included."""
        text = "\n".join(self.lines)
        return (self.content, text, self.lead, self.support, self.deadline, self.output)


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
    extract: str = ""
    """What of the appendix this is, if not all of it."""
    arranged: str = ""
    """How rows stand when not as issued: see `arranged`."""

    @property
    def rows(self) -> tuple[AppendixRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def build(plan: Plan, index: Index | None = None) -> Appendix:
    """Return the plan's appendix: two queries, whatever the number of rows.

    Headings stand in the document's order, those without rows included. With an index it is an
    extract: the rows about it, under the headings that have any.
    """
    rows: dict[int | None, list[AppendixRow]] = {}
    about = Task.objects.filter(plan=plan).about_index(index.code if index else "")
    tasks = list(about.order_by("position"))
    has_names = any(task.title for task in tasks)
    for task in tasks:
        rows.setdefault(task.section_id, []).append(_row(task, has_names=has_names))
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
    printed = [row for group in groups for row in group.rows]
    return Appendix(
        plan=plan,
        title=_title(plan) or plan.subject.upper(),
        attached=_attached(plan),
        columns=_columns(printed, has_names=has_names),
        groups=tuple(group for group in groups if group.rows or not index),
        duties=tuple(duties),
        extract=EXTRACT.format(index=index) if index else "",
    )


def _columns(rows: list[AppendixRow], *, has_names: bool) -> tuple[str, ...]:
    first = COLUMNS[0] if has_names or not rows else LABELS
    return (first, *COLUMNS[1:], *((OUTPUT,) if any(row.output for row in rows) else ()))


def as_paper(appendix: Appendix) -> Paper:
    """Lay the appendix out: A4 landscape, in the form of Nghị định 30/2020, Phụ lục I."""
    plan = appendix.plan
    named = "Trích phụ lục" if appendix.extract else "Phụ lục"
    return Paper(
        title=", ".join(filter(None, [f"{named} {plan}", appendix.arranged])),
        author=plan.issuer.name,
        parts=(Part(tuple(as_blocks(appendix)), is_landscape=True),),
        is_draft=plan.is_draft,
    )


def as_blocks(appendix: Appendix) -> list[Block]:
    """Return what stands on the pages of the appendix."""
    rows: list[Row | Band] = []
    for group in appendix.groups:
        rows += [Band(group.heading)] if group.heading else []
        rows += [Row(row.cells[: len(appendix.columns)]) for row in group.rows]
    return [
        Line("PHỤ LỤC", Look.KIND),
        Line(appendix.title, Look.TITLE),
        Line(appendix.attached, Look.ATTACHED),
        *([Line(f"({appendix.extract})", Look.ATTACHED)] if appendix.extract else []),
        *([Line(f"Xếp {appendix.arranged}", Look.NOTE)] if appendix.arranged else []),
        Table("Phụ lục", _headings(appendix.columns), tuple(rows), "Kế hoạch chưa có nhiệm vụ."),
    ]


def _headings(columns: tuple[str, ...]) -> tuple[Heading, ...]:
    """Return the columns with their widths in percent; labels need little."""
    first = 7 if columns[0] == LABELS else 17
    rest = (15, 14, 12, 14) if OUTPUT in columns else (15, 14, 12)
    widths = (first, 100 - first - sum(rest), *rest)
    centred = {LABELS, COLUMNS[-1]}
    return tuple(
        Heading(title, width, is_centred=title in centred)
        for title, width in zip(columns, widths, strict=True)
    )


def _row(task: Task, *, has_names: bool) -> AppendixRow:
    """Return the task as a row; a lone bullet stands before its text, not in the names' column."""
    first, *others = task.lines
    is_bullet = has_names and not task.title and task.label in BULLETS
    return AppendixRow(
        task_id=task.pk,
        content="" if is_bullet else f"{task.label} {task.title}".strip(),
        lines=(f"{task.label} {first}" if is_bullet else first, *others),
        lead=task.lead_text,
        support=task.support_text,
        deadline=task.deadline_text,
        output=task.output,
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
    issuer = in_full(plan.issuer)
    return f"(Kèm theo {plan.get_kind_display()} số {number} {when} của {issuer})"
