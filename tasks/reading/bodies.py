"""The words that names of Vietnamese public bodies begin with, and lists that stand inside names.

Everything is compared in `bare` form, which keeps positions: a match is cut out of the text.
"""

import re

from tasks.reading.folding import flat


class _Letters(dict[int, str]):
    """Letters without dấu by their code, each folded once: texts are compared very often."""

    def __missing__(self, code: int) -> str:
        letter = "-" if chr(code) in "‐‑‒–—―−" else flat(chr(code))
        self[code] = letter
        return letter


_LETTERS = _Letters()


def bare(text: str) -> str:
    """Return the text in lower case, without dấu, each dash as "-": as long as the text itself."""
    return text.translate(_LETTERS)


def any_of(phrases: str) -> str:
    """Return a pattern for one of the phrases that "|" or line ends separate, the longest first.

    Blanks may be any, those around marks may be missing; "va" may be "&".
    """
    each = {one.strip() for one in re.split(r"[|\n]", phrases) if one.strip()}
    return "|".join(_pattern(one) for one in sorted(each, key=lambda one: (-len(one), one)))


def _pattern(words: str) -> str:
    words = re.sub(r"\s*([-,])\s*", r"\\s*\1\\s*", words)
    return words.replace(" va ", r"\s*(?:\bva\b|&)\s*").replace(" ", r"\s+")


# A word that without dấu is also another one ("số", "bố", "đổi") counts only with its own dấu.
OWN_DAU = {
    "so": ("sở",),
    "phong": ("phòng",),
    "ban": ("ban",),
    "bo": ("bộ",),
    "bao": ("báo",),
    "dai": ("đài",),
    "to": ("tổ",),
    "vien": ("viện",),
    "hoi": ("hội",),
    "doan": ("đoàn",),
    "doi": ("đội",),
    "cuc": ("cục",),
    "hat": ("hạt",),
    "don": ("đồn",),
    "tram": ("trạm",),
    "truong": ("trường", "trưởng"),
    "khoi": ("khối",),
    "thue": ("thuế",),
    "quy": ("quỹ",),
    "nganh": ("ngành",),
    "cum": ("cụm",),
    "thon": ("thôn",),
    "buon": ("buôn",),
    "lang": ("làng",),
    "ap": ("ấp",),
    "moi": ("mọi", "mỗi"),
}
# What makes a thing or an action of a word that begins bodies: "Phòng, chống", "Ban hành".
_NO_BODY = (
    r"(?!phong\s*,?\s*(?:chong|chay|ngua|thu|tranh|dich)\b|ban\s+(?:hanh|dau|an)\b"
    r"|bao\s+(?:cao|chi)\b|bao\s+hiem\s+(?:y\s+te|that\s+nghiep)\b|so\s+huu\b"
    r"|bo\s+(?:tieu\s+chi|chi\s+so|khung|thu\s+tuc|tthc|phieu|cau\s+hoi|luat|sung|tri)\b"
    r"|hoi\s+(?:nghi|thao|dam|thi|hop|nhap|truong)\b|doan\s+(?:ket|khao\s+sat)\b|doi\s+ngu\b"
    r"|truong\s+hop\b|to\s+(?:chuc|quoc)\b|dai\s+(?:da|hoi)\b|don\s+(?:gian|thu|gia)\b|tram\s+phan\b"
    r"|vien\s+tro\b|quy\s+dat\b)"
)

SECTORS = any_of("""
    giao duc va dao tao | gd va dt | gddt | gd-dt | tai nguyen va moi truong | tn va mt | tnmt
    nong nghiep va phat trien nong thon | nn va ptnt | nnptnt | nong nghiep va moi truong
    nn va mt | nnmt | khoa hoc va cong nghe | kh va cn | khcn | thong tin va truyen thong
    tt va tt | tttt | lao dong - thuong binh va xa hoi | lao dong, thuong binh va xa hoi
    ld-tb va xh | ld-tbxh | ldtb va xh | ldtbxh | van hoa, the thao va du lich
    van hoa - the thao va du lich | vh, tt va dl | vh,ttdl | vh-tt va dl | vh-ttdl | vhtt va dl
    vhttdl | van hoa va the thao | van hoa va thong tin | van hoa - thong tin | vh va tt | vh-tt
    van hoa - xa hoi | vh-xh | ke hoach va dau tu | kh va dt | khdt | dan toc va ton giao
    kinh te, ha tang va do thi | kinh te va ha tang | kinh te - ha tang | tai chinh - ke hoach
    tc-kh | quy hoach - kien truc | quan ly do thi | giao thong van tai | gtvt | noi vu
    tai chinh | tu phap | cong thuong | xay dung | y te | ngoai vu | du lich | kinh te | dan toc
""")
_ASSOCIATIONS = any_of("""
    nong dan | phu nu | lien hiep phu nu | lhpn | cuu chien binh | ccb | nguoi cao tuoi
    chu thap do | khuyen hoc | luat gia | cuu thanh nien xung phong | nguoi mu | dong y
""")
_SCHOOLS = any_of("mam non | mau giao | tieu hoc | trung hoc co so | thcs | thpt")
SHARED_HEADS = {"so": SECTORS, "phong": SECTORS, "hoi": _ASSOCIATIONS, "truong": _SCHOOLS}
"""What a head word said once may go before: "Sở Nội vụ, Tài chính, Tư pháp"."""

