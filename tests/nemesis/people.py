"""Who is at work while the portal burns: each acts again and again and notes what came back."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from tests.nemesis.history import (
    ACCEPT,
    CLOSE,
    OK,
    OPEN,
    RETURN,
    SAVE,
    SUBMIT,
    TAKE_BACK,
    UNKNOWN,
    WITHDRAW,
    Told,
)
from tests.nemesis.rig import Browser, Portal

SECONDS, LONGEST = 15, 90
ENOUGH = {SAVE: 10, SUBMIT: 2, WITHDRAW: 1, ACCEPT: 1, RETURN: 1, TAKE_BACK: 1, CLOSE: 2, OPEN: 2}
"""How often each act must have been done for the history to prove anything."""
STRIKES = 3
APART = 5
"""What must be done between two strikes: a slow machine is struck less often."""


@dataclass
class Fire:
    """The time in which it burns, what the people were told in it, and how often it struck."""

    begun: float = field(default_factory=time.monotonic)
    told: list[Told] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)

    @property
    def burns(self) -> bool:
        """For 15 seconds; on a slow machine until enough was done, for 90 at most."""
        passed = time.monotonic() - self.begun
        return passed < SECONDS or (passed < LONGEST and not self.is_enough)

    @property
    def is_enough(self) -> bool:
        """Whether everything was done and survived often enough."""
        return self.struck["killed"] >= STRIKES and all(
            self.done[act] >= times for act, times in ENOUGH.items()
        )

    @property
    def done(self) -> Counter[str]:
        """How often each act was acknowledged."""
        return Counter(one.act for one in list(self.told) if one.answer == OK)

    @property
    def line(self) -> str:
        """What happened, in figures."""
        tally = Counter((one.act, one.answer) for one in self.told)
        acts = [
            f"{act} " + "/".join(str(tally[act, answer]) for answer in (OK, "refused", UNKNOWN))
            for act in ENOUGH
        ]
        struck = ", ".join(f"{times} {how}" for how, times in sorted(self.struck.items()))
        seconds = round(time.monotonic() - self.begun)
        return f"{seconds} s, workers: {struck}; done/refused/unanswered: {', '.join(acts)}"

    def send(self, browser: Browser, act: str, words: str, path: str, typed: dict[str, str]) -> str:
        """Send a form and note the answer; without one send it once more, as a browser does."""
        answer = UNKNOWN
        for _ in range(2):
            if answer == UNKNOWN:
                answer = browser.post(path, typed)
                self.told.append(Told(act, words, answer))
        return answer


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - chance, not secrecy


def save(fire: Fire, browser: Browser, name: str, rows: Sequence[str], seed: int) -> None:
    """Save random rows on top of what their pages show, each time with words of their own."""
    dice, known = chance(seed), dict.fromkeys(rows, "0")
    for number in count(1):
        if not fire.burns:
            return
        row = dice.choice(rows)
        page = browser.look(row)
        if page is None:
            continue
        # Where a page offers no saving, it is tried all the same: the portal has to refuse it.
        known[row], text = page.version or known[row], f"{name}, save {number}"
        typed = {"state": "in_progress", "result": text, "version": known[row]}
        fire.send(browser, SAVE, f"{text} on {known[row]}", row, typed)


def step(
    fire: Fire,
    browser: Browser,
    who: int,
    reports: Sequence[str],
    acts: Sequence[str],
    *,
    pause: float,
) -> None:
    """Take steps of reports on top of what their pages show: those offered, or any other."""
    dice, known = chance(who), dict.fromkeys(reports, "1")
    while fire.burns:
        # Who waits nearly as long each time falls into step with who closes and opens the period,
        # and then never returns a report while it is open.
        time.sleep(dice.uniform(0, 1.5 * pause))
        report = dice.choice(reports)
        page = browser.look(report)
        if page is None:
            continue
        offered = [act for act in acts if act in page.steps]
        act = dice.choice(offered if offered and dice.random() < 0.8 else acts)
        known[report] = page.version or known[report]
        words = f"{act} of {report} on {int(known[report]) or 1} by {who}"
        typed = {"comment": "Bổ sung", "reason": "no_evidence"}
        fire.send(browser, act, words, report, {"step": act, "version": known[report], **typed})


def close_and_open(fire: Fire, browser: Browser, period: str, seed: int) -> None:
    """Close the period and open it again; each time until the portal says that it is so."""
    dice = chance(seed)
    whatever_waits = " ".join(map(str, range(1, 1000)))
    closing = (CLOSE, "close", 2.0, {"in_review": whatever_waits})
    opening = (OPEN, "reopen", 0.3, {"reason": "Bổ sung số liệu"})
    for number in count(1):
        for act, name, longest, typed in (closing, opening):
            time.sleep(dice.uniform(longest / 2, longest))
            answer = UNKNOWN
            while answer != OK:
                if not fire.burns:
                    return
                answer = fire.send(browser, act, f"{act} {number}", f"{period}{name}/", typed)


def strike(fire: Fire, served: Portal, seed: int) -> None:
    """Kill a worker or hold one up, again and again, in the middle of whatever it does."""
    dice, done = chance(seed), 0
    while fire.burns:
        time.sleep(dice.uniform(0.5, 2))
        if fire.done.total() - done >= APART:
            done = fire.done.total()
            fire.struck[served.strike(dice)] += 1
