"""The official letter that reminds units of a report they owe: one to all of them, or one to each.

Source of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I (công văn).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from papi_portal.paper import Block, Heading, Line, Look, Paper, Part, Row, Table
from plans import letterheads
from plans.letterheads import in_full
from plans.models import Letterhead, Period, Unit
from tasks.reports import letter_frame
from tasks.reports.late import LateRow
from tasks.standing import in_words

NAMED = 12
"""So many units stand under "Kính gửi"; of more there is a list behind the letter."""
ABOUT, PORTAL = "đôn đốc nộp báo cáo", "Cổng theo dõi PAPI"
LATE = (
    Heading("STT", 8, is_centred=True, kind="number"),
    Heading("Đơn vị", 31),
    Heading("Tình trạng", 16),
    Heading("Nhiệm vụ chưa cập nhật", 14, is_centred=True),
    Heading("Hạn nộp", 31, is_centred=True),
)


@dataclass(frozen=True, slots=True)
class LateLetter:
    """Who reminds whom of the report on a period, as it stands on a day."""

    issuer: Unit
    letterhead: Letterhead
    period: Period
    on: date
    rows: tuple[LateRow, ...]

    @property
    def number(self) -> str:
        """What the office fills in: the number, and after the symbol which division drafted it."""
        symbol = self.letterhead.symbol
        return f"…/{symbol}" if "-" in symbol else f"…/{symbol}-…"


def build(*, period: Period, rows: Iterable[LateRow], issuer: Unit, on: date) -> LateLetter:
    """Return the letter of a body to units that `late` found: one query."""
    return LateLetter(issuer, letterheads.build(issuer), period, on, tuple(rows))


def to_all(letter: LateLetter) -> Paper:
    """Lay one letter to all of them out, with what each lacks in a table."""
    is_listed = len(letter.rows) > NAMED
    names = [in_full(row.unit) for row in letter.rows]
    places = ["Các đơn vị có tên trong danh sách kèm theo"] if is_listed else names
    blocks = [*_begun(letter, places), Line(_counted(letter, is_listed=is_listed))]
    blocks += [] if is_listed else [_table(letter)]
    late = any(row.is_late for row in letter.rows)
    blocks += _ended(letter, _asked(names, is_listed=is_listed), is_late=late)
    parts = [Part(tuple(blocks)), *([Part(tuple(_list(letter)))] if is_listed else [])]
    return _paper(letter, f"gửi {len(names)} đơn vị", parts)


def _asked(names: Sequence[str], *, is_listed: bool) -> str:
    """Return who is asked to report, as a sentence goes on with them."""
    if len(names) == 1:
        return names[0]
    return f"các đơn vị có tên {'trong danh sách' if is_listed else 'nêu trên'}"


def to_each(letter: LateLetter) -> Paper:
    """Lay a letter to each of them out, each numbered on its own, in one file."""
    parts = [Part(tuple(_to_one(letter, row))) for row in letter.rows]
    one = letter.rows[0].unit.name if len(letter.rows) == 1 else "từng đơn vị"
    return _paper(letter, f"gửi {one}", parts)


def _paper(letter: LateLetter, to_whom: str, parts: Sequence[Part]) -> Paper:
    title = f"Công văn {ABOUT} {letter.period.name} {to_whom}"
    return Paper(title=title, author=letter.issuer.name, parts=tuple(parts))


def _to_one(letter: LateLetter, row: LateRow) -> Iterator[Block]:
    yield from _begun(letter, [in_full(row.unit)])
    yield Line(
        f"Hạn nộp của đơn vị là {_due(row)}. Tính đến {in_words(letter.on)}, báo cáo của đơn vị"
        f" {row.state_word}, {row.missing_word}; {row.due.text}."
    )
    yield from _ended(letter, in_full(row.unit), is_late=row.is_late)


def _begun(letter: LateLetter, places: Sequence[str]) -> Iterator[Block]:
    period, about = letter.period, f"V/v {ABOUT}\n{letter.period.name}"
    day = letter_frame.open_day(letter.on)
    yield letter_frame.head(letter.letterhead, number=letter.number, day=day, about=about)
    yield from letter_frame.addressees(places)
    ground = period.plan or (
        f"các kế hoạch cải thiện Chỉ số PAPI trên địa bàn {period.territory.name_inside}"
    )
    yield Line(
        f"Thực hiện {ground}, các đơn vị báo cáo kết quả {period.name} (số liệu từ ngày"
        f" {period.data_from:%d/%m/%Y} đến hết ngày {period.data_to:%d/%m/%Y}) trên {PORTAL}."
    )


def _counted(letter: LateLetter, *, is_listed: bool) -> str:
    overdue = sum(row.is_late for row in letter.rows)
    late = f", trong đó {overdue} đơn vị đã quá hạn" if overdue else ""
    if overdue == len(letter.rows):
        late = ", đã quá hạn"
    where = " (có danh sách kèm theo)." if is_listed else ", cụ thể như sau:"
    so_far = f"Tính đến {in_words(letter.on)}, còn {len(letter.rows)} đơn vị"
    return f"{so_far} chưa nộp báo cáo{late}{where}"


def _ended(letter: LateLetter, asked: str, *, is_late: bool) -> Iterator[Block]:
    when = "ngay sau khi nhận được Công văn này" if is_late else "trong thời hạn nêu trên"
    issuer = in_full(letter.issuer)
    yield Line(
        f"{issuer} đề nghị {asked} chỉ đạo cập nhật đầy đủ kết quả thực hiện các nhiệm vụ và nộp"
        f" báo cáo trên {PORTAL} {when}."
    )
    yield Line(
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về"
        f" {issuer} để được hướng dẫn./.",
        Look.CLOSING,
    )
    yield letter_frame.signature(letter.letterhead)


def _list(letter: LateLetter) -> Iterator[Block]:
    yield Line("PHỤ LỤC", Look.KIND)
    yield Line(f"DANH SÁCH ĐƠN VỊ CHƯA NỘP BÁO CÁO {letter.period.name.upper()}", Look.TITLE)
    yield Line(
        f"(Kèm theo Công văn số {letter.number} {letter_frame.open_day(letter.on)}"
        f" của {in_full(letter.issuer)})",
        Look.ATTACHED,
    )
    yield Line(f"Tính đến {in_words(letter.on)}", Look.NOTE)
    yield _table(letter)


def _table(letter: LateLetter) -> Table:
    rows = tuple(
        Row((number, row.unit.name, row.state_word, row.figures, _day(row)))
        for number, row in enumerate(letter.rows, start=1)
    )
    return Table("Chưa nộp", LATE, rows, "Không còn đơn vị nào phải nhắc.")


def _day(row: LateRow) -> str:
    return f"{row.due_on:%d/%m/%Y}{_extended(row)}\n{row.due.text}"


def _due(row: LateRow) -> str:
    return f"{in_words(row.due_on)}{_extended(row)}"


def _extended(row: LateRow) -> str:
    return " (đã gia hạn)" if row.is_extended else ""
