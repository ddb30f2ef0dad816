"""The charts of a province's report, each above the table of its numbers."""

from collections.abc import Iterator
from dataclasses import replace

from django.template.loader import render_to_string

from indicators import charts
from indicators.charts import Drawing
from indicators.rounding import rounded
from indicators.standing.standings import Line as ScoreLine
from indicators.standing.standings import Standing
from indicators.targets import promises
from papi_portal.paper import Block, Heading, Line, Picture, Row, Table
from papi_portal.workbook import Value
from tasks.reports.quarterly import Quarterly
from tasks.reports.quarterly_scores import Scores

TITLE = "BIỂU ĐỒ CHỈ SỐ PAPI VÀ TIẾN ĐỘ"
TYPEFACE = "Liberation Serif, Times New Roman, serif"
"""That of the text around it."""
NOTHING = "Không có số liệu."
YEARS = (
    Heading("Năm", 10, is_centred=True),
    Heading("Điểm", 11, is_centred=True, kind="points"),
    Heading("Hạng", 12, is_centred=True),
    Heading("Nhóm", 23),
    Heading("Khi so với năm trước", 44),
)
COMPONENTS = (
    Heading("Chỉ số", 36),
    Heading("Điểm", 11, is_centred=True, kind="points"),
    Heading("So năm trước", 11, is_centred=True, kind="change"),
    Heading("Hạng", 12, is_centred=True),
    Heading("Trung bình", 14, is_centred=True, kind="points"),
    Heading("Cao nhất", 11, is_centred=True, kind="points"),
)
MEAN = 4
"""The place of the mean among these."""
TARGET = Heading("Mục tiêu", 12, is_centred=True, kind="points")
MEANS = {True: "Trung bình cả nước công bố", False: "Trung bình các tỉnh"}
"""Whose mean it is, where that is the same for all components."""
PROGRESS = (
    Heading("Nội dung", 38),
    Heading("Số nhiệm vụ", 12, is_centred=True, kind="number"),
    Heading("Đã cập nhật", 12, is_centred=True, kind="number"),
    Heading("Đã thực hiện, hoàn thành", 15, is_centred=True, kind="number"),
    Heading("Tỷ lệ (%)", 12, is_centred=True, kind="number"),
    Heading("Quá hạn", 11, is_centred=True, kind="number"),
)
ALL = "Tổng cộng"


def blocks(found: Quarterly, scores: Scores) -> Iterator[Block]:
    """Yield charts and tables; of scores that nobody has published only that there are none."""
    yield Line(scores.told)
    if scores.standing:
        yield from _scores(scores, scores.standing)
    progress = charts.progress_chart(
        f"Nhiệm vụ theo nội dung, {found.period}, {found.period.territory.name_inside}",
        found.dimensions,
    )
    if progress:
        yield _picture(progress)
        yield _progress(found)


def _scores(scores: Scores, standing: Standing) -> Iterator[Block]:
    promised = dict(scores.promised)
    index = standing.framework.index.short_name
    title = f"{index} của {standing.owner.name_inside} qua các năm"
    yield _picture(charts.years_chart(title, standing.years))
    yield Table("Điểm các năm", YEARS, tuple(_years(standing)), NOTHING)
    if any(one.value is not None for one in standing.dimensions):
        yield _picture(charts.bars_chart(standing, promised))
    star = charts.radar(standing, promised)
    if star:
        yield _picture(star)
    yield _components(scores, standing)


def _picture(drawing: Drawing) -> Picture:
    drawn = render_to_string(drawing.template, {"chart": drawing, "typeface": TYPEFACE})
    return Picture(drawing.title, drawing.description, drawn, drawing.width, drawing.height)


def _years(standing: Standing) -> Iterator[Row]:
    """Yield the years, the latest first; the first of all has none before it."""
    first = standing.years[0].year
    for one in reversed(standing.years):
        place, group = "–", "–"
        if one.position:
            place = one.position.place or "–"
            suggested = " (gợi ý theo hạng)" if one.position.group_is_suggested else ""
            group = f"{one.position.group_word}{suggested}" or "–"
        value = None if one.value is None else rounded(one.value)
        warning = "" if one.year == first else one.step.warning
        yield Row((f"{one.year}", value, place, group, warning))


def _components(scores: Scores, standing: Standing) -> Table:
    """Return the index and its dimensions in the year, with what is promised if anything is."""
    promised = dict(scores.promised)
    lines = (standing.whole, *standing.dimensions)
    columns = list(COMPONENTS)
    whose = {one.mean_is_published for one in lines if one.mean is not None}
    if len(whose) == 1:
        columns[MEAN] = replace(columns[MEAN], title=MEANS[whose.pop()])
    told = [promised[one.component.pk] for one in lines if one.component.pk in promised]
    if told:
        columns.append(replace(TARGET, title=f"Mục tiêu {promises.years(told)}"))
    rows = []
    for one in lines:
        cells = _cells(one)
        if told:
            target = promised.get(one.component.pk)
            cells = (*cells, target.points if target else None)
        rows.append(Row(cells))
    return Table(f"Điểm năm {standing.year}", tuple(columns), tuple(rows), NOTHING)


def _cells(one: ScoreLine) -> tuple[Value, ...]:
    best = one.best.value if one.best else None
    return (
        str(one.component),
        None if one.value is None else rounded(one.value),
        one.change,
        (one.position.place if one.position else "") or "–",
        None if one.mean is None else rounded(one.mean),
        None if best is None else rounded(best),
    )


def _progress(found: Quarterly) -> Table:
    rows = [
        Row((title, one.total, one.reported, one.done, one.share, one.overdue))
        for title, one in [*((one.title, one) for one in found.dimensions), (ALL, found.whole)]
    ]
    return Table("Tiến độ theo nội dung", PROGRESS, tuple(rows), NOTHING)
