"""Deadlines of tasks: from a table's cell, or from the words of the task itself.

"trước 30/6" ends on the named day itself: plans mean "by". What is not understood keeps its words,
has no dates, and comes with a doubt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from papi_portal.text import clean, clean_line, cut
from papi_portal.wording import said
from tasks.reading.bodies import bare
from tasks.reading.calendar_words import Span, Time, Unit, time_at, times
from tasks.reading.cells import is_void
from tasks.reading.values import Deadline, ReadDeadline

LONGEST = 300
"""Letters from which on a cell is no deadline."""
LONGEST_PERIOD = 30
"""Years from which on "A - B" is no period."""

NOT_UNDERSTOOD = said("Chưa hiểu thời gian “{time}”; hãy chọn loại thời hạn và ngày.")
NO_SUCH_DAY = said("Thời gian “{time}” có ngày không có trong lịch; hãy sửa lại.")
NO_YEAR = said("Thời gian “{time}” không ghi năm và không rõ năm của kế hoạch; hãy ghi rõ ngày.")
WHICH_YEAR = said(
    "Thời gian “{time}” không ghi năm, mà kế hoạch kéo dài nhiều năm; hãy ghi rõ ngày."
)
SEVERAL = said("Thời gian “{time}” nêu nhiều thời hạn; đang lấy thời hạn muộn nhất.")
MIXED = said("Thời gian “{time}” vừa nêu ngày, vừa nêu chu kỳ hoặc sự kiện; hãy kiểm tra.")
NOTED = said("Thời gian “{time}” còn nêu ngày trong ngoặc; hãy kiểm tra.")
VAGUE = said("Thời gian “{time}” không nêu rõ ngày; đang lấy ngày cuối của kỳ.")
BEFORE_IT = said("Thời gian “{time}” được hiểu là đến hết ngày liền trước kỳ đó; hãy kiểm tra.")
BACKWARDS = said("Thời gian “{time}” có ngày cuối trước ngày đầu; hãy sửa lại.")
TOO_EARLY = said("Thời gian “{time}” ở trước năm của kế hoạch; hãy kiểm tra.")


@dataclass(frozen=True, slots=True)
class Understood:
    """A deadline, and what is doubtful about it."""

    deadline: ReadDeadline
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What words say, before they are joined with the words themselves."""

    kind: Deadline = Deadline.NONE
    start: date | None = None
    end: date | None = None
    doubts: tuple[str, ...] = ()

    def doubting(self, doubt: str) -> "_Found":
        return replace(self, doubts=(*self.doubts, doubt))


@dataclass(frozen=True, slots=True)
class _Years:
    """The years of the plan, for words that leave the year out."""

    first: int | None
    last: int | None

    @property
    def only(self) -> int | None:
        return self.first if self.last in (None, self.first) else None


