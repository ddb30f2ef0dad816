"""Cells split into the bodies they name; names are kept as written."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal.text import fold
from tasks.reading import bodies, parties, verbs
from tasks.reading import names as naming

BODIES = [
    "Sở Nội vụ",
    "Sở Giáo dục và Đào tạo",
    "Sở Tài nguyên và Môi trường",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Khoa học và Công nghệ",
    "Sở Thông tin và Truyền thông",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Kế hoạch và Đầu tư",
    "Sở GD&ĐT",
    "Sở VH,TT&DL",
    "Ban Dân tộc và Tôn giáo",
    "Văn phòng HĐND và UBND",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Thường trực HĐND xã",
    "UBND tỉnh",
    "UBND các huyện, thị xã, thành phố",
    "UBND các xã, phường, thị trấn",
    "UBND các xã, phường, đặc khu",
    "Các sở, ban, ngành",
    "các ban, ngành, đoàn thể liên quan",
    "các cơ quan, đơn vị, địa phương",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
    "Bộ phận tiếp nhận và trả kết quả",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Báo Lạng Sơn",
    "Công chức Văn phòng - Thống kê",
    "Công chức Tư pháp - Hộ tịch",
    "Địa chính - Xây dựng",
    "Kế toán - Tài chính",
    "Ủy ban MTTQ Việt Nam xã",
    "Hội Liên hiệp Phụ nữ xã",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã",
    "Công ty Điện lực Lạng Sơn",
    "Ngân hàng CSXH",
    "Bưu điện tỉnh",
    "VNPT Lạng Sơn",
    "Liên minh HTX tỉnh",
    "Trạm Y tế xã",
    "Các thôn, tổ dân phố",
    "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn",
    "Trưởng các thôn",
]
ONE = [
    *BODIES,
    "UBND, cấp xã",
    "Văn phòng HĐND và UBND, cấp xã",
    "Phòng Tài nguyên và Môi trường, cấp xã",
    "Văn phòng HĐND và UBND huyện, cấp xã",
    "Văn phòng HĐND-UBND xã",
    "Văn phòng HĐND, UBND huyện",
    "Văn phòng Huyện ủy, HĐND và UBND huyện",
    "HĐND và UBND",
    "Thường trực HĐND và UBND xã",
    "Đảng ủy - HĐND - UBND - UBMTTQ xã",
    "UBND cấp huyện, cấp xã",
    "Các ban, ngành, đoàn thể xã",
    "Sở, ban, ngành, địa phương",
    "Đoàn thể, hội",
    "Các cơ quan, tổ chức, cá nhân có liên quan",
    "Cán bộ, công chức, viên chức xã",
    "thôn/tổ dân phố",
    "Các thôn, bản, tổ dân phố",
    "Cấp ủy, chính quyền các cấp",
    "Thủ trưởng các cơ quan, đơn vị",
    "Các cơ quan tham mưu, giúp việc Tỉnh ủy",
    "Công chức địa chính, xây dựng, Tài nguyên và Môi trường",
    "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường",
    "Địa chính xây dựng và Môi trường xã",
    "Văn hóa và Thông tin",
    "Tư pháp xã",
    "Các chuyên môn liên quan",
    "Sở Lao động, Thương binh và Xã hội",
    "Trung tâm Văn hóa, Thể thao và Truyền thông huyện",
    "Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh",
    "Ban Quản lý khu kinh tế và các khu công nghiệp",
    "Báo và Đài Phát thanh, Truyền hình Lạng Sơn",
    "Chi cục Chăn nuôi và Thú y",
    "Trường Tiểu học và THCS Liên Hội",
    "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
    "các cơ quan thông tấn, báo chí",
]
SEVERAL = {
    "Ủy ban MTTQ Việt Nam và Đoàn thể xã": ["Ủy ban MTTQ Việt Nam", "Đoàn thể xã"],
    "Ủy ban MTTQ Việt Nam, đoàn thể và đại biểu HĐND xã.": [
        "Ủy ban MTTQ Việt Nam",
        "đoàn thể",
        "đại biểu HĐND xã",
    ],
    "MTTQ, các tổ chức chính trị - xã hội và nhân dân": [
        "MTTQ",
        "các tổ chức chính trị - xã hội",
        "nhân dân",
    ],
    "MTTQ, ban, ngành, đoàn thể chính trị- xã hội.": [
        "MTTQ",
        "ban, ngành, đoàn thể chính trị- xã hội",
    ],
    "Các ban, ngành, MTTQ, các đoàn thể chính trị-xã hội, các thôn có liên quan.": [
        "Các ban, ngành",
        "MTTQ",
        "các đoàn thể chính trị-xã hội",
        "các thôn có liên quan",
    ],
    "Các công chức chuyên môn UBND xã, và các thôn.": [
        "Các công chức chuyên môn UBND xã",
        "các thôn",
    ],
    "Công chức - Văn phòng- Thống kê và Bộ phận tiếp nhận và trả kết quả của xã.": [
        "Công chức - Văn phòng- Thống kê",
        "Bộ phận tiếp nhận và trả kết quả của xã",
    ],
    "Văn hóa - Thông tin, Kế toán - Tài chính, Văn phòng – Thống kê": [
        "Văn hóa - Thông tin",
        "Kế toán - Tài chính",
        "Văn phòng – Thống kê",
    ],
    "Các sở, ban, ngành và UBND các huyện": ["Các sở, ban, ngành", "UBND các huyện"],
    "Các ban, ngành, đoàn thể, Hội Nông dân xã": [
        "Các ban, ngành, đoàn thể",
        "Hội Nông dân xã",
    ],
    "Sở TT&TT và Sở KH&CN": ["Sở TT&TT", "Sở KH&CN"],
    "HĐND xã, UBND xã": ["HĐND xã", "UBND xã"],
    "UBND cấp huyện và UBND cấp xã": ["UBND cấp huyện", "UBND cấp xã"],
    "Sở Công Thương /Sở Xây dựng": ["Sở Công Thương", "Sở Xây dựng"],
    "Phòng Nội vụ cùng các phòng, ban liên quan": [
        "Phòng Nội vụ",
        "các phòng, ban liên quan",
    ],
    "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội cùng cấp": [
        "Mặt trận Tổ quốc",
        "các tổ chức chính trị - xã hội cùng cấp",
    ],
    "Tòa án nhân dân, Viện Kiểm sát nhân dân, Cục Thi hành án dân sự tỉnh": [
        "Tòa án nhân dân",
        "Viện Kiểm sát nhân dân",
        "Cục Thi hành án dân sự tỉnh",
    ],
    "Thuế tỉnh, Thống kê tỉnh; BHXH tỉnh": ["Thuế tỉnh", "Thống kê tỉnh", "BHXH tỉnh"],
    "Đội Quản lý thị trường số 3, Đồn Biên phòng Chi Ma": [
        "Đội Quản lý thị trường số 3",
        "Đồn Biên phòng Chi Ma",
    ],
    "UỶ BAN NHÂN DÂN XÃ, CÔNG AN XÃ": ["UỶ BAN NHÂN DÂN XÃ", "CÔNG AN XÃ"],
    "So Noi vu, Cong an tinh": ["So Noi vu", "Cong an tinh"],
    "Chủ trì: Sở Nội vụ, Sở Y tế": ["Sở Nội vụ", "Sở Y tế"],
}
LINES = {
    "- Sở Nội vụ\n- Sở Tư pháp\n- UBND cấp xã": ["Sở Nội vụ", "Sở Tư pháp", "UBND cấp xã"],
    "+ Công an xã;\n+ Các thôn.": ["Công an xã", "Các thôn"],
    "1. Sở Nội vụ\n2. Sở Y tế": ["Sở Nội vụ", "Sở Y tế"],
    "• Sở Nội vụ • Sở Y tế": ["Sở Nội vụ", "Sở Y tế"],
    "Sở Lao động\n- Thương binh và Xã hội\nSở Y tế": [
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Y tế",
    ],
    "Sở Tài nguyên\nvà Môi trường": ["Sở Tài nguyên và Môi trường"],
    "UBND\ncấp xã; Ủy ban\nMTTQ": ["UBND cấp xã", "Ủy ban MTTQ"],
    "Công chức Văn\nphòng - Thống kê\nCông an xã": ["Công chức Văn phòng - Thống kê", "Công an xã"],
    "UBND\ncác xã": ["UBND các xã"],
    "Sở Nội vụ\ncác sở, ban, ngành": ["Sở Nội vụ", "các sở, ban, ngành"],
    "Văn phòng - Thống kê\nTài chính - Kế toán": ["Văn phòng - Thống kê", "Tài chính - Kế toán"],
}
SHARED = {
    "Các Sở: Giáo dục và Đào tạo, Y tế, Văn hóa, Thể thao và Du lịch; Công an tỉnh": [
        "Sở Giáo dục và Đào tạo",
        "Sở Y tế",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Công an tỉnh",
    ],
    "Các Sở Nội vụ và Tài chính": ["Sở Nội vụ", "Sở Tài chính"],
    "Các Sở, ngành: Nội vụ, Thanh tra tỉnh và UBND các huyện": [
        "Sở Nội vụ",
        "Thanh tra tỉnh",
        "UBND các huyện",
    ],
    "UBND các xã: Liên Hội, Điềm He và Tân Đoàn": [
        "UBND xã Liên Hội",
        "UBND xã Điềm He",
        "UBND xã Tân Đoàn",
    ],
}


@pytest.mark.parametrize("name", ONE)
def test_a_name_stays_whole_whatever_commas_it_holds(name: str) -> None:
    assert parties.split(name) == parties.Parties((name,))


@pytest.mark.parametrize(("cell", "names"), SEVERAL.items())
def test_a_body_begins_behind_a_separator(cell: str, names: list[str]) -> None:
    assert parties.split(cell) == parties.Parties(tuple(names))


@pytest.mark.parametrize(("cell", "names"), LINES.items())
def test_lines_are_names_or_wrapped_names(cell: str, names: list[str]) -> None:
    assert parties.split(cell) == parties.Parties(tuple(names))


@pytest.mark.parametrize(("cell", "names"), SHARED.items())
def test_a_head_said_once_goes_before_every_name(cell: str, names: list[str]) -> None:
    assert parties.split(cell) == parties.Parties(tuple(names))


def test_a_head_that_only_seems_to_be_shared_is_doubtful() -> None:
    found = parties.split("Sở Nội vụ, Tài chính; Hội Nông dân, Phụ nữ")

    assert found.names == ("Sở Nội vụ", "Sở Tài chính", "Hội Nông dân", "Hội Phụ nữ")
    assert len(found.doubts) == 2


def test_notes_are_no_names_but_short_names_stay() -> None:
    cell = "Sở Nội vụ (chủ trì (theo Quyết định)), Sở Thông tin và Truyền thông (TT&TT)\n(phối hợp)"

    assert parties.split(cell).names == ("Sở Nội vụ", "Sở Thông tin và Truyền thông (TT&TT)")


def test_a_cell_that_is_only_a_note_is_read_all_the_same() -> None:
    assert parties.split("(Sở Nội vụ)").names == ("Sở Nội vụ",)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "...", ";", "\n"])
def test_an_empty_cell_names_nobody(cell: str) -> None:
    assert parties.split(cell) == parties.Parties()


@pytest.mark.parametrize("cell", ["nt", "như trên", "//", "-nt-"])
def test_a_ditto_that_nobody_resolved_is_doubtful(cell: str) -> None:
    assert parties.split(cell) == parties.Parties((), (naming.DITTO,))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Nội vụ, Sông Đà", ("Sở Nội vụ, Sông Đà",)),
        ("Công chức Tài chính – Kế toán, ngân sách", ("Công chức Tài chính – Kế toán, ngân sách",)),
        ("Phòng Tài nguyên và\nĐịa chính-Xây dựng", ("Phòng Tài nguyên", "Địa chính-Xây dựng")),
        ("Hoàn thiện hồ sơ", ("Hoàn thiện hồ sơ",)),
        ("UBND xã. Đơn vị phối hợp: Công an", ("UBND xã. Đơn vị phối hợp: Công an",)),
        ("UBND các xã, phường: Tam Thanh", ("Tam Thanh",)),
        ("Sở Nội vụ " * 15, (("Sở Nội vụ " * 15).strip(),)),
        ("Sở Nội vụ; " * 500, ()),
    ],
)
def test_what_is_not_certain_is_kept_with_a_doubt(cell: str, names: tuple[str, ...]) -> None:
    found = parties.split(cell)

    assert found.names == names
    assert len(found.doubts) == 1
    assert found.doubts[0].endswith(".")


@pytest.mark.parametrize(
    "words",
    ["số hóa", "bố trí", "báo cáo", "bảo đảm", "đổi mới", "phòng, chống", "hội nghị", "tổ quốc"],
)
def test_words_that_only_look_like_bodies_begin_none(words: str) -> None:
    assert not bodies.begins_body(words)


def joined(names: list[str], separator: str, last: str) -> str:
    return separator.join(names[:-1]) + (last if len(names) > 1 else "") + names[-1]


@given(
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=6),
    st.sampled_from(["; ", ", ", "\n- ", ";\n", ",\n"]),
    st.sampled_from(["", " và ", ", và "]),
)
@settings(max_examples=200, deadline=None)
def test_any_list_of_bodies_comes_back(names: list[str], separator: str, last: str) -> None:
    cell = joined(names, separator, last or separator)
    found = parties.split(cell)

    assert list(found.names) == names
    assert parties.split("; ".join(found.names)) == found


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text))) - {"va"}


@given(
    st.lists(
        st.sampled_from([*BODIES, "Sông Đà", "và", ", ", ";", "- ", "/", "Y tế", "cấp xã"]),
        max_size=12,
    ).map(" ".join)
)
@settings(max_examples=150, deadline=None)
def test_splitting_loses_no_word_and_twice_changes_nothing(cell: str) -> None:
    found = parties.split(cell)

    assert parties.split("; ".join(found.names)).names == found.names
    assert words(cell) <= words(" ".join(found.names))


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    parties.split(text)
    parties.heading_unit(text)
    parties.from_sentence(text)
    verbs.first_verb(text)
    assert len(bodies.bare(text)) == len(text)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        (
            "1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã",
            "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
        ),
        ("Trách nhiệm của các sở, ban, ngành", "các sở, ban, ngành"),
        ("Đối với UBND các xã, phường:", "UBND các xã, phường"),
        ("Văn hóa - Thông tin", "Văn hóa - Thông tin"),
        ("3. Văn hóa – Xã hội xã:", "Văn hóa – Xã hội xã"),
        ("a) Các cơ quan, đơn vị, địa phương", "Các cơ quan, đơn vị, địa phương"),
        ("4. Công chức Tài chính – kế toán xã.", "Công chức Tài chính – kế toán xã"),
        ("Công an tỉnh:", "Công an tỉnh"),
        ("1.2. Sở Nội vụ:", "Sở Nội vụ"),
        ("Sở Nội vụ (cơ quan thường trực)", "Sở Nội vụ (cơ quan thường trực)"),
        ("SỞ NỘI VỤ", "SỞ NỘI VỤ"),
        ("Giao thông - thủy lợi", "Giao thông - thủy lợi"),
        ("Các Sở: Nội vụ, Tài chính", "Các Sở: Nội vụ, Tài chính"),
        ("Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"),
        ("Ban Quản lý dự án đầu tư xây dựng huyện", "Ban Quản lý dự án đầu tư xây dựng huyện"),
        ("Các tổ chức chính trị - xã hội", "Các tổ chức chính trị - xã hội"),
        (
            "b) Các cơ quan được giao hướng dẫn, kiểm tra việc nâng cao Chỉ số PAPI",
            "Các cơ quan được giao hướng dẫn, kiểm tra việc nâng cao Chỉ số PAPI",
        ),
    ],
)
def test_a_heading_may_name_only_a_unit(heading: str, unit: str) -> None:
    assert parties.heading_unit(heading) == unit


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Nhiệm vụ chung",
        "Trách nhiệm chung",
        "Công khai, minh bạch",
        "Tổ chức thực hiện",
        "Trách nhiệm giải trình với người dân",
        "Quản trị môi trường",
        "Thủ tục hành chính công",
        "Thanh tra, kiểm tra, giám sát",
        "Phòng, chống tham nhũng",
        "Số hóa hồ sơ",
        "Các nhiệm vụ, giải pháp chủ yếu",
        "Các chỉ số thành phần",
        "Kinh tế - xã hội",
        "Công chức trực tiếp giải quyết công việc",
        "Đối với nội dung “Công khai, minh bạch”:",
        "Đề nghị Ban Dân vận Tỉnh ủy chỉ đạo các tổ chức chính trị ở cơ sở",
        "Giao Sở Nội vụ theo dõi, tổng hợp",
        "Sở Nội vụ. Sở Tài chính. " * 20,
    ],
)
def test_a_heading_of_contents_or_action_names_no_unit(heading: str) -> None:
    assert parties.heading_unit(heading) is None
