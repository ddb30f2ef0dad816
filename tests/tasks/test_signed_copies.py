"""The paper as it came back signed: taken in by who issues, through the door of all attachments."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from plans.models import Event, User
from tasks import actions
from tasks.actions import signed_copies
from tasks.models import IssuedReport, SignedCopy
from tests import factories
from tests.papi_portal import strange_files as made
from tests.papi_portal.clamd import EICAR, INFECTED_PDF, VIRUS, FakeClamd
from tests.tasks.report_pages import plain
from tests.tasks.showing import attachment

pytestmark = pytest.mark.django_db


class Facts:
    """An issued report, its leader, officer and reviewer."""

    def __init__(self) -> None:
        self.commune = factories.commune()
        plan, period = factories.issued_plan(self.commune), factories.period(self.commune)
        self.report = factories.submission(plan, period, state="accepted")
        self.leader = factories.leader(self.commune)
        self.officer = factories.officer(self.commune)
        self.reviewer = factories.reviewer(period.territory)
        self.issued = actions.issue_report(
            submission=self.report,
            issuing=actions.Issuing("25/BC-UBND", factories.TODAY, self.report.version),
            printed=actions.Printed(pdf=made.pdf(extra=b"% print\n"), word=b"PK"),
            by=factories.viewer(self.leader),
            at=factories.NOW,
        )

    @property
    def address(self) -> str:
        return reverse("tasks:signed-add", args=[self.issued.pk])

    def upload(self, content: bytes, name: str = "Đã ký.pdf", *, by: User | None = None) -> Any:
        sent = {"file": SimpleUploadedFile(name, content)}
        return factories.signed_in(by or self.leader).post(self.address, sent, follow=True)

    def add(self, content: bytes) -> SignedCopy:
        return actions.add_signed_copy(
            issued=self.issued,
            file=attachment(content),
            by=factories.viewer(self.leader),
            at=factories.NOW + timedelta(minutes=1),
        )


@pytest.fixture
def facts(settings: Any, tmp_path: Any) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


def stored(settings: Any) -> int:
    folder = Path(settings.MEDIA_ROOT) / "signed"
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_signed_copy_is_kept_beside_the_print_and_given_to_all_who_read_the_report(
    facts: Facts,
) -> None:
    answer = facts.upload(made.pdf())

    assert "Đã lưu bản đã ký của báo cáo số 25/BC-UBND" in plain(answer)
    (kept,) = facts.issued.signed.all()
    assert (kept.added_by, kept.size) == (facts.leader, len(made.pdf()))
    for person in (facts.leader, facts.officer, facts.reviewer):
        client = factories.signed_in(person)
        page = client.get(facts.report.get_absolute_url()).content.decode()
        assert f'href="{kept.get_absolute_url()}">Đã ký.pdf' in page
        assert kept.sha256 in page
        got = client.get(kept.get_absolute_url())
        assert got.content == made.pdf()
        assert "sandbox" in got["Content-Security-Policy"]
    assert facts.issued.copies["pdf"].content == made.pdf(extra=b"% print\n")


def test_trail_says_who_sent_the_signed_copy(facts: Facts) -> None:
    kept = facts.add(made.pdf())

    event = Event.objects.about(facts.report).latest("pk")
    said = "tải lên bản đã ký của báo cáo số 25/BC-UBND ngày 21/11/2026: “Báo cáo.pdf”"
    assert (event.verb, event.sentence) == ("submission.sign", said)
    assert event.details["sha256"] == kept.sha256


def test_later_copy_stands_first_and_the_earlier_ones_stay(facts: Facts) -> None:
    first, second = facts.add(b"%PDF-1"), facts.add(b"%PDF-2")
    again = facts.add(b"%PDF-1")

    page = plain(factories.signed_in(facts.officer).get(facts.report.get_absolute_url()))

    assert list(facts.issued.signed.all()) == [again, second, first]
    assert page.count("Bản đã ký: ") == 1
    assert page.count("Bản đã ký trước đó: ") == 2


def test_what_is_sent_twice_is_kept_once(facts: Facts, settings: Any) -> None:
    assert facts.add(b"%PDF-1") == facts.add(b"%PDF-1")

    assert stored(settings) == 1
    assert Event.objects.filter(verb="submission.sign").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (made.word(), "Đã ký.docx", "Bản đã ký phải là tệp PDF"),
        (made.picture(), "Ảnh.jpg", "Bản đã ký phải là tệp PDF"),
        (made.EXE, "Đã ký.pdf", "chương trình máy tính"),
        (made.pdf(catalog="/OpenAction 4 0 R"), "Đã ký.pdf", "mã lệnh tự chạy"),
        (b"", "Đã ký.pdf", "Tệp rỗng"),
    ],
    ids=["Word", "picture", "program", "acts", "empty"],
)
def test_file_of_another_kind_is_refused_with_what_to_do(
    facts: Facts, settings: Any, content: bytes, name: str, sentence: str
) -> None:
    answer = facts.upload(content, name)

    assert answer.status_code == 422
    assert sentence in plain(answer)
    assert stored(settings) == SignedCopy.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [made.pdf()[:-20], b"junk" + made.pdf(), made.pdf(catalog="/OpenAction 4 0 R")],
    ids=["cut", "junk", "acts"],
)
def test_odd_pdf_is_to_be_exported_again_and_not_printed_anew(facts: Facts, content: bytes) -> None:
    page = plain(facts.upload(content))

    assert "Hãy xuất lại tệp từ phần mềm ký số" in page
    assert "Print" not in page


def test_digitally_signed_pdf_passes_the_door(facts: Facts) -> None:
    signed = made.pdf(catalog="/AcroForm << /SigFlags 3 /Fields [] >>") + made.pdf()[9:]

    facts.upload(signed)

    assert facts.issued.signed.get().copy.content == signed


def test_too_heavy_file_is_refused(facts: Facts, settings: Any) -> None:
    settings.EVIDENCE_LARGEST = 100

    assert "cho phép tối đa" in plain(facts.upload(made.pdf()))


def test_infected_file_is_refused_and_nothing_is_stored(
    facts: Facts, settings: Any, clamd: FakeClamd
) -> None:
    answer = facts.upload(INFECTED_PDF, "Hóa đơn.pdf")

    assert answer.status_code == 422
    assert f"nhiễm mã độc ({VIRUS}) nên không được nhận" in plain(answer)
    assert stored(settings) == SignedCopy.objects.count() == 0
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject) == ("submission.refuse_file", facts.report)


def test_file_that_nobody_could_scan_is_to_be_sent_again(facts: Facts, clamd: FakeClamd) -> None:
    clamd.stop()

    answer = facts.upload(made.pdf())
    cache.clear()

    assert "Máy quét vi-rút của cổng chưa trả lời" in plain(answer)
    assert not SignedCopy.objects.exists()


def test_print_without_a_signature_is_not_taken_for_a_signed_copy(facts: Facts) -> None:
    answer = facts.upload(made.pdf(extra=b"% print\n"))

    assert answer.status_code == 422
    assert "Đây đúng là tệp cổng đã in, chưa có chữ ký." in plain(answer)


def test_withdrawn_paper_and_one_with_too_many_copies_take_no_more(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_copies, "MOST", 1)
    facts.add(b"%PDF-1")
    with pytest.raises(actions.LockedError, match="không nhận thêm"):
        facts.add(b"%PDF-2")

    actions.withdraw_number(
        issued=facts.issued, reason="Nhầm", by=factories.viewer(facts.leader), at=factories.NOW
    )
    assert "Số của văn bản này đã hủy." in plain(facts.upload(made.pdf()))
    assert SignedCopy.objects.count() == 1


def test_disk_that_is_full_is_said(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_more: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", full)

    assert "chưa lưu bản đã ký" in plain(facts.upload(made.pdf()))


def test_only_the_units_own_leader_sends_and_only_readers_see(facts: Facts) -> None:
    kept = facts.add(b"%PDF-1")
    neighbour = factories.leader(factories.commune("Xã Hai", parent=facts.commune.parent))

    for person, code in {facts.officer: 403, facts.reviewer: 403, neighbour: 404}.items():
        assert facts.upload(made.pdf(), by=person).status_code == code
        assert factories.signed_in(person).get(facts.address).status_code == code
    assert factories.signed_in(neighbour).get(kept.get_absolute_url()).status_code == 404
    assert IssuedReport.objects.get().signed.get() == kept


def test_past_the_page_no_other_sends_one_either(facts: Facts) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_signed_copy(
            issued=facts.issued,
            file=attachment(made.pdf()),
            by=factories.viewer(facts.officer),
            at=factories.NOW,
        )

    assert not SignedCopy.objects.exists()


def test_copy_that_is_not_what_was_kept_is_not_given(facts: Facts) -> None:
    kept = facts.add(b"%PDF-1")
    Path(kept.file.path).write_bytes(b"%PDF-X")

    answer = factories.signed_in(facts.officer).get(kept.get_absolute_url(), follow=True)

    assert "không còn khớp mã băm" in plain(answer)


def test_infected_copy_is_taken_away_when_all_files_are_scanned_again(
    facts: Facts, clamd: FakeClamd, django_capture_on_commit_callbacks: Any
) -> None:
    with override_settings(CLAMD=None):
        kept, clean = facts.add(EICAR), facts.add(b"%PDF-1")
    said = StringIO()

    call_command("scan_evidence", stdout=said)
    assert clamd.heard == []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("scan_evidence", "--all", stdout=said)

    assert said.getvalue().count(f"signed copy {kept.pk}, Báo cáo.pdf: {VIRUS}") == 1
    assert not Path(kept.file.path).exists()
    client = factories.signed_in(facts.officer)
    assert "nhiễm mã độc nên tệp đã bị gỡ" in plain(
        client.get(kept.get_absolute_url(), follow=True)
    )
    assert client.get(clean.get_absolute_url()).content == b"%PDF-1"
    event = Event.objects.about(facts.report).latest("pk")
    told = f"gỡ bản đã ký nhiễm mã độc ({VIRUS}) của báo cáo số 25/BC-UBND ngày 21/11/2026"
    assert (event.sentence, event.actor) == (told, None)
