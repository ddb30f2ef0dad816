"""Books of a province: what stands in the file, and what is printed for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from papi_portal import kept_prints, pdf, pdf_books
from papi_portal.paper import as_pdf
from plans.binding import Binder
from plans.jobs import HopelessError, StoppedError
from tasks import actions
from tasks.books import BOOK_OF_PLANS, BOOK_OF_REPORTS
from tasks.models import Task
from tasks.printing import PRINTS
from tasks.reports import appendix
from tests import factories
from tests.plans import booking
from tests.plans.booking import Asked
from tests.tasks.book_facts import Province

pytestmark = pytest.mark.django_db


class Printer:
    """Prints here and now, because children take a second to start; counts chapters in packs."""

    def __init__(self) -> None:
        self.packs: list[int] = []
        self.too_heavy = "nothing"

    def render_each(self, documents: Sequence[Sequence[str]], watch: Any = None) -> list[bytes]:
        self.packs.append(len(documents))
        if any(self.too_heavy in page for pages in documents for page in pages):
            raise pdf.TooHeavyError(pdf.PRINTER.heavy)
        return [pdf.render(*pages) for pages in documents]

    def render(self, *pages: str, watch: Any = None) -> bytes:
        return pdf.render(*pages)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(pdf, "render_each_apart", made.render_each)
    monkeypatch.setattr(pdf, "render_apart", made.render)
    monkeypatch.setattr("plans.binding.CHILDREN", 1)
    return made


def test_every_appendix_is_bound_with_its_own_page_numbers() -> None:
    facts = Province(communes=2, tasks=25)

    work, content, name = facts.bound()

    book = booking.read(content)
    texts = booking.texts(book)
    alone = len(booking.read(as_pdf(appendix.as_paper(appendix.build(facts.plans[0])))).pages)
    assert name == "Phụ lục các kế hoạch năm 2026, tỉnh Lạng Sơn.pdf"
    assert len(book.pages) == 3 + 2 * alone
    assert alone > 1
    assert booking.bookmarks(book) == {
        "Mục lục": 1,
        "Đơn vị không có trong sách": 2,
        "Xã 1 – Kế hoạch số 1/KH-UBND": 3,
        "Xã 2 – Kế hoạch số 2/KH-UBND": 3 + alone,
    }
    assert book.page_labels[2:4] == ["iii", "1"]
    for first in (3, 3 + alone):
        assert texts[first].startswith("PHỤ LỤC")
        assert texts[first + 1].split("\n")[-2:] == ["2", f"Sách, trang {first - 1}"]
    assert f"1 Xã 1 Kế hoạch số 1/KH-UBND 1\n2 Xã 2 Kế hoạch số 2/KH-UBND {1 + alone}" in texts[1]
    assert "Chưa có kế hoạch: Xã Chưa Có." in texts[2]
    assert work.said[-1] == (2, 2)


def test_what_did_not_change_is_not_printed_again(printer: Printer) -> None:
    facts = Province(communes=3)
    facts.bound()
    first, printer.packs = printer.packs, []
    facts.bound()
    unchanged, printer.packs = printer.packs, []
    Task.objects.filter(plan=facts.plans[1]).update(text="Niêm yết tại nhà văn hóa thôn.")

    _, content, _ = facts.bound()

    assert first == [3]
    assert unchanged == []
    assert printer.packs == [1]
    assert "Niêm yết tại nhà văn hóa thôn." in booking.texts(booking.read(content))[4]


def test_print_that_was_half_written_is_printed_again(printer: Printer, folder: Path) -> None:
    facts = Province(communes=1)
    facts.bound()
    (file,) = (folder / "prints").iterdir()
    file.write_bytes(file.read_bytes()[:100])

    _, content, _ = facts.bound()

    assert printer.packs == [1, 1]
    assert len(booking.read(content).pages) == 4


def test_long_books_go_to_children_in_packs(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plans.binding.ROWS_AT_ONCE", 2)

    _, content, _ = Province(communes=7).bound()

    assert printer.packs == [2, 2, 2, 1]
    marks = booking.bookmarks(booking.read(content))
    assert list(marks.values())[2:] == [3, 4, 5, 6, 7, 8, 9]


def test_too_heavy_document_is_named(printer: Printer) -> None:
    facts = Province(communes=2)
    printer.too_heavy = "2/KH-UBND"

    with pytest.raises(HopelessError, match=r"^Xã 2 – Kế hoạch số 2/KH-UBND: Tài liệu quá dài"):
        facts.bound()
    assert printer.packs == [2, 1, 1]


@pytest.mark.usefixtures("printer")
def test_hostile_words_print_as_words() -> None:
    facts = Province(communes=1)
    facts.place.children.filter(name="Xã 1").update(name='Xã <img src="file:///etc/passwd">')
    hostile = "<script>alert(1)</script> " + "x" * 2000 + "\n" + "Từ ngữ. " * 1200
    Task.objects.filter(plan=facts.plans[0]).update(text=hostile)

    _, content, _ = facts.bound()

    texts = booking.texts(booking.read(content))
    assert any("<script>alert(1)</script>" in text.replace("\n", "") for text in texts)
    assert '<img src="file:///etc/passwd">' in texts[1].replace("\n", "")


@pytest.mark.usefixtures("printer")
def test_province_without_plans_is_told_so() -> None:
    facts = Province(communes=0)

    for kind in (BOOK_OF_PLANS, BOOK_OF_REPORTS):
        with pytest.raises(HopelessError, match="Chưa có gì để lập sách"):
            facts.bound(kind)


@pytest.mark.usefixtures("printer")
def test_cancelling_in_the_middle_leaves_nothing_but_whole_prints(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    facts = Province(communes=6)
    monkeypatch.setattr("plans.binding.ROWS_AT_ONCE", 2)
    work = Asked(facts.viewer, facts.of_plans)

    def stop() -> None:
        if list((folder / "prints").glob("*.pdf")):
            raise StoppedError

    work.on_look = stop

    with pytest.raises(StoppedError):
        PRINTS[BOOK_OF_PLANS].make(work)

    assert {one.suffix for one in (folder / "prints").iterdir()} == {".pdf"}
    assert [one.name for one in folder.iterdir()] == ["prints"]


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("place", ["keep", "join"])
def test_full_disk_is_told_and_leaves_no_half_file(
    place: str, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    facts = Province(communes=1)
    if place == "keep":
        monkeypatch.setattr(kept_prints, "keep", refuse)
    else:
        monkeypatch.setattr(pdf_books, "join", refuse)

    with pytest.raises(HopelessError, match="Máy chủ hết chỗ"):
        facts.bound()

    assert [one.name for one in folder.iterdir()] in ([], ["prints"])


def test_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "no Pango")

    with pytest.raises(HopelessError, match="chưa in được PDF"):
        Province(communes=1).bound()


@pytest.mark.usefixtures("printer")
def test_broken_print_found_while_binding_is_forgotten_and_the_job_tried_again(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    facts = Province(communes=1)
    real = Binder.bind

    def bind(self: Binder) -> Any:
        chapters = real(self)
        chapters[0].file.write_bytes(b"")
        return chapters

    monkeypatch.setattr(Binder, "bind", bind)

    with pytest.raises(pdf_books.BrokenPartError):
        facts.bound()

    assert list((folder / "prints").iterdir()) == []


@pytest.mark.usefixtures("printer")
def test_reports_that_were_handed_in_are_bound_and_others_named() -> None:
    facts = Province(communes=3)
    facts.submission(facts.plans[0])
    facts.submission(facts.plans[1], state="draft")

    _, content, name = facts.bound(BOOK_OF_REPORTS)

    book = booking.read(content)
    assert name == "Báo cáo Quý IV/2026, tỉnh Lạng Sơn.pdf"
    assert [*booking.bookmarks(book)][2:] == ["Xã 1 – Kế hoạch số 1/KH-UBND"]
    absent = booking.texts(book)[2]
    assert "Chưa nộp báo cáo: Xã 2, Xã 3." in absent
    assert "Chưa có kế hoạch: Xã Chưa Có." in absent
    assert "BÁO CÁO" in booking.texts(book)[3]


def test_report_that_was_issued_is_bound_as_it_was_issued(printer: Printer) -> None:
    facts = Province(communes=1)
    accepted = facts.submission(facts.plans[0], state="accepted")
    kept = pdf.render("<p>Bản đã ban hành</p>")
    by = factories.viewer(factories.leader(facts.plans[0].territory))
    issued = actions.issue_report(
        submission=accepted,
        issuing=actions.Issuing("25/BC-UBND", factories.TODAY, accepted.version),
        printed=actions.Printed(pdf=kept, word=b"PK"),
        by=by,
        at=factories.NOW,
    )

    _, content, _ = facts.bound(BOOK_OF_REPORTS)

    texts = booking.texts(booking.read(content))
    assert texts[3] == "Bản đã ban hành\nSách, trang 1"
    assert "Báo cáo số 25/BC-UBND" in texts[1]
    assert printer.packs == []
    for file in (kept_prints.place(issued.pdf_sha256), Path(issued.pdf.path)):
        file.unlink()
    with pytest.raises(HopelessError, match="Tệp đã ban hành của Xã 1"):
        facts.bound(BOOK_OF_REPORTS)


def test_only_who_reads_the_whole_province_has_its_books() -> None:
    facts = Province(communes=1)
    officer = factories.viewer(factories.officer(facts.plans[0].territory))
    other = factories.viewer(factories.reviewer(factories.province("Tỉnh Cao Bằng")))
    asked = {BOOK_OF_PLANS: facts.of_plans, BOOK_OF_REPORTS: facts.of_reports}

    for kind, parameters in asked.items():
        assert PRINTS[kind].subject(facts.viewer, parameters)
        for stranger in (officer, other):
            with pytest.raises(ObjectDoesNotExist):
                PRINTS[kind].subject(stranger, parameters)
            with pytest.raises(HopelessError, match="không còn được xem"):
                PRINTS[kind].make(Asked(stranger, parameters))
