"""The files in which a paper goes out: for signing, for editing, for computing."""

from collections.abc import Mapping

from papi_portal import paper, worddoc
from papi_portal.paper import Paper

KINDS = ("pdf", "docx", "xlsx")
"""The kinds of files by the ending of their names."""
TEXTS = ("pdf", "docx")
"""Those of a document that is read and edited; nothing in it is computed on."""


def draw(one: Paper, kind: str, about: Mapping[str, str] | None = None) -> bytes:
    """Return the document as a file; raises PdfUnavailableError for a PDF that cannot be made.

    `about` is what a workbook says hidden of itself.
    """
    if kind == "pdf":
        return paper.as_pdf(one)
    return worddoc.as_docx(one) if kind == "docx" else paper.as_xlsx(one, about)
