"""Uploading a plan document: read and led to its preview, or refused with what to do."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from papi_portal.zip_guard import LARGEST_UPLOAD
from plans.access import Role
from tasks import reading
from tasks.forms.intake import LONGEST_PASTE
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text
from tests.tasks.pasting import PASTED, pasted, refused, send
from tests.tasks.reading import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, which the tests that do not ask how it is read can do faster."""
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


# It works


def test_page_asks_for_a_file_or_a_text(facts: Facts) -> None:
    page = text(facts.client.get(address("intake-start")))

    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".docx,.xlsx,.pdf,.txt"' in page
    assert "không quá 25 MB" in page
    assert "Dán văn bản thay cho tệp" in page
    assert "Xã Điềm He, tỉnh Lạng Sơn</option>" in page


def test_word_file_is_read_and_leads_to_its_preview(facts: Facts) -> None:
    uploads.indices()

    response = send(facts.client, file=uploads.file(uploads.word_plan()))

    intake = Intake.objects.get()
    assert (response.status_code, response["Location"]) == (302, intake.get_absolute_url())
    assert (intake.uploaded_by, intake.territory) == (facts.officer, facts.commune)
    assert intake.file_name == "Kế hoạch PAPI 2026.docx"
    page = follow(facts.client, response)
    assert "Kế hoạch\n" in page
    assert "số 12/KH-UBND" in page
    assert "Tri thức công dân" in page
    assert "<b>6</b> dòng sẽ nhập · <b>5</b> hiểu trọn · <b>1</b> cần xem" in page


@pytest.mark.usefixtures("quick")
def test_pasted_table_is_read_like_a_file(facts: Facts) -> None:
    response = pasted(facts.client)

    intake = Intake.objects.get()
    assert response["Location"] == intake.get_absolute_url()
    assert intake.file_name == "Văn bản dán.txt"
    assert intake.file.read().decode() == PASTED
    assert "Niêm yết công khai ngân sách xã" in follow(facts.client, response)
    intake.file.close()


@pytest.mark.usefixtures("quick")
def test_file_wins_over_pasted_text(facts: Facts) -> None:
    send(facts.client, file=uploads.file(PASTED.encode(), "a.txt"), pasted="Chữ khác hẳn")

    assert Intake.objects.get().file_name == "a.txt"


def test_upload_is_read_in_a_process_of_its_own(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_args: object) -> None:
        pytest.fail("a stranger's file was opened in the web process")

    monkeypatch.setattr("tasks.reading.sources.open_file", opened)

    assert pasted(facts.client).status_code == 302


def test_waiting_uploads_are_listed_for_the_one_who_brought_them(facts: Facts) -> None:
    mine = facts.waiting(name="Của tôi.docx")
    reviewer = factories.viewer(factories.reviewer(facts.above))
    uploads.waiting(facts.commune, by=reviewer, name="Của người khác.docx")
    uploads.confirmed(facts.waiting(name="Đã nhập.docx", number="1/KH-UBND"))

    page = text(facts.client.get(address("intake-start")))

    assert f'<a href="{mine.get_absolute_url()}">Của tôi.docx</a>' in page
    assert "Của người khác.docx" not in page
    assert "Đã nhập.docx" not in page


def test_page_is_reached_from_the_list_of_plans(facts: Facts) -> None:
    link = f'href="{address("intake-start")}"'
    auditor = factories.member(factories.committee(facts.commune), Role.AUDITOR)

    assert link in text(facts.client.get(address("plan-list")))
    assert link not in text(factories.signed_in(auditor).get(address("plan-list")))


# Nothing, too much, or not a plan


@pytest.mark.parametrize("typed", [{}, {"pasted": ""}, {"pasted": " \n\u200b\t"}])
def test_empty_form_says_what_to_do(facts: Facts, typed: dict[str, str]) -> None:
    response = send(facts.client, territory="", **typed)

    assert refused(response, "Chọn một tệp, hoặc dán văn bản vào ô bên dưới.")


def test_empty_file_is_told_apart_from_no_file(facts: Facts) -> None:
    response = send(facts.client, file=uploads.file(b"", "a.docx"))

    assert refused(response, "Tệp rỗng (0 byte); hãy chọn lại tệp.")
    assert "Chọn một tệp, hoặc dán" not in text(response)


