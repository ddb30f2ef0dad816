"""How far the work on each dimension has come, as bars beside what was reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar, Protocol

from indicators.charts.bars import BAR, ROOM, STEP, Bar, BarsChart
from indicators.charts.drawing import MARGIN, below_head, key, key_height, mark, number
from papi_portal.wording import said

HEAD_LETTERS, LABEL_LETTERS = 56, 66
"""It is drawn for paper alone, whose letters are narrower than those of a screen."""
KEY = (("own", said("đã thực hiện, hoàn thành")), ("best", said("đã cập nhật")))


class Counted(Protocol):
    """Rows about something: how many there are, were reported on, are done."""

    @property
    def title(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def reported(self) -> int: ...
    @property
    def done(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressChart(BarsChart):
    """The share of the rows about each dimension that is done, with a mark for the reported."""

    name: ClassVar[str] = "progress"
    head_letters: ClassVar[int] = HEAD_LETTERS


def progress_chart(title: str, rows: Sequence[Counted]) -> ProgressChart | None:
    """Draw rows in their own order, None where nothing is counted."""
    counted = [one for one in rows if one.total]
    if not counted:
        return None
    top = below_head(title, HEAD_LETTERS)
    bottom = top + STEP * len(counted)
    least = min(counted, key=lambda one: one.done / one.total)
    return ProgressChart(
        title=title,
        description=said(
            "Tỷ lệ thấp nhất: {title} ({done}/{total}).",
            title=least.title,
            done=least.done,
            total=least.total,
        ),
        height=bottom + key_height(len(KEY)),
        key=key(KEY, bottom),
        left=number(MARGIN),
        bar_height=BAR,
        bars=tuple(_bar(one, top + STEP * place) for place, one in enumerate(counted)),
    )


def _bar(row: Counted, top: float) -> Bar:
    y = top + 19
    return Bar(
        y=number(y),
        label=shorten(row.title, LABEL_LETTERS, placeholder="…"),
        label_y=number(top + 12),
        value=f"{row.done}/{row.total}",
        value_y=number(y + 10),
        length=number(ROOM * row.done / row.total),
        marks=(mark("best", MARGIN + ROOM * row.reported / row.total, y + BAR / 2),),
    )
