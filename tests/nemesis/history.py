"""What clients were told, held against what the portal kept: the promises as a pure function."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"
SAVE, CLOSE, OPEN = "save", "close", "open"
SUBMIT, WITHDRAW, ACCEPT, RETURN, TAKE_BACK = "submit", "withdraw", "accept", "return", "take_back"
STEPS = {
    SUBMIT: ({"draft", "returned"}, "submitted"),
    WITHDRAW: ({"submitted"}, "draft"),
    ACCEPT: ({"submitted"}, "accepted"),
    RETURN: ({"submitted"}, "returned"),
    TAKE_BACK: ({"accepted"}, "submitted"),
}
"""What may happen to a report: from which states, to which."""
NEEDS_OPEN = {SAVE, SUBMIT, WITHDRAW, RETURN}
"""What a closed period refuses."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a client saw it: what it was, the words that are its own, and the answer.

    The words name the version on top of which it was done; sent twice, it has them twice.
    """

    act: str
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry of the trail, in its order."""

    act: str
    words: str
    thing: str = ""
    """The row or report that it changed; none for the period."""
    version: int = 0
    report: str = ""
    """The report that the row belongs to, and that locks it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row with its words, or a report with its state, as it stands at the end."""

    thing: str
    version: int
    words: str


def broken_promises(
    told: Iterable[Told], kept: Iterable[Kept], standing: Iterable[Standing]
) -> list[str]:
    """Return a sentence for each promise that was not held; none for an honest history.

    What was acknowledged is kept once, what was refused left no trace, what nobody heard of is
    whole or absent; versions follow one another; nothing is written while the period is closed, nor
    in rows whose report is handed in; a report moves from state to state as it may; what stands is
    what was written last.
    """
    trail = list(kept)
    return [
        *_lost_or_doubled(told, Counter(one.words for one in trail)),
        *_gaps(trail),
        *_while_locked(trail),
        *_not_the_last(trail, standing),
    ]


def _lost_or_doubled(told: Iterable[Told], times: Counter[str]) -> Iterable[str]:
    allowed = {OK: {1}, REFUSED: {0}, UNKNOWN: {0, 1}}
    answers = defaultdict[str, set[str]](set)
    for one in told:
        answers[one.words].add(one.answer)
    for words, heard in answers.items():
        answer = next(one for one in (OK, UNKNOWN, REFUSED) if one in heard)
        if times[words] not in allowed[answer]:
            yield f"{words} was {answer} and is in the trail {times[words]} times"
    for words in times.keys() - answers.keys():
        yield f"{words} is in the trail and nobody did it"


def _gaps(trail: Iterable[Kept]) -> Iterable[str]:
    versions = defaultdict[str, list[int]](list)
    for one in trail:
        if one.thing:
            versions[one.thing].append(one.version)
    for thing, found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{thing} has the versions {found}"


def _while_locked(trail: Iterable[Kept]) -> Iterable[str]:
    """Walk through the trail as the period and its reports go from state to state."""
    is_open, states = True, defaultdict[str, str](lambda: "draft")
    for one in trail:
        if one.act in NEEDS_OPEN and not is_open:
            yield f"{one.words} was written after the period was closed"
        if one.act == SAVE and states[one.report] not in {"draft", "returned"}:
            yield f"{one.words} was written in a report that was {states[one.report]}"
        if one.act in {CLOSE, OPEN}:
            if is_open is (one.act == OPEN):
                yield f"{one.words} happened twice"
            is_open = one.act == OPEN
        if one.act in STEPS:
            since, to = STEPS[one.act]
            if states[one.thing] not in since:
                yield f"{one.words} happened to a report that was {states[one.thing]}"
            states[one.thing] = to


def _not_the_last(trail: Iterable[Kept], standing: Iterable[Standing]) -> Iterable[str]:
    last = {
        one.thing: (one.version, STEPS[one.act][1] if one.act in STEPS else one.words)
        for one in trail
        if one.thing
    }
    stands = {one.thing: (one.version, one.words) for one in standing}
    for thing in last.keys() | stands.keys():
        if last.get(thing) != stands.get(thing):
            yield f"{thing} stands as {stands.get(thing)}, written last was {last.get(thing)}"
