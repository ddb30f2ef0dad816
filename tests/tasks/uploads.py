"""Plan documents on their way in, as tests need them: made, uploaded, read, waiting."""

import json
from collections.abc import Sequence
from io import BytesIO
from itertools import count
from typing import Any

import docx
import openpyxl
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.actions import load_indexes
from plans.access import Viewer
from plans.models import Plan, Territory, Unit
from tasks import actions
from tasks.models import Intake
from tests import factories
from tests.tasks.reading import written_plans
from tests.tasks.reading.written_plans import Values

numbers = count(1)

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐIỀM HE",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-UBND",
    "Điềm He, ngày 05 tháng 02 năm 2026",
    "KẾ HOẠCH",
    "Nâng cao Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) năm 2026",
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh Lạng Sơn về PAPI,",
    "Ủy ban nhân dân xã Điềm He ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "Nâng cao hiệu lực, hiệu quả quản trị và hành chính công trên địa bàn xã.",
    "II. NHIỆM VỤ",
    "Các nhiệm vụ cụ thể theo Phụ lục kèm theo.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Công an xã",
    "- Bảo đảm an ninh, trật tự tại các hội nghị đối thoại với Nhân dân.",
    "Trên đây là Kế hoạch nâng cao Chỉ số PAPI năm 2026 của xã Điềm He./.",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "Hoàng Văn Sơn",
    "PHỤ LỤC",
    "NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI NĂM 2026",
)
COLUMNS = (
    "STT",
    "Nội dung",
    "Nhiệm vụ, giải pháp",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
)
ROWS: tuple[tuple[str, ...], ...] = (
    ("1. Tham gia của người dân ở cấp cơ sở",),
    (
        "1.1",
        "Tri thức công dân",
        "- Tuyên truyền quyền bầu cử trên hệ thống truyền thanh;\n- Tổ chức 02 hội nghị đối thoại.",
        "UBND xã",
        "Công an xã",
        "Trước ngày 30/6/2026",
    ),
    (
        "1.2",
        "Cơ hội tham gia",
        "Niêm yết công khai danh sách cử tri tại nhà văn hóa các thôn.",
        "UBND xã",
        "Các đoàn thể",
        "Thường xuyên",
    ),
    ("2. Công khai, minh bạch trong việc ra quyết định",),
    (
        "2.1",
        "Tiếp cận thông tin",
        "Công khai danh sách hộ nghèo, hộ cận nghèo.",
        "Công an xã",
        "Các công chức chuyên môn",
        "Hàng quý",
    ),
    ("4. Kiểm soát tham nhũng trong khu vực công",),
    (
        "4.1",
        "Kiểm soát tham nhũng trong chính quyền",
        "Thực hiện chuyển đổi vị trí công tác theo quy định.",
        "UBND xã",
        "Tổ Công nghệ số cộng đồng",
        "Năm 2026",
    ),
    ("6. Cung ứng dịch vụ công",),
    (
        "6.4",
        "An ninh, trật tự",
        "Tuần tra, kiểm soát địa bàn vào ban đêm.",
        "Công an xã",
        "UBND xã",
        "Thường xuyên",
    ),
)
"""A table of tasks; rows of one cell are merged across. Nobody knows "Tổ Công nghệ số"."""


def word_plan(
    rows: Sequence[Sequence[str]] = ROWS, *, head: Sequence[str] = HEAD, note: str = ""
) -> bytes:
    """Return a plan of xã Điềm He as a Word file: its text, then the appendix as a table."""
    document = docx.Document()
    for paragraph in (*head, note):
        document.add_paragraph(paragraph)
    table = document.add_table(0, len(COLUMNS))
    for line in (COLUMNS, *rows):
        cells = table.add_row().cells
        if len(line) == 1:
            cells[0].merge(cells[-1]).text = line[0]
        else:
            for cell, text in zip(cells, line, strict=True):
                cell.text = text
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def excel_plan(rows: int) -> bytes:
    """Return an appendix of many rows as a workbook."""
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for number in range(1, rows + 1):
        book.active.append(
            (
                str(number),
                "Tiếp cận thông tin",
                f"Công khai danh mục thứ {number} tại trụ sở và nhà văn hóa các thôn.",
                "Công chức Văn phòng - Thống kê",
                f"Công an xã; Thôn {number % 40}",
                "Trước ngày 30/6/2026",
            )
        )
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def file(content: bytes, name: str = "Kế hoạch PAPI 2026.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def indices() -> None:
    """Load the versions of the indices that the project itself lists."""
    listed = settings.BASE_DIR / "fixtures" / "indexes.json"
    load_indexes(json.loads(listed.read_text(encoding="utf-8")))


def diem_he() -> Territory:
    """Return the commune of the plans, with its UBND and its police."""
    commune = factories.commune()
    factories.committee(commune)
    factories.unit(commune)
    return commune


def waiting(
    territory: Territory,
    *rows: Values,
    by: Viewer | None = None,
    name: str = "Kế hoạch PAPI 2026.docx",
    changes_plan: Plan | None = None,
    **changes: Any,
) -> Intake:
    """Return an upload that waits for confirmation, read as these rows; by an own officer."""
    intake = actions.start_intake(
        territory=territory,
        upload=actions.Upload(name, f"tệp thứ {next(numbers)}".encode()),
        values=written_plans.plan(*rows, **changes),
        by=by or factories.viewer(factories.officer(territory)),
        at=factories.NOW,
    )
    intake.changes_plan = changes_plan
    intake.save()
    return intake


def confirmed(intake: Intake) -> Plan:
    """Take a waiting document in, as the one who uploaded it."""
    intake.refresh_from_db()
    return actions.confirm_intake(
        intake=intake,
        version=intake.version,
        by=factories.viewer(intake.uploaded_by),
        at=factories.NOW,
    )


def names_of(territory: Territory) -> list[str]:
    """Return the names of a territory's units, the oldest first."""
    return list(Unit.objects.of(territory).order_by("pk").values_list("name", flat=True))
