"""The evidence of one row through the front door: list it, add to it, reuse what was shown."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.access import Role
from plans.models import Event, Period, User
from tasks.models import Evidence, EvidenceRule, Progress
from tests import factories
from tests.papi_portal import strange_files as made
from tests.tasks import showing
from tests.tasks.showing import CITED, EXPLAINED, stored

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
DOCUMENT = {"kind": "document", "number": "45/BC-UBND", "issued_on": "10/11/2026"}
WORDS = {"kind": "explanation", "explanation": "Phát trên loa truyền thanh"}


class Facts(showing.Facts):
    """A recorded row and its officer's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.client = factories.signed_in(self.officer)

    @property
    def address(self) -> str:
        return reverse("tasks:evidence-list", args=[self.assignment.pk, self.period.pk])

    def page(self, *, by: User | None = None, script: bool = False) -> str:
        client = factories.signed_in(by) if by else self.client
        answer: str = client.get(self.address, headers=SCRIPT if script else {}).content.decode()
        return answer

    def post(self, sent: dict[str, Any], *, by: User | None = None) -> Any:
        client = factories.signed_in(by) if by else self.client
        return client.post(self.address, sent)

    def upload(self, content: bytes, name: str = "Báo cáo.pdf", field: str = "file") -> Any:
        return self.post({"kind": "file", field: SimpleUploadedFile(name, content)})


@pytest.fixture
def facts(settings: Any, tmp_path: Any) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


# It works


def test_uploaded_file_is_listed_with_who_added_it(facts: Facts) -> None:
    response = facts.upload(made.pdf())

    assert response.status_code == 302
    assert response["Location"] == facts.address
    page = facts.page()
    assert "Đã thêm minh chứng: Báo cáo.pdf." in page
    assert f'<a href="/evidence/{Evidence.objects.get().pk}/">Báo cáo.pdf</a>' in page
    assert "Nguyễn Văn A thêm lúc" in page


def test_photo_of_a_phone_is_drawn_anew(facts: Facts) -> None:
    facts.upload(made.picture(orientation=6), "IMG_1.jpg", "photo")

    added = Evidence.objects.get()
    assert b"ng A" not in showing.kept(added)
    assert added.media_type == "image/jpeg"
    assert f"/evidence/{added.pk}/?view=1" in facts.page()


def test_inputs_tell_the_browser_what_is_taken(facts: Facts) -> None:
    page = facts.page()

    assert 'accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png"' in page
    assert 'capture="environment"' in page
    assert "Mỗi tệp không quá 20 MB." in page


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({**DOCUMENT, "text": "Báo cáo"}, "Văn bản số 45/BC-UBND ngày 10/11/2026: Báo cáo"),
        (WORDS, "Giải trình: Phát trên loa truyền thanh"),
    ],
)
def test_document_and_words_are_listed(facts: Facts, sent: dict[str, Any], shown: str) -> None:
    assert facts.post(sent).status_code == 302

    assert shown in " ".join(facts.page().split())


def test_evidence_of_the_quarter_before_is_offered_and_reused(facts: Facts) -> None:
    source = facts.add(CITED, period=facts.before)
    assert "Dùng lại minh chứng của kỳ trước" in facts.page()

    assert facts.post({"kind": "reuse", "source": source.pk}).status_code == 302

    assert facts.progress.evidence.get().number == source.number
    assert "Dùng lại minh chứng của kỳ trước" not in facts.page()


def test_script_gets_the_list_alone_with_the_way_to_add(facts: Facts) -> None:
    facts.add(CITED)

    answer = facts.page(script=True)

    assert "<html" not in answer
    assert "<form" not in answer
    assert f'id="evidence-{facts.assignment.pk}"' in answer
    assert "45/BC-UBND" in answer
    assert f'href="{facts.address}"' in answer


def test_row_that_must_be_shown_says_so_until_it_is(facts: Facts) -> None:
    EvidenceRule.objects.create(territory=facts.period.territory, state="done_in_period")
    assert "phải có minh chứng" in facts.page()

    facts.add(EXPLAINED)

    assert "phải có minh chứng" not in facts.page()


# What was sent is wrong


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (made.zipped(a=b"1"), "a.pdf", "Tệp nén không được nhận"),
        (made.SVG, "a.svg", "Ảnh SVG không được nhận"),
        (made.HTML, "a.pdf", "trang web"),
        (made.EXE, "a.jpg", "chương trình máy tính"),
        (b"", "a.pdf", "Tệp rỗng (0 byte)"),
        (b"%PDF-1.7" + b"0" * (21 * 2**20), "a.pdf", "Tệp nặng 21,0 MB, cho phép tối đa 20 MB"),
    ],
)
def test_file_that_is_not_wanted_is_refused_beside_its_field(
    facts: Facts, content: bytes, name: str, told: str
) -> None:
    response = facts.upload(content, name)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert stored() == []
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "file"}, "Chọn một tệp, hoặc chụp một ảnh."),
        ({**DOCUMENT, "number": " "}, "Ghi số, ký hiệu văn bản."),
        ({**DOCUMENT, "issued_on": "31/02/2026"}, "Ngày ban hành"),
        ({**WORDS, "explanation": " \u200b"}, "Ghi nội dung giải trình."),
        ({**WORDS, "explanation": "ạ" * 2001}, "cho phép tối đa 2000"),
        ({"kind": "reuse"}, "Chọn một minh chứng của kỳ trước."),
        ({"kind": "reuse", "source": "9" * 30}, "không còn dùng lại được"),
        ({"kind": "reuse", "source": "x"}, "không còn dùng lại được"),
    ],
)
def test_what_is_wrong_is_told(facts: Facts, sent: dict[str, Any], told: str) -> None:
    response = facts.post(sent)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Evidence.objects.exists()


