"""A verb ends the name of a body, but not where it is part of the name."""

import pytest

from tasks.reading import parties
from tasks.reading.verbs import first_verb


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Công an xã tuần tra, kiểm soát ban đêm tại các thôn.", "Công an xã"),
        ("Sở Nội vụ tham mưu UBND tỉnh.", "Sở Nội vụ"),
        ("Ban Chỉ đạo kiểm tra các xã.", "Ban Chỉ đạo"),
    ],
)
def test_a_name_ends_before_the_verb(sentence: str, name: str) -> None:
    assert sentence[: first_verb(sentence)].strip() == name


@pytest.mark.parametrize(
    "name", ["Tổ tuần tra nhân dân", "Đội tuần tra, kiểm soát", "Đoàn kiểm tra"]
)
def test_a_verb_within_a_name_ends_nothing(name: str) -> None:
    assert first_verb(name) is None


def test_who_goes_on_patrol_with_whom_is_understood() -> None:
    said = parties.from_sentence(
        "Công an xã chủ trì, phối hợp với Ban Chỉ huy quân sự xã tuần tra các địa bàn trọng điểm."
    )

    assert (said.leads, said.supports) == (("Công an xã",), ("Ban Chỉ huy quân sự xã",))
