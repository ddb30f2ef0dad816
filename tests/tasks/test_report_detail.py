"""The page of one unit's report: the officer proposes, the leader signs, the province reviews."""

from typing import Any

import pytest

from plans.access import Role
from plans.models import Event, Period, Unit
from tasks import actions
from tasks.models import Submission, SubmissionStep
from tests import factories
from tests.tasks.report_pages import Facts, address, plain

pytestmark = pytest.mark.django_db
WORDS = {
    "results": "Đã làm xong",
    "limits": "Chậm",
    "next_period": "Làm tiếp",
    "proposals": "Không",
}
SAID = {"comment": "Ghi rõ số hội nghị", "reason": "not_specific"}


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_report_goes_its_whole_way_on_one_page(facts: Facts) -> None:
    facts.send(facts.officer, "propose", **WORDS)
    assert "Chờ lãnh đạo ký" in facts.page(facts.officer)

    facts.send(facts.leader, "send_back", **WORDS, comment="Bổ sung số liệu")
    assert "Ý kiến của lãnh đạo đơn vị: Bổ sung số liệu" in facts.page(facts.officer)

    facts.send(facts.officer, "propose", **WORDS)
    facts.send(facts.leader, "submit", **(WORDS | {"results": "Đã làm xong 2/2"}))
    assert (facts.report.state, facts.report.results) == ("submitted", "Đã làm xong 2/2")

    facts.send(facts.reviewer, "return", **SAID)
    shown = facts.page(facts.leader)
    assert "(kết quả chưa cụ thể): Ghi rõ số hội nghị" in shown

    facts.send(facts.leader, "submit", **WORDS)
    facts.send(facts.reviewer, "accept")
    assert facts.report.state == "accepted"

    facts.send(facts.reviewer, "take_back", comment="Duyệt nhầm")
    assert facts.report.state == "submitted"
    assert list(SubmissionStep.objects.order_by("version").values_list("state", flat=True)) == [
        "submitted",
        "returned",
        "submitted",
        "accepted",
        "submitted",
    ]


def test_leader_withdraws_before_the_review(facts: Facts) -> None:
    facts.send(facts.leader, "submit", **WORDS)
    assert "Rút báo cáo để sửa" in facts.page(facts.leader)

    facts.send(facts.leader, "withdraw")

    assert facts.report.state == "draft"
    assert "Ký và nộp lên tỉnh" in facts.page(facts.leader)


def test_words_of_the_province_outlive_those_of_the_leader(facts: Facts) -> None:
    facts.send(facts.leader, "submit", **WORDS)
    facts.send(facts.reviewer, "return", **SAID)
    facts.send(facts.officer, "propose", **WORDS)
    facts.send(facts.leader, "send_back", **WORDS, comment="Xem ý kiến của Sở")

    report = facts.report
    assert (report.comment, report.leader_comment) == ("Ghi rõ số hội nghị", "Xem ý kiến của Sở")
    shown = facts.page(facts.officer)
    assert "(kết quả chưa cụ thể): Ghi rõ số hội nghị" in shown
    assert "Ý kiến của lãnh đạo đơn vị: Xem ý kiến của Sở" in shown
    assert "Xem ý kiến của Sở" not in facts.page(facts.reviewer)


# What is offered to whom

BUTTONS = {
    "write": "Chỉ lưu",
    "propose": "Chuyển lãnh đạo ký duyệt",
    "send_back": "Trả lại cho cán bộ",
    "submit": "Ký và nộp lên tỉnh",
    "withdraw": "Rút báo cáo để sửa",
    "accept": ">Duyệt<",
    "return": ">Trả lại<",
    "take_back": ">Hủy duyệt</button>",
}


def offered(facts: Facts, person: Any) -> set[str]:
    content = factories.signed_in(person).get(facts.address).content.decode()
    return {step for step in BUTTONS if f'name="step" value="{step}"' in content}


