"""Communes or departments by dimension: shares of rows reported, sorted and chosen by figure."""

from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from papi_portal.text import fold
from plans.models import Territory, Unit
from tasks.reports.handing_in import SHOWN, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SORTS: "Mapping[str, Callable[[RollupRow], tuple[object, ...]]]" = {
    "late": lambda row: row.lateness,
    "name": lambda row: (fold(row.name), row.order),
    "share": lambda row: (row.whole.share, row.order),
}
"""By what the rows may be sorted, the first unless asked otherwise; "-name" turns it round."""

STEPS = (0, 34, 67, 100)
"""Shares in percent from which a cell takes the next step of colour."""


@dataclass(frozen=True, slots=True)
class Cell:
    """n of N rows reported; `step` 0-4 colours it, None when nothing is owed."""

    reported: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.reported // self.total if self.total else 0

    @property
    def share(self) -> float:
        """Share that is reported, 0 to 1; who owes nothing comes last."""
        return self.reported / self.total if self.total else 2

    @property
    def missing(self) -> int:
        return self.total - self.reported

    @property
    def text(self) -> str:
        return f"{self.reported}/{self.total}"

    @property
    def shade(self) -> str:
        """Class of the cell's colour: five steps, or hatched where nothing is reported."""
        return f"share-{self.step}" if self.reported else "share-none"

    @property
    def step(self) -> int | None:
        """Step of colour, 0 to 4; None when nothing is owed."""
        if not self.total:
            return None
        return bisect(STEPS, self.percent) if self.reported else 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.reported + other.reported, self.total + other.total)


NOTHING = Cell(0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension, the rest, or all; `query` chooses it in an address of rows."""

    key: int | None
    short: str
    name: str

    @property
    def query(self) -> str:
        return "" if self.key is None else f"&dimension={self.key}"


ALL = Column(None, "Tất cả", "Mọi nội dung")
Figures = tuple[tuple[Cell, Column], ...]


class Figure(NamedTuple):
    """A cell as it is drawn: its text, empty where nothing is owed, its colour and its rows."""

    text: str
    shade: str
    url: str


EMPTY = Figure("", "", "")


@dataclass(frozen=True, slots=True)
class RollupRow:
    """One commune or department: its cells beside their columns, and where its report stands.

    `url` is empty where the viewer reads some of its rows only, as a unit that guides them;
    `order` is its place among its like.
    """

    owner: Territory | Unit
    url: str
    rows_url: str
    cells: Figures
    whole: Cell
    report: Report
    order: str

    @property
    def name(self) -> str:
        return self.owner.name

    @property
    def figures(self) -> tuple[Figure, ...]:
        return drawn(self.rows_url, ((self.whole, ALL), *self.cells))

    @property
    def state(self) -> str:
        return self.report.state

    @property
    def may_get_time(self) -> bool:
        """Whether giving its unit more time means anything."""
        return self.report.is_owed

    @property
    def is_late(self) -> bool:
        """Whether its report is owed and its day, extension included, has passed."""
        return self.report.is_late

    @property
    def lateness(self) -> tuple[object, ...]:
        """Who owes a report comes first, the latest before, of those the emptiest."""
        return (self.report.rank, -self.report.days_late, self.whole.percent, self.order)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of one kind over the same columns; `rows_url` leads to what all of them count."""

    rows_url: str
    columns: tuple[Column, ...]
    rows: tuple[RollupRow, ...]

    @property
    def whole(self) -> Cell:
        return sum((row.whole for row in self.rows), NOTHING)

    @property
    def totals(self) -> Figures:
        return tuple(
            (sum((row.cells[place][0] for row in self.rows), NOTHING), column)
            for place, column in enumerate(self.columns)
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        return drawn(self.rows_url, ((self.whole, ALL), *self.totals))

    @property
    def counts(self) -> Counter[str]:
        """How many rows each figure opens."""
        return Counter(
            show for row in self.rows for show, is_shown in SHOWN.items() if is_shown(row.report)
        )

    def showing(self, show: str, sort: str = "late") -> tuple[RollupRow, ...]:
        """Return the rows of one figure, sorted; all of them for a figure that is not known."""
        is_shown = SHOWN.get(show)
        rows = [row for row in self.rows if is_shown is None or is_shown(row.report)]
        key = SORTS.get(sort.removeprefix("-"), SORTS["late"])
        return tuple(sorted(rows, key=key, reverse=sort.startswith("-")))


def drawn(rows_url: str, cells: Figures) -> tuple[Figure, ...]:
    """Return cells as they are drawn, each with the address of the rows that it counts."""
    return tuple(
        Figure(cell.text, cell.shade, f"{rows_url}{column.query}") if cell.total else EMPTY
        for cell, column in cells
    )
