"""Deadlines that a task names itself, told apart from other days in it."""

from datetime import date

import pytest

from tasks.reading import deadlines
from tasks.reading.values import Deadline, ReadDeadline
from tests.tasks.reading.days import day


@pytest.mark.parametrize(
    ("text", "raw", "end"),
    [
        (
            "Hướng dẫn (hoàn thành trước ngày 30/6/2024).",
            "hoàn thành trước ngày 30/6/2024",
            "2024-06-30",
        ),
        ("rà soát, xong trước 15/11", "xong trước 15/11", "2024-11-15"),
        ("gửi Sở Nội vụ *trước ngày 10/6/2024* để", "trước ngày 10/6/2024", "2024-06-10"),
        ("tổ chức hội nghị trong tháng 6/2024)", "trong tháng 6/2024", "2024-06-30"),
        ("ban hành trong quý II năm 2024", "trong quý II năm 2024", "2024-06-30"),
        ("báo cáo chậm nhất ngày 29/9/2024.", "chậm nhất ngày 29/9/2024", "2024-09-29"),
        ("chậm nhất là\nngày 15/7", "chậm nhất là ngày 15/7", "2024-07-15"),
        ("hoàn thành trong năm 2024", "hoàn thành trong năm 2024", "2024-12-31"),
        ("hoàn thành đến ngày 30/6/2024", "hoàn thành đến ngày 30/6/2024", "2024-06-30"),
    ],
)
def test_a_task_may_name_its_deadline_itself(text: str, raw: str, end: str) -> None:
    found = deadlines.find(text, year=2024)

    assert (found.deadline.raw, found.deadline.kind) == (raw, Deadline.BY_DATE)
    assert found.deadline.end == day(end)
    assert found.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thực hiện Kế hoạch số 55/KH-UBND ngày 20/6/2024 của UBND tỉnh",
        "nâng cao Chỉ số PAPI trong năm 2024 và các năm tiếp theo",
        "phấn đấu đến hết năm 2025 đạt 100%",
        "cấp giấy cho đất sử dụng trước ngày 15/10/1993",
        "trường hợp phát sinh trước ngày 01/7/2014",
        "trả kết quả trong 05 ngày làm việc",
        "không quá 1/3 số hộ",
        "Thường xuyên kiểm tra",
    ],
)
def test_other_dates_in_a_task_are_no_deadlines(text: str) -> None:
    assert deadlines.find(text, year=2024) == deadlines.Understood(ReadDeadline())


@pytest.mark.parametrize(
    ("text", "raw", "kind"),
    [
        ("- Định kỳ (Quý I, 6 tháng, Quý III, năm) báo cáo UBND", None, Deadline.QUARTERLY),
        (
            "Định kỳ (Quý I trước ngày 28/2; 6 tháng trước ngày 30/5; năm trước 05/12) báo cáo",
            "Định kỳ (Quý I trước ngày 28/2; 6 tháng trước ngày 30/5; năm trước 05/12)",
            Deadline.QUARTERLY,
        ),
        (
            "Chịu trách nhiệm về kết quả. Định kỳ hằng quý, 06 tháng, năm, tổng hợp",
            None,
            "quarterly",
        ),
        ("báo cáo trước ngày 15 tháng cuối quý.", "trước ngày 15 tháng cuối quý", "quarterly"),
        ("gửi UBND xã trước ngày 20 hằng tháng", "trước ngày 20 hằng tháng", "monthly"),
        (
            "tổng hợp, báo cáo UBND tỉnh định kỳ 6 tháng, năm.",
            "định kỳ 6 tháng, năm",
            "half_yearly",
        ),
        ("Định kỳ hàng năm khi nhận được kế hoạch khảo sát", "Định kỳ hàng năm", "yearly"),
        ("Định kỳ 6 tháng, năm báo cáo", "Định kỳ 6 tháng, năm", "half_yearly"),
        ("Định kỳ hằng tháng và hằng quý báo cáo", "Định kỳ hằng tháng và hằng quý", "monthly"),
        ("Định kỳ kiểm tra, đôn đốc trong năm", "", "none"),
        ("Tổ chức đối thoại định kỳ hằng năm với người dân", "", "none"),
    ],
)
def test_what_is_reported_at_intervals_is_as_frequent_as_its_shortest(
    text: str, raw: str | None, kind: str
) -> None:
    found = deadlines.find(text, year=2020).deadline

    assert found.kind == kind
    assert raw is None or found.raw == raw


def test_a_day_of_every_year_is_yearly() -> None:
    found = deadlines.find("Báo cáo trước ngày 15/12 hằng năm", year=2024)

    assert found.deadline == ReadDeadline("trước ngày 15/12 hằng năm", Deadline.YEARLY)


def test_of_several_deadlines_in_a_task_the_last_counts() -> None:
    text = "Xây dựng kế hoạch trước ngày 30/6/2024, báo cáo trước ngày 15/12/2024."
    found = deadlines.find(text, year=2024)

    assert found.deadline.raw == "trước ngày 30/6/2024; trước ngày 15/12/2024"
    assert found.deadline.end == date(2024, 12, 15)
    assert len(found.doubts) == 1


def test_a_deadline_said_twice_is_one() -> None:
    found = deadlines.find("xong trước 30/6; phải xong trước 30/6", year=2024)

    assert found.deadline.raw == "xong trước 30/6"
    assert found.doubts == ()


def test_an_impossible_day_in_a_task_is_doubtful() -> None:
    found = deadlines.find("xong trước ngày 31/6/2024", year=2024)

    assert found.deadline == ReadDeadline("xong trước ngày 31/6/2024")
    assert len(found.doubts) == 1
