"""Dates, states and deadlines, known to every template without being loaded."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import SafeString

from papi_portal.templatetags.portal import often_drawn


def drawn(template: str, value: object) -> str:
    return engines["django"].from_string(template).render({"value": value})


def test_day_is_written_with_zeros() -> None:
    assert drawn("{{ value|day }}", date(2026, 2, 5)) == "05/02/2026"


def test_moment_is_written_in_local_time() -> None:
    written = drawn("{{ value|moment }}", datetime(2026, 12, 31, 17, 5, tzinfo=UTC))

    assert written == "00:05 01/01/2027"


def test_nothing_is_written_for_no_day() -> None:
    assert drawn("[{{ value|day }}{{ value|moment }}]", None) == "[]"


def test_state_is_drawn_in_word_and_shape() -> None:
    shown = drawn('{% state_mark "done" value %}', "đã làm")

    assert shown == (
        '<span class="state state--done"><svg aria-hidden="true" focusable="false">'
        '<use href="#state-done" /></svg>đã làm</span>'
    )


def test_no_state_says_that_nothing_was_recorded() -> None:
    shown = drawn("{% state_mark value %}", "")

    assert "state--none" in shown
    assert "chưa cập nhật" in shown


def test_deadline_is_drawn_in_full() -> None:
    assert drawn('{% due_mark "late" value %}', "quá hạn 5 ngày") == (
        '<span class="due due--late">quá hạn 5 ngày</span>'
    )


def test_marks_escape_words_even_where_the_same_were_html_before() -> None:
    html = format_html("{}", format_html("<b>x</b>{}", ""))
    for value in (html, "<b>x</b>", html, "<b>x</b>"):
        escaped = "<b>x</b>" if value is html else "&lt;b&gt;x&lt;/b&gt;"
        assert escaped in drawn('{% due_mark "late" value %}', value)
        assert escaped in drawn('{% state_mark "done" value %}', value)


@pytest.mark.parametrize("html_first", [True, False])
def test_what_was_declared_to_be_html_never_stands_for_the_same_words(*, html_first: bool) -> None:
    word = f"<b>{html_first}"
    kinds = (SafeString(word), word) if html_first else (word, SafeString(word))

    drawn = {type(one): often_drawn(one) for one in kinds}

    assert drawn == {SafeString: word, str: f"&lt;b&gt;{html_first}"}
