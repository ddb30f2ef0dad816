"""Charts as they are printed: nothing crosses a value, nothing is cut, outlines stay apart."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from indicators import charts
from indicators.charts.drawing import MARGIN, WIDTH
from indicators.versions import PLAIN, Step
from papi_portal import pdf, typeface
from tests.indicators.test_charts import Point

PIECE = re.compile(r"M([\d.]+) ([\d.]+)V([\d.]+)")
NAMES = (
    "1. Tham gia của người dân ở cấp cơ sở",
    "2. Công khai, minh bạch trong việc ra quyết định ở địa phương",
)


@dataclass(frozen=True)
class Dimension:
    """Rows about a dimension as the chart wants them."""

    title: str
    total: int = 4
    reported: int = 3
    done: int = 2


def test_line_between_years_is_open_where_a_value_stands() -> None:
    anew = Step(subtracts=True, label="cách đo 7.1 đổi từ năm 2019")
    highest = Point(2018, Decimal("47.05"))
    before = [Point(year, Decimal(38)) for year in range(2011, 2018)]
    after = [Point(2019, Decimal(44), anew)]
    after += [Point(year, Decimal(43)) for year in range(2020, 2025)]

    drawn = charts.years_chart("PAPI qua các năm", [*before, highest, *after])

    value = next(one for one in drawn.values if one.label == "47,05")
    (line,) = drawn.breaks
    pieces = [tuple(map(float, found)) for found in PIECE.findall(line.path)]
    assert abs(pieces[0][0] - float(value.x)) < 18
    assert len(pieces) >= 1
    middle = float(value.y) - 4
    assert not any(start < middle < end for _, start, end in pieces)
    assert max(end for *_, end in pieces) > float(drawn.levels[0].at) - 1


def test_line_between_years_is_whole_where_no_value_stands() -> None:
    other = Step(subtracts=True, label="bộ tiêu chí đã đổi từ năm 2014")
    steps = [PLAIN, PLAIN, PLAIN, other, PLAIN]
    known = [Point(2011 + at, Decimal(40 + at), step) for at, step in enumerate(steps)]

    (line,) = charts.years_chart("PAPI", known).breaks

    assert len(PIECE.findall(line.path)) == 1


@pytest.mark.skipif(pdf.problem() is not None, reason="no typeface to measure")
def test_progress_cuts_no_name_and_no_title_that_there_is_room_for() -> None:
    title = "Nhiệm vụ theo nội dung, Quý III/2026, tỉnh Lạng Sơn"
    drawn = charts.progress_chart(title, [Dimension(name) for name in NAMES])

    assert drawn is not None
    assert [bar.label for bar in drawn.bars] == list(NAMES)
    assert [line.label for line in drawn.head] == [title]
    for label, size, bold in [(NAMES[1], 12, False), (title, 13, True)]:
        (length,) = typeface.lines(label, 100, bold=bold)
        assert length * size <= WIDTH - MARGIN
