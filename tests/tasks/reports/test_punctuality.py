"""How punctual units are: days and midnights, extensions, returns, withdrawals, evidence."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from papi_portal.planner import renew_statistics
from plans import actions as plan_actions
from plans.access import Role
from plans.models import Period, Plan, Territory, Unit, User
from tasks import actions
from tasks.models import Assignment, Evidence, Progress, Submission, Task
from tasks.reports import punctuality
from tests import factories

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 17)
AFTER = date(2026, 12, 31)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


class Facts:
    """A province with a commune that owes a report by 17/12, and those who move it."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.plan = factories.issued_plan(self.commune, tasks=2)
        self.period = factories.period(self.commune)
        self.leader = factories.viewer(factories.leader(self.commune))
        self.reviewer = factories.viewer(factories.reviewer(self.province))

    def submit(self, at: datetime, plan: Plan | None = None) -> Submission:
        plan = plan or self.plan
        known = Submission.objects.filter(plan=plan, period=self.period).first()
        return actions.submit_report(
            plan=plan,
            unit=plan.issuer,
            period=self.period,
            version=known.version if known else 0,
            by=self.leader,
            at=at,
        )

    def withdraw(self, report: Submission) -> Submission:
        return actions.withdraw_submission(
            submission=report, version=report.version, by=self.leader, at=moment(DUE)
        )

    def give_back(self, report: Submission, reason: str = "no_evidence") -> Submission:
        return actions.return_submission(
            submission=report,
            version=report.version,
            reason=reason,
            comment="Bổ sung",
            by=self.reviewer,
            at=moment(DUE),
        )

    def accept(self, report: Submission) -> Submission:
        return actions.accept_submission(
            submission=report, version=report.version, by=self.reviewer, at=moment(DUE)
        )

    def extend(self, due_on: date) -> None:
        plan_actions.extend_period(
            period=self.period,
            units=[self.plan.issuer],
            due_on=due_on,
            reason="Bão lũ",
            by=self.reviewer,
            at=moment(DUE),
        )

    def build(self, on: date = AFTER) -> punctuality.Punctuality:
        return punctuality.build(viewer=self.reviewer, year=2026, on=on)

    def proof(self, on: date = AFTER) -> punctuality.Proof:
        (found,) = self.build(on).proofs
        return found


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.mark.parametrize(
    ("at", "is_on_time"),
    [
        (datetime(2026, 12, 16, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 16, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 17, 16, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 17, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 18, 16, 59, 59, tzinfo=UTC), False),
    ],
)
def test_due_day_ends_at_midnight_in_the_province(
    facts: Facts, at: datetime, *, is_on_time: bool
) -> None:
    facts.submit(at)

    found = facts.proof()

    assert (found.is_on_time, found.is_late) == (is_on_time, not is_on_time)
    assert found.standing.text == ("nộp đúng hạn" if is_on_time else "nộp muộn (1 ngày)")


@pytest.mark.parametrize(
    ("on", "shares", "missing"), [(DUE, (0, 0), 0), (DUE + timedelta(days=1), (0, 1), 1)]
)
def test_what_has_time_left_does_not_count_what_has_none_is_missing(
    facts: Facts, on: date, shares: tuple[int, int], missing: int
) -> None:
    found = facts.build(on)

    assert (found.on_time.part, found.on_time.whole) == shares
    assert found.missing == missing
    assert found.proofs[0].is_pending is (not missing)


def test_closed_period_leaves_no_time(facts: Facts) -> None:
    Period.objects.update(
        state=Period.State.CLOSED, closed_at=factories.NOW, closed_by=facts.reviewer.user
    )

    assert facts.build(DUE - timedelta(days=5)).missing == 1


def test_extension_moves_the_day_of_its_unit(facts: Facts) -> None:
    facts.extend(DUE + timedelta(days=5))
    facts.submit(moment(DUE + timedelta(days=5), hour=23))

    found = facts.proof()

    assert (found.due_on, found.owed.is_extended) == (DUE + timedelta(days=5), True)
    assert found.is_on_time


