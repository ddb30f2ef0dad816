"""One by one: the years, the issuer, the day, who signs, who receives, what is replaced."""

from datetime import date

import pytest

from tasks.reading import identity, letterhead
from tasks.reading.values import Identity
from tests.tasks.reading.heads import document, doubts


def plan(
    above: str = "", subject: str = "Nâng cao PAPI năm 2024", opening: str = "", below: str = ""
) -> Identity:
    return identity.read(
        document(
            *[
                part
                for part in (above, "KẾ HOẠCH", subject, opening, "I. MỤC ĐÍCH", "A.", below)
                if part
            ]
        )
    )


@pytest.mark.parametrize(
    ("subject", "years"),
    [
        ("Nâng cao PAPI năm 2024", (2024, 2024)),
        ("Cải thiện các chỉ số năm 2023 và giai đoạn 2023 – 2025", (2023, 2025)),
        ("Nâng cao PAPI giai đoạn 2021-2025, định hướng đến năm 2030", (2021, 2025)),
        ("Nâng cao PAPI giai đoạn 2026 đến 2030", (2026, 2030)),
        ("Nâng cao PAPI năm 2025 - 2026", (2025, 2026)),
        ("Khắc phục hạn chế PAPI năm 2023, nâng cao PAPI năm 2024", (2024, 2024)),
        ("Nâng cao PAPI trên địa bàn xã", (2023, 2023)),
    ],
)
def test_the_years_come_from_the_subject_or_else_from_the_day(
    subject: str, years: tuple[int, int]
) -> None:
    found = plan("Số: 1/KH-UBND\nLiên Hội, ngày 30 tháng 11 năm 2023", subject)

    assert (found.year_from, found.year_to) == years


@pytest.mark.parametrize(
    ("above", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ LIÊN HỘI", "Ủy ban nhân dân xã Liên Hội"),
        ("UỶ BAN NHÂN DÂN\nPHƯỜNG 1", "Uỷ ban nhân dân phường 1"),
        ("UBND TỈNH LÀO CAI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("UBND XÃ ĐIỀM HE\nPHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
        ("UBND xã Liên Hội", "UBND xã Liên Hội"),
        ("UBND THÀNH PHỐ HỒ CHÍ MINH", "UBND thành phố Hồ Chí Minh"),
        ("VĂN PHÒNG UBND TỈNH ĐẮK LẮK", "Văn phòng UBND tỉnh Đắk Lắk"),
        ("BẢO HIỂM XÃ HỘI TỈNH LÀO CAI", "Bảo hiểm xã hội tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN XÃ HỘI HOAN", "Ủy ban nhân dân xã Hội Hoan"),
        ("CHÀO MỪNG NGÀY GIẢI PHÓNG MIỀN NAM", ""),
        ("ỦY BAN NHÂN DÂN", ""),
    ],
)
def test_a_letterhead_in_capitals_becomes_a_name(above: str, issuer: str) -> None:
    assert letterhead.read([*above.split("\n"), "Số: 1/KH-UBND"]).issuer == issuer


def test_the_issuer_may_be_known_only_from_the_opening() -> None:
    found = plan(opening="Để cải thiện, UBND xã Hà Bắc ban hành kế hoạch cụ thể như sau:")

    assert found.issuer == "UBND xã Hà Bắc"


def test_an_issuer_without_its_place_stays_as_written_with_a_doubt() -> None:
    found = plan(
        subject="Nâng cao PAPI tỉnh Khánh Hòa năm 2023",
        opening="Để nâng cao Chỉ số, UBND tỉnh ban hành Kế hoạch như sau:",
    )

    assert found.issuer == "UBND tỉnh"
    assert "UBND tỉnh Khánh Hòa" in doubts(found)["issuer"]


def test_contradictions_keep_the_header_with_a_doubt_each() -> None:
    found = plan(
        above="ỦY BAN NHÂN DÂN\nXÃ LIÊN HỘI\nSố: 151/KH-UBND\nLào Cai, ngày 16 tháng 5 năm 2020",
        below="Nơi nhận:\n- Lưu: VT.\nPHỤ LỤC\nKết quả\n"
        "(Kèm theo Kế hoạch số: 15/KH-UBND ngày 26 tháng 5 năm 2020 của UBND tỉnh Lào Cai)",
    )

    assert (found.number, found.issued_on) == ("151/KH-UBND", date(2020, 5, 16))
    assert found.issuer == "Ủy ban nhân dân xã Liên Hội"
    assert "16/05/2020" in doubts(found)["issued_on"]
    assert "26/05/2020" in doubts(found)["issued_on"]
    assert "15/KH-UBND" in doubts(found)["number"]
    assert "UBND tỉnh Lào Cai" in doubts(found)["issuer"]


def test_the_appendix_fills_in_what_the_header_lacks() -> None:
    found = plan(
        below="Nơi nhận:\n- Lưu: VT.\nPHỤ LỤC\n(Kèm theo Kế hoạch số 354 /KH-UBND ngày 30 /5/2024 "
        "của Ủy ban nhân dân xã Liên Hội)",
    )

    assert (found.number, found.issued_on) == ("354/KH-UBND", date(2024, 5, 30))
    assert found.issuer == "Ủy ban nhân dân xã Liên Hội"
    assert doubts(found).keys() == {"signatory"}


@pytest.mark.parametrize(
    "day", ["ngày tháng 11 năm 2023", "ngày … tháng 11 năm 2023", "ngày 31 tháng 02 năm 2023"]
)
def test_a_day_that_is_not_filled_in_or_does_not_exist_is_empty(day: str) -> None:
    found = plan(f"Số: /KH-UBND\nHà Bắc, {day}")

    assert (found.issued_on, found.place) == (None, "Hà Bắc")
    assert day in doubts(found)["issued_on"]
    assert "để trống" in doubts(found)["number"]


COMMITTEE = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("below", "signed_for", "post", "name"),
    [
        ("CHỦ TỊCH\nNơi nhận:\n- Lưu: VT.\nTriệu Lê Phụng", "", "CHỦ TỊCH", "Triệu Lê Phụng"),
        (f"{COMMITTEE}\nDÂN CHỦ TỊCH\nĐặng Văn A", COMMITTEE, "CHỦ TỊCH", "Đặng Văn A"),
        (f"{COMMITTEE} CHỦ TỊCH Trần Văn Ơn", COMMITTEE, "CHỦ TỊCH", "Trần Văn Ơn"),
        (
            "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG Lê Thị Huyền",
            "TL. GIÁM ĐỐC",
            "CHÁNH VĂN PHÒNG",
            "Lê Thị Huyền",
        ),
        ("Q. CHỦ TỊCH\nThS. Lê Văn A", "", "Q. CHỦ TỊCH", "Lê Văn A"),
        ("Noi nhận:\n- Sở Nội Vụ;\n- Lưu: VT.\nNguyễn Tân Tuân", "", "", "Nguyễn Tân Tuân"),
    ],
)
def test_who_signs_for_whom(below: str, signed_for: str, post: str, name: str) -> None:
    found = plan(below=below)

    assert (found.signed_for, found.signatory_post, found.signatory) == (signed_for, post, name)


