"""The rows of a set of criteria: each cell understood, and the tree that the codes make."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from indicators.models import Component
from indicators.own_sets import columns
from indicators.scores.cells import FigureWidget
from papi_portal.importing import Remark
from papi_portal.resources import BLANK, TWICE, TextWidget, WrongCellError
from papi_portal.text import clean_line
from papi_portal.wording import said
from papi_portal.workbook import Column, Row, Table
from papi_portal.workbook.columns import written

CODE = re.compile(r"\w+([.-]\w+)*")
LONGEST_CODE, LONGEST_NAME = 20, 300
MOST_POINTS = Decimal(9999)

NOT_A_CODE = said(
    "“{value}” không dùng làm mã được. Hãy ghi chữ và số, các cấp cách nhau bằng dấu chấm, tối đa"
    " 20 ký tự, ví dụ 1.2."
)
TOO_LONG = said("Tên dài {length} ký tự, cho phép tối đa 300. Hãy rút gọn.")
NOT_POINTS = said("{value} không dùng làm điểm được. Hãy ghi số từ 0 đến 9999, ví dụ 2,5.")
BACKWARDS = said("Điểm cao nhất ({high}) phải lớn hơn điểm thấp nhất ({low}).")
NO_PARENT = said(
    "Không có dòng nào mang mã {parent} để {code} thuộc vào. Hãy thêm dòng {parent}, hoặc ghi mã"
    " cấp trên ở cột “Thuộc”."
)
WHOLE_HANGS = said("Mã 0 là cả bộ chỉ số, không thuộc mã nào. Hãy để trống ô này.")
TOO_MANY_POINTS = said(
    "Các tiêu chí cấp một cộng lại được {points} điểm, quá 9999. Hãy xem lại cột “Điểm cao nhất”."
)
CIRCLE = said("{code} thuộc {parent}, mà {parent} lại thuộc {code}. Hãy sửa cột “Thuộc”.")


@dataclass(frozen=True, slots=True)
class Node:
    """A component as a list has it; parent and what it follows by their codes."""

    row: int
    code: str
    parent: str
    name: str
    name_en: str
    scale_min: Decimal
    scale_max: Decimal
    follows: str = ""
    depth: int = 0
    cells: dict[str, str] = field(default_factory=dict, compare=False)
    """Where its cells stand, by column key."""

    @classmethod
    def of(cls, component: Component) -> Self:
        """Return a component as its list would have it."""
        return cls(
            row=0,
            code=component.code,
            parent=component.parent.code if component.parent else "",
            name=component.name,
            name_en=component.name_en,
            scale_min=component.scale_min,
            scale_max=component.scale_max,
            follows=component.follows.code if component.follows else "",
            depth=component.depth,
        )

    def following(self, code: str) -> Self:
        return replace(self, follows=code)

    def remark(self, column: Column, sentence: str) -> Remark:
        """Return what is wrong with one of its cells."""
        return Remark(self.row, self.cells.get(column.key, ""), column.title, sentence)


class CodeWidget(TextWidget):
    """The code of a component; Excel may have taken 1.1 for a number, which is written 1,1."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = clean_line(written(value)).rstrip(".").replace(",", ".")
        if text and not (CODE.fullmatch(text) and len(text) <= LONGEST_CODE):
            raise WrongCellError(NOT_A_CODE.format(value=text))
        return text


class NameWidget(TextWidget):
    """The name of a component."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text: str = super().clean(value) or ""
        if len(text) > LONGEST_NAME:
            raise WrongCellError(TOO_LONG.format(length=len(text)))
        return text


class ScaleWidget(FigureWidget):
    """An end of a scale, nothing for a blank."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        said = super().clean(value)
        if said is not None and not 0 <= said <= MOST_POINTS:
            raise WrongCellError(NOT_POINTS.format(value=written(value)))
        return said


def points(value: Decimal) -> str:
    """Return points as people write them: 7,5."""
    return written(FigureWidget().render(value))


CELLS = {
    columns.CODE: CodeWidget(),
    columns.NAME: NameWidget(),
    columns.NAME_EN: NameWidget(),
    columns.SCALE_MIN: ScaleWidget(),
    columns.SCALE_MAX: ScaleWidget(),
    columns.PARENT: CodeWidget(),
    columns.FOLLOWS: CodeWidget(),
}


