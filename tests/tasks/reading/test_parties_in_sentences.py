"""Sentences say who leads, who supports and under whose guidance."""

import pytest

from tasks.reading import parties, verbs


@pytest.mark.parametrize(
    ("sentence", "leads", "supports"),
    [
        ("1.4. Sở Công Thương chủ trì tham mưu cải thiện mạng lưới điện", ["Sở Công Thương"], []),
        (
            "Chủ trì, phối hợp với Sở Tài chính, Sở TT&TT và các cơ quan liên quan tham mưu",
            [],
            ["Sở Tài chính", "Sở TT&TT", "các cơ quan liên quan"],
        ),
        (
            "- Chủ trì, phối hợp với các sở, ban, ngành; UBND các huyện tổ chức triển khai",
            [],
            ["các sở, ban, ngành", "UBND các huyện"],
        ),
        (
            "Giao Văn phòng HĐND và UBND xã chủ trì, phối hợp Công an xã theo dõi",
            ["Văn phòng HĐND và UBND xã"],
            ["Công an xã"],
        ),
        (
            "5. Đề nghị Ủy ban mặt trận Tổ quốc Việt Nam xã phối hợp với các đoàn thể trong việc",
            ["Ủy ban mặt trận Tổ quốc Việt Nam xã"],
            [],
        ),
        (
            "UBND các xã, phường làm đầu mối phối hợp với Bưu điện, Viettel hỗ trợ người dân",
            ["UBND các xã, phường"],
            ["Bưu điện", "Viettel"],
        ),
        (
            "Theo dõi; chủ trì, phối hợp với cơ quan, đơn vị và thôn bản thực hiện tốt việc",
            [],
            ["cơ quan, đơn vị", "thôn bản"],
        ),
        ("Công an xã. Tuần tra ban đêm.", [], []),
        ("Phối hợp với Sở Nội vụ.", [], []),
        ("Chủ trì, phối hợp tổ chức tuyên truyền.", [], []),
        ("Chủ trì, phối hợp với Sở Nội vụ.", [], ["Sở Nội vụ"]),
        ("Phòng Văn hóa - Xã hội: Tham mưu UBND xã", ["Phòng Văn hóa - Xã hội"], []),
        ("Sở Xây dựng xây dựng kế hoạch", ["Sở Xây dựng"], []),
        ("Các bộ phận chuyên môn được UBND xã giao triển khai", ["Các bộ phận chuyên môn"], []),
        (
            "Các cơ quan thuộc tỉnh và Công an tỉnh được giao nhiệm vụ khẩn trương thực hiện.",
            ["Các cơ quan thuộc tỉnh", "Công an tỉnh"],
            [],
        ),
        ("Chỉ đạo UBND xã:\n+ Phối hợp với Mặt trận tuyên truyền", [], []),
        ("Tổ chức tuyên truyền", [], []),
        ("Ban hành kế hoạch thực hiện", [], []),
        ("các sở phải thực hiện", [], []),
        ("Chủ trì, phối hợp với Sở Nội vụ; kết quả gửi về xã.", [], ["Sở Nội vụ"]),
        ("Sở Nội vụ", [], []),
        ("", [], []),
    ],
)
def test_a_sentence_says_who_leads_and_supports(
    sentence: str, leads: list[str], supports: list[str]
) -> None:
    assert parties.from_sentence(sentence) == parties.Named(tuple(leads), tuple(supports))


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("ban chỉ đạo cải cách hành chính tiếp tục", "tiếp tục"),
        ("các tổ chức kinh tế tham gia", "tham gia"),
        ("Trung tâm Giáo dục thường xuyên tổ chức thi", "tổ chức thi"),
        ("thôn bản tuyên truyền", "tuyên truyền"),
        ("Đề án của Sở là tài liệu", "là tài liệu"),
        ("SỞ NỘI VỤ CHỦ TRÌ", "CHỦ TRÌ"),
    ],
)
def test_a_verb_ends_the_name_before_it(text: str, verb: str) -> None:
    assert text[verbs.first_verb(text) :] == verb


def test_a_sentence_says_under_whose_guidance() -> None:
    named = parties.from_sentence("Thực hiện theo hướng dẫn nghiệp vụ của Sở Tài chính.")

    assert named == parties.Named(guides=("Sở Tài chính",))


def test_a_leading_name_that_may_be_several_is_doubtful() -> None:
    named = parties.from_sentence("Sở Nội vụ, Sông Đà chủ trì thực hiện")

    assert named.leads == ("Sở Nội vụ, Sông Đà",)
    assert len(named.doubts) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ trì, phối hợp với các đoàn thể được lựa chọn điều tra xã hội học phục vụ xác định",
        "Chủ trì, phối hợp với các cơ quan được giao hướng dẫn, kiểm tra các nhiệm vụ",
        "Chủ trì, phối hợp với những người am hiểu về công việc",
        "Giao Sở Nội vụ và những người có kinh nghiệm. Thực hiện ngay",
    ],
)
def test_a_phrase_without_a_clear_end_names_nobody(sentence: str) -> None:
    named = parties.from_sentence(sentence)

    assert (named.leads, named.supports) == ((), ())
    assert len(named.doubts) == 1
