"""Documents that are printed: found with a person's eyes, laid out, made a PDF by page or job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from papi_portal import pdf
from plans.access import Viewer
from plans.jobs import NOT_SEEN, HopelessError, Made, Parameters, Work

Subject = TypeVar("Subject")
Thing = TypeVar("Thing")
PDF = "application/pdf"
VERSION = "1"
"""Of what a file says about itself."""
NOT_PRINTED = "Máy chủ chưa in được PDF; hãy báo quản trị hệ thống."


def fingerprint(pages: Sequence[str]) -> str:
    """Return what tells one content from another: who asks again for the same gets one job."""
    return sha256("\f".join(pages).encode()).hexdigest()


def about(kind: str, parameters: Parameters, *, by: Viewer, at: datetime) -> dict[str, str]:
    """Return what a file says hidden, so that one knows what came back: what of, when, by whom."""
    return {
        "document": kind,
        **{name: str(value) for name, value in parameters.items()},
        "version": VERSION,
        "exported_at": at.isoformat(),
        "exported_by": by.user.full_name,
    }


def exported_at(said: str) -> datetime | None:
    """Return when a file says hidden that it left, None for what no page could show.

    Anybody may have written it: without a zone, or so far off that it has no local time.
    """
    try:
        moment = parse_datetime(said)
        return moment and timezone.localtime(moment)
    except (ValueError, OverflowError):
        return None


class Document(Protocol):
    """What can be printed; a `Paper` is one, and can be written as Word and Excel as well."""

    @property
    def title(self) -> str:
        """What its file is called."""

    @property
    def rows(self) -> int:
        """How many rows it has, by which one tells whether it is long."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Its parts as HTML."""


@dataclass(frozen=True, slots=True)
class Print(Generic[Subject, Thing]):
    """A kind of printed document: what it is about, what there is to say, how that is laid out."""

    subject: Callable[[Viewer, Parameters], Subject]
    """Raises ObjectDoesNotExist for what the viewer does not see; see `plans.jobs.Kind`."""
    build: Callable[[Viewer, Parameters, Subject], Thing]
    """Raises ObjectDoesNotExist where there is nothing to print as things stand."""
    lay_out: Callable[[Thing], Document]

    def document(self, viewer: Viewer, parameters: Parameters) -> Document:
        """Return the document as it stands now; raises what `subject` and `build` do."""
        subject = self.subject(viewer, parameters)
        return self.lay_out(self.build(viewer, parameters, subject))

    def make(self, work: Work) -> Made:
        """Print the document in a child process, on behalf of a job."""
        try:
            found = self.document(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        return Made(f"{found.title}.pdf", PDF, BytesIO(printed_for(work, found)))


def printed_for(work: Work, document: Document) -> bytes:
    """Return a document as PDF, printed in a child process on behalf of a job."""
    work.step(0, 1)
    try:
        return pdf.render_apart(*document.pages, watch=work.look)
    except pdf.TooHeavyError as error:
        raise HopelessError(str(error)) from error
    except pdf.PdfUnavailableError as error:
        raise HopelessError(NOT_PRINTED) from error