_ONGOING = re.compile(r"\b(?:thuong xuyen|lien tuc|(?:hang|moi) (?:ngay|tuan)|(?:ca|suot) nam)\b")
_EACH = r"(?:hang|moi|tung|dinh ky|cac|theo)"
_ONE = r"(?:mot|0?1)"
_PER = r" ?(?:/|moi|trong)? ?"
_MONTHLY = (
    rf"\b{_EACH} thang\b(?! \d)|\b{_ONE} thang(?: {_ONE})? lan\b|\blan ?/ ?thang\b"
    r"|(?<!\d )(?<!hai )\bthang ?/ ?(?:lan|thang)\b|\b0?1 thang ?/ ?lan\b"
)
_QUARTERLY = (
    rf"\b{_EACH} quy\b(?! (?:[1-4]|i|dinh|che|hoach|trinh|mo))|\bcuoi quy\b(?! (?:[1-4]|i))"
    rf"|\b(?:0?3|ba) thang ?(?:/|{_ONE})? ?lan\b|\blan ?/ ?quy\b|\bquy ?/ ?lan\b"
    r"|\bquy i\b.*\bquy ii\b.*\bquy iii\b.*\bquy iv\b|\bquy 1\b.*\bquy 2\b.*\bquy 3\b.*\bquy 4\b"
)
_HALF_YEARLY = (
    r"\b(?:0?6|sau) thang\b(?! (?:dau|cuoi))|\bnua nam\b"
    rf"|\b(?:0?2|hai) lan{_PER}{_ONE}? ?nam\b"
)
_YEARLY = (
    rf"\b{_EACH} nam\b(?! (?:tiep|sau|ke|toi|20))|\bthuong nien\b|\bnam {_ONE} lan\b"
    rf"|\b{_ONE} lan{_PER}{_ONE}? ?nam\b"
)
# The shortest first: "hằng quý, 6 tháng, năm" is quarterly.
_CYCLES = (
    (Deadline.MONTHLY, re.compile(_MONTHLY)),
    (Deadline.QUARTERLY, re.compile(_QUARTERLY)),
    (Deadline.HALF_YEARLY, re.compile(_HALF_YEARLY)),
    (Deadline.YEARLY, re.compile(_YEARLY)),
)
_EVENT = re.compile(
    r"\b(?:(?:ngay )?sau (?!ngay \d|\d+/|\d+ thang)|ke tu\b|dot xuat\b|phat sinh\b|truoc khi\b"
    r"|khi (?:co|phat|duoc|can|nhan|ban|ket|to chuc|trien|hoan)\b|tuy (?:theo|tinh|thuc)\b"
    r"|trong (?:vong |thoi han )*\d+ ngay(?: lam viec)? (?:ke tu|tu|sau)\b"
    r"|theo (?:ke|yeu cau|huong dan|chi dao|quy (?:dinh|che|trinh)|tien do|lo trinh|chuong trinh"
    r"|thoi|lich|van ban|de nghi|nhiem vu|tung|tinh hinh|thuc te|quyet dinh|cong van|thong bao"
    r"|nghi quyet|dot|phan cong)\b)"
)
_BY = re.compile(r"\b(?:truoc|cham nhat|muon nhat|xong|hoan thanh)\b")
_SINCE_NOW = re.compile(r"\btu (?:nay|khi|ngay ky|ngay ban hanh)\b.*\bden\b")
_LATER = re.compile(r"\b(?:cac|nhung) nam (?:tiep|sau|ke|toi)|\bva (?:cac|nhung) nam\b(?! 20)")
_FROM = re.compile(r"\b(?:tu|bat dau|sau)(?: (?:het|dau|giua|cuoi|ngay))*\s*$")
_ONWARDS = re.compile(r"\btro di\b")
_TO = re.compile(r"\s*(?:-|\b(?:den|toi)\b)(?:\s*\b(?:het|cuoi|dau|truoc|ngay|nam)\b)*\s*")
_UNTIL = re.compile(r"\b(?:den|het|cham nhat|muon nhat|cuoi|xong|truoc)\b")
_BEFORE = re.compile(r"\btruoc\s*$")
_VAGUE = re.compile(r"\b(?:dau|giua)\b")
# "Quý I, II, III", "tháng 5, 6": the word is said once for several numbers.
_SAID_ONCE = tuple(
    re.compile(
        rf"(\b{word} ?)({number}\s*(?:[,;-]|va|den)\s*)(?={number}\b(?!\s*/\s*\d{{1,2}}(?!\d)))"
    )
    for word, number in (("quy", r"(?:iv|i{1,3}|[1-4])"), ("thang", r"\d{1,2}"))
)
# A week of a month is no day of it: "tuần 2 tháng 6".
_WEEK = re.compile(r"\btuan (?:thu )?(?:\d|nhat|hai|ba|tu)(?:(?: cua)? (?=thang))")
# A narrow column breaks within a year: "15/12/20" and "26" on the next line.
_BROKEN_YEAR = re.compile(r"(?<=/)(\d{1,3})\s+(\d{1,3})(?![\d/])")
_NOTE = re.compile(r"\([^()]*\)|\b(?:tam nhin|dinh huong)\b.*")
_BULLETS = re.compile(r"(?:^|\n)\s*[-+*•–]\s*")
_SCHOOL_YEAR = re.compile(r"\bnam hoc\b")
_ONE_DAY = timedelta(days=1)


