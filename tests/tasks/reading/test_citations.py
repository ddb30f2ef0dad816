"""What a plan cites: relation, kind, number, day, issuer, subject, and what it replaces."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading import citations
from tasks.reading.values import Citation

OPENING = "UBND xã Liên Hội xây dựng kế hoạch triển khai thực hiện như sau:"


def only(paragraph: str) -> Citation:
    (citation,) = citations.read([paragraph]).citations
    return citation


def test_a_plan_is_cited_with_everything() -> None:
    cited = "Kế hoạch số 169/KH-UBND ngày 27/5/2024 của Ủy ban nhân dân huyện Văn Quan"

    assert only(f"Thực hiện {cited} về nâng cao Chỉ số PAPI năm 2024.") == Citation(
        relation="carries_out",
        text=f"{cited} về nâng cao Chỉ số PAPI năm 2024",
        kind="Kế hoạch",
        number="169/KH-UBND",
        issued_on=date(2024, 5, 27),
        issuer="Ủy ban nhân dân huyện Văn Quan",
        subject="nâng cao Chỉ số PAPI năm 2024",
    )


@pytest.mark.parametrize(
    ("opener", "relation"),
    [
        ("Căn cứ", "rests_on"),
        ("- Căn cứ", "rests_on"),
        ("Theo", "rests_on"),
        ("Thực hiện", "carries_out"),
        ("Triển khai thực hiện", "carries_out"),
        ("Nhằm triển khai", "carries_out"),
        ("Tiếp tục thực hiện", "continues"),
    ],
)
def test_the_first_words_say_the_relation(opener: str, relation: str) -> None:
    assert only(f"{opener} Chỉ thị số 6/CT-UBND ngày 1/2/2024 của UBND tỉnh;").relation == relation


@pytest.mark.parametrize(
    ("cited", "kind", "number", "day"),
    [
        ("Kế hoạch số 80/ KH – UBND ngày 21/9/2022", "Kế hoạch", "80/KH-UBND", (2022, 9, 21)),
        ("Kế hoạch số: 151 /KH-UBND ngày 6 /5/2020", "Kế hoạch", "151/KH-UBND", (2020, 5, 6)),
        ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "Nghị quyết", "30c/NQ-CP", (2011, 11, 8)),
        ("Quyết định số 80/2025/QĐ-UBND, ngày 1/7/2025", "Quyết định", "80/2025/QĐ-UBND", None),
        ("Văn bản số 81/UBND-KSTT ngày 05 tháng 01 năm 2022", "Văn bản", "81/UBND-KSTT", None),
        ("Kế hoạch số 12-KH/TU ngày 3/2/2021", "Kế hoạch", "12-KH/TU", (2021, 2, 3)),
        ("Thông báo kết luận số 45-TB/TU ngày 3/2/2024", "Thông báo", "45-TB/TU", (2024, 2, 3)),
        ("Luật Đất đai số 31/2024/QH15 ngày 18/01/2024", "Luật", "31/2024/QH15", (2024, 1, 18)),
        ("Quyết định số 2584/QĐUBND ngày 26/7/2022", "Quyết định", "2584/QĐUBND", (2022, 7, 26)),
        ("Kế hoạch số 10/KH-UBND ngày 31/02/2024", "Kế hoạch", "10/KH-UBND", None),
        ("Kế hoạch số 10/KH-UBND ngày   tháng 02 năm 2024", "Kế hoạch", "10/KH-UBND", None),
    ],
)
def test_numbers_and_days_are_read_as_offices_write_them(
    cited: str, kind: str, number: str, day: tuple[int, int, int] | None
) -> None:
    citation = only(f"Căn cứ {cited} của UBND tỉnh về PAPI;")

    assert (citation.kind, citation.number) == (kind, number)
    assert (citation.issuer, citation.text) == ("UBND tỉnh", f"{cited} của UBND tỉnh về PAPI")
    if day:
        assert citation.issued_on == date(*day)


@pytest.mark.parametrize(
    ("paragraph", "issuer", "subject"),
    [
        ("Nghị định số 9/NĐ-CP ngày 1/2/2024 của Chính phủ quy định A", "Chính phủ", "quy định A"),
        (
            "Kế hoạch số 1/KH-UBND ngày 1/2/2024 UBND tỉnh V/v cải thiện B",
            "UBND tỉnh",
            "cải thiện B",
        ),
        ("Luật Tiếp cận thông tin ngày 6/4/2016", "", "Tiếp cận thông tin"),
        (
            "Luật Sửa đổi, bổ sung một số điều của Luật Đất đai ngày 22/11/2019",
            "",
            "Sửa đổi, bổ sung một số điều của Luật Đất đai",
        ),
        ("Kế hoạch của UBND tỉnh về nâng cao Chỉ số PAPI", "UBND tỉnh", "nâng cao Chỉ số PAPI"),
    ],
)
def test_issuer_and_subject_are_told_apart(paragraph: str, issuer: str, subject: str) -> None:
    citation = only(f"Căn cứ {paragraph};")

    assert (citation.issuer, citation.subject) == (issuer, subject)


def test_several_in_one_sentence_are_several() -> None:
    sentence = (
        "Thực hiện Kế hoạch số 243/KH-UBND ngày 09/10/2023 của UBND tỉnh về việc A giai đoạn "
        "2023 – 2025; Kế hoạch số 208/KH-UBND ngày 24/10/2023 của UBND huyện về việc B, "
        "Công văn số 9/SNV ngày 1/11/2023 của Sở Nội vụ về C; tiếp tục thực hiện Chỉ thị số "
        "6/CT-TTg ngày 1/2/2023 của Thủ tướng Chính phủ."
    )

    found = citations.read([f"{sentence} {OPENING}"])

    assert [(one.number, one.relation, one.subject) for one in found.citations] == [
        ("243/KH-UBND", "carries_out", "A giai đoạn 2023 – 2025"),
        ("208/KH-UBND", "carries_out", "B"),
        ("9/SNV", "carries_out", "C"),
        ("6/CT-TTg", "continues", ""),
    ]
    assert found.others == (OPENING,)


def test_what_a_cited_document_is_about_is_not_cited_itself() -> None:
    nested = (
        "Căn cứ Công văn số 123/UBND-NC ngày 5/3/2024 của UBND tỉnh về việc triển khai "
        "Nghị quyết số 01/NQ-CP và Nghị quyết số 02/NQ-CP của Chính phủ;"
    )

    assert only(nested).subject.startswith("triển khai Nghị quyết số 01/NQ-CP và Nghị quyết")


def test_a_list_goes_on_behind_a_semicolon() -> None:
    found = citations.read(
        ["Căn cứ Luật Đất đai ngày 18/01/2024;", "Nghị định số 1/NĐ-CP ngày 2/3/2024;"]
    )

    assert [one.relation for one in found.citations] == ["rests_on", "rests_on"]


def test_the_opening_is_cut_off_the_last_citation() -> None:
    found = citations.read(
        ["Thực hiện Kế hoạch số 1/KH-UBND ngày 2/3/2024 của UBND huyện về A năm 2024, " + OPENING]
    )

    assert found.citations[0].subject == "A năm 2024"
    assert found.others == (OPENING,)


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        (
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 522/TTr-SNV ngày 2/10/2017,",
            "522/TTr-SNV",
        ),
        ("Xét đề nghị của Trưởng phòng Văn hóa - Xã hội,", ""),
        ("Căn cứ tình hình thực tế của địa phương,", ""),
    ],
)
def test_proposals_and_facts_are_grounds_with_their_words(paragraph: str, number: str) -> None:
    citation = only(paragraph)

    assert (citation.number, citation.text) == (number, paragraph.rstrip(","))


@pytest.mark.parametrize(
    "paragraph",
    [
        "Theo công bố của CECODES, Chương trình Phát triển Liên Hợp quốc, Chỉ số PAPI tăng.",
        "Nhằm cải thiện Chỉ số PAPI, UBND xã Tiền Phong ban hành Kế hoạch như sau:",
        "Thực hiện tốt quy chế dân chủ ở cơ sở.",
    ],
)
def test_what_cites_no_document_is_left(paragraph: str) -> None:
    found = citations.read([paragraph])

    assert (found.citations, found.others) == ((), (paragraph,))


@pytest.mark.parametrize(
    ("sentence", "relation", "number"),
    [
        (
            "1. Kế hoạch này thay thế cho Kế hoạch số 80/ KH – UBND ngày 21/9/2022 của UBND xã.",
            "replaces",
            "80/KH-UBND",
        ),
        (
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND.",
            "replaces",
            "12/QĐ-UBND",
        ),
        ("Điều 3. Bãi bỏ Quyết định số 5/QĐ-UBND ngày 1/2/2022.", "replaces", "5/QĐ-UBND"),
        (
            "Kế hoạch số 5/KH-UBND hết hiệu lực kể từ ngày ban hành Kế hoạch này.",
            "replaces",
            "5/KH-UBND",
        ),
        (
            "Kế hoạch này sửa đổi, bổ sung một số nội dung của Kế hoạch số 7/KH-UBND.",
            "amends",
            "7/KH-UBND",
        ),
    ],
)
def test_what_the_document_replaces_or_amends(sentence: str, relation: str, number: str) -> None:
    (found,) = citations.replaced([sentence], "")

    assert (found.relation, found.number) == (relation, number)
    assert found.text.startswith(found.kind)


def test_a_subject_may_say_that_it_amends() -> None:
    (found,) = citations.replaced([], "Sửa đổi, bổ sung Kế hoạch số 10/KH-UBND ngày 1/2/2024")

    assert (found.relation, found.issued_on) == ("amends", date(2024, 2, 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "Rà soát để kịp thời bãi bỏ hoặc sửa đổi, bổ sung, thay thế những quy phạm pháp luật.",
        "Tham mưu UBND tỉnh ban hành Quyết định thay thế Quyết định số 12/2020/QĐ-UBND.",
        "Căn cứ Nghị định số 1/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 2/NĐ-CP;",
        "Triển khai Nghị định số 1/NĐ-CP thay thế Nghị định số 2/NĐ-CP của Chính phủ.",
    ],
)
def test_what_others_replace_is_not_replaced_by_this_document(sentence: str) -> None:
    assert citations.replaced([sentence], "") == ()


@given(st.lists(st.text(alphabet="Căn cứThựchiệnKếoạsố12/-UBDngày.,;: ", max_size=120), max_size=4))
def test_whatever_stands_there_no_word_is_invented(paragraphs: list[str]) -> None:
    found = citations.read(paragraphs)
    said = " ".join([*found.others, *(one.text for one in found.citations)])

    assert set(said.split()) <= set(" ".join(paragraphs).split()) | {""}
