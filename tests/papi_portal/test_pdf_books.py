"""Documents joined to one PDF."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader

from papi_portal import pdf, pdf_books
from papi_portal.pdf_books import About, Chapter
from papi_portal.pdf_objects import written
from tests.plans import booking
from tests.tasks.reports.measuring import lines, pages

if TYPE_CHECKING:
    from pypdf.generic import ArrayObject, DictionaryObject

ABOUT = About("Sách của tỉnh", "Ủy ban nhân dân tỉnh", datetime(2026, 11, 22, 8, 30, tzinfo=UTC))
STYLE = "<style>@page { size: A5 } section { break-after: page }</style>"
FRONT = STYLE + (
    "<section>Bìa</section><h2>Mục lục</h2>"
    '<p><a href="https://book.invalid/0">một</a></p><p><a href="https://book.invalid/1">hai</a></p>'
)

Printed = Callable[..., Chapter]


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    def made(title: str, pages: int) -> Chapter:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        body = "".join(f"<section>trang {page}</section>" for page in range(1, pages))
        file.write_bytes(pdf.render(f"{STYLE}{body}<h1>{pages} hết</h1>"))
        return Chapter(title, file, pdf_books.count_pages(file))

    return made


def bound(*chapters: Chapter) -> bytes:
    out = BytesIO()
    pdf_books.join(pdf.render(FRONT), chapters, ABOUT, out)
    return out.getvalue()


def joined(*chapters: Chapter) -> PdfReader:
    return booking.read(bound(*chapters))


def test_pages_stand_in_order_with_labels_of_the_front_apart(printed: Printed) -> None:
    book = joined(printed("Xã Một", 2), printed("Xã Hai", 3))

    texts = [text.partition("Sách")[0].strip() for text in booking.texts(book)]
    assert texts[2:] == ["trang 1", "2 hết", "trang 1", "trang 2", "3 hết"]
    assert book.page_labels == ["i", "ii", "1", "2", "3", "4", "5"]


def test_each_page_says_which_one_of_the_book_it_is(printed: Printed) -> None:
    book = pages(bound(printed("Xã Một", 2), printed("Xã Hai", 3)))

    assert not any("Sách" in page.extract_text() for page in book[:2])
    for number, page in enumerate(book[2:], start=1):
        told = lines(page)[-1]
        assert told.text == f"Sách, trang {number}"
        assert (told.size, told.face) == (10, "Liberation-Serif")
        assert told.right == pytest.approx(148 - 15, abs=0.2)
        assert told.top > 210 - 15
        assert not page.annots


def test_chapters_draw_what_they_drew(printed: Printed) -> None:
    chapter = printed("Xã Một", 1)
    alone, *_ = pages(chapter.file.read_bytes())
    in_book = pages(bound(chapter, printed("Xã Hai", 1)))[2]

    assert len(in_book.chars) > len(alone.chars) > 0
    for was, drawn in zip(alone.chars, in_book.chars, strict=False):
        assert drawn["text"] == was["text"]
        assert (drawn["x0"], drawn["top"]) == pytest.approx((was["x0"], was["top"]), abs=0.01)


def test_bookmarks_lead_to_the_first_pages(printed: Printed) -> None:
    book = joined(printed("Xã Một", 2), printed("Xã Hai", 3))

    assert booking.bookmarks(book) == {"Mục lục": 1, "Xã Một": 2, "Xã Hai": 4}


def test_contents_lead_to_chapters_and_nowhere_else(printed: Printed) -> None:
    book = joined(printed("Xã Một", 2), printed("Xã Hai", 1))

    links = [one.get_object() for one in cast("ArrayObject", book.pages[1]["/Annots"])]
    targets = [book.pages.index(link["/Dest"][0].get_object()) for link in links]

    assert targets == [2, 4]
    assert not any("/A" in link for link in links)


def test_file_tells_what_it_is(printed: Printed) -> None:
    told = joined(printed("Xã Một", 1), printed("Xã Hai", 1)).metadata

    assert told is not None
    assert (told.title, told.author) == ("Sách của tỉnh", "Ủy ban nhân dân tỉnh")
    assert told.creation_date is not None


def test_hostile_titles_stay_words(printed: Printed) -> None:
    title = ") >> endobj 1 0 obj << /OpenAction (x) \n\ud800 🙂 “Xã”"

    book = joined(printed(title, 1), printed("Xã Hai", 1))

    assert [*booking.bookmarks(book)][1] == title.replace("\ud800", "?")
    assert "/OpenAction" not in cast("DictionaryObject", book.trailer["/Root"])


def test_broken_part_is_named(printed: Printed, tmp_path: Path) -> None:
    good, broken = printed("Xã Một", 1), tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 half a f")

    with pytest.raises(pdf_books.BrokenPartError) as counted:
        pdf_books.count_pages(broken)
    with pytest.raises(pdf_books.BrokenPartError) as bound:
        joined(good, Chapter("Xã Hai", broken, 1))

    assert counted.value.file == bound.value.file == broken


def test_values_are_written_as_pdf_writes_them() -> None:
    value = {"a": [True, None, b"\x01", 0.5, 7], "b c": "(x)"}

    assert written(value) == "<< /a [true null <01> 0.500000 7] /b#20c (x) >>"


def test_book_has_no_numbers_below_its_pages_where_no_letters_are(
    printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapters = printed("Xã Một", 1), printed("Xã Hai", 1)
    front, out = pdf.render(FRONT), BytesIO()
    monkeypatch.setattr(pdf, "typeface", lambda: None)

    pdf_books.join(front, chapters, ABOUT, out)

    assert len(booking.read(out.getvalue()).pages) == 4
