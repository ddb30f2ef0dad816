"""The register of issued reports as a workbook, with the hashes by which files are compared."""

from collections.abc import Iterable

from papi_portal.templatetags.portal import moment
from papi_portal.workbook import Column, Sheet, Value, write
from tasks.reports.issued_register import RegisterRow

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


def workbook(rows: Iterable[RegisterRow], *, year: int) -> bytes:
    """Return the register as an Excel file: no query."""
    title = f"Sổ văn bản đã ban hành năm {year}"
    return write([Sheet("Sổ văn bản", REGISTER, map(_cells, rows), above=(title,))])


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
