"""Which sub-indicators would close the gap to a number of points: arithmetic, no forecast.

For each sub-indicator: how many points the province would win if it did as well as the last
province of the next group does in that sub-indicator, or as the first of all where there is no
next group: in the highest one, and where nobody knows the groups of so many provinces. The largest
come first; adding them up shows how few would do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.groups import next_higher
from indicators.models import Component
from indicators.rounding import rounded
from indicators.standing.standings import Line, Standing
from papi_portal.wording import said

FIRST = 1
"""The rank to equal where there is no next higher group."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: points of the whole index, and in whose words."""

    words: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Push:
    """A sub-indicator to push: points now, points of the one to equal, and what that would win."""

    component: Component
    now: Decimal
    to: Decimal
    to_rank: int
    total: Decimal
    """Points won by this push and all before it."""
    closes: bool
    """Whether the gap is closed with this one, and was not before."""

    @property
    def wins(self) -> Decimal:
        return self.to - self.now


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A goal, how far it is, and the pushes that would win most."""

    goal: Goal
    gap: Decimal
    pushes: tuple[Push, ...]

    @property
    def needed(self) -> tuple[Push, ...]:
        """The pushes that together close the gap; all of them if even these do not."""
        place = next((at for at, push in enumerate(self.pushes) if push.closes), None)
        return self.pushes if place is None else self.pushes[: place + 1]

    @property
    def is_enough(self) -> bool:
        return any(push.closes for push in self.pushes)


def next_group(standing: Standing) -> Goal | None:
    """Return the points of the last province in the next higher group; None where there is none."""
    position = standing.whole.position
    if position is None or not position.rank or not position.ranked_of or not standing.whole.spread:
        return None
    higher = next_higher(position.rank, position.ranked_of)
    if higher is None:
        return None
    group, last = higher
    value = _at_rank(standing.whole, last)
    return Goal(
        said("nhóm {label} (điểm của tỉnh xếp thứ {last})", label=group.label, last=last),
        rounded(value),
    )


def what_if(standing: Standing, goal: Goal) -> WhatIf | None:
    """Work out what would close the gap to a goal; None without a whole or with no gap."""
    if standing.whole.value is None:
        return None
    gap = goal.points - rounded(standing.whole.value)
    if gap <= 0:
        return None
    return WhatIf(goal, gap, tuple(_pushes(standing.leaves, gap)))


def _pushes(lines: Sequence[Line], gap: Decimal) -> list[Push]:
    found = []
    for line in lines:
        if line.value is None or not (line.position and line.position.rank and line.spread):
            continue
        higher = next_higher(line.position.rank, line.position.ranked_of or 0)
        to_rank = higher[1] if higher else FIRST
        to = rounded(_at_rank(line, to_rank))
        if to > rounded(line.value):
            found.append((line, to, to_rank))
    found.sort(key=lambda one: rounded(one[0].value or Decimal(0)) - one[1])
    pushes: list[Push] = []
    total = Decimal(0)
    for line, to, to_rank in found:
        now = rounded(line.value or Decimal(0))
        before, total = total, total + to - now
        pushes.append(Push(line.component, now, to, to_rank, total, before < gap <= total))
    return pushes


def _at_rank(line: Line, rank: int) -> Decimal:
    """Return the points of the province at a rank; of the last one if there are fewer."""
    return line.spread[-min(rank, len(line.spread))]