def test_largest_file_is_read_and_one_byte_more_is_refused_unread(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def read(_name: str, data: bytes, _frameworks: object) -> None:
        seen.append(len(data))
        raise reading.UnreadableError("Đọc thử thôi.")

    monkeypatch.setattr("tasks.views.imports.read_strange", read)

    largest = send(facts.client, file=uploads.file(b"a" * LARGEST_UPLOAD, "a.txt"))
    too_large = send(facts.client, file=uploads.file(b"a" * (LARGEST_UPLOAD + 1), "a.txt"))

    assert refused(largest, "Đọc thử thôi.")
    assert refused(too_large, "Tệp nặng hơn 25 MB")
    assert seen == [25 * 1024 * 1024]


def test_text_longer_than_any_plan_is_refused(facts: Facts) -> None:
    assert refused(pasted(facts.client, "a" * (LONGEST_PASTE + 1)), str(LONGEST_PASTE))


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        pytest.param(*hostile.FILES[attack], id=attack)
        for attack in (
            "zip bomb",
            "macro in an xlsx",
            "Word 97",
            "encrypted package",
            "billion laughs in a sheet",
            "external link with DDE",
            "PDF called docx",
            "program called pdf",
            "scanned PDF",
            "cut Word file",
            "noise",
        )
    ],
)
def test_hostile_or_useless_file_is_refused_in_words_and_nothing_is_kept(
    facts: Facts, name: str, make: Callable[[], bytes], words: str
) -> None:
    before = state()

    response = send(facts.client, file=uploads.file(make(), name))

    assert refused(response, "Chưa đọc được văn bản", words)
    assert state() == before


@pytest.mark.usefixtures("quick")
def test_pasted_text_that_is_no_plan_is_kept_in_the_form(facts: Facts) -> None:
    response = pasted(facts.client, "ab")

    assert refused(response, "quá ngắn")
    assert "<details open>" in text(response)
    assert ">\nab</textarea>" in text(response)


@pytest.mark.usefixtures("quick")
def test_document_without_tasks_is_shown_and_says_so(facts: Facts) -> None:
    letter = "Kính gửi: Ủy ban nhân dân các xã.\nĐề nghị các xã báo cáo kết quả trước ngày mai."

    page = follow(facts.client, pasted(facts.client, letter))

    assert "Không tìm thấy nhiệm vụ nào trong văn bản" in page
    assert "Không còn dòng nào để nhập." in page


# Names of files


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kế hoạch số 12.txt", "Kế hoạch số 12.txt"),
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\canbo\\Kế hoạch.txt", "Kế hoạch.txt"),
        ("/tmp/Kế hoạch.txt", "Kế hoạch.txt"),
        ("Kế hoạch\u202etxt.exe.txt", "Kế hoạchtxt.exe.txt"),
        ("Kế\u200b hoạch\u00ad  2026.txt", "Kế hoạch 2026.txt"),
        (f"{'ạ' * 300}.txt", f"{'ạ' * 196}.txt"),
        ("ạ" * 300, "ạ" * 200),
        (" ", "tệp không tên"),
        ("<script>alert(1)</script>.txt", "script>.txt"),
    ],
)
def test_name_of_the_file_is_cleaned_and_never_a_path(facts: Facts, name: str, shown: str) -> None:
    # What a hostile browser sends; Django cleans only some of it.
    file = BytesIO(PASTED.encode())
    file.name = name

    send(facts.client, file=file)

    intake = Intake.objects.get()
    assert intake.file_name == shown
    assert re.fullmatch(r"plans/[0-9a-f]{32}", str(intake.file.name))


# Figures


@pytest.mark.usefixtures("quick")
def test_workbook_of_500_rows_is_taken_with_few_queries(
    facts: Facts, django_assert_max_num_queries: Any
) -> None:
    factories.framework()
    content = BytesIO(uploads.excel_plan(500))
    content.name = "Phụ lục.xlsx"

    with django_assert_max_num_queries(30):
        response = send(facts.client, file=content)

    assert response.status_code == 302
    assert len(Intake.objects.get().values["rows"]) == 500
