"""Lines that say who does a task and when are read whole, or left in the text."""

import pytest

from tasks.reading.outline_duties import Duties, cut_off, in_parentheses, read_line


@pytest.mark.parametrize(
    ("line", "duties"),
    [
        ("Đơn vị chủ trì: Sở Nội vụ.", Duties(lead="Sở Nội vụ")),
        ("Cơ quan chủ trì, tham mưu: Sở Y tế;", Duties(lead="Sở Y tế")),
        ("Đơn vị chịu trách nhiệm thực hiện: Công an xã", Duties(lead="Công an xã")),
        ("Cơ quan, đơn vị thực hiện: UBND xã", Duties(lead="UBND xã")),
        ("Chủ trì: Sở Nội vụ; phối hợp: các sở", Duties(lead="Sở Nội vụ", support="các sở")),
        ("Thực hiện: Công chức Tài chính", Duties(lead="Công chức Tài chính")),
        ("Phân công thực hiện: Công chức Tư pháp", Duties(lead="Công chức Tư pháp")),
        ("Đơn vị phối hợp thực hiện: MTTQ xã", Duties(support="MTTQ xã")),
        ("Đơn vị hướng dẫn, kiểm tra: Sở Tư pháp", Duties(guide="Sở Tư pháp")),
        ("Thời gian: Thường xuyên.", Duties(deadline="Thường xuyên")),
        ("Thời gian thực hiện, hoàn thành: Quý II/2025", Duties(deadline="Quý II/2025")),
        ("Thời gian thực hiện trong quý II.", Duties(deadline="trong quý II")),
        ("Hoàn thành: trước ngày 30/6", Duties(deadline="trước ngày 30/6")),
        ("Sản phẩm đầu ra: Báo cáo.", Duties(output="Báo cáo")),
        ("Kết quả dự kiến: 02 hội nghị", Duties(output="02 hội nghị")),
        ("Ghi chú: lồng ghép", Duties(note="lồng ghép")),
        (
            "Đơn vị chủ trì: Các công chức (nếu có). Đơn vị phối hợp: Các thôn",
            Duties(lead="Các công chức (nếu có)", support="Các thôn"),
        ),
        (
            "(Đơn vị chủ trì: Sở Y tế; thời gian: Quý I)",
            Duties(lead="Sở Y tế", deadline="Quý I"),
        ),
    ],
)
def test_line_of_duties_is_read(line: str, duties: Duties) -> None:
    assert read_line(line) == (duties, "")


@pytest.mark.parametrize(
    "line",
    [
        "Chủ trì, phối hợp với các ngành: tuyên truyền",
        "Tổ chức thực hiện: Các sở",
        "Kết quả: tốt",
        "Thực hiện: tuyên truyền đến từng hộ dân",
        "Thời gian qua, công tác này được quan tâm.",
        "Kiểm tra, giám sát: thực hiện thường xuyên",
        "Đơn vị chủ trì:",
        "Chủ trì: Sở Y tế. Các sở cung cấp số liệu đầy đủ. Phối hợp: các xã",
        "Nội dung tuyên truyền: chính sách mới",
    ],
)
def test_other_lines_are_left(line: str) -> None:
    assert read_line(line) is None


def test_sentence_behind_a_value_is_not_swallowed() -> None:
    assert read_line("Đơn vị chủ trì: Sở Nội vụ. Các sở cung cấp số liệu đầy đủ.") == (
        Duties(lead="Sở Nội vụ"),
        "Các sở cung cấp số liệu đầy đủ.",
    )


@pytest.mark.parametrize(
    ("task", "text", "duties"),
    [
        (
            "Nâng cấp Cổng (Chủ trì: Sở Nội vụ; phối hợp: các sở (nếu có); thời gian: quý II).",
            "Nâng cấp Cổng",
            Duties(lead="Sở Nội vụ", support="các sở (nếu có)", deadline="quý II"),
        ),
        (
            "Thu gom rác. Đơn vị chủ trì: UBND xã. Thời gian thực hiện: Hằng năm.",
            "Thu gom rác.",
            Duties(lead="UBND xã", deadline="Hằng năm"),
        ),
        ("Thu gom rác (thực hiện: UBND xã)", "Thu gom rác", Duties(lead="UBND xã")),
    ],
)
def test_duties_at_the_end_of_a_task_are_cut_off(task: str, text: str, duties: Duties) -> None:
    assert cut_off(task) == (text, duties)


@pytest.mark.parametrize(
    "task",
    [
        "Chính sách mới (như: bảo hiểm; trợ cấp)",
        "Làm tốt. Thời gian thực hiện: quý I. Báo cáo kết quả về Ủy ban nhân dân tỉnh.",
        "Tuyên truyền; phối hợp: nhiều hình thức",
    ],
)
def test_what_is_not_certain_stays_in_the_text(task: str) -> None:
    assert cut_off(task) == (task, Duties())


@pytest.mark.parametrize(
    ("task", "duties"),
    [
        ("Rà soát (Sở Nội vụ chủ trì).", Duties(lead="Sở Nội vụ")),
        (
            "Rà soát (Sở Y tế chủ trì, phối hợp với Công an tỉnh, hoàn thành quý III)",
            Duties(lead="Sở Y tế", support="Công an tỉnh", deadline="quý III"),
        ),
        (
            "Rà soát (Sở Y tế, Sở Nội vụ thực hiện, thường xuyên).",
            Duties(lead="Sở Y tế; Sở Nội vụ", deadline="thường xuyên"),
        ),
        ("Rà soát (theo Nghị quyết số 5).", Duties()),
        ("Lập danh sách (gồm thôn, tổ dân phố)", Duties()),
    ],
)
def test_parentheses_at_the_end_may_say_who_takes_a_task_on(task: str, duties: Duties) -> None:
    assert in_parentheses(task) == duties


def test_own_duties_go_before_those_of_a_heading() -> None:
    heading = Duties(lead="Sở Y tế", deadline="Quý I")

    assert Duties(lead="Công an").or_else(heading) == Duties(lead="Công an", deadline="Quý I")