def test_departments_of_the_province_have_their_own_day(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    days = {one.owed.unit.name: one.due_on for one in facts.build().proofs}

    assert days == {facts.plan.issuer.name: DUE, "Sở Y tế": DUE + timedelta(days=3)}


def test_report_taken_back_before_anybody_read_it_was_not_handed_in(facts: Facts) -> None:
    facts.withdraw(facts.submit(moment(DUE - timedelta(days=1))))
    assert facts.proof().is_missing

    facts.submit(moment(DUE + timedelta(days=2)))
    assert facts.proof().standing.text == "nộp muộn (2 ngày)"


def test_returned_report_stays_on_time_and_its_returns_are_counted_by_reason(facts: Facts) -> None:
    facts.give_back(facts.submit(moment(DUE)))
    facts.give_back(facts.submit(moment(DUE)), "incomplete")
    report = facts.give_back(facts.submit(moment(DUE)))
    assert facts.proof().standing.text == "trả lại"
    facts.withdraw(facts.submit(moment(DUE + timedelta(days=1))))
    report = facts.submit(moment(DUE + timedelta(days=4)))
    facts.accept(report)

    found = facts.proof()

    assert (found.is_on_time, found.is_at_once, found.is_decided) == (True, False, True)
    assert found.reasons == "thiếu minh chứng (2), chưa cập nhật đủ nhiệm vụ"
    assert facts.build().at_once.text == "0.0%".replace(".", ",")


def test_report_accepted_at_once_counts_even_when_the_acceptance_was_taken_back_and_given_again(
    facts: Facts,
) -> None:
    report = facts.accept(facts.submit(moment(DUE)))
    report = actions.take_back_acceptance(
        submission=report, version=report.version, reason="Nhầm", by=facts.reviewer, at=moment(DUE)
    )
    assert not facts.proof().is_decided
    facts.accept(report)

    assert facts.proof().is_at_once
    assert facts.proof().first_at == moment(DUE)


def test_period_in_which_a_unit_owes_nothing_does_not_count(facts: Facts) -> None:
    factories.committee(factories.commune("Xã Chưa Có", parent=facts.province))
    factories.plan(factories.commune("Xã Dự Thảo", parent=facts.province))
    factories.period(facts.commune, ordinal=2, state=Period.State.PLANNED)

    assert [one.owed.unit for one in facts.build().proofs] == [facts.plan.issuer]


def test_year_without_periods_has_no_figures(facts: Facts) -> None:
    found = punctuality.build(viewer=facts.reviewer, year=2031, on=AFTER)

    assert (found.rows, found.on_time.text, found.on_time.percent) == ((), "–", None)


def test_evidence_is_counted_of_rows_reported_as_done(facts: Facts) -> None:
    first, second = factories.reporting(facts.plan)
    shown = factories.recorded(first, facts.period)
    factories.recorded(second, facts.period, state=Progress.State.COMPLETED)
    factories.task(facts.plan)
    for text in ("Có ảnh", "Có văn bản"):
        Evidence.objects.create(
            progress=shown,
            kind=Evidence.Kind.EXPLANATION,
            text=text,
            added_at=factories.NOW,
            added_by=facts.leader.user,
        )

    found = facts.build()

    assert (found.evidence.part, found.evidence.whole, found.evidence.text) == (1, 2, "50,0%")
    (alone,) = punctuality.counted_alone(found.proofs)
    assert (alone.shown, alone.done) == (1, 2)


def test_row_that_only_runs_needs_no_evidence(facts: Facts) -> None:
    first, _ = factories.reporting(facts.plan)
    factories.recorded(first, facts.period, state=Progress.State.IN_PROGRESS)

    assert facts.build().evidence.text == "–"


def test_least_punctual_units_stand_first(facts: Facts) -> None:
    late = factories.commune("Xã Áp Chót", parent=facts.province)
    factories.issued_plan(late)
    facts.submit(moment(DUE))

    names = [row.unit.territory.name for row in facts.build().rows]

    assert names == ["Xã Áp Chót", facts.commune.name]


def office_with_a_row(facts: Facts) -> object:
    """Make an officer of a commune's office that leads a row of the commune's plan."""
    office = factories.unit(facts.commune, "Văn phòng HĐND và UBND", kind=Unit.Kind.DEPARTMENT)
    factories.given(facts.plan.tasks.all()[0], office, role="lead", reports=True)
    return factories.member(office, Role.OFFICER)


@pytest.mark.parametrize(
    ("person", "units"),
    [
        (lambda facts: factories.officer(facts.commune), {"UBND xã Điềm He"}),
        (lambda facts: factories.reviewer(facts.province), {"UBND xã Điềm He", "UBND xã Khác"}),
        (lambda facts: factories.officer(factories.commune("Xã Ngoài")), set[str]()),
        (office_with_a_row, set[str]()),
    ],
)
def test_each_reads_the_units_in_reach(
    facts: Facts, person: Callable[[Facts], object], units: set[str]
) -> None:
    factories.issued_plan(factories.commune("Xã Khác", parent=facts.province))
    viewer = factories.viewer(person(facts))  # type: ignore[arg-type]

    found = punctuality.build(viewer=viewer, year=2026, on=AFTER)

    assert {row.unit.name for row in found.rows} == units


def test_of_the_province_s_plan_each_reads_its_own_report(facts: Facts) -> None:
    plan = factories.issued_plan(facts.province, tasks=4)
    health, justice = (
        factories.unit(facts.province, name, kind=Unit.Kind.DEPARTMENT)
        for name in ("Sở Y tế", "Sở Tư pháp")
    )
    elsewhere = factories.province("Tỉnh Cao Bằng")
    police = factories.unit(facts.commune)
    for task, lead in zip(plan.tasks.all(), (health, justice, police), strict=False):
        factories.given(task, lead, role="lead", reports=True)
    factories.given(facts.plan.tasks.all()[0], police, role="lead", reports=True)

    def read(person: User) -> set[str]:
        viewer = factories.viewer(person)
        found = punctuality.build(viewer=viewer, year=2026, on=AFTER)
        return {row.unit.name for row in found.rows}

    assert read(factories.member(health)) == {"Sở Y tế"}
    assert read(factories.member(police)) == {"Công an xã"}
    assert read(factories.officer(facts.commune)) == {"UBND xã Điềm He", "Công an xã"}
    assert read(factories.reviewer(elsewhere)) == set()
    assert {"Sở Y tế", "Sở Tư pháp"} < read(factories.reviewer(facts.province))


def test_plan_of_several_years_counts_in_each(facts: Facts) -> None:
    Plan.objects.filter(pk=facts.plan.pk).update(year_from=2025, year_to=2027)

    assert len(facts.build().proofs) == 1
    Plan.objects.filter(pk=facts.plan.pk).update(year_from=2027)
    assert facts.build().proofs == ()


def test_one_unit_is_told_what_it_is_told_among_all(facts: Facts) -> None:
    factories.issued_plan(factories.commune("Xã Khác", parent=facts.province))
    unit = facts.plan.issuer_id

    alone = punctuality.build(viewer=facts.reviewer, year=2026, on=AFTER, unit=unit)

    (row,) = alone.rows
    among_all = next(one for one in facts.build().rows if one.unit.pk == unit)
    assert row == among_all
    assert row.evidence == among_all.evidence


def test_level_narrows_to_communes_or_departments(facts: Facts) -> None:
    build = punctuality.build
    communes = build(viewer=facts.reviewer, year=2026, on=AFTER, level=Territory.Level.COMMUNE)
    departments = build(viewer=facts.reviewer, year=2026, on=AFTER, level=Territory.Level.PROVINCE)

    assert (len(communes.rows), len(departments.rows)) == (1, 0)


@pytest.mark.parametrize("communes", [3, 60])
def test_queries_stay_nine_however_many_communes(
    facts: Facts, communes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(communes):
        place = factories.commune(f"Xã {number}", parent=facts.province)
        factories.submission(factories.issued_plan(place), facts.period)
    factories.period(facts.commune, ordinal=3)
    # PostgreSQL would take the fresh tables for empty ones, and may join them for a minute.
    renew_statistics(Territory, Unit, Plan, Task, Assignment, Progress, Submission)

    with django_assert_num_queries(9):
        found = facts.build()
        assert len(found.proofs) == 2 * (communes + 1)
        assert found.on_time.part == communes
        assert found.evidence.whole == 0