LEVELS = any_of("""
    tinh | thanh pho | huyen | quan | thi xa | xa | phuong | thi tran | dac khu | cap
""")

_COUNCIL = r"(?:hdnd|hoi\s+dong\s+nhan\s+dan)"
_COMMITTEE = r"(?:ubnd|uy\s+ban\s+nhan\s+dan)"
_DEPUTIES = r"(?:doan\s+)?(?:dbqh|dai\s+bieu\s+quoc\s+hoi)"
_AND = r"\s*(?:\bva\b|&|-|/)\s*"
# Commas and "và" in here never part two bodies.
FIXED = re.compile(
    r"\b(?:"
    rf"{_DEPUTIES}(?:\s+tinh)?{_AND}{_COUNCIL}(?:{_AND}{_COMMITTEE})?|{_COUNCIL}{_AND}{_COMMITTEE}"
    rf"|(?:van\s+phong|vp)\s+(?:(?:{_DEPUTIES}|(?:cap|tinh|thanh|huyen|thi|quan|dang)\s+uy)\s*[,-]\s*)?"
    rf"{_COUNCIL}\s*(?:,|\bva\b|&|-)\s*{_COMMITTEE}"
    r"|phong\s*,\s*chong(?:\s+[^,;\s]+){1,3}(?:\s*,\s*(?:tieu\s+cuc|lang\s+phi))*"
    r"|thong\s+tan\s*,\s*bao\s+chi|tiep\s+nhan\s+va\s+tra\s+ket\s+qua"
    r"|khu\s+kinh\s+te\s*(?:,|\bva\b)\s*(?:cac\s+)?khu\s+cong\s+nghiep"
    r"|(?:bao\s+va\s+(?:dai\s+)?)?(?:phat|truyen)\s+thanh\s*(?:,|-|\bva\b)\s*truyen\s+hinh"
    r"|bao\s+va\s+(?:dai\s+)?(?:phat|pt|truyen)"
    r"|dang\s+uy\s+mat\s+tran\s+to\s+quoc(?:\s+viet\s+nam)?\s*,\s*(?:cac\s+)?doan\s+the"
    r"|cap\s+uy\s*,\s*chinh\s+quyen|tham\s+muu\s*,\s*giup\s+viec"
    rf"|{SECTORS})(?!\w)"
)

# Posts of a commune: in a list they stand without "Công chức".
_POST_FIRST = any_of("""
    van phong | van hoa | tai chinh | ke toan | tu phap | dia chinh | lao dong | noi vu | van thu
    thu quy | giao thong
""")
_POST_NEXT = any_of("""
    thong ke | xa hoi | thong tin | ke toan | tai chinh | ngan sach | ho tich | xay dung | do thi
    moi truong | nong nghiep | tai nguyen | thuong binh | tbxh | thi dua | luu tru | thu quy
    thuy loi | ke hoach | the thao | du lich | hanh chinh
""")
_POSTS = re.compile(
    rf"(?:{_POST_FIRST})(?:\s*-\s*(?:{_POST_NEXT}))+(?!\w)"
    r"|van\s+hoa\s+(?:va\s+)?(?:xa\s+hoi|thong\s+tin)\b|van\s+phong\s+thong\s+ke\b"
    r"|dia\s+chinh\s+(?:xay\s+dung|nong\s+nghiep|do\s+thi)\b|tu\s+phap\s+ho\s+tich\b"
    r"|tai\s+chinh\s+ke\s+toan\b|ke\s+toan\s+tai\s+chinh\b"
    r"|(?:tu\s+phap|dia\s+chinh|ke\s+toan|tai\s+chinh)\s+(?:xa|phuong|thi\s+tran)\b"
)

