"""Issuing an accepted report: once under its number, kept for good, amended by another one."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from plans.jobs import StoppedError
from plans.models import Event, Territory, User
from tasks import actions
from tasks.models import IssuedReport, Submission
from tests import factories
from tests.tasks.threads import at_once

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = (factories.TODAY + timedelta(days=days) for days in (1, -1))


class Facts:
    """A commune's accepted report, and its leader."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        self.plan = factories.issued_plan(self.commune)
        self.period = factories.period(self.commune)
        self.report = factories.submission(self.plan, self.period, state="accepted")
        self.leader = factories.leader(self.commune)

    def issue(
        self,
        number: str = "25/BC-UBND",
        *,
        on: date = factories.TODAY,
        version: int | None = None,
        content: bytes = b"-1",
        papers: int | None = None,
        by: User | None = None,
        look: Callable[[], None] = lambda: None,
    ) -> IssuedReport:
        return actions.issue_report(
            submission=self.report,
            issuing=actions.Issuing(number, on, version or self.report.version, papers),
            printed=actions.Printed(pdf=b"%PDF" + content, word=b"PK" + content),
            by=factories.viewer(by or self.leader),
            at=factories.NOW,
            look=look,
        )

    def accept_again(self) -> None:
        """Have the acceptance taken back and given again, as after a correction."""
        by = factories.viewer(factories.reviewer(self.period.territory))
        seen: dict[str, Any] = {"submission": self.report, "by": by, "at": factories.NOW}
        back = actions.take_back_acceptance(
            version=self.report.version, reason="Sai số liệu", **seen
        )
        self.report = actions.accept_submission(version=back.version, **seen)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def stored() -> set[str]:
    folder = Path(settings.MEDIA_ROOT) / "issued"
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def test_issued_report_has_its_number_day_hash_and_issuer(facts: Facts) -> None:
    issued = facts.issue(content=b"-abc")

    assert (issued.number, issued.issued_on, issued.year) == ("25/BC-UBND", factories.TODAY, 2026)
    assert (issued.issued_by, issued.issued_at) == (facts.leader, factories.NOW)
    assert issued.amends is None
    for kind, content in {"pdf": b"%PDF-abc", "docx": b"PK-abc"}.items():
        copy = issued.copies[kind]
        assert (copy.content, copy.size) == (content, len(content))
        assert copy.sha256 == sha256(content).hexdigest()


def test_trail_says_what_was_issued(facts: Facts) -> None:
    issued = facts.issue()

    event = Event.objects.about(facts.report).latest("pk")
    assert event.verb == "submission.issue"
    assert event.sentence == "ban hành báo cáo số 25/BC-UBND ngày 21/11/2026 (Quý IV/2026)"
    assert event.details == {"issued": issued.pk, "sha256": issued.pdf_sha256, "amends": None}


def test_what_is_sent_twice_is_issued_once_with_the_bytes_of_the_first(facts: Facts) -> None:
    first, before = facts.issue(content=b"-1"), stored()

    second = facts.issue("025/bc-ubnd", content=b"-2")

    assert second == first
    assert second.number == "25/BC-UBND"
    assert stored() == before


def test_version_that_is_issued_is_not_issued_again_under_another_number(facts: Facts) -> None:
    facts.issue()
    before = stored()

    with pytest.raises(actions.LockedError, match="đã được ban hành với số 25/BC-UBND"):
        facts.issue("26/BC-UBND")

    assert stored() == before


@pytest.mark.parametrize(
    ("typed", "written"),
    [("5/BC-UBND", "05/BC-UBND"), ("012 / bc-ubnd", "12/BC-UBND"), ("7a/BC-SNV", "07a/BC-SNV")],
)
def test_number_is_written_in_one_way(facts: Facts, typed: str, written: str) -> None:
    assert facts.issue(typed).number == written
    assert actions.written_number(written) == written


@pytest.mark.parametrize(
    "typed",
    ["…/BC-UBND", "BC-UBND", "25", "25/", "/BC-UBND", "hai/BC-UBND", "0/BC-UBND", "00000a/BC-UBND"],
)
def test_what_is_no_number_is_refused(facts: Facts, typed: str) -> None:
    with pytest.raises(actions.LockedError, match="Ghi số trước, ký hiệu sau"):
        facts.issue(typed)


def test_who_is_told_to_stop_issues_nothing(facts: Facts) -> None:
    def stop() -> None:
        raise StoppedError

    before = stored()

    with pytest.raises(StoppedError):
        facts.issue(look=stop)

    assert not IssuedReport.objects.exists()
    assert stored() == before


def test_corrected_report_is_issued_by_a_paper_that_amends_the_one_before(facts: Facts) -> None:
    first = facts.issue()
    facts.accept_again()
    second = facts.issue("31/BC-UBND")
    facts.accept_again()
    third = facts.issue("32/BC-UBND")

    assert (second.amends, third.amends) == (first, second)
    assert IssuedReport.objects.get(pk=first.pk).amended_by.get() == second
    assert "sửa đổi báo cáo số 25/BC-UBND" in Event.objects.get(details__issued=second.pk).sentence


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_report_that_is_not_accepted_is_not_issued(facts: Facts, state: str) -> None:
    plan = factories.issued_plan(facts.commune)
    facts.report = factories.submission(plan, facts.period, state=state)
    before = stored()

    with pytest.raises(actions.LockedError, match="chưa được duyệt"):
        facts.issue()

    assert stored() == before


