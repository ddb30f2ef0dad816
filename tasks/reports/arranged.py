"""The appendix of a plan in another arrangement: by dimension, lead unit or deadline; six columns.

The rows are those of `appendix`, in the document's words; only their order and columns differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from indicators.models import Component, Index
from papi_portal.wording import said
from plans.models import Plan
from tasks.models import Party, Task
from tasks.reports import appendix
from tasks.reports.appendix import (
    BULLETS,
    COLUMNS,
    LABELS,
    OUTPUT,
    Appendix,
    AppendixGroup,
    AppendixRow,
)

if TYPE_CHECKING:
    from datetime import date

AS_ISSUED, SIX = "", "six"
ORDERS = {
    AS_ISSUED: "như văn bản",
    "dimension": "theo nội dung chỉ số",
    "lead": "theo đơn vị chủ trì",
    "deadline": "theo thời hạn",
}
"""How rows are put together, in the users' words."""
TABLES = {
    AS_ISSUED: "như văn bản",
    SIX: "sáu cột, có Sản phẩm đầu ra",
}
SIX_COLUMNS = (
    LABELS,
    COLUMNS[1],
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    COLUMNS[4],
    OUTPUT,
)
NO_DIMENSION = said("Nhiệm vụ chưa gắn nội dung chỉ số")
NO_LEAD = said("Chưa nêu đơn vị chủ trì")
NO_DEADLINE = said("Không nêu thời hạn")
Kind = Task.DeadlineKind
RECURRING = (Kind.MONTHLY, Kind.QUARTERLY, Kind.HALF_YEARLY, Kind.YEARLY, Kind.ONGOING)
UNDATED = (Kind.BY_DATE, Kind.FROM_TO, Kind.AFTER_EVENT, Kind.YEARS, *RECURRING, Kind.NONE)
"""The kinds of deadlines as they follow those with a last day."""

Grouped = dict[str, list[Task]]


@dataclass(frozen=True, slots=True)
class Choice:
    """How the table was asked for, and about which index; nonsense asks for it as issued."""

    by: str = AS_ISSUED
    columns: str = AS_ISSUED
    index: Index | None = None

    @classmethod
    def of(cls, asked: Mapping[str, Any], index: Index | None) -> Self:
        """Read the choice from the parts of an address, or the parameters of a job."""
        by, columns = asked.get("by", ""), asked.get("columns", "")
        return cls(
            by=by if by in ORDERS else AS_ISSUED,
            columns=columns if columns in TABLES else AS_ISSUED,
            index=index,
        )

    @property
    def is_as_issued(self) -> bool:
        """Whether the table stands as issued, be it an extract."""
        return not self.by and not self.columns

    @property
    def parameters(self) -> dict[str, str]:
        """The choice as a job keeps it."""
        code = self.index.code if self.index else ""
        return {"index": code, "by": self.by, "columns": self.columns}

    @property
    def query(self) -> str:
        """The same choice as the end of an address."""
        asked = {name: value for name, value in self.parameters.items() if value}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def repeats(self) -> str:
        """What a row has several of, so that it stands in several places; empty when nothing."""
        return {"dimension": said("nội dung"), "lead": said("đơn vị chủ trì")}.get(self.by, "")


def build(plan: Plan, choice: Choice) -> Appendix:
    """Return the appendix as asked for: five queries at most, whatever the number of rows."""
    found = appendix.build(plan, choice.index)
    if choice.is_as_issued:
        return found
    tasks = {task.pk: task for task in Task.objects.filter(plan=plan)}
    groups = [(group.heading, [tasks[row.task_id] for row in group.rows]) for group in found.groups]
    if choice.by:
        listed = [task for _, group in groups for task in group]
        groups = [*GROUPED[choice.by](plan, listed, choice.index).items()]
    columns = SIX_COLUMNS if choice.columns == SIX else found.columns
    # A row that stands under several headings has one number.
    numbers = {pk: str(number) for number, pk in enumerate(_in_order(groups), start=1)}
    labels = [] if choice.by else [task.label for task in tasks.values() if task.pk in numbers]
    if labels and all(label and label not in BULLETS for label in labels):
        numbers = {pk: tasks[pk].label for pk in numbers}
    return replace(
        found,
        arranged=ORDERS[choice.by] if choice.by else "",
        columns=columns,
        groups=tuple(
            AppendixGroup(heading, tuple(_row(task, columns, numbers[task.pk]) for task in group))
            for heading, group in groups
        ),
    )


