"""Words for the time of a task become a kind, a first and a last day, or a doubt."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papi_portal.text import clean_line
from tasks.reading import deadlines
from tasks.reading.values import Deadline, ReadDeadline
from tests.tasks.reading.days import day

YEARS = {
    "Năm 2025 và các năm tiếp theo": ("2025-01-01", None),
    "Năm 2024 và những năm tiếp theo": ("2024-01-01", None),
    "Quý IV/2025 và các năm tiếp theo": ("2025-10-01", None),
    "Quý III, IV/2025 và các năm tiếp theo": ("2025-07-01", None),
    "Đến năm 2025 và các năm tiếp theo": (None, None),
    "Từ năm 2025": ("2025-01-01", None),
    "Từ năm 2025 trở đi": ("2025-01-01", None),
    "giai đoạn 2026 - 2030": ("2026-01-01", "2030-12-31"),
    "Giai đoạn 2026 – 2030": ("2026-01-01", "2030-12-31"),
    "Giai đoạn 2026-2030, tầm nhìn 2045": ("2026-01-01", "2030-12-31"),
    "2024-2025": ("2024-01-01", "2025-12-31"),
    "Năm 2024, 2025": ("2024-01-01", "2025-12-31"),
    "Từ năm 2024 đến năm 2026": ("2024-01-01", "2026-12-31"),
}
FROM_TO = {
    "từ tháng 3 đến tháng 6/2024": ("2024-03-01", "2024-06-30"),
    "01/3 - 30/6/2024": ("2024-03-01", "2024-06-30"),
    "Từ ngày 01/01/2024 đến hết ngày 31/12/2024": ("2024-01-01", "2024-12-31"),
    "Từ 15/4 đến 30/6": ("2024-04-15", "2024-06-30"),
    "Tháng 3-6/2024": ("2024-03-01", "2024-06-30"),
    "Tháng 5, 6/2024": ("2024-05-01", "2024-06-30"),
    "Quý II, III/2024": ("2024-04-01", "2024-09-30"),
    "Quý II – Quý IV/2024": ("2024-04-01", "2024-12-31"),
    "Từ tháng 11 đến tháng 3/2025": ("2024-11-01", "2025-03-31"),
    "Quý IV/2024 - Quý I/2025": ("2024-10-01", "2025-03-31"),
}
BY_DATE = {
    "trước ngày 30/6/2024": (None, "2024-06-30"),
    "Xong trước 30/6": (None, "2024-06-30"),
    "Hoàn thành trước ngày 30 tháng 6 năm 2024": (None, "2024-06-30"),
    "ngày 05 tháng 02 năm 2026": (None, "2026-02-05"),
    "31/12/2025": (None, "2025-12-31"),
    "2025-12-31": (None, "2025-12-31"),
    "2025-12-31 00:00:00": (None, "2025-12-31"),
    "30.6.2024": (None, "2024-06-30"),
    "30-6-2024": (None, "2024-06-30"),
    "30 /6/24": (None, "2024-06-30"),
    "Chậm nhất ngày 29/9/2024.": (None, "2024-09-29"),
    "Quý III/2024": ("2024-07-01", "2024-09-30"),
    "Quý 2 năm 2024": ("2024-04-01", "2024-06-30"),
    "Quý II": ("2024-04-01", "2024-06-30"),
    "Đến hết quý II": (None, "2024-06-30"),
    "Tháng 5/2024": ("2024-05-01", "2024-05-31"),
    "5/2024": ("2024-05-01", "2024-05-31"),
    "T5/2024": ("2024-05-01", "2024-05-31"),
    "Hoàn thành trong tháng 2": ("2024-02-01", "2024-02-29"),
    "Năm 2024": ("2024-01-01", "2024-12-31"),
    "Trong năm 2024": ("2024-01-01", "2024-12-31"),
    "Trong năm": ("2024-01-01", "2024-12-31"),
    "Cuối năm 2024": (None, "2024-12-31"),
    "Đến hết năm 2025": (None, "2025-12-31"),
    "Đến năm 2030": (None, "2030-12-31"),
    "6 tháng đầu năm 2024": ("2024-01-01", "2024-06-30"),
    "06 tháng cuối năm": ("2024-07-01", "2024-12-31"),
    "Từ nay đến 31/12/2024": (None, "2024-12-31"),
    "Từ khi ban hành kế hoạch đến hết 2024": (None, "2024-12-31"),
    "Năm 2024, theo kế hoạch của tỉnh": ("2024-01-01", "2024-12-31"),
}
ONGOING = {
    "Từ 01/7/2025": ("2025-07-01", None),
    "Từ quý II/2024": ("2024-04-01", None),
    "Sau ngày 15/7/2024": ("2024-07-15", None),
    "Tháng 3/2024 trở đi": ("2024-03-01", None),
    "Thường xuyên từ 01/7/2025": ("2025-07-01", None),
    "Thường xuyên trong năm 2024": ("2024-01-01", "2024-12-31"),
    "Cả năm": ("2024-01-01", "2024-12-31"),
}
WITHOUT_DAYS = {
    Deadline.ONGOING: [
        "Thường xuyên",
        "Thường\nxuyên",
        "thường xuyên, liên tục",
        "Thường xuyên, hằng năm",
        "Hằng tuần",
        "(Thường xuyên)",
    ],
    Deadline.YEARLY: [
        "Hàng năm",
        "hằng năm",
        "Mỗi năm",
        "01 lần/năm",
        "Mỗi năm một lần",
        "Trước 31/12 hằng năm",
        "Quý I hằng năm",
        "Hằng năm theo kế hoạch của tỉnh",
        "Định kỳ năm",
    ],
    Deadline.HALF_YEARLY: [
        "6 tháng một lần",
        "6 tháng/lần",
        "06 tháng/lần",
        "Định kỳ 6 tháng",
        "02 lần/năm",
        "6 tháng, năm",
    ],
    Deadline.QUARTERLY: [
        "hằng quý",
        "Hàng quý",
        "Quý I, II, III, IV",
        "Quý 1,2,3,4",
        "Các quý trong năm",
        "Theo quý",
        "3 tháng một lần",
        "3 tháng/lần",
        "Định kỳ hằng quý, 06 tháng, năm",
        "Quý I, 6 tháng, Quý III, năm",
        "Trước ngày 20 tháng cuối quý",
    ],
    Deadline.MONTHLY: [
        "hằng tháng",
        "Hàng tháng",
        "01 tháng 1 lần",
        "1 tháng/lần",
        "Ngày 15 hằng tháng",
    ],
    Deadline.AFTER_EVENT: [
        "sau khi có hướng dẫn của tỉnh",
        "Ngay sau khi Kế hoạch được ban hành",
        "Theo kế hoạch của tỉnh",
        "Theo quy định",
        "Theo Kế hoạch số 12/KH-UBND ngày 05/5/2024",
        "trong 10 ngày kể từ ngày 01/7/2024",
        "khi có yêu cầu",
        "Khi phát sinh",
        "Đột xuất",
        "Sau khi có kết quả công bố chỉ số PAPI hằng năm",
    ],
    Deadline.NONE: ["", " ", "-", "–"],
}


@pytest.mark.parametrize(
    ("kind", "text", "days"),
    [
        (kind, text, days)
        for kind, cases in (
            (Deadline.YEARS, YEARS),
            (Deadline.FROM_TO, FROM_TO),
            (Deadline.BY_DATE, BY_DATE),
            (Deadline.ONGOING, ONGOING),
        )
        for text, days in cases.items()
    ],
)
def test_words_with_days(kind: Deadline, text: str, days: tuple[str | None, str | None]) -> None:
    expected = ReadDeadline(text, kind, day(days[0]), day(days[1]))

    assert deadlines.read(text, year=2024) == deadlines.Understood(expected)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in WITHOUT_DAYS.items() for text in texts]
)
def test_words_without_days(kind: Deadline, text: str) -> None:
    expected = ReadDeadline(clean_line(text), kind)

    assert deadlines.read(text, year=2024) == deadlines.Understood(expected)


def test_a_cycle_may_have_a_first_and_a_last_year() -> None:
    found = deadlines.read("Hằng năm, giai đoạn 2026 - 2030", year=2026, year_to=2030)

    assert found.deadline.kind is Deadline.YEARLY
    assert (found.deadline.start, found.deadline.end) == (date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "end", "doubt"),
    [
        ("Định kỳ", Deadline.NONE, None, deadlines.NOT_UNDERSTOOD),
        ("Kịp thời", Deadline.NONE, None, deadlines.NOT_UNDERSTOOD),
        ("31/2/2024", Deadline.NONE, None, deadlines.NO_SUCH_DAY),
        ("Trước ngày 31/4", Deadline.NONE, None, deadlines.NO_SUCH_DAY),
        ("Tháng 13", Deadline.NONE, None, deadlines.NO_SUCH_DAY),
        ("2026 - 2024", Deadline.NONE, None, deadlines.BACKWARDS),
        (
            "UBND cấp xã trước 15/6/2024; Sở Nội vụ trước 30/6/2024",
            Deadline.BY_DATE,
            "2024-06-30",
            deadlines.SEVERAL,
        ),
        ("Tháng 6, tháng 12", Deadline.BY_DATE, "2024-12-31", deadlines.SEVERAL),
        ("Tuần 2 tháng 6/2024", Deadline.BY_DATE, "2024-06-30", deadlines.VAGUE),
        ("Hai tháng/lần", Deadline.NONE, None, deadlines.NOT_UNDERSTOOD),
        ("Đầu quý II/2024", Deadline.BY_DATE, "2024-06-30", deadlines.VAGUE),
        ("Năm học 2024 - 2025", Deadline.YEARS, "2025-12-31", deadlines.VAGUE),
        ("Trước tháng 6/2024", Deadline.BY_DATE, "2024-05-31", deadlines.BEFORE_IT),
        ("Trước 15/6/2022", Deadline.BY_DATE, "2022-06-15", deadlines.TOO_EARLY),
        ("Thường xuyên; báo cáo trước 15/12", Deadline.ONGOING, None, deadlines.MIXED),
        ("Trước 30/6 và thường xuyên", Deadline.BY_DATE, "2024-06-30", deadlines.MIXED),
        ("Sau khi có hướng dẫn, xong trước 30/6", Deadline.BY_DATE, "2024-06-30", deadlines.MIXED),
        ("Quý I/2024 và hằng năm", Deadline.YEARLY, None, deadlines.MIXED),
        ("Năm 2024 (xã: trước 30/6)", Deadline.BY_DATE, "2024-12-31", deadlines.NOTED),
    ],
)
def test_what_is_not_certain_comes_with_a_doubt(
    text: str, kind: Deadline, end: str | None, doubt: str
) -> None:
    found = deadlines.read(text, year=2024)

    assert (found.deadline.kind, found.deadline.end) == (kind, day(end))
    assert found.doubts == (doubt.format(time=text),)


def test_year_broken_by_a_narrow_column_is_whole_again() -> None:
    found = deadlines.read("Trước 15/12/20\n26", year=2026)

    assert found.deadline == ReadDeadline(
        "Trước 15/12/2026", Deadline.BY_DATE, None, date(2026, 12, 15)
    )


def test_days_of_the_wrong_calendar_do_not_hide_ongoing_tasks() -> None:
    found = deadlines.read("Thường xuyên, từ 31/2/2024", year=2024)

    assert found.deadline == ReadDeadline("Thường xuyên, từ 31/2/2024", Deadline.ONGOING)
    assert len(found.doubts) == 1


def test_bullets_are_several_deadlines_and_no_period() -> None:
    found = deadlines.read("- 30/6/2024\n- 15/12/2024", year=2024)

    expected = ReadDeadline("- 30/6/2024 - 15/12/2024", Deadline.BY_DATE, None, date(2024, 12, 15))
    assert found.deadline == expected
    assert len(found.doubts) == 1


@pytest.mark.parametrize("text", ["Quý II", "Trước 30/6", "Trong năm"])
@pytest.mark.parametrize(
    ("year", "year_to", "doubt"),
    [(None, None, deadlines.NO_YEAR), (2023, 2025, deadlines.WHICH_YEAR)],
)
def test_a_year_left_out_is_that_of_a_plan_of_one_year_only(
    text: str, year: int | None, year_to: int | None, doubt: str
) -> None:
    found = deadlines.read(text, year=year, year_to=year_to)

    assert found == deadlines.Understood(ReadDeadline(text), (doubt.format(time=text),))


def test_a_whole_text_in_the_column_of_times_is_no_deadline() -> None:
    found = deadlines.read("Rà soát trước 30/6/2024. " * 20, year=2024)

    assert found.deadline.kind is Deadline.NONE
    assert len(found.doubts) == 1


DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@given(
    DAYS,
    st.sampled_from(["", "trước ngày ", "Trước ", "Xong trước ", "Chậm nhất ngày ", "đến ngày "]),
    st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0:%d-%m-%Y}"]),
)
@settings(max_examples=150, deadline=None)
def test_any_day_comes_back(day: date, before: str, form: str) -> None:
    raw = before + form.format(day)
    expected = ReadDeadline(raw, Deadline.BY_DATE, None, day)

    assert deadlines.read(raw, year=None) == deadlines.Understood(expected)
    if before.strip().endswith(("trước", "Trước", "trước ngày", "nhất ngày")):
        assert deadlines.find(f"Rà soát, {raw}.", year=None) == deadlines.Understood(expected)


@given(
    DAYS, DAYS, st.sampled_from(["từ {} đến {}", "Từ ngày {} đến ngày {}", "{} - {}", "{} – {}"])
)
@settings(max_examples=100, deadline=None)
def test_any_two_days_in_order_come_back(one: date, other: date, form: str) -> None:
    start, end = sorted((one, other))
    found = deadlines.read(form.format(f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}"), year=None)

    if end.year - start.year <= deadlines.LONGEST_PERIOD:
        assert (found.deadline.kind, found.doubts) == (Deadline.FROM_TO, ())
        assert (found.deadline.start, found.deadline.end) == (start, end)


WORDS = [
    *(text for texts in WITHOUT_DAYS.values() for text in texts),
    *YEARS,
    *FROM_TO,
    *BY_DATE,
    *ONGOING,
    "29/2/2023",
    "(",
    ")",
    "Quý",
    "tháng 0",
    "0/0",
]


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)),
    st.one_of(st.none(), st.integers(2011, 2050)),
    st.one_of(st.none(), st.integers(2011, 2050)),
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_kept_and_its_days_are_in_order(
    text: str, year: int | None, year_to: int | None
) -> None:
    found = deadlines.read(text, year=year, year_to=year_to)

    assert found.deadline.raw == clean_line(text)
    for understood in (found, deadlines.find(text, year=year, year_to=year_to)):
        read = understood.deadline
        assert not (read.start and read.end) or read.start <= read.end
        assert read.kind not in (Deadline.BY_DATE, Deadline.FROM_TO) or read.end
        assert read.kind is not Deadline.NONE or not (read.start or read.end)
