"""The words in which plans speak of the indices and their parts; folded, without dấu.

Names of the components come from the list of indices; here stands only what no list says:
abbreviations, words that carry no meaning in a heading, and other wordings of official names
as PAPI reports and plans use them.
"""

ABBREVIATIONS = {
    "antt": "an ninh trat tu",
    "bhyt": "bao hiem y te",
    "bvmt": "bao ve moi truong",
    "cchc": "cai cach hanh chinh",
    "cntt": "cong nghe thong tin",
    "cqdp": "chinh quyen dia phuong",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "gcn": "giay chung nhan",
    "gcnqsdd": "giay chung nhan quyen su dung dat",
    "gpxd": "giay phep xay dung",
    "gsdtcd": "giam sat dau tu cong dong",
    "nsnn": "ngan sach nha nuoc",
    "pctn": "phong chong tham nhung",
    "qlnn": "quan ly nha nuoc",
    "qsd": "quyen su dung",
    "qsdd": "quyen su dung dat",
    "tthc": "thu tuc hanh chinh",
    "ttdt": "thong tin dien tu",
    "ttnd": "thanh tra nhan dan",
}

STOP_WORDS = {
    *("cac", "cho", "cua", "de", "duoc", "doi", "hoac", "la", "nhung", "o", "qua"),
    *("tai", "theo", "tren", "trong", "va", "vao", "ve", "voi"),
}
"""Words that join others; not "từ", which folded is also the tử of điện tử."""

FILLERS = (
    "bao dam",
    "bien phap",
    "cai thien",
    "cap",
    "chat luong",
    "chi so",
    "chi tieu",
    "chinh quyen",
    "chu trong",
    "cong tac",
    "cu the",
    "cung cap",
    "dam bao",
    "day manh",
    "dia ban",
    "dia phuong",
    "dich vu",
    "duy tri",
    "giai phap",
    "giu vung",
    "hieu qua",
    "hon nua",
    "huyen",
    "khu dan cu",
    "linh vuc",
    "muc do",
    "nang cao",
    "nam",
    "nguoi dan",
    "nhan dan",
    "nhat",
    "nhiem vu",
    "nhom",
    "noi dung",
    "phan",
    "phat huy",
    "phuong",
    "su",
    "tang cuong",
    "thanh pho",
    "thanh phan",
    "thi tran",
    "thi xa",
    "thon",
    "thuc hien",
    "tiep tuc",
    "tieu chi",
    "tinh",
    "tot",
    "to dan pho",
    "trien khai",
    "truc",
    "viec",
    "xa",
)
"""What a heading may say around a name without meaning something else."""

COMPOUNDS = (
    "an ninh mang",
    "an ninh thong tin",
    "an toan thong tin",
    "bao hiem y te",
    "buu chinh cong ich",
    "cai cach hanh chinh",
    "cai cach thu tuc hanh chinh",
    "dich vu cong ich",
    "dich vu cong truc tuyen",
    "kiem soat thu tuc hanh chinh",
    "luat tiep can thong tin",
    "moi truong dau tu",
    "moi truong dien tu",
    "moi truong kinh doanh",
    "moi truong mang",
    "moi truong so",
    "phuc vu hanh chinh cong",
    "tham gia bao hiem",
    "tham gia giao thong",
)
"""Terms that only borrow words of a name: they count as one word of their own."""

TAILS = ("cap co so", "cap xa phuong", "chinh quyen dia phuong", "dia phuong")
"""Ends of official names that plans leave out."""