def understood(table: Table, title: str) -> tuple[list[Node], list[Remark]]:
    """Return the components of a list in the order of their tree, and what is wrong with it.

    The whole index comes first, made from the parts if the list has no row of it. With problems
    the tree holds only what could be placed.
    """
    nodes, problems = [], []
    first: dict[str, Node] = {}
    for row in table.rows:
        node, wrong = _node(row)
        problems += wrong
        if node is None:
            continue
        if (same := first.setdefault(node.code.casefold(), node)) is not node:
            twice = TWICE.format(place=said("dòng {number}", number=same.row))
            problems.append(node.remark(columns.CODE, twice))
        else:
            nodes.append(node)
    problems += _unplaced(nodes, table)
    whole = next((one for one in nodes if one.code == Component.WHOLE), None)
    parts = [one for one in nodes if one is not whole]
    whole = whole or _sum(parts, title)
    if whole.scale_max > MOST_POINTS:
        too_many = TOO_MANY_POINTS.format(points=points(whole.scale_max))
        problems.append(Remark(table.rows[0].number, "", columns.SCALE_MAX.title, too_many))
    return _ordered(whole, parts), problems


def _node(row: Row) -> tuple[Node | None, list[Remark]]:
    """Return the component of a row, none if its code is wrong, and what is wrong with cells."""
    values: dict[str, Any] = {}
    problems = []
    for column, widget in CELLS.items():
        cell = row.cells.get(column.key)
        said = cell.problem if cell else ""
        values[column.key] = None
        if not said:
            try:
                values[column.key] = widget.clean(cell.value if cell else None)
            except WrongCellError as error:
                said = str(error)
        if not said and column.required and values[column.key] in {None, ""}:
            said = BLANK.format(title=column.title.lower())
        if said:
            problems.append(Remark(row.number, cell.address if cell else "", column.title, said))
    code = values[columns.CODE.key]
    if not code:
        return None, problems
    low, high = (values[one.key] for one in (columns.SCALE_MIN, columns.SCALE_MAX))
    node = Node(
        row=row.number,
        code=code,
        parent=_parent(code, values[columns.PARENT.key] or ""),
        name=values[columns.NAME.key] or "",
        name_en=values[columns.NAME_EN.key] or "",
        scale_min=low or Decimal(0),
        scale_max=high or Decimal(0),
        follows=values[columns.FOLLOWS.key] or "",
        cells={key: cell.address for key, cell in row.cells.items()},
    )
    if high is not None and node.scale_max <= node.scale_min:
        said = BACKWARDS.format(high=points(high), low=points(node.scale_min))
        problems.append(node.remark(columns.SCALE_MAX, said))
    return node, problems


def _parent(code: str, told: str) -> str:
    """Return the code of what a component hangs on: as told, or as the dots of its code say."""
    if told or code == Component.WHOLE:
        return told
    return code.rpartition(".")[0] or Component.WHOLE


def _unplaced(nodes: Sequence[Node], table: Table) -> Iterator[Remark]:
    """Yield what is wrong with how components hang together."""
    parents = {one.code: one.parent for one in nodes}
    named = {_code_of(row) for row in table.rows}
    for one in nodes:
        if one.code == Component.WHOLE:
            if one.parent:
                yield one.remark(columns.PARENT, WHOLE_HANGS)
        elif one.parent != Component.WHOLE and one.parent not in parents:
            if one.parent not in named:  # else that row has its own mistake
                said = NO_PARENT.format(code=one.code, parent=one.parent)
                yield one.remark(columns.PARENT, said)
        elif one.code in _above(one.parent, parents):
            said = CIRCLE.format(code=one.code, parent=one.parent)
            yield one.remark(columns.PARENT, said)


def _code_of(row: Row) -> str:
    cell = row.cells.get(columns.CODE.key)
    return clean_line(written(cell.value)) if cell else ""


def _above(code: str, parents: dict[str, str]) -> set[str]:
    """Return a code and all above it; in a circle each once."""
    found: set[str] = set()
    while code and code not in found:
        found.add(code)
        code = parents.get(code, "")
    return found


def _sum(parts: Sequence[Node], title: str) -> Node:
    """Return the whole index of a list without a row of it: its scale is that of its parts."""
    tops = [one for one in parts if one.parent == Component.WHOLE]
    return Node(
        row=0,
        code=Component.WHOLE,
        parent="",
        name=title,
        name_en="",
        scale_min=sum((one.scale_min for one in tops), Decimal(0)),
        scale_max=sum((one.scale_max for one in tops), Decimal(0)),
    )


def _ordered(whole: Node, parts: Sequence[Node]) -> list[Node]:
    """Return the tree in its order, each with its depth; parts stand as the list has them."""
    below: dict[str, list[Node]] = defaultdict(list)
    for one in parts:
        below[one.parent].append(one)
    found, waiting = [], [whole]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += [replace(part, depth=one.depth + 1) for part in reversed(below[one.code])]
    return found
