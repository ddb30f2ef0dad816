"""Names of people who do not exist."""

import random

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Lương"
MIDDLES = "Thị Văn Minh Thu Ngọc Quang Đức Thanh Hồng Hữu"
OWN = (
    "An Anh Bình Chi Cường Dung Dũng Giang Hà Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai"
    " Minh Nam Nga Ngân Phong Phương Quân Sơn Tâm Thảo Thắng Trang Tuấn Tùng Vân Việt Yến"
)


def full_name(dice: random.Random) -> str:
    """Return a name of three words."""
    return " ".join(dice.choice(names.split()) for names in (FAMILIES, MIDDLES, OWN))
