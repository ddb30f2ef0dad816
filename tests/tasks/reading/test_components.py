"""What headings and tasks name of an index: tolerant of how offices write, never guessing."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal.text import fold
from tasks.reading import components, wordings
from tasks.reading.values import ComponentName, FrameworkNames
from tests.tasks.reading.versions import FRAMEWORKS, PAPI_2021, version

EVERY_COMPONENT = [(one, part) for one in FRAMEWORKS for part in one.components]
any_component = st.sampled_from(EVERY_COMPONENT)

MERGED = (
    "Dịch vụ chứng thực, xác nhận của chính quyền địa phương; Dịch vụ cấp giấy chứng nhận "
    "quyền sử dụng đất và Dịch vụ hành chính ở cấp xã"
)


def names(part: ComponentName) -> list[str]:
    return [name for name in (part.name, part.short_name) if name]


@pytest.mark.parametrize("write", [str, fold, str.upper, "{}.".format, "1.1. {}:".format])
@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda one: one.code)
def test_every_name_means_its_own_component(framework: FrameworkNames, write: type[str]) -> None:
    wrong = [
        (part.code, name)
        for part in framework.components
        for name in names(part)
        if components.match(write(name), framework, within=part.parent).codes != (part.code,)
    ]
    assert wrong == []


@settings(deadline=None)
@given(component=any_component, data=st.data())
def test_a_misspelt_letter_never_makes_another_component(
    component: tuple[FrameworkNames, ComponentName], data: st.DataObject
) -> None:
    framework, part = component
    name = data.draw(st.sampled_from(names(part)))
    at = data.draw(st.integers(0, len(name) - 1))
    typed = data.draw(st.sampled_from(["", name[at] * 2, *string.ascii_lowercase, "ơ", "ạ"]))

    found = components.match(name[:at] + typed + name[at + 1 :], framework, within=part.parent)

    assert found.codes in ((), (part.code,))


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "1", "5", "9"]))
def test_any_text_is_read_without_failing(text: str, within: str) -> None:
    components.match(text, PAPI_2021, within=within)
    components.named_in(text, PAPI_2021, within)
    components.index_of(text, FRAMEWORKS)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Tham gia", "1"),
        ("Tăng cường sự tham gia", "1"),
        ("1. Sự tham gia của người dân ở cấp cơ sở", "1"),
        ("1. Đối với nội dung “Tham gia của người dân cơ cấp cơ sở”:", "1"),
        ("1.1.Nội dung “Tham gia của người dân ở cấp cơ sở”", "1"),
        ("- Công khai trong việc ra quyết định ở địa phương.", "2"),
        ("1.2. Nội dung “Công khai, minh bạch trong hoạch định chính sách”", "2"),
        ("Nội dung 3: Trách nhiệm giải trình với người dân", "3"),
        ("Về Chỉ số nội dung “Kiểm soát tham nhũng trong khu vực công”", "4"),
        ("Cải thiện chỉ số nội dung Thủ tục hành chính công (TTHC)", "5"),
        ("TTHC công", "5"),
        ("VI. CUNG ỨNG DỊCH VỤ HÀNH CHÍNH CÔNG", "6"),
        ("Quảntrị môitrường", "7"),
        ("Quàn trị điện tử", "8"),
        ("Nâng cao Chỉ số Quản trị điện tử năm 2024", "8"),
    ],
)
def test_a_heading_names_a_dimension(heading: str, code: str) -> None:
    assert components.match(heading, PAPI_2021).codes == (code,)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("a) Tri thức công dân về chính sách hiện hành", "1.1"),
        ("c) Chất lượng bầu cử Trưởng thôn", "1.3"),
        ("d) Tham gia đóng góp tự nguyện", "1.4"),
        ("b) Công khai danh sách hộ nghèo", "2.2"),
        ("c) Công khai thu chi ngân sách", "2.3"),
        ("d) Công khai quy hoạch, kế hoạch sử dụng đất và giá bồi thường, thu hồi đất", "2.4"),
        ("a) Mức độ và Hiệu quả trong tiếp xúc với chính quyền", "3.1"),
        ("b) Giải quyết khiếu nại, tố giác của người dân", "3.2"),
        ("a) Kiểm soát tham nhũng trong chính quyền địa phương", "4.1"),
        ("b) Quyết tâm chống tham nhũng của chính quyền địa phương", "4.4"),
        ("Cấp GCNQSDĐ", "5.3"),
        ("Thủ tục hành chính cấp xã", "5.4"),
        ("Nâng cao hơn nữa chất lượng cung cấp dịch vụ y tế công lập", "6.1"),
        ("Cải thiện chất lượng giáo dục, nhất là giáo dục tiểu học công lập", "6.2"),
        ("b) Hạ tầng căn bản", "6.3"),
        ("c) Tăng cường các biện pháp đảm bảo an ninh, trật tự tại địa bàn khu dân cư", "6.4"),
        ("Nghiêm túc trong BVMT", "7.1"),
        ("a) Sử dụng Cổng/Trang thông tin điện tử của chính quyền địa phương", "8.1"),
        ("c) Phục đáp của chính quyền qua Cổng thông tin điện tử", "8.3"),
    ],
)
def test_a_heading_below_a_dimension_names_a_sub_indicator(heading: str, code: str) -> None:
    assert components.match(heading, PAPI_2021, within=code[0]).codes == (code,)


@pytest.mark.parametrize(
    ("heading", "within", "codes"),
    [
        (
            MERGED,
            "5",
            ("5.1", "5.3", "5.4"),
        ),
        ("b) Chất lượng không khí và chất lượng nước", "7", ("7.2", "7.3")),
        ("Chất lượng không khí, nước", "7", ("7.2", "7.3")),
        ("Kiểm soát tham nhũng trong chính quyền và cung ứng dịch vụ công", "4", ("4.1", "4.2")),
        ("Y tế công lập và giáo dục tiểu học công lập", "6", ("6.1", "6.2")),
        ("Nội dung “Công khai, minh bạch” và “Trách nhiệm giải trình”", "", ("2", "3")),
        ("Quản trị môi trường và điện tử", "", ("7", "8")),
    ],
)
def test_a_heading_may_merge_several(heading: str, within: str, codes: tuple[str, ...]) -> None:
    assert components.match(heading, PAPI_2021, within=within).codes == codes


@pytest.mark.parametrize(
    ("heading", "within", "named"),
    [
        ("Quản trị", "", ["7 “Quản trị môi trường”", "8 “Quản trị điện tử”"]),
        ("Y tế và giáo dục", "6", ["6.1 “Y tế công lập”", "6.2"]),
        ("Bảo vệ môi trường", "7", ["7.1"]),
        ("Chính quyền điện tử", "", ["8"]),
        ("Giải pháp về môi trường", "", ["7"]),
        ("Minh bạch", "", ["2"]),
        ("Thủ tục hành chính", "5", ["5.4"]),
    ],
)
def test_what_is_near_several_or_half_said_is_a_doubt(
    heading: str, within: str, named: list[str]
) -> None:
    found = components.match(heading, PAPI_2021, within=within)

    assert found.codes == ()
    assert [name for name in named if name not in found.doubts[0]] == []
    assert f"“{heading}”" in found.doubts[0]


@pytest.mark.parametrize(
    "heading",
    [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NHIỆM VỤ VÀ GIẢI PHÁP THỰC HIỆN",
        "3. Công tác thông tin, tuyên truyền",
        "Chỉ số hiệu quả quản trị và hành chính công (PAPI)",
        "Đẩy mạnh cung ứng dịch vụ công trực tuyến toàn trình",
        "Cải cách thủ tục hành chính",
        "Cải thiện môi trường đầu tư, kinh doanh",
        "Vận động người dân tham gia bảo hiểm y tế",
        "Công an xã chủ trì giữ vững an ninh trật tự, tuyên truyền người dân tham gia phong trào",
        "Công an, quân sự, y tế, giáo dục, thuế, điện, nước, đất đai, xây dựng, môi trường",
        "",
        "1.",
    ],
)
def test_other_headings_name_nothing_and_raise_no_doubt(heading: str) -> None:
    assert components.match(heading, PAPI_2021) == components.Match()


def test_a_sentence_that_mentions_words_is_no_heading() -> None:
    task = "Tuyên truyền, vận động người dân tham gia vào các tổ chức chính trị - xã hội, đoàn thể"

    assert components.match(task, PAPI_2021, within="1").codes == ()


def test_the_same_heading_means_another_code_in_another_version() -> None:
    def code(year: int) -> tuple[str, ...]:
        framework = components.framework_for(FRAMEWORKS, "papi", year)
        assert framework is not None
        return components.match("Danh sách hộ nghèo", framework, within="2").codes

    assert (code(2016), code(2024)) == (("2.1",), ("2.2",))


@pytest.mark.parametrize(
    ("text", "within", "codes"),
    [
        ("Giữ vững an ninh, trật tự trên địa bàn khu dân cư\n- Nâng cao chất lượng", "6", ["6.4"]),
        ("Tiếp tục cải thiện cơ sở hạ tầng căn bản: Đảm bảo cung cấp điện.", "6", ["6.3"]),
        ("Rà soát hộ nghèo. Công khai danh sách các hộ nghèo tại trụ sở.", "2", ["2.2"]),
        ("Thực hiện đúng quy định về công khai thu, chi ngân sách cấp xã.", "2", ["2.3"]),
        ("Hỗ trợ người dân tiếp cận các dịch vụ tư pháp khi có nhu cầu.", "3", ["3.3"]),
        ("Nâng cao chất lượng y tế công lập và giáo dục tiểu học công lập.", "6", ["6.1", "6.2"]),
        ("Đảm bảo an ninh chính trị, trật tự an toàn xã hội", "6", []),
        ("Tuyên truyền Luật Tiếp cận thông tin", "2", []),
        ("Đẩy mạnh cải cách thủ tục hành chính", "5", []),
        ("Chất lượng. Nước sạch được cấp tới hộ dân", "7", []),
    ],
)
def test_a_task_names_sub_indicators_of_its_dimension(
    text: str, within: str, codes: list[str]
) -> None:
    assert list(components.named_in(text, PAPI_2021, within).codes) == codes


def test_an_enumeration_behind_the_lead_in_is_only_a_doubt() -> None:
    text = "Khảo sát mức độ hài lòng, nhất là dịch vụ: Chứng thực, xác nhận, giấy phép xây dựng."

    found = components.named_in(text, version("papi-2019"), "5")

    assert found.codes == ()
    assert "5.1" in found.doubts[0]
    assert "5.2" in found.doubts[0]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Xét duyệt công khai, minh bạch danh sách các hộ nghèo.", ["2.2"]),
        ("Bảo đảm an ninh trật tự; nâng cao hiệu quả phong trào.", ["6.4"]),
        ("Kiểm soát tham nhũng trong cung ứng dịch vụ công.", ["4.2"]),
        ("Nâng cao chất lượng khám chữa bệnh cho nhân dân.", []),
        ("Tạo điều kiện để người dân tiếp cận thông tin chính thống.", []),
        ("Công khai, minh bạch các thủ tục.", []),
    ],
)
def test_a_task_outside_dimensions_counts_with_one_full_name(text: str, codes: list[str]) -> None:
    assert list(components.named_in(text, PAPI_2021, "").codes) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Bảo đảm an ninh trật tự, công khai danh sách hộ nghèo.",
        "Cấp giấy chứng nhận quyền sử dụng đất; công bố quy hoạch, kế hoạch sử dụng đất.",
    ],
)
def test_a_task_outside_dimensions_that_names_two_is_a_doubt(text: str) -> None:
    found = components.named_in(text, PAPI_2021, "")

    assert found.codes == ()
    assert len(found.doubts) == 1


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("1. Chỉ số Cải cách hành chính và chỉ số hài lòng.", ("par_index", "sipas")),
        ("2. Chỉ số hiệu quả quản trị và hành chính công.", ("papi",)),
        ("3. Chỉ số năng lực cạnh tranh.", ("pci",)),
        ("CHỈ SỐ PAR-INDEX", ("par_index",)),
        ("Chỉ số hài lòng (SIPAS) và Chỉ số PAPI", ("sipas", "papi")),
        ("Chỉ số chuyển đổi số (DTI)", ("dti",)),
        ("Chỉ số năng lực cạnh tranh cấp sở, ngành (DDCI)", ("ddci",)),
        ("Đẩy mạnh cải cách hành chính, nâng cao năng lực cạnh tranh", ()),
        ("Chỉ số papilloma", ()),
    ],
)
def test_a_heading_names_indices(heading: str, codes: tuple[str, ...]) -> None:
    assert components.index_of(heading, FRAMEWORKS) == codes


@pytest.mark.parametrize(
    ("index", "year", "code"),
    [
        ("papi", 2011, "papi-2011"),
        ("papi", 2018, "papi-2018"),
        ("papi", 2020, "papi-2019"),
        ("papi", 2031, "papi-2021"),
        ("par_index", 2023, "par_index-2022"),
        ("par_index", 2020, None),
        ("papi", 2010, None),
        ("papi", None, None),
        ("dti", 2024, None),
    ],
)
def test_a_year_is_measured_by_one_version(index: str, year: int | None, code: str | None) -> None:
    found = components.framework_for(FRAMEWORKS, index, year)

    assert (found and found.code) == code


def test_other_wordings_belong_to_official_names() -> None:
    official = {part.name for _, part in EVERY_COMPONENT}

    assert {*wordings.OTHER_NAMES, *wordings.EVERYDAY} - official == set()
