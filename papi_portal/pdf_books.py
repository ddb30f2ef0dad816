"""Printed documents joined to one PDF with bookmarks, links from the contents and page numbers.

PDFium joins the pages; it writes neither bookmarks nor labels, so these are appended to the file,
with the numbers of the book's pages, as an update (ISO 32000-1, 7.5.6) with a new catalog, which is
what PDF editors do as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from papi_portal import MADE_BY, pdf
from papi_portal.pdf_objects import ENCODING, Font, font, stream, string, written

if TYPE_CHECKING:
    from io import BytesIO

NUMBER = "Sách, trang {number}"
"""In the lower margin: above stands the number that a page has in its own document."""
NUMBER_SIZE, NUMBER_FROM_RIGHT, NUMBER_FROM_BELOW = 10, 42.5, 28.3
"""In points: 15 and 10 mm from the edges."""
FONT = "SoTrang"
LINK = "https://book.invalid/"
"""What the contents link to, with the place of a chapter: such links are turned inwards."""


class BrokenPartError(Exception):
    """Raised for a part that cannot be read as a PDF; `file` is the part."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is no PDF that can be read")
        self.file = file


@dataclass(frozen=True, slots=True)
class Chapter:
    """A printed document in the book, with its bookmark."""

    title: str
    file: Path
    pages: int


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    made_at: datetime


