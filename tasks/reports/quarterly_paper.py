"""The report on a period laid out as a letter with appendices: Nghị định 30/2020, Phụ lục I."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from papi_portal.paper import (
    Block,
    Heading,
    Line,
    Look,
    Paper,
    Part,
    Row,
    Table,
)
from papi_portal.workbook import Band, Value
from plans.letterheads import in_full
from plans.models import Period
from tasks.reports import letter_frame
from tasks.reports import quarterly_charts as charts
from tasks.reports.quarterly import STATES, Quarterly, Tally, percent
from tasks.standing import in_words

POINTS = (*"abcdđeghiklmnopqrstuvxy", *(f"a{one}" for one in "abcdđeghiklmnopqrstuvxy"))
"""How points are lettered: a, b, c, d, đ, e, g …"""
ROMAN = ("I", "II", "III", "IV", "V")
HEADINGS = (
    "Tình hình, kết quả thực hiện",
    "Tồn tại, vướng mắc và nguyên nhân",
    "Phương hướng, nhiệm vụ kỳ tới",
    "Đề xuất, kiến nghị",
)
NOTHING = "Không có."
CODE = re.compile(r"^\d+\. ")
"""The number of a dimension: the point has its letter."""
PROGRESS = (
    Heading("STT", 6, is_centred=True, kind="number"),
    Heading("Tên nhiệm vụ", 27),
    Heading("Đơn vị chủ trì", 14),
    Heading("Thời hạn", 12, is_centred=True),
    Heading("Kết quả thực hiện", 28),
    Heading("Tiến độ", 13, choices=STATES),
)
OVERDUE = (
    Heading("STT", 6, is_centred=True, kind="number"),
    Heading("Nhiệm vụ", 42),
    Heading("Văn bản giao nhiệm vụ", 20),
    Heading("Cơ quan chủ trì", 18),
    Heading("Thời hạn hoàn thành", 14, is_centred=True, kind="date"),
)
UNITS = (
    Heading("STT", 6, is_centred=True, kind="number"),
    Heading("Đơn vị", 26),
    Heading("Số nhiệm vụ", 9, is_centred=True, kind="number"),
    Heading("Đã cập nhật", 9, is_centred=True, kind="number"),
    Heading("Đã thực hiện, hoàn thành", 11, is_centred=True, kind="number"),
    Heading("Tỷ lệ (%)", 9, is_centred=True, kind="number"),
    Heading("Quá hạn", 8, is_centred=True, kind="number"),
    Heading("Báo cáo của đơn vị", 22),
)
TOLD = (
    Heading("STT", 6, is_centred=True, kind="number"),
    Heading("Đơn vị", 16),
    Heading("Tồn tại, vướng mắc và nguyên nhân", 26),
    Heading("Phương hướng kỳ tới", 26),
    Heading("Đề xuất, kiến nghị", 26),
)


def as_paper(found: Quarterly) -> Paper:
    """Lay the report out: the letter, then its tables as appendices; numbered once it is issued."""
    under = found.under
    number = under.number if under else f"…/BC-{found.letterhead.symbol}"
    day = in_words(under.issued_on) if under else letter_frame.open_day(found.on)
    head = letter_frame.head(found.letterhead, number=number, day=day)
    signature = letter_frame.signature(found.letterhead, signed_by=found.signed_by)
    letter = Part((head, *_title(found), *_body(found), signature))
    attached = f"(Kèm theo Báo cáo số {number} {day} của {in_full(found.unit)})"
    named = f" số {under.number}," if under else ""
    return Paper(
        title=f"Báo cáo{named} {found.period}, {found.unit}",
        author=found.unit.name,
        parts=(letter, *appendices(found, attached)),
        is_draft=found.is_draft,
    )


def appendices(found: Quarterly, attached: str) -> list[Part]:
    """Return the tables and the charts, each on pages of its own under what it belongs to."""
    parts: list[tuple[str, Iterable[Block], bool]] = [
        (title, (table,), True) for title, table in _tables(found)
    ]
    if found.scores:
        parts.append((charts.TITLE, charts.blocks(found, found.scores), False))
    numbers = ROMAN if len(parts) > 1 else ("",)
    return [
        Part(tuple(_appendix(found, number, title, inside, attached)), is_landscape=is_wide)
        for number, (title, inside, is_wide) in zip(numbers, parts, strict=False)
    ]


def _title(found: Quarterly) -> Iterator[Line]:
    amended = found.under.amends if found.under else ""
    amends = f"\n(sửa đổi, thay thế {amended})" if amended else ""
    yield Line("BÁO CÁO", Look.KIND)
    yield Line(f"Kết quả thực hiện {what(found)}, {found.period}{amends}", Look.SUBJECT)
    yield from letter_frame.addressees(found.letterhead.addressees.split("\n"))


def what(found: Quarterly) -> str:
    """Return what is reported on, as a sentence goes on with it."""
    if found.plan:
        return str(found.plan)
    place = found.period.territory.name_inside
    return f"các kế hoạch cải thiện Chỉ số PAPI trên địa bàn {place}"


def ground(found: Quarterly) -> str:
    """Return what is carried out, in full: which document, of which day, whose."""
    plan = found.plan
    if plan and plan.issued_on and not plan.is_illustration:
        return f"{plan} {in_words(plan.issued_on)} của {in_full(plan.issuer)}"
    return what(found)


def counted_in(period: Period) -> str:
    """Return from when to when a period counts."""
    return f"(số liệu từ ngày {period.data_from:%d/%m/%Y} đến hết ngày {period.data_to:%d/%m/%Y})"


def _body(found: Quarterly) -> Iterator[Block]:
    body, period = in_full(found.unit), found.period
    yield Line(
        f"Thực hiện {ground(found)}, {body} báo cáo kết quả {period} {counted_in(period)} như sau:"
    )
    headings = [
        Line(f"{number}. {said}", Look.HEADING) for number, said in enumerate(HEADINGS, start=1)
    ]
    yield from said(found, headings, [f"{one}) " for one in POINTS])
    yield Line(
        f"Trên đây là báo cáo kết quả thực hiện {what(found)}, {period} của {body}./.",
        Look.CLOSING,
    )


def said(found: Quarterly, headings: Sequence[Line], points: Sequence[str]) -> Iterator[Line]:
    """Yield what the report says under its four headings; points count the dimensions."""
    results, limits, next_period, proposals = headings
    words, last = found.words, len(found.dimensions) - 1
    yield results
    yield Line(_whole(found.whole))
    for place, one in enumerate(found.dimensions):
        yield Line(f"{points[place]}{_counted(one)}{'.' if place == last else ';'}")
    yield from _paragraphs(words.results, "")
    yield limits
    yield from _paragraphs(words.limits)
    yield next_period
    yield from _paragraphs(words.next_period)
    yield proposals
    yield from _paragraphs(words.proposals)


def _whole(one: Tally) -> str:
    late = f"; quá hạn {one.overdue} nhiệm vụ" if one.overdue else ""
    return (
        f"Tổng số {one.total} nhiệm vụ phải báo cáo, đã cập nhật {one.reported}/{one.total};"
        f" đã thực hiện, hoàn thành {one.done}/{one.total} ({percent(one.share)}){late}. Cụ thể:"
    )


def _counted(one: Tally) -> str:
    late = f", quá hạn {one.overdue}" if one.overdue else ""
    return (
        f"{CODE.sub('', one.title)}: {one.done}/{one.total} nhiệm vụ ({percent(one.share)}){late}"
    )


def _paragraphs(words: str, nothing: str = NOTHING) -> Iterator[Line]:
    lines = [line for line in words.split("\n") if line.strip()]
    yield from (Line(line) for line in lines or filter(None, [nothing]))


def _tables(found: Quarterly) -> Iterator[tuple[str, Table]]:
    if found.plan is None:
        yield "TÌNH HÌNH THỰC HIỆN CỦA CÁC ĐƠN VỊ", _units(found)
    if found.groups or found.plan:
        yield "TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ", _progress(found)
    if found.overdue:
        yield "NHIỆM VỤ QUÁ HẠN", _overdue(found)
    if found.told:
        yield "TỒN TẠI, PHƯƠNG HƯỚNG, KIẾN NGHỊ CỦA CÁC ĐƠN VỊ", _told(found)


def _appendix(
    found: Quarterly, number: str, title: str, inside: Iterable[Block], attached: str
) -> Iterator[Block]:
    yield Line(f"PHỤ LỤC {number}".strip(), Look.KIND)
    yield Line(f"{title}, {found.period.name.upper()}", Look.TITLE)
    yield Line(attached, Look.ATTACHED)
    yield Line(f"Dữ liệu tính đến ngày {found.counted_to:%d/%m/%Y}", Look.NOTE)
    yield from inside


def _progress(found: Quarterly) -> Table:
    rows: list[Row | Band] = []
    numbers = count(1)
    for group in found.groups:
        rows.append(Band(group.title))
        for one in group.rows:
            said = (one.name, one.lead, one.deadline, one.result, one.progress)
            rows.append(Row((next(numbers), *said)))
    return Table("Tiến độ", PROGRESS, tuple(rows), "Không có nhiệm vụ phải báo cáo.")


def _overdue(found: Quarterly) -> Table:
    rows = tuple(
        Row((number, one.name, one.document, one.lead, one.ends_on))
        for number, one in enumerate(found.overdue, start=1)
    )
    return Table("Quá hạn", OVERDUE, rows, NOTHING)


def _units(found: Quarterly) -> Table:
    rows = []
    for number, one in enumerate(found.units, start=1):
        numbers = one.tally
        counted: tuple[Value, ...] = (None,) * 5
        if one.has_plan:
            known = (numbers.total, numbers.reported, numbers.done, numbers.share)
            counted = (*known, numbers.overdue)
        rows.append(Row((number, one.name, *counted, one.standing)))
    return Table("Các đơn vị", UNITS, tuple(rows), "Chưa có đơn vị nào.")


def _told(found: Quarterly) -> Table:
    rows = tuple(
        Row((number, one.name, one.words.limits, one.words.next_period, one.words.proposals))
        for number, one in enumerate(found.told, start=1)
    )
    return Table("Ý kiến của các đơn vị", TOLD, rows, NOTHING)
