"""Old fonts are known by name or by their letters; Unicode text is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading.sources.old_fonts import OldFonts, Piece
from tests.papi_portal.test_legacy_text import NEW, OLD, TEXTS, VNI

UNICODE = "Nâng cao chỉ số hiệu quả quản trị và hành chính công"


def converted(*pieces: Piece) -> list[str]:
    fonts = OldFonts(pieces)
    return [fonts.to_unicode(piece) for piece in pieces]


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (Piece("hµnh chÝnh", ".VnTime"), "hành chính"),
        (Piece("kÕ ho¹ch", ".VnTimeH"), "KẾ HOẠCH"),
        (Piece("QUYÕT §ÞNH", ".VnTime"), "QUYẾT ĐỊNH"),
        (Piece("n\u00adíc", ".VnTime"), "nước"),
        (Piece("caûi thieän", "VNI-Times"), "cải thiện"),
        (Piece("công an xã", ".VnTime"), "công an xã"),
        (Piece(UNICODE, ".VnTime"), UNICODE),
        (Piece(UNICODE, ".VnTimeH"), UNICODE),
        (Piece("PAPI 2026", ".VnTimeH"), "PAPI 2026"),
    ],
)
def test_name_of_a_font_is_believed_only_when_the_letters_agree(piece: Piece, text: str) -> None:
    assert converted(piece) == [text]


@pytest.mark.parametrize("old", [OLD, VNI])
def test_letters_tell_where_no_font_is_named(old: str) -> None:
    assert converted(Piece(old), Piece("UBND x·"[: 7 if old == OLD else 4])) == [
        NEW,
        "UBND xã"[: 7 if old == OLD else 4],
    ]


def test_in_a_mixed_document_only_old_pieces_are_converted() -> None:
    pieces = [Piece(UNICODE), Piece(OLD), Piece("Công an xã"), Piece("và"), Piece("25 m²")]

    assert converted(*pieces) == [UNICODE, NEW, "Công an xã", "và", "25 m²"]


def test_remark_shows_words_before_and_after() -> None:
    fonts = OldFonts([Piece(OLD)])
    before = fonts.remarks

    fonts.to_unicode(Piece(OLD))

    (remark,) = fonts.remarks
    assert before == ()
    assert (remark.row, remark.field) == (None, "font")
    assert "phông cũ TCVN3 (ABC), đã đề nghị chuyển sang Unicode" in remark.message
    assert "“Céng hoµ" in remark.message
    assert "“Cộng hoà" in remark.message


@pytest.mark.parametrize(
    "text",
    [
        "25 m², ±0,5 °C, ½ số hộ, § 3, « trích », 3 × 4 ÷ 2, ©, ®, µm, giá · số",
        "Señor Muñoz está en España, mañana por la mañana con niños pequeños y año nuevo",
        "Größe Überprüfung Maßnahmen Straße für Bürger höhere Qualität Änderung Übung Fußgänger",
        "Công an xã và Hà Giang, Tài chính, công khai, Phó, trú, thông tin, cá nhân, xã hội",
    ],
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert converted(*map(Piece, [text] * 5)) == [text] * 5


@given(st.lists(TEXTS))
def test_unicode_text_is_never_touched(texts: list[str]) -> None:
    assert converted(*map(Piece, texts)) == texts
