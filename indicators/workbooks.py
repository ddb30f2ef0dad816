"""The tables of the pages about scores as workbooks: one builder for each table.

Numbers stay numbers, and are shown as on the page; a line above says what the table is and where
its figures come from. Behind tables of published scores these stand as the list of scores has
them, so that the workbook comes back through the same door.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from indicators.comparing import Comparison
from indicators.field import Position
from indicators.models import Component, Framework
from indicators.models.scores import ScoreQuerySet
from indicators.own_sets.columns import TREE
from indicators.rounding import rounded
from indicators.scores.cells import FigureWidget
from indicators.scores.columns import SCORES
from indicators.scores.resources import ScoreResource
from indicators.standing.series import Series
from indicators.standing.side_by_side import SideBySide
from indicators.standing.standings import Line, Standing
from indicators.standing.what_if import WhatIf
from indicators.targets.judging import Verdict
from indicators.targets.promises import Promise
from papi_portal.workbook import Column, Sheet, Value
from plans.models import Plan

COMPONENT = Column("component", "Chỉ số", 52)
YEAR = Column("year", "Năm", 8, kind="number")
VALUE = Column("value", "Điểm", 9, kind="points")
CHANGE = Column("change", "So năm trước", 9, kind="change")
RANK = Column("rank", "Hạng", 8, kind="number")
RANKED_OF = Column("ranked_of", "Trên tổng số", 8, kind="number")
BEST = Column("best", "Cao nhất", 9, kind="points")
MEAN = Column("mean", "Trung bình cả nước công bố", 12, kind="points")
REMARK = Column("remark", "Lưu ý", 40)

LINES = (
    COMPONENT,
    VALUE,
    Column("total", "Các thành phần cộng lại", 11, kind="points"),
    CHANGE,
    RANK,
    RANKED_OF,
    Column("group", "Nhóm", 16),
    MEAN,
    Column("plain_mean", "Trung bình các tỉnh", 11, kind="points"),
    BEST,
    Column("best_names", "Tỉnh cao nhất", 26),
    Column("target", "Mục tiêu", 9, kind="points"),
    Column("target_year", "Năm của mục tiêu", 9, kind="number"),
    Column("distance", "Khoảng cách", 9, kind="change"),
    Column("region_rank", "Hạng trong vùng", 9, kind="number"),
    REMARK,
)
NO_TARGET = (None, None, None)
YEARS = (
    YEAR,
    Column("component", "Mã khi đó", 10),
    VALUE,
    CHANGE,
    RANK,
    RANKED_OF,
    BEST,
    REMARK,
)
RANKING = (RANK, Column("province", "Tỉnh, thành phố", 30), VALUE)
PUSHES = (
    COMPONENT,
    Column("now", "Nay", 9, kind="points"),
    Column("to", "Nếu bằng", 9, kind="points"),
    Column("to_rank", "Điểm của hạng", 9, kind="number"),
    Column("wins", "Thêm", 9, kind="change"),
    Column("total", "Cộng dồn", 9, kind="change"),
)
TARGETS = (
    COMPONENT,
    Column("text", "Mục tiêu, như kế hoạch ghi", 44),
    YEAR,
    Column("actual", "Kết quả", 26),
    Column("outcome", "Đánh giá", 14),
    Column("distance", "Khoảng cách", 12, kind="change"),
    Column("unit", "Đơn vị tính", 14),
    REMARK,
)


def lines(found: Standing, promised: Mapping[int, Promise], source: str) -> Sheet:
    """Return each component of a standing: points, change, rank, group, mean, best and target."""
    title = f"{_index(found.framework)} {found.owner.name} năm {found.year}"
    rows = (_line(one, promised.get(one.component.pk)) for one in (found.whole, *found.lines))
    return Sheet(f"Năm {found.year}", LINES, rows, above=(title, source))


def _line(one: Line, promise: Promise | None) -> tuple[Value, ...]:
    return (
        str(one.component),
        _points(one.value),
        _points(one.total),
        one.change,
        *_place(one.position),
        _group(one.position),
        _points(one.mean) if one.mean_is_published else None,
        None if one.mean_is_published else _points(one.mean),
        _points(one.best.value) if one.best else None,
        ", ".join(one.best.names) if one.best else "",
        *((promise.points, promise.year, promise.distance) if promise else NO_TARGET),
        one.region_rank[0] if one.region_rank else None,
        "; ".join(filter(None, (one.step.warning, one.shortage))),
    )


def all_years(found: Standing, source: str) -> Sheet:
    """Return the components of a standing with their points in each year."""
    columns = [Column(f"{one.year}", f"{one.year}", 8, kind="points") for one in found.years]
    title = f"{_index(found.framework)} {found.owner.name} qua các năm"
    whole, *rest = ((row.name, *(_points(cell.value) for cell in row.cells)) for row in found.heat)
    places = [_place(one.position) for one in found.years]
    ranks = ("Hạng", *(rank for rank, _ in places))
    counts = ("Trên tổng số", *(ranked_of for _, ranked_of in places))
    rows = (whole, ranks, counts, *rest)
    return Sheet("Các năm", (COMPONENT, *columns), rows, above=(title, source))


def series(found: Series, owner: str, source: str) -> list[Sheet]:
    """Return a component over the years, and the provinces of the last of them."""
    title = f"{_index(found.component.framework)} {owner}: {found.component}"
    years = (
        (
            one.year,
            one.component.code,
            _points(one.value),
            one.change,
            *_place(one.position),
            _points(one.best),
            one.step.warning,
        )
        for one in found.years
    )
    sheets = [Sheet("Các năm", YEARS, years, above=(title, source))]
    if found.last:
        ranking = ((one.rank, one.name, _points(one.value)) for one in found.ranking)
        head = f"{found.component}: các tỉnh năm {found.last.year}"
        sheets.append(Sheet(f"Các tỉnh {found.last.year}", RANKING, ranking, above=(head, source)))
    return sheets


def what_if(found: Standing, goals: Sequence[WhatIf], source: str) -> list[Sheet]:
    """Return what would close the gap to each goal, one sheet for each."""
    return [
        Sheet(
            f"Mục tiêu {number}",
            PUSHES,
            (
                (str(one.component), one.now, one.to, one.to_rank, one.wins, one.total)
                for one in goal.needed
            ),
            above=(
                f"{found.owner.name} năm {found.year}, tới {goal.goal.words}",
                "Phép tính đơn giản, không phải dự báo.",
                source,
            ),
        )
        for number, goal in enumerate(goals, start=1)
    ]


def targets(plan: Plan, verdicts: Sequence[Verdict], source: str) -> Sheet:
    """Return the targets of a plan, each with what came of it."""
    rows = (
        (
            str(one.target.component),
            one.target.text,
            one.target.year,
            one.actual,
            str(one.outcome.label),
            one.distance if one.unit else None,
            one.unit if one.distance is not None else "",
            one.remark,
        )
        for one in verdicts
    )
    return Sheet("Mục tiêu", TARGETS, rows, above=(f"Mục tiêu của {plan}", source))


def published(scores: ScoreQuerySet) -> Sheet:
    """Return scores in the columns of the list of scores, so that the workbook can come back."""
    rows = scores.filter(is_computed=False, component__framework__territory__isnull=True)
    ordered = rows.select_related("component__framework", "territory").order_by(
        "year", "territory__code", "component__position"
    )
    return Sheet("Điểm công bố", SCORES, ScoreResource().export(ordered))  # type: ignore[no-untyped-call]


def side_by_side(found: SideBySide, source: str) -> Sheet:
    """Return provinces beside each other: points and rank of each, the mean and the best."""
    columns: list[Column] = [COMPONENT]
    for one in found.provinces:
        columns.append(Column(f"{one.pk}", one.name, 14, kind="points"))
        columns.append(Column(f"{one.pk}-rank", f"Hạng, {one.bare_name}", 10, kind="number"))
    title = f"So sánh {_index(found.framework)} năm {found.year}"
    return Sheet("So sánh", (*columns, MEAN, BEST), _beside(found), above=(title, source))


def _beside(found: SideBySide) -> Iterator[tuple[Value, ...]]:
    for row in found.rows:
        cells: list[Value] = []
        for cell in row.cells:
            cells += [_points(cell.value), cell.position.rank if cell.position else None]
        yield (str(row.component), *cells, _points(row.mean), row.best)


def tree(framework: Framework, components: Sequence[Component]) -> Sheet:
    """Return the components of a version with their scales, so that the workbook can come back."""
    figure = FigureWidget()
    rows = (
        (
            one.code,
            one.name,
            one.name_en,
            figure.render(one.scale_min),
            figure.render(one.scale_max),
            one.parent.code if one.parent else "",
            one.follows.code if one.follows else "",
        )
        for one in components
    )
    above = (f"{_index(framework)}, {framework.span}", framework.source)
    return Sheet("Bộ tiêu chí", TREE, rows, above=above)


def versions(found: Comparison) -> Sheet:
    """Return two versions of an index side by side."""
    columns = (
        Column("old", found.old.span, 52),
        Column("new", found.new.span, 52),
        Column("fate", "Thay đổi", 24),
        Column("broken", "Cách đo đổi từ năm", 16),
    )
    rows = (
        (
            str(pair.old or ""),
            str(pair.new or ""),
            pair.words,
            ", ".join(map(str, pair.broken_years)),
        )
        for pair in found.pairs
    )
    above = (f"So sánh hai bộ tiêu chí {_index(found.new)}", found.new.source)
    return Sheet("So sánh", columns, rows, above=above)


def _points(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)


def _place(position: Position | None) -> tuple[Value, Value]:
    return (position.rank, position.ranked_of) if position else (None, None)


def _group(position: Position | None) -> str:
    if position is None or not position.group:
        return ""
    return position.group_word + (" (suy từ hạng)" if position.group_is_suggested else "")


def _index(framework: Framework) -> str:
    return framework.index.short_name
