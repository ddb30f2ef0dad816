"""Books of a province as jobs make them: found with a person's eyes, bound, given with contents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template.loader import render_to_string

from papi_portal import kept_prints, pdf, pdf_books
from papi_portal.pdf_books import About, Chapter
from papi_portal.wording import said
from plans.access import Viewer
from plans.binding import Binder, Source
from plans.jobs import NOT_SEEN, NOT_STORED, HopelessError, Made, Parameters, Work
from plans.models import Period, Territory
from plans.printing import NOT_PRINTED, PDF
from tasks.access import may_print_province
from tasks.reports import book
from tasks.reports.book import Book

Subject = TypeVar("Subject")
BOOK_OF_PLANS, BOOK_OF_REPORTS = "book_of_plans", "book_of_reports"
NOTHING = said(
    "Chưa có gì để lập sách: chưa xã nào có kế hoạch đã ban hành, hoặc chưa xã nào nộp báo cáo của"
    " kỳ này."
)


@dataclass(frozen=True, slots=True)
class BookKind(Generic[Subject]):
    """A kind of book: what it is about, and what it holds; printing and binding are the same."""

    subject: Callable[[Viewer, Parameters], Subject]
    """Raises ObjectDoesNotExist for what the viewer does not see; see `plans.jobs.Kind`."""
    build: Callable[[Viewer, Parameters, Subject], Book]

    def found(self, viewer: Viewer, parameters: Parameters) -> Book:
        """Return the book as it stands now; raises what `subject` does."""
        return self.build(viewer, parameters, self.subject(viewer, parameters))

    def make(self, work: Work) -> Made:
        """Print what changed, and bind all of it; no half of it is left where it fails."""
        try:
            found = self.found(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        if not found.chapters:
            raise HopelessError(NOTHING)
        try:
            return Made(f"{found.title}.pdf", PDF, _bound(work, found))
        except pdf.PdfUnavailableError as error:
            raise HopelessError(NOT_PRINTED) from error
        except OSError as error:
            raise HopelessError(NOT_STORED) from error


def _province(viewer: Viewer, parameters: Parameters) -> Territory:
    """Return a province of which the viewer reads everything."""
    province = Territory.objects.get(pk=parameters["province"], level=Territory.Level.PROVINCE)
    if not viewer.reads_all_of(province.pk):
        raise Territory.DoesNotExist
    return province


def whole_period(viewer: Viewer, parameters: Parameters) -> Period:
    """Return a period of whose province the viewer reads everything; raises ObjectDoesNotExist."""
    periods = Period.objects.visible_to(viewer).select_related("territory")
    period = periods.get(pk=parameters["period"])
    if not may_print_province(viewer, period):
        raise Period.DoesNotExist
    return period


def _of_plans(viewer: Viewer, parameters: Parameters, province: Territory) -> Book:
    return book.of_plans(viewer=viewer, province=province, year=parameters["year"])


def _of_reports(viewer: Viewer, _parameters: Parameters, period: Period) -> Book:
    return book.of_reports(viewer=viewer, period=period)


OF_PLANS = BookKind(_province, _of_plans)
OF_REPORTS = BookKind(whole_period, _of_reports)


def _bound(work: Work, found: Book) -> IO[bytes]:
    """Return the book as a file without a name, which is gone when nobody holds it any more."""
    sources = [
        Source(
            f"{one.place} – {one.about}",
            one.lay_out,
            one.issued.copies["pdf"] if one.issued else None,
        )
        for one in found.chapters
    ]
    chapters = Binder(work, sources).bind()
    front = pdf.render_apart(_front(found, chapters), watch=work.look)
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    out = TemporaryFile(dir=settings.VAR_DIR)  # noqa: SIM115 - closed by whoever stores it
    try:
        pdf_books.join(front, chapters, About(found.title, found.issuer, work.at), out)
        out.seek(0)
    except pdf_books.BrokenPartError as error:
        out.close()
        kept_prints.drop(error.file.stem)
        raise
    except BaseException:
        out.close()
        raise
    return out


def _front(found: Book, chapters: Sequence[Chapter]) -> str:
    """Return cover, contents and who is missing, as a page of HTML."""
    starts = accumulate((one.pages for one in chapters), initial=1)
    lines = [
        {"place": one.place, "about": one.about, "page": page}
        for one, page in zip(found.chapters, starts, strict=False)
    ]
    about = {"book": found, "lines": lines, "link": pdf_books.LINK}
    return render_to_string("print/book.html", about)
