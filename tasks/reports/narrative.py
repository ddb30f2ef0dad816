"""The words of a report as its rows suggest them, for a person to correct."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from papi_portal.text import LONG_TEXT, cut
from tasks.actions import Narrative
from tasks.models import Progress

State = Progress.State
DONE = (State.COMPLETED, State.DONE_IN_PERIOD)
LINE = 200
"""Letters that one row takes at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one row tells: its name, dimension and last day, and its record if there is one."""

    name: str
    dimension: str
    deadline_text: str
    ends_on: date | None
    record: Progress | None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        settled = {State.COMPLETED, State.SUSPENDED}
        return self.record is None or self.record.state not in settled


def suggest(rows: Sequence[Told], *, data_to: date, next_to: date | None) -> Narrative:
    """Return the words that the rows give; `next_to` is where the next period ends, if known."""
    return Narrative(
        results=_results(rows),
        limits=_by_dimension(rows),
        next_period=_due_next(rows, data_to, next_to),
        proposals=_listed("", dict.fromkeys(one.record.proposal for one in rows if one.record)),
    )


def _results(rows: Sequence[Told]) -> str:
    records = [one.record for one in rows if one.record]
    states = Counter(record.state for record in records)
    counts = [f"{states[one]} {one.label}" for one in State if states[one]]
    head = f"Đã cập nhật {len(records)}/{len(rows)} nhiệm vụ"
    if not counts:
        return ""
    done = [
        _line(one.name, one.record.result)
        for one in rows
        if one.record and one.record.state in DONE
    ]
    follow = "\nCác nhiệm vụ đã thực hiện, hoàn thành:" if done else ""
    return _listed(f"{head}: {', '.join(counts)}.{follow}", done)


def _by_dimension(rows: Sequence[Told]) -> str:
    """Join the difficulties by dimension, the same words of one dimension once."""
    found: dict[str, dict[str, None]] = {}
    for one in rows:
        if one.record and one.record.difficulty:
            found.setdefault(one.dimension, {})[cut(one.record.difficulty, LINE)] = None
    return _within("\n".join(_listed(f"{name}:", lines) for name, lines in found.items()))


def _due_next(rows: Sequence[Told], data_to: date, next_to: date | None) -> str:
    due = [
        _line(one.name, one.deadline_text)
        for one in rows
        if one.is_open and one.ends_on and data_to < one.ends_on <= (next_to or date.max)
    ]
    return _listed("Hoàn thành các nhiệm vụ đến hạn trong kỳ tới:", due) if due else ""


def _line(name: str, words: str) -> str:
    return cut(f"{name}: {words}" if words else name, LINE)


def _listed(head: str, lines: Sequence[str] | dict[str, None]) -> str:
    listed = [f"- {cut(line, LINE)}" for line in lines if line]
    return _within("\n".join([head, *listed] if head else listed))


def _within(words: str) -> str:
    """Return as many whole lines as a field takes; who wants more writes it."""
    if len(words) <= LONG_TEXT:
        return words
    return f"{words[: LONG_TEXT - 2].rpartition(chr(10))[0]}\n…"