def test_recipients_without_bullets_are_a_list_too() -> None:
    below = "Nơi nhận: Sở Nội vụ;\nThường trực HĐND xã;\nLưu: VT.\nCHỦ TỊCH\nNguyễn Văn An"

    assert plan(below=below).recipients == ("Sở Nội vụ", "Thường trực HĐND xã", "Lưu: VT")


def test_closing_of_a_web_page_ends_where_something_else_begins() -> None:
    closing = "Trên đây là Kế hoạch của xã.\nYêu cầu các bộ phận thực hiện."

    assert plan(below=f"{closing}\nTin cùng chuyên mục").closing == closing


def test_recipients_may_stand_around_the_signature_of_a_page() -> None:
    found = plan(
        below="Nơi nhận:\n- Bộ Nội vụ;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐặng Xuân Phong\n"
        "- Lãnh đạo\nVăn phòng;\n- Lưu: VT."
    )

    assert found.recipients[0] == "Bộ Nội vụ"
    assert found.signatory == "Đặng Xuân Phong"


def test_what_replaces_stands_anywhere_in_the_body() -> None:
    found = plan(
        below="1. Kế hoạch này thay thế Kế hoạch số 80/KH-UBND ngày 21/9/2022 của UBND xã."
    )

    assert [one.number for one in found.replaces] == ["80/KH-UBND"]
    assert found.basis == ()


def test_place_and_day_behind_the_kind_are_no_subject() -> None:
    found = identity.read(
        document(
            "Số: 151/KH-UBND",
            "KẾ HOẠCH",
            "Lào Cai, ngày 16 tháng 5 năm 2020",
            "Nâng cao PAPI năm 2020",
            "I. MỤC ĐÍCH",
            "A.",
        )
    )

    assert found.subject == "Nâng cao PAPI năm 2020"
    assert (found.place, found.issued_on) == ("Lào Cai", date(2020, 5, 16))
