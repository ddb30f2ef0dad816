"""What clients were told, held against what the portal kept: the promises as a pure function."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """One save as a client saw it: which row, the words that are its own, and the answer."""

    row: int
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry of the trail, in its order: a save of a row, or the period closed or opened."""

    kind: str
    """`save`, `close` or `open`."""
    row: int = 0
    version: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it stands at the end."""

    row: int
    version: int
    words: str


def broken_promises(
    told: Iterable[Told], kept: Iterable[Kept], standing: Iterable[Standing]
) -> list[str]:
    """Return a sentence for each promise that was not held; none for an honest history.

    What was acknowledged is kept once, what was refused left no trace, what nobody heard of is
    whole or absent; versions follow one another; nothing is saved while the period is closed;
    what stands is what was saved last.
    """
    trail = list(kept)
    saves = [one for one in trail if one.kind == "save"]
    return [
        *_lost_or_doubled(told, Counter(one.words for one in saves)),
        *_gaps(saves),
        *_after_closing(trail),
        *_not_the_last(saves, standing),
    ]


def _lost_or_doubled(told: Iterable[Told], times: Counter[str]) -> Iterable[str]:
    allowed = {OK: {1}, REFUSED: {0}, UNKNOWN: {0, 1}}
    for one in told:
        if times[one.words] not in allowed[one.answer]:
            yield f"{one.words} was {one.answer} and is in the trail {times[one.words]} times"


def _gaps(saves: Iterable[Kept]) -> Iterable[str]:
    versions = defaultdict[int, list[int]](list)
    for one in saves:
        versions[one.row].append(one.version)
    for row, found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"row {row} has the versions {found}"


def _after_closing(trail: Iterable[Kept]) -> Iterable[str]:
    for before, one in pairwise([Kept("open"), *trail]):
        if one.kind == "save" and before.kind == "close":
            yield f"{one.words} was saved after the period was closed"


def _not_the_last(saves: Iterable[Kept], standing: Iterable[Standing]) -> Iterable[str]:
    last = {one.row: (one.version, one.words) for one in saves}
    stands = {one.row: (one.version, one.words) for one in standing}
    for row in last.keys() | stands.keys():
        if last.get(row) != stands.get(row):
            yield f"row {row} stands as {stands.get(row)}, saved last was {last.get(row)}"
