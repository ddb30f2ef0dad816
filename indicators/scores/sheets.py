"""Read scores out of a stranger's workbook: the portal's long list, or a publisher's wide sheets.

A wide sheet has a province in each row, a component in each column and a year in its name (or in a
column). It becomes the same table as the long list, one row a score. Runs in a child process with
limits; knows neither Django nor the database.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from indicators.scores.headings import Headings, is_code_below, letters, split, titled
from papi_portal.child import Door
from papi_portal.wording import said
from papi_portal.workbook.columns import Cell, Column, Grid, Row, Table, Value
from papi_portal.workbook.reading import HEADER_WITHIN, read_grids, read_rows
from papi_portal.zip_guard import BadPackageError

DOOR = Door(
    place=f"{__name__}:DOOR",
    jobs={"scores": f"{__name__}:read"},
    values=(Cell, Column, Headings, Row, Table),
    refusal=BadPackageError,
    heavy=said(
        "Tệp quá nặng hoặc hỏng, không đọc được trong giới hạn cho phép. Hãy mở bằng Excel, chép"
        " số liệu sang một tệp mới, rồi tải tệp mới lên."
    ),
)
MOST_SCORES = 20_000
"""Scores of one upload; more go through the command."""
FEWEST = 2
"""Components in the header of a wide sheet."""
LIST_ONLY = frozenset({"component", "value"})
"""Keys of columns that only the long list has."""
PLACE_KEYS = ("year", "province_code", "province")
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
NO_SCORES = said(
    "Không tìm thấy bảng điểm trong tệp. Hãy dùng tệp mẫu của cổng, hoặc bảng có mỗi dòng một tỉnh,"
    " mỗi cột một thành phần (ghi mã hoặc tên ở dòng tiêu đề), mỗi năm một trang."
)
NO_YEAR = said(
    "Trang “{sheet}” có điểm nhưng tên trang không có năm. Hãy đổi tên trang, ví dụ 2024, hoặc thêm"
    " cột Năm."
)
NO_PLACE = said(
    "Trang “{sheet}”, dòng {row}: không có cột tỉnh. Hãy ghi tiêu đề “Tỉnh, thành phố” hoặc “Mã"
    " tỉnh” cho cột đó."
)
TWO_COLUMNS = said(
    "Trang “{sheet}”, dòng {row}: các cột {cells} cùng là một thứ. Hãy xóa bớt một cột."
)
TOO_MANY = said("Tệp có quá 20.000 điểm. Hãy chia thành nhiều tệp, hoặc nhờ quản trị máy chủ nạp.")


def read(
    data: bytes, columns: Sequence[Column], headings: Headings, most: int = MOST_SCORES
) -> Table:
    """Return the scores of a workbook as rows of the long list.

    Blank cells and zeros of a wide sheet are no scores and give no row. Raises BadPackageError,
    with a sentence, for a file without scores or with more than so many.
    """
    grids = read_grids(data)
    by_title = titled(columns)
    if any(_is_list(grid, by_title) for grid in grids):
        return read_rows(data, columns)
    sheets = [one for grid in grids if (one := _sheet(grid, by_title, headings)) is not None]
    table = _table(sheets, columns)
    if not table.rows:
        raise BadPackageError(NO_SCORES)
    if len(table.rows) > most:
        raise BadPackageError(TOO_MANY)
    return table


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A wide sheet: its header row, and what its columns are by position."""

    grid: Grid
    header: int
    year: int | None
    places: Mapping[str, int]
    components: Mapping[int, Cell]
    unknown: tuple[str, ...]

    def at(self, cell: Cell) -> Cell:
        """Return a cell with an address that says the sheet, too."""
        return replace(cell, address=f"Trang {self.grid.title}, ô {cell.address}")

    def _place(self, number: int, cells: Sequence[Cell]) -> dict[str, Cell]:
        """Return the cells that say whose a row is; also a missing one has an address."""
        found = {
            key: self.at(
                cells[at] if at < len(cells) else Cell(f"{get_column_letter(at + 1)}{number}")
            )
            for key, at in self.places.items()
        }
        named = found.get("province") or found["province_code"]
        for key in ("province_code", "province"):
            found.setdefault(key, Cell(named.address))
        return found

    @property
    def scores(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Each score: how its row is called, and its cells by key of the long list's columns."""
        for number, cells in self.grid.rows:
            if number <= self.header:
                continue
            place = self._place(number, cells)
            address = place["province_code"].address
            told = f"{address[0].lower()}{address[1:]} (dòng {number})"
            if self.year is not None:
                place.setdefault("year", Cell(f"Trang {self.grid.title}", self.year))
            for at, heading in self.components.items():
                if at < len(cells) and (cells[at].problem or not _is_nothing(cells[at].value)):
                    named = _named(self.at(heading))
                    yield told, {**place, **named, "value": self.at(cells[at])}


def _is_list(grid: Grid, by_title: Mapping[str, Column]) -> bool:
    """Tell whether a sheet has the header of the long list."""
    for _, cells in _top(grid):
        known = {one.key for cell in cells if (one := by_title.get(_title(cell)))}
        if len(known) >= FEWEST and known & LIST_ONLY:
            return True
    return False


def _sheet(grid: Grid, by_title: Mapping[str, Column], headings: Headings) -> _Sheet | None:
    """Return what a wide sheet holds, None for one without scores."""
    number, titles = _header(grid, by_title, headings)
    if len(_meant(titles, headings)) < FEWEST:
        return None
    meant = [headings.means(one.value) for one in titles]
    _refuse_twins(grid, number, meant, titles)
    components = {
        at: cell for at, cell in enumerate(titles) if meant[at] or is_code_below(cell.value)
    }
    places = _places(grid, number, titles, min(components), by_title)
    years = set(YEAR.findall(grid.title))
    if len(years) != 1 and "year" not in places:
        raise BadPackageError(NO_YEAR.format(sheet=grid.title))
    used = {*components, *places.values()}
    return _Sheet(
        grid=grid,
        header=_last_of_header(grid, number, places, by_title, headings),
        year=int(*years) if "year" not in places else None,
        places=places,
        components=components,
        unknown=tuple(one.text for at, one in enumerate(titles) if at not in used and one.text),
    )


def _header(
    grid: Grid, by_title: Mapping[str, Column], headings: Headings
) -> tuple[int, Sequence[Cell]]:
    """Return the row with the most components; what is blank in it may stand in the row above."""
    best: tuple[tuple[bool, int], int, Sequence[Cell]] = ((False, 0), 0, ())
    above: Sequence[Cell] = ()
    for number, cells in _top(grid):
        titles = [
            above[at] if cell.value is None and at < len(above) else cell
            for at, cell in enumerate(cells)
        ]
        has_place = any(_is_place(cell, by_title) for cell in titles)
        weight = (has_place, len(_meant(cells, headings)))
        if weight[1] and weight > best[0]:
            best = (weight, number, titles)
        above = cells
    return best[1], best[2]


def _last_of_header(
    grid: Grid,
    number: int,
    places: Mapping[str, int],
    by_title: Mapping[str, Column],
    headings: Headings,
) -> int:
    """Return the last row of a header: codes or the other language may stand in further rows."""
    for below, cells in grid.rows:
        if below <= number:
            continue
        named = [cells[at] for at in places.values() if at < len(cells) and cells[at].text]
        is_header = all(_is_place(cell, by_title) for cell in named)
        if not is_header or len(_meant(cells, headings)) < FEWEST:
            break
        number = below
    return number


def _is_place(cell: Cell, by_title: Mapping[str, Column]) -> bool:
    column = by_title.get(_title(cell))
    return column is not None and column.key in PLACE_KEYS


def _top(grid: Grid) -> list[tuple[int, tuple[Cell, ...]]]:
    return [row for row in grid.rows if row[0] <= HEADER_WITHIN]


def _meant(cells: Sequence[Cell], headings: Headings) -> set[str]:
    return {headings.means(cell.value) for cell in cells} - {""}


def _places(
    grid: Grid,
    number: int,
    titles: Sequence[Cell],
    first: int,
    by_title: Mapping[str, Column],
) -> dict[str, int]:
    """Return the positions of year and province; one title left of the scores may be unknown."""
    found: dict[str, int] = {}
    for at, cell in enumerate(titles):
        column = by_title.get(_title(cell))
        if column and column.key in PLACE_KEYS:
            if column.key in found:
                cells = ", ".join(titles[one].address for one in (found[column.key], at))
                raise BadPackageError(TWO_COLUMNS.format(sheet=grid.title, row=number, cells=cells))
            found[column.key] = at
    if not found.keys() & {"province", "province_code"}:
        left = [at for at in range(first) if at not in found.values()]
        if len(left) != 1:
            raise BadPackageError(NO_PLACE.format(sheet=grid.title, row=number))
        found["province"] = left[0]
    return found


def _refuse_twins(grid: Grid, number: int, meant: Sequence[str], titles: Sequence[Cell]) -> None:
    """Refuse two columns of one component: nobody can tell which is right."""
    for what in dict.fromkeys(filter(None, meant)):
        same = [cell.address for cell, one in zip(titles, meant, strict=True) if one == what]
        if len(same) > 1:
            cells = ", ".join(same)
            raise BadPackageError(TWO_COLUMNS.format(sheet=grid.title, row=number, cells=cells))


def _title(cell: Cell) -> str:
    return letters(cell.text.rstrip("* "))


def _is_nothing(value: Value) -> bool:
    return value is None or (not isinstance(value, str) and value == 0)


def _named(heading: Cell) -> dict[str, Cell]:
    """Return code and name of a component as cells; a name alone stands in place of the code."""
    code, name = split(heading.value)
    named = {"name": replace(heading, value=name)} if code and name else {}
    return {"component": replace(heading, value=code or name), **named}


def _table(sheets: Sequence[_Sheet], columns: Sequence[Column]) -> Table:
    unknown = dict.fromkeys(title for one in sheets for title in one.unknown)
    rows = []
    scores = (score for one in sheets for score in one.scores)
    for number, (told, cells) in enumerate(scores, start=1):
        known = {column.key: cells[column.key] for column in columns if column.key in cells}
        values = [known[one.key].value if one.key in known else None for one in columns]
        rows.append(Row(number, (*values, *(None,) * len(unknown)), known, told))
    return Table(
        sheet="Điểm",
        titles=(*(one.title for one in columns), *unknown),
        columns=(*columns, *(None,) * len(unknown)),
        rows=tuple(rows),
    )