def test_report_that_moved_meanwhile_is_not_issued_as_it_was_seen(facts: Facts) -> None:
    seen = facts.report.version
    facts.accept_again()

    with pytest.raises(actions.LockedError, match="vừa được xử lý lại"):
        facts.issue(version=seen)


def test_number_is_used_once_a_year_by_one_unit(facts: Facts) -> None:
    facts.issue()
    other = Facts()
    assert other.issue().number == "25/BC-UBND"
    other_plan = factories.issued_plan(facts.commune)
    facts.report = factories.submission(other_plan, facts.period, state="accepted")
    before = stored()

    with pytest.raises(actions.LockedError, match="đã có văn bản số 25/BC-UBND năm 2026"):
        facts.issue()

    assert stored() == before


def test_number_taken_between_the_look_and_the_writing_is_told(facts: Facts) -> None:
    other = Facts.__new__(Facts)
    plan = factories.issued_plan(facts.commune)
    report = factories.submission(plan, facts.period, state="accepted")
    other.__dict__.update(facts.__dict__, report=report)
    before = stored()

    def meanwhile() -> None:
        other.issue()

    with pytest.raises(actions.LockedError, match="25/BC-UBND"):
        facts.issue(look=meanwhile)

    assert len(stored() - before) == 2, "the other's own"


def test_day_is_not_after_today_nor_before_the_signing_of_its_data(facts: Facts) -> None:
    with pytest.raises(actions.LockedError, match="không được sau hôm nay"):
        facts.issue(on=TOMORROW)
    with pytest.raises(actions.LockedError, match=r"trước ngày ký, nộp báo cáo \(21/11/2026\)"):
        facts.issue(on=YESTERDAY)


def test_day_between_signing_and_acceptance_is_taken(facts: Facts) -> None:
    Submission.objects.update(submitted_at=factories.NOW - timedelta(days=1))

    assert facts.issue(on=YESTERDAY).issued_on == YESTERDAY


def test_day_is_not_after_the_last_of_the_unit(facts: Facts) -> None:
    Submission.objects.update(submitted_at=factories.NOW - timedelta(days=1))
    Territory.objects.filter(pk=facts.commune.pk).update(valid_to=YESTERDAY)
    facts.report = Submission.objects.get(pk=facts.report.pk)

    with pytest.raises(actions.LockedError, match="20/11/2026"):
        facts.issue()

    assert facts.issue(on=YESTERDAY).issued_on == YESTERDAY


def test_day_is_not_before_what_is_amended(facts: Facts) -> None:
    Submission.objects.update(submitted_at=factories.NOW - timedelta(days=1))
    facts.issue()
    facts.accept_again()

    with pytest.raises(actions.LockedError, match=r"trước ngày của văn bản .* \(21/11/2026\)"):
        facts.issue("31/BC-UBND", on=YESTERDAY)


def test_only_the_units_own_leader_issues(facts: Facts) -> None:
    elsewhere = factories.commune("Xã Hai", parent=facts.commune.parent)
    others = (
        factories.officer(facts.commune),
        factories.leader(elsewhere),
        factories.reviewer(facts.period.territory),
    )

    for person in others:
        with pytest.raises(PermissionDenied):
            facts.issue(by=person)

    assert not IssuedReport.objects.exists()


def test_what_was_issued_keeps_its_report_and_what_it_amends(facts: Facts) -> None:
    first = facts.issue()
    facts.accept_again()
    facts.issue("31/BC-UBND")

    with pytest.raises(ProtectedError):
        first.delete()
    with pytest.raises(ProtectedError):
        Submission.objects.get(pk=facts.report.pk).delete()


@pytest.mark.usefixtures("shared_database")
def test_of_many_clicks_at_once_one_issues(facts: Facts) -> None:
    clicks = [partial(facts.issue, content=content) for content in (b"1", b"2", b"3", b"4")]

    outcomes = at_once(clicks)

    (issued,) = IssuedReport.objects.all()
    assert all(one == issued for one in outcomes)
    assert Event.objects.filter(verb="submission.issue").count() == 1


@pytest.mark.usefixtures("shared_database")
def test_of_two_reports_that_want_one_number_at_once_one_gets_it(facts: Facts) -> None:
    plan = factories.issued_plan(facts.commune)
    second = factories.submission(plan, facts.period, state="accepted")
    other = Facts.__new__(Facts)
    other.__dict__.update(facts.__dict__, report=second)

    outcomes = at_once([facts.issue, other.issue])

    assert sum(isinstance(one, IssuedReport) for one in outcomes) == 1
    assert sum(isinstance(one, actions.LockedError) for one in outcomes) == 1