def read(text: str, *, year: int | None, year_to: int | None = None) -> Understood:
    """Return what a cell says about the time of a task; `raw` is the cell on one line.

    `year` and `year_to` are the plan's: "Quý II" means a quarter of the plan's only year.
    """
    text = _BROKEN_YEAR.sub(_whole_year, text)
    raw = clean_line(text)
    if not raw or is_void(raw):
        return Understood(ReadDeadline(raw))
    if len(raw) > LONGEST:
        return Understood(ReadDeadline(raw), (NOT_UNDERSTOOD.format(time=cut(raw, 60)),))
    lines = clean(text)
    # Without this, the dash of a bullet would read "from … to …".
    words = clean_line(_BULLETS.sub("; ", lines)) if _BULLETS.match(lines) else raw
    return _joined(raw, _understood(_spelled_out(bare(words)), _Years(year, year_to)))


def _whole_year(broken: re.Match[str]) -> str:
    year = broken[1] + broken[2]
    return year if re.fullmatch(r"(?:19|20)\d\d", year) else broken[0]


def _joined(raw: str, found: _Found) -> Understood:
    doubts = tuple(doubt.format(time=raw) for doubt in found.doubts)
    return Understood(ReadDeadline(raw, found.kind, found.start, found.end), doubts)


def _spelled_out(plain: str) -> str:
    plain = _WEEK.sub("giua ", plain)
    for said_once in _SAID_ONCE:
        before = ""
        while before != plain:
            before, plain = plain, said_once.sub(r"\1\2\1", plain)
    return plain


def _understood(plain: str, years: _Years) -> _Found:
    """Understand bare words; notes and horizons ("tầm nhìn 2045") count only when alone."""
    outside = _NOTE.sub(" ", plain)
    found = _said(outside, years)
    if outside == plain:
        return found
    if found.kind is Deadline.NONE:
        return _said(plain, years)
    noted = any(_shorter(times(note)) for note in _NOTE.findall(plain))
    return found.doubting(NOTED) if noted else found


def _said(plain: str, years: _Years) -> _Found:
    named = times(plain)
    if named and _SINCE_NOW.search(plain):
        return _on(named[-1:], plain, years)
    first = named[0].at if named else len(plain)
    ongoing, event, cycle = _ONGOING.search(plain), _EVENT.search(plain), _cycle(plain, named)
    if ongoing and not (_shorter(named) and first < ongoing.start()):
        return _ongoing(named, plain, years)
    if event and event.start() < min(first, cycle[1] if cycle else first):
        if _shorter(named) and _BY.search(plain, event.end()):
            return _on(named, plain, years).doubting(MIXED)
        return _Found(Deadline.AFTER_EVENT)
    if cycle:
        return _repeated(cycle[0], named, plain, years)
    if named:
        found = _on(named, plain, years)
        return found.doubting(MIXED) if (ongoing or event) and _shorter(named) else found
    return _Found(Deadline.AFTER_EVENT) if event else _Found(doubts=(NOT_UNDERSTOOD,))


def _cycle(plain: str, named: list[Time]) -> tuple[Deadline, int] | None:
    """Return the shortest cycle that the words name, and where the first cycle stands."""
    found = [(kind, match.start()) for kind, form in _CYCLES if (match := form.search(plain))]
    if not found:
        return None
    kind = found[0][0]
    if kind is Deadline.HALF_YEARLY and any(time.unit is Unit.QUARTER for time in named):
        kind = Deadline.QUARTERLY  # reports "Quý I, 6 tháng, Quý III, năm"
    return kind, min(place for _, place in found)


def _shorter(named: list[Time]) -> list[Time]:
    """Return the times shorter than a year."""
    return [time for time in named if time.unit is not Unit.YEAR]


def _ongoing(named: list[Time], plain: str, years: _Years) -> _Found:
    """Return an ongoing task, with the first and last day that years or "từ …" give it."""
    found = _Found(Deadline.ONGOING)
    if not named:
        return found
    on = _on(named, plain, years)
    if on.kind is Deadline.NONE:
        return replace(found, doubts=on.doubts if _shorter(named) else ())
    if _shorter(named) and on.kind is Deadline.BY_DATE:
        return found.doubting(MIXED)
    return replace(on, kind=Deadline.ONGOING)


def _repeated(kind: Deadline, named: list[Time], plain: str, years: _Years) -> _Found:
    """Return a task of a cycle; "Hằng năm, giai đoạn 2026 - 2030" has a first and a last day."""
    in_full = [time for time in named if time.year]
    if _shorter(in_full):
        return _Found(kind, doubts=(MIXED,))
    period = _on(in_full, plain, years) if in_full else _Found()
    return replace(period, kind=kind) if period.kind is Deadline.YEARS else _Found(kind)


