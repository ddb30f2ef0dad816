"""Follow-up of an inspection: written down, reported mended, looked at again."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import Role
from plans.models import Event
from tasks import actions
from tasks.access import may_check_finding, may_record_finding
from tasks.models import Finding
from tests import factories
from tests.tasks.inspecting import Facts

pytestmark = pytest.mark.django_db
State = Finding.State


@pytest.fixture
def facts() -> Facts:
    return Facts()


def said(finding: Finding) -> list[str]:
    return [one.sentence for one in Event.objects.about(finding).order_by("pk")]


def test_finding_goes_from_record_to_proof_to_second_look(facts: Facts) -> None:
    finding = facts.answer(facts.record())
    finding = facts.send_back(finding, due_on=date(2026, 12, 5))
    assert (finding.state, finding.due_on) == (State.OPEN, date(2026, 12, 5))
    finding = facts.close(facts.answer(finding, "Đã bổ sung ảnh"))

    assert (finding.state, finding.version, finding.verdict) == (State.CLOSED, 5, "Đạt")
    assert said(finding) == [
        (
            "ghi kết luận kiểm tra (Kết luận số 12/KL-TTr), khắc phục đến hết ngày 30/11/2026:"
            " Chưa niêm yết thủ tục"
        ),
        "báo cáo kết quả khắc phục: Đã niêm yết",
        "kiểm tra lại, chưa đạt, khắc phục tiếp đến hết ngày 05/12/2026: Thiếu ảnh",
        "báo cáo kết quả khắc phục: Đã bổ sung ảnh",
        "kiểm tra lại, xác nhận đã khắc phục: Đạt",
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Nêu tồn tại"),
        ({"due_on": date(2026, 11, 1)}, "không được trước ngày kiểm tra"),
        ({"found_on": date(2026, 11, 22)}, "chưa đến"),
    ],
)
def test_finding_that_makes_no_sense_is_refused(
    facts: Facts, wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(actions.LockedError, match=sentence):
        facts.record(**wrong)
    assert not Finding.objects.exists()


def test_finding_names_only_a_task_of_the_unit(facts: Facts) -> None:
    foreign = factories.issued_plan(factories.commune(parent=facts.province)).tasks.get()
    with pytest.raises(actions.LockedError, match="không phải của"):
        facts.record(task=foreign)

    own = factories.issued_plan(facts.commune).tasks.get()
    assert facts.record(task=own).task == own


def test_same_finding_sent_twice_is_one(facts: Facts) -> None:
    assert facts.record() == facts.record()
    assert len(said(Finding.objects.get())) == 1


def test_each_step_sent_twice_stands_once(facts: Facts) -> None:
    seen = facts.record()
    assert facts.answer(seen).version == facts.answer(seen).version == 2
    seen = Finding.objects.get()
    assert facts.send_back(seen).version == facts.send_back(seen).version == 3
    answered = facts.answer(Finding.objects.get())
    assert facts.close(answered).version == facts.close(answered).version == 5
    assert len(said(answered)) == 5


def test_step_on_top_of_an_older_version_is_a_conflict(facts: Facts) -> None:
    seen = facts.record()
    facts.answer(seen, "Bản của đồng nghiệp", by=factories.leader(facts.commune))

    with pytest.raises(actions.ConflictError):
        facts.answer(seen, "Bản của tôi")
    assert Finding.objects.get().proof == "Bản của đồng nghiệp"


def test_proof_completed_meanwhile_is_seen_before_the_verdict(facts: Facts) -> None:
    seen = facts.answer(facts.record())
    facts.answer(seen, "Đã niêm yết, kèm biên bản")

    with pytest.raises(actions.ConflictError):
        facts.close(seen)


def test_what_is_not_reported_mended_is_not_closed(facts: Facts) -> None:
    with pytest.raises(actions.LockedError, match="chờ khắc phục"):
        facts.close(facts.record())


def test_what_is_closed_stays_closed(facts: Facts) -> None:
    closed = facts.close(facts.answer(facts.record()))

    with pytest.raises(actions.LockedError, match="đã khắc phục"):
        facts.answer(closed, "Thêm")
    with pytest.raises(actions.LockedError, match="đã khắc phục"):
        facts.send_back(closed)


@pytest.mark.parametrize(
    ("verdict", "due_on", "sentence"),
    [("", None, "còn thiếu gì"), ("Thiếu ảnh", date(2026, 11, 20), "đã qua")],
)
def test_sending_back_says_what_is_missing_and_not_into_the_past(
    facts: Facts, verdict: str, due_on: date | None, sentence: str
) -> None:
    finding = facts.answer(facts.record())

    with pytest.raises(actions.LockedError, match=sentence):
        facts.send_back(finding, verdict, due_on=due_on)


def test_proof_says_something(facts: Facts) -> None:
    with pytest.raises(actions.LockedError, match="Nêu kết quả"):
        facts.answer(facts.record(), " ")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.SECTOR, Role.ADMIN])
def test_only_who_reviews_or_audits_records_and_checks(facts: Facts, role: Role) -> None:
    person = factories.member(facts.inspectorate, role)
    with pytest.raises(PermissionDenied):
        facts.record(by=person)
    answered = facts.answer(facts.record())
    with pytest.raises(PermissionDenied):
        facts.close(answered, by=person)


def test_nobody_inspects_a_unit_where_they_hold_a_post(facts: Facts) -> None:
    own = factories.member(facts.unit, Role.AUDITOR)
    facts.auditor.memberships.create(unit=facts.unit, role=Role.OFFICER)

    for person in (own, facts.auditor):
        assert not may_record_finding(factories.viewer(person), facts.unit)


def test_nobody_checks_what_they_reported_mended(facts: Facts) -> None:
    finding = facts.answer(facts.record())
    facts.officer.memberships.all().delete()
    facts.officer.memberships.create(unit=facts.inspectorate, role=Role.AUDITOR)

    moved = factories.viewer(facts.officer)
    assert may_record_finding(moved, facts.unit)
    assert not may_check_finding(moved, finding)


def test_inspector_of_another_province_records_nothing_here(facts: Facts) -> None:
    with pytest.raises(PermissionDenied):
        facts.record(by=factories.reviewer(factories.province()))


def test_stranger_and_inspector_do_not_answer_for_the_unit(facts: Facts) -> None:
    finding = facts.record()
    stranger = factories.officer(factories.commune(parent=facts.province))

    for person in (stranger, facts.auditor):
        with pytest.raises(PermissionDenied):
            facts.answer(finding, by=person)


def test_committee_answers_for_the_units_of_its_territory(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    finding = facts.record(unit=police)

    assert facts.answer(finding).state == State.ANSWERED
    assert not may_record_finding(factories.viewer(facts.officer), police)
