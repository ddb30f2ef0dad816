"""Days in the users' words: as documents write them, and against a date; stored nowhere."""

from dataclasses import dataclass
from datetime import date

from papi_portal.wording import said

SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A deadline seen on one day: its kind (none, in_time, soon, late) and the words for it."""

    kind: str
    text: str


def of_task(ends_on: date | None, *, state: str, on: date) -> Standing:
    """Return the standing of a task: what is completed or suspended is not late."""
    settled = state in {"completed", "suspended"}
    return of_date(None if settled else ends_on, on=on)


def of_date(ends_on: date | None, *, on: date) -> Standing:
    """Return the standing of an end date; the end date itself is still in time."""
    if ends_on is None:
        return Standing("none", said("không hạn"))
    days = (ends_on - on).days
    if days < 0:
        return Standing("late", said("quá hạn {days} ngày", days=-days))
    if days == 0:
        return Standing("soon", said("đến hạn hôm nay"))
    if days <= SOON_DAYS:
        return Standing("soon", said("sắp đến hạn (còn {days} ngày)", days=days))
    return Standing("in_time", said("trong hạn (còn {days} ngày)", days=days))


def in_words(day: date) -> str:
    """Return a date as documents write it, with the leading zeros of Nghị định 30/2020."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def of_submission(
    first_submitted_on: date | None, due_on: date, state: str, *, on: date
) -> Standing:
    """Return the standing of a report: trả lại, nộp đúng hạn, nộp muộn (n ngày), chưa nộp.

    What was first handed in on the due day is on time, whatever became of it; what is being
    written, or was taken back before anybody read it, is not handed in.
    """
    if state == "returned":
        return Standing("soon", said("trả lại"))
    if first_submitted_on is None:
        days = (on - due_on).days
        if days > 0:
            return Standing("late", said("chưa nộp (quá hạn {days} ngày)", days=days))
        return Standing("soon" if days >= -SOON_DAYS else "in_time", said("chưa nộp"))
    days = (first_submitted_on - due_on).days
    if days > 0:
        return Standing("late", said("nộp muộn ({days} ngày)", days=days))
    return Standing("in_time", said("nộp đúng hạn"))
