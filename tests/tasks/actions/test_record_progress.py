"""Recording progress: one save, whole or not at all."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from plans.access import Role
from plans.models import Event, Territory, Unit, User
from tasks.actions import ConflictError, LockedError, Recorded
from tasks.models import Assignment, Progress
from tests import factories
from tests.tasks.recording import Facts, written


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
        ("closed", "Kỳ Quý IV/2026 đã khóa. Nếu cần sửa, đề nghị Sở Nội vụ gia hạn cho đơn vị."),
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
        (
            "submitted",
            (
                "Báo cáo kỳ này chờ duyệt. Nếu cần sửa, lãnh đạo đơn vị rút báo cáo, hoặc đề nghị"
                " cấp trên trả lại báo cáo."
            ),
        ),
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


# Figures and proposals


def test_figures_and_proposal_are_kept_beside_the_words(facts: Facts) -> None:
    typed = Recorded(
        state="in_progress",
        figure_done=Decimal("1234.50"),
        figure_planned=Decimal(2000),
        figure_unit="hộ",
        proposal="Cấp thêm kinh phí",
    )

    saved = facts.record(recorded=typed)

    saved.refresh_from_db()
    assert (saved.figure_done, saved.figure_planned) == (Decimal("1234.50"), Decimal(2000))
    assert (saved.figure_unit, saved.proposal) == ("hộ", "Cấp thêm kinh phí")


def test_trail_keeps_what_a_later_save_erases_and_whose_row_it_was(facts: Facts) -> None:
    facts.record(recorded=Recorded("in_progress", "Lần 1", figure_done=Decimal(0)))
    facts.record(version=1, recorded=Recorded("completed", "Lần 2"))

    details = Event.objects.latest("pk").details
    assert (details["assignment"], details["period"]) == (facts.assignment.pk, facts.period.pk)
    assert details["before"] == {"state": "in_progress", "result": "Lần 1", "figure_done": "0.00"}
    assert details["after"] == {"state": "completed", "result": "Lần 2"}
    assert details["version"] == 2


def test_what_the_database_refuses_is_not_taken_for_somebody_elses_save(facts: Facts) -> None:
    before = written()

    with pytest.raises(IntegrityError):
        facts.record(recorded=Recorded("suspended", "Chưa làm"))

    assert written() == before
