"""Plans that promise for PAR INDEX, SIPAS and PCI, too: each promise is of the index it names."""

import pytest

from tasks.reading import targets
from tests.tasks.reading.versions import FRAMEWORKS

YEAR = 2026


def promised(*paragraphs: str, year: int | None = YEAR) -> tuple[list[str], list[str]]:
    """Return each target as "index code kind value-value_to", and the remarks."""
    found, remarks = targets.read(paragraphs, FRAMEWORKS, year)
    numbers = ["-".join(filter(None, (one.value, one.value_to))) for one in found]
    brief = [
        f"{one.index} {one.component} {one.kind} {number}".strip()
        for one, number in zip(found, numbers, strict=True)
    ]
    return brief, [remark.message for remark in remarks]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Chỉ số PAR INDEX xếp thứ 20 trở lên", ["par_index 0 rank_range 1-20"]),
        ("PAR INDEX: tăng ít nhất 05 bậc so với năm 2025.", ["par_index 0 steps_up 5"]),
        (
            "Chỉ số hài lòng của người dân (SIPAS) đạt từ 88% trở lên; xếp thứ 15/34 tỉnh",
            ["sipas 0 percent_min 88", "sipas 0 rank_range 1-15"],
        ),
        ("Tỷ lệ người dân hài lòng (SIPAS) đạt trên 90%", ["sipas 0 percent_min 90"]),
        (
            "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) nằm trong nhóm 20 địa phương dẫn đầu",
            ["pci 0 rank_range 1-20"],
        ),
        (
            "Chỉ số CCHC (PAR INDEX) đạt 90,5 điểm; SIPAS đạt trên 85%; PAPI thuộc nhóm cao nhất",
            ["par_index 0 score_min 90.5", "sipas 0 percent_min 85", "papi 0 group_min"],
        ),
        (
            "PAR INDEX tăng 2 bậc; Chỉ số nội dung “Công khai, minh bạch” đạt 5,6 điểm",
            ["par_index 0 steps_up 2", "papi 2 score_min 5.6"],
        ),
    ],
)
def test_promise_is_of_the_index_that_the_sentence_names(sentence: str, wanted: list[str]) -> None:
    assert promised(sentence) == (wanted, [])


def test_lines_below_a_lead_in_speak_of_its_index_and_its_parts() -> None:
    found, remarks = promised(
        "a) Chỉ số PAR INDEX:",
        "- Xếp thứ 12 cả nước.",
        "- Đạt từ 88% trở lên.",
        "- Điểm tổng hợp đạt 89 điểm.",
        "- Chỉ số thành phần “Cải cách thể chế” đạt 9,5 điểm.",
        "- Cải cách tài chính công: 10,5 điểm.",
        "b) Chỉ số PAPI:",
        "- Đạt từ 45 điểm.",
    )

    assert found == [
        "par_index 0 rank_range 1-12",
        "par_index 0 percent_min 88",
        "par_index 0 score_min 89",
        "par_index 2 score_min 9.5",
        "par_index 6 score_min 10.5",
        "papi 0 score_min 45",
    ]
    assert remarks == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- Đạt 90% hồ sơ đúng hạn.", "nhập tay"),
        ("- Tỷ lệ cán bộ đạt chuẩn là 95%.", "nhập tay"),
        ("- Thuộc nhóm cao nhất.", "nhập tay"),
        ("- Công tác thi đua, khen thưởng đạt 4 điểm.", "chưa rõ thuộc"),
    ],
)
def test_what_may_be_of_something_else_is_not_forced_on_the_index(line: str, said: str) -> None:
    found, (remark,) = promised("a) Chỉ số PAR INDEX:", line)

    assert found == []
    assert said in remark


@pytest.mark.parametrize(
    ("sentence", "year", "index"),
    [
        ("Chỉ số chuyển đổi số (DTI) xếp thứ 10", YEAR, "DTI"),
        ("Chỉ số PAR INDEX xếp thứ 10", 2015, "PAR INDEX"),
    ],
)
def test_index_without_a_version_of_the_year_is_said(sentence: str, year: int, index: str) -> None:
    found, (remark,) = promised(sentence, year=year)

    assert found == []
    assert f"thuộc chỉ số {index} mà cổng chưa có bộ tiêu chí" in remark
