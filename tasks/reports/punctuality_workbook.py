"""The punctuality of units as a workbook: one sheet of figures, one of the reports behind them."""

from collections.abc import Iterator

from django.utils import timezone

from papi_portal.workbook import Column, Sheet, Value, write
from tasks.reports.punctuality import Punctuality, Share

FIGURES = (
    Column("unit", "Đơn vị", 36),
    Column("place", "Địa bàn", 24),
    Column("counted", "Báo cáo đến hạn hoặc đã nộp", 14, kind="number"),
    Column("on_time", "Nộp đúng hạn", 10, kind="number"),
    Column("on_time_percent", "Tỷ lệ đúng hạn (%)", 10, kind="number"),
    Column("late", "Nộp muộn", 10, kind="number"),
    Column("missing", "Chưa nộp, quá hạn", 10, kind="number"),
    Column("decided", "Đã được xét duyệt", 10, kind="number"),
    Column("at_once", "Duyệt ngay lần đầu", 10, kind="number"),
    Column("at_once_percent", "Tỷ lệ duyệt ngay lần đầu (%)", 12, kind="number"),
    Column("returned", "Báo cáo bị trả lại", 10, kind="number"),
    Column("done", "Nhiệm vụ báo đã thực hiện", 12, kind="number"),
    Column("shown", "Có minh chứng", 10, kind="number"),
    Column("evidence_percent", "Tỷ lệ có minh chứng (%)", 12, kind="number"),
)
PROOF = (
    Column("unit", "Đơn vị", 36),
    Column("place", "Địa bàn", 24),
    Column("plan", "Kế hoạch", 28),
    Column("period", "Kỳ báo cáo", 16),
    Column("due_on", "Hạn nộp", 12, kind="date"),
    Column("extended", "Được gia hạn", 10),
    Column("first_at", "Nộp lần đầu lúc", 18),
    Column("standing", "Kết quả", 24),
    Column("state", "Tình trạng", 14),
    Column("returns", "Số lần trả lại", 10, kind="number"),
    Column("reasons", "Lý do trả lại", 36),
    Column("done", "Nhiệm vụ báo đã thực hiện", 12, kind="number"),
    Column("shown", "Có minh chứng", 10, kind="number"),
)


def workbook(found: Punctuality) -> bytes:
    """Return the figures and their proof as an Excel file."""
    title = f"Chấp hành chế độ báo cáo năm {found.year}"
    return write(
        [
            Sheet("Tổng hợp", FIGURES, _figures(found), above=(title,)),
            Sheet("Minh chứng", PROOF, _proof(found), above=(f"{title}: từng báo cáo",)),
        ]
    )


def _figures(found: Punctuality) -> Iterator[tuple[Value, ...]]:
    for row in found.rows:
        yield (
            row.unit.name,
            row.unit.territory.name,
            row.on_time.whole,
            *_share(row.on_time),
            row.late,
            row.missing,
            row.at_once.whole,
            *_share(row.at_once),
            row.returned,
            row.evidence.whole,
            *_share(row.evidence),
        )


def _share(share: Share) -> tuple[Value, ...]:
    return share.part, share.percent


def _proof(found: Punctuality) -> Iterator[tuple[Value, ...]]:
    for one in found.proofs:
        owed = one.owed
        yield (
            owed.unit.name,
            owed.unit.territory.name,
            str(owed.plan),
            owed.period.name,
            one.due_on,
            "có" if one.is_extended else "",
            f"{timezone.localtime(one.first_at):%d/%m/%Y %H:%M}" if one.first_at else "",
            one.standing.text,
            owed.submission.get_state_display() if owed.submission else "",
            one.times_returned,
            one.reasons,
            one.done,
            one.shown,
        )
