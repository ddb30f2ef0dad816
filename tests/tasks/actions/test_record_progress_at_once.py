"""Several people on one row, and who closes the period over them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from plans.access import Role
from plans.actions import WrongStateError, close_period, extend_period
from plans.models import Event
from tasks import actions
from tasks.actions import ConflictError, LockedError, Recorded
from tasks.models import Progress
from tests import factories
from tests.tasks.recording import DONE, Facts
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def typed(number: int) -> Recorded:
    return replace(DONE, result=f"Bản của người thứ {number}")


def assert_one_won(outcomes: list[Progress | Exception], events: int) -> None:
    """One record stands as its writer left it; the others were told what stands."""
    saved = [one for one in outcomes if isinstance(one, Progress)]
    conflicts = [one for one in outcomes if isinstance(one, ConflictError)]
    assert (len(saved), len(conflicts)) == (1, len(outcomes) - 1), outcomes
    stands = Progress.objects.get()
    assert stands.result == saved[0].result
    assert {one.current for one in conflicts} == {stands}
    assert Event.objects.count() == events + 1
    assert Event.objects.latest("pk").details["after"]["result"] == stands.result


def test_of_eight_saves_on_one_version_exactly_one_wins() -> None:
    facts = Facts()
    for version in (1, 2, 3):
        facts.record(version=version - 1)
        events = Event.objects.count()
        people = [factories.officer(facts.commune) for _ in range(8)]

        outcomes = at_once(
            [
                partial(facts.record, version=version, recorded=typed(number), by=person)
                for number, person in enumerate(people)
            ]
        )

        assert_one_won(outcomes, events)
        assert Progress.objects.get().version == version + 1
        Progress.objects.update(version=version)


def test_eight_first_saves_make_one_record() -> None:
    facts = Facts()
    people = [factories.officer(facts.commune) for _ in range(8)]
    events = Event.objects.count()

    outcomes = at_once(
        [
            partial(facts.record, recorded=typed(number), by=person)
            for number, person in enumerate(people)
        ]
    )

    assert_one_won(outcomes, events)
    assert Progress.objects.get().version == 1


@pytest.mark.parametrize("version", [0, 1])
def test_eight_clicks_of_one_person_are_one_save(version: int) -> None:
    facts = Facts()
    if version:
        facts.record()
    events = Event.objects.count()

    outcomes = at_once([partial(facts.record, version=version, recorded=typed(1))] * 8)

    assert {(one.pk, one.version) for one in outcomes if isinstance(one, Progress)} == {
        (Progress.objects.get().pk, version + 1)
    }
    assert all(isinstance(one, Progress) for one in outcomes), outcomes
    assert Event.objects.count() == events + 1


def test_trail_of_rivals_who_try_again_has_every_save_once() -> None:
    facts = Facts()
    facts.record(recorded=typed(0))
    people = [factories.officer(facts.commune) for _ in range(3)]

    def save_five_times(number: int) -> int:
        saved = 0
        while saved < 5:
            version = Progress.objects.get().version
            text = replace(DONE, result=f"Người {number}, lần {saved}")
            try:
                facts.record(version=version, recorded=text, by=people[number])
            except ConflictError:
                continue
            saved += 1
        return saved

    outcomes = at_once([partial(save_five_times, number) for number in range(3)])

    assert outcomes == [5, 5, 5]
    details = [one.details for one in Event.objects.filter(verb="progress.record").order_by("pk")]
    assert [one["version"] for one in details] == list(range(1, 17))
    assert [one["before"] for one in details[1:]] == [one["after"] for one in details[:-1]]


# Saves, and who ends them


def saves_until(end: Callable[[Facts], object], verb: str) -> Facts:
    """Let three people save one row while somebody ends it; nothing is written after the end."""
    facts = Facts()
    end_after = 5

    def save_until_refused(number: int) -> int:
        saved = 0
        while saved < 200:
            version = Progress.objects.get().version
            text = replace(DONE, result=f"Người {number}, lần {version}")
            try:
                facts.record(version=version, recorded=text)
            except ConflictError:
                continue
            except LockedError:
                return saved
            saved += 1
        return saved

    def end_it() -> int:
        while Progress.objects.get().version < end_after:
            pass
        end(facts)
        return 0

    facts.record()
    savers = [partial(save_until_refused, number) for number in range(3)]
    outcomes = at_once([*savers, partial(end_it)])

    assert all(isinstance(one, int) for one in outcomes), outcomes
    ended = Event.objects.get(verb=verb)
    assert not Event.objects.filter(verb="progress.record", pk__gt=ended.pk).exists()
    saves = 1 + sum(one for one in outcomes if isinstance(one, int))
    assert Progress.objects.get().version == saves >= end_after
    return facts


def close(facts: Facts) -> object:
    closer = factories.viewer(factories.reviewer(facts.period.territory))
    return close_period(period=facts.period, by=closer, at=factories.NOW)


def submit(facts: Facts) -> object:
    unit = facts.plan.issuer
    return actions.submit_report(
        plan=facts.plan,
        unit=unit,
        period=facts.period,
        version=0,
        by=factories.viewer(factories.member(unit, Role.LEADER)),
        at=factories.NOW,
    )


def test_nothing_is_written_after_the_period_is_closed() -> None:
    facts = saves_until(close, "period.closed")

    with pytest.raises(WrongStateError, match="đã khóa"):
        close(facts)


def test_nothing_is_written_after_the_report_is_handed_in() -> None:
    saves_until(submit, "submission.submit")


def test_between_closing_and_more_time_nothing_is_written() -> None:
    facts = Facts()
    facts.record()
    people = [factories.officer(facts.commune) for _ in range(3)]
    keeper = factories.viewer(factories.reviewer(facts.period.territory))

    def save_on(number: int) -> str:
        """Save until a save went well after the extension was given."""
        for turn in range(400):
            extended = Event.objects.filter(verb="period.extend").exists()
            version = Progress.objects.get().version
            text = replace(DONE, result=f"Người {number}, lần {turn}")
            try:
                facts.record(version=version, recorded=text, by=people[number])
            except (ConflictError, LockedError):
                continue
            if extended:
                return "saved after"
        return "gave up"

    def close_and_extend() -> str:
        while Progress.objects.get().version < 5:
            pass
        close_period(period=facts.period, by=keeper, at=factories.NOW)
        extend_period(
            period=facts.period,
            units=[facts.plan.issuer],
            due_on=date(2026, 12, 24),
            reason="Mưa lũ",
            by=keeper,
            at=factories.NOW,
        )
        return "saved after"

    savers = [partial(save_on, number) for number in range(3)]
    outcomes = at_once([*savers, partial(close_and_extend)])

    assert outcomes == ["saved after"] * 4
    closed, extended = (
        Event.objects.get(verb=verb).pk for verb in ("period.closed", "period.extend")
    )
    saves = Event.objects.filter(verb="progress.record")
    assert not saves.filter(pk__gt=closed, pk__lt=extended).exists()
    assert saves.count() == Progress.objects.get().version
