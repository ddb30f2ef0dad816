"""Old fonts are known by name or by their letters; what a short text says is only suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_portal.legacy_text import converted, encoding_in, encoding_of, suggestion

OLD = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
NEW = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
VNI = "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc"
VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
TEXTS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " .,-;:0123456789", min_size=1)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".vnArialH", "tcvn3"),
        ("ABCDEF+.VnTime", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Times New Roman", ""),
        ("Vni", ""),
        ("", ""),
    ],
)
def test_fonts_are_known_by_name(font: str, encoding: str) -> None:
    assert encoding_of(font) == encoding


@pytest.mark.parametrize(("old", "encoding"), [(OLD, "tcvn3"), (VNI, "vni")])
def test_letters_of_a_long_text_tell_its_encoding(old: str, encoding: str) -> None:
    assert encoding_in(old) == encoding
    assert converted(old, encoding) == NEW


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (NEW, ""),
        (NEW, "tcvn3"),
        ("công an xã", "tcvn3"),
        ("25 m², ±0,5 °C, ½ số hộ", ""),
        ("Größe Überprüfung Maßnahmen Straße für Bürger höhere Qualität", ""),
    ],
)
def test_long_text_in_unicode_has_none(text: str, named: str) -> None:
    assert encoding_in(text, named=named) == ""


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("UBND x· §iÒm He", "", "UBND xã Điềm He"),
        ("Së Y tÕ – c¬ së 2", "", "Sở Y tế – cơ sở 2"),
        ("thñ tôc", ".VnTime", "thủ tục"),
        ("côc", ".VnTimeH", "CỤC"),
        ("n\u00adíc", ".VnTime", "nước"),
        ("UÛy ban nhaân daân xaõ", "", "Ủy ban nhân dân xã"),
        ("caûi thieän", "VNI-Times", "cải thiện"),
    ],
)
def test_short_text_is_suggested(text: str, font: str, meant: str) -> None:
    assert suggestion(text, font=font) == meant


@pytest.mark.parametrize("text", ["côc", "Trạm số 1 (50 m²)", "50 m²", "§ 3", "« trích »", "PAPI"])
def test_few_signs_are_no_old_font(text: str) -> None:
    assert suggestion(text) is None


@given(TEXTS)
def test_unicode_text_is_never_suspected(text: str) -> None:
    assert suggestion(text) is None
    assert encoding_in(text) == ""
