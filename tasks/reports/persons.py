"""Persons in what a plan says: their names, telephones and addresses of mail are left out of what
everybody sees.

A name is known by what stands beside it: "ông", "bà", "đồng chí", a post, brackets, a telephone.
One by itself may be that of a commune, a street or a school: such are told to who looks (`seen`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LEFT_OUT = "…"
_OUT = "\ufffc"
"""In its place while reading: a plan may say "…" itself."""
NEAR = 80
"""Letters in which a post before a name is looked for."""
SHORT = 2
"""Words of a name that may as well be a district's: "Hoàng Mai"."""
CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00)))))


@dataclass(frozen=True, slots=True)
class Seen:
    """What of some words is left out, and names that may be anything's."""

    left_out: tuple[str, ...]
    doubtful: tuple[str, ...]


NOBODY = Seen((), ())


def _any(phrases: str) -> str:
    """Return a pattern for one of the phrases that "|" separates, in capitals or not."""
    each = (r"\s+".join(one.split()) for one in phrases.split("|"))
    return rf"(?i:(?<![^\W_])(?:{'|'.join(each)})(?![^\W_]))"


_TITLE = _any("ông | bà | đồng chí | đ/c | đ[.]c")
_FAMILIAR = _any("anh | chị | cô | cụ | thầy | (?:bs|gs|pgs|ths|ts)[.]")
_POST = _any("""
    bí thư | cán bộ | chánh | chỉ huy | chi cục | chi hội | chủ nhiệm | chủ tịch | chuyên viên
    | công an | công chức | cục trưởng | đại biểu | đại tá | đại úy | đảng viên | địa chính
    | đoàn thanh niên | đoàn viên | đội trưởng | giám đốc | hiệu trưởng | hội trưởng | hội viên
    | kế toán | lãnh đạo | nguyên | phó | phụ trách | quyền | tham mưu | thanh tra | thành viên
    | thiếu tá | thiếu tướng | thiếu úy | thôn đội | thư ký | thứ trưởng | thượng tá | thượng úy
    | thường trực | thường vụ | thủ trưởng | tổ phó | tổ trưởng | tổng | trạm trưởng | trung tá
    | trung úy | trưởng | tư pháp | ủy viên | uỷ viên | văn thư | viên chức | xã đội
""")
_BODY = _any("""
    ban | bộ | đảng ủy | đảng uỷ | hđnd | hội đồng | hội cựu | hội liên | hội nông | hội phụ
    | mặt trận | mttq | nhân dân | phòng | sở | trung tâm | ubmttq | ubnd | ủy ban | uỷ ban
    | văn phòng
""")
_HEAD = _any("trưởng (?:ấp|bản|buôn|khóm|khối|khu|làng|thôn|xóm)")
"""Who heads a village: names of villages that are persons' are rarer than they."""
_PLACE = _any("""
    ấp | bản | buôn | bệnh viện | cầu | chính trị | chợ | chùa | công viên | di tích | đa khoa
    | đặc khu | đảo | đền | đường | giải thưởng | hai | huyện | khóm | khối | khu | khu phố | làng
    | mầm non | ngõ | núi | phố | phường | quận | quảng trường | quỹ | sông | tỉnh | thành phố
    | thcs | thị xã | thị trấn | thôn | thpt | tiểu học | tp[.]? | trường | xã | xóm
""")
"""What may bear the name of a person, or one that sounds so: "phường Hai Bà Trưng"."""
_COMMUNE = _any("đặc khu | huyện | phường | quận | thị trấn | thị xã | xã")
_NO_PERSON = _any("rịa | nà | đen | mẹ | nhà | hồ chí minh")
_FAMILY = _any("""
    nguyễn | trần | lê | phạm | hoàng | huỳnh | phan | vũ | võ | đặng | bùi | đỗ | hồ | ngô | dương
    | lý | âu | bạch | bàn | bế | cà | cao | cầm | châu | chảo | chu | danh | doãn | đàm | đào
    | điêu | đinh | đoàn | đồng | giàng | giáp | hà | hầu | hờ | hứa | khổng | khúc | kiều | kim
    | kpă | ksor | la | lại | lâm | lầu | lò | lộc | lục | lừu | lữ | lương | lường | lưu | ma | mã
    | mạc | mai | mùa | nghiêm | niê | ninh | nông | ông | phí | phùng | quách | quàng | rơ | sầm
    | siu | sùng | tạ | tăng | tẩn | thạch | thái | thang | thào | thân | tiêu | tô | tòng | tống
    | triệu | trịnh | trương | từ | văn | vàng | vi | viên | vừ | y
    | nguyen | tran | pham | hoang | huynh | dang | bui | trinh | [hk]['’ʼ][ ]?[^\\W_]+
""")
_NAMELESS = _any("""
    hồ chí minh | thái bình dương | hoàng sa | y tế | y dược | y học | y khoa | đoàn công tác
    | đoàn đại biểu | đoàn giám sát | đoàn khảo sát | đoàn kiểm tra | đoàn thanh niên
    | đoàn thanh tra
""")