def _in_order(groups: Iterable[tuple[str, list[Task]]]) -> dict[int, None]:
    return dict.fromkeys(task.pk for _, group in groups for task in group)


def _row(task: Task, columns: Sequence[str], number: str) -> AppendixRow:
    """Return the task as a row: its number in a column of numbers, there its name above its text.

    Where the names have the first column, a label that no heading explains is left out.
    """
    first, *others = task.lines
    is_bullet = task.label in BULLETS and not task.title
    lines = (f"{task.label} {first}" if is_bullet else first, *others)
    counted = columns[0] == LABELS
    return AppendixRow(
        task_id=task.pk,
        content=number if counted else task.title,
        lines=(task.title, *lines) if counted and task.title else lines,
        lead=task.lead_text,
        support=task.support_text,
        deadline=task.deadline_text,
        output=task.output,
    )


def _by_dimension(plan: Plan, tasks: Sequence[Task], index: Index | None) -> Grouped:
    """Return the rows of each dimension; in an extract those of its index alone."""
    links = Task.components.through.objects.filter(task__plan=plan)
    links = links.filter(component__framework__index=index) if index else links
    pairs = links.values_list("task", "component", "component__dimension")
    about: dict[int, set[int]] = {}
    for task, component, dimension in pairs:
        about.setdefault(dimension or component, set()).add(task)
    named = Component.objects.filter(pk__in=about)
    wanted: dict[str, set[int]] = {}
    for one in named.order_by("framework__index", "framework", "position"):
        wanted.setdefault(str(one), set()).update(about[one.pk])
    groups = {name: [task for task in tasks if task.pk in pks] for name, pks in wanted.items()}
    return _with_the_rest(groups, tasks, NO_DIMENSION)


def _by_lead(plan: Plan, tasks: Sequence[Task], _index: Index | None) -> Grouped:
    """Return the rows of each lead, the leads in the document's order."""
    leads = Party.objects.filter(task__plan=plan, role=Party.Role.LEAD).select_related("unit")
    names: dict[int, list[str]] = {}
    for party in leads.order_by("position"):
        name = party.unit.name if party.unit else party.get_group_display() or party.text
        names.setdefault(party.task_id, []).append(name[:1].upper() + name[1:])
    groups: Grouped = {}
    for task in tasks:
        for name in dict.fromkeys(names.get(task.pk, ())):
            groups.setdefault(name, []).append(task)
    return _with_the_rest(groups, tasks, NO_LEAD)


def _by_deadline(_plan: Plan, tasks: Sequence[Task], _index: Index | None) -> Grouped:
    """Return the rows of each last day, the earliest first; then those without one, by kind."""
    days: dict[date, list[Task]] = {}
    kinds: dict[str, list[Task]] = {}
    for task in tasks:
        if task.ends_on and task.deadline_kind not in RECURRING:
            days.setdefault(task.ends_on, []).append(task)
        else:
            kinds.setdefault(task.deadline_kind, []).append(task)
    dated = {said("Đến hết ngày {day:%d/%m/%Y}", day=day): days[day] for day in sorted(days)}
    names = {kind: kind.label.capitalize() for kind in UNDATED} | {Kind.NONE: NO_DEADLINE}
    return dated | {names[kind]: kinds[kind] for kind in UNDATED if kind in kinds}


def _with_the_rest(groups: Grouped, tasks: Sequence[Task], name: str) -> Grouped:
    """Return the groups that have rows, and last the rows that no group has."""
    found = {heading: rows for heading, rows in groups.items() if rows}
    placed = {task.pk for rows in found.values() for task in rows}
    rest = [task for task in tasks if task.pk not in placed]
    return {**found, name: rest} if rest else found


GROUPED: dict[str, Callable[[Plan, Sequence[Task], Index | None], Grouped]] = {
    "dimension": _by_dimension,
    "lead": _by_lead,
    "deadline": _by_deadline,
}