# What begins a body even at the head of a sentence, where most words are not names.
_SURE = (
    any_of("""
    van phong | vp | trung tam | bo phan | cong chuc | cong an | lien doan | lien minh | mttq
    mttqvn | ub mttq | ubmttq | ubmttqvn | ubmt | mat tran | uy ban | ubnd | hdnd | hoi dong
    thuong truc | chi cuc | tong cuc | dang uy | tinh uy | huyen uy | thanh uy | thi uy | quan uy
    cap uy | dang bo | chi bo | bao hiem | bhxh | ngan hang | dien luc | buu dien | cong ty
    tong cong ty | tap doan | vnpt | viettel | mobifone | hop tac xa | htx | kho bac | kbnn
    toa an | tand | vien kiem sat | vksnd | bchqs | hai quan | lanh dao | chu tich | giam doc
    pho chu tich | thu truong | nguoi dung dau | bi thu | chanh van phong | thi hanh an
    bch | benh vien | nha truong | tinh doan | huyen doan | thanh doan | cong doan | hiep hoi | bql
    bcd | doan the | nhcsxh | so | phong | ban | bao | cuc | hat | don | tram | khoi | nganh
    """)
    + r"|thanh\s+tra\s+(?:tinh|huyen|thanh\s+pho|so|bo|chinh\s+phu|nhan\s+dan|nha\s+nuoc)"
    rf"|bo\s+(?:chi\s+huy|chqs|doi|cong\s+an|quoc\s+phong|ngoai\s+giao|{SECTORS})"
    r"|dai\s+(?:phat|pt|truyen|tt|khi\s+tuong)|quan\s+su\s+(?:xa|phuong|thi\s+tran)"
    r"|(?:thue|thong\s+ke)\s+(?:tinh|thanh\s+pho|co\s+so)|vien\s+(?:nghien\s+cuu|quy\s+hoach)"
    rf"|hoi\s+(?:lien|dong|{_ASSOCIATIONS})|lien\s+hiep\s+(?:cac\s+)?hoi"
    r"|doan\s+(?:thanh\s+nien|tn|tncs|dbqh|dai\s+bieu|luat\s+su|xa|phuong|khoi)"
    r"|doi\s+(?:quan\s+ly|canh\s+sat|thue)"
    rf"|truong\s+(?:cac|thon|ban|phong|khu|ap|cao|dai|chinh\s+tri|trung|ptdt|{_SCHOOLS})"
    r"|to\s+(?:cong\s+(?:nghe|tac)|dan\s+pho|truong|giup\s+viec|hoa\s+giai|de\s+an)"
    r"|(?:co\s+quan|don\s+vi|dia\s+phuong)(?=\s*,|\s+(?:va|co\s+lien\s+quan|lien\s+quan|chuyen\s+mon"
    r"|su\s+nghiep|truc\s+thuoc|thuoc|thuong\s+truc|dau\s+moi)\b)"
    r"|(?:cac|toan\s+the)\s+(?:so|ban|nganh|phong|co\s+quan|don\s+vi|dia\s+phuong|to|doan"
    r"|hoi|truong|xa|phuong|huyen|thi\s+(?:xa|tran)|thanh\s+(?:pho|vien)|thon|khu|bo\s+phan|cap"
    r"|cong\s+(?:chuc|ty|an)|can\s+bo|chuyen\s+mon|dong\s+chi|doanh\s+nghiep|ubnd|uy\s+ban"
    r"|trung\s+tam|chi\s+(?:cuc|nhanh|bo)|ngan\s+hang|khoi|tram|dac\s+khu|quan|mat\s+tran)"
)
# What besides begins a body inside a list of bodies.
_LISTED = any_of("""
    cac | toan the | moi | vien chuc | can bo | chuyen vien | thanh tra | thanh nien | nhnn | evn
    agribank | doanh nghiep | quan su | dan quan | dai bieu | dbqh | thanh vien | nhan dan
    nguoi dan | cong dan | cu tri | ho gia dinh | ho dan | cong dong | cong thong tin | cong ttdt
    trang thong tin | bv | co so | nha van hoa | thu vien | bao tang | co quan | don vi | cum
    dia phuong | to chuc | ca nhan | thon | buon | lang | ap | khom | khu pho | khu dan cu | tdp
    xi nghiep | vuon quoc gia | hoc vien | dai hoc | quoc hoi | chinh phu | chi nhanh | chi hoi
    chi doan | chinh quyen | nhan vien | cong tac vien | hoa giai vien | nguoi co uy tin | xom
    nguoi hoat dong | nguoi lao dong | phu huynh | hoc sinh | giao vien | tyt | dtn | hnd | hpn
    hlhpn | hccb | lien hiep | pho giam doc | tt hdnd | tt[.] hdnd | tt pvhcc | bo | dai | to
    vien | hoi | doan | doi | truong | quy | thue
""")
_SURE_BODY = re.compile(rf"{_NO_BODY}(?:{_SURE})(?!\w)")
_LISTED_BODY = re.compile(rf"(?:to\s+chuc|{_NO_BODY}(?:{_SURE}|{_LISTED}))(?!\w)")

