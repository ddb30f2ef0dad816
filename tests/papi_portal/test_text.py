"""One clean form to store, one folded form to search."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal import text

ANYTHING = st.text(st.characters())  # lone surrogates and controls included


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param(unicodedata.normalize("NFD", "Điềm He"), "Điềm He", id="decomposed"),
        pytest.param("Liên\u00a0Hội", "Liên Hội", id="no-break space"),
        pytest.param("trách\u00ad nhiệm", "trách nhiệm", id="soft hyphen"),
        pytest.param("minh\u200b bạch\ufeff", "minh bạch", id="zero width"),
        pytest.param("\u202egiải trình\u202c\u200f\u2066", "giải trình", id="direction marks"),
        pytest.param("a\x00b\x07c\x1b\x7f\x9f", "abc", id="controls"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a\ufffeb\uffffc", "abc", id="no character"),
        pytest.param("  hai \t  chữ  ", "hai chữ", id="blanks"),
        pytest.param("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn", id="line ends"),
        pytest.param("một\x0bhai\x0cba\u2029bốn\x85năm", "một\nhai\nba\nbốn\nnăm", id="breaks"),
        pytest.param("\n\n- a \n \n\n\n - b\n", "- a\n\n- b", id="empty lines"),
    ],
)
def test_text_is_stored_clean(typed: str, stored: str) -> None:
    assert text.clean(typed) == stored


@given(ANYTHING)
@settings(deadline=None)
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = text.clean(typed)

    assert text.clean(once) == once


@given(ANYTHING)
@settings(deadline=None)
def test_clean_text_is_composed_and_can_be_stored(typed: str) -> None:
    stored = text.clean(typed)

    assert unicodedata.is_normalized("NFC", stored)
    assert "\x00" not in stored
    stored.encode()


def test_one_line_is_made_of_several() -> None:
    assert text.clean_line(" UBND\r\n\u00a0xã\t\nĐiềm He ") == "UBND xã Điềm He"


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Đắk Lắk", "dak lak"),
        ("THỪA  THIÊN\nHUẾ", "thua thien hue"),
        (unicodedata.normalize("NFD", "Trường Sa"), "truong sa"),
        ("đường Nguyễn Văn Cừ", "duong nguyen van cu"),
    ],
)
def test_search_knows_no_marks(written: str, searched: str) -> None:
    assert text.fold(written) == searched


@given(ANYTHING)
@settings(deadline=None)
def test_folding_twice_changes_nothing(written: str) -> None:
    once = text.fold(written)

    assert text.fold(once) == once


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("Họp thôn", "Họp thôn"),
        ("Họp  thôn,\nxã", "Họp thôn…"),
        ("Họp thôn mới", "Họp thôn…"),
        ("Tuyên truyền", "Tuyên…"),
        ("Niêmyếtcôngkhai", "Niêmyếtcôn…"),
        ("", ""),
    ],
)
def test_long_line_is_cut_at_a_word_and_says_so(whole: str, shown: str) -> None:
    assert text.cut(whole, 10) == shown


@pytest.mark.parametrize(
    ("words", "written", "expected"),
    [
        ("an", "Xã An Hòa", True),
        ("An", "Tỉnh Lạng Sơn", False),
        ("lạng", "Tỉnh Lạng Sơn", True),
        ("lang s", "Tỉnh Lạng Sơn", True),
        ("sơn lạng", "Tỉnh Lạng Sơn", False),
        ("khai", "(công) khai", True),
        ("90%", "Đạt 90% số hộ", True),
        ("0%", "Đạt 90% số hộ", False),
        ("%", "Đạt 90% số hộ", True),
        ("(công", "Niêm yết (công khai)", True),
        ("a.c", "abc", False),
        ("²", "Bảng 9 m²", True),
        ("ban", "bien_ban.pdf", True),
        ("an", "Ban2An", False),
        ("\u200ban", "Xã An Hòa", True),
        ("", "Tỉnh Lạng Sơn", True),
        ("", "", True),
    ],
)
def test_words_stand_in_a_text_from_the_beginning_of_one(
    words: str, written: str, *, expected: bool
) -> None:
    assert text.saying(words)(text.fold(written)) is expected