def test_what_was_typed_is_kept_when_it_is_refused(facts: Facts) -> None:
    page = facts.post({**DOCUMENT, "issued_on": "hôm qua"}).content.decode()

    assert 'value="45/BC-UBND"' in page
    assert 'value="hôm qua"' in page


@pytest.mark.parametrize("kind", ["", "evil"])
def test_unknown_kind_is_not_found(facts: Facts, kind: str) -> None:
    assert facts.post({"kind": kind}).status_code == 404


def test_row_that_is_not_recorded_leads_to_recording(facts: Facts) -> None:
    Progress.objects.filter(period=facts.period).delete()

    page = facts.page()
    assert "Hãy lưu tình hình trước" in page
    assert reverse("tasks:progress-record", args=[facts.assignment.pk, facts.period.pk]) in page
    assert "Thêm tệp" not in page
    assert facts.post(DOCUMENT).status_code == 422


def test_full_row_says_so_and_offers_no_form(facts: Facts) -> None:
    for number in range(10):
        facts.add(showing.attachment(b"%d" % number))

    assert "Đã đủ số minh chứng" in facts.page()
    assert "Thêm tệp" not in facts.page()
    response = facts.post(DOCUMENT)
    assert response.status_code == 422
    assert "đã có 10 minh chứng" in response.content.decode()


def test_submitted_report_is_shown_but_not_changed(facts: Facts) -> None:
    facts.add(CITED)
    factories.submission(facts.plan, facts.period)

    page = facts.page()
    assert "Báo cáo kỳ này chờ duyệt." in page
    assert "Thêm tệp" not in page
    assert "Bỏ…" not in page
    response = facts.post(WORDS)
    assert response.status_code == 409
    assert "Báo cáo kỳ này chờ duyệt." in response.content.decode()


def test_period_closed_meanwhile_refuses(facts: Facts) -> None:
    Period.objects.update(state="closed", closed_at=factories.NOW, closed_by=facts.officer)

    assert facts.post(WORDS).status_code == 409
    assert not Evidence.objects.exists()


def test_markup_is_shown_as_text(facts: Facts) -> None:
    facts.post({**WORDS, "explanation": "<script>alert(1)</script>"})
    facts.upload(made.pdf(), "<img src=x onerror=alert(1)>.pdf")

    assert "<script>alert" not in facts.page()
    assert "<img src=x" not in facts.page()


# Who


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_who_only_reads_sees_the_list_and_adds_nothing(facts: Facts, role: Role) -> None:
    facts.add(CITED)
    reader = factories.member(facts.plan.issuer, role)

    page = facts.page(by=reader)
    assert "45/BC-UBND" in page
    assert "Thêm tệp" not in page
    assert "Bỏ…" not in page
    assert facts.post(WORDS, by=reader).status_code == 403


def test_reviewer_of_the_province_reads_along(facts: Facts) -> None:
    facts.add(CITED)
    reviewer = factories.reviewer(facts.period.territory)

    assert "45/BC-UBND" in facts.page(by=reviewer)
    assert facts.post(WORDS, by=reviewer).status_code == 403


def test_stranger_finds_nothing(facts: Facts) -> None:
    stranger = factories.officer(factories.commune(parent=facts.commune.parent))

    assert factories.signed_in(stranger).get(facts.address).status_code == 404
    assert facts.post(WORDS, by=stranger).status_code == 404


def test_evidence_of_another_commune_is_not_reused(facts: Facts) -> None:
    other = showing.Facts()
    foreign = other.add(CITED, period=other.before)

    assert facts.post({"kind": "reuse", "source": foreign.pk}).status_code == 422
    assert not facts.progress.evidence.exists()


def test_visitor_signs_in_first(facts: Facts) -> None:
    assert Client().post(facts.address, WORDS)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_get_and_post_are_answered(facts: Facts, method: str) -> None:
    assert getattr(facts.client, method)(facts.address).status_code == 405


def test_form_without_its_token_adds_nothing(facts: Facts) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(facts.officer, backend="plans.signin.PortalBackend")

    assert client.post(facts.address, WORDS).status_code == 403
    assert not Event.objects.filter(verb="evidence.add").exists()
