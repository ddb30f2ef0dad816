"""Files are scanned when sent in: infected is refused, unscanned is for the sender alone."""

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.access import Role
from plans.models import Event, User
from tasks.actions.evidence import spread_clean
from tasks.models import Evidence, EvidenceRule
from tests import factories
from tests.papi_portal import strange_files as made
from tests.papi_portal.clamd import INFECTED_PDF, VIRUS, FakeClamd
from tests.tasks.report_pages import address, plain
from tests.tasks.showing import EXPLAINED, stored
from tests.tasks.test_evidence_list import Facts

pytestmark = pytest.mark.django_db
WAITS = "chờ quét vi-rút"


@pytest.fixture
def facts(settings: Any, tmp_path: Any, clamd: FakeClamd) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


@pytest.fixture
def waiting(facts: Facts, clamd: FakeClamd) -> Evidence:
    """Return what came in while the scanner did not answer."""
    clamd.stop()
    facts.upload(made.pdf(), "Biên bản.pdf")
    return Evidence.objects.get()


def others(facts: Facts) -> dict[str, User]:
    """Return people who see the row and did not send the file in."""
    ubnd = facts.plan.issuer
    return {
        "colleague": factories.officer(facts.commune),
        "leader": factories.leader(facts.commune),
        "auditor": factories.member(ubnd, Role.AUDITOR),
        "reviewer": factories.reviewer(facts.period.territory),
        "superuser": User.objects.create_superuser("quan-tri", full_name="Quản trị"),
    }


def report_of(facts: Facts, person: User) -> Any:
    where = address(facts.plan, facts.plan.issuer, facts.period.pk)
    return factories.signed_in(person).get(where)


def opened(person: User, evidence: Evidence) -> int:
    response: Any = factories.signed_in(person).get(f"/evidence/{evidence.pk}/")
    b"".join(response)
    return int(response.status_code)


# What the scanner says


def test_clean_file_is_everybodys(facts: Facts, clamd: FakeClamd) -> None:
    facts.upload(made.pdf())

    added = Evidence.objects.get()
    assert added.scan == "clean"
    assert clamd.heard == [made.pdf()]
    assert WAITS not in facts.page()
    assert opened(others(facts)["reviewer"], added) == 200


def test_infected_file_is_refused_in_words_and_nothing_is_stored(
    facts: Facts, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "papi.security"):
        response = facts.upload(INFECTED_PDF, "Hóa đơn.pdf")

    page = plain(response)
    assert response.status_code == 422
    assert f"Tệp “Hóa đơn.pdf” nhiễm mã độc ({VIRUS}) nên không được nhận" in page
    assert "Hãy quét vi-rút cho máy đang dùng" in page
    assert stored() == []
    assert not Evidence.objects.exists()
    (line,) = (one.getMessage() for one in caplog.records if one.name == "papi.security")
    assert f"user {facts.officer.pk}" in line
    assert VIRUS in line
    assert "Hóa đơn" not in line  # what somebody typed stays out of the machine's log


def test_trail_says_who_sent_what(facts: Facts) -> None:
    facts.upload(INFECTED_PDF, "Hóa đơn.pdf")

    event = Event.objects.latest("pk")
    assert event.sentence == f"gửi tệp “Hóa đơn.pdf” nhiễm mã độc ({VIRUS}): không được nhận"
    assert (event.verb, event.actor) == ("evidence.refuse", facts.officer)
    assert (event.subject, event.territory) == (facts.assignment.task, facts.commune)


def test_of_a_picture_the_scanner_gets_what_is_kept(facts: Facts, clamd: FakeClamd) -> None:
    facts.upload(made.picture() + made.HTML, "Ảnh.jpg", "photo")

    (heard,) = clamd.heard
    assert b"script" not in heard


def test_document_and_words_are_not_scanned(facts: Facts, clamd: FakeClamd) -> None:
    assert facts.add(EXPLAINED).scan == "none"
    assert clamd.heard == []


# Nobody could scan it


def test_sender_is_told_that_it_waits_and_may_open_it(facts: Facts, waiting: Evidence) -> None:
    page = facts.page()

    assert waiting.scan == "waiting"
    assert "Máy quét vi-rút chưa trả lời" in page
    assert f'href="/evidence/{waiting.pk}/">Biên bản.pdf' in page
    assert "Lúc này chỉ người tải lên mở được." in page
    assert opened(facts.officer, waiting) == 200


def test_others_see_that_something_waits_and_cannot_open_it(
    facts: Facts, waiting: Evidence
) -> None:
    for role, person in others(facts).items():
        page = facts.page(by=person)
        assert "Tài liệu đang chờ quét vi-rút, chưa mở được" in page, role
        assert f'href="/evidence/{waiting.pk}/"' not in page, role
        assert opened(person, waiting) == 404, role


def test_others_find_no_link_in_the_report_either(facts: Facts, waiting: Evidence) -> None:
    people = others(facts)
    for role in ("leader", "reviewer"):
        response = report_of(facts, people[role])
        assert "Tài liệu đang chờ quét vi-rút" in plain(response), role
        assert f"/evidence/{waiting.pk}/" not in response.content.decode(), role


