"""The verbs that end the name of a body in a sentence: "Sở Công Thương | chủ trì tham mưu …"."""

import re

from tasks.reading.bodies import any_of, bare

# Never part of a name.
_SURE = any_of("""
    chu tri | tham muu | phoi hop | trien khai | thuc hien | ra soat | don doc | tiep tuc
    tang cuong | lam dau moi | chiu trach nhiem | co trach nhiem | co nhiem vu | bao cao
    theo doi | de xuat | ban hanh | bo tri | khan truong | chu dong | dinh ky | tap trung
    day manh | quan tam | bao dam | dam bao | nang cao | quan triet | pho bien | cap nhat
    dang tai | niem yet | giai quyet | nghiem tuc | can cu | tren co so | kip thoi | tham gia
    phat huy | duy tri | tien hanh | danh gia | xac dinh | cham diem | quyet liet | hoan thanh
    cai thien | khac phuc | xu ly | cong bo | cong khai | lua chon | huy dong | tao dieu kien
    khuyen khich | trong viec | trong cong tac | trong qua trinh | trong linh vuc | nham | sau khi
    dua tin | tham dinh | thong bao | nang cap | mo rong | van hanh | tap huan | lay y kien
    phan cong | phan dau | xem xet | cung cap | nghien cuu | boi duong | gop phan | duoc giao
    duoc phan cong | tich cuc | gan voi | ket hop | ung dung | bien soan | phat dong | nhan rong
    quy dinh | doi moi | phat hien | giao | gui | tong hop | thuong xuyen | chi dao | van dong
    ho tro | de nghi | yeu cau | phai | can | de | trong trien khai | trong thuc hien
    trong giai quyet | trong thoi gian | theo | la | khi | se | nen | can phai | tu | lap ke hoach
    lanh dao viec | lanh dao xay dung | lanh dao thuc hien | lanh dao to chuc | lanh dao trien khai
    tong ket | so ket | doi thoai
""")
# These stand in names too ("Ban Chỉ đạo", "giáo dục thường xuyên"): not behind such a word.
_IN_NAMES = any_of("""
    kiem tra | giam sat | huong dan | thanh tra | thong tin | tuyen truyen | quan ly | tiep nhan
    chi dao | tong hop | thuong xuyen | van dong | ho tro | nghien cuu | ung dung | boi duong
    cung cap | tham muu | tuan tra
""")
_NAME_GOES_ON = re.compile(
    r"(?:\b(?:so|phong|ban|trung tam|vien|doan|to|bo phan|co quan|uy ban|can bo|cong chuc|hoi"
    r"|chi cuc|cuc|quy|doi|giao duc|du an|don vi|va)|[-,&])\s*$"
)
_VILLAGE = re.compile(r"\b[Bb]ản\s*$")  # reads like "ban"
_VERB = re.compile(
    rf"\b(?:{_SURE}|{_IN_NAMES}"
    r"|to\s+chuc(?!\s*(?:$|[.,;:]|(?:va|chinh\s+tri|ct|xa\s+hoi|doan\s+the|thanh\s+vien|dang|nay"
    r"|hanh\s+chinh|su\s+nghiep|tinh|huyen|uy|co\s+lien\s+quan|lien\s+quan|ca\s+nhan|khac)\b))"
    r"|xay\s+dung(?=\s+(?:va|cac|ke\s+hoach|chuong\s+trinh|quy\s+che|phuong\s+an|du\s+thao"
    r"|noi\s+dung|van\s+ban|de\s+an|bao\s+cao|tai\s+lieu|mo\s+hinh|chuyen|he\s+thong|bo)\b))(?!\w)"
)
_NOT_ALWAYS = re.compile(rf"(?:{_IN_NAMES})")
_GENERAL = re.compile(r"\b(?:cac|nhung|moi)\s+$")
# Words that without dấu are also others ("để" and "đề án") count only as written here.
_OWN_DAU = {
    "de": "để",
    "la": "là",
    "phai": "phải",
    "can": "cần",
    "tu": "từ",
    "se": "sẽ",
    "nen": "nên",
    "giao": "giao",
    "gui": "gửi",
}


_LOOK_BACK = 40


def first_verb(text: str, at: int = 0) -> int | None:
    """Return where the first verb stands that is no part of a name; None when there is none.

    Verbs are written small, unless all is in capitals.
    """
    plain, shouted = bare(text), text.isupper()
    for match in _VERB.finditer(plain, at):
        words = text[match.start() : match.end()]
        right = _OWN_DAU.get(match[0], words.lower()) == words.lower()
        behind = text[max(at, match.start() - _LOOK_BACK) : match.start()]
        if right and (shouted or words[0].islower()) and not _within_name(match[0], behind):
            return match.start()
    return None


def _within_name(verb: str, behind: str) -> bool:
    """Tell whether the words before make a name of a verb: "Ban chỉ đạo", "các tổ chức"."""
    before = bare(behind)
    if verb.startswith("to "):
        return bool(_GENERAL.search(before))
    if not _NOT_ALWAYS.fullmatch(verb):
        return False
    return bool(_NAME_GOES_ON.search(before)) and not _VILLAGE.search(behind)
