"""The register as a workbook: numbers with the hashes of their files, and what has no number."""

from collections.abc import Iterable

from papi_portal.templatetags.portal import moment
from papi_portal.workbook import Column, Sheet, Value, write
from tasks.reports.issued_register import SHOWN, MissingRow, RegisterRow, Wanted

REGISTER = (
    Column("number", "Số, ký hiệu", 16),
    Column("issued_on", "Ngày ban hành", 12, kind="date"),
    Column("unit", "Đơn vị ban hành", 32),
    Column("place", "Địa bàn", 22),
    Column("about", "Văn bản", 48),
    Column("state", "Tình trạng", 14),
    Column("amends", "Sửa đổi văn bản", 16),
    Column("amended_by", "Được sửa đổi bởi", 16),
    Column("issued_by", "Người ban hành", 24),
    Column("issued_at", "Ghi nhận lúc", 16),
    Column("signed_at", "Tải lên bản đã ký lúc", 16),
    Column("withdrawn_at", "Hủy số lúc", 16),
    Column("withdrawn_by", "Người hủy", 24),
    Column("withdrawn_for", "Lý do hủy", 40),
    Column("pdf_sha256", "SHA-256 tệp PDF", 40),
    Column("signed_sha256", "SHA-256 bản đã ký", 40),
)
MISSING = (
    Column("unit", "Đơn vị báo cáo", 32),
    Column("place", "Địa bàn", 22),
    Column("about", "Báo cáo", 48),
    Column("accepted_at", "Duyệt lúc", 16),
    Column("why", "Vì sao chưa có số", 40),
    Column("contacts", "Người liên hệ", 40),
)


def workbook(rows: Iterable[RegisterRow], *, wanted: Wanted) -> bytes:
    """Return the register as an Excel file: no query."""
    part = f" ({SHOWN[wanted.show].lower()})" if wanted.show else ""
    title = f"Sổ văn bản đã ban hành năm {wanted.year}{part}"
    return write([Sheet("Sổ văn bản", REGISTER, map(_cells, rows), above=(title,))])


def missing_workbook(rows: Iterable[MissingRow], *, wanted: Wanted, with_phones: bool) -> bytes:
    """Return the accepted reports without a number as an Excel file: no query."""
    title = f"Báo cáo đã duyệt, chưa ban hành năm {wanted.year}"
    cells = (_of_missing(row, with_phones=with_phones) for row in rows)
    return write([Sheet("Chưa ban hành", MISSING, cells, above=(title,))])


def _of_missing(row: MissingRow, *, with_phones: bool) -> tuple[Value, ...]:
    unit = row.report.unit
    called = (
        ", ".join(filter(None, (one.name, one.title, one.phone if with_phones else "")))
        for one in row.contacts
    )
    return (
        unit.name,
        unit.territory.name,
        row.about,
        moment(row.report.reviewed_at),
        row.why,
        "; ".join(called),
    )


def _cells(row: RegisterRow) -> tuple[Value, ...]:
    one, signed = row.issued, row.signed
    return (
        one.number,
        one.issued_on,
        one.unit.name,
        one.unit.territory.name,
        row.about,
        row.state,
        one.amends.number if one.amends else "",
        row.amended_by.number if row.amended_by else "",
        one.issued_by.full_name,
        moment(one.issued_at),
        moment(signed.added_at) if signed else "",
        moment(one.withdrawn_at),
        one.withdrawn_by.full_name if one.withdrawn_by else "",
        one.withdrawn_for,
        one.pdf_sha256,
        signed.sha256 if signed else "",
    )
