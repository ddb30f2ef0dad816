"""Pictures as geometry: nothing is cut off, nothing runs into anything, shapes tell kinds apart."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from indicators import charts
from indicators.charts.drawing import WIDTH
from indicators.charts.years import VALUE_HEIGHT, VALUE_WIDTH
from indicators.field import Position
from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.targets.promises import Promise
from indicators.versions import PLAIN, Step, Versions
from tests.indicators.scored import Scored

LETTER = 6.5
"""Widest usual width of a letter of 12 units."""
OTHER_SCALE = Step(subtracts=False, label="thang điểm đã đổi từ năm 2018")


@dataclass(frozen=True)
class Point:
    """A year as the chart wants it."""

    year: int
    value: Decimal | None
    step: Step = PLAIN
    position: Position | None = None


def years(*values: str | None, first: int = 2011, anew: int = 0) -> charts.YearsChart:
    return charts.years_chart(
        "PAPI qua các năm",
        [
            Point(year, Decimal(value) if value else None, OTHER_SCALE if year == anew else PLAIN)
            for year, value in enumerate(values, start=first)
        ],
    )


def promise(points: str) -> Promise:
    return Promise(Decimal(points), 2025, "từ điểm này trở lên", None)


@pytest.fixture
def standing(db: None) -> Standing:
    scored = Scored()
    found = standings.standing(
        scored.province, scored.province, year=2024, versions=Versions.of("papi")
    )
    assert found is not None
    return found


# Over the years


def test_line_breaks_where_years_do_not_subtract_or_one_is_missing() -> None:
    drawn = years("36.1", "36.5", None, "37.0", "36.2", "36.3", "36.9", "44.3", anew=2018)

    assert [path.count("L") for path in drawn.stretches] == [1, 3, 0]
    assert [one.label.label for one in drawn.breaks] == ["thang điểm đã đổi từ năm 2018"]
    assert len(drawn.dots) == 7


def test_lowest_value_stands_below_its_dot_and_highest_above() -> None:
    drawn = years("43.1", "44.9", "42.0", "43.5")
    dots = {one.title.split(": ")[1]: float(one.y) for one in drawn.dots}
    values = {one.label: float(one.y) for one in drawn.values}

    assert values["42,00"] > dots["42,00"]
    assert values["44,90"] < dots["44,90"]


def test_values_keep_clear_of_each_other_and_of_the_edges() -> None:
    drawn = years("43.12", "43.15", "43.14", "43.13", "43.16", *["43.14"] * 9)
    at = [(float(one.x), float(one.y)) for one in drawn.values]

    assert all(
        abs(x - other_x) >= VALUE_WIDTH or abs(y - other_y) >= VALUE_HEIGHT
        for place, (x, y) in enumerate(at)
        for other_x, other_y in at[:place]
    )
    assert all(18 <= x <= WIDTH - 18 for x, _ in at)


def test_words_of_a_break_near_the_edge_stay_inside() -> None:
    drawn = years("5.1", "5.2", first=2017, anew=2018)
    (one,) = drawn.breaks

    assert LETTER * len(one.label.label) / 2 <= float(one.label.x) + 20
    assert float(one.label.y) <= drawn.height


def test_axis_is_labelled_with_a_decimal_comma() -> None:
    assert [one.label.label for one in years("1.7", "2.1", "2.4").levels] == ["1,6", "2", "2,4"]


def test_lowest_point_leaves_room_for_its_value_above_the_years() -> None:
    assert [one.label.label for one in years("1.6", "2.1", "2.4").levels] == ["1,4", "1,9", "2,4"]


def test_no_years_draw_an_empty_plane() -> None:
    drawn = years(None, None)

    assert (drawn.stretches, drawn.dots, drawn.description) == ((), (), "Chưa có số liệu.")


# Dimensions


def test_bars_stand_by_share_of_the_scale_with_a_shape_for_each_measure(standing: Standing) -> None:
    promised = {standing.dimensions[0].component.pk: promise("9")}
    drawn = charts.bars_chart(standing, promised)
    kinds = {one.kind: one.path for one in drawn.bars[-1].marks}

    assert [bar.label[:1] for bar in drawn.bars] == ["3", "2", "1"]
    assert list(kinds) == ["before", "plain-mean", "best", "target"]
    assert "a4 4" in kinds["before"]
    assert kinds["best"].endswith("v16")
    assert kinds["target"].endswith("z")
    words = [entry.at.label for entry in drawn.key]
    assert words[:4] == ["năm này", "năm trước", "trung bình các tỉnh", "tỉnh cao nhất"]
    assert words[4:] == ["mục tiêu 2025"]
    assert all(float(entry.at.y) < drawn.height for entry in drawn.key)


def test_long_names_around_the_star_are_broken_and_stay_inside(standing: Standing) -> None:
    for line in standing.dimensions:
        line.component.short_name = "Cung ứng dịch vụ hành chính công"
    drawn = charts.radar(standing, {})
    assert drawn is not None
    top, right, left = drawn.labels

    assert [one.label for one in right.lines] == ["Cung ứng", "dịch vụ hành", "chính công"]
    assert float(top.lines[0].y) > float(drawn.head[-1].y)
    assert all(
        float(line.x) + LETTER * len(line.label) * (1 if label is right else 0) <= WIDTH
        and float(line.x) - LETTER * len(line.label) * (1 if label is left else 0) >= 0
        for label in drawn.labels
        for line in label.lines
    )


def test_star_leaves_out_an_outline_that_is_not_known(standing: Standing) -> None:
    first, *rest = standing.dimensions
    whole = replace(standing.whole, parts=(replace(first, before=None), *rest))
    drawn = charts.radar(replace(standing, whole=whole), {})

    assert drawn is not None
    assert (drawn.before, bool(drawn.best)) == ("", True)
    assert [one.kind for one in drawn.corners] == ["square"] * 3
    assert [entry.at.label for entry in drawn.key] == ["năm này", "trung bình", "tỉnh cao nhất"]
    two = replace(whole, parts=(first, *rest[:1]))
    assert charts.radar(replace(standing, whole=two), {}) is None


def test_target_hides_no_ring_and_stands_on_its_spoke_of_the_star(standing: Standing) -> None:
    first = standing.dimensions[0]
    assert first.before is not None
    promised = {first.component.pk: promise(str(first.before))}
    (bar,) = (
        one for one in charts.bars_chart(standing, promised).bars if one.label.startswith("1.")
    )
    ring, diamond = (
        next(mark.path for mark in bar.marks if mark.kind == kind) for kind in ("before", "target")
    )
    drawn = charts.radar(standing, promised)

    # The ring reaches 4 down from its middle, the diamond begins at its top.
    middle, top = (float(re.split(r"[ al]", path)[1]) for path in (ring, diamond))
    assert middle + 4 < top
    assert drawn is not None
    (mark,) = drawn.targets
    assert mark.path.startswith(f"M{drawn.centre.x} ")
    assert drawn.key[-1].at.label == "mục tiêu 2025"


def test_year_of_another_version_is_marked_and_the_line_goes_on() -> None:
    other = Step(subtracts=True, label="bộ tiêu chí và cách đo 3.2, 6.4 đổi từ năm 2021")
    drawn = charts.years_chart(
        "PAPI qua các năm",
        [Point(2020, Decimal(43)), Point(2021, Decimal(42), other), Point(2022, Decimal(43))],
    )

    assert [one.label.label for one in drawn.breaks] == [other.label]
    assert [path.count("L") for path in drawn.stretches] == [2]


def test_strip_draws_each_place_once_and_the_own_apart(standing: Standing) -> None:
    line = replace(
        standing.whole, value=Decimal(6), spread=tuple(map(Decimal, ("4", "5", "5", "6")))
    )
    drawn = charts.strip(line)

    assert drawn is not None
    assert (drawn.ticks.count("M"), drawn.own) == (3, "116")
    assert charts.strip(replace(line, value=None)) is None
