"""Effort against result as a workbook, as the page shows it."""

from collections.abc import Sequence

from indicators.rounding import rounded
from indicators.workbooks import CHANGE, COMPONENT, REMARK, VALUE
from papi_portal.workbook import Column, Sheet, Value
from tasks.reports.effort import Effort, EffortRow

COLUMNS = (
    COMPONENT,
    Column("sign", "Dấu hiệu", 26),
    VALUE,
    CHANGE,
    Column("tasks", "Nhiệm vụ", 10, kind="number"),
    Column("general", "Nhiệm vụ chung của nội dung", 12, kind="number"),
    Column("communes", "Xã, phường", 10, kind="number"),
    Column("departments", "Sở, ngành", 10, kind="number"),
    Column("rows", "Dòng phải báo cáo", 10, kind="number"),
    Column("reported", "Đã báo cáo", 10, kind="number"),
    Column("done", "Đã xong", 10, kind="number"),
    Column("late", "Đơn vị quá hạn", 10, kind="number"),
    REMARK,
)


def sheet(found: Effort, rows: Sequence[EffortRow], source: str) -> Sheet:
    """Return each sub-indicator in this order: how its points moved, and who works on it."""
    standing = found.standing
    title = f"Điểm và việc làm: {standing.owner.name} năm {standing.year}, {found.period.name}"
    return Sheet("Điểm và việc làm", COLUMNS, map(_cells, rows), above=(title, source))


def _cells(row: EffortRow) -> tuple[Value, ...]:
    line, work = row.line, row.work
    return (
        str(line.component),
        str(row.sign.label),
        None if line.value is None else rounded(line.value),
        line.change,
        work.tasks,
        work.general,
        work.communes,
        work.departments,
        work.reported.total,
        work.reported.reported,
        work.done.reported,
        work.late,
        line.step.warning,
    )