def _on(named: list[Time], plain: str, years: _Years) -> _Found:
    """Return the deadline that named times make."""
    dated = _with_years(named, years)
    if not dated:
        return _Found(doubts=(WHICH_YEAR if years.first else NO_YEAR,))
    spans = [span for time in dated if (span := time.span())]
    if len(spans) < len(dated):
        return _Found(doubts=(NO_SUCH_DAY,))
    found = _single(spans[0], plain) if len(spans) == 1 else _several(spans, named, plain)
    last = found.end or found.start
    early = years.first and last and last.year < years.first
    return found.doubting(TOO_EARLY) if early else found


def _with_years(named: list[Time], years: _Years) -> list[Time]:
    """Give each time the year of the next that has one, else of the last, else the plan's."""
    year = next((time.year for time in reversed(named) if time.year), years.only)
    dated = []
    for time in reversed(named):
        year = time.year or year
        if year is None:
            return []
        dated.append(replace(time, year=year))
    return dated[::-1]


def _single(span: Span, plain: str) -> _Found:
    before, is_year = plain[: span.at], span.unit is Unit.YEAR
    if _LATER.search(plain, span.stop) or (is_year and _ONWARDS.search(plain)):
        return _Found(Deadline.YEARS, None if _UNTIL.search(before) else span.start)
    if _FROM.search(before) or _ONWARDS.search(plain):
        return _Found(Deadline.YEARS if is_year else Deadline.ONGOING, span.start)
    if span.unit is Unit.DAY:
        return _Found(Deadline.BY_DATE, end=span.end)
    if _BEFORE.search(before):
        end = span.start - _ONE_DAY
        return _Found(Deadline.BY_DATE, end=end, doubts=(BEFORE_IT,))
    words = before if span.unit is Unit.HALF else plain[: span.stop]  # "6 tháng đầu năm"
    found = _Found(Deadline.BY_DATE, None if _UNTIL.search(words) else span.start, span.end)
    return found.doubting(VAGUE) if _VAGUE.search(words) else found


def _several(spans: list[Span], named: list[Time], plain: str) -> _Found:
    first, last = spans[0], spans[-1]
    if _LATER.search(plain, last.stop):
        return _Found(Deadline.YEARS, first.start)
    years_only = all(span.unit is Unit.YEAR for span in spans)
    joined = len(spans) == 2 and _TO.fullmatch(plain, first.stop, last.at)
    following = all(one.end + _ONE_DAY == other.start for one, other in pairwise(spans))
    if not (years_only or joined or following):
        latest = max(span.end for span in spans)
        return _Found(Deadline.BY_DATE, end=latest, doubts=(SEVERAL,))
    start, end = first.start, last.end
    if start > end and named[0].year is None and (start.month, start.day) != (2, 29):
        start = start.replace(year=end.year - 1)  # "từ tháng 11 đến tháng 3/2025"
    if start > end or end.year - start.year > LONGEST_PERIOD:
        return _Found(doubts=(BACKWARDS,))
    found = _Found(Deadline.YEARS if years_only else Deadline.FROM_TO, start, end)
    return found.doubting(VAGUE) if _SCHOOL_YEAR.search(plain) else found


