"""A blank workbook for whoever writes a plan in Excel; it is read like any plan that comes in."""

from papi_portal import workbook
from papi_portal.workbook import Column, Sheet

BODIES = "Các cơ quan cách nhau bằng dấu chấm phẩy."
COLUMNS = (
    Column("label", "STT", 7, help="Dòng chỉ có STT và nội dung, như I hoặc 1, là tên mục."),
    Column("title", "Nội dung", 30, help="Tên ngắn của nhiệm vụ, hoặc tên mục."),
    Column("text", "Nhiệm vụ giải pháp", 60, help="Mỗi ý một dòng trong ô."),
    Column("lead", "Cơ quan chủ trì", 26, help=BODIES),
    Column("support", "Cơ quan phối hợp", 26, help=BODIES),
    Column("deadline", "Thời gian thực hiện", 20, help="Ví dụ: Hàng quý; Trước ngày 30/11/2026."),
    Column("output", "Sản phẩm", 26),
    Column("note", "Ghi chú", 20),
)
ABOVE = ("KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm …")
"""The subject below is to be written over."""


def as_xlsx() -> bytes:
    """Return the workbook to fill in, with one sheet: another one would be read as part of it."""
    return workbook.write([Sheet("Kế hoạch", COLUMNS, above=ABOVE)])
