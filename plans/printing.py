"""Documents that are printed: found with a person's eyes, laid out, made a PDF by page or job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist

from papi_portal import pdf
from plans.access import Viewer
from plans.jobs import HopelessError, Made, Parameters, Work

Thing = TypeVar("Thing")
PDF = "application/pdf"
NOT_PRINTED = "Máy chủ chưa in được PDF; hãy báo quản trị của cổng."
NOT_SEEN = "Tài liệu này không còn, hoặc bạn không còn được xem."


def fingerprint(pages: Sequence[str]) -> str:
    """Return what tells one content from another: who asks again for the same gets one job."""
    return sha256("\f".join(pages).encode()).hexdigest()


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
class Print(Generic[Thing]):
    """A kind of printed document: how its subject is found, and how that is laid out."""

    find: Callable[[Viewer, Parameters], Thing]
    """Raises ObjectDoesNotExist for what the viewer does not see."""
    lay_out: Callable[[Thing], Document]

    def document(self, viewer: Viewer, parameters: Parameters) -> Document:
        """Return the document as it stands now; raises what `find` does."""
        return self.lay_out(self.find(viewer, parameters))

    def may_have(self, viewer: Viewer, parameters: Parameters) -> bool:
        """Tell whether the viewer sees what the document is about."""
        try:
            self.find(viewer, parameters)
        except ObjectDoesNotExist:
            return False
        return True

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
