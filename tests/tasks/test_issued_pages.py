"""The pages of a report as paper: draft, issuing, and what was issued, byte for byte."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse

from papi_portal import pdf
from papi_portal.pages import KINDS
from plans import letterheads
from plans.background import run_job
from plans.models import Job, User
from tasks import actions
from tasks.models import IssuedReport, Submission
from tests import factories
from tests.tasks.report_pages import Facts

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
TYPED = {"number": "25/BC-UBND", "issued_on": "21/11/2026"}


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """Return a report that was accepted; printing is quick, and different each time."""
    prints: list[str] = []

    def printed(*pages: str, **_options: Any) -> bytes:
        prints.extend(pages[:1])
        return f"%PDF-{len(prints)}".encode()

    monkeypatch.setattr(pdf, "render", printed)
    monkeypatch.setattr(pdf, "render_apart", printed)
    made = Facts(tasks=2, reported=1)
    factories.submission(made.plan, made.period, state=Submission.State.ACCEPTED)
    return made


def paper(facts: Facts, name: str) -> str:
    return reverse(
        f"tasks:report-{name}", args=[facts.plan.pk, facts.plan.issuer_id, facts.period.pk]
    )


def issue(facts: Facts, **typed: Any) -> Any:
    papers = facts.report.issued.count()
    sent = {**TYPED, "version": facts.report.version, "papers": papers, **typed}
    return factories.signed_in(facts.leader).post(paper(facts, "issue"), sent)


def written_in(issued: IssuedReport) -> str:
    """Return the words of the Word file that was kept, its tables included."""
    word = docx.Document(io.BytesIO(issued.copies["docx"].content or b""))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def test_leader_issues_and_everybody_who_reads_the_report_gets_the_same_bytes(facts: Facts) -> None:
    assert "Ban hành báo cáo" in facts.page(facts.leader)

    answer = issue(facts)

    assert answer["Location"] == facts.address
    issued = IssuedReport.objects.get()
    for person in (facts.leader, facts.officer, facts.reviewer):
        page = factories.signed_in(person).get(facts.address).content.decode()
        assert "Báo cáo số 25/BC-UBND ngày 21/11/2026" in page
        for kind, copy in issued.copies.items():
            address = reverse("tasks:issued-file", args=[issued.pk, kind])
            assert address in page
            assert copy.sha256 in page
            got = factories.signed_in(person).get(address)
            assert got.content == copy.content
            assert got["Content-Type"] == KINDS[f".{kind}"]
            assert "25-BC-UBND" in got["Content-Disposition"]
        assert f'{paper(facts, "pdf")}"' not in page, "printing again gives what was issued"
    assert "Ban hành báo cáo" not in facts.page(facts.leader)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": ""}, "Ghi số, ký hiệu do văn thư cấp."),
        ({"issued_on": "hôm qua"}, "Ngày ban hành"),
        ({"issued_on": "22/11/2026"}, "Ngày ban hành không được sau hôm nay."),
        ({"version": 1}, "vừa được xử lý lại"),
        ({"version": ""}, "vừa được xử lý lại"),
    ],
)
def test_mistake_is_said_and_what_was_typed_stays(
    facts: Facts, typed: dict[str, Any], sentence: str
) -> None:
    answer = issue(facts, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert ("25/BC-UBND" in page) or not typed.get("number", "x")
    assert not IssuedReport.objects.exists()


def test_corrected_report_says_what_it_amends_before_and_after(facts: Facts) -> None:
    issue(facts)
    by = factories.viewer(facts.reviewer)
    seen: dict[str, Any] = {"submission": facts.report, "by": by, "at": factories.NOW}
    back = actions.take_back_acceptance(version=facts.report.version, reason="Sai", **seen)
    assert "có thể khác văn bản" in facts.page(facts.leader)
    as_it_stands = factories.signed_in(facts.leader).get(facts.address).content.decode()
    assert paper(facts, "pdf") in as_it_stands
    actions.accept_submission(version=back.version, **seen)

    form = factories.signed_in(facts.leader).get(paper(facts, "issue")).content.decode()
    issue(facts, number="31/BC-UBND")

    first, second = IssuedReport.objects.all()
    assert second.amends == first
    assert "sửa đổi, thay thế báo cáo số 25/BC-UBND ngày 21/11/2026" in written_in(second)
    assert "25/BC-UBND" in written_in(first)
    assert "thay thế" not in written_in(first)
    assert "Văn bản này sửa đổi: Báo cáo số 25/BC-UBND ngày 21/11/2026." in form
    assert "sửa đổi 25/BC-UBND" in " ".join(facts.page(facts.officer).split())


def test_long_report_is_issued_by_a_job_and_once(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 1)

    answer = issue(facts)

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert not IssuedReport.objects.exists()
    run_job.func(str(job.pk))
    issued = IssuedReport.objects.get()
    assert (issued.number, issued.issued_by) == ("25/BC-UBND", facts.leader)
    got = factories.signed_in(facts.leader).get(reverse("plans:job-file", args=[job.pk]))
    assert got.getvalue() == issued.copies["pdf"].content == b"%PDF-1"
    assert "25/BC-UBND" in written_in(issued)


def test_job_that_comes_too_late_says_why(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 1)
    issue(facts)
    actions.take_back_acceptance(
        submission=facts.report,
        version=facts.report.version,
        reason="Sai",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )

    run_job.func(str(Job.objects.get().pk))

    assert "vừa được xử lý lại" in Job.objects.get().reason
    assert not IssuedReport.objects.exists()


def test_machine_without_pango_says_so_and_issues_nothing(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_pages: str) -> bytes:
        raise pdf.PdfUnavailableError("no Pango")

    monkeypatch.setattr(pdf, "render", missing)

    answer = issue(facts)

    assert answer.status_code == 503
    assert "Máy chủ chưa in được PDF" in answer.content.decode()
    assert not IssuedReport.objects.exists()


@pytest.mark.parametrize("fails_at", [1, 2], ids=["PDF", "Word"])
def test_disk_that_is_full_leaves_no_half_of_what_was_to_be_issued(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    saved: list[str] = []
    save = FileSystemStorage.save

    def until_full(storage: FileSystemStorage, name: str, content: Any, **more: Any) -> str:
        saved.append(name)
        if len(saved) == fails_at:
            raise OSError(28, "No space left on device")
        return save(storage, name, content, **more)

    monkeypatch.setattr(FileSystemStorage, "save", until_full)
    folder = Path(default_storage.path("issued"))
    before = set(folder.glob("*"))

    answer = issue(facts)

    assert answer.status_code == 422
    assert "Máy chủ hết chỗ" in answer.content.decode()
    assert not IssuedReport.objects.exists()
    assert set(folder.glob("*")) == before


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "changed"])
def test_file_that_is_not_what_was_issued_is_not_given_as_such(
    facts: Facts, is_gone: bool, kind: str
) -> None:
    issue(facts)
    issued = IssuedReport.objects.get()
    file = Path(default_storage.path(str(issued.copies[kind].file.name)))
    if is_gone:
        file.unlink()
    else:
        file.write_bytes(b"%PDF-X")
    address = reverse("tasks:issued-file", args=[issued.pk, kind])

    answer = factories.signed_in(facts.officer).get(address, follow=True)

    assert "không còn khớp mã băm" in answer.content.decode()


def test_report_that_is_not_accepted_says_so_on_the_form(facts: Facts) -> None:
    Submission.objects.update(state="submitted")

    page = factories.signed_in(facts.leader).get(paper(facts, "issue")).content.decode()

    assert "Báo cáo chưa được duyệt nên chưa ban hành được." in page


def test_report_that_nobody_owes_or_may_see_is_not_found(facts: Facts) -> None:
    issue(facts)
    issued = IssuedReport.objects.get()
    neighbour = factories.officer(factories.commune("Xã Hai", parent=facts.province))
    nobody = factories.committee(factories.commune("Xã Ba", parent=facts.province))
    address = reverse("tasks:report-issue", args=[facts.plan.pk, nobody.pk, facts.period.pk])
    copies = [reverse("tasks:issued-file", args=[issued.pk, kind]) for kind in issued.copies]

    for one in (paper(facts, "issue"), *copies):
        assert factories.signed_in(neighbour).get(one).status_code == 404
    assert factories.signed_in(facts.reviewer).get(address).status_code == 404
    stranger = reverse("tasks:issued-file", args=[issued.pk, "xlsx"])
    assert factories.signed_in(facts.officer).get(stranger).status_code == 404


def unsigned(facts: Facts) -> None:
    """Leave no name of who could have signed: none in the letterhead, none of who handed it in."""
    User.objects.filter(memberships__unit=facts.plan.issuer_id).update(full_name="")


def test_report_that_nobody_is_known_to_sign_is_refused_with_what_to_do(facts: Facts) -> None:
    unsigned(facts)

    shown = factories.signed_in(facts.leader).get(paper(facts, "issue")).content.decode()
    answer = issue(facts)

    assert "Chưa biết ai ký báo cáo nên chưa ban hành được." in shown
    assert answer.status_code == 422
    assert "ghi họ tên người ký ở “Sửa người ký, nơi nhận”" in answer.content.decode()
    assert not IssuedReport.objects.exists()


def test_name_in_the_letterhead_is_enough(facts: Facts) -> None:
    unsigned(facts)
    kept = letterheads.suggested(facts.plan.issuer)
    kept.version, kept.signatory = 1, "Hà Văn A"
    kept.save()

    issue(facts)

    assert "Hà Văn A" in written_in(IssuedReport.objects.get())


def test_job_refuses_what_lost_its_signatory_meanwhile(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SHORT_ROWS", 0)
    issue(facts)
    unsigned(facts)

    run_job.func(str(Job.objects.get().pk))

    assert "Chưa biết ai ký báo cáo" in Job.objects.get().reason
    assert not IssuedReport.objects.exists()


def test_place_of_a_signature_holds_no_word_on_what_is_issued_as_on_drafts(facts: Facts) -> None:
    draft = factories.signed_in(facts.leader).get(f"{paper(facts, 'pdf')[:-3]}docx").content
    issue(facts)

    kept = IssuedReport.objects.get().copies["docx"].content or b""
    for word in (draft, kept):
        cell = docx.Document(io.BytesIO(word)).tables[1].rows[0].cells[1]
        assert [one.style.style_id for one in cell.paragraphs[-2:]] == ["signed", "signatory"]


def test_report_that_was_issued_is_not_printed_a_second_time(facts: Facts) -> None:
    issue(facts)
    issued = IssuedReport.objects.get()
    reader, address = factories.signed_in(facts.reviewer), paper(facts, "pdf")
    workbook = reader.get(f"{address[:-3]}xlsx")

    for kind in issued.copies:
        kept = reverse("tasks:issued-file", args=[issued.pk, kind])
        assert reader.get(f"{address[:-3]}{kind}")["Location"] == kept
    assert reader.post(address)["Location"] == issued.get_absolute_url()
    assert "25-BC-UBND" in workbook["Content-Disposition"]
    assert reader.get(f"{address}?as=section").status_code == 200
    assert not Job.objects.exists()


def test_report_that_moved_since_it_was_issued_is_printed_without_its_number(facts: Facts) -> None:
    issue(facts)
    Submission.objects.update(version=facts.report.version + 1)
    reader, address = factories.signed_in(facts.reviewer), paper(facts, "pdf")

    assert reader.get(address).status_code == 200
    assert "25-BC-UBND" not in reader.get(f"{address[:-3]}xlsx")["Content-Disposition"]
