"""A signed copy sent by mistake is taken back: nobody gets it, the trail says who and why."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from plans.access import Role
from plans.models import Event, Membership, User
from tasks import actions, leftovers
from tasks.models import SignedCopy
from tests import factories
from tests.papi_portal import strange_files as made
from tests.papi_portal.clamd import FakeClamd
from tests.tasks.report_pages import plain
from tests.tasks.test_signed_copies import Facts, facts, stored

pytestmark = pytest.mark.django_db
__all__ = ["facts"]
REASON = {"reason": "Tải nhầm hồ sơ cá nhân"}


def address(copy: SignedCopy) -> str:
    return reverse("tasks:signed-withdraw", args=[copy.pk])


def take_back(facts: Facts, copy: SignedCopy, by: User | None = None, **typed: str) -> Any:
    client = factories.signed_in(by or facts.leader)
    return client.post(address(copy), {**REASON, **typed}, follow=True)


@pytest.fixture
def wrong(facts: Facts) -> SignedCopy:
    return facts.add(b"%PDF-private")


def test_copy_taken_back_is_given_to_nobody_and_its_file_is_destroyed(
    facts: Facts,
    wrong: SignedCopy,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    auditor = factories.member(factories.unit(facts.commune, "Thanh tra"))
    asked = plain(factories.signed_in(facts.leader).get(address(wrong)))
    assert "“Báo cáo.pdf”" in asked
    assert "không lấy lại được" in asked

    with django_capture_on_commit_callbacks(execute=True):
        answer = take_back(facts, wrong)

    assert "Đã gỡ bản đã ký của báo cáo số 25/BC-UBND" in plain(answer)
    assert stored(settings) == 0
    for person in (facts.leader, facts.officer, facts.reviewer):
        client = factories.signed_in(person)
        got = client.get(wrong.get_absolute_url(), follow=True)
        assert "Bản đã ký này đã được gỡ" in plain(got)
        page = client.get(facts.report.get_absolute_url())
        assert wrong.get_absolute_url() not in page.content.decode()
        assert "Tải nhầm hồ sơ cá nhân (SHA-256 " + wrong.sha256 in plain(page)
    assert factories.signed_in(auditor).get(wrong.get_absolute_url()).status_code == 404


def test_copy_is_not_given_though_its_file_is_still_on_the_disk(
    facts: Facts, wrong: SignedCopy, settings: Any
) -> None:
    take_back(facts, wrong)

    assert stored(settings) == 1  # nothing is committed in a test
    got = factories.signed_in(facts.officer).get(wrong.get_absolute_url())
    assert got.status_code == 302
    later = factories.NOW + timedelta(days=400)
    assert leftovers.build(later).files == (wrong.file.name,)


def test_trail_keeps_who_when_why_name_and_hash(facts: Facts, wrong: SignedCopy) -> None:
    take_back(facts, wrong)

    event = Event.objects.about(facts.report).latest("pk")
    said = (
        "gỡ bản đã ký “Báo cáo.pdf” của báo cáo số 25/BC-UBND ngày 21/11/2026: Tải nhầm hồ sơ cá"
        " nhân"
    )
    assert (event.verb, event.sentence, event.actor) == (
        "submission.withdraw_signed",
        said,
        facts.leader,
    )
    assert event.details == {
        "issued": facts.issued.pk,
        "signed": wrong.pk,
        "file_name": "Báo cáo.pdf",
        "sha256": wrong.sha256,
        **REASON,
    }


def test_right_copy_follows_and_the_wrong_one_does_not_come_back(
    facts: Facts, wrong: SignedCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.actions.signed_copies.MOST", 1)
    take_back(facts, wrong)

    with pytest.raises(actions.LockedError, match="Đúng tệp này đã được gỡ khỏi văn bản lúc"):
        facts.add(b"%PDF-private")
    right = facts.add(b"%PDF-right")

    assert facts.issued.standing_copies == [right]
    page = plain(factories.signed_in(facts.officer).get(facts.report.get_absolute_url()))
    assert page.count("Bản đã ký: ") == 1
    register = factories.signed_in(facts.reviewer).get(reverse("tasks:issued-list"))
    assert right.get_absolute_url() in register.content.decode()


def test_taking_back_needs_a_reason_and_happens_once(facts: Facts, wrong: SignedCopy) -> None:
    answer = take_back(facts, wrong, reason=" ")
    assert answer.status_code == 422
    assert "Nêu lý do." in plain(answer)
    with pytest.raises(actions.LockedError, match="Nêu lý do gỡ"):
        actions.withdraw_signed_copy(
            signed=wrong, reason="\n", by=factories.viewer(facts.leader), at=factories.NOW
        )

    take_back(facts, wrong)
    take_back(facts, wrong, reason="Lý do khác")

    wrong.refresh_from_db()
    assert wrong.withdrawn_for == REASON["reason"]
    assert Event.objects.filter(verb="submission.withdraw_signed").count() == 1


def test_copy_of_a_withdrawn_number_is_taken_back_too(facts: Facts, wrong: SignedCopy) -> None:
    by = factories.viewer(facts.leader)
    actions.withdraw_number(issued=facts.issued, reason="Nhầm", by=by, at=factories.NOW)

    take_back(facts, wrong)

    wrong.refresh_from_db()
    assert wrong.is_withdrawn


def test_who_sent_it_takes_it_back_after_their_post_became_another(
    facts: Facts, wrong: SignedCopy
) -> None:
    Membership.objects.filter(user=facts.leader).update(role="officer")
    page = factories.signed_in(facts.leader).get(facts.report.get_absolute_url())
    assert address(wrong) in page.content.decode()

    take_back(facts, wrong)

    wrong.refresh_from_db()
    assert wrong.withdrawn_by == facts.leader


@pytest.mark.parametrize("above", ["reviewer", "superuser"])
def test_who_reviews_the_unit_or_sees_all_takes_it_down(
    facts: Facts, wrong: SignedCopy, above: str
) -> None:
    root = User.objects.create_superuser("quan-tri", full_name="Quản trị")
    person = facts.reviewer if above == "reviewer" else root
    page = factories.signed_in(person).get(facts.report.get_absolute_url())
    assert address(wrong) in page.content.decode()

    take_back(facts, wrong, person)

    wrong.refresh_from_db()
    assert (wrong.withdrawn_by, wrong.withdrawn_for) == (person, REASON["reason"])


def test_name_of_the_file_is_told_in_the_trail_alone(facts: Facts, wrong: SignedCopy) -> None:
    take_back(facts, wrong)

    for person in (facts.leader, facts.officer, facts.reviewer):
        client = factories.signed_in(person)
        assert "Báo cáo.pdf" not in client.get(facts.report.get_absolute_url()).content.decode()
        assert "Báo cáo.pdf" in client.get(reverse("plans:trail")).content.decode()


def test_nobody_else_takes_it_back(facts: Facts, wrong: SignedCopy) -> None:
    neighbour = factories.leader(factories.commune("Xã Hai", parent=facts.commune.parent))

    inspectors = factories.unit(facts.commune.line()[-1], "Thanh tra tỉnh")
    auditor = factories.member(inspectors, Role.AUDITOR)

    for person, code in {facts.officer: 403, auditor: 403, neighbour: 404}.items():
        assert take_back(facts, wrong, person).status_code == code
        assert factories.signed_in(person).get(address(wrong)).status_code == code
    page = factories.signed_in(facts.officer).get(facts.report.get_absolute_url())
    assert address(wrong) not in page.content.decode()
    assert Path(wrong.file.path).exists()


def test_past_the_page_nobody_else_takes_it_back_either(facts: Facts, wrong: SignedCopy) -> None:
    by = factories.viewer(facts.officer)

    with pytest.raises(PermissionDenied):
        actions.withdraw_signed_copy(signed=wrong, reason="Nhầm", by=by, at=factories.NOW)

    assert facts.issued.signed.standing().get() == wrong


def test_copy_taken_back_is_not_scanned_any_more(
    facts: Facts, wrong: SignedCopy, clamd: FakeClamd, capsys: Any
) -> None:
    right = facts.add(made.pdf())
    take_back(facts, wrong)

    call_command("scan_evidence", "--all")

    assert len(clamd.heard) == 2, right  # when it came in, and now