def test_waiting_file_is_not_reused_by_another(facts: Facts, waiting: Evidence) -> None:
    Evidence.objects.update(progress=facts.earlier)
    colleague = others(facts)["colleague"]

    assert "Dùng lại minh chứng của kỳ trước" not in facts.page(by=colleague)
    assert facts.post({"kind": "reuse", "source": waiting.pk}, by=colleague).status_code == 422
    assert facts.post({"kind": "reuse", "source": waiting.pk}).status_code == 302
    again = Evidence.objects.latest("pk")
    assert (again.scan, again.added_by) == ("waiting", facts.officer)


def test_waiting_file_counts_and_does_not_hold_the_report_up(
    facts: Facts, waiting: Evidence
) -> None:
    EvidenceRule.objects.create(territory=facts.period.territory, state="done_in_period")
    leader = factories.leader(facts.commune)
    assert "phải có minh chứng" not in facts.page()
    told = plain(report_of(facts, leader))
    assert "1 nhiệm vụ có tệp minh chứng đang chờ quét vi-rút" in told
    assert "thiếu minh chứng" not in told

    where = report_of(facts, leader).request["PATH_INFO"]
    factories.signed_in(leader).post(where, {"step": "submit", "version": 0})

    assert facts.plan.submissions.get().state == "submitted"


def test_colleague_may_remove_what_waits_and_is_not_told_its_name(
    facts: Facts, waiting: Evidence
) -> None:
    person = others(facts)["colleague"]
    colleague, where = factories.signed_in(person), f"/evidence/{waiting.pk}/remove/"
    assert where in facts.page(by=person)
    assert "Biên bản" not in facts.page(by=person)
    assert "Biên bản" not in colleague.get(where).content.decode()
    assert "<b>Biên bản.pdf</b>" in facts.client.get(where).content.decode()

    answer = colleague.post(where, follow=True).content.decode()

    assert "Đã bỏ minh chứng: tài liệu đang chờ quét vi-rút." in answer
    assert "Biên bản" not in answer
    assert not Evidence.objects.exists()


def test_clean_scan_of_the_same_bytes_opens_what_waited(
    facts: Facts, waiting: Evidence, settings: Any
) -> None:
    colleague = others(facts)["colleague"]
    sent = {"kind": "file", "file": SimpleUploadedFile("Bản sao.pdf", made.pdf())}
    with FakeClamd() as daemon:
        settings.CLAMD = daemon.place
        cache.clear()
        facts.post(sent, by=colleague)

    assert Evidence.objects.get().scan == "clean"
    page = facts.page(by=colleague)
    assert "Máy quét vi-rút chưa trả lời" not in page
    assert "chờ quét vi-rút" not in page
    assert opened(colleague, waiting) == 200


def test_clean_scan_does_not_bring_back_what_was_infected(facts: Facts, waiting: Evidence) -> None:
    Evidence.objects.update(scan="infected", file="")

    spread_clean(waiting.sha256)

    assert Evidence.objects.get().scan == "infected"


# It was found infected afterwards


@pytest.fixture
def removed(facts: Facts, waiting: Evidence) -> Evidence:
    Evidence.objects.update(scan="infected", file="")
    waiting.refresh_from_db()
    return waiting


def test_removed_file_is_told_at_its_row_and_given_to_nobody(
    facts: Facts, removed: Evidence
) -> None:
    page = " ".join(facts.page().split())

    assert "Biên bản.pdf: <b>nhiễm mã độc, đã gỡ</b>" in page
    assert "rồi thêm bản sạch" in page
    assert "nhiễm mã độc, đã gỡ" in facts.page(by=others(facts)["reviewer"])
    assert opened(facts.officer, removed) == 404


def test_removed_file_shows_nothing_any_more(facts: Facts, removed: Evidence) -> None:
    EvidenceRule.objects.create(territory=facts.period.territory, state="done_in_period")
    leader = factories.leader(facts.commune)

    assert "phải có minh chứng" in facts.page()
    told = plain(report_of(facts, leader))
    assert "1 nhiệm vụ thiếu minh chứng mà tỉnh yêu cầu" in told
    assert "1 nhiệm vụ có tệp minh chứng nhiễm mã độc, đã gỡ" in told
    assert "Minh chứng (0)" in plain(facts.client.get("/"))


def test_same_bytes_are_refused_while_nobody_can_say_otherwise(
    facts: Facts, removed: Evidence
) -> None:
    response = facts.upload(made.pdf(), "Tên khác.pdf")

    assert response.status_code == 422
    assert "Tệp “Tên khác.pdf” đã từng bị phát hiện nhiễm mã độc" in plain(response)
    assert Evidence.objects.count() == 1


def test_scanner_that_changed_its_mind_is_believed(
    facts: Facts, removed: Evidence, settings: Any
) -> None:
    with FakeClamd() as daemon:
        settings.CLAMD = daemon.place
        cache.clear()
        assert facts.upload(made.pdf()).status_code == 302

    assert sorted(Evidence.objects.values_list("scan", flat=True)) == ["clean", "infected"]


def test_removed_piece_is_not_offered_for_reuse(facts: Facts, removed: Evidence) -> None:
    Evidence.objects.update(progress=facts.earlier)

    assert "Dùng lại minh chứng của kỳ trước" not in facts.page()
    assert facts.post({"kind": "reuse", "source": removed.pk}).status_code == 422


def test_sender_takes_the_row_away(facts: Facts, removed: Evidence) -> None:
    assert facts.client.post(f"/evidence/{removed.pk}/remove/").status_code == 302
    assert not Evidence.objects.exists()
