"""Effort against result as a workbook, as the page shows it."""

from indicators.rounding import rounded
from indicators.workbooks import CHANGE, COMPONENT, VALUE
from papi_portal.workbook import Column, Sheet, Value
from tasks.reports.effort import Effort, EffortRow

COLUMNS = (
    COMPONENT,
    Column("sign", "Dấu hiệu", 26),
    VALUE,
    CHANGE,
    Column("tasks", "Nhiệm vụ", 10, kind="number"),
    Column("communes", "Xã, phường", 10, kind="number"),
    Column("reported", "Đã báo cáo", 10, kind="number"),
    Column("done", "Đã xong", 10, kind="number"),
)


def sheet(found: Effort, source: str) -> Sheet:
    """Return each sub-indicator: how its points moved, and the rows that work on it."""
    standing = found.standing
    title = f"Điểm và việc làm: {standing.owner.name} năm {standing.year}, {found.period.name}"
    return Sheet("Điểm và việc làm", COLUMNS, map(_cells, found.rows), above=(title, source))


def _cells(row: EffortRow) -> tuple[Value, ...]:
    line, work = row.line, row.work
    return (
        str(line.component),
        str(row.sign.label),
        None if line.value is None else rounded(line.value),
        line.change,
        work.reported.total,
        work.communes,
        work.reported.reported,
        work.done.reported,
    )
