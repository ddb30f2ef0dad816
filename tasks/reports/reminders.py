"""Words that remind communes of the plan they have to issue, ready to be sent."""

from dataclasses import dataclass

from tasks.reports.issuance import DRAFT, Issuance, IssuanceRow
from tasks.standing import in_words

ASKED = "sớm ban hành kế hoạch và cập nhật trên Cổng theo dõi PAPI"
STILL = {DRAFT: "đang có dự thảo, chưa ban hành kế hoạch"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one commune."""

    row: IssuanceRow
    text: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """What is said to all who have not issued, and to each of them; nothing when all have."""

    text: str
    letters: tuple[Letter, ...]


def build(issuance: Issuance) -> Reminders:
    """Return the words for a report on who has issued: no query."""
    letters = tuple(Letter(row, _to_one(row, issuance)) for row in issuance.owing)
    return Reminders(_to_all(issuance) if letters else "", letters)


def _to_all(issuance: Issuance) -> str:
    places = [f"- UBND {row.territory.name_inside}: {row.state_word}" for row in issuance.owing]
    head = (
        f"Kính gửi UBND các xã, phường: {len(places)} xã, phường chưa ban hành kế hoạch"
        f" {_carrying_out(issuance)} Đề nghị các đơn vị có tên dưới đây {ASKED}:"
    )
    return "\n".join([head, *places]) + "\n"


def _to_one(row: IssuanceRow, issuance: Issuance) -> str:
    still = STILL.get(row.state, "chưa có kế hoạch")
    return (
        f"Kính gửi UBND {row.territory.name_inside}: đơn vị {still}"
        f" {_carrying_out(issuance)} Đề nghị đơn vị {ASKED}."
    )


def _carrying_out(issuance: Issuance) -> str:
    """Name the plan above, and the day until which it was to be carried down."""
    plan, due_on = issuance.plan, issuance.plan.below_due_on
    issued = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    named = f"thực hiện {plan}{issued} của {plan.issuer}."
    return f"{named} Hạn ban hành: {in_words(due_on)}, {issuance.due.text}." if due_on else named
