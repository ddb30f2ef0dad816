"""Plans that call themselves secret: they do not belong here, and are never shown.

By the Law on the protection of state secrets (29/2018/QH14) a paper bears "MẬT", "TỐI MẬT" or
"TUYỆT MẬT"; offices put "(M)" or "M-" into its number as well: "12/KH-UBND(M)", "01/M-UBND".
"""

import re

from plans.models import Plan

SAID_IN = ("number", "subject", "appendix_title")
"""What of a plan tells that it is secret."""
_WORD = re.compile(
    r"(?<![^\W_])(?<!bí )(?<!bảo )(?<!cẩn )(?<!cơ )(?<!giải )(?<!thân )mật(?![^\W_])"
    r"(?! (?:danh|độ|khẩu|mã|ong|thiết)(?![^\W_]))"
)
"""The word by itself, not as a part of "bí mật", "bảo mật", "mật độ", "mật thiết"."""
_IN_NUMBER = re.compile(r"\((?:M|TM|TuM)\)|(?<![^\W_])M(?=-)|(?<=-)M(?![^\W_])")
"""A sign in capitals: "TM" without brackets is trade."""


def is_secret(plan: Plan) -> bool:
    """Tell whether a plan calls itself secret."""
    return is_told(*(getattr(plan, name) for name in SAID_IN))


def is_told(number: str, *titles: str) -> bool:
    """Tell whether a number, or what a paper is called, says that it is secret."""
    words = (" ".join(one.lower().split()) for one in (number, *titles))
    return bool(_IN_NUMBER.search(number)) or any(_WORD.search(one) for one in words)
