"""Books: many printed documents as one PDF, of which only what changed is printed anew.

Documents are laid out one after the other here, where the database is, and printed by children in
packs; what is printed lies on the disk, so that a long book needs no more memory than a short one.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from papi_portal import kept_prints, pdf, pdf_books
from papi_portal.paper import Paper
from papi_portal.pdf_books import Chapter
from papi_portal.wording import said
from plans.jobs import HopelessError, StoppedError, Work
from plans.printing import NOT_PRINTED

CHILDREN = 2
ROWS_AT_ONCE = 400
"""Rows of tables for one child: enough that its start is little beside its work."""
SAY_SECONDS = 0.5
"""Between two words about how far a book is: of what is kept hundreds come in a second."""
NOT_KEPT = said(
    "Tệp đã ban hành của {title} không còn hoặc không đúng với mã băm; hãy báo quản trị."
)


class Issued(Protocol):
    """A file that is printed already, and what its bytes amount to."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""

    @property
    def content(self) -> bytes | None:
        """Its bytes; None when these are not there any more."""


@dataclass(frozen=True, slots=True)
class Source:
    """What becomes a chapter: its bookmark and how it is laid out, or the file that it is."""

    title: str
    lay_out: Callable[[], Paper]
    issued: Issued | None = None
    """The file as it was issued, which is taken instead."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A document that is to be printed, as HTML."""

    place: int
    kept: str
    pages: tuple[str, ...]
    rows: int


@dataclass(slots=True)
class Binder:
    """Prints the chapters of one book on behalf of a job."""

    work: Work
    sources: Sequence[Source]
    chapters: dict[int, Chapter] = field(default_factory=dict)
    _pack: list[_Sheet] = field(default_factory=list)
    _under_way: "dict[Future[list[bytes]], list[_Sheet]]" = field(default_factory=dict)
    _is_given_up: threading.Event = field(default_factory=threading.Event)
    _said_at: float = 0.0

    def bind(self) -> list[Chapter]:
        """Return the chapters, printed or found; raises HopelessError, StoppedError, OSError."""
        with ThreadPoolExecutor(CHILDREN, thread_name_prefix="printer") as pool:
            try:
                for place, source in enumerate(self.sources):
                    self._take(place, source)
                    if sum(one.rows for one in self._pack) >= ROWS_AT_ONCE:
                        self._send(pool)
                    self._say()
                self._send(pool)
                self._collect(leave=0)
            except BaseException:
                self._is_given_up.set()
                pool.shutdown(cancel_futures=True)
                raise
        self.work.step(len(self.sources), len(self.sources))
        return [self.chapters[place] for place in range(len(self.sources))]

    def _take(self, place: int, source: Source) -> None:
        """Find a document among what is kept, or put it to what is to be printed."""
        if source.issued:
            self._take_issued(place, source.title, source.issued)
            return
        document = source.lay_out()
        kept = kept_prints.name(document)
        if not self._is_found(place, kept):
            rows = max(1, document.rows)
            self._pack.append(_Sheet(place, kept, document.pages, rows))

    def _take_issued(self, place: int, title: str, issued: Issued) -> None:
        if self._is_found(place, issued.sha256):
            return
        content = issued.content
        if content is None:
            raise HopelessError(NOT_KEPT.format(title=title))
        self._keep(place, issued.sha256, content)

    def _is_found(self, place: int, kept: str) -> bool:
        file = kept_prints.find(kept)
        if file is None:
            return False
        try:
            self._add(place, file)
        except pdf_books.BrokenPartError:  # the machine went down while it was written
            kept_prints.drop(kept)
            return False
        return True

    def _keep(self, place: int, kept: str, printed: bytes) -> None:
        self._add(place, kept_prints.keep(kept, printed))

    def _add(self, place: int, file: Path) -> None:
        pages = pdf_books.count_pages(file)
        self.chapters[place] = Chapter(self.sources[place].title, file, pages)

    def _send(self, pool: ThreadPoolExecutor) -> None:
        """Have a pack printed, once a child is free to begin with it soon."""
        if self._pack:
            self._collect(leave=CHILDREN)
            self._under_way[pool.submit(self._printed, self._pack)] = self._pack
            self._pack = []

    def _collect(self, *, leave: int) -> None:
        """Keep what is printed until no more packs than so many are under way."""
        while len(self._under_way) > leave:
            ready, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            for future in ready:
                pack = self._under_way.pop(future)
                for sheet, printed in zip(pack, future.result(), strict=True):
                    self._keep(sheet.place, sheet.kept, printed)
            self._say()

    def _printed(self, pack: Sequence[_Sheet]) -> list[bytes]:
        """Print a pack in a child; what is too heavy for it is tried alone, and then named."""
        try:
            return pdf.render_each_apart([one.pages for one in pack], watch=self._watch)
        except pdf.PdfUnavailableError as error:
            raise HopelessError(NOT_PRINTED) from error
        except pdf.TooHeavyError as error:
            if len(pack) == 1:
                msg = f"{self.sources[pack[0].place].title}: {error}"
                raise HopelessError(msg) from error
        return [printed for one in pack for printed in self._printed([one])]

    def _watch(self) -> None:
        if self._is_given_up.is_set():
            raise StoppedError
        self.work.look()

    def _say(self) -> None:
        """Say how far the book is, and learn whether it is still wanted."""
        self.work.look()
        if time.monotonic() - self._said_at >= SAY_SECONDS:
            self._said_at = time.monotonic()
            self.work.step(len(self.chapters), len(self.sources))
