"""What a document is, in the shapes that offices give it: Word, Excel, PDF, web page, text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tasks.reading import identity
from tasks.reading.values import Block, Cell, Paragraph, Table
from tests.tasks.reading.heads import document, doubts

SEEDS: Path = settings.BASE_DIR.parent / "shared" / "seeds"
HEADER = ("STT", "Nội dung", "Nhiệm vụ", "Thời gian")


def table(*rows: Sequence[str]) -> Table:
    return Table(tuple(tuple(Cell(text) for text in row) for row in rows))


def texts(blocks: Sequence[Block]) -> list[str]:
    return [
        block.text if isinstance(block, Paragraph) else block.rows[0][0].text for block in blocks
    ]


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
LETTERHEAD = table(
    (
        "UBND HUYỆN VĂN QUAN\nỦY BAN NHÂN DÂN\nXÃ LIÊN HỘI\n\nSố: 354 /KH-UBND",
        f"{MOTTO}\nLiên Hội, ngày 30 tháng 5 năm 2024",
    )
)
SIGNATURE = table(
    (
        "Nơi nhận:\n- Phòng Nội vụ;\n- Ủy ban MTTQ xã; các tổ chức CT-XH;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nHoàng Văn Nam",
    )
)
WORD_FILE = document(
    LETTERHEAD,
    Paragraph("KẾ HOẠCH", strong=True),
    Paragraph("Nâng cao Chỉ số hiệu quả quản trị và hành chính công\nnăm 2024", strong=True),
    "________",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
    "Thực hiện Kế hoạch số 169/KH-UBND ngày 27/5/2024 của UBND huyện Văn Quan về PAPI.",
    "UBND xã Liên Hội xây dựng kế hoạch như sau:",
    "I. MỤC ĐÍCH",
    "Nội dung của mục đích.",
    "Trên đây là Kế hoạch năm 2024.",
    "Yêu cầu các bộ phận thực hiện./.",
    SIGNATURE,
    "PHỤ LỤC I: DANH MỤC NHIỆM VỤ",
    "(Kèm theo Kế hoạch số 354/KH-UBND ngày 30/5/2024 của Ủy ban nhân dân xã Liên Hội)",
    table(HEADER, ("1", "a", "b", "c")),
)


def test_a_word_file_says_everything() -> None:
    found = identity.read(WORD_FILE)

    assert (found.kind, found.number, found.place) == ("plan", "354/KH-UBND", "Liên Hội")
    assert found.issued_on == date(2024, 5, 30)
    assert found.issuer == "Ủy ban nhân dân xã Liên Hội"
    assert found.subject == "Nâng cao Chỉ số hiệu quả quản trị và hành chính công năm 2024"
    assert (found.year_from, found.year_to) == (2024, 2024)
    assert [one.relation for one in found.basis] == ["rests_on", "carries_out"]
    assert found.opening == "UBND xã Liên Hội xây dựng kế hoạch như sau:"
    assert found.closing == "Trên đây là Kế hoạch năm 2024.\nYêu cầu các bộ phận thực hiện./."
    assert found.signed_for == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"
    assert (found.signatory_post, found.signatory) == ("PHÓ CHỦ TỊCH", "Hoàng Văn Nam")
    assert found.recipients == (
        "Phòng Nội vụ",
        "Ủy ban MTTQ xã; các tổ chức CT-XH",
        "Lưu: VT",
    )
    assert found.appendix_title == "DANH MỤC NHIỆM VỤ"
    assert found.remarks == ()


def test_the_body_is_what_stands_between_opening_and_closing_and_the_appendices() -> None:
    assert texts(identity.body(WORD_FILE)) == ["I. MỤC ĐÍCH", "Nội dung của mục đích.", "STT"]


def test_a_body_that_shares_its_paragraph_with_the_opening_is_not_lost() -> None:
    joined = document(
        "KẾ HOẠCH",
        "Nâng cao PAPI năm 2025",
        Paragraph("UBND xã A ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\nB."),
    )

    assert texts(identity.body(joined)) == ["I. MỤC ĐÍCH\nB."]


def test_a_page_read_line_by_line_with_both_columns_on_one_line() -> None:
    found = identity.read(
        document(
            """
            UBND THÀNH PHỐ LÀO CAI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            ỦY BAN NHÂN DÂN PHƯỜNG CỐC LẾU Độc lập - Tự do - Hạnh phúc
            Số: /KH-UBND Cốc Lếu, ngày … tháng 02 năm 2025
            KẾ HOẠCH
            Triển khai thực hiện các giải pháp nâng cao Chỉ số hiệu quả quản trị và
            hành chính công cấp tỉnh (PAPI) năm 2025 và những năm tiếp theo
            Thực hiện Kế hoạch số 45/KH-UBND ngày 20 tháng 01 năm 2025 của UBND tỉnh Lào
            Cai về cải thiện Chỉ số PAPI;
            Ủy ban nhân dân phường Cốc Lếu xây dựng Kế hoạch như sau:
            I. MỤC ĐÍCH
            Trong quá trình thực hiện, nếu có khó khăn, báo cáo UBND phường./.
            Nơi nhận: TM. ỦY BAN NHÂN DÂN
            - UBND thành phố; CHỦ TỊCH
            - Lưu: VT.
            Lò Thị Mai
            """
        )
    )

    assert found.issuer == "Ủy ban nhân dân phường Cốc Lếu"
    assert (found.number, found.issued_on, found.place) == ("", None, "Cốc Lếu")
    assert found.subject.endswith(
        "quản trị và hành chính công cấp tỉnh (PAPI) năm 2025 và những năm tiếp theo"
    )
    assert [one.issuer for one in found.basis] == ["UBND tỉnh Lào Cai"]
    assert found.closing.startswith("Trong quá trình thực hiện")
    assert (found.signed_for, found.signatory_post) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert (found.signatory, found.recipients) == ("Lò Thị Mai", ("UBND thành phố", "Lưu: VT"))
    assert doubts(found).keys() == {"number", "issued_on"}


DECISION = document(
    """
    ỦY BAN NHÂN DÂN
    TỈNH BÀ RỊA - VŨNG TÀU
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Số: 2922/QĐ-UBND
    Bà Rịa - Vũng Tàu, ngày
    16 tháng 10 năm 2017
    QUYẾT ĐỊNH
    Về việc ban hành Chương trình hành động nâng cao Chỉ số PAPI giai đoạn 2017 - 2020
    CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU
    Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
    Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 522/TTr-SNV ngày 02 tháng 10 năm 2017,
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động nâng cao Chỉ số PAPI.
    Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND./.
    Nơi nhận:
    - Như Điều 4;
    - Lưu: VT.
    KT. CHỦ TỊCH
    PHÓ CHỦ TỊCH
    (Đã ký)
    ĐẶNG MINH THÔNG
    CHƯƠNG TRÌNH HÀNH ĐỘNG
    NÂNG CAO CHỈ SỐ PAPI CỦA TỈNH GIAI ĐOẠN 2017 - 2020.
    (Ban hành kèm theo Quyết định số 2922/QĐ-UBND ngày 16 tháng 10 năm 2017 của UBND tỉnh)
    I. MỤC TIÊU
    Nâng cao điểm số.
    """
)


def test_a_decision_promulgates_a_plan() -> None:
    found = identity.read(DECISION)

    assert (found.kind, found.number) == ("decision", "2922/QĐ-UBND")
    assert (found.issued_on, found.place) == (date(2017, 10, 16), "Bà Rịa - Vũng Tàu")
    assert found.issuer == "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"
    assert found.subject.startswith("Về việc ban hành Chương trình hành động")
    assert (found.year_from, found.year_to) == (2017, 2020)
    assert [one.kind for one in found.basis] == ["Luật", "Tờ trình"]
    assert [one.number for one in found.replaces] == ["12/QĐ-UBND"]
    assert (found.signed_for, found.signatory) == ("KT. CHỦ TỊCH", "Đặng Minh Thông")
    assert found.appendix_title.startswith("CHƯƠNG TRÌNH HÀNH ĐỘNG NÂNG CAO CHỈ SỐ PAPI")
    assert found.remarks == ()


def test_the_promulgated_plan_is_part_of_the_body() -> None:
    body = texts(identity.body(DECISION))

    assert body[0].startswith("Điều 1.")
    assert body[-2:] == ["I. MỤC TIÊU", "Nâng cao điểm số."]


def test_a_web_page_repeats_its_title_and_brings_noise() -> None:
    page = document(
        """
        Trang chủ/ Cải cách hành chính
        15/01/2024 | Lượt xem 198
        KẾ HOẠCH Nâng cao hiệu quả quản trị xã Tiền Phong năm 2024
        KẾ HOẠCH Nâng cao hiệu quả quản trị xã Tiền Phong năm 2024
        Căn cứ Kế hoạch số 192/KH-UBND ngày 26/12/2023 của UBND tỉnh Hưng Yên về PAPI.
        UBND xã Tiền Phong ban hành Kế hoạch như sau:
        1. Tuyên truyền.
        Trên đây là Kế hoạch của UBND xã./.
        Xem chi tiết ở đây
        Trần Thị Thương, Công chức Văn phòng - Thống kê xã
        Video Clip
        """
    )

    found = identity.read(page)

    assert found.subject == "Nâng cao hiệu quả quản trị xã Tiền Phong năm 2024"
    assert found.issuer == "UBND xã Tiền Phong"
    assert (found.signatory, found.recipients) == ("", ())
    assert doubts(found).keys() == {"number", "issued_on", "signatory"}
    assert texts(identity.body(page)) == ["1. Tuyên truyền."]


def test_an_appendix_alone_says_what_it_belongs_to() -> None:
    sheet = document(
        "Phụ lục 1",
        "NHIỆM VỤ CẢI THIỆN CHỈ SỐ PAPI NĂM 2026",
        "(Kèm theo Kế hoạch số    /KH-UBND ngày    /01/2026 của Ủy ban nhân dân xã Điềm He)",
        table(HEADER),
    )

    found = identity.read(sheet)

    assert (found.kind, found.issuer) == ("plan", "Ủy ban nhân dân xã Điềm He")
    assert found.subject == found.appendix_title == "NHIỆM VỤ CẢI THIỆN CHỈ SỐ PAPI NĂM 2026"
    assert found.year_from == 2026
    assert doubts(found).keys() == {"number", "issued_on", "subject", "signatory"}
    assert texts(identity.body(sheet)) == ["STT"]


def test_a_framework_of_tasks_carries_its_titles_above_the_header_of_its_sheet() -> None:
    promulgated = "(Ban hành kèm theo Quyết định số 3012/QĐ-UBND ngày 07/11/2022 của UBND tỉnh A)"
    title = "BỘ KHUNG NHIỆM VỤ CẢI THIỆN CHỈ SỐ PAPI TỈNH A"
    sheet = document(table((title, "", "", ""), (promulgated, "", "", ""), HEADER))

    found = identity.read(sheet)

    assert (found.kind, found.number) == ("framework", "3012/QĐ-UBND")
    assert (found.issued_on, found.issuer) == (date(2022, 11, 7), "UBND tỉnh A")
    assert found.subject == "CẢI THIỆN CHỈ SỐ PAPI TỈNH A"
    assert (found.year_from, found.year_to) == (2022, 2022)
    assert len(identity.body(sheet)) == 1


def test_a_directive_has_no_opening_formula() -> None:
    found = identity.read(
        document(
            """
            ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
            Số: 18/CT-UBND | Thanh Hóa, ngày 26 tháng 9 năm 2018 |
            CHỈ THỊ
            VỀ VIỆC TẬP TRUNG CẢI THIỆN CHỈ SỐ CẢI CÁCH HÀNH CHÍNH
            Trong thời gian qua, công tác cải cách hành chính được quan tâm.
            1. Các sở, ban, ngành:
            - Rà soát.
            Yêu cầu Giám đốc các sở nghiêm túc thực hiện./.
            Nơi nhận: - Như trên; - TT Tỉnh ủy (để b/c); - Lưu: VT.
            CHỦ TỊCH
            """
        )
    )

    assert (found.kind, found.number, found.place) == ("directive", "18/CT-UBND", "Thanh Hóa")
    assert found.opening.startswith("Trong thời gian qua")
    assert found.closing == "Yêu cầu Giám đốc các sở nghiêm túc thực hiện./."
    assert found.recipients == ("Như trên", "TT Tỉnh ủy (để b/c)", "Lưu: VT")
    assert doubts(found).keys() == {"issuer", "years", "signatory"}


def test_a_decision_without_subject_takes_its_first_article() -> None:
    found = identity.read(
        document(
            """
            Số: 5/QĐ-UBND
            CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LẬP
            Căn cứ Luật Đất đai ngày 18/01/2024;
            QUYẾT ĐỊNH:
            Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao PAPI năm 2025.
            """
        )
    )

    assert (found.kind, found.number) == ("decision", "5/QĐ-UBND")
    assert found.issuer == "Ủy ban nhân dân xã Tân Lập"
    assert [one.subject for one in found.basis] == ["Đất đai"]
    assert found.subject == "Ban hành Kế hoạch nâng cao PAPI năm 2025"
    assert "Điều 1" in doubts(found)["subject"]


def test_a_page_may_have_only_the_title_of_its_article() -> None:
    found = identity.read(
        document(
            """
            Tin tức
            Kế hoạch nâng cao Chỉ số PAPI xã Tân Lập năm 2025
            UBND xã Tân Lập vừa ban hành Kế hoạch với các nội dung như sau:
            1. Tuyên truyền.
            """
        )
    )

    assert found.subject == "nâng cao Chỉ số PAPI xã Tân Lập năm 2025"
    assert found.issuer == "UBND xã Tân Lập"


@pytest.mark.parametrize(
    ("appendix", "title"),
    [
        ("DANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 1/KH-UBND)", "DANH MỤC NHIỆM VỤ"),
        ("PHỤ LỤC II: Danh mục nhiệm vụ\nI. Nhiệm vụ chung", "Danh mục nhiệm vụ"),
        ("Phụ lục 1\n(Kèm theo Kế hoạch số 1/KH-UBND của\nUBND xã A)\nI. Nhiệm vụ chung", ""),
    ],
)
def test_an_appendix_ends_its_title_where_its_content_begins(appendix: str, title: str) -> None:
    whole = document("KẾ HOẠCH", "Nâng cao PAPI", "I. A", "Nơi nhận:\n- Lưu: VT.", appendix)

    assert identity.read(whole).appendix_title == title
    assert texts(identity.body(whole)) in (["I. A"], ["I. A", "I. Nhiệm vụ chung"])


@pytest.mark.parametrize("blocks", [(), ("1. Tuyên truyền.", "2. Công khai."), (table(HEADER),)])
def test_a_text_without_any_title_is_all_body(blocks: tuple[str | Block, ...]) -> None:
    pasted = document(*blocks)

    found = identity.read(pasted)

    assert identity.body(pasted) == pasted.blocks
    assert {"kind", "number", "issued_on", "issuer", "subject", "years"} <= doubts(found).keys()


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no plans in {SEEDS.name}/")
@pytest.mark.parametrize(
    ("seed", "issuer", "day", "signatory", "recipients", "cited"),
    [
        ("000", "UBND xã Liên Hội", date(2024, 5, 30), "Triệu Lê Phụng", 6, ["169/KH-UBND"]),
        ("001", "UBND xã Tiền Phong", None, "", 0, ["192/KH-UBND", "10/KH-UBND"]),
        ("002", "UBND xã Hà Bắc", None, "Nguyễn Thành Chân", 3, ["243/KH-UBND", "208/KH-UBND"]),
        ("003", "Ủy ban nhân dân tỉnh Lào Cai", date(2020, 5, 16), "Đặng Xuân Phong", 12, []),
        ("004", "UBND tỉnh", None, "Nguyễn Tân Tuân", 11, []),
    ],
)
def test_real_plans_say_who_they_are(
    seed: str, issuer: str, day: date | None, signatory: str, recipients: int, cited: list[str]
) -> None:
    (file,) = SEEDS.glob(f"{seed}_*.txt")
    lines = file.read_text(encoding="utf-8").split("\n")

    found = identity.read(document(*(line for line in lines if line.strip() and "\t" not in line)))

    assert (found.kind, found.issuer, found.issued_on) == ("plan", issuer, day)
    assert (found.signatory, len(found.recipients)) == (signatory, recipients)
    assert [one.number for one in found.basis] == cited
