"""The rows behind a figure as a workbook, as they are shown."""

from collections.abc import Sequence

from papi_portal import workbook
from papi_portal.workbook import Column, Sheet
from tasks.reports.rows import ReportedRow

COLUMNS = (
    Column("territory", "Xã, phường", width=22),
    Column("task", "Nội dung, nhiệm vụ", width=45),
    Column("unit", "Cơ quan thực hiện", width=26),
    Column("deadline", "Thời gian thực hiện", width=22),
    Column("standing", "Thời hạn", width=20),
    Column("state", "Tình hình", width=18),
    Column("result", "Kết quả thực hiện", width=50),
    Column("figures", "Số liệu", width=22),
    Column("difficulty", "Khó khăn, vướng mắc", width=36),
    Column("proposal", "Đề xuất, kiến nghị", width=36),
    Column("reason", "Lý do tạm hoãn", width=26),
    Column("evidence", "Số minh chứng", width=12, kind="number"),
)


def as_xlsx(*, rows: Sequence[ReportedRow], title: Sequence[str]) -> bytes:
    """Write the rows below the lines that say what they are."""
    sheet = Sheet("Nhiệm vụ", COLUMNS, map(_cells, rows), above=title)
    return workbook.write([sheet])


def _cells(row: ReportedRow) -> tuple[str | int, ...]:
    texts = (
        row.territory,
        f"{row.task}\n{row.task.text}",
        row.unit,
        row.task.deadline_text,
        row.due.text if row.due.kind != "none" else "",
        row.state_word,
        row.result,
        row.figures,
        row.difficulty,
        row.proposal,
        row.reason,
    )
    return (*map(workbook.fitting, texts), row.evidence)
