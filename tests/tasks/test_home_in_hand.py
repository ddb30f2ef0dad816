"""What the officer's page says of a report that was proposed, sent back or returned."""

import pytest

from plans.models import User
from tasks import actions
from tests import factories
from tests.tasks import stepping

pytestmark = pytest.mark.django_db


class Facts:
    """A commune with a row to report, its officer, its leader and a reviewer of its province."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        self.plan = factories.issued_plan(self.commune)
        self.report = factories.submission(self.plan, self.period, state="draft")
        self.officer, self.leader = factories.officer(self.commune), factories.leader(self.commune)
        assert self.commune.parent is not None
        self.reviewer = factories.reviewer(self.commune.parent)

    def home(self, person: User) -> str:
        return factories.signed_in(person).get(f"/?period={self.period.pk}").content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_leader_is_told_that_a_report_waits_for_signing(facts: Facts) -> None:
    stepping.propose(facts.report, factories.viewer(facts.officer))

    shown = facts.home(facts.leader)

    assert "Nguyễn Văn A đã trình báo cáo lúc 10:42 21/11/2026." in shown
    assert f'<a href="{facts.report.get_absolute_url()}">Xem, ký và nộp báo cáo</a>' in shown


def test_officer_is_told_that_the_leader_has_not_signed_yet(facts: Facts) -> None:
    stepping.propose(facts.report, factories.viewer(facts.officer))

    shown = facts.home(facts.officer)

    assert "Lãnh đạo chưa ký; các dòng vẫn sửa được." in shown
    assert "Xem, ký và nộp báo cáo" not in shown


def test_officer_reads_why_the_leader_sent_the_report_back(facts: Facts) -> None:
    proposed = stepping.propose(facts.report, factories.viewer(facts.officer))
    stepping.send_back(proposed, factories.viewer(facts.leader), "Bổ sung số liệu hội nghị")

    assert "Bổ sung số liệu hội nghị" in facts.home(facts.officer)
    assert "Bổ sung số liệu hội nghị" not in facts.home(facts.leader)


def test_officer_and_leader_read_why_the_level_above_returned_it(facts: Facts) -> None:
    submitted = stepping.submit(facts.report, factories.viewer(facts.leader))
    stepping.return_it(submitted, factories.viewer(facts.reviewer), "Thiếu minh chứng")

    for person in (facts.officer, facts.leader):
        shown = facts.home(person)
        assert "trả lại báo cáo lúc 10:42 21/11/2026:" in shown
        assert "Thiếu minh chứng" in shown
        assert "Xem báo cáo bị trả lại" in shown


def test_colleague_of_another_unit_is_not_told_what_is_said_of_the_report(facts: Facts) -> None:
    police = factories.unit(facts.commune)
    plan = factories.plan(facts.commune)
    factories.task(plan, lead=police)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    report = factories.submission(plan, facts.period, state="draft")
    stepping.propose(report, factories.viewer(facts.officer))

    shown = facts.home(factories.member(police))

    assert '<article class="owed-row' in shown
    assert "đã trình báo cáo" not in shown


def test_rows_end_with_the_way_to_the_report_as_long_as_they_may_be_changed(facts: Facts) -> None:
    address = facts.report.get_absolute_url()
    way = f'<a class="btn btn-primary" href="{address}">Xem lại, hoàn tất báo cáo</a>'
    assert way in facts.home(facts.officer)

    stepping.submit(facts.report, factories.viewer(facts.leader))

    assert way not in facts.home(facts.officer)
