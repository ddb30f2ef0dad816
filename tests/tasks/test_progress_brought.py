"""The unit's own workbook: taken out, filled in, brought back, seen in the rows, saved."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from papi_portal import workbook as books
from papi_portal.attachments.scanning import Infected
from papi_portal.paper import as_xlsx
from plans.models import Event, Plan
from plans.printing import about
from tasks.models import Progress
from tasks.pasted import COLUMNS
from tasks.reports import appendix
from tests import factories
from tests.papi_portal.workbooks import saved, workbook
from tests.tasks.test_progress_paste import Facts, form_of, results

pytestmark = pytest.mark.django_db
PLACES = {key: place for place, key in enumerate(COLUMNS, start=1)}


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """Return a unit that owes three rows; files are read in this process, which is faster."""
    monkeypatch.setattr("tasks.brought_back.read_strange_book", books.read_book)
    return Facts()


def taken(facts: Facts) -> Any:
    """Return the workbook that the portal gives away, opened."""
    answer = facts.client.get(reverse("tasks:progress-sheet", args=[facts.period.pk]))
    return load_workbook(BytesIO(answer.content))


def write(book: Any, at: int, **texts: object) -> None:
    for key, text in texts.items():
        cell = book.worksheets[0].cell(at + 1, PLACES[key])
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"  # as in Excel, where the column takes texts only


def hide(book: Any, key: str, said: str) -> None:
    for row in book["meta"].iter_rows():
        if row[0].value == key:
            row[1].value = said


def bring(facts: Facts, book: Any, **more: Any) -> Any:
    data = book if isinstance(book, bytes) else saved(book)
    file = SimpleUploadedFile("Việc của đơn vị.xlsx", data)
    return facts.client.post(facts.address, {"file": file, "table": "", **more})


def test_what_was_filled_in_is_seen_and_saved_with_one_button(facts: Facts) -> None:
    book = taken(facts)
    write(book, 1, state="đang thực hiện", result="Đã họp", figure_done=1200.5)
    write(book, 3, state="xong", result="=Đã niêm yết")

    shown = bring(facts, book)

    assert shown.status_code == 200
    page = shown.content.decode()
    assert "2 nhiệm vụ sẽ thay đổi." in page
    assert f"người tải: {facts.officer.full_name}." in page
    assert not Progress.objects.exists()
    address = reverse("tasks:progress-save", args=[facts.period.pk])
    facts.client.post(address, form_of(shown))
    assert results() == {facts.rows[0].pk: "Đã họp", facts.rows[2].pk: "=Đã niêm yết"}
    again = bring(facts, book).context["preview"]
    assert (again.same, again.kept, again.entries) == (2, 0, [])


def test_rows_are_found_by_their_codes_however_they_stand(facts: Facts) -> None:
    Plan.objects.get().tasks.update(title="Họp thôn", label="-")
    book = taken(facts)
    write(book, 2, result="Hai", state="xong")
    sheet = book.worksheets[0]
    cells = [list(row) for row in sheet.values]
    mixed = [cells[0], cells[3], cells[2], cells[1]]

    (entry,) = bring(facts, workbook(*mixed)).context["preview"].entries

    assert entry.row.assignment_id == facts.rows[1].pk


def test_row_that_was_left_alone_keeps_what_was_saved_meanwhile(facts: Facts) -> None:
    facts.record(0, result="Lúc tải", difficulty="Thiếu  người\n- hai")
    book = taken(facts)
    write(book, 2, state="xong", result="Hai")
    Progress.objects.update(result="Mới hơn")

    response = bring(facts, book)

    page = response.content.decode()
    assert "1 nhiệm vụ sẽ thay đổi." in page
    assert "1 nhiệm vụ đã có nội dung mới hơn trong cổng và không sửa trong bảng" in page
    assert "Lúc tải" not in page


def test_workbook_in_which_nothing_was_changed_says_so(facts: Facts) -> None:
    facts.record(0, result="Lúc tải")
    facts.record(1, result="Hai")
    book = taken(facts)
    Progress.objects.filter(assignment=facts.rows[0]).update(result="Mới hơn")

    page = bring(facts, book).content.decode()

    assert "1 nhiệm vụ trong bảng không khác nội dung đang lưu; không có gì để lưu." in page
    assert "1 nhiệm vụ đã có nội dung mới hơn trong cổng" in page
    assert "Lưu tất cả</button>" not in page


def test_field_that_was_left_alone_keeps_what_was_saved_meanwhile(facts: Facts) -> None:
    facts.record(0, result="Lúc tải", difficulty="Khó lúc tải")
    book = taken(facts)
    write(book, 1, difficulty="Khó trong bảng")
    Progress.objects.update(result="Mới hơn")

    shown = bring(facts, book)

    page = shown.content.decode()
    assert "Bảng cũ hơn cổng ở 1 nhiệm vụ" in page
    assert "<div>Khó khăn, vướng mắc: <q>Khó lúc tải</q></div>" in page
    assert "Lúc tải</textarea>" not in page
    address = reverse("tasks:progress-save", args=[facts.period.pk])
    facts.client.post(address, form_of(shown))
    saved = Progress.objects.get()
    assert (saved.result, saved.difficulty) == ("Mới hơn", "Khó trong bảng")


def test_field_that_was_filled_in_on_both_sides_is_shown(facts: Facts) -> None:
    facts.record(0, result="", difficulty="Khó")
    book = taken(facts)
    write(book, 1, result="Trong bảng")
    Progress.objects.update(result="Trong cổng", difficulty="Khó mới")

    (entry,) = bring(facts, book).context["preview"].entries

    assert (entry.typed["result"], entry.typed["difficulty"]) == ("Trong bảng", "Khó mới")


def test_row_changed_on_both_sides_is_named(facts: Facts) -> None:
    facts.record(0, result="Lúc tải")
    book = taken(facts)
    write(book, 1, result="Trong bảng")
    Progress.objects.update(result="Trong cổng")

    page = bring(facts, book).content.decode()

    assert "Bảng cũ hơn cổng ở 1 nhiệm vụ" in page
    assert "<div>Kết quả thực hiện: <q>Trong cổng</q></div>" in page
    assert "Trong bảng</textarea>" in page


def test_code_and_name_of_two_rows_are_not_guessed_between(facts: Facts) -> None:
    book = taken(facts)
    write(book, 1, name="Nhiệm vụ 2", result="Một", state="xong")
    write(book, 3, code="999999-0123abcd", result="Ba", state="xong")

    response = bring(facts, book)

    told = [one.sentence for one in response.context["preview"].strays]
    assert told[0].startswith("“Nhiệm vụ 2”: mã dòng này là của nhiệm vụ “1) Nhiệm vụ 1”.")
    assert "mã dòng 999999-0123abcd không phải của nhiệm vụ nào" in told[1]
    assert response.status_code == 422


def test_pasted_rows_of_the_workbook_are_found_by_their_codes_too(facts: Facts) -> None:
    Plan.objects.get().tasks.update(title="Họp thôn", label="-")
    book = taken(facts)
    write(book, 3, result="Ba", state="xong")
    lines = ["\t".join(str(cell or "") for cell in row) for row in book.worksheets[0].values]

    response = facts.client.post(facts.address, {"table": "\n".join(lines)})

    (entry,) = response.context["preview"].entries
    assert entry.row.assignment_id == facts.rows[2].pk


def test_officers_own_workbook_goes_by_names(facts: Facts) -> None:
    own = workbook(
        ["BẢNG THEO DÕI"],
        [],
        ["TT", "Nội dung công việc", "Kết quả thực hiện trong kỳ báo cáo"],
        [1, "Nhiệm vụ 2", "Xong"],
        [2, "Việc lạ", "Xong"],
    )

    response = bring(facts, own)

    assert [one.row.name for one in response.context["preview"].entries] == ["2) Nhiệm vụ 2"]
    assert [one.line for one in response.context["preview"].strays] == [5]
    assert "tải từ cổng" not in response.content.decode().partition("<form")[0]


def test_cell_without_a_value_is_named_by_its_address(facts: Facts) -> None:
    own = workbook(["Nhiệm vụ", "Kết quả"], ["Nhiệm vụ 1", "=A1"], ["Nhiệm vụ 2", "Xong"])

    response = bring(facts, own)

    (stray,) = response.context["preview"].strays
    assert (stray.line, stray.sentence.partition(":")[0]) == (2, "ô B2")


@pytest.mark.parametrize("said", ["2026-01-01T00:00:00", "9999-12-31T23:59:59-12:00"])
def test_hidden_moment_that_no_page_can_show_is_passed_over(facts: Facts, said: str) -> None:
    book = taken(facts)
    write(book, 1, result="Đã họp", state="xong")
    hide(book, "exported_at", said)

    page = bring(facts, book).content.decode()

    assert "1 nhiệm vụ sẽ thay đổi." in page
    assert "Tệp tải từ cổng lúc" not in page


# Refused


def test_workbook_of_another_period_is_refused_with_its_name(facts: Facts) -> None:
    book = taken(facts)
    other = factories.period(facts.commune, ordinal=3)
    facts.address = reverse("tasks:progress-paste", args=[other.pk])

    response = bring(facts, book)

    assert response.status_code == 422
    told = f"Tệp này là bảng của {facts.period}, không phải của {other}."
    assert told in response.content.decode()


def test_workbook_of_a_period_of_nobody_s_says_no_name(facts: Facts) -> None:
    book = taken(facts)
    hide(book, "period", "99999999999999999999")

    assert "Tệp này là bảng của kỳ khác" in bring(facts, book).content.decode()


def test_other_documents_of_the_portal_are_told_apart(facts: Facts) -> None:
    plan = Plan.objects.select_related("issuer__territory").get()
    paper = appendix.as_paper(appendix.build(plan))
    by = factories.viewer(facts.officer)
    for kind, told in (
        ("plan_appendix", "là các nhiệm vụ của một kế hoạch"),
        ("unit_card", "Tệp này là tài liệu khác do cổng xuất ra"),
    ):
        meta = about(kind, {"plan": plan.pk}, by=by, at=factories.NOW)
        response = bring(facts, as_xlsx(paper, meta))
        assert response.status_code == 422
        assert told in response.content.decode()


def test_two_tables_in_a_workbook_are_not_chosen_between(facts: Facts) -> None:
    book = taken(facts)
    book.copy_worksheet(book.worksheets[0]).title = "Bản hai"

    page = bring(facts, book).content.decode()

    assert "Các trang “Việc của đơn vị”, “Bản hai” đều có bảng nhiệm vụ." in page


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "Tệp rỗng (0 byte)"), (b"PK\x03\x04", "tệp"), (b"%PDF-1.7", "tệp")],
)
def test_file_that_is_no_workbook_is_refused_in_words(facts: Facts, data: bytes, told: str) -> None:
    response = bring(facts, data)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert response.context["form"].errors["file"]


def test_workbook_that_was_not_filled_in_says_what_to_do(facts: Facts) -> None:
    response = bring(facts, taken(facts))

    assert response.status_code == 422
    assert response.context["form"].errors["file"][0].startswith("Bảng chưa điền dòng nào: ")


def test_pasted_table_that_was_not_filled_in_says_what_to_do(facts: Facts) -> None:
    table = "Nhiệm vụ\tKết quả\nNhiệm vụ 1\t"

    response = facts.client.post(facts.address, {"table": table})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Bảng chưa điền dòng nào: " in page
    assert f"{table}</textarea>" in page


def test_too_long_a_workbook_is_refused_with_its_numbers(facts: Facts) -> None:
    rows = [["Nhiệm vụ", "Kết quả"], *(["Nhiệm vụ 1", "x"] for _ in range(2_000))]

    page = bring(facts, workbook(*rows)).content.decode()

    assert "Tệp có 2001 dòng" in page


def test_neither_file_nor_table_is_said_at_the_table(facts: Facts) -> None:
    response = facts.client.post(facts.address, {"table": ""})

    assert response.status_code == 422
    assert "hoặc chọn tệp Excel" in response.content.decode()


def test_infected_file_is_refused_and_the_trail_says_so(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Infected("Eicar")
    monkeypatch.setattr("papi_portal.attachments.scanning.scan_for_sender", lambda _data: found)

    response = bring(facts, taken(facts))

    assert response.status_code == 422
    assert "nhiễm mã độc (Eicar)" in response.content.decode()
    assert Event.objects.filter(verb="progress.refuse").count() == 1


def test_strangers_files_are_read_in_a_child_process() -> None:
    facts = Facts()

    response = bring(facts, workbook(["Nhiệm vụ", "Kết quả"], ["Nhiệm vụ 1", "Xong"]))

    assert [one.row.name for one in response.context["preview"].entries] == ["1) Nhiệm vụ 1"]
