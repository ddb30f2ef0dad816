"""The columns of the list of a plan's targets, one row for each promise."""

from dataclasses import replace

from indicators.models import Group, TargetKind
from indicators.scores.columns import CODE, FRAMEWORK, NAME, YEAR
from papi_portal.wording import said
from papi_portal.workbook import Column

POSITION = Column(
    "position",
    "STT",
    8,
    kind="number",
    help=said("Số của mục tiêu trong kế hoạch. Mục tiêu thêm mới: để trống."),
)
KIND = Column(
    "kind",
    "Loại mục tiêu",
    24,
    required=True,
    choices=tuple(TargetKind.labels),
    help=said("Một câu hứa nhiều điều thì mỗi điều một dòng, cùng nguyên văn."),
)
VALUE = Column(
    "value",
    "Giá trị",
    10,
    kind="number",
    help=said("Số điểm, phần trăm, số bậc; hạng tốt nhất của khoảng. Ví dụ 46,40."),
)
VALUE_TO = Column(
    "value_to", "Đến giá trị", 10, kind="number", help=said("Chỉ ghi khi kế hoạch nêu một khoảng.")
)
GROUP = Column(
    "group",
    "Nhóm",
    16,
    choices=tuple(Group.labels),
    help=said("Cho loại “nhóm từ” và đếm theo nhóm."),
)
COUNT = Column("count", "Số lượng", 10, kind="number", help=said("Bao nhiêu chỉ số nội dung."))
REGION = Column("region", "Vùng", 22, help=said("Cho loại “dẫn đầu vùng”: tên vùng như cổng ghi."))
TEXT = Column("text", "Nguyên văn", 60, required=True, help=said("Như kế hoạch ghi."))

TARGETS = (
    POSITION,
    TEXT,
    replace(YEAR, help=said("Năm được đo.")),
    FRAMEWORK,
    CODE,
    NAME,
    KIND,
    VALUE,
    VALUE_TO,
    GROUP,
    COUNT,
    REGION,
)
