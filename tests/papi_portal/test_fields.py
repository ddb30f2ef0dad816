"""Fields of forms: texts cleaned before they are counted, cells read as those of lists."""

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest
from django.core.exceptions import ValidationError

from papi_portal.fields import CellField, ParagraphField
from papi_portal.resources import DayWidget

if TYPE_CHECKING:
    from django import forms


def test_text_is_cleaned_and_keeps_its_lines() -> None:
    assert ParagraphField().clean(" Đã\u00a0họp\r\nĐã gửi ") == "Đã họp\nĐã gửi"


def test_limit_counts_what_is_stored() -> None:
    typed = unicodedata.normalize("NFD", "ệ") * 10_000

    assert len(ParagraphField().clean(typed)) == 10_000


def test_too_long_a_text_is_told_by_how_much() -> None:
    with pytest.raises(ValidationError) as refused:
        ParagraphField().clean("a" * 20_000)

    assert refused.value.messages == [
        "Nội dung dài 20000 ký tự, cho phép tối đa 10000. Hãy rút gọn; chữ đã nhập vẫn còn nguyên."
    ]


def test_null_bytes_are_taken_out() -> None:
    assert ParagraphField().clean("Đã\x00 họp") == "Đã họp"


def test_invisible_marks_do_not_fill_a_required_field() -> None:
    with pytest.raises(ValidationError):
        ParagraphField().clean("\u200b \u00a0")


def test_browser_is_not_told_to_cut_a_pasted_text() -> None:
    field: forms.Field = ParagraphField(rows=4)

    shown = cast("forms.Widget", field.widget).render("result", "")

    assert "maxlength" not in shown
    assert 'rows="4"' in shown


def test_cell_of_a_form_is_read_as_that_of_a_list() -> None:
    field = CellField(DayWidget(), required=False)

    assert field.clean(" 01/07/2025 ") == date(2025, 7, 1)
    assert field.clean("") is None
    with pytest.raises(ValidationError) as refused:
        field.clean("mai")
    assert refused.value.messages == [
        "“mai” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025."
    ]
