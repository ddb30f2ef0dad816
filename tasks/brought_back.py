"""The workbook of what a unit owes on its way back: opened apart, and known by what it says hidden.

What it says of the rows is read as a pasted table is (`pasted`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from papi_portal.wording import said
from papi_portal.workbook import Book, Grid, read_strange_book
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.access import Viewer
from plans.models import Period
from plans.printing import exported_at
from tasks import pasted
from tasks.pasted import Stray

OWED = "owed"
"""What the portal's own workbook says that it is."""
PLANS = frozenset({"plan_appendix", "whole_plan"})
OTHER_PERIOD = said(
    "Tệp này là bảng của {period}, không phải của {this}. Hãy mở trang Dán từ Excel của kỳ đó, hoặc"
    " tải bảng của kỳ này rồi chép sang."
)
NOT_SEEN = said("kỳ khác")
OTHER_DOCUMENT = said(
    "Tệp này là tài liệu khác do cổng xuất ra, không phải bảng Việc của đơn vị. Hãy tải bảng Excel"
    " ở trang này, điền rồi chọn lại."
)
A_PLAN = said(
    "Tệp này là các nhiệm vụ của một kế hoạch, không phải bảng Việc của đơn vị. Muốn sửa kế hoạch"
    " thì tải lên ở trang Nhập kế hoạch từ tệp."
)
SEVERAL = said(
    "Các trang {sheets} đều có bảng nhiệm vụ. Hãy để lại một bảng trong tệp rồi chọn lại, hoặc chép"
    " bảng cần dùng và dán."
)
CELL = said("ô {address}: {problem}")


@dataclass(frozen=True, slots=True)
class Brought:
    """A table as its lines, numbered as in its sheet, and its cells that could not be read."""

    lines: list[list[str]]
    strays: tuple[Stray, ...] = ()
    exported_at: datetime | None = None
    """When it left the portal; an officer's own table never did."""
    exported_by: str = ""


def read(content: bytes, *, period: Period, viewer: Viewer) -> Brought:
    """Read a stranger's workbook in a child process with limits.

    Raises BadPackageError, with a sentence, for a file that is none, holds several tables, or says
    that it is of another period or another document.
    """
    try:
        book = read_strange_book(content)
    except BadPackageError as error:
        raise BadPackageError(lists.without_word(str(error))) from error
    _check(book, period, viewer)
    grid = _table(book)
    return Brought(
        lines=list(_lines(grid)),
        strays=tuple(_problems(grid)),
        exported_at=exported_at(book.meta.get("exported_at", "")),
        exported_by=book.meta.get("exported_by", ""),
    )


def _check(book: Book, period: Period, viewer: Viewer) -> None:
    document, of = book.meta.get("document", ""), book.meta.get("period", "")
    if document in PLANS or "portal" in book.meta:
        raise BadPackageError(A_PLAN)
    if document not in {"", OWED}:
        raise BadPackageError(OTHER_DOCUMENT)
    if document and of != str(period.pk):
        known = Period.objects.visible_to(viewer)
        other = known.filter(pk=int(of)).first() if of.isdecimal() and len(of) < 10 else None
        raise BadPackageError(OTHER_PERIOD.format(period=other or NOT_SEEN, this=period))


def _table(book: Book) -> Grid:
    """Return the one sheet that holds a table of tasks; the first if none seems to."""
    found = [grid for grid in book.grids if pasted.is_table(list(_lines(grid)))]
    if len(found) > 1:
        sheets = ", ".join(f"“{grid.title}”" for grid in found)
        raise BadPackageError(SEVERAL.format(sheets=sheets))
    if not found and not book.grids:
        raise BadPackageError(lists.EMPTY)
    return found[0] if found else book.grids[0]


def _lines(grid: Grid) -> Iterator[list[str]]:
    """Yield the texts of each row, and nothing for the rows between."""
    at = 0
    for number, cells in grid.rows:
        yield from ([] for _ in range(at + 1, number))
        yield ["" if cell.problem else cell.text for cell in cells]
        at = number


def _problems(grid: Grid) -> Iterator[Stray]:
    for number, cells in grid.rows:
        for cell in cells:
            if cell.problem:
                yield Stray(number, CELL.format(address=cell.address, problem=cell.problem))