_MIXED = rf"(?=[{CAPITALS}])(?![{CAPITALS}]{{2}})[^\W\d_]+(?:['’ʼ]\s?[^\W\d_]+)*(?![^\W_])"
_LARGE = rf"[{CAPITALS}]+(?![^\W_])"
_MIDDLE = r"(?:văn|thị)(?![^\W_])"
_MORE = rf"[^\S\n]+(?!{_POST}|{_BODY})"
_MORE_MIXED = rf"{_MORE}(?:{_MIDDLE}|{_MIXED})"
_FULL = rf"(?=[{CAPITALS}][^{CAPITALS}])(?!{_NAMELESS}){_FAMILY}(?:{_MORE_MIXED}){{1,4}}"
_IN_CAPITALS = rf"(?=[{CAPITALS}]{{2}})(?!{_NAMELESS}){_FAMILY}"
_FULL_LARGE = rf"{_IN_CAPITALS}[^\S\n]+(?:VĂN|THỊ)(?:{_MORE}{_LARGE}){{1,3}}"
_CALLED_LARGE = rf"{_IN_CAPITALS}(?:{_MORE}{_LARGE}){{1,4}}"
_SMALL = rf"{_FAMILY}\s+{_MIDDLE}\s+[^\W\d_]+"
_TITLES = rf"{_TITLE}(?:\s*(?:[/(,]|\bvà\b|\bhoặc\b)\s*{_TITLE}\s*\)?)?"
_CALLED = rf"(?!{_POST}|{_BODY}|{_NO_PERSON}){_MIXED}(?:{_MORE_MIXED}){{0,4}}"

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\d)(?<!\d[.,/])(?:0[35789]\d(?:[ .–-]{0,3}\d){7}|0\d{11}"
    r"|\(?02\d{1,2}\)?(?:[ .–-]{0,3}\d){7,8}|\(0\d{1,3}\)(?:[ .–-]{0,3}\d){6,8}"
    r"|(?:\(?\+|00)84(?:[ .()–-]{0,3}\d){8,11}|84[35789]\d{8})(?!\d)(?!/[^\W\d_])"
)
"""Mail, telephones as they are written in Vietnam, numbers of identity cards."""
_TITLED = re.compile(
    rf"(?:{_TITLES}\s*:?|{_FAMILIAR})\s*(?P<full>{_FULL}|{_CALLED_LARGE}|{_SMALL})"
    rf"|(?:{_TITLES}[^\S\n]*:?|(?<![^\W_])(?<!tiếng )(?:anh|chị|cô))[^\S\n]+(?P<called>{_CALLED})"
)
_NAMED = re.compile(rf"{_FULL}|{_FULL_LARGE}")
_AT_PLACE = re.compile(rf"{_PLACE}[^\S\n]+\Z")
_NAMED_AFTER = re.compile(rf"(?!{_COMMUNE}[^\S\n]+\Z){_PLACE}[^\S\n]+\Z")
_BEHIND_TITLE = re.compile(rf"{_TITLES}[^.;()\n{_OUT}]*\Z")
_BEHIND_POST = re.compile(rf"{_POST}(?:(?!{_any('các')})[^.,;()\n{_OUT}])*\Z")
_BEHIND_HEAD = re.compile(rf"{_HEAD}[^\S\n]+\Z")
_BEHIND_NAME = re.compile(rf"{_OUT}\s*(?:[,;]|và)\s*\Z")
_BRACKETED = (re.compile(r"\(\s*\Z"), re.compile(r"\s*[,;:)–-]"))
_ALONE = (
    re.compile(r"^[-–+•*\s]*\Z", re.MULTILINE),
    re.compile(r"[^\S\n]*[.;:]?[^\S\n]*(?:\n|\Z)"),
)
"""What stands before and after."""
_BEFORE_POST = re.compile(rf"\s*[,(–-]\s*{_POST}")
_BEFORE_CONTACT = re.compile(rf"[\s,;:.(–-]*(?:(?i:s?đt|điện thoại|di động)[\s:.]*)?{_OUT}")


