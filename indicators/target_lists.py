"""The targets of a plan as a workbook, and the list in it on its way back in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core import signing

from indicators import workbooks
from indicators.plan_targets import Check, PlanTargets
from indicators.target_columns import TARGETS
from indicators.target_resources import TargetResource
from papi_portal.workbook import Cell, Column, Row, Sheet, Table, Value, guide, read_strange, write
from papi_portal.workbook.columns import written
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.models import Plan

MOST = 300
"""Targets of one list; real plans have forty at most."""
WAITS = 24 * 3600
"""Seconds for which a preview can be confirmed."""
TOO_MANY = f"Tệp có quá {MOST} mục tiêu. Hãy bớt dòng, hoặc xem lại có đúng tệp không."

CHECKS = (
    workbooks.COMPONENT,
    workbooks.YEAR,
    Column("what", "Đối chiếu", 44),
    Column("said", "Kế hoạch ghi", 12, kind="points"),
    Column("found", "Tính được", 12, kind="points"),
    Column("result", "Kết luận", 24),
)


class PreviewGoneError(Exception):
    """Raised for a preview that is too old to be confirmed, or not one of this plan."""


def workbook_of(found: PlanTargets, source: str) -> bytes:
    """Return the targets judged, the checks if any, and the list that can come back."""
    title = f"Mục tiêu của {found.plan}"
    checks = [*found.sums, *found.changes]
    resource = TargetResource(found.plan)
    listed = resource.export(resource.get_queryset().order_by("position", "pk"))  # type: ignore[no-untyped-call]
    sheets = [
        workbooks.targets(found.plan, found.verdicts, source),
        *([Sheet("Đối chiếu", CHECKS, map(_cells, checks), above=(title, source))] * bool(checks)),
        Sheet("Danh sách mục tiêu", TARGETS, listed, above=(title,)),
        guide(TARGETS),
    ]
    return write(sheets)


def _cells(check: Check) -> tuple[Value, ...]:
    return (str(check.about), check.year, check.sentence, check.said, check.found, check.word)


def read(content: bytes) -> Table:
    """Return the list of a stranger's workbook, each cell a text as people write it.

    Raises BadPackageError, with a sentence, for a file that holds none or more than so many.
    """
    try:
        table = read_strange(content, TARGETS)
    except BadPackageError as error:
        raise BadPackageError(lists.without_word(str(error))) from error
    if not table.rows:
        raise BadPackageError(lists.EMPTY)
    if len(table.rows) > MOST:
        raise BadPackageError(TOO_MANY)
    return replace(table, rows=tuple(_plain(table)))


def _plain(table: Table) -> Iterator[Row]:
    for row in table.rows:
        cells = {
            key: replace(cell, value=written(cell.value) or None) for key, cell in row.cells.items()
        }
        yield Row(row.number, (), cells)


def packed(table: Table, plan: Plan) -> str:
    """Return a list as its preview keeps it for the confirmation: signed, for this plan alone."""
    rows = [
        [row.number, {key: [cell.address, cell.value] for key, cell in row.cells.items()}]
        for row in table.rows
    ]
    titles = [[title, column.key if column else ""] for title, column in _headed(table)]
    return signing.dumps([table.sheet, titles, rows], salt=_salt(plan), compress=True)


def unpacked(kept: str, plan: Plan) -> Table:
    """Return the list that a preview kept; raise PreviewGoneError for anything else."""
    try:
        sheet, titles, rows = signing.loads(kept, salt=_salt(plan), max_age=WAITS)
    except signing.BadSignature as error:
        raise PreviewGoneError from error
    known = {column.key: column for column in TARGETS}
    return Table(
        sheet=sheet,
        titles=tuple(title for title, _ in titles),
        columns=tuple(known.get(key) for _, key in titles),
        rows=tuple(Row(number, (), _cells_of(cells)) for number, cells in rows),
    )


def _headed(table: Table) -> "zip[tuple[str, Column | None]]":
    return zip(table.titles, table.columns, strict=True)


def _cells_of(cells: dict[str, list[Any]]) -> dict[str, Cell]:
    return {key: Cell(address, value) for key, (address, value) in cells.items()}


def _salt(plan: Plan) -> str:
    return f"{__name__}.{plan.pk}"
