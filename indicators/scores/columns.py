"""The columns of the list of published scores, one row for each component, province and year."""

from indicators.models import Group
from papi_portal.wording import said
from papi_portal.workbook import Column

YEAR = Column(
    "year",
    "Năm",
    8,
    required=True,
    kind="number",
    also=("year",),
    help=said("Năm được đo, không phải năm công bố."),
)
FRAMEWORK = Column(
    "framework",
    "Bộ tiêu chí",
    14,
    also=("framework",),
    help=said("Mã bộ tiêu chí, ví dụ papi-2021. Để trống thì lấy bộ PAPI đo năm đó."),
)
PROVINCE_CODE = Column(
    "province_code",
    "Mã tỉnh",
    9,
    also=("province_code", "Mã", "Mã tỉnh, thành phố", "Code", "Province ID"),
    help=said("Mã hai chữ số của năm đó, giữ số 0 ở đầu. Trung bình cả nước: để trống mã."),
)
PROVINCE = Column(
    "province",
    "Tỉnh, thành phố",
    26,
    also=(
        "Tỉnh",
        "Tỉnh, thành",
        "Tỉnh/TP",
        "Tên tỉnh",
        "Địa phương",
        "Địa bàn",
        "Province",
        "Province name",
        "Province/City",
    ),
    help=said("Tên của năm đó, hoặc “Cả nước” cho trung bình công bố. Có mã thì lấy theo mã."),
)
CODE = Column(
    "component",
    "Mã thành phần",
    14,
    required=True,
    also=("component", "Mã chỉ số"),
    help=said(
        "0 là điểm tổng hợp; 1, 2, … là chỉ số nội dung; 1.1, 1.2, … là chỉ số thành phần."
        " Tên đầy đủ cũng được nhận."
    ),
)
NAME = Column(
    "name",
    "Tên thành phần",
    40,
    help=said("Cổng lấy theo mã; tên là của thành phần khác thì dòng bị từ chối."),
)
VALUE = Column(
    "value",
    "Điểm",
    10,
    kind="number",
    also=("value",),
    help=said("Ví dụ 45,06. Để trống hoặc 0 là không có số liệu."),
)
GROUP = Column(
    "group",
    "Nhóm",
    16,
    choices=tuple(Group.labels),
    help=said("Nhóm được công bố, bằng chữ hoặc bằng mã CN, TBC, TBT, TN."),
)
RANK = Column("rank", "Xếp hạng", 10, kind="number", help=said("Hạng được công bố."))
RANKED_OF = Column(
    "ranked_of", "Trên tổng số", 12, kind="number", help=said("Số tỉnh được xếp hạng năm đó.")
)
SOURCE = Column(
    "source", "Nguồn", 40, help=said("Báo cáo, trang công bố. Để trống thì giữ nguyên.")
)
PUBLISHED_ON = Column("published_on", "Ngày công bố", 14, kind="date", help=said("Ngày/tháng/năm."))

SCORES = (
    YEAR,
    FRAMEWORK,
    PROVINCE_CODE,
    PROVINCE,
    CODE,
    NAME,
    VALUE,
    GROUP,
    RANK,
    RANKED_OF,
    SOURCE,
    PUBLISHED_ON,
)