_SAID = re.compile(
    r"\b(?P<done>(?:thuc hien xong|hoan thanh xong|hoan thanh|xong)\s+)?"
    r"(?P<how>(?:cham|muon|tre)\s+nhat|khong\s+(?:muon|cham)\s+hon|truoc|trong|den|het|vao)"
    r"(?:\s+(?:la|vao|den|trong|het|truoc))*\s+"
)
_AGAIN = re.compile(
    r"\s+(?:hang|moi) (?:nam|quy|thang)\b|\s+va (?:cac|nhung) nam (?:tiep theo|sau|ke tiep)\b"
)
_CALENDAR = re.compile(r"\bdinh ky\b")
_PERIOD = r"(?:0?[69] thang|quy(?: [ivx]+)?|thang|nam)\b"
_PERIODICALLY = re.compile(
    r"(?:(?:^|(?<=[.;:\n])\s*)(?:[-+]\s*)?|\bbao cao [^.;:\n]{0,80}?)"
    rf"(?P<words>dinh ky(?: \([^()]*\b(?:quy|thang|nam)\b[^()]*\)| (?:hang |moi )?{_PERIOD}"
    rf"(?:(?:,| va|, va) (?:hang |moi )?{_PERIOD})*))"
)
_DAY_OF_EACH = re.compile(
    r"\b(?:truoc|vao|cham nhat(?: la)?(?: vao)?) ngay (?:mung )?\d{1,2}(?: cua)?"
    rf" (?:thang cuoi(?: cua)? (?:{_EACH} )?quy|{_EACH} (?:thang|quy))\b(?! (?:[1-4]|i))"
)
_PERIODS = (
    (r"(?<!\d )\bthang\b", Deadline.MONTHLY),
    (r"\bquy\b", Deadline.QUARTERLY),
    (r"\bthang\b", Deadline.HALF_YEARLY),
    (r"\bnam\b", Deadline.YEARLY),
)
"""Named periods and their kind, the most frequent first."""
# Days of the law, not of the task: "đất sử dụng trước ngày 15/10/1993".
_NO_TASK = re.compile(r"\b(?:su dung|sinh|hieu luc|thu ly)\s+$")
_STRONG = ("truoc", "nhat", "hon")
_SENTENCE = re.compile(r"[.!?]\s|\n")


def find(text: str, *, year: int | None, year_to: int | None = None) -> Understood:
    """Return the deadline that the words of a task name outright; `raw` is those words.

    Dates of cited documents, of the law and of reporting calendars ("Định kỳ (Quý I trước ngày
    28/2; …)", which is quarterly) are none; nor are years on their own, which mostly say of which
    year a thing is.
    """
    text = clean(text)
    plain, years = bare(text), _Years(year, year_to)
    found = list(_cycles_in(text, plain))
    for named in _SAID.finditer(plain):
        time = time_at(plain, named.end())
        if time and _is_deadline(named, time, plain, years):
            again = _AGAIN.match(plain, time.stop)
            raw = clean_line(text[named.start() : again.end() if again else time.stop])
            found.append(_joined(raw, _understood(bare(raw), years)))
    distinct = list(dict.fromkeys(found))
    if len(distinct) < 2:
        return distinct[0] if distinct else Understood(ReadDeadline())
    return _latest(distinct)


def _cycles_in(text: str, plain: str) -> Iterator[Understood]:
    """Yield reporting calendars; without one, days of each month or quarter."""
    calendars = list(_PERIODICALLY.finditer(plain))
    for calendar in calendars:
        raw = clean_line(text[calendar.start("words") : calendar.end()])
        yield Understood(ReadDeadline(raw, _shortest(calendar["words"])))
    for each in () if calendars else _DAY_OF_EACH.finditer(plain):
        kind = Deadline.QUARTERLY if "quy" in each[0] else Deadline.MONTHLY
        yield Understood(ReadDeadline(clean_line(text[each.start() : each.end()]), kind))


def _shortest(words: str) -> Deadline:
    """Return the kind of the most frequent of the named periods."""
    return next(kind for period, kind in _PERIODS if re.search(period, words))


def _is_deadline(said: re.Match[str], time: Time, plain: str, years: _Years) -> bool:
    before = _SENTENCE.split(plain[max(0, said.start() - LONGEST) : said.start()])[-1]
    if _CALENDAR.search(before) or _NO_TASK.search(before):
        return False
    if time.year and years.first and time.year < years.first:
        return False
    if said["done"]:
        return True
    if time.unit is Unit.YEAR:
        return False
    months = time.unit in (Unit.MONTH, Unit.QUARTER)
    return said["how"].endswith(_STRONG) or (said["how"] == "trong" and months)


def _latest(found: list[Understood]) -> Understood:
    """Return the last of several deadlines, with the words of all."""
    dated = [one.deadline for one in found if one.deadline.end]
    last = max(dated, key=lambda one: one.end or date.min, default=found[0].deadline)
    raw = "; ".join(one.deadline.raw for one in found)
    doubts = dict.fromkeys(doubt for one in found for doubt in one.doubts)
    return Understood(replace(last, raw=raw), (*doubts, SEVERAL.format(time=raw)))
