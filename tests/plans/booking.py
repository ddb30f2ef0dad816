"""Books of tests: work that is not a job, and what stands in the file that came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from plans.access import Viewer
from plans.jobs import Parameters
from tests import factories


@dataclass
class Asked:
    """What a book is made for, and what was said meanwhile."""

    viewer: Viewer
    parameters: Parameters
    at: datetime = factories.NOW
    said: list[tuple[int, int]] = field(default_factory=list)
    on_look: Callable[[], None] = lambda: None

    def step(self, done: int, of: int) -> None:
        self.look()
        self.said.append((done, of))

    def look(self) -> None:
        self.on_look()


def read(content: bytes) -> PdfReader:
    """Return a PDF that stands up to a strict reader."""
    return PdfReader(BytesIO(content), strict=True)


def bookmarks(book: PdfReader) -> dict[str, int | None]:
    """Return the pages that the bookmarks lead to, counted from 0, by their titles."""
    return {
        str(one.title): book.get_destination_page_number(one)
        for one in book.outline
        if not isinstance(one, list)
    }


def texts(book: PdfReader) -> list[str]:
    return [page.extract_text() for page in book.pages]
