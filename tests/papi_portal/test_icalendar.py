"""Calendars as RFC 5545 wants them: lines, folds, escapes."""

from datetime import UTC, date, datetime, timedelta, timezone

from papi_portal.icalendar import WholeDay, written

AT = datetime(2026, 11, 21, 10, 42, tzinfo=timezone(timedelta(hours=7)))
DAY = WholeDay("period-1-commune@papi-portal", date(2026, 12, 31), "Hạn nộp", "https://p/?period=1")


def lines(*days: WholeDay, name: str = "Hạn nộp") -> list[bytes]:
    return written(days, name=name, at=AT).split(b"\r\n")


def test_day_takes_the_whole_day_and_no_time_of_the_person() -> None:
    found = lines(DAY)

    assert found[:2] == [b"BEGIN:VCALENDAR", b"VERSION:2.0"]
    assert found[-2:] == [b"END:VCALENDAR", b""]
    begins = found.index(b"BEGIN:VEVENT")
    assert found[begins : begins + 9] == [
        b"BEGIN:VEVENT",
        b"UID:period-1-commune@papi-portal",
        b"DTSTAMP:20261121T034200Z",
        b"DTSTART;VALUE=DATE:20261231",
        b"DTEND;VALUE=DATE:20270101",
        "SUMMARY:Hạn nộp".encode(),
        b"URL:https://p/?period=1",
        b"TRANSP:TRANSPARENT",
        b"END:VEVENT",
    ]


def test_calendar_without_days_is_still_one() -> None:
    assert written([], name="Trống", at=AT.astimezone(UTC)).count(b"BEGIN:") == 1


def test_no_line_has_more_than_75_octets_and_no_letter_is_cut() -> None:
    title = (
        "Hạn nộp báo cáo Quý IV/2026 theo Kế hoạch số 354/KH-UBND của Ủy ban nhân dân xã Điềm He"
    )
    content = written([WholeDay("a@b", DAY.on, title, DAY.url)], name=title, at=AT)

    assert max(map(len, content.split(b"\r\n"))) == 75
    for line in content.split(b"\r\n"):
        line.decode()
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{title}\r\n" in unfolded
    assert f"X-WR-CALNAME:{title}\r\n" in unfolded


def test_line_of_75_octets_is_left_whole_and_one_more_is_folded() -> None:
    fits = "x" * (75 - len("SUMMARY:"))

    assert f"SUMMARY:{fits}".encode() in lines(WholeDay("a@b", DAY.on, fits, ""))
    assert b" x" in lines(WholeDay("a@b", DAY.on, f"{fits}x", ""))


def test_signs_with_a_meaning_are_escaped_and_no_line_can_be_smuggled_in() -> None:
    title = "a,b;c\\d\r\nBEGIN:VEVENT"

    assert rb"SUMMARY:a\,b\;c\\d\nBEGIN:VEVENT" in lines(WholeDay("a@b", DAY.on, title, ""))