def count_pages(file: Path) -> int:
    """Return how many pages a print has; raises BrokenPartError."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(file) as document:
            return len(document)
    except pdfium.PdfiumError as error:
        raise BrokenPartError(file) from error


def join(front: bytes, chapters: Sequence[Chapter], about: About, out: IO[bytes]) -> None:
    """Write the book to an empty file that can be read, too; raises BrokenPartError, OSError.

    `front` are the pages before the chapters, labelled i, ii, …; their own bookmarks come first.
    """
    import pypdfium2 as pdfium

    with pdfium.PdfDocument.new() as book:
        with pdfium.PdfDocument(front) as pages:
            ahead = len(pages)
            marks = [(one.get_title(), one.get_dest().get_index()) for one in pages.get_toc()]
            book.import_pages(pages)
        for chapter in chapters:
            try:
                with pdfium.PdfDocument(chapter.file) as pages:
                    book.import_pages(pages)
            except pdfium.PdfiumError as error:
                raise BrokenPartError(chapter.file) from error
        book.save(out)
    starts = list(_starts(ahead, chapters))
    marks += [(one.title, at) for one, at in zip(chapters, starts, strict=True)]
    update = _Update(out)
    update.turn_links_inwards(ahead, starts)
    update.number_pages(ahead)
    update.write_about(about, update.write_bookmarks(marks), ahead)


class _Update:
    """What is appended to a joined file: new objects, and old ones in another form."""

    def __init__(self, out: IO[bytes]) -> None:
        import pdfplumber

        self.out = out
        self.begins = out.seek(0, 2)
        found = pdfplumber.open(cast("BytesIO", out)).doc
        self.trailer: dict[str, Any] = found.xrefs[0].get_trailer()
        self.tree = found.catalog["Pages"]
        self.pages: list[Any] = self.tree.resolve()["Kids"]
        self.size = int(self.trailer["Size"])
        out.seek(max(0, self.begins - 64))
        self.before = int(out.read().rsplit(b"startxref", 1)[1].split()[0])
        self.offsets: dict[int, int] = {}
        # Written at once at the end: asking for a page moves in the file.
        self.said = bytearray(b"\n")

    def write_bookmarks(self, marks: Sequence[tuple[str, int]]) -> int:
        """Write bookmarks, by title and page, and return the number of their root."""
        root = self._new()
        first = self.size
        last = first + len(marks) - 1
        for place, (title, page) in enumerate(marks, start=first):
            before = f" /Prev {place - 1} 0 R" if place > first else ""
            after = f" /Next {place + 1} 0 R" if place < last else ""
            self._add(
                f"<< /Title {string(title)} /Parent {root} 0 R{before}{after}"
                f" /Dest {self._top_of(page)} >>"
            )
        self._put(
            root,
            f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(marks)} >>",
        )
        return root

    def turn_links_inwards(self, ahead: int, starts: Sequence[int]) -> None:
        """Let the links of the pages ahead lead to chapters instead of addresses."""
        for page in self.pages[:ahead]:
            for annotation in page.resolve().get("Annots", ()):
                found = annotation.resolve()
                address = found["A"]["URI"].decode("ascii")
                target = self._top_of(starts[int(address.removeprefix(LINK))])
                sides = " ".join(f"{float(one):.2f}" for one in found["Rect"])
                self._put(
                    annotation.objid,
                    f"<< /Type /Annot /Subtype /Link /Rect [{sides}] /Border [0 0 0]"
                    f" /Dest {target} >>",
                )

    def number_pages(self, ahead: int) -> None:
        """Write below each page behind those ahead which one of the book it is."""
        file = pdf.typeface()
        if file is None:
            return
        letters = font(file, NUMBER.format(number="0123456789"))
        descriptor = self._add(f"{letters.descriptor} {self._add(letters.file)} 0 R >>")
        face = f"{self._add(f'{letters.font} {descriptor} 0 R >>')} 0 R"
        # Pages do not put back how they turned the paper.
        before = f"{self._add(stream('q'))} 0 R"
        for number, page in enumerate(self.pages[ahead:], start=1):
            found = page.resolve()
            drawn = found.get("Contents", [])
            told = self._add(stream(_number(number, letters, found["MediaBox"])))
            drawn = [before, *(drawn if isinstance(drawn, list) else [drawn]), f"{told} 0 R"]
            self._let_use(face, found["Resources"])
            self._put(page.objid, written({**found, "Contents": drawn}))

    def _let_use(self, face: str, resources: Any) -> None:
        """Add a font to what pages use, which is one object for all pages of a document."""
        from pdfminer.pdftypes import resolve1

        if resources.objid not in self.offsets:
            found = resources.resolve()
            fonts = {**resolve1(found.get("Font", {})), FONT: face}
            self._put(resources.objid, written({**found, "Font": fonts}))

    def write_about(self, about: About, outlines: int, ahead: int) -> None:
        """Write the catalog, with labels of pages, and what the file says of itself; end it."""
        labels = f"<< /Nums [0 << /S /r >> {ahead} << /S /D >>] >>"
        root = self.trailer["Root"].objid
        self._put(
            root,
            f"<< /Type /Catalog /Pages {self.tree.objid} 0 R /Outlines {outlines} 0 R"
            f" /PageMode /UseOutlines /PageLabels {labels} /Lang (vi)"
            " /ViewerPreferences << /DisplayDocTitle true >> >>",
        )
        moment = about.made_at.strftime("D:%Y%m%d%H%M%S")
        info = self._add(
            f"<< /Title {string(about.title)} /Author {string(about.author)}"
            f" /Producer {string(MADE_BY)} /CreationDate ({moment}) >>"
        )
        self._finish(root, info)

    def _top_of(self, page: int) -> str:
        return f"[{self.pages[page].objid} 0 R /XYZ null null null]"

    def _new(self) -> int:
        self.size += 1
        return self.size - 1

    def _add(self, content: str) -> int:
        number = self._new()
        self._put(number, content)
        return number

    def _put(self, number: int, content: str) -> None:
        self.offsets[number] = self.begins + len(self.said)
        self.said += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")

    def _finish(self, root: int, info: int) -> None:
        begins = self.begins + len(self.said)
        table = ["xref", "0 1", "0000000000 65535 f "]
        for number, offset in sorted(self.offsets.items()):
            table += [f"{number} 1", f"{offset:010d} 00000 n "]
        mark = "".join(f"<{one.hex()}>" for one in self.trailer.get("ID", ()))
        said = f"/Size {self.size} /Root {root} 0 R /Info {info} 0 R /Prev {self.before}"
        table += ["trailer", f"<< {said} /ID [{mark}] >>", f"startxref\n{begins}\n%%EOF\n"]
        self.said += "\n".join(table).encode("ascii")
        self.out.seek(0, 2)
        self.out.write(self.said)


def _number(number: int, letters: Font, box: Sequence[float]) -> str:
    """Return what draws the number of a page of the book, whose sides are given."""
    words = NUMBER.format(number=number)
    x = box[2] - NUMBER_FROM_RIGHT - letters.width(words, NUMBER_SIZE)
    said = words.encode(ENCODING).hex()
    place = f"1 0 0 1 {x:.2f} {box[1] + NUMBER_FROM_BELOW:.2f} Tm"
    return f"Q q 0 g BT /{FONT} {NUMBER_SIZE} Tf {place} <{said}> Tj ET Q"


def _starts(ahead: int, chapters: Sequence[Chapter]) -> Iterator[int]:
    """Yield the page on which each chapter begins, counted from 0."""
    at = ahead
    for chapter in chapters:
        yield at
        at += chapter.pages