def unnamed(words: str) -> str:
    """Return words without persons' names, telephones and addresses of mail."""
    return _read(words)[0]


def seen(words: str) -> Seen:
    """Return what `unnamed` leaves out of words, and which names it cannot tell."""
    return _read(words)[1]


@lru_cache(maxsize=8192)
def _read(words: str) -> tuple[str, Seen]:
    left_out, doubtful = list[str](), list[str]()

    def without(found: re.Match[str], name: str) -> str:
        left_out.append(found[0])
        return found[0].removesuffix(name) + _OUT

    def titled(found: re.Match[str]) -> str:
        name = found["full"] or found["called"]
        before = found.string[max(0, found.start() - NEAR) : found.start()]
        is_place = found["called"] and found[0][0].isupper() and _AT_PLACE.search(before)
        return found[0] if is_place else without(found, name)

    rest = _CONTACT.sub(lambda found: without(found, found[0]), words)
    rest = _judged(_TITLED.sub(titled, rest), left_out, doubtful)
    return rest.replace(_OUT, LEFT_OUT), Seen(tuple(left_out), tuple(doubtful))


def _judged(words: str, left_out: list[str], doubtful: list[str]) -> str:
    """Return words without the full names that are persons', and note these and the others."""
    read, end = "", 0
    for found in _NAMED.finditer(words):
        read += words[end : found.start()]
        end = found.end()
        before = read[-NEAR:]
        if _is_person(found[0], before, words[end : end + NEAR]):
            left_out.append(found[0])
            read += _OUT
            continue
        read += found[0]
        if not (_AT_PLACE if _is_short(found[0]) else _NAMED_AFTER).search(before):
            doubtful.append(found[0])
    return read + words[end:]


def _is_person(name: str, before: str, after: str) -> bool:
    """Tell by what stands beside a full name whether it is a person's.

    One behind "xã" is a commune's, unless a title stands further before.
    """
    if _BEHIND_TITLE.search(before) or _BEHIND_HEAD.search(before):
        return True
    if _AT_PLACE.search(before):
        return False
    if _BEFORE_CONTACT.match(after) or _BEHIND_NAME.search(before):
        return True
    if _is_short(name):
        return False
    if _BEFORE_POST.match(after) or _BEHIND_POST.search(before):
        return True
    return any(left.search(before) and right.match(after) for left, right in (_BRACKETED, _ALONE))


def _is_short(name: str) -> bool:
    """Tell whether a name may as well be a district's: "Hoàng Mai", but not "H'Yim Kđoh"."""
    return len(name.split()) <= SHORT and name[1] not in "'’ʼ"
