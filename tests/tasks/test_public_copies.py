"""Copies of public pages: kept by anybody, asked about cheaply, and known when they are old."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from papi_portal import release
from plans.actions import close_period, keep_out, leave_event
from plans.models import Period, Plan, Unit
from tasks import actions
from tasks.models import Submission
from tasks.reports.public import shown
from tests import factories
from tests.tasks.showing_all import administrator, asked, switched_off, switched_on

pytestmark = pytest.mark.django_db


class Facts:
    """A province that is switched on, with a commune whose report was accepted."""

    def __init__(self) -> None:
        self.province = switched_on(factories.province("Tỉnh Lạng Sơn", code="20"))
        self.period = factories.period(self.province)
        self.commune = factories.commune(parent=self.province)
        self.plan = factories.issued_plan(self.commune)
        (self.row,) = factories.reporting(self.plan)
        factories.recorded(self.row, self.period)
        self.report = factories.submission(self.plan, self.period, state="accepted")
        self.reviewer = factories.viewer(factories.reviewer(self.province))

    @property
    def addresses(self) -> list[str]:
        return [
            "/public/",
            "/public/20/",
            f"/public/20/{self.commune.code}/",
            f"/public/20/plans/{self.plan.pk}/",
            "/public/20/data.json",
            "/public/20/data/progress.csv",
        ]


@pytest.fixture
def facts() -> Facts:
    return Facts()


def mark(address: str = "/public/20/") -> str:
    return str(asked(address)["ETag"])


def test_reader_with_the_same_copy_is_told_so_by_one_query(facts: Facts) -> None:
    for address in facts.addresses:
        first = asked(address)
        with CaptureQueriesContext(connection) as queries:
            again = asked(address, seen=first["ETag"])

        assert (again.status_code, again.content) == (304, b"")
        assert len(queries) == 1, address
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == "public, max-age=60, must-revalidate"


def test_copy_by_date_is_good_once_the_last_change_is_a_minute_old(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Last-Modified" not in asked("/public/20/")
    now = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: now)

    told = asked("/public/20/")["Last-Modified"]

    assert asked("/public/20/", since=told).status_code == 304
    before = http_date(now.timestamp() - 3600)
    assert asked("/public/20/", since=before).status_code == 200


def _taken_back(facts: Facts) -> None:
    report = Submission.objects.get(pk=facts.report.pk)
    actions.take_back_acceptance(
        submission=report,
        version=report.version,
        reason="Nhầm",
        by=facts.reviewer,
        at=timezone.now(),
    )


def _closed(facts: Facts) -> None:
    period = Period.objects.get(pk=facts.period.pk)
    close_period(period=period, by=facts.reviewer, at=timezone.now())


def _issued(facts: Facts) -> None:
    plan = factories.plan(facts.commune, number="2/KH")
    factories.task(plan)
    actions.issue_plan(plan=plan, by=None, at=timezone.now())


def _ended(facts: Facts) -> None:
    leader = factories.viewer(factories.leader(facts.commune))
    plan = Plan.objects.get(pk=facts.plan.pk)
    actions.close_plan(plan=plan, reason="Hết việc", by=leader, at=timezone.now())


def _kept_out(facts: Facts) -> None:
    by = factories.viewer(administrator())
    keep_out(plan=facts.plan, province=facts.province, by=by, at=timezone.now())


def _accepted(facts: Facts) -> None:
    other = factories.issued_plan(factories.commune(parent=facts.province))
    (row,) = factories.reporting(other)
    factories.recorded(row, facts.period)
    report = factories.submission(other, facts.period)
    before = mark()
    actions.accept_submission(
        submission=report, version=report.version, by=facts.reviewer, at=timezone.now()
    )
    assert mark() != before


def _renamed(facts: Facts) -> None:
    unit = Unit.objects.get(pk=facts.plan.issuer_id)
    typed = {"name": "UBND xã Tên Mới", "kind": unit.kind, "territory": unit.territory_id}
    browser = factories.signed_in(administrator())
    answer = browser.post(f"/admin/plans/unit/{unit.pk}/change/", {**typed, "aliases": "[]"})
    assert answer.status_code == 302


def _licensed(facts: Facts) -> None:
    switched_on(facts.province, "Ghi rõ nguồn")


CHANGES: tuple[Callable[[Facts], None], ...] = (
    *(_taken_back, _closed, _issued, _ended, _kept_out, _accepted, _renamed, _licensed),
)


@pytest.mark.parametrize("change", CHANGES)
def test_mark_is_another_as_soon_as_anything_shown_is(
    facts: Facts, change: Callable[[Facts], None]
) -> None:
    before = mark()

    change(facts)

    assert mark() != before
    assert asked("/public/20/", seen=before).status_code == 200


def test_mark_stays_while_officers_type_and_people_come_and_go(facts: Facts) -> None:
    before = mark()
    other = factories.issued_plan(factories.commune(parent=facts.province))
    between = mark()
    (row,) = factories.reporting(other)

    factories.recorded(row, facts.period)
    factories.submission(other, facts.period)
    leave_event(verb="account.sign_in", sentence="đăng nhập", by=None, at=timezone.now())

    assert before != between == mark()


def test_entry_that_was_written_earlier_and_is_seen_later_counts(facts: Facts) -> None:
    """Two acts at once may end in another order than they began."""
    before = mark()
    earlier = timezone.now() - timedelta(minutes=5)

    leave_event(verb="plan.issue", sentence="ban hành", by=None, at=earlier)

    assert mark() != before


def test_entries_of_before_are_settled_and_still_counted(facts: Facts) -> None:
    """What was written hours ago is not counted at every look, and not forgotten either."""
    now = timezone.now()
    for ago in range(12):
        for verb in ("plan.issue", "progress.record"):
            leave_event(verb=verb, sentence="có việc", by=None, at=now - timedelta(hours=11 - ago))

    def seen_at(at: datetime) -> tuple[str, int]:
        found = shown.find("20", on=factories.TODAY, at=at)
        return found.mark, shown.settled_before(factories.TODAY, at).entries

    looks = [seen_at(now - timedelta(hours=hours)) for hours in (8, 4, 0)]

    assert len({mark for mark, _ in looks}) == 1
    assert looks[0][1] < looks[1][1] < looks[2][1]
    leave_event(verb="plan.issue", sentence="đến sau", by=None, at=now - timedelta(hours=5))
    assert shown.find("20", on=factories.TODAY, at=now).mark != looks[0][0]


@pytest.mark.parametrize("copy", ["star", "date", "mark of a page"])
def test_copy_of_what_is_not_there_or_not_shown_is_no_copy(facts: Facts, copy: str) -> None:
    draft = factories.plan(facts.commune, number="9/KH")
    seen = {"star": "*", "mark of a page": mark()}.get(copy, "")
    since = http_date(2e9) if copy == "date" else ""
    for address in (
        f"/public/20/plans/{draft.pk}/",
        f"/public/20/plans/{draft.pk}/appendix.pdf",
        "/public/20/plans/999999/",
        "/public/20/99999/",
        "/public/20/?period=999999",
        "/public/20/data/users.csv",
        "/public/99/",
    ):
        assert asked(address, seen=seen, since=since).status_code == 404, address


def test_any_copy_of_what_is_there_is_good_by_a_star(facts: Facts) -> None:
    for address in facts.addresses:
        assert asked(address, seen="*").status_code == 304


def test_another_release_is_another_mark(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark()

    monkeypatch.setattr(release, "mark", lambda: "another")

    assert mark() != before


@pytest.mark.parametrize(
    "file",
    [
        "templates/base.html",
        "templates/components/state.html",
        "static/css/portal.css",
        "locale/en/LC_MESSAGES/django.mo",
        "tasks/reports/poster.py",
        "papi_portal/templatetags/portal.py",
        "plans/models/plans.py",
    ],
)
def test_release_is_another_one_as_soon_as_any_file_that_draws_is(
    file: str, settings: Any, tmp_path: Path
) -> None:
    settings.BASE_DIR = tmp_path
    place = tmp_path / file
    place.parent.mkdir(parents=True)
    place.write_text("before")
    before = release.mark.__wrapped__()

    place.write_text("after")

    assert release.mark.__wrapped__() != before


def test_another_day_is_another_mark(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    before, tomorrow = mark(), factories.TODAY + timedelta(days=1)

    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: tomorrow)

    assert mark() != before


def test_switched_off_page_is_gone_at_once_for_who_has_a_copy(facts: Facts) -> None:
    before = mark()

    switched_off(facts.province)

    gone = asked("/public/20/", seen=before)
    assert gone.status_code == 404
    assert "no-store" in gone["Cache-Control"]


def test_answer_is_the_same_to_everybody_and_sets_no_cookie(facts: Facts) -> None:
    signed_in = factories.signed_in(administrator())
    signed_in.cookies["language"] = "en"
    for address in facts.addresses:
        if "json" in address:
            continue  # it says when it was made
        nobody, somebody = asked(address), asked(address, signed_in)
        assert _body(somebody) == _body(nobody)
        for answer in (nobody, somebody):
            assert not answer.cookies
            assert "Vary" not in answer


def test_page_that_is_not_there_sets_no_cookie_either() -> None:
    for address in ("/public/", "/public/20/", "/public/nowhere/at/all/"):
        answer = asked(address)
        assert answer.status_code == 404
        assert not answer.cookies


def test_person_stays_signed_in_beside_the_public_pages(facts: Facts) -> None:
    browser = factories.signed_in(administrator())

    browser.get("/public/20/")

    assert browser.get(facts.province.get_absolute_url()).status_code == 200


def _body(answer: Any) -> bytes:
    return bytes(answer.getvalue() if answer.streaming else answer.content)
