"""The columns of the lists of units and of people, as their workbooks title them."""

from papi_portal.wording import said
from papi_portal.workbook import Column
from plans.access import Role
from plans.models import Territory, Unit

KEEPS = said("Để trống thì giữ nguyên.")

LEVEL = Column(
    "level",
    "Cấp",
    12,
    choices=tuple(Territory.Level.labels),
    help=said("Cấp của địa bàn. Cần khi mã chưa đủ chữ số."),
)
CODE = Column(
    "code",
    "Mã địa bàn",
    12,
    help=said(
        "Mã theo danh mục hành chính: tỉnh 2 chữ số, huyện 3, xã 5; giữ số 0 ở đầu."
        " Khi có mã thì lấy theo mã."
    ),
)
PLACE = Column(
    "place",
    "Địa bàn",
    26,
    help=said("Tên tỉnh, huyện, xã. Không có mã thì chỉ nhận khi đúng một nơi có tên như vậy."),
)
VALID_FROM = Column(
    "valid_from",
    "Có hiệu lực từ",
    14,
    kind="date",
    help=said("Ngày/tháng/năm. Để trống thì giữ nguyên."),
)
VALID_TO = Column(
    "valid_to",
    "Đến hết ngày",
    14,
    kind="date",
    help=said("Ngày/tháng/năm. Để trống thì giữ nguyên."),
)

NAME = Column("name", "Tên cơ quan, đơn vị", 40, required=True, also=("Tên đơn vị",))
KIND = Column("kind", "Loại", 22, required=True, choices=tuple(Unit.Kind.labels))
ALIASES = Column(
    "aliases",
    "Tên gọi khác",
    44,
    help=said(
        "Các tên mà kế hoạch dùng để gọi đơn vị, cách nhau bằng dấu chấm phẩy. Để trống thì giữ"
        " nguyên."
    ),
)
UNITS = (LEVEL, CODE, PLACE, NAME, KIND, ALIASES, VALID_FROM, VALID_TO)

USERNAME = Column(
    "username", "Tên đăng nhập", 20, required=True, help=said("Viết liền, không dấu cách.")
)
FULL_NAME = Column(
    "full_name", "Họ và tên", 26, required=True, help=said("Họ, đệm và tên, đủ dấu.")
)
EMAIL = Column("email", "Thư điện tử", 26, help=KEEPS)
PHONE = Column("phone", "Điện thoại", 14, help=KEEPS)
PERSON = (USERNAME, FULL_NAME, EMAIL, PHONE)

UNIT = Column(
    "unit",
    "Đơn vị",
    36,
    required=True,
    also=(NAME.title,),
    help=said("Tên đơn vị, đúng như trong danh mục cơ quan, đơn vị của địa bàn."),
)
ROLE = Column("role", "Vai trò", 24, required=True, choices=tuple(Role.labels))
TITLE = Column("title", "Chức vụ", 24, help=KEEPS)
MEMBERSHIPS = (*PERSON, LEVEL, CODE, PLACE, UNIT, ROLE, TITLE, VALID_FROM, VALID_TO)
