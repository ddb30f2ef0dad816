"""The punctuality of units as a workbook: figures, the reports, the rows and the time given."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from papi_portal.workbook import Column, Sheet, Value, write
from plans.access import Viewer
from tasks.models.submissions import SubmissionState
from tasks.reports import punctuality_proof
from tasks.reports.punctuality import Punctuality, Share
from tasks.reports.return_reasons import REASONS, counted

STATES = dict(SubmissionState.choices)
RETURNS = tuple(
    Column(reason.value, f"Trả lại vì {reason.label}", 12, kind="number") for reason in REASONS
)
"""How often each reason was given, each a number that can be added up."""

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
    *RETURNS,
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
    *RETURNS,
    Column("done", "Nhiệm vụ báo đã thực hiện", 12, kind="number"),
    Column("shown", "Có minh chứng", 10, kind="number"),
)
ROWS = (
    Column("unit", "Đơn vị", 36),
    Column("place", "Địa bàn", 24),
    Column("plan", "Kế hoạch", 28),
    Column("period", "Kỳ báo cáo", 16),
    Column("task", "Nhiệm vụ báo đã thực hiện", 60),
    Column("has", "Có minh chứng", 10),
    Column("kind", "Loại minh chứng", 16),
    Column("name", "Tên tệp, số văn bản hoặc giải trình", 40),
    Column("issued_on", "Ngày văn bản", 12, kind="date"),
    Column("sha256", "Mã băm SHA-256", 40),
)
TIME_GIVEN = (
    Column("unit", "Đơn vị", 36),
    Column("place", "Địa bàn", 24),
    Column("period", "Kỳ báo cáo", 16),
    Column("due_on", "Gia hạn đến hết ngày", 12, kind="date"),
    Column("reason", "Lý do", 50),
    Column("granted_at", "Gia hạn lúc", 18),
    Column("granted_by", "Người gia hạn", 28),
)


def workbook(found: Punctuality, viewer: Viewer) -> bytes:
    """Return the figures and their proof as an Excel file: two queries."""
    place = f", {found.calendar.name_inside}" if found.calendar else ""
    title = f"Chấp hành chế độ báo cáo năm {found.year}{place}"
    told = len(punctuality_proof.told(found))
    rest = len(found.rows) - told
    cut_off = (
        (f"Chỉ gồm {told} đơn vị đầu; tải tệp riêng của từng đơn vị còn lại.",) if rest else ()
    )
    return write(
        [
            Sheet("Tổng hợp", FIGURES, _figures(found), above=(title,)),
            Sheet("Từng báo cáo", PROOF, _proof(found), above=(f"{title}: từng báo cáo",)),
            Sheet(
                "Minh chứng",
                ROWS,
                _rows(found, viewer),
                above=(f"{title}: từng nhiệm vụ báo đã thực hiện và minh chứng", *cut_off),
            ),
            Sheet("Gia hạn", TIME_GIVEN, _time_given(found), above=(f"{title}: gia hạn",)),
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
            *_by_reason(counted(row.proofs)),
        )


def _by_reason(counts: Counter[str]) -> tuple[Value, ...]:
    return tuple(counts[reason] for reason in REASONS)


def _rows(found: Punctuality, viewer: Viewer) -> Iterator[tuple[Value, ...]]:
    for one in punctuality_proof.rows(found, viewer):
        owed = one.proof.owed
        yield (
            owed.unit.name,
            owed.unit.territory.name,
            str(owed.plan),
            owed.period.name,
            one.task,
            "có" if one.kind else "không",
            one.kind,
            one.name,
            one.issued_on,
            one.sha256,
        )


def _time_given(found: Punctuality) -> Iterator[tuple[Value, ...]]:
    for one in punctuality_proof.extensions(found):
        unit = one.row.unit
        yield (
            unit.name,
            unit.territory.name,
            one.period,
            one.due_on,
            one.reason,
            _moment(one.granted_at),
            one.granted_by,
        )


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else ""


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
            _moment(one.first_at),
            one.standing.text,
            STATES.get(owed.state, ""),
            one.times_returned,
            *_by_reason(one.returns),
            one.done,
            one.shown,
        )
