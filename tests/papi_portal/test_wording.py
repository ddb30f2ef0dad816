"""Words that the code composes: Vietnamese wherever they go, English on an English page alone."""

from datetime import date

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from papi_portal.speaking import spoken
from papi_portal.wording import said


def test_sentence_is_vietnamese_text_in_every_language() -> None:
    with translation.override("en"):
        sentence = said("từ ngày {day:%d/%m/%Y}", day=date(2026, 12, 5))

        assert f"{sentence}." == "từ ngày 05/12/2026."
        assert isinstance(sentence, str)


def test_page_says_a_fixed_word_in_its_language() -> None:
    with translation.override("en"):
        assert spoken("đã khóa") == "closed"
    with translation.override("vi"):
        assert spoken("đã khóa") == "đã khóa"


def test_page_says_the_pattern_and_its_parts_in_its_language() -> None:
    sentence = said("việc {state} {share} {name}", state="đã khóa", share="45,5", name="A")
    with translation.override("en"):
        assert spoken(sentence) == "việc closed 45.5 A"
    with translation.override("vi"):
        assert spoken(sentence) == sentence


def test_figures_have_the_point_of_the_language() -> None:
    with translation.override("en"):
        for vietnamese, english in [
            ("45,06", "45.06"),
            ("1.200,5", "1,200.5"),
            ("12.345.678", "12,345,678"),
            ("−0,07", "−0.07"),
            ("92,5 %", "92.5 %"),
        ]:
            assert spoken(vietnamese) == english
    with translation.override("vi"):
        assert spoken("1.200,5") == "1.200,5"


def test_codes_dates_and_unknown_words_stay_as_they_are() -> None:
    with translation.override("en"):
        for words in ["2.1", "4.2", "05/12/2026", "28.02.2027", "354/KH-UBND", "Xã Điềm He", ""]:
            assert spoken(words) == words


def test_what_was_html_stays_html() -> None:
    with translation.override("en"):
        assert isinstance(spoken(format_html("<b>{}</b>", "x")), SafeString)
        assert not isinstance(spoken("<b>x</b>"), SafeString)
