"""What is spelled like a syllable of Vietnamese is told from pieces and foreign words."""

import pytest

from tasks.reading.syllables import is_syllable

SPELLED = """
    thường xuyên quý quốc gì gìn giếng giữ nghiệp nghĩa uỷ ủy khuya huyện thuế tuyên truyền quyền
    trách nhiệm Ủy BAN được đảm quỹ oanh ngoài giải nguyễn người rượu nước chuyển phường điện đất
"""
NOT_SPELLED = "g ng xuyê nh facebook bank viet ờng ubnd cac tàc tachs websi q qi thươngg yếuu 2 bà́"


@pytest.mark.parametrize("word", SPELLED.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", *NOT_SPELLED.split()])
def test_pieces_and_foreign_words_are_none(word: str) -> None:
    assert not is_syllable(word)