_QUALIFIERS = any_of("""
    co lien quan | lien quan | cap | tinh | huyen | xa | phuong | thanh pho | thi xa | thi tran
    dac khu | chuyen mon | truc thuoc | thuoc | khac | tren | chinh tri | ct | quan chung | cua
    duoc | theo | trong | dong tren | su nghiep | khong chuyen trach | nha nuoc | cung cap
    trung uong | tw | phu trach
""")
_GROUPS = tuple(
    (
        re.compile(
            r"(?:^|\b(?:cac|moi|tung|toan\s+the|thu\s+truong|lanh\s+dao|nguoi\s+dung\s+dau"
            rf"|doi\s+ngu|va|,|/)\s+|[,/])(?:(?:{nouns})\s+)*(?:{nouns})$"
        ),
        re.compile(
            rf"(?:(?:{nouns})\s+)*(?:{nouns})(?=\s*(?:$|[.;,/\n:()]|\b(?:va|cung|{_QUALIFIERS})\b))"
        ),
    )
    for nouns in (
        any_of("""
            so | ban | nganh | phong | co quan | don vi | dia phuong | doan the | hoi | to chuc
            ca nhan | doanh nghiep | bo phan | chuyen mon | khoi
        """),
        any_of(
            "thon | ban | buon | lang | ap | xom | khom | khu pho | to dan pho | tdp | khu dan cu"
        ),
        any_of("""
            can bo | cong chuc | vien chuc | nguoi lao dong | dang vien | giao vien | hoc sinh
            nguoi hoat dong khong chuyen trach
        """),
    )
)


# What a name cannot end with: "Ủy ban | MTTQ Việt Nam", "Công chức Văn | phòng - Thống kê".
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:"
    + any_of("""
    uy ban | van phong | cong chuc | vien chuc | chu tich | pho chu tich | dai bieu | chi huy | van
    thuong truc | lanh dao | thu truong | truong | cac | cua | thuoc | chuyen mon | hoi dong | so
    phong | ban | trung tam | bao hiem | lien minh | hiep hoi | bo phan | chi cuc | cong ty | khoi
    ngan hang | giam doc | bi thu | toa an | vien kiem sat | uy vien | thanh vien | can bo
    nguoi dung dau
    """)
    + r")\s*$|[-&/]\s*$"
)


def begins_body(text: str, at: int = 0, *, sure: bool = False) -> bool:
    """Tell whether the name of a body begins here; `sure` for the head of a sentence or heading.

    Inside a list more counts: there "nhân dân" and "tổ chức" can only be names.
    """
    start = text[at : at + 80]
    plain = bare(start)
    if _POSTS.match(plain):
        return True
    found = (_SURE_BODY if sure else _LISTED_BODY).match(plain)
    return found is not None and _has_own_dau(start[: found.end()])


def _has_own_dau(written: str) -> bool:
    allowed = OWN_DAU.get(bare(written))
    return allowed is None or written.lower() in allowed or written.isascii()


def is_unfinished(before: str) -> bool:
    """Tell whether a line ends within a name, so that the next line goes on with it. Bare text."""
    return bool(_UNFINISHED.search(before))


def goes_on_as_group(before: str, after: str) -> bool:
    """Tell whether a general noun goes on the list before it: "các sở, ban, ngành". Bare texts.

    "các ban, ngành, Hội Nông dân" ends before "Hội", which is a name and no general noun there.
    """
    return any(head.search(before) and tail.match(after) for head, tail in _GROUPS)
