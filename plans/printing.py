"""Documents that are printed: found with a person's eyes, drawn, made a PDF by a page or a job."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Generic, TypeVar

from django.core.exceptions import ObjectDoesNotExist

from papi_portal import pdf
from plans.access import Viewer
from plans.jobs import HopelessError, Made, Parameters, Work

Thing = TypeVar("Thing")
PDF = "application/pdf"
NOT_PRINTED = "Máy chủ chưa in được PDF; hãy báo quản trị của cổng."
NOT_SEEN = "Tài liệu này không còn, hoặc bạn không còn được xem."


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML that holds all it needs, its name, and how many rows it has."""

    title: str
    rows: int
    html: str

    @property
    def file_name(self) -> str:
        return f"{self.title}.pdf"

    @property
    def fingerprint(self) -> str:
        """What tells one content from another: who asks again for the same gets the same job."""
        return sha256(self.html.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Print(Generic[Thing]):
    """A kind of printed document: how its subject is found, and how that is drawn."""

    find: Callable[[Viewer, Parameters], Thing]
    """Raises ObjectDoesNotExist for what the viewer does not see."""
    draw: Callable[[Thing], Document]

    def document(self, viewer: Viewer, parameters: Parameters) -> Document:
        """Return the document as it stands now; raises what `find` does."""
        return self.draw(self.find(viewer, parameters))

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
            document = self.document(work.viewer, work.parameters)
        except ObjectDoesNotExist as error:
            raise HopelessError(NOT_SEEN) from error
        return Made(document.file_name, PDF, BytesIO(printed_for(work, document)))


def printed_for(work: Work, document: Document) -> bytes:
    """Return a document as PDF, printed in a child process on behalf of a job."""
    work.step(0, 1)
    try:
        return pdf.render_apart(document.html, watch=work.look)
    except pdf.TooHeavyError as error:
        raise HopelessError(str(error)) from error
    except pdf.PdfUnavailableError as error:
        raise HopelessError(NOT_PRINTED) from error
