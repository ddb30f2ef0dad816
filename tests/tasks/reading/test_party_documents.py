"""A plan of a Party body keeps its issuer as written, and says that it is no UBND."""

import pytest

from tasks.reading import identity, letterhead
from tasks.reading.values import Document, Identity, Paragraph

MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"


def understood(above: str) -> Identity:
    lines = [*above.split("\n"), "KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm 2026", "I. MỤC TIÊU"]
    return identity.read(Document(tuple(map(Paragraph, lines))))


def about_issuer(found: Identity) -> list[str]:
    return [remark.message for remark in found.remarks if remark.field == "issuer"]


@pytest.mark.parametrize(
    ("above", "issuer"),
    [
        (f"TỈNH ỦY LẠNG SƠN {MOTTO}\n*", "Tỉnh ủy Lạng Sơn"),
        ("TỈNH ỦY\nLẠNG SƠN\n*", "Tỉnh ủy Lạng Sơn"),
        ("THÀNH ỦY HÀ NỘI", "Thành ủy Hà Nội"),
        ("THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH", "Thành ủy thành phố Hồ Chí Minh"),
        (f"ĐẢNG BỘ TỈNH LẠNG SƠN\nHUYỆN UỶ VĂN QUAN | {MOTTO}", "Huyện uỷ Văn Quan"),
        ("ĐẢNG ỦY\nXÃ LIÊN HỘI", "Đảng ủy xã Liên Hội"),
        ("ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH BẮC NINH", "Đảng ủy Ủy ban nhân dân tỉnh Bắc Ninh"),
        (f"TỈNH ỦY BẮC NINH\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n{MOTTO}", "Ban Tuyên giáo và Dân vận"),
    ],
)
def test_party_body_is_the_issuer_as_written_with_a_remark(above: str, issuer: str) -> None:
    found = understood(above)

    assert found.issuer == issuer
    (said,) = about_issuer(found)
    assert "văn bản của cơ quan Đảng" in said
    assert issuer in said


def test_number_place_and_day_of_a_party_document_are_read() -> None:
    head = letterhead.read(
        ["TỈNH ỦY LẠNG SƠN", "*", "Số 12-KH/TU", MOTTO, "Lạng Sơn, ngày 05 tháng 02 năm 2026"]
    )

    assert (head.number, head.place) == ("12-KH/TU", "Lạng Sơn")
    assert head.issued_on
    assert head.of_party


def test_committee_of_the_people_is_no_party_body() -> None:
    found = understood("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN")

    assert found.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert about_issuer(found) == []
