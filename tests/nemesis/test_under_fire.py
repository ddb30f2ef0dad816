"""Eight people work on the same reports while workers die: no promise is broken."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connection

from plans.models import Event, User
from tasks.models import Progress, Submission, SubmissionStep
from tests import factories
from tests.nemesis import people
from tests.nemesis.history import (
    ACCEPT,
    CLOSE,
    OPEN,
    RETURN,
    SAVE,
    STEPS,
    SUBMIT,
    TAKE_BACK,
    WITHDRAW,
    Kept,
    Standing,
    broken_promises,
)
from tests.nemesis.rig import Browser, portal, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = {"HX-Request": "true"}
MOVES = {"period.closed": CLOSE, "period.open": OPEN}
RECORD = "progress.record"


class Facts:
    """Two communes with three rows each, two officers and a leader; a reviewer; the calendar."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.communes = [factories.commune(parent=self.province) for _ in range(2)]
        self.plans = [factories.issued_plan(commune, tasks=3) for commune in self.communes]
        self.rows = [
            [f"/progress/{one.pk}/{self.period.pk}/" for one in factories.reporting(plan)]
            for plan in self.plans
        ]
        self.reports = [
            f"/reports/{plan.pk}/{plan.issuer_id}/{self.period.pk}/" for plan in self.plans
        ]

    def acts(self, port: int, fire: people.Fire) -> "Iterator[Callable[[], None]]":
        """Give what each of the eight people does."""

        def browser(person: User, **headers: str) -> Browser:
            return Browser(port, signed_in(person), headers)

        for place, commune in enumerate(self.communes):
            rows, report = self.rows[place], self.reports[place]
            for seed in (2 * place, 2 * place + 1):
                officer = Browser(port, signed_in(factories.officer(commune)), SCRIPT)
                yield partial(people.save, fire, officer, f"officer {seed}", rows, seed)
            leader = factories.leader(commune)
            yield partial(
                people.step,
                fire,
                browser(leader),
                leader.pk,
                [report],
                [SUBMIT, WITHDRAW],
                pause=2.0,
            )
        reviewer = factories.reviewer(self.province)
        steps = [ACCEPT, RETURN, RETURN, TAKE_BACK]
        yield partial(
            people.step, fire, browser(reviewer), reviewer.pk, self.reports, steps, pause=1.0
        )
        keeper = browser(factories.reviewer(self.province))
        yield partial(people.close_and_open, fire, keeper, f"/periods/{self.period.pk}/", 0)


def address(report: Submission) -> str:
    return f"/reports/{report.plan_id}/{report.unit_id}/{report.period_id}/"


def trail() -> Iterator[Kept]:
    """Give what the portal kept, in the order in which it happened."""
    reports = {one.pk: one for one in Submission.objects.all()}
    of_plan = {one.plan_id: address(one) for one in reports.values()}
    plans = dict(Progress.objects.values_list("assignment", "assignment__task__plan"))
    seen = {pk: iter(versions_seen(pk)) for pk in reports}
    times = {CLOSE: 0, OPEN: 0}
    for event in Event.objects.order_by("pk"):
        details: dict[str, Any] = event.details
        act = MOVES.get(event.verb) or event.verb.removeprefix("submission.")
        if act in times:
            times[act] += 1
            yield Kept(act, f"{act} {times[act]}")
        elif act in STEPS:
            report = int(event.subject_id or 0)
            place, version = address(reports[report]), next(seen[report], 0)
            yield Kept(act, f"{act} of {place} on {version} by {event.actor_id}", place, version)
        elif act == RECORD:
            row, version = details["assignment"], details["version"]
            words = f"{details['after']['result']} on {version - 1}"
            yield Kept(SAVE, words, f"row {row}", version, of_plan.get(plans.get(row, 0), ""))


def versions_seen(report: int) -> list[int]:
    """Return the versions on top of which the steps of a report were taken."""
    steps = SubmissionStep.objects.filter(submission=report).order_by("version")
    return [version - 1 for version in steps.values_list("version", flat=True)]


def standing() -> Iterator[Standing]:
    """Give how rows and reports stand; a report begins as version 1, without an entry."""
    for row in Progress.objects.all():
        words = f"{row.result} on {row.version - 1}"
        yield Standing(f"row {row.assignment_id}", row.version, words)
    for report in Submission.objects.filter(version__gt=1):
        yield Standing(address(report), report.version - 1, report.state)


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("shared_database")
def test_no_promise_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = Facts()
    call_command("createcachetable")
    with portal(tmp_path) as served, ThreadPoolExecutor(8) as pool:
        fire = people.Fire()
        acts = list(facts.acts(served.port, fire))
        started = [pool.submit(act) for act in acts]
        people.strike(fire, served, 0)
        for one in started:
            one.result()

    with capsys.disabled():
        sys.stdout.write(f"\n{connection.vendor}: {len(acts)} people, {fire.line}\n")
    assert broken_promises(fire.told, trail(), standing()) == []
    assert fire.is_enough, "too little was done to prove anything"
