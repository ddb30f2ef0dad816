"""What plans promise: each number on its own, of the right component, for the right year."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import targets
from tasks.reading.values import Cell, Document, Paragraph, ReadTarget, Table
from tests.tasks.reading.versions import FRAMEWORKS

SEEDS: Path = settings.BASE_DIR.parent / "shared" / "seeds"
YEAR = 2024


def read(*paragraphs: str, year: int | None = YEAR) -> tuple[list[ReadTarget], list[str]]:
    found, remarks = targets.read(paragraphs, FRAMEWORKS, year)
    assert {remark.field for remark in remarks} <= {"targets"}
    return list(found), [remark.message for remark in remarks]


def brief(target: ReadTarget) -> str:
    """Return a target as "code kind value-value_to group count region", without what is empty."""
    numbers = "-".join(number for number in (target.value, target.value_to) if number)
    count = "" if target.count is None else str(target.count)
    parts = (target.component, target.kind, numbers, target.group, count, target.region)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("behind", ["năm 2024", "và tăng 2 bậc", "(theo xếp hạng)"])
def test_first_of_a_region_without_a_name_is_unclear(behind: str) -> None:
    found, remarks = read(f"Phấn đấu PAPI đứng đầu khu vực {behind}")

    assert [target for target in found if target.kind == "first_in_region"] == []
    assert len(remarks) == 1


@pytest.mark.parametrize(
    ("sentence", "promised"),
    [
        ("Chỉ số PAPI đạt từ 46,40 điểm trở lên", ["0 score_min 46.40"]),
        ("Phấn đấu PAPI đạt trên 45 điểm so với 43,5 điểm năm 2023", ["0 score_min 45"]),
        ("Quản trị điện tử: 3,5 - 3,8 điểm", ["8 score_min 3.5-3.8"]),
        ("Chỉ số PAPI tăng từ 43,44 điểm lên 45 điểm", ["0 score_min 45"]),
        ("Chỉ số PAPI tăng từ 1,56 điểm trở lên so với năm 2023", ["0 change 1.56"]),
        ("tăng ít nhất 01 bậc so với năm 2023", ["0 steps_up 1"]),
        ("tăng từ 02 đến 03 bậc", ["0 steps_up 2-3"]),
        ("thuộc nhóm đạt điểm cao nhất", ["0 group_min CN"]),
        ("duy trì trong nhóm 16 tỉnh, thành phố có điểm cao nhất", ["0 group_min CN"]),
        ("nằm trong nhóm các tỉnh đạt điểm “Cao”", ["0 group_min CN"]),
        ("thuộc nhóm 2 (nhóm trung bình - cao) của cả nước", ["0 group_min TBC"]),
        ("xếp loại Trung bình thấp trở lên", ["0 group_min TBT"]),
        ("đứng trong top 10 của cả nước", ["0 rank_range 1-10"]),
        ("xếp thứ 10-15/63 tỉnh, thành phố", ["0 rank_range 10-15"]),
        ("xếp thứ hạng từ 10 đến 15", ["0 rank_range 10-15"]),
        ("xếp 20/63 tỉnh, thành phố cả nước", ["0 rank_range 1-20"]),
        ("nằm trong nhóm 25 địa phương dẫn đầu", ["0 rank_range 1-25"]),
        ("nằm trong nhóm 20 địa phương dẫn đầu cả nước", ["0 rank_range 1-20"]),
        ("nằm trong nhóm 10 tỉnh có điểm số cao nhất", ["0 rank_range 1-10"]),
        ("đứng đầu các tỉnh vùng Tây Bắc", ["0 first_in_region Tây Bắc"]),
        (
            "Dẫn đầu khu vực Đồng bằng sông Hồng và đứng đầu cả nước",
            ["0 first_in_region Đồng bằng sông Hồng", "0 rank_range 1-1"],
        ),
        (
            "08 chỉ số nội dung thuộc nhóm “Trung bình cao” trở lên, trong đó 03 chỉ số nhóm “Cao”",
            ["0 count_in_group TBC 8", "0 count_in_group CN 3"],
        ),
        ("Mức độ hài lòng tại Chỉ số PAPI đạt 85% trở lên", ["0 percent_min 85"]),
    ],
)
def test_each_number_is_a_promise_of_its_kind(sentence: str, promised: list[str]) -> None:
    found, remarks = read(sentence)

    assert [brief(target) for target in found] == promised
    assert remarks == []


def test_a_dimension_promises_three_things_in_one_line() -> None:
    found, _ = read(
        "+ Chỉ số nội dung “Công khai, minh bạch”: Đạt 5,6 điểm; thuộc nhóm đạt điểm cao nhất "
        "(tăng 0,14 điểm so với năm 2023)."
    )

    assert [brief(target) for target in found] == [
        "2 score_min 5.6",
        "2 group_min CN",
        "2 change 0.14",
    ]
    assert [target.text for target in found] == [
        "Chỉ số nội dung “Công khai, minh bạch”: Đạt 5,6 điểm",
        "thuộc nhóm đạt điểm cao nhất",
        "tăng 0,14 điểm so với năm 2023",
    ]


@pytest.mark.parametrize(
    ("sentence", "component"),
    [
        ("Chỉ số Quản trị môi trường đạt 4,5 điểm", "7"),
        ("đối với nội dung “Trách nhiệm giải trình với người dân”, đạt trên 6,00 điểm", "3"),
        ("Chỉ số thành phần “Danh sách hộ nghèo” đạt 1,8 điểm trở lên", "2.2"),
        ("Tham gia của người dân cơ cấp cơ sở: 5,36 điểm", "1"),
        ("Điểm tổng hợp đạt 45 điểm", "0"),
    ],
)
def test_the_component_is_the_one_named(sentence: str, component: str) -> None:
    found, _ = read(sentence)

    assert [target.component for target in found] == [component]


def test_several_dimensions_in_one_sentence_stay_apart() -> None:
    found, _ = read(
        "đối với nội dung “Thủ tục hành chính công”, phấn đấu đạt trên 7,50 điểm (tăng 0,46 điểm "
        "so với 7,04 điểm); đối với nội dung “Cung ứng dịch vụ công”, phấn đấu đạt trên 7,80 điểm"
    )

    assert [brief(target) for target in found] == [
        "5 score_min 7.50",
        "5 change 0.46",
        "6 score_min 7.80",
    ]


def test_a_lead_in_says_whom_the_lines_below_speak_of() -> None:
    found, remarks = read(
        "- Nội dung “Quản trị điện tử”:",
        "+ Đạt 4,3 điểm.",
        "+ Thuộc nhóm cao nhất.",
        "- Xếp thứ 10 cả nước.",
        "a) Chỉ số PAR INDEX:",
        "- Xếp thứ 12 cả nước.",
    )

    assert [brief(target) for target in found] == [
        "8 score_min 4.3",
        "8 group_min CN",
        "0 rank_range 1-10",
        "0 rank_range 1-12",
    ]
    assert [target.index for target in found] == ["papi", "papi", "papi", "par_index"]
    assert remarks == []


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Phấn đấu đến năm 2030, Chỉ số PAPI đạt tối thiểu 46 điểm", 2030),
        ("Chỉ số PAPI đạt tối thiểu 46 điểm vào năm 2026", 2026),
        ("Chỉ số PAPI đạt 46 điểm, tăng so với năm 2023", YEAR),
    ],
)
def test_the_year_is_the_one_said_or_the_plans(sentence: str, year: int) -> None:
    found, _ = read(sentence)

    assert [target.year for target in found] == [year]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2022 Chỉ số PAPI đạt 41,5 điểm, xếp thứ 40.",
        "Điểm trung bình cả nước là 43,6 điểm (năm 2023 là 43,78 điểm).",
        "100% cán bộ được tập huấn về Chỉ số PAPI.",
        "Phát huy sự tham gia của mọi tầng lớp nhân dân.",
        "Nhóm giải pháp nâng cao chất lượng phục vụ.",
    ],
)
def test_results_and_other_sentences_promise_nothing(sentence: str) -> None:
    assert read(sentence) == ([], [])


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("phấn đấu Chỉ số PAPI năm 2024 tăng bậc so với năm 2023", "tăng bậc"),
        ("Chỉ số PAPI có sự cải thiện về điểm số, xếp hạng", "không nêu con số"),
        ("tăng vị trí xếp hạng", "không nêu con số"),
        ("vị trí 5/14 tỉnh vùng Bắc Trung bộ", "nhập tay"),
        ("không để chỉ số nội dung nào thuộc nhóm thấp nhất", "nhập tay"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95% trở lên", "nhập tay"),
        ("Chỉ số PAPI, tỷ lệ hồ sơ đúng hạn đạt 95% trở lên", "nhập tay"),
        ("Chỉ số nội dung “Phòng cháy”: đạt 5 điểm", "chưa rõ thuộc chỉ số nội dung nào"),
        ("Các Chỉ số PAPI, PAR INDEX thuộc nhóm cao nhất", "chưa rõ thuộc"),
        ("1 | Tham gia của người dân | 5,31 | 5,36", "Bảng mục tiêu"),
    ],
)
def test_what_cannot_be_kept_is_said(sentence: str, said: str) -> None:
    found, remarks = read(sentence)

    assert found == []
    assert said in remarks[0]


def test_without_the_years_version_nothing_is_kept_but_said() -> None:
    found, remarks = read("Chỉ số PAPI đạt 45 điểm", "xếp thứ 10", year=None)

    assert found == []
    assert "2 mục tiêu" in remarks[0]


@given(st.text(alphabet="Chỉ sốPAIđạtnhómxếpthứ cao12,;.()“”:%vùng", max_size=120))
def test_any_sentence_is_read_and_keeps_its_own_words(sentence: str) -> None:
    for target in read(sentence)[0]:
        assert target.text.rstrip(")") in sentence


def lines(*texts: str) -> Document:
    return Document(tuple(Paragraph(text) for text in ("KẾ HOẠCH", "Nâng cao PAPI", *texts)))


def test_goals_stand_in_their_section_only() -> None:
    plan = lines(
        "I. MỤC TIÊU, YÊU CẦU",
        "1. Mục tiêu chung:",
        "Đạt 45 điểm.",
        "2. Mục tiêu cụ thể: xếp thứ 10.",
        "- Thuộc nhóm cao nhất.",
        "3. Yêu cầu:",
        "- Chủ động.",
        "II. NHIỆM VỤ",
        "1. Tuyên truyền đạt 5 điểm.",
    )

    assert targets.paragraphs_of(plan) == (
        "Đạt 45 điểm.",
        "2. Mục tiêu cụ thể: xếp thứ 10.",
        "- Thuộc nhóm cao nhất.",
    )


def test_a_section_of_aims_and_goals_begins_with_its_goals() -> None:
    plan = lines(
        "I. MỤC ĐÍCH, YÊU CẦU VÀ MỤC TIÊU CỦA KẾ HOẠCH",
        "1. Mục đích",
        "- Nâng cao.",
        "3. Mục tiêu",
        "- Đạt 45 điểm.",
        "II. GIẢI PHÁP",
    )

    assert targets.paragraphs_of(plan) == ("- Đạt 45 điểm.",)


def test_a_heading_without_label_goes_on_until_the_next_one() -> None:
    plan = lines("MỤC TIÊU", "1. Đạt 45 điểm.", "2. Xếp thứ 10.", "NHIỆM VỤ", "1. Tuyên truyền.")

    assert targets.paragraphs_of(plan) == ("1. Đạt 45 điểm.", "2. Xếp thứ 10.")


def test_elsewhere_only_sentences_that_strive_for_an_index_count() -> None:
    plan = lines(
        "I. MỤC ĐÍCH",
        "a) Cụ thể hóa nhiệm vụ. Phấn đấu Chỉ số PAPI tăng bậc. Phấn đấu 100% hồ sơ đúng hạn.",
    )

    assert targets.paragraphs_of(plan) == ("Phấn đấu Chỉ số PAPI tăng bậc.",)


def test_a_table_of_goals_is_one_paragraph() -> None:
    header, row = (("Chỉ số", "2023", "2024"), ("Tham gia", "5,31", "5,36"))
    rows = tuple(tuple(Cell(text) for text in texts) for texts in (header, row))
    plan = Document((*lines("I. MỤC TIÊU").blocks, Table(rows)))

    assert targets.paragraphs_of(plan) == ("Chỉ số | 2023 | 2024\nTham gia | 5,31 | 5,36",)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no plans in {SEEDS.name}/")
@pytest.mark.parametrize(
    ("seed", "year", "count", "remarks"),
    [
        ("000", 2024, 0, 1),
        ("001", 2024, 0, 1),
        ("002", 2023, 0, 0),
        ("003", 2020, 29, 0),
        ("004", 2023, 5, 1),
    ],
)
def test_real_plans_promise_what_they_promise(
    seed: str, year: int, count: int, remarks: int
) -> None:
    (file,) = SEEDS.glob(f"{seed}_*.txt")
    texts = [line for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    plan = Document(tuple(Paragraph(text) for text in texts if "\t" not in text))

    found, said = read(*targets.paragraphs_of(plan), year=year)

    assert (len(found), len(said)) == (count, remarks)
