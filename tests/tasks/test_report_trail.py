"""The page of a report says who did what with it: writing and proposing, too, not only moves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.access import Role
from plans.models import Unit, User
from tasks import actions
from tests import factories
from tests.tasks.report_pages import Facts, address, plain

pytestmark = pytest.mark.django_db
COMMENT, ANSWER = "Xem lại số hội nghị", "Thiếu biên bản"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def cycle(facts: Facts) -> None:
    """Let the report go to the leader, back, up, and down again."""
    facts.send(facts.officer, "write", results="Bản đầu")
    facts.send(facts.officer, "propose", results="Bản đầu")
    facts.send(facts.leader, "send_back", results="Bản đầu", comment=COMMENT)
    facts.send(facts.leader, "submit", results="Bản ký")
    facts.send(facts.reviewer, "return", comment=ANSWER, reason="no_evidence")


def trail_of(facts: Facts, person: User) -> str:
    return facts.page(person).split("Nhật ký")[-1]


def test_every_step_of_the_way_is_told_once(facts: Facts) -> None:
    cycle(facts)

    shown = trail_of(facts, facts.officer)

    for sentence in (
        ": soạn báo cáo Quý IV/2026",
        ": trình lãnh đạo báo cáo Quý IV/2026",
        f": trả lại cho cán bộ báo cáo Quý IV/2026: {COMMENT}",
        ": nộp báo cáo Quý IV/2026",
        f": trả lại báo cáo Quý IV/2026 của UBND xã Điềm He (thiếu minh chứng): {ANSWER}",
    ):
        assert sentence in shown
    assert shown.count(ANSWER) == shown.count(COMMENT) == 1


def test_what_the_leader_said_inside_stays_inside(facts: Facts) -> None:
    cycle(facts)

    shown = trail_of(facts, facts.reviewer)

    assert ": trình lãnh đạo báo cáo Quý IV/2026" in shown
    assert ANSWER in shown
    assert COMMENT not in facts.page(facts.reviewer)


def test_department_reads_what_became_of_its_report_on_the_provinces_plan(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    here = address(plan, health, facts.period.pk)
    chief = factories.signed_in(factories.member(health, Role.LEADER))
    chief.post(here, {"step": "submit", "version": 0, "results": "Đã họp"})
    clerk = factories.signed_in(factories.member(health, Role.SECTOR))

    shown = plain(clerk.get(here))

    assert ": nộp báo cáo Quý IV/2026" in shown.split("Nhật ký")[-1]


def test_number_of_queries_does_not_grow_with_the_trail(facts: Facts) -> None:
    client = factories.signed_in(facts.officer)
    counts = []
    for _ in range(2):
        cycle(facts)
        client.get(facts.address)
        with CaptureQueriesContext(connection) as asked:
            client.get(facts.address)
        counts.append(len(asked))

    assert counts[0] == counts[1]
