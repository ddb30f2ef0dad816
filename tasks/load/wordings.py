"""What is written in a load: rows like those of real plans, reports like those of the demo."""

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.models import PAPI, Component
from tasks.demo import ISSUED
from tasks.demo.told import Described, read
from tasks.demo.wordings import MARK
from tasks.models import Progress, Task

COMMUNES = "UBND các xã, phường"
HELPING = (
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
    "Ủy ban MTTQ Việt Nam",
    "Đoàn Thanh niên",
    "Hội Phụ nữ",
)
"""Offices that every commune has, by names that each understands as its own."""
LETTERS = "abcdđeghiklmnopqrstuvxy"
DATED = 5
"""One row in so many ends on a day."""
LED = 4
"""One row in so many is led by a department, too."""
UNASKED = 6
"""One difficulty in so many comes without a proposal."""
REPEATED = 20
"""One result in so many is copied from the period before."""


def rows(
    number: int, *, year: int, departments: Sequence[str], dice: random.Random
) -> list[Described]:
    """Return so many rows of a province's framework, spread over the index in its order.

    Their texts are those of the real plans that come with the portal.
    """
    texts = [row["text"] for name in ISSUED for row in read(name)["rows"]]
    measuring = Component.objects.measuring(PAPI, year).select_related("framework", "dimension")
    parts = list(measuring.filter(depth=2).order_by("position"))
    described, letters = [], dict[str, int]()
    for at in range(number):
        part = parts[at * len(parts) // number]
        dimension = part.dimension or part
        letters[dimension.code] = letters.get(dimension.code, -1) + 1
        turn, letter = divmod(letters[dimension.code], len(LETTERS))
        leads = [COMMUNES] if at % LED else [dice.choice(departments), COMMUNES]
        support = sorted(dice.sample(HELPING, dice.randrange(1, 4)))
        described.append(
            {
                "label": f"{LETTERS[letter] * (turn + 1)})",
                "headings": [[dimension.code, dimension.name]],
                "part": "table",
                "title": part.name,
                "components": [part.code],
                "framework": part.framework.code,
                "text": dice.choice(texts),
                "lead": leads,
                "support": support,
                "guide": [dice.choice(departments)] if at % 3 == 0 else [],
                "lead_text": "; ".join(leads),
                "support_text": ", ".join(support),
                "deadline": _deadline(at, year, dice),
                "output": "",
                "note": "",
                "dropped": False,
            }
        )
        described[-1]["guide_text"] = ", ".join(described[-1]["guide"])
    return described


def _deadline(at: int, year: int, dice: random.Random) -> Described:
    if at % DATED == DATED - 1:
        day = date(year, dice.choice((6, 9, 11)), 30)
        said = f"Trước ngày {day:%d/%m/%Y}"
        return {"raw": said, "kind": Task.DeadlineKind.BY_DATE, "start": None, "end": day}
    kind = dice.choice((Task.DeadlineKind.ONGOING, Task.DeadlineKind.QUARTERLY))
    return {"raw": kind.label.capitalize(), "kind": kind, "start": None, "end": None}


class Sayings:
    """What offices report: sentences of the demo, filled with other numbers each time."""

    def __init__(self, dice: random.Random) -> None:
        told = read("illustration_reports.json")
        self.dice = dice
        self.said = [one for row in told["rows"].values() for one in row["said"]]
        self.said += told["departments"]
        self.narratives: list[Described] = told["narratives"]
        self.returned: list[Described] = told["returned"]
        self.explanation: str = told["explanation"]
        self.last: dict[int, Described] = {}

    def recorded(self, assignment: int) -> Described:
        """Return what is reported of a row: fields of its record; now and then as last time."""
        last = self.last.get(assignment)
        if last and not self.dice.randrange(REPEATED):
            return last
        chosen = self.dice.choice(self.said)
        numbers = {"n": 2 + self.dice.randrange(7), "m": 40 + 10 * self.dice.randrange(26)}
        said: dict[str, Any] = {name: text.format(**numbers) for name, text in chosen.items()}
        said["result"] = MARK + said["result"]
        for name in ("figure_done", "figure_planned"):
            if name in said:
                said[name] = Decimal(said[name])
        if not self.dice.randrange(UNASKED):
            said.pop("proposal", None)
        self.last[assignment] = said
        return said

    def shows(self, said: Described) -> bool:
        """Tell whether a result comes with evidence: one in three of what was done."""
        return said["state"] == Progress.State.DONE_IN_PERIOD and not self.dice.randrange(3)
