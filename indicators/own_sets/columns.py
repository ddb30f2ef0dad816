"""The columns of a set of criteria as a list, one row for each component: out and in again."""

from papi_portal.wording import said
from papi_portal.workbook import Column

CODE = Column(
    "code",
    "Mã",
    8,
    required=True,
    also=("Mã tiêu chí", "Mã thành phần"),
    help=said(
        "Chữ và số, các cấp cách nhau bằng dấu chấm: 1, 1.1, 1.1.1. Mã 0 là cả bộ chỉ số; không có"
        " dòng mã 0 thì thang điểm của cả bộ là tổng các tiêu chí cấp một."
    ),
)
NAME = Column(
    "name",
    "Tên",
    52,
    required=True,
    also=("Tên tiêu chí", "Tiêu chí"),
    help=said("Như văn bản ban hành ghi."),
)
NAME_EN = Column("name_en", "Tên tiếng Anh", 44, help=said("Không có thì để trống."))
SCALE_MIN = Column(
    "scale_min", "Điểm thấp nhất", 10, kind="points", help=said("Ví dụ 0 hoặc 0,25. Để trống là 0.")
)
SCALE_MAX = Column(
    "scale_max",
    "Điểm cao nhất",
    10,
    required=True,
    kind="points",
    also=("Điểm tối đa", "Điểm chuẩn"),
    help=said("Ví dụ 10 hoặc 2,5; phải lớn hơn điểm thấp nhất."),
)
PARENT = Column(
    "parent",
    "Thuộc",
    8,
    also=("Mã cấp trên", "Thuộc mã"),
    help=said("Mã cấp trên. Để trống khi dấu chấm của mã đã nói: 1.1 thuộc 1, còn 1 thuộc cả bộ."),
)
FOLLOWS = Column(
    "follows",
    "Nối tiếp",
    8,
    also=("Mã ở bộ trước",),
    help=said(
        "Mã ở bộ trước của tiêu chí cùng đo một việc. Để trống thì giữ như đang có; tiêu chí mới"
        " thì cổng nối theo tên giống hệt ở cùng cấp."
    ),
)

TREE = (CODE, NAME, NAME_EN, SCALE_MIN, SCALE_MAX, PARENT, FOLLOWS)
