"""Eight people save while the period closes and opens and workers die: no promise is broken."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from plans.models import Event, Period
from tasks.models import Progress
from tests import factories
from tests.nemesis.history import OK, Kept, Standing, Told, broken_promises
from tests.nemesis.rig import Browser, Portal, portal, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 15
CLIENTS = 8
SCRIPT = {"HX-Request": "true"}
KINDS = {"period.closed": "close", "period.open": "open"}


class Facts:
    """A commune with six rows, seven officers of its UBND, and who keeps the calendar."""

    def __init__(self) -> None:
        province = factories.province()
        commune = factories.commune(parent=province)
        self.period = factories.period(province)
        self.plan = factories.issued_plan(commune, tasks=6)
        self.rows = [one.pk for one in factories.reporting(self.plan)]
        self.sessions = [signed_in(factories.officer(commune)) for _ in range(CLIENTS - 1)]
        self.keeper = signed_in(factories.reviewer(province))


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - chance, not secrecy


def save(browser: Browser, facts: Facts, dice: random.Random, name: str) -> list[Told]:
    """Save random rows, each time with words of their own, on top of what the page shows."""
    told, until, count = list[Told](), time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        row, count = dice.choice(facts.rows), count + 1
        path = f"/progress/{row}/{facts.period.pk}/"
        version = browser.version_on(path)
        if version is None:
            continue
        words = f"{name}-{count}"
        typed = {"state": "in_progress", "result": words, "version": version}
        prefixed = {f"r{row}-{field}": value for field, value in typed.items()}
        told.append(Told(row, words, browser.post(path, {**typed, **prefixed})))
    return told


def close_and_open(browser: Browser, facts: Facts, dice: random.Random) -> list[Told]:
    """Close the period and open it again, all the time."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(dice.uniform(0.5, 1.5))
        browser.post(f"/periods/{facts.period.pk}/close/", {})
        time.sleep(dice.uniform(0.1, 0.4))
        browser.post(f"/periods/{facts.period.pk}/reopen/", {"reason": "Bổ sung số liệu"})
    return []


def strike(served: Portal, dice: random.Random) -> list[Told]:
    """Kill workers, all the time."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(dice.uniform(1, 3))
        served.strike(dice)
    return []


def trail() -> list[Kept]:
    """Return what the portal kept, in the order in which it happened."""
    kept = []
    for event in Event.objects.filter(verb__in=["progress.record", *KINDS]).order_by("pk"):
        if event.verb in KINDS:
            kept.append(Kept(KINDS[event.verb]))
            continue
        details: dict[str, Any] = event.details
        words = details["after"]["result"]
        kept.append(Kept("save", details["assignment"], details["version"], words))
    return kept


@pytest.mark.usefixtures("shared_database")
def test_no_promise_is_broken(tmp_path: Path) -> None:
    dice = chance(0)
    facts = Facts()
    call_command("createcachetable")
    with portal(tmp_path) as served, ThreadPoolExecutor(CLIENTS + 1) as pool:
        acts: list[Callable[[], list[Told]]] = [
            partial(save, Browser(served.port, session, SCRIPT), facts, chance(place), str(place))
            for place, session in enumerate(facts.sessions)
        ]
        acts.append(partial(close_and_open, Browser(served.port, facts.keeper), facts, dice))
        acts.append(partial(strike, served, chance(-1)))
        told = [one for made in [pool.submit(act) for act in acts] for one in made.result()]

    standing = [
        Standing(one.assignment_id, one.version, one.result) for one in Progress.objects.all()
    ]
    acknowledged = sum(one.answer == OK for one in told)
    assert broken_promises(told, trail(), standing) == []
    assert acknowledged > CLIENTS, "too little was saved to prove anything"
    assert sum(one.kind == "close" for one in trail()) > 1
    assert Period.objects.get().name == facts.period.name
