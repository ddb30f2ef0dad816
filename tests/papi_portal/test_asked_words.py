"""What somebody types to find things, read as words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal.asked_words import LONGEST, MOST, AskedWords, words_in


def bare(typed: str) -> list[str]:
    return [word.bare for word in AskedWords.read(typed).words]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("Thủ tục  HÀNH chính", ["thu", "tuc", "hanh", "chinh"], id="dấu, capitals"),
        pytest.param("Đắk Lắk, đến", ["dak", "lak", "den"], id="đ"),
        pytest.param(unicodedata.normalize("NFD", "Điềm He"), ["diem", "he"], id="decomposed"),
        pytest.param("354/KH-UBND", ["354", "kh", "ubnd"], id="a number of a document"),
        pytest.param("họp, họp và họp", ["hop", "va"], id="each once"),
        pytest.param('a\x00b "x" %_ \'; -- *', ["ab", "x"], id="signs of query languages"),
        pytest.param("\u0301 ★ 漢字", [], id="nothing that is a word here"),
    ],
)
def test_words_are_read(typed: str, asked: list[str]) -> None:
    assert bare(typed) == asked


def test_only_so_much_is_asked_for() -> None:
    asked = AskedWords.read("từ " * 1000 + "cuối")
    many = AskedWords.read(" ".join(f"t{number}" for number in range(20)))

    assert len(asked.text) <= LONGEST
    assert len(many.words) == MOST


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("Ủy", "UỶ"), ("thúy", "thuý"), ("họa", "hoạ")],
)
def test_mark_in_the_old_place_and_in_the_new_is_one_spelling(one: str, other: str) -> None:
    [first], [second] = words_in(one), words_in(other)

    assert set(first.spellings) == set(second.spellings)
    assert first.bare == second.bare


@pytest.mark.parametrize("word", ["hoàn", "tuấn", "nghĩa", "hoa", "5", "cửa"])
def test_mark_that_has_one_place_is_not_moved(word: str) -> None:
    assert words_in(word)[0].spellings == (word,)


def test_last_word_may_go_on_once_it_says_enough() -> None:
    assert AskedWords.read("thủ tuc").stands_in("tuc")
    assert AskedWords.read("hành chi").stands_in("chinh")
    assert not AskedWords.read("hanh chinh").stands_in("hanhx")
    assert not AskedWords.read("y te").stands_in("ten")


@pytest.mark.parametrize("typed", ["", "a", " % ", "5", "\x00"])
def test_less_than_two_letters_asks_for_nothing(typed: str) -> None:
    assert not AskedWords.read(typed).is_enough


@given(st.text(st.characters(), max_size=60))
@settings(deadline=None)
def test_whatever_is_typed_becomes_plain_words(typed: str) -> None:
    for word in AskedWords.read(typed).words:
        assert word.bare.isascii()
        assert word.bare.isalnum()
        assert word.bare == word.bare.lower()
        assert not set(word.said) & set("\"'*&|:()\\")