@pytest.mark.parametrize(
    ("stage", "officer", "leader", "reviewer"),
    [
        ("draft", {"write", "propose"}, {"write", "submit"}, set()),
        ("proposed", {"write"}, {"write", "submit", "send_back"}, set()),
        ("submitted", set(), {"withdraw"}, {"accept", "return"}),
        ("returned", {"write", "propose"}, {"write", "submit"}, set()),
        ("accepted", set(), set(), {"take_back"}),
    ],
)
def test_buttons_by_stage_and_reader(
    facts: Facts, stage: str, officer: set[str], leader: set[str], reviewer: set[str]
) -> None:
    if stage == "proposed":
        facts.send(facts.officer, "propose", **WORDS)
    else:
        factories.submission(facts.plan, facts.period, state=stage)

    assert offered(facts, facts.officer) == officer
    assert offered(facts, facts.leader) == leader
    assert offered(facts, facts.reviewer) == reviewer


def test_closed_period_lets_accept_but_neither_write_nor_return(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period)
    Period.objects.filter(pk=facts.period.pk).update(
        state="closed", closed_at=factories.NOW, closed_by=facts.reviewer
    )

    assert offered(facts, facts.reviewer) == {"accept"}
    assert offered(facts, facts.leader) == set()
    assert "Kỳ Quý IV/2026 đã khóa" in facts.page(facts.officer)


def test_nobody_is_offered_to_accept_what_they_submitted(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period)
    both = facts.report.submitted_by
    assert both is not None
    office = facts.reviewer.memberships.get().unit
    both.memberships.create(unit=office, role=Role.REVIEWER)

    assert "Không ai được duyệt báo cáo do chính mình viết" in facts.page(both)
    response = facts.send(both, "accept")
    assert response.status_code == 403
    assert "Không ai được duyệt báo cáo do chính mình viết" in plain(response)
    assert facts.report.state == "submitted"


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("officer", 200),
        ("leader", 200),
        ("reviewer", 200),
        ("auditor", 200),
        ("superuser", 200),
        ("sector", 404),
        ("police", 404),
        ("stranger", 404),
    ],
)
def test_who_reads_the_report(facts: Facts, role: str, code: int) -> None:
    factories.submission(facts.plan, facts.period)
    client = factories.signed_in(facts.people()[role])

    assert client.get(facts.address).status_code == code


RIGHT = {
    "officer": {"write", "propose"},
    "leader": {"write", "propose", "send_back", "submit", "withdraw"},
    "reviewer": {"accept", "return", "take_back"},
}


@pytest.mark.parametrize("step", BUTTONS)
@pytest.mark.parametrize(
    "role", ["officer", "leader", "reviewer", "auditor", "superuser", "sector"]
)
def test_steps_of_others_are_refused(facts: Facts, role: str, step: str) -> None:
    factories.submission(facts.plan, facts.period)
    if step in RIGHT.get(role, set()):
        return
    before = (Event.objects.count(), list(Submission.objects.values_list()))

    response = facts.send(facts.people()[role], step, **WORDS, **SAID)

    assert response.status_code == (404 if role == "sector" else 403)
    assert (Event.objects.count(), list(Submission.objects.values_list())) == before


def test_reports_that_nobody_owes_are_not_there(facts: Facts) -> None:
    client = factories.signed_in(facts.reviewer)
    police = factories.unit(facts.commune)
    draft = factories.plan(facts.commune)
    earlier = factories.issued_plan(facts.commune, year=2025)

    for plan, unit in [(facts.plan, police), (draft, draft.issuer), (earlier, earlier.issuer)]:
        assert client.get(address(plan, unit, facts.period.pk)).status_code == 404
    assert client.get(address(facts.plan, facts.plan.issuer, 10**6)).status_code == 404


def test_department_reports_on_the_provinces_plan_in_the_same_way(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    other = factories.unit(facts.province, "Sở Tư pháp", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    factories.task(plan, lead=other)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    chief, clerk = factories.member(health, Role.LEADER), factories.member(health, Role.SECTOR)
    here = address(plan, health, facts.period.pk)

    shown = plain(factories.signed_in(clerk).get(here))
    assert "Nhiệm vụ 1" in shown
    assert "Nhiệm vụ 2" not in shown
    sent = factories.signed_in(chief).post(here, {"step": "submit", "version": 0, **WORDS})
    assert sent.status_code == 302
    assert Submission.objects.get().unit == health
    assert factories.signed_in(clerk).get(address(plan, other, facts.period.pk)).status_code == 404
