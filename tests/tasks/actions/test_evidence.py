"""Evidence is put to what is recorded, stays when it was accepted, and leaves nothing behind."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans.access import Role
from plans.models import Event, Extension, Period
from tasks import actions, leftovers
from tasks.access import wrote_report
from tasks.models import Evidence, EvidenceRule, Progress, Task
from tests import factories
from tests.tasks.showing import CITED, EXPLAINED, Facts, Shown, attachment, kept, stored, stored_as

pytestmark = pytest.mark.django_db
Capture = Callable[..., Any]


@pytest.fixture
def facts(settings: Any, tmp_path: Any) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


def sentence() -> str:
    return Event.objects.latest("pk").sentence


# Adding


def test_file_is_kept_under_a_name_that_says_nothing_with_its_hash(facts: Facts) -> None:
    added = facts.add(attachment(b"%PDF-1.7", "Báo cáo số 45.pdf"))

    assert kept(added) == b"%PDF-1.7"
    assert (added.kind, added.file_name, added.size) == ("file", "Báo cáo số 45.pdf", 8)
    assert added.sha256 == attachment(b"%PDF-1.7").sha256
    assert stored() == [stored_as(added)]
    assert len(stored()[0]) == 32
    assert "Báo" not in stored_as(added)
    assert added.added_by == facts.officer


def test_trail_says_what_was_added_in_words(facts: Facts) -> None:
    facts.add(attachment(name="Biên bản.pdf"))

    expected = "thêm minh chứng (tệp) “Biên bản.pdf” vào tiến độ Quý IV/2026 – 1) Nhiệm vụ 1"
    assert sentence() == expected
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject) == ("evidence.add", facts.assignment.task)
    assert event.details["sha256"] == attachment().sha256


@pytest.mark.parametrize(("shown", "kind"), [(CITED, "document"), (EXPLAINED, "explanation")])
def test_document_or_words_are_evidence_too(facts: Facts, shown: Shown, kind: str) -> None:
    added = facts.add(shown)

    assert added.kind == kind
    assert stored() == []
    assert str(added) in sentence()


@pytest.mark.parametrize("shown", [attachment(), CITED, EXPLAINED])
def test_what_is_sent_twice_is_added_once(facts: Facts, shown: Shown) -> None:
    first = facts.add(shown)
    events = Event.objects.count()

    assert facts.add(shown) == first
    assert Evidence.objects.count() == 1
    assert Event.objects.count() == events
    assert len(stored()) == (1 if first.file else 0)


def test_row_that_is_not_recorded_says_to_record_first(facts: Facts) -> None:
    Progress.objects.filter(period=facts.period).delete()

    with pytest.raises(actions.EvidenceRefusedError, match="Hãy lưu tình hình trước"):
        facts.add()
    assert stored() == []


def test_eleventh_piece_is_one_too_many(facts: Facts) -> None:
    for number in range(10):
        facts.add(attachment(b"%d" % number))

    with pytest.raises(actions.EvidenceRefusedError, match="đã có 10 minh chứng"):
        facts.add(CITED)
    assert Evidence.objects.count() == len(stored()) == 10


def test_store_of_a_unit_and_year_has_an_end(facts: Facts, settings: Any) -> None:
    settings.EVIDENCE_PER_YEAR = 10
    first = facts.add(attachment(b"12345"), period=facts.before)
    assert facts.reuse(first).size == 5

    with pytest.raises(actions.EvidenceRefusedError, match=r"Minh chứng năm 2026 của UBND"):
        facts.add(attachment(b"123456"))
    facts.add(attachment(b"67890"))
    facts.add(CITED)


def test_file_goes_when_the_row_cannot_be_written(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("tasks.actions.evidence.leave_event", refuse)

    with pytest.raises(RuntimeError):
        facts.add()
    assert stored() == []
    assert not Evidence.objects.exists()


# Reusing


def test_reused_evidence_names_the_same_file(facts: Facts) -> None:
    first = facts.add(period=facts.before)

    again = facts.reuse(first)

    assert again.pk != first.pk
    assert again.progress == facts.progress
    assert (again.file.name, again.sha256) == (first.file.name, first.sha256)
    assert len(stored()) == 1
    assert "dùng lại minh chứng (tệp) “Báo cáo.pdf” của Quý III/2026" in sentence()


def test_reusing_twice_gives_what_stands(facts: Facts) -> None:
    first = facts.add(CITED, period=facts.before)

    assert facts.reuse(first) == facts.reuse(first)
    assert Evidence.objects.count() == 2


def test_evidence_of_the_task_it_comes_from_may_be_reused(facts: Facts) -> None:
    origin = factories.reporting(factories.issued_plan(facts.commune, number="2"))[0]
    factories.recorded(origin, facts.before, by=facts.officer)
    shown = facts.add(assignment=origin, period=facts.before)
    with pytest.raises(PermissionDenied):
        facts.reuse(shown)

    Task.objects.filter(pk=facts.assignment.task_id).update(origin=origin.task)
    facts.assignment.refresh_from_db()

    assert facts.reuse(shown).file.name == shown.file.name


def test_evidence_of_a_later_period_is_not_reused(facts: Facts) -> None:
    later = facts.add()
    facts.period = facts.before

    with pytest.raises(PermissionDenied):
        facts.reuse(later)


def test_evidence_removed_meanwhile_is_not_reused(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = facts.add(period=facts.before)

    def removed_now(*_: Any, **__: Any) -> Progress:
        Evidence.objects.filter(pk=first.pk).delete()
        return facts.progress

    monkeypatch.setattr("tasks.actions.evidence._held", removed_now)
    with pytest.raises(actions.EvidenceRefusedError, match="hãy chọn lại"):
        facts.reuse(first)


# Removing


def test_file_goes_with_the_last_row_that_names_it(
    facts: Facts, django_capture_on_commit_callbacks: Capture
) -> None:
    first = facts.add(period=facts.before)
    again = facts.reuse(first)

    with django_capture_on_commit_callbacks(execute=True):
        facts.remove(first)
    assert kept(again)
    with django_capture_on_commit_callbacks(execute=True):
        facts.remove(again)

    assert stored() == []
    assert "bỏ minh chứng (tệp) “Báo cáo.pdf” khỏi tiến độ Quý IV/2026" in sentence()


def test_file_stays_when_removing_is_undone(
    facts: Facts, django_capture_on_commit_callbacks: Capture
) -> None:
    added = facts.add()

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        facts.remove(added)
        transaction.set_rollback(True)

    assert kept(Evidence.objects.get())


def test_removing_twice_is_no_error(facts: Facts) -> None:
    added = facts.add()
    facts.remove(added)
    events = Event.objects.count()

    facts.remove(added)

    assert Event.objects.count() == events


def test_nightly_sweep_takes_what_no_row_names_and_nothing_else(facts: Facts) -> None:
    added = facts.add()
    lost = Path(added.file.path).with_name("0" * 32)
    lost.write_bytes(b"left by a crash between the file and the row")
    for file in (lost, Path(added.file.path)):
        os.utime(file, (0, 0))

    assert leftovers.build(factories.NOW).files == (f"evidence/{lost.name}",)


# When it may not change


def acts(facts: Facts) -> list[Callable[[], Any]]:
    """Return each way to change the evidence of the row, ready to try."""
    added, source = facts.add(), facts.add(CITED, period=facts.before)
    return [lambda: facts.add(EXPLAINED), lambda: facts.reuse(source), lambda: facts.remove(added)]


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_submitted_or_accepted_stays_as_it_is(facts: Facts, state: str) -> None:
    trying = acts(facts)
    factories.submission(facts.plan, facts.period, state=state)
    before = list(Evidence.objects.values_list("pk", "progress", "sha256"))

    for act in trying:
        with pytest.raises(actions.LockedError, match="Báo cáo kỳ này"):
            act()

    assert list(Evidence.objects.values_list("pk", "progress", "sha256")) == before
    assert len(stored()) == 1


def test_returned_report_takes_evidence_again(facts: Facts) -> None:
    trying = acts(facts)
    factories.submission(facts.plan, facts.period, state="returned")

    for act in trying:
        act()


def test_closed_period_refuses_until_it_is_extended(facts: Facts) -> None:
    trying = acts(facts)
    closed = {"state": "closed", "closed_at": factories.NOW, "closed_by": facts.officer}
    Period.objects.filter(pk=facts.period.pk).update(**closed)
    for act in trying:
        with pytest.raises(actions.LockedError, match="đã khóa"):
            act()

    Extension.objects.create(
        period=facts.period,
        unit=facts.plan.issuer,
        due_on=factories.TODAY,
        reason="Mất điện",
        granted_at=factories.NOW,
        granted_by=facts.officer,
    )
    for act in trying:
        act()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.ADMIN])
def test_who_does_not_record_changes_no_evidence(facts: Facts, role: Role) -> None:
    added, source = facts.add(), facts.add(CITED, period=facts.before)
    reader = factories.member(facts.plan.issuer, role)

    with pytest.raises(PermissionDenied):
        facts.add(EXPLAINED, by=reader)
    with pytest.raises(PermissionDenied):
        facts.reuse(source, by=reader)
    with pytest.raises(PermissionDenied):
        facts.remove(added, by=reader)
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("removed", [True, False])
def test_who_put_evidence_to_a_report_does_not_accept_it(facts: Facts, removed: bool) -> None:
    helper = factories.member(facts.plan.issuer)
    report = factories.submission(facts.plan, facts.period, state="draft")
    assert not wrote_report(factories.viewer(helper), report)

    added = facts.add(by=helper)
    if removed:
        facts.remove(added)

    assert wrote_report(factories.viewer(helper), report)


# What a province asks


def test_rules_are_set_changed_and_lifted_in_words(facts: Facts) -> None:
    keeper = factories.viewer(factories.reviewer(facts.period.territory))
    asked: dict[str, Any] = {"territory": facts.period.territory, "by": keeper, "at": factories.NOW}

    actions.set_evidence_rules(states=["completed", "done_in_period"], **asked)
    assert sentence() == "yêu cầu minh chứng khi báo cáo: đã thực hiện trong kỳ, đã hoàn thành"
    events = Event.objects.count()
    actions.set_evidence_rules(states=["completed", "done_in_period"], **asked)
    assert Event.objects.count() == events

    actions.set_evidence_rules(states=["completed"], **asked)
    assert [rule.state for rule in EvidenceRule.objects.all()] == ["completed"]
    actions.set_evidence_rules(states=[], **asked)
    assert sentence() == "thôi yêu cầu minh chứng"


def test_only_who_keeps_the_calendar_sets_rules(facts: Facts) -> None:
    elsewhere = factories.viewer(factories.reviewer(factories.province("Tỉnh Cao Bằng")))

    with pytest.raises(PermissionDenied):
        actions.set_evidence_rules(
            territory=facts.period.territory,
            states=["completed"],
            by=elsewhere,
            at=factories.NOW,
        )