OTHER_NAMES = {
    "Cơ sở hạ tầng căn bản": ("Cơ sở hạ tầng cơ bản", "Hạ tầng cơ bản", "Hạ tầng căn bản"),
    "Chất lượng nước": ("Chất lượng nguồn nước",),
    "Chứng thực/xác nhận": ("Chứng thực", "Dịch vụ chứng thực", "Công chứng, chứng thực"),
    "Công bằng trong tuyển dụng vào nhà nước": (
        "Công bằng trong tuyển dụng nhân lực vào khu vực công",
        "Công bằng trong xin việc làm vào khu vực nhà nước",
    ),
    "Công khai, minh bạch trong việc ra quyết định ở địa phương": (
        "Công khai, minh bạch trong hoạch định chính sách",
    ),
    "Cung ứng dịch vụ công": ("Cung ứng dịch vụ hành chính công",),
    "Danh sách hộ nghèo": ("Công khai, minh bạch trong bình xét hộ nghèo",),
    "Giải quyết khiếu nại, tố cáo, khúc mắc của người dân": (
        "Giải đáp khiếu nại, tố cáo, khúc mắc của người dân",
        "Giải quyết khiếu nại, tố giác của người dân",
        "Hiệu quả xử lý khiếu nại, tố cáo, khúc mắc của người dân",
    ),
    "Giấy phép xây dựng": ("Cấp phép xây dựng",),
    "Hiệu quả tương tác với các cấp chính quyền": (
        "Mức độ và hiệu quả trong tiếp xúc với chính quyền",
        "Tương tác với chính quyền",
        "Tiếp xúc với chính quyền",
    ),
    "Kế hoạch sử dụng đất, khung giá đền bù": (
        "Kế hoạch sử dụng đất, khung giá đất",
        "Kế hoạch sử dụng đất, bảng giá đất",
    ),
    "Quy hoạch/kế hoạch sử dụng đất, khung giá đền bù": (
        "Quy hoạch, kế hoạch sử dụng đất, khung giá đất",
        "Quy hoạch, kế hoạch sử dụng đất, bảng giá đất",
        "Quy hoạch, kế hoạch sử dụng đất và giá bồi thường, thu hồi đất",
    ),
    "Phúc đáp qua cổng thông tin điện tử": ("Phúc đáp của chính quyền qua cổng thông tin điện tử",),
    "Sử dụng cổng thông tin điện tử của chính quyền địa phương": (
        "Sử dụng Cổng/Trang thông tin điện tử của chính quyền địa phương",
        "Sử dụng trang thông tin điện tử của chính quyền địa phương",
    ),
    "Thủ tục hành chính cấp xã/phường": (
        "Dịch vụ hành chính cấp xã/phường",
        "Dịch vụ hành chính cấp xã",
        "Thủ tục hành chính cấp xã",
    ),
    "Trách nhiệm giải trình với người dân": ("Trách nhiệm giải trình của chính quyền",),
    "Thu, chi ngân sách cấp xã/phường": ("Ngân sách cấp xã/phường", "Ngân sách xã"),
}
"""Other wordings of official names, by the name in the list of indices."""

EVERYDAY = {
    *("Chất lượng nước", "Cơ hội tham gia", "Công chức", "Đào tạo lao động", "Giấy phép xây dựng"),
    *("Thủ tục hành chính", "Tiếp cận dịch vụ", "Tiếp cận thông tin"),
}
"""Names that sentences use in their everyday sense: elsewhere than below their dimension they
name no component."""

INDEX_WORDS = {
    "papi": (
        "papi",
        "hieu qua quan tri va hanh chinh cong",
        "hieu qua quan tri hanh chinh cong",
        "quan tri va hanh chinh cong cap tinh",
    ),
    "par_index": ("par index", "parindex", "chi so cai cach hanh chinh", "chi so cchc"),
    "sipas": ("sipas", "chi so hai long", "chi so ve su hai long", "chi so muc do hai long"),
    "pci": ("pci", "chi so nang luc canh tranh"),
    "ddci": ("ddci", "chi so nang luc canh tranh cap so", "chi so nang luc canh tranh cap huyen"),
    "dti": ("dti", "chi so chuyen doi so", "chi so ve chuyen doi so"),
    "ict_index": ("ict index", "chi so san sang cho phat trien va ung dung cong nghe thong tin"),
    "pgi": ("pgi", "chi so xanh cap tinh"),
}
"""How plans name the indices; also those the portal has no version of, so that none is taken
for PAPI."""
