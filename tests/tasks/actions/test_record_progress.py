"""Recording progress: one save, whole or not at all."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role
from plans.actions import WrongStateError, close_period
from plans.models import Event, Period, Territory, Unit, User
from tasks import actions
from tasks.actions import ConflictError, LockedError, Recorded
from tasks.models import Assignment, Progress
from tests import factories
from tests.tasks.threads import at_once

DONE = Recorded(state="done_in_period", result="Đã tổ chức 4 hội nghị")


class Facts:
    """A commune's plan with one row, an open quarter and the commune's officer."""

    def __init__(self, *, state: str = Period.State.OPEN, year: int = 2026) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune, state=state)
        self.plan = factories.issued_plan(self.commune, year=year)
        self.assignment = factories.reporting(self.plan)[0]
        self.officer = factories.officer(self.commune)

    def record(
        self, *, version: int = 0, recorded: Recorded = DONE, by: User | None = None
    ) -> Progress:
        return actions.record_progress(
            assignment=self.assignment,
            period=self.period,
            recorded=recorded,
            version=version,
            by=factories.viewer(by or self.officer),
            at=factories.NOW,
        )


def written() -> tuple[object, ...]:
    """Return everything that recording may change."""
    return (*Progress.objects.values_list("pk", "version", "result"), Event.objects.count())


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_first_save_writes_what_was_typed_and_who_typed_it(facts: Facts) -> None:
    saved = facts.record(
        recorded=Recorded("suspended", "Chưa làm", difficulty="Thiếu kinh phí", reason="Chờ vốn")
    )

    saved.refresh_from_db()
    assert (saved.state, saved.result) == ("suspended", "Chưa làm")
    assert (saved.difficulty, saved.reason) == ("Thiếu kinh phí", "Chờ vốn")
    assert (saved.recorded_by, saved.recorded_at) == (facts.officer, factories.NOW)
    assert (saved.version, saved.on_behalf) == (1, False)


def test_later_saves_count_versions_and_leave_one_event_each(facts: Facts) -> None:
    for version in range(3):
        facts.record(version=version, recorded=Recorded("in_progress", f"Lần {version + 1}"))

    saved = Progress.objects.get()
    assert (saved.version, saved.result) == (3, "Lần 3")
    assert Event.objects.filter(verb="progress.record").count() == 3


def test_event_says_who_did_what_to_what(facts: Facts) -> None:
    facts.record()

    event = Event.objects.about(facts.assignment.task).get()
    assert event.sentence == "ghi tiến độ Quý IV/2026: đã thực hiện trong kỳ – 1) Nhiệm vụ 1"
    assert event.actor == facts.officer
    assert event.actor_text.startswith("Nguyễn Văn A, UBND xã Điềm He")
    assert event.territory == facts.commune


def test_ubnd_records_on_behalf_of_another_unit_and_the_event_says_so(facts: Facts) -> None:
    Assignment.objects.update(unit=factories.unit(facts.commune, "Công an xã"))
    facts.assignment.refresh_from_db()

    assert facts.record().on_behalf
    event = Event.objects.about(facts.assignment.task).get()
    assert ", thay mặt Công an xã: đã thực hiện trong kỳ" in event.sentence


def test_ubnd_records_for_a_unit_above_named_in_its_plan(facts: Facts) -> None:
    assert facts.commune.parent is not None
    department = factories.unit(facts.commune.parent, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    Assignment.objects.update(unit=department)
    facts.assignment.refresh_from_db()

    assert facts.record().on_behalf


def test_unit_records_its_own_row(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    Assignment.objects.update(unit=police)
    facts.assignment.refresh_from_db()

    assert not facts.record(by=factories.member(police)).on_behalf


# Who may not


def two_posts(commune: Territory) -> User:
    """Return an officer of another commune who audits this one."""
    person = factories.officer(factories.commune())
    person.memberships.create(unit=factories.committee(commune), role=Role.AUDITOR)
    return person


@pytest.mark.parametrize(
    "person",
    [
        lambda commune: factories.reviewer(commune.parent),
        lambda commune: factories.member(factories.committee(commune), Role.AUDITOR),
        lambda commune: factories.member(factories.unit(commune), Role.OFFICER),
        lambda _commune: factories.officer(factories.commune()),
        lambda _commune: factories.user(),
        two_posts,
    ],
    ids=["reviewer", "auditor", "other unit", "stranger", "no post", "auditor, officer elsewhere"],
)
def test_who_may_not_record_is_refused_and_leaves_no_trace(
    facts: Facts, person: Callable[[Territory], User]
) -> None:
    by = person(facts.commune)
    before = written()

    with pytest.raises(PermissionDenied):
        facts.record(by=by)

    assert written() == before


# When not


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("planned", "Kỳ Quý IV/2026 chưa mở."),
        ("closed", "Kỳ Quý IV/2026 đã khóa. Nếu cần sửa, đề nghị liên hệ Sở Nội vụ."),
    ],
)
@pytest.mark.django_db
def test_period_that_is_not_open_refuses(state: str, reason: str) -> None:
    facts = Facts(state=state)
    before = written()

    with pytest.raises(LockedError) as refused:
        facts.record()

    assert str(refused.value) == reason
    assert written() == before


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("submitted", "Báo cáo kỳ này chờ duyệt. Nếu cần sửa, đề nghị cấp trên trả lại báo cáo."),
        ("accepted", "Báo cáo kỳ này đã duyệt. Nếu cần sửa, đề nghị cấp trên trả lại báo cáo."),
    ],
)
def test_report_that_is_handed_in_refuses(facts: Facts, state: str, reason: str) -> None:
    factories.submission(facts.plan, facts.period, state=state)
    before = written()

    with pytest.raises(LockedError) as refused:
        facts.record()

    assert str(refused.value) == reason
    assert written() == before


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_report_in_hand_takes_changes(facts: Facts, state: str) -> None:
    factories.submission(facts.plan, facts.period, state=state)

    assert facts.record().version == 1


def test_row_of_another_unit_is_locked_with_its_communes_report(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    Assignment.objects.update(unit=police)
    facts.assignment.refresh_from_db()
    factories.submission(facts.plan, facts.period)

    with pytest.raises(LockedError, match="chờ duyệt"):
        facts.record(by=factories.member(police))


@pytest.mark.django_db
def test_task_of_another_year_is_not_owed() -> None:
    facts = Facts(year=2025)
    before = written()

    with pytest.raises(LockedError, match=r"không báo cáo trong Quý IV/2026\."):
        facts.record()

    assert written() == before


# Who saved meanwhile


@pytest.mark.parametrize("version", [0, 1, 3, 10**30], ids=["none", "stale", "next", "forged"])
def test_save_on_top_of_a_version_that_is_not_current_conflicts(facts: Facts, version: int) -> None:
    facts.record()
    colleague = factories.officer(facts.commune)
    facts.record(version=1, recorded=Recorded("completed", "Bản của đồng nghiệp"), by=colleague)
    before = written()

    with pytest.raises(ConflictError) as refused:
        facts.record(version=version, recorded=Recorded("not_started", "Bản của tôi"))

    current = refused.value.current
    assert isinstance(current, Progress)
    assert (current.result, current.recorded_by) == ("Bản của đồng nghiệp", colleague)
    assert written() == before


def test_forged_version_of_a_row_never_saved_conflicts_with_nothing(facts: Facts) -> None:
    before = written()

    with pytest.raises(ConflictError) as refused:
        facts.record(version=7)

    assert refused.value.current is None
    assert written() == before


# At once


def test_of_eight_saves_on_one_version_exactly_one_wins(shared_database: None) -> None:
    facts = Facts()
    facts.record()
    events = Event.objects.count()

    outcomes = at_once([lambda: facts.record(version=1)] * 8)

    saved = [one for one in outcomes if isinstance(one, Progress)]
    conflicts = [one for one in outcomes if isinstance(one, ConflictError)]
    assert (len(saved), len(conflicts)) == (1, 7), outcomes
    assert Progress.objects.get().version == 2
    assert Event.objects.count() == events + 1


def test_eight_first_saves_make_one_record(shared_database: None) -> None:
    facts = Facts()
    events = Event.objects.count()

    outcomes = at_once([facts.record] * 8)

    assert sum(isinstance(one, Progress) for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, ConflictError) for one in outcomes) == 7, outcomes
    assert Progress.objects.get().version == 1
    assert Event.objects.count() == events + 1


def saves_until(end: Callable[[Facts], object], verb: str) -> None:
    """Let three people save one row while somebody ends it; nothing is written after the end."""
    facts = Facts()
    end_after = 5

    def save_until_refused() -> int:
        saved = 0
        while saved < 200:
            try:
                facts.record(version=Progress.objects.get().version)
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
    outcomes = at_once([save_until_refused, save_until_refused, save_until_refused, end_it])

    assert all(isinstance(one, int) for one in outcomes), outcomes
    ended = Event.objects.get(verb=verb)
    assert not Event.objects.filter(verb="progress.record", pk__gt=ended.pk).exists()
    saves = 1 + sum(one for one in outcomes if isinstance(one, int))
    assert Progress.objects.get().version == saves >= end_after


def test_nothing_is_written_after_the_period_is_closed(shared_database: None) -> None:
    def close(facts: Facts) -> object:
        closer = factories.viewer(factories.reviewer(facts.period.territory))
        return close_period(period=facts.period, by=closer, at=factories.NOW)

    saves_until(close, "period.closed")

    period = Period.objects.get()
    with pytest.raises(WrongStateError, match="đã khóa"):
        close_period(period=period, by=factories.viewer(factories.user()), at=factories.NOW)


def test_nothing_is_written_after_the_report_is_handed_in(shared_database: None) -> None:
    def submit(facts: Facts) -> object:
        unit = facts.plan.issuer
        leader = factories.viewer(factories.member(unit, Role.LEADER))
        return actions.submit_report(
            plan=facts.plan,
            unit=unit,
            period=facts.period,
            version=0,
            by=leader,
            at=factories.NOW,
        )

    saves_until(submit, "submission.submitted")
