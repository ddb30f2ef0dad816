"""The card of a unit laid out: A4 landscape, one table with headings for plans and dimensions."""

from itertools import count

from papi_portal.paper import Block, Heading, Line, Look, Paper, Part, Row, Table
from papi_portal.workbook import Band
from plans.letterheads import in_full
from plans.models import Unit
from tasks.reports.quarterly import STATES
from tasks.reports.unit_card import CardRow, UnitCard

COLUMNS = (
    Heading("STT", 6, is_centred=True, kind="number"),
    Heading("Nhiệm vụ", 33),
    Heading("Vai trò", 12),
    Heading("Đơn vị chủ trì", 18),
    Heading("Thời hạn", 17, is_centred=True),
    Heading("Tình hình trong kỳ", 14, choices=STATES),
)


def as_paper(card: UnitCard) -> Paper:
    """Lay the card out."""
    blocks: tuple[Block, ...] = (
        Line("PHIẾU CÔNG VIỆC CỦA ĐƠN VỊ", Look.KIND),
        Line(_named(card.unit).upper(), Look.TITLE),
        Line("(Theo các kế hoạch đang thực hiện)", Look.ATTACHED),
        *([Line(card.summary)] if card.summary else []),
        Line(f"{_period(card)}dữ liệu tính đến ngày {card.to:%d/%m/%Y}", Look.NOTE),
        _table(card),
    )
    title = f"Phiếu công việc, {_named(card.unit)}"
    return Paper(title, card.unit.name, (Part(blocks, is_landscape=True),))


def _named(unit: Unit) -> str:
    """Return the unit with its place, which a committee's own name has already."""
    if unit.kind == Unit.Kind.COMMITTEE:
        return in_full(unit)
    return f"{unit.name}, {unit.territory.name_inside}"


def _period(card: UnitCard) -> str:
    return f"{card.period.name}, " if card.period else ""


def _table(card: UnitCard) -> Table:
    rows: list[Row | Band] = []
    numbers = count(1)
    for plan in card.plans:
        rows.append(Band(plan.title.upper()))
        for group in plan.groups:
            rows.append(Band(group.title))
            rows += [Row((next(numbers), *_cells(row))) for row in group.rows]
    return Table("Phiếu công việc", COLUMNS, tuple(rows), "Chưa có việc nào được giao.")


def _cells(row: CardRow) -> tuple[str, ...]:
    due = "" if row.due.kind == "none" else f"\n{row.due.text}"
    return (row.name, row.role_word, row.lead, f"{row.deadline}{due}", row.state_word)
